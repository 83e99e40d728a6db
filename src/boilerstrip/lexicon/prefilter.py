r"""Finds the texts that every match of a pattern begins with or holds, so that most patterns need not be tried on a text.

It parses regular expressions as the lexicons have them. Syntax that it does not know counts as "anything": that is never wrong, only
slower. The idea is that of prefilters: Cox, "Regular Expression Matching with a Trigram Index" (2012).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import reduce
from itertools import groupby, pairwise
from typing import NamedTuple

# Limits that keep the sets small. Where a limit is exceeded, the filter gets weaker but not wrong.
LONGEST_PREFIX = 6
_MOST_PREFIXES = 600
_MOST_MEMBERS = 12  # of a character class
_MOST_REQUIRED = 40
_MOST_TIMES, _FEW_TEXTS = 4, 3  # repeats that are written out, and the alternatives for which they are
_ENDLESS = 1 << 16

_PLAIN = r"[^\\\[\](){}|?*+.^$\d]"
# The first two alternatives read much text in one token: a run of plain characters without a count after it, and a group of such runs.
_TOKEN = re.compile(
    rf"{_PLAIN}+(?![?*+{{])|\(\?:{_PLAIN}*(?:\|{_PLAIN}*)*\)"
    r"|\\.|\[\^?\]?(?:\\.|[^\]\\]){0,200}\]|\{\d*,?\d*\}|\(\?(?:[:=!>]|<[=!])|.",
    re.S,
)
_ZERO_WIDTH = frozenset(["\\b", "\\B", "^", "$"])
_LOOKAROUND = frozenset(["(?=", "(?!", "(?<=", "(?<!"])
_FREQUENT_MARKS = frozenset(" .,:;-'\"()")


class Node(NamedTuple):
    """A part of a pattern: one of some `texts`, a `sequence`, a `choice`, an `optional` or a `repeated` part, or `anything`."""

    kind: str
    inner: tuple[Node, ...] = ()
    texts: tuple[str, ...] = ()


_NOTHING = Node("sequence")
_ANYTHING = Node("anything")


def parse_pattern(pattern: str) -> Node:
    """The pattern as a tree of nodes.

    >>> parse_pattern("(?:sign|log) ?in").inner[:2]
    (Node(kind='texts', inner=(), texts=('sign', 'log')), Node(kind='optional', inner=(Node(kind='texts', inner=(), texts=(' ',)),), \
texts=()))
    """
    tokens = _TOKEN.findall(pattern)
    unknown = ("(", "?") in pairwise(tokens)  # such as "(?i:" and "(?P<name>"
    return _ANYTHING if unknown else _parse_choice(tokens[::-1])


class Prefixes(NamedTuple):
    """The beginnings of all matches of a pattern: up to six characters each, where a 0 stands for any digit.

    A `complete` prefix is all that the pattern so far can match, so the rest of the pattern continues it. A `truncated` prefix was cut
    off, or may be followed by anything. Before the end of a pattern is reached, a text can be in both sets.
    """

    complete: frozenset[str] = frozenset()
    truncated: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """Every match begins with one of these; `""` alone where a match may begin with anything."""
        prefixes = self.complete | self.truncated
        return frozenset([""]) if "" in prefixes else prefixes

    @property
    def whole_matches(self) -> frozenset[str]:
        """The prefixes that are whole matches."""
        return self.complete - self.truncated


def find_prefixes(node: Node) -> Prefixes:
    """The beginnings of all matches.

    >>> sorted(find_prefixes(parse_pattern("(?:sign up|subscribe) (?:to|for)")).all)
    ['sign u', 'subscr']
    >>> sorted(find_prefixes(parse_pattern("(?:the )?best")).all), find_prefixes(parse_pattern("[^.]{0,30}newsletter")).all
    (['best', 'the be'], frozenset({''}))
    >>> sorted(find_prefixes(parse_pattern("shop|shopping cart|tv (?:gui)?")).whole_matches)
    ['shop', 'tv ', 'tv gui']
    """
    return _PREFIX_FINDERS[node.kind](node)


def find_required_texts(node: Node) -> frozenset[str]:
    """Texts without digits, of which every match holds at least one; empty where none are known, or too many.

    >>> sorted(find_required_texts(parse_pattern("[^.]{0,30}(?:newsletter|e-?mail)s?")))
    ['mail', 'newsletter']
    """
    texts = _find_required(node)
    return texts if len(texts) <= _MOST_REQUIRED else frozenset()


def _parse_choice(tokens: list[str]) -> Node:
    """Alternatives up to a closing bracket. The tokens stand in reverse order and are taken from the end of the list."""
    alternatives = [_parse_sequence(tokens)]
    while tokens and tokens[-1] == "|":
        tokens.pop()
        alternatives.append(_parse_sequence(tokens))
    return alternatives[0] if len(alternatives) == 1 else Node("choice", tuple(alternatives))


def _parse_sequence(tokens: list[str]) -> Node:
    items: list[Node] = []
    while tokens and tokens[-1] not in ("|", ")"):
        items.append(_parse_count(_parse_item(tokens), tokens))
    return items[0] if len(items) == 1 else Node("sequence", tuple(items))


def _parse_item(tokens: list[str]) -> Node:
    token = tokens.pop()
    if token in _ZERO_WIDTH:
        return _NOTHING
    if token[0] == "(" and token[-1] == ")":
        return Node("texts", texts=tuple(token[3:-1].split("|")))
    if token[0] == "(":
        inner = _parse_choice(tokens)
        tokens.pop()
        return _NOTHING if token in _LOOKAROUND else inner
    if token[0] == "[":
        return _parse_class(token)
    if token == "." or (token[0] == "\\" and token[1:].isalnum() and token != "\\d"):
        return _ANYTHING
    return Node("texts", texts=("0" if token == "\\d" or token.isdigit() else token.removeprefix("\\"),))


def _parse_class(token: str) -> Node:
    """The characters of a small character class as texts; anything for a large one."""
    members = token[1:-1].replace("\\-", "\0").replace("\\d", "0")
    if members[0] == "^" or "\\" in members or "-" in members[1:-1] or len(members) > _MOST_MEMBERS:
        return _ANYTHING
    return Node("texts", texts=tuple(["0" if member.isdigit() else member.replace("\0", "-") for member in members]))


def _parse_count(node: Node, tokens: list[str]) -> Node:
    """An item together with the count after it, if there is a count."""
    count = tokens[-1] if tokens else ""
    if not (count in ("?", "*", "+") or (count[:1] == "{" and len(count) > 1)):
        return node
    tokens.pop()
    if tokens and tokens[-1] in ("?", "+"):  # a lazy or possessive count
        tokens.pop()
    if count == "?":
        return Node("optional", (node,))
    return _repeat(node, *_read_bounds(count))


def _read_bounds(count: str) -> tuple[int, int]:
    """The least and the most times that a count allows."""
    if count in ("*", "+"):
        return int(count == "+"), _ENDLESS
    least, comma, most = count[1:-1].partition(",")
    return int(least or 0), int(most or (_ENDLESS if comma else least))


def _repeat(node: Node, least: int, most: int) -> Node:
    """A repeated part. The repeats of a few texts are written out as a choice, as far as a prefix reaches."""
    further = Node("repeated", (node,))
    if 0 < len(node.texts) <= _FEW_TEXTS:
        written = min(most, max(least, _MOST_TIMES))
        sequences = [(node,) * times for times in range(least, written + 1)]
        if most > written:
            sequences.append((node,) * written + (further,))
        return Node("choice", tuple([Node("sequence", sequence) for sequence in sequences]))
    if least == 0:
        return Node("optional", (further,))
    return further if least == 1 else Node("sequence", (node, further))


def _find_sequence_prefixes(node: Node) -> Prefixes:
    prefixes = find_prefixes(node.inner[0]) if node.inner else Prefixes(complete=frozenset([""]))
    for inner in node.inner[1:]:
        if not prefixes.complete:
            break
        prefixes = _shorten(_concatenate(prefixes, find_prefixes(inner)))
    return prefixes


def _concatenate(first: Prefixes, second: Prefixes) -> Prefixes:
    complete: set[str] = set()
    truncated = set(first.truncated)
    for length, texts in groupby(sorted(first.complete, key=len), len):
        room, starts = LONGEST_PREFIX - length, tuple(texts)
        fitting = [text for text in second.complete if len(text) <= room]
        longer = {text[:room] for text in second.truncated | second.complete.difference(fitting)}
        complete.update([start + text for start in starts for text in fitting])
        truncated.update([start + text for start in starts for text in longer])
    return Prefixes(frozenset(complete), frozenset(truncated))


def _shorten(prefixes: Prefixes) -> Prefixes:
    """Shorter prefixes where there are too many."""
    length = LONGEST_PREFIX
    while len(prefixes.complete) + len(prefixes.truncated) > _MOST_PREFIXES:
        length -= 1
        complete = frozenset(text for text in prefixes.complete if len(text) <= length)
        prefixes = Prefixes(complete, frozenset(text[:length] for text in prefixes.truncated | prefixes.complete - complete))
    return prefixes


def _find_text_prefixes(node: Node) -> Prefixes:
    short = frozenset([text for text in node.texts if len(text) <= LONGEST_PREFIX])
    return Prefixes(short, frozenset([text[:LONGEST_PREFIX] for text in node.texts if text not in short]))


def _find_choice_prefixes(node: Node) -> Prefixes:
    parts = [find_prefixes(inner) for inner in node.inner]
    complete = frozenset().union(*[part.complete for part in parts])
    return _shorten(Prefixes(complete, frozenset().union(*[part.truncated for part in parts])))


def _find_repeated_prefixes(node: Node) -> Prefixes:
    inner = find_prefixes(node.inner[0])
    return Prefixes(truncated=inner.complete | inner.truncated)


def _find_optional_prefixes(node: Node) -> Prefixes:
    inner = find_prefixes(node.inner[0])
    return Prefixes(inner.complete | {""}, inner.truncated)


_PREFIX_FINDERS: dict[str, Callable[[Node], Prefixes]] = {
    "anything": lambda _: Prefixes(truncated=frozenset([""])),
    "texts": _find_text_prefixes,
    "sequence": _find_sequence_prefixes,
    "choice": _find_choice_prefixes,
    "optional": _find_optional_prefixes,
    "repeated": _find_repeated_prefixes,
}


def _find_required(node: Node) -> frozenset[str]:
    if node.kind == "sequence":
        return reduce(_choose_rarer, _iterate_required(node), frozenset())
    if node.kind == "choice":
        parts = [_find_required(inner) for inner in node.inner]
        return frozenset().union(*parts) if all(parts) else frozenset()
    if node.kind == "repeated":
        return _find_required(node.inner[0])
    return frozenset() if "0" in node.texts or not all(map(str.strip, node.texts)) else frozenset(node.texts)


def _iterate_required(node: Node) -> Iterable[frozenset[str]]:
    """What each item of a sequence requires; neighbouring single texts are joined to one text."""
    run = ""
    for inner in node.inner:
        if len(inner.texts) == 1 and inner.texts != ("0",):
            run += inner.texts[0]
            continue
        if run.strip():
            yield frozenset([run])
        run = ""
        yield _find_required(inner)
    if run.strip():
        yield frozenset([run])


def _choose_rarer(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The better filter of two: the one whose texts stand in fewer blocks."""
    if not one or not other:
        return one or other
    return min(one, other, key=lambda texts: (sum(1.0 + _estimate_blocks(text) for text in texts), sorted(texts)))


def _estimate_blocks(text: str) -> float:
    """Roughly how many blocks of a page hold the text."""
    letters = sum(map(str.isalpha, text))
    if not letters:
        return 100.0 if _FREQUENT_MARKS.issuperset(text) else 5.0
    return (400.0 if text[0] == text[-1] == " " else 100.0) * 0.4**letters
