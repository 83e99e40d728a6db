"""Puts the article together: every block into one field, or into `removed`."""

from __future__ import annotations

from boilerstrip.article import Article, Paragraph, ParagraphKind, Removal
from boilerstrip.confidence import expected_f1
from boilerstrip.decision import Decision, Verdict
from boilerstrip.document import Block, Document, Unread
from boilerstrip.folding import tidy
from boilerstrip.roles import Roles

RULES_VERSION = "2026.11.24"
_KINDS: dict[str, ParagraphKind] = {"heading": "heading", "list_item": "list_item", "quote": "quote"}


def assemble(document: Document, roles: Roles, decision: Decision) -> Article:
    """The article of a page on which everything is decided."""
    fields: dict[int, str] = {}
    body: list[Paragraph] = []
    kept_blocks: list[int] = []
    removed: list[Removal] = []
    verdicts, protected = decision.verdicts, roles.protected
    for block in document.blocks:
        kept: Block | None = block
        if verdict := verdicts.get(block.index):
            cut = _split(document, block, verdict) if verdict.start else (None, block)
            if cut:
                kept, gone = cut
                removed.append(_removal(gone, verdict))
        if kept is None:
            continue
        if block.index in protected:
            fields[block.index] = kept.text
        else:
            kept_blocks.append(block.index)
            body.append(Paragraph(kept.text, _KINDS.get(kept.kind, "paragraph"), kept.level, kept.span, kept.line))
    removed += map(_unread, document.unread)
    byline = "\n".join(fields[index] for index in roles.byline if index in fields)
    return Article(
        headline=fields.get(roles.headline) if roles.headline is not None else None,
        standfirst=fields.get(roles.standfirst) if roles.standfirst is not None else None,
        byline=byline or None,
        authors=roles.authors if byline else (),
        body=tuple(body),
        removed=tuple(removed),
        language=document.language,
        confidence=_confidence(document, decision, frozenset(kept_blocks)),
        warnings=(*document.warnings, *(f"part of the source {part.evidence}" for part in document.unread), *decision.warnings),
        rules_version=RULES_VERSION,
    )


def _confidence(document: Document, decision: Decision, kept: frozenset[int]) -> float:
    if decision.expected_f1 is not None and kept:
        return round(decision.expected_f1, 3)
    return expected_f1(document, decision, kept)


def _removal(block: Block, verdict: Verdict) -> Removal:
    _, category, name, rule, evidence, score, *_ = verdict
    return Removal(block.text, category, name, rule, evidence, score, block.span, block.line, block.path)


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
    place = _find_tail(document.source[start:end], gone)
    if place is None:
        return None
    line = (block.line or 0) + document.source.count("\n", start, start + place)
    before = len(document.source[start : start + place].rstrip())
    whole = block._replace(text=kept, span=(start, start + before))
    return whole, block._replace(text=gone, span=(start + place, end), line=line)


def _find_tail(raw: str, tail: str) -> int | None:
    """Where the raw text that reads as `tail` begins; `None` where marks or links stand between."""
    first = tail.split(" ", 1)[0]
    place = raw.rfind(first)
    farthest = len(raw) - 4 * len(tail) - 200
    while place >= max(0, farthest):
        if tidy(raw[place:]) == tail:
            return place
        place = raw.rfind(first, 0, place)
    return None
