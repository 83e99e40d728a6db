"""Notes at an article's end on the authors whom its byline names: "Ada Wren lives in Leeds with two cats."."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from boilerstrip.document import Document
from boilerstrip.document.findings import Claim, Finding
from boilerstrip.recognisers.credits import is_credit_opening
from boilerstrip.text.normalise import fold

_BEFORE, _BEHIND = 2, 12
_MOST_WORDS, _SCORE = 120, 0.9


def find_author_notes(document: Document, authors: Sequence[str], byline: Collection[int]) -> Iterator[Claim]:
    r"""What begins with an author's full name and a verb that tells of somebody, and headings such as "About Ada Wren".

    The words are the lexicons' `note_verbs` and `note_heads`. Certain where the byline says "By" and nothing of the running text stands
    behind the note, else a hint.

    >>> from boilerstrip.readers import read
    >>> rows = ["By Ada Wren", *["The ferry sank at dawn, the harbour master said."] * 3, "Ada Wren lives in Leeds with two cats."]
    >>> [claim.finding.block for claim in find_author_notes(read("\n".join(rows)), ["Ada Wren"], [0])]
    [4]
    """
    names = [author for author in authors if " " in author]
    end, said = document.main.end, any(is_credit_opening(document, index) for index in byline)
    for index in range(max(document.main.start + 1, end - _BEFORE), min(len(document.blocks), end + _BEHIND) if names else 0):
        name = next((name for name in names if _is_note(document, index, name)), None)
        if name is not None and index not in byline:
            sure = said and not any(document.prose[index + 1 : end])
            finding = Finding(
                index, "credits", "author-note", f"is a note on {name}, the author", sure, 1.0 if sure else _SCORE
            )
            yield Claim("credits", finding)


def _is_note(document: Document, index: int, name: str) -> bool:
    text, lexicon = document.blocks[index].text, document.lexicon
    if text.startswith(f"{name} "):
        verb = text[len(name) + 1 :].split(" ", 1)[0]
        return document.words[index] <= _MOST_WORDS and verb in lexicon.list("note_verbs")
    head, found, rest = document.folded[index].partition(f" {fold(name)}")
    return bool(found) and rest in ("", ":") and head in lexicon.list("note_heads")
