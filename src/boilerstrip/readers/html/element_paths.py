"""Where the blocks of a page stand: the paths of their elements, and the cues of all elements around them."""

from __future__ import annotations

from itertools import count

from lxml import etree

from boilerstrip.readers.html.element_cues import CueReader, Cues
from boilerstrip.readers.html.elements import AMID, CELL, ROLES

# Elements below that share the place of the one above: paths are as long as their depth, and all of them together quadratic.
_DEEPEST = 512
FLATTENED = f"elements nested more than {_DEEPEST} deep were flattened; their text is kept"


class Places:
    """The paths and cues of a tree's elements, each worked out once and from those of the element around it.

    Paths are lxml's own; asking it for each would be quadratic, as it counts an element's siblings every time.

    >>> root = etree.fromstring("<div><p/><p class='Lead-in'><b/></p></div>")
    >>> path, cues = Places(root).of(root[1][0])
    >>> path, sorted(cues.gather())
    ('/div/p[2]/b', ['in', 'lead', 'lead-in'])
    """

    def __init__(self, root: etree._Element) -> None:
        """`root` is the outermost element that has a place."""
        self._tree = root.getroottree()
        self._inside = CueReader().inside
        self._numbers: dict[etree._Element, int] = {}
        self._known = {root: (self._tree.getpath(root), self._inside(Cues(), root), 0)}
        self.flattened = False

    def of(self, element: etree._Element) -> tuple[str, Cues]:
        """The path and cues of the root, or of an element below it."""
        known, way = self._known, []
        while (place := known.get(element)) is None:
            way.append(element)
            element = element.getparent()  # type: ignore[assignment]  # the root is known
        if not way:
            return place[:2]
        path, cues, depth = place
        for inner in reversed(way):
            depth += 1
            if depth < _DEEPEST:
                name = inner.tag
                number = self._numbers.get(inner)
                step = self._step(element, inner) if number is None else f"{name}[{number}]" if number else name
                path = f"{path}/{step}"
                if ROLES.get(name, AMID) >= CELL:
                    cues = self._inside(cues, inner)
            else:
                self.flattened = True
            known[inner] = path, cues, depth
            element = inner
        return path, cues

    def close(self) -> None:
        """Let the elements of a deep tree go, inner ones first: from each that goes, lxml climbs up to the next one that is still held."""
        while self.flattened and self._known:
            self._known.popitem()

    def _step(self, parent: etree._Element, child: etree._Element) -> str:
        """The last step of a child's path: its name, and its number where there are more of that name; its siblings' are kept too."""
        name = child.tag
        if name[0] == "{":
            return self._tree.getpath(child).rpartition("/")[2]
        if name in ROLES:
            same = list(parent.iterchildren(name))
        else:
            # Made-up names could be as many as elements, and are numbered all at once.
            return self._step_of_any(parent, child)
        if len(same) == 1:
            return name
        self._numbers.update(zip(same, count(1)))
        return f"{name}[{self._numbers[child]}]"

    def _step_of_any(self, parent: etree._Element, child: etree._Element) -> str:
        alike: dict[str, list[etree._Element]] = {}
        for sibling in parent:
            alike.setdefault(sibling.tag, []).append(sibling)
        for same in alike.values():
            # The only one of its name has no number.
            self._numbers.update(zip(same, count(1 if len(same) > 1 else 0)))
        number = self._numbers[child]
        return f"{child.tag}[{number}]" if number else child.tag
