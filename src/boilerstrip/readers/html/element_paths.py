"""Finds the places of a page's elements: their paths, and what the elements around them say."""

from __future__ import annotations

from itertools import count

from lxml import etree

from boilerstrip.readers.html.element_context import ContextReader, ElementContext
from boilerstrip.readers.html.elements import CELL, EFFECTS, EITHER

# Deeper elements share the place of the element above them. A path is as long as its depth, so all paths together would be quadratic.
_DEEPEST = 512
FLATTENED = f"elements nested more than {_DEEPEST} deep were flattened; their text is kept"


class PlaceFinder:
    """The paths and contexts of a tree's elements. Each is computed once, from the place of the element around it.

    The paths are the same as those of lxml. lxml itself would take quadratic time, because it counts an element's siblings for each path.

    >>> root = etree.fromstring("<div><p/><p class='Lead-in'><b/></p></div>")
    >>> path, context = PlaceFinder(root).find_place(root[1][0])
    >>> path, sorted(context.gather_tokens())
    ('/div/p[2]/b', ['in', 'lead', 'lead-in'])
    """

    def __init__(self, root: etree._Element) -> None:
        """`root` is the outermost element that has a place."""
        self._tree = root.getroottree()
        self._read_context = ContextReader().read
        # An element's number among its siblings of the same name; 0 for the only one.
        self._numbers: dict[etree._Element, int] = {}
        self._known = {root: (self._tree.getpath(root), self._read_context(ElementContext(), root), 0)}
        self.flattened = False

    def find_place(self, element: etree._Element) -> tuple[str, ElementContext]:
        """The path and context of the root, or of an element below it."""
        known, missing = self._known, []
        while (place := known.get(element)) is None:
            missing.append(element)
            element = element.getparent()  # type: ignore[assignment]  # the root is known
        if not missing:
            return place[:2]
        path, context, depth = place
        for inner in reversed(missing):
            depth += 1
            if depth < _DEEPEST:
                name = inner.tag
                number = self._numbers.get(inner)
                step = self._make_step(element, inner) if number is None else f"{name}[{number}]" if number else name
                path = f"{path}/{step}"
                if EFFECTS.get(name, EITHER) >= CELL:
                    context = self._read_context(context, inner)
            else:
                self.flattened = True
            known[inner] = path, context, depth
            element = inner
        return path, context

    def close(self) -> None:
        """Release the elements of a deep tree, inner elements first: from each released one, lxml climbs to the next that is still held."""
        while self.flattened and self._known:
            self._known.popitem()

    def _make_step(self, parent: etree._Element, child: etree._Element) -> str:
        """The last step of a child's path: its name, and its number if it has siblings of that name. Their numbers are kept, too."""
        name = child.tag
        if name[0] == "{":
            return self._tree.getpath(child).rpartition("/")[2]
        if name in EFFECTS:
            same = list(parent.iterchildren(name))
        else:
            # There could be as many made-up names as elements, so all siblings are numbered at once.
            return self._make_custom_step(parent, child)
        if len(same) == 1:
            return name
        self._numbers.update(zip(same, count(1)))
        return f"{name}[{self._numbers[child]}]"

    def _make_custom_step(self, parent: etree._Element, child: etree._Element) -> str:
        by_name: dict[str, list[etree._Element]] = {}
        for sibling in parent:
            by_name.setdefault(sibling.tag, []).append(sibling)
        for same in by_name.values():
            self._numbers.update(zip(same, count(1 if len(same) > 1 else 0)))
        number = self._numbers[child]
        return f"{child.tag}[{number}]" if number else child.tag
