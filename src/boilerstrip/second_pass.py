"""The second pass, over what the first decision leaves: looks for a late headline, and for late copies.

A headline may be plain to see once the menus are gone. Some copies come nearer when what parted them goes, others lose their original.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from boilerstrip.decide.verdicts import Decision, Verdict, add_verdicts
from boilerstrip.document import Document
from boilerstrip.document.dedup_view import DedupView
from boilerstrip.fields import Fields, extract_fields
from boilerstrip.fields.stated_fields import find_title_headline
from boilerstrip.filters.repeats import Repeats, find_copies
from boilerstrip.pipeline import Pipeline

# What goes can bring other copies nearer. Of 1,050 pages, the first round found something on eleven, the second on one, the third on none.
_MOST_ROUNDS = 3
_WHOLE_COPIES = frozenset(["same", "nearly-same"])


def find_late_headline(document: Document, fields: Fields, decision: Decision) -> Fields:
    r"""The fields; where none is the headline, with the headline and standfirst that a reader of what is left would find.

    A page that shows no headline has that of its title.

    >>> from boilerstrip.readers import read
    >>> page = read("Home\nFerry sinks off Wrenmouth\nThe ferry sank at dawn, and nobody in the town saw it go under.")
    >>> find_late_headline(page, Fields(), Decision({})).headline
    1
    """
    if fields.headline is not None or fields.stated_headline is not None:
        return fields
    left = [block for block in document.blocks if block.index not in decision.verdicts and block.index not in fields.byline]
    blocks = tuple([block._replace(index=place) for place, block in enumerate(left)])
    found = extract_fields(replace(document, blocks=blocks, source=None), ())
    if found.headline is None:
        return replace(fields, stated_headline=find_title_headline(document))
    standfirst, kicker = (None if place is None else left[place].index for place in (found.standfirst, found.kicker))
    points = tuple([left[place].index for place in found.points])
    return replace(fields, headline=left[found.headline].index, kicker=kicker, standfirst=standfirst, points=points)


def drop_late_copies(document: Document, pipeline: Pipeline, fields: Fields, decision: Decision) -> Decision:
    r"""The decision without the copies that a reader of what it leaves would find; the same decision where there is none.

    Copies of headline, standfirst and byline go, too. The fields themselves stay, except a standfirst that only repeats the headline.
    A pipeline without the filter `repeats` drops nothing.

    >>> from boilerstrip.readers import read
    >>> page = read("Ferry sinks off Wrenmouth\nMenu\nFerry sinks off Wrenmouth")
    >>> sorted(drop_late_copies(page, Pipeline.default(), Fields(headline=0), Decision({})).verdicts)
    [2]
    """
    names = [member.name for member in pipeline.filters if isinstance(member, Repeats)]
    if not names:
        return decision
    for _ in range(_MOST_ROUNDS):
        found = {verdict.block: verdict for verdict in _find_copies_left(document, fields, decision, names[0])}
        if not found:
            break
        decision = add_verdicts(decision, document, found)
    return decision


def _find_copies_left(document: Document, fields: Fields, decision: Decision, name: str) -> Iterator[Verdict]:
    protected, gone = fields.protected, decision.verdicts
    in_order = (fields.kicker, fields.headline, fields.standfirst, *fields.points, *fields.byline)
    field_blocks = [index for index in in_order if index is not None and index not in gone]
    body = [index for index in range(len(document.blocks)) if index not in gone and index not in protected]
    shortened = {index: decision.kept_text(index, document.blocks[index].text) for index in decision.partial}
    for finding in find_copies(DedupView.of_kept(document, [*field_blocks, *body], shortened, len(field_blocks))):
        block, original = finding.block, finding.original
        repeats_headline = block == fields.standfirst and original == fields.headline and finding.rule in _WHOLE_COPIES
        if repeats_headline or (block not in protected and (finding.certain or original in protected)):
            yield Verdict(block, finding.category, name, finding.rule, finding.evidence, 1.0, original=original)
