"""Puts the article together: every block into one field, or into `removed`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from boilerstrip.article import Article, Paragraph, ParagraphKind, Removal
from boilerstrip.decide.confidence import expected_f1
from boilerstrip.decide.verdicts import Decision, Verdict
from boilerstrip.document import Block, Document, Unread
from boilerstrip.fields import Roles
from boilerstrip.recognisers.site_name import site_name
from boilerstrip.text.locate import find_tail
from boilerstrip.version import RULES_VERSION

# There are hundreds of both on a page, and their own constructors take twice as long.
_paragraph = partial(tuple.__new__, Paragraph)
_gone = partial(tuple.__new__, Removal)
_KINDS: dict[str, ParagraphKind] = {"heading": "heading", "list_item": "list_item", "quote": "quote"}


def assemble(document: Document, roles: Roles, decision: Decision) -> Article:
    """The article of a page on which everything is decided."""
    fields: dict[int, str] = {}
    body: list[Paragraph] = []
    kept_blocks: list[int] = []
    removed: list[Removal] = []
    verdicts, protected = decision.verdicts, roles.protected
    for index, block in enumerate(document.blocks):
        kept = block
        if index in verdicts:
            verdict = verdicts[index]
            if not verdict.start:
                removed.append(_removal(block, verdict))
                continue
            if cut := _split(document, block, verdict):
                kept, gone = cut
                removed.append(_removal(gone, verdict))
        text, _, kind, level, span, line, *_ = kept
        if index in protected:
            fields[index] = text
        else:
            kept_blocks.append(index)
            body.append(_paragraph((text, _KINDS.get(kind, "paragraph"), level, span, line)))
    removed += map(_unread, document.unread)
    byline = _lines(fields, roles.byline)
    return Article(
        headline=_headline(fields, roles),
        standfirst=_lines(fields, () if roles.standfirst is None else (roles.standfirst, *roles.points)),
        byline=byline,
        authors=roles.authors if byline or not roles.byline else (),
        published=roles.published,
        site_name=site_name(document),
        body=tuple(body),
        removed=tuple(removed),
        language=document.language,
        confidence=_confidence(document, decision, frozenset(kept_blocks)),
        warnings=(*document.warnings, *(f"part of the source {part.evidence}" for part in document.unread), *decision.warnings),
        rules_version=RULES_VERSION,
    )


def _lines(fields: Mapping[int, str], blocks: Iterable[int]) -> str | None:
    """What these blocks hold of a field, a block a line; `None` where all of them are gone."""
    return "\n".join(fields[index] for index in blocks if index in fields) or None


def _headline(fields: Mapping[int, str], roles: Roles) -> str | None:
    """The headline, behind the line above it where that is a part of it."""
    if roles.headline is None:
        return None
    headline = fields.get(roles.headline)
    if headline is None or roles.kicker is None or roles.kicker not in fields:
        return headline
    kicker = fields[roles.kicker]
    return (
        f"{kicker}{headline}"
        if headline[0] in ":,;"
        else f"{kicker} {headline}"
        if kicker[-1] in ":.?!"
        else f"{kicker}: {headline}"
    )


def _confidence(document: Document, decision: Decision, kept: frozenset[int]) -> float:
    if decision.expected_f1 is not None and kept:
        return round(decision.expected_f1, 3)
    return expected_f1(document, decision, kept)


def _removal(block: Block, verdict: Verdict) -> Removal:
    _, category, name, rule, evidence, score, _, _ = verdict
    text, _, _, _, span, line, path, *_ = block
    return _gone((text, category, name, rule, evidence, score, span, line, path))


def _unread(part: Unread) -> Removal:
    text, rule, evidence, span, line, path = part
    return Removal(text, "other", "limits", rule, evidence, 1.0, span, line, path)


def _split(document: Document, block: Block, verdict: Verdict) -> tuple[Block, Block] | None:
    """The block's text before and from the verdict's start on; `None` where the place cannot be found in the source."""
    kept, gone = block.text[: verdict.start].rstrip(), block.text[verdict.start :].lstrip()
    if not gone:
        return None
    if block.span is None or document.source is None:
        return block._replace(text=kept), block._replace(text=gone)
    start, end = block.span
    place = find_tail(document.source[start:end], gone)
    if place is None:
        return None
    line = (block.line or 0) + document.source.count("\n", start, start + place)
    before = len(document.source[start : start + place].rstrip())
    whole = block._replace(text=kept, span=(start, start + before))
    return whole, block._replace(text=gone, span=(start + place, end), line=line)
