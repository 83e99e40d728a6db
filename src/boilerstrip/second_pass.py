"""A second look at what is left of a page: for its headline, and for copies.

A headline may be plain once the menus are gone. Some copies come nearer when what parted them goes, others lose their original.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from boilerstrip.decide.verdicts import Decision, Verdict, completed
from boilerstrip.document import Document
from boilerstrip.document.dedup_view import Standing
from boilerstrip.fields import Roles, assign_roles
from boilerstrip.filters.repeats import Repeats, copies
from boilerstrip.pipeline import Pipeline

# What goes can bring others nearer in its turn: of 1,050 pages, the first look found something on eleven, the second on one, the third on none.
_MOST_LOOKS = 3
_WHOLE = frozenset(["same", "nearly-same"])


def headed(document: Document, roles: Roles, decision: Decision) -> Roles:
    r"""The roles, and where no block is the headline, the one that a reader of what is left would find, and its standfirst.

    >>> from boilerstrip.readers import read
    >>> page = read("Home\nFerry sinks off Wrenmouth\nThe ferry sank at dawn, and nobody in the town saw it go under.")
    >>> headed(page, Roles(), Decision({})).headline
    1
    """
    if roles.headline is not None:
        return roles
    gone = {index for index, verdict in decision.verdicts.items() if not verdict.start}
    left = [block for block in document.blocks if block.index not in gone and block.index not in roles.byline]
    blocks = tuple([block._replace(index=place) for place, block in enumerate(left)])
    found = assign_roles(replace(document, blocks=blocks, source=None), ())
    if found.headline is None:
        return roles
    standfirst, kicker = (None if place is None else left[place].index for place in (found.standfirst, found.kicker))
    points = tuple([left[place].index for place in found.points])
    return replace(roles, headline=left[found.headline].index, kicker=kicker, standfirst=standfirst, points=points)


def looked_again(document: Document, pipeline: Pipeline, roles: Roles, decision: Decision) -> Decision:
    r"""The decision without the copies that a reader of what it leaves would find; the same one where there is none.

    Copies of headline, standfirst and byline go, too; the fields themselves stay, but for a standfirst that only says the headline again.
    A pipeline without `repeats` looks for none.

    >>> from boilerstrip.readers import read
    >>> page = read("Ferry sinks off Wrenmouth\nMenu\nFerry sinks off Wrenmouth")
    >>> sorted(looked_again(page, Pipeline.default(), Roles(headline=0), Decision({})).verdicts)
    [2]
    """
    names = [member.name for member in pipeline.filters if isinstance(member, Repeats)]
    if not names:
        return decision
    for _ in range(_MOST_LOOKS):
        found = {verdict.block: verdict for verdict in _copies_left(document, roles, decision.verdicts, names[0])}
        if not found:
            break
        decision = replace(decision, verdicts=completed(document, {**decision.verdicts, **found}))
    return decision


def _copies_left(document: Document, roles: Roles, verdicts: Mapping[int, Verdict], name: str) -> Iterator[Verdict]:
    protected = roles.protected
    gone = {index for index, verdict in verdicts.items() if not verdict.start}
    fields = (roles.kicker, roles.headline, roles.standfirst, *roles.points, *roles.byline)
    head = [index for index in fields if index is not None and index not in gone]
    body = [index for index in range(len(document.blocks)) if index not in gone and index not in protected]
    cut = {index: verdict.start for index, verdict in verdicts.items() if verdict.start}
    for finding in copies(Standing.left(document, [*head, *body], cut, len(head))):
        block, original = finding.block, finding.original
        says_headline = block == roles.standfirst and original == roles.headline and finding.rule in _WHOLE
        if says_headline or (block not in protected and (finding.certain or original in protected)):
            yield Verdict(block, finding.category, name, finding.rule, finding.evidence, 1.0, original=original)
