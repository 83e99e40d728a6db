"""Counts the sites' votes on words, for training.

A site's own pages see what all other sites voted: otherwise the net would learn to trust votes that no page of a new site has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Ints
from boilerstrip.decide.labeller.word_votes import CUES, SECTIONS, SIZE, STEP, Steps, write_vote_features
from boilerstrip.training.alignment import Floats64
from boilerstrip.training.augment import THINNED
from boilerstrip.training.examples import Example

# So many sites must have voted, and so many more votes like the mean of all words are thought to have been cast.
_LEAST_SITES, _THOUGHT_OF = 4, 3.0
_NUMBER = np.diff([*SECTIONS, SIZE])


@dataclass(frozen=True, slots=True)
class Own:
    """One site's votes: places in the table, and of each the share of its blocks that the site's articles hold."""

    places: Ints
    shares: Floats64


@dataclass(frozen=True, slots=True)
class Count:
    """All votes: the sum of the sites' shares and how many sites voted, by place; what is usual in each table; each site's own."""

    shares: Floats64
    sites: Ints
    usual: Floats64
    own: Mapping[str, Own]

    def table(self, without: str | None = None) -> Steps:
        """What the votes say, but for those of one site."""
        table = _said(self.shares, self.sites, self.usual)
        own = self.own.get(without) if without is not None else None
        if own is not None:
            at = own.places
            table[at] = _said(self.shares[at] - own.shares, self.sites[at] - 1, self.usual[at])
        return table


def count(known: Sequence[Example], group_of: Mapping[str, str]) -> Count:
    """The votes of all sites; those that share a template, as `group_of` tells, vote together."""
    shares, sites, own = np.zeros(SIZE), np.zeros(SIZE, dtype=np.int64), {}
    for group, examples in _by_group((e for e in known if not e.scraper.startswith(THINNED)), group_of).items():
        votes = own[group] = _votes(examples)
        shares[votes.places] += votes.shares
        sites[votes.places] += 1
    bounds = np.array(SECTIONS)
    usual = (np.add.reduceat(shares, bounds) + 1) / (np.add.reduceat(sites, bounds) + 2)
    return Count(shares, sites, usual.repeat(_NUMBER), own)


def _votes(examples: Sequence[Example]) -> Own:
    every, kept = np.zeros(SIZE), np.zeros(SIZE)
    for example in examples:
        found, number = example.ballots, np.diff(example.ballots.bounds)
        told, stays = example.weight > 0, example.kept > 0
        for places, blocks in (
            (found.words, np.arange(len(number)).repeat(number)),
            (found.pairs, np.arange(len(number)).repeat(number)),
            (found.whole, found.short),
        ):
            np.add.at(every, places[told[blocks]], 1.0)
            np.add.at(kept, places[(told & stays)[blocks]], 1.0)
    places = np.flatnonzero(every)
    return Own(places, kept[places] / every[places])


def _said(shares: Floats64, sites: NDArray[np.int64], usual: Floats64) -> Steps:
    """By how much a word moves the log odds, in steps."""
    odds = (shares + _THOUGHT_OF * usual) / (sites - shares + _THOUGHT_OF * (1 - usual))
    steps = np.round(np.log(odds * (1 - usual) / usual) / STEP)
    return np.where(sites >= _LEAST_SITES, np.clip(steps, -127, 127), 0).astype(np.int8)


def write_votes(known: Iterable[Example], table: Steps) -> None:
    """Write into the examples' cues what a table says."""
    for example in known:
        found = example.ballots
        cues = np.zeros((CUES.stop - CUES.start, len(example.kept)), dtype=np.float32)
        write_vote_features(cues, found, table.take(found.words), table.take(found.pairs), table.take(found.whole))
        example.cues[:, CUES] = cues.T


def write_votes_of_others(known: Sequence[Example], votes: Count, group_of: Mapping[str, str]) -> None:
    """Write into the examples' cues what the votes of all other sites say."""
    for group, examples in _by_group(known, group_of).items():
        write_votes(examples, votes.table(without=group))


def _by_group(known: Iterable[Example], group_of: Mapping[str, str]) -> dict[str, list[Example]]:
    found: dict[str, list[Example]] = defaultdict(list)
    for example in known:
        found[group_of[example.site]].append(example)
    return dict(sorted(found.items()))
