"""Finds where a page's running text stands, by shape alone.

The main run is the contiguous stretch of blocks whose words in sentences outweigh the fragments between them: the maximum
subsequence of Pasternack and Roth, "Extracting Article Text from the Web with Maximum Subsequence Segmentation" (WWW
2009), over blocks instead of tokens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from boilerstrip.text.quotation_marks import OPENING_QUOTES
from boilerstrip.text.sentences import ends_sentence

_OPENERS = f"{OPENING_QUOTES}(¿¡"
# A block that is no running text costs as much as this many words of running text. One heading between paragraphs is cheap; a menu
# of thirty lines costs more than a stray sentence after it brings.
_FRAGMENT_COST = 4.0
# After so many fragments in a row, each further one costs less: a long table inside an article costs little more than a short one.
_FULL_PRICE = 20
_REDUCED_COST = 0.5
_CUT_OFF = ("...", "…", "...]", "…]", "[...")
LEAST_PROSE_WORDS = 8
_FULL_SENTENCE_WORDS = 12
_LONG_BLOCK_WORDS = 25
_CONTAINER_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Run:
    """A half-open range of block numbers.

    >>> 3 in Run(2, 4), 4 in Run(2, 4), bool(Run(2, 2))
    (True, False, False)
    """

    start: int
    end: int

    def __contains__(self, index: int) -> bool:
        """Whether a block stands in the run."""
        return self.start <= index < self.end

    def __bool__(self) -> bool:
        """Whether there is any block in the run."""
        return self.end > self.start


def prose_weight(text: str, words: int, link_density: float) -> float:
    """Words of running text in a block: 0.0 where it is too short, or reads like a list of links.

    >>> prose_weight("The ferry sank at dawn, and nobody saw it go under.", 11, 0.0)
    11.0
    >>> prose_weight("Home News Sport Weather Travel Culture Opinion Video Puzzles", 9, 0.0)
    0.0
    """
    if words < LEAST_PROSE_WORDS or link_density > 0.6:
        return 0.0
    if text.endswith(_CUT_OFF):
        return 0.0 if words < _LONG_BLOCK_WORDS else words / 2
    if ends_sentence(text):
        # A short question is as often a title.
        return words / 2 if words < _FULL_SENTENCE_WORDS and text[-1] in "?!:" else float(words)
    return words / 2 if words >= _LONG_BLOCK_WORDS else 0.0


def main_run(prose: Sequence[float]) -> Run:
    """The contiguous run of blocks with the largest balance of running text against fragments, in linear time.

    An empty run at 0 where there is no running text at all.

    >>> main_run([0, 0, 30, 0, 25, 0, 0, 0, 0, 0, 0, 0, 0, 9])
    Run(start=2, end=5)
    """
    best, best_run = 0.0, Run(0, 0)
    total, start, fragments = 0.0, 0, 0
    for index, weight in enumerate(prose):
        if total <= 0.0:
            total, start = 0.0, index
        fragments = 0 if weight > 0.0 else fragments + 1
        total += weight or -(_FRAGMENT_COST if fragments <= _FULL_PRICE else _REDUCED_COST)
        if total > best:
            best, best_run = total, Run(start, index + 1)
    return best_run


def closing_lines(texts: Sequence[str], run: Run) -> Run:
    """The run with the short sentences right after it: a last line such as "It will be missed." belongs to the article.

    >>> closing_lines(["The ferry sank at dawn, and nobody saw it.", "It will be missed.", "Most read"], Run(0, 1))
    Run(start=0, end=2)
    """
    end = run.end
    while run and end < len(texts) and _is_sentence(texts[end]):
        end += 1
    return Run(run.start, end)


def _is_sentence(text: str) -> bool:
    first = text.lstrip(_OPENERS)[:1]
    return ends_sentence(text) and first.isalnum() and not first.islower() and not text.endswith((*_CUT_OFF, ":"))


def container_of(paths: Sequence[str | None], prose: Sequence[float]) -> str | None:
    """The path of the innermost element that holds four fifths of the running text; `None` without paths or running text.

    >>> container_of(["/html/body/nav/p", "/html/body/div/p[1]", "/html/body/div/p[2]"], [0, 20, 30])
    '/html/body/div'
    """
    held: Counter[str] = Counter()
    for path, weight in zip(paths, prose, strict=True):
        if path and weight:
            held[path.rpartition("/")[0]] += weight  # type: ignore[assignment]
    total = sum(held.values())
    if not total:
        return None
    inside = [(path.split("/"), weight) for path, weight in held.items()]
    found: list[str] = []
    while True:
        heavy: Counter[str] = Counter()
        for steps, weight in inside:
            heavy[steps[len(found)]] += weight
        step, weight = max(heavy.items(), key=lambda item: item[1], default=("", 0))
        if weight < _CONTAINER_SHARE * total:
            return "/".join(found) or None
        found.append(step)
        inside = [row for row in inside if row[0][len(found) - 1] == step and len(row[0]) > len(found)]
