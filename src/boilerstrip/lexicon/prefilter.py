r"""What every match of a pattern begins with, and which words it cannot do without, so that most patterns need not be tried.

A small reader of regular expressions as the lexicons have them. What it does not know counts as "anything", which is never wrong,
only slower. The idea is that of prefilters: Cox, "Regular Expression Matching with a Trigram Index" (2012).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import reduce
from itertools import groupby, pairwise
from typing import NamedTuple

LONGEST_HEAD = 6
_MOST_HEADS = 600
_MOST_MEMBERS = 12
_MOST_NEEDED = 40
_PLAIN = r"[^\\\[\](){}|?*+.^$\d]"
# First, texts that are read whole: a run of plain characters, of which none has a count behind it, and a choice of such runs.
_TOKEN = re.compile(
    rf"{_PLAIN}+(?![?*+{{])|\(\?:{_PLAIN}*(?:\|{_PLAIN}*)*\)"
    r"|\\.|\[\^?\]?(?:\\.|[^\]\\]){0,200}\]|\{\d*,?\d*\}|\(\?(?:[:=!>]|<[=!])|.",
    re.S,
)
_WIDTHLESS = frozenset(["\\b", "\\B", "^", "$"])
_LOOKAROUND = frozenset(["(?=", "(?!", "(?<=", "(?<!"])
_FREQUENT_MARKS = frozenset(" .,:;-'\"()")
_MOST_TIMES, _FEW_TEXTS = 4, 3
_ENDLESS = 1 << 16


class Node(NamedTuple):
    """A piece of a pattern: one of some `texts`, a `sequence`, a `choice`, an `optional` or a `repeated` piece, or `anything`."""

    kind: str
    inner: tuple[Node, ...] = ()
    texts: tuple[str, ...] = ()


_NOTHING = Node("sequence")
_ANYTHING = Node("anything")


def parsed(pattern: str) -> Node:
    """The pattern as nodes.

    >>> parsed("(?:sign|log) ?in").inner[:2]
    (Node(kind='texts', inner=(), texts=('sign', 'log')), Node(kind='optional', inner=(Node(kind='texts', inner=(), texts=(' ',)),), \
texts=()))
    """
    tokens = _TOKEN.findall(pattern)
    unknown = ("(", "?") in pairwise(tokens)  # "(?i:", "(?P<name>" and their like
    return _ANYTHING if unknown else _choice(tokens[::-1])


class Heads(NamedTuple):
    """How the matches of a pattern begin: up to six characters each, where a 0 is any digit.

    What stands behind one of `going` in the pattern goes on right behind it, where that has six characters or fewer; one of `ended` is
    all that can be said. Before the end of a pattern is reached, some beginnings may be in both.
    """

    going: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """Every match begins with one of these; `""` where it may begin with anything."""
        found = self.going | self.ended
        return frozenset([""]) if "" in found else found

    @property
    def wholes(self) -> frozenset[str]:
        """Those that are whole matches."""
        return self.going - self.ended


def heads(node: Node) -> Heads:
    """How every match begins.

    >>> sorted(heads(parsed("(?:sign up|subscribe) (?:to|for)")).all)
    ['sign u', 'subscr']
    >>> sorted(heads(parsed("(?:the )?best")).all), heads(parsed("[^.]{0,30}newsletter")).all
    (['best', 'the be'], frozenset({''}))
    >>> sorted(heads(parsed("shop|shopping cart|tv (?:gui)?")).wholes)
    ['shop', 'tv ', 'tv gui']
    """
    return _KINDS_OF_HEADS[node.kind](node)


def needed(node: Node) -> frozenset[str]:
    """Every match holds one of these texts, which have no digits; empty where no such texts are known, or there are too many.

    >>> sorted(needed(parsed("[^.]{0,30}(?:newsletter|e-?mail)s?")))
    ['mail', 'newsletter']
    """
    found = _needed(node)
    return found if len(found) <= _MOST_NEEDED else frozenset()


def _choice(tokens: list[str]) -> Node:
    """Alternatives up to a closing bracket; `tokens` are taken off their end."""
    found = [_sequence(tokens)]
    while tokens and tokens[-1] == "|":
        tokens.pop()
        found.append(_sequence(tokens))
    return found[0] if len(found) == 1 else Node("choice", tuple(found))


def _sequence(tokens: list[str]) -> Node:
    found: list[Node] = []
    while tokens and tokens[-1] not in ("|", ")"):
        found.append(_counted(_item(tokens), tokens))
    return found[0] if len(found) == 1 else Node("sequence", tuple(found))


def _item(tokens: list[str]) -> Node:
    token = tokens.pop()
    if token in _WIDTHLESS:
        return _NOTHING
    if token[0] == "(" and token[-1] == ")":
        return Node("texts", texts=tuple(token[3:-1].split("|")))
    if token[0] == "(":
        inner = _choice(tokens)
        tokens.pop()
        return _NOTHING if token in _LOOKAROUND else inner
    if token[0] == "[":
        return _class(token)
    if token == "." or (token[0] == "\\" and token[1:].isalnum() and token != "\\d"):
        return _ANYTHING
    return Node("texts", texts=("0" if token == "\\d" or token.isdigit() else token.removeprefix("\\"),))


def _class(token: str) -> Node:
    """One of a small class's characters."""
    members = token[1:-1].replace("\\-", "\0").replace("\\d", "0")
    if members[0] == "^" or "\\" in members or "-" in members[1:-1] or len(members) > _MOST_MEMBERS:
        return _ANYTHING
    return Node("texts", texts=tuple(["0" if member.isdigit() else member.replace("\0", "-") for member in members]))


def _counted(node: Node, tokens: list[str]) -> Node:
    """An item with the count behind it."""
    count = tokens[-1] if tokens else ""
    if not (count in ("?", "*", "+") or (count[:1] == "{" and len(count) > 1)):
        return node
    tokens.pop()
    if tokens and tokens[-1] in ("?", "+"):  # a lazy or possessive count
        tokens.pop()
    if count == "?":
        return Node("optional", (node,))
    return _repeated(node, *_bounds(count))


def _bounds(count: str) -> tuple[int, int]:
    """The least and the most times that a count asks for."""
    if count in ("*", "+"):
        return int(count == "+"), _ENDLESS
    least, comma, most = count[1:-1].partition(",")
    return int(least or 0), int(most or (_ENDLESS if comma else least))


def _repeated(node: Node, least: int, most: int) -> Node:
    """A piece so many times; of a few texts, each number of times is a choice of its own, as far as it is seen."""
    further = Node("repeated", (node,))
    if 0 < len(node.texts) <= _FEW_TEXTS:
        seen = min(most, max(least, _MOST_TIMES))
        rows = [(node,) * times for times in range(least, seen + 1)]
        if most > seen:
            rows.append((node,) * seen + (further,))
        return Node("choice", tuple([Node("sequence", row) for row in rows]))
    if least == 0:
        return Node("optional", (further,))
    return further if least == 1 else Node("sequence", (node, further))


def _heads_in_a_row(node: Node) -> Heads:
    found = heads(node.inner[0]) if node.inner else Heads(going=frozenset([""]))
    for inner in node.inner[1:]:
        if not found.going:
            break
        found = _fewer(_followed(found, heads(inner)))
    return found


def _followed(found: Heads, more: Heads) -> Heads:
    going: set[str] = set()
    ended = set(found.ended)
    for length, texts in groupby(sorted(found.going, key=len), len):
        room, begun = LONGEST_HEAD - length, tuple(texts)
        fitting = [text for text in more.going if len(text) <= room]
        longer = {text[:room] for text in more.ended | more.going.difference(fitting)}
        going.update([one + other for one in begun for other in fitting])
        ended.update([one + other for one in begun for other in longer])
    return Heads(frozenset(going), frozenset(ended))


def _fewer(found: Heads) -> Heads:
    """Shorter beginnings where there are too many."""
    length = LONGEST_HEAD
    while len(found.going) + len(found.ended) > _MOST_HEADS:
        length -= 1
        going = frozenset(text for text in found.going if len(text) <= length)
        found = Heads(going, frozenset(text[:length] for text in found.ended | found.going - going))
    return found


def _heads_of_texts(node: Node) -> Heads:
    short = frozenset([text for text in node.texts if len(text) <= LONGEST_HEAD])
    return Heads(short, frozenset([text[:LONGEST_HEAD] for text in node.texts if text not in short]))


def _heads_of_any(node: Node) -> Heads:
    found = [heads(inner) for inner in node.inner]
    return _fewer(Heads(frozenset().union(*[one.going for one in found]), frozenset().union(*[one.ended for one in found])))


def _repeated_heads(node: Node) -> Heads:
    inner = heads(node.inner[0])
    return Heads(ended=inner.going | inner.ended)


def _optional_heads(node: Node) -> Heads:
    inner = heads(node.inner[0])
    return Heads(inner.going | {""}, inner.ended)


_KINDS_OF_HEADS: dict[str, Callable[[Node], Heads]] = {
    "anything": lambda _: Heads(ended=frozenset([""])),
    "texts": _heads_of_texts,
    "sequence": _heads_in_a_row,
    "choice": _heads_of_any,
    "optional": _optional_heads,
    "repeated": _repeated_heads,
}


def _needed(node: Node) -> frozenset[str]:
    if node.kind == "sequence":
        return reduce(_more_telling, _runs(node), frozenset())
    if node.kind == "choice":
        found = [_needed(inner) for inner in node.inner]
        return frozenset().union(*found) if all(found) else frozenset()
    if node.kind == "repeated":
        return _needed(node.inner[0])
    return frozenset() if "0" in node.texts or not all(map(str.strip, node.texts)) else frozenset(node.texts)


def _runs(node: Node) -> Iterable[frozenset[str]]:
    """What each item of a sequence needs; texts in a row are one text."""
    run = ""
    for inner in node.inner:
        if len(inner.texts) == 1 and inner.texts != ("0",):
            run += inner.texts[0]
            continue
        if run.strip():
            yield frozenset([run])
        run = ""
        yield _needed(inner)
    if run.strip():
        yield frozenset([run])


def _more_telling(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The better filter of two: the one that is looked for and found in vain less often."""
    if not one or not other:
        return one or other
    return min(one, other, key=lambda texts: (sum(1.0 + _hits(text) for text in texts), sorted(texts)))


def _hits(text: str) -> float:
    """Roughly how many blocks of a page hold such a text."""
    letters = sum(map(str.isalpha, text))
    if not letters:
        return 100.0 if _FREQUENT_MARKS.issuperset(text) else 5.0
    return (400.0 if text[0] == text[-1] == " " else 100.0) * 0.4**letters
