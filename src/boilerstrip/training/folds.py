"""Divides the training data into folds, so that what is learned is measured on sites and lines that it was not learned from."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from boilerstrip.training.bank import FOLDS
from boilerstrip.training.examples import Example

# Sites share a template if they share this many removed lines, and this share of the lines of the smaller site. Lines of fewer words, and lines
# that this many sites have, do not count.
_LEAST_SHARED, _LEAST_SHARE = 8, 0.12
_LINE_WORDS, _MOST_SITES = 3, 40


def assign_folds(examples: Sequence[Example], group_of: Mapping[str, str]) -> dict[str, int]:
    """The fold of each page; pages of one site, and of sites that share their template, are in one fold."""
    sizes = Counter(group_of[example.site] for example in examples)
    load = [0] * FOLDS
    fold_of: dict[str, int] = {}
    # The largest group first, each to the smallest fold; groups of one size in the order of a hash, so that neighbours in the file are
    # separated.
    for group, size in sorted(sizes.items(), key=lambda item: (-item[1], hashlib.sha256(item[0].encode()).hexdigest())):
        fold_of[group] = load.index(min(load))
        load[fold_of[group]] += size
    return {example.page: fold_of[group_of[example.site]] for example in examples}


def group_sites(examples: Sequence[Example]) -> dict[str, str]:
    """The group of each site: sites that share many removed lines share a template, and most likely belong to one publisher."""
    lines: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for example in examples:
        lines[example.site].update(
            tokens
            for tokens, kept in zip(example.outcome.tokens, example.kept, strict=True)
            if len(tokens) >= _LINE_WORDS and not kept
        )
    sites_of: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for site, own in sorted(lines.items()):
        for line in own:
            sites_of[line].append(site)
    pairs = Counter(
        (a, b) for sites in sites_of.values() if len(sites) < _MOST_SITES for n, a in enumerate(sites) for b in sites[n + 1 :]
    )
    group_of = {site: site for site in lines}
    for (a, b), shared in sorted(pairs.items()):
        if shared >= max(_LEAST_SHARED, _LEAST_SHARE * min(len(lines[a]), len(lines[b]))):
            old, new = group_of[b], group_of[a]
            group_of = {site: new if group == old else group for site, group in group_of.items()}
    return group_of
