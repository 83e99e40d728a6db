"""Puts the article together: every block into one field, or into `removed`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from boilerstrip.article import Article, Paragraph, ParagraphKind, Removal
from boilerstrip.decide.confidence import estimate_f1
from boilerstrip.decide.verdicts import Decision, Verdict, remove_spans
from boilerstrip.document import Block, Document, Unread
from boilerstrip.fields import Fields
from boilerstrip.text.locate import find_tail
from boilerstrip.version import RULES_VERSION

# There are hundreds of both on a page, and their own constructors take twice as long.
_new_paragraph = partial(tuple.__new__, Paragraph)
_new_removal = partial(tuple.__new__, Removal)
_KINDS: dict[str, ParagraphKind] = {"heading": "heading", "list_item": "list_item", "quote": "quote"}


def assemble(document: Document, fields: Fields, decision: Decision) -> Article:
    """The article of a page on which everything is decided."""
    texts: dict[int, str] = {}
    body: list[Paragraph] = []
    kept_blocks: list[int] = []
    removed: list[Removal] = []
    verdicts, partial, protected = decision.verdicts, decision.partial, fields.protected
    for index, block in enumerate(document.blocks):
        if index in verdicts:
            removed.append(_make_removal(block, verdicts[index]))
            continue
        kept, gone = _cut_spans(document, block, partial[index]) if index in partial else (block, [])
        removed += gone
        if kept is None:
            continue
        text, _, kind, level, span, line, *_ = kept
        if index in protected:
            texts[index] = text
        else:
            kept_blocks.append(index)
            body.append(_new_paragraph((text, _KINDS.get(kind, "paragraph"), level, span, line)))
    removed = [*_make_wrapping_removals(document, removed), *map(_make_unread_removal, document.unread)]
    byline = _join_lines(texts, fields.byline)
    return Article(
        headline=_join_headline(texts, fields) or fields.stated_headline,
        standfirst=_join_lines(texts, () if fields.standfirst is None else (fields.standfirst, *fields.points))
        or fields.stated_standfirst,
        byline=byline,
        authors=fields.authors if byline or not fields.byline else (),
        published=fields.published,
        site_name=fields.site_name,
        body=tuple([Paragraph(text) for text in decision.declared_body]) or tuple(body),
        removed=tuple(removed),
        language=document.language,
        confidence=_compute_confidence(document, decision, frozenset(kept_blocks)),
        warnings=(*document.warnings, *(f"part of the source {part.evidence}" for part in document.unread), *decision.warnings),
        rules_version=RULES_VERSION,
    )


def _join_lines(texts: Mapping[int, str], blocks: Iterable[int]) -> str | None:
    """What these blocks hold of a field, a block a line; `None` where all of them are gone."""
    return "\n".join(texts[index] for index in blocks if index in texts) or None


def _join_headline(texts: Mapping[int, str], fields: Fields) -> str | None:
    """The headline, together with the line above it where that belongs to it; `None` where it is gone."""
    if fields.headline is None:
        return None
    headline = texts.get(fields.headline)
    if headline is None or fields.kicker is None or fields.kicker not in texts:
        return headline
    kicker = texts[fields.kicker]
    return (
        f"{kicker}{headline}"
        if headline[0] in ":,;"
        else f"{kicker} {headline}"
        if kicker[-1] in ":.?!"
        else f"{kicker}: {headline}"
    )


def _compute_confidence(document: Document, decision: Decision, kept: frozenset[int]) -> float:
    if decision.declared_body:
        return min(decision.most_confidence, document.most_confidence)
    most = min(decision.most_confidence, document.most_confidence)
    if decision.expected_f1 is not None and kept:
        return min(round(decision.expected_f1, 3), most)
    return min(estimate_f1(document, decision, kept), most)


def _make_removal(block: Block, verdict: Verdict) -> Removal:
    _, category, name, rule, evidence, score, _, _ = verdict
    text, _, _, _, span, line, path, *_ = block
    return _new_removal((text, category, name, rule, evidence, score, span, line, path))


def _make_wrapping_removals(document: Document, removed: Sequence[Removal]) -> list[Removal]:
    """The removals with the parts of containers among them, in the order of the source. Parts without a place come first."""
    parts = [
        Removal(text, "other", "container", rule, evidence, 1.0, span, line)
        for text, rule, evidence, span, line in document.wrapping
    ]
    if not parts:
        return [*removed]
    return sorted([*parts, *removed], key=lambda removal: removal.span or (0, 0))


def _make_unread_removal(part: Unread) -> Removal:
    text, rule, evidence, span, line, path = part
    return Removal(text, "other", "limits", rule, evidence, 1.0, span, line, path)


class _Gap(NamedTuple):
    """A span of a block's text that goes, and where it stands in the source (`None` for HTML)."""

    verdict: Verdict
    span: tuple[int, int]
    place: tuple[int, int] | None


def _cut_spans(document: Document, block: Block, verdicts: Iterable[Verdict]) -> tuple[Block | None, list[Removal]]:
    """The block without the spans that go, `None` where nothing is left of it, and their removals."""
    gaps = [gap for verdict in verdicts if (gap := _locate_gap(document, block, verdict))]
    removed = [_make_removal(_take_part(document, block, gap), gap.verdict) for gap in gaps]
    text = remove_spans(block.text, [gap.span for gap in gaps])
    return (_shorten_block(document, block, gaps, text) if text else None), removed


def _locate_gap(document: Document, block: Block, verdict: Verdict) -> _Gap | None:
    """The place of a verdict's span; `None` where it holds no text, or cannot be found in the source."""
    start, end = verdict.span or (0, 0)
    if not block.text[start:end].strip():
        return None
    if block.span is None or document.source is None:
        return _Gap(verdict, (start, end), None)
    raw = document.source[slice(*block.span)]
    first = find_tail(raw, block.text[start:].lstrip())
    rest = block.text[end:].lstrip()
    last = find_tail(raw, rest) if rest else len(raw)
    if first is None or last is None:
        return None
    return _Gap(verdict, (start, end), (block.span[0] + first, block.span[0] + len(raw[:last].rstrip())))


def _take_part(document: Document, block: Block, gap: _Gap) -> Block:
    """What stands in a gap, as a block of its own."""
    text = block.text[slice(*gap.span)].strip()
    if gap.place is None or block.span is None or document.source is None:
        return block._replace(text=text)
    line = (block.line or 0) + document.source.count("\n", block.span[0], gap.place[0])
    return block._replace(text=text, span=gap.place, line=line)


def _shorten_block(document: Document, block: Block, gaps: Sequence[_Gap], text: str) -> Block:
    """The block with the text that is left; its place begins after a gap at its start, and ends before one at its end."""
    if not gaps or block.span is None or document.source is None:
        return block._replace(text=text)
    start, end = block.span
    first, last = gaps[0], gaps[-1]
    if first.place and not block.text[: first.span[0]].strip():
        start = first.place[1]
        start += len(document.source[start:end]) - len(document.source[start:end].lstrip())
    if last.place and not block.text[last.span[1] :].strip():
        end = start + len(document.source[start : last.place[0]].rstrip())
    line = (block.line or 0) + document.source.count("\n", block.span[0], start)
    return block._replace(text=text, span=(start, end), line=line)
