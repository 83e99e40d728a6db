"""Counts the sites' votes on words, for training.

The features of a site's own pages come from the votes of all other sites. Otherwise the net would learn to trust votes that do not exist for
pages of a new site.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Ints
from boilerstrip.decide.labeller.word_votes import SECTIONS, SIZE, STEP, VOTE_ROWS, Steps, fill_vote_rows
from boilerstrip.training.alignment import Floats64
from boilerstrip.training.augment import THINNED
from boilerstrip.training.examples import Example
from boilerstrip.training.planted_examples import PLANTED

# Words that fewer sites have voted on have no vote.
_LEAST_SITES = 4
# Prior strength: this many pseudo-votes at the mean.
_PRIOR_VOTES = 3.0
_SECTION_SIZES = np.diff([*SECTIONS, SIZE])


@dataclass(frozen=True, slots=True)
class SiteVotes:
    """One site's votes: places in the table, and for each the share of its blocks that are part of the site's articles."""

    places: Ints
    shares: Floats64


@dataclass(frozen=True, slots=True)
class VoteCounts:
    """All votes, by place in the table.

    `shares` is the sum of the sites' shares, `sites` the number of sites that voted, `mean` the mean vote in each section of the table.
    """

    shares: Floats64
    sites: Ints
    mean: Floats64
    by_site: Mapping[str, SiteVotes]

    def make_table(self, without: str | None = None) -> Steps:
        """The table of votes, without those of one site."""
        table = _compute_steps(self.shares, self.sites, self.mean)
        own = self.by_site.get(without) if without is not None else None
        if own is not None:
            places = own.places
            table[places] = _compute_steps(self.shares[places] - own.shares, self.sites[places] - 1, self.mean[places])
        return table


def count_votes(examples: Sequence[Example], group_of: Mapping[str, str]) -> VoteCounts:
    """Count the votes of all sites; the sites of one group in `group_of`, which share a template, have one vote together."""
    shares, sites, by_site = np.zeros(SIZE), np.zeros(SIZE, dtype=np.int64), {}
    for group, members in _group_examples(
        (e for e in examples if not e.scraper.startswith((THINNED, PLANTED))), group_of
    ).items():
        votes = by_site[group] = _count_site_votes(members)
        shares[votes.places] += votes.shares
        sites[votes.places] += 1
    bounds = np.array(SECTIONS)
    mean = (np.add.reduceat(shares, bounds) + 1) / (np.add.reduceat(sites, bounds) + 2)
    return VoteCounts(shares, sites, mean.repeat(_SECTION_SIZES), by_site)


def _count_site_votes(examples: Sequence[Example]) -> SiteVotes:
    every, kept = np.zeros(SIZE), np.zeros(SIZE)
    for example in examples:
        vote_places, word_counts = example.vote_places, np.diff(example.vote_places.bounds)
        is_known, is_kept = example.weight > 0, example.kept > 0
        block_of_word = np.arange(len(word_counts)).repeat(word_counts)
        for places, blocks in (
            (vote_places.words, block_of_word),
            (vote_places.pairs, block_of_word),
            (vote_places.whole, vote_places.short),
        ):
            np.add.at(every, places[is_known[blocks]], 1.0)
            np.add.at(kept, places[(is_known & is_kept)[blocks]], 1.0)
    places = np.flatnonzero(every)
    return SiteVotes(places, kept[places] / every[places])


def _compute_steps(shares: Floats64, sites: NDArray[np.int64], mean: Floats64) -> Steps:
    """By how much each word changes the log odds, in steps of `STEP`."""
    odds = (shares + _PRIOR_VOTES * mean) / (sites - shares + _PRIOR_VOTES * (1 - mean))
    steps = np.round(np.log(odds * (1 - mean) / mean) / STEP)
    return np.where(sites >= _LEAST_SITES, np.clip(steps, -127, 127), 0).astype(np.int8)


def fill_votes(examples: Iterable[Example], table: Steps) -> None:
    """Fill in the features of the examples that come from votes."""
    for example in examples:
        rows = np.zeros((VOTE_ROWS.stop - VOTE_ROWS.start, len(example.kept)), dtype=np.float32)
        fill_vote_rows(rows, example.vote_places, table)
        example.features[:, VOTE_ROWS] = rows.T


def fill_votes_of_others(examples: Sequence[Example], votes: VoteCounts, group_of: Mapping[str, str]) -> None:
    """Fill in the features of the examples that come from votes, each from the votes of all other sites."""
    for group, members in _group_examples(examples, group_of).items():
        fill_votes(members, votes.make_table(without=group))


def _group_examples(examples: Iterable[Example], group_of: Mapping[str, str]) -> dict[str, list[Example]]:
    groups: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        groups[group_of[example.site]].append(example)
    return dict(sorted(groups.items()))
