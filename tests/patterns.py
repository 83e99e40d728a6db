"""Counts how much a backtracking matcher tries, with a small matcher of its own over the tree that `re` itself parses."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_GROUPS = (codes.SUBPATTERN, codes.ATOMIC_GROUP)
_SAMPLES = "a-1 .,:\"'éZ_<>=/|[]()\n#*\u00a0水"
Then = Callable[[int], bool]
GoesOn = tuple[int, Then]  # a place, and what is to match behind it


def _found(_: int) -> bool:
    return True


class TooMuchError(Exception):
    """A pattern tried more than it may."""


class Matcher:
    """Matches one pattern as `re` does, and counts every step. Places are asked as `re` asks them: left to right, greedy first."""

    def __init__(self, pattern: str, flags: int, most: int) -> None:
        self.tree, self.flags, self.most = parser.parse(pattern, flags), flags, most
        self.steps = 0

    def match(self, text: str) -> bool:
        """Whether the pattern matches at the start; raises `TooMuchError` beyond the most steps."""
        self.steps, self.text = 0, text
        return self._all(list(self.tree), 0, _found)

    def _all(self, nodes: list[Any], place: int, then: Then) -> bool:
        self.steps += 1
        if self.steps > self.most:
            raise TooMuchError
        if not nodes:
            return then(place)
        (operation, arguments), rest = nodes[0], nodes[1:]
        take = _TAKES.get(operation, Matcher._one_character)
        return take(self, operation, arguments, (place, lambda at: self._all(rest, at, then)))

    def _one_character(self, operation: Any, arguments: Any, goes_on: GoesOn) -> bool:
        place, then = goes_on
        fits = place < len(self.text) and _one(operation, _frozen(arguments), self.text[place], self.flags)
        return fits and then(place + 1)

    def _branch(self, _: Any, arguments: Any, goes_on: GoesOn) -> bool:
        return any(self._all(list(branch), *goes_on) for branch in arguments[1])

    def _group(self, operation: Any, arguments: Any, goes_on: GoesOn) -> bool:
        return self._all(_inside(operation, arguments), *goes_on)

    def _atomic(self, operation: Any, arguments: Any, goes_on: GoesOn) -> bool:
        end = self._end(_inside(operation, arguments), goes_on[0])
        return end is not None and goes_on[1](end)

    def _look(self, operation: Any, arguments: Any, goes_on: GoesOn) -> bool:
        """A look ahead; one behind is taken to hold."""
        place, then = goes_on
        if arguments[0] < 0:
            return then(place)
        held = self._all(list(arguments[1]), place, _found)
        return held == (operation is codes.ASSERT) and then(place)

    def _anchor(self, _: Any, where: Any, goes_on: GoesOn) -> bool:
        return self._at(where, goes_on[0]) and goes_on[1](goes_on[0])

    def _end(self, nodes: list[Any], place: int) -> int | None:
        """Where the first match of some nodes ends, which is never asked about again."""
        ends: list[int] = []
        self._all(nodes, place, lambda at: ends.append(at) or True)
        return ends[0] if ends else None

    def _possessive(self, _: Any, arguments: Any, goes_on: GoesOn) -> bool:
        place, then = goes_on
        least, most, item = arguments
        count = 0
        while count < most and (end := self._end(list(item), place)) is not None and end > place:
            place, count = end, count + 1
        return count >= least and then(place)

    def _at(self, where: Any, place: int) -> bool:
        if where in (codes.AT_END, codes.AT_END_STRING):
            return place == len(self.text)
        if where in (codes.AT_BOUNDARY, codes.AT_NON_BOUNDARY):
            sides = [self.text[at : at + 1].isalnum() for at in (place - 1, place) if at >= 0]
            return (len(set(sides)) == 2) == (where is codes.AT_BOUNDARY)
        return place == 0

    def _repeat(self, operation: Any, arguments: Any, goes_on: GoesOn) -> bool:
        place, then = goes_on
        least, most, item = arguments
        nodes = list(item)

        def more(count: int, at: int) -> bool:
            def again(end: int) -> bool:
                return end > at and more(count + 1, end)

            if count < least:
                return self._all(nodes, at, lambda end: more(count + 1, end))
            if operation is codes.MIN_REPEAT:
                return then(at) or (count < most and self._all(nodes, at, again))
            return (count < most and self._all(nodes, at, again)) or then(at)

        return more(0, place)


_TAKES: dict[Any, Callable[[Matcher, Any, Any, GoesOn], bool]] = {
    codes.BRANCH: Matcher._branch,
    codes.SUBPATTERN: Matcher._group,
    codes.ATOMIC_GROUP: Matcher._atomic,
    codes.ASSERT: Matcher._look,
    codes.ASSERT_NOT: Matcher._look,
    codes.AT: Matcher._anchor,
    codes.MAX_REPEAT: Matcher._repeat,
    codes.MIN_REPEAT: Matcher._repeat,
    codes.POSSESSIVE_REPEAT: Matcher._possessive,
}


def _inside(operation: Any, arguments: Any) -> list[Any]:
    """The nodes of a group."""
    return list(arguments[3] if operation is codes.SUBPATTERN else arguments)


def _frozen(arguments: Any) -> Any:
    return tuple(map(_frozen, arguments)) if isinstance(arguments, list | tuple) else arguments


@cache
def _one(operation: Any, arguments: Any, character: str, flags: int) -> bool:
    """Whether a node for one character takes it: asked of `re`'s own compiler."""
    tree = parser.parse("", flags)
    tree.append((operation, list(arguments) if isinstance(arguments, tuple) and operation is codes.IN else arguments))
    return compiler.compile(tree, flags).match(character) is not None  # type: ignore[no-any-return]


def pumped(pattern: str, flags: int, rounds: int) -> Iterator[str]:
    """For every repeat of a pattern, a text that leads to it, goes round it, and then fails."""
    tree = parser.parse(pattern, flags)
    for before, item in _repeats(list(tree), "", flags):
        for pump in dict.fromkeys(_words(item, flags)):
            yield before + pump * rounds + "\x01"


def _repeats(nodes: list[Any], before: str, flags: int) -> Iterator[tuple[str, Any]]:
    for operation, arguments in nodes:
        if operation in _REPEATS:
            if arguments[1] > 2:
                yield before, list(arguments[2])
            yield from _repeats(list(arguments[2]), before, flags)
        elif operation is codes.BRANCH:
            for branch in arguments[1]:
                yield from _repeats(list(branch), before, flags)
        elif operation in _GROUPS:
            yield from _repeats(_inside(operation, arguments), before, flags)
        before += next(iter(_words([(operation, arguments)], flags)), "")


def _words(nodes: list[Any], flags: int) -> Iterator[str]:
    """A few short texts that the nodes match: with the first and the last character that fits at each place."""
    for pick in (0, -1):
        yield "".join(_word(operation, arguments, flags, pick) for operation, arguments in nodes)


def _word(operation: Any, arguments: Any, flags: int, pick: int) -> str:
    if operation in _REPEATS:
        return "".join(_word(*node, flags, pick) for node in arguments[2]) * max(1, arguments[0])
    if operation is codes.BRANCH:
        return "".join(_word(*node, flags, pick) for node in arguments[1][pick])
    if operation in _GROUPS:
        return "".join(_word(*node, flags, pick) for node in _inside(operation, arguments))
    if operation in (codes.ASSERT, codes.ASSERT_NOT, codes.AT):
        return ""
    if operation is codes.LITERAL:
        return chr(arguments)
    fitting = [c for c in _SAMPLES if _one(operation, _frozen(arguments), c, flags)]
    return fitting[pick] if fitting else "\x02"


def compiled_in(folder: Path) -> Iterator[tuple[str, str, int]]:
    """Every pattern that a module of a folder compiles at its top level: its place, the pattern, and its flags."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = [target.id for target in getattr(node, "targets", []) if isinstance(target, ast.Name)]
            if names and "re.compile" in ast.unparse(node):
                module = ".".join(["boilerstrip", *path.relative_to(folder).with_suffix("").parts])
                yield from ((module, name, 0) for name in names)


__all__ = ["Matcher", "TooMuchError", "compiled_in", "pumped", "re"]
