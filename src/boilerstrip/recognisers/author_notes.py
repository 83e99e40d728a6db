"""Notes on the author, at an article's end or as its only credit: "Ada Wren lives in Leeds with two cats."."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from boilerstrip.document import Document
from boilerstrip.document.findings import Claim, Finding
from boilerstrip.lexicon import Lexicon
from boilerstrip.recognisers.authors import parse_authors
from boilerstrip.recognisers.credits import is_credit_opening
from boilerstrip.recognisers.person_names import NAME_SHAPE, count_titles, is_person, leading_name
from boilerstrip.text.normalise import fold

# Where notes stand: from so many blocks before the end of the running text to so many after it.
_BEFORE_END, _BEFORE_END_OF_FIELD, _AFTER_END = 2, 3, 12
_MOST_WORDS, _HINT_SCORE = 120, 0.9
_LONGEST_NOTE = 1500
# Two words of a name and one after it; in scripts without blanks a name is one word.
_LEAST_WORDS, _LEAST_WORDS_OF_FIELD = 3, 4


def parse_author_note(text: str, lexicon: Lexicon) -> str | None:
    """The name that a note on its author begins with, as the note has it; `None` where the text is no such note.

    The lexicon's `author_note` entries are the wordings that follow the name, such as "is a freelance journalist".

    >>> from boilerstrip.lexicon import load
    >>> parse_author_note("Ada Wren is a nurse who lives in Leeds.", load()) is None
    True
    """
    shape = NAME_SHAPE.match(text)
    if shape is None or len(text) > _LONGEST_NOTE:
        return None
    tokens = shape.group().split()
    skipped = count_titles(tokens, lexicon)
    name = " ".join(leading_name(tokens[skipped:], lexicon))
    if not is_person(name.split(), lexicon, credited=True):
        return None
    name_end = text.find(name) + len(name)
    return name if lexicon.notes.find(fold(text), text.count(" ") + 1, name_end) else None


def note_at(document: Document, index: int) -> tuple[str, tuple[str, ...]] | None:
    """The name that a block is a note on, as it stands there and as authors; `None` where the block is no note."""
    name = parse_author_note(document.blocks[index].text, document.lexicon)
    return (name, parse_authors(name, document.lexicon) or (name,)) if name else None


def hint_author_notes(document: Document) -> Iterator[Finding]:
    """A hint for each note at the article's end; where the page has no other credit, the note is its byline and stays."""
    end = document.main.end
    for index in range(max(document.main.start + 1, end - _BEFORE_END), min(len(document.blocks), end + _AFTER_END)):
        text = document.blocks[index].text
        if document.words[index] < _LEAST_WORDS and text.isascii():
            continue
        if name := parse_author_note(text, document.lexicon):
            yield _note_finding(index, name, certain=False)


def find_note_as_byline(document: Document, excluded: Collection[int]) -> tuple[int, tuple[str, ...]] | None:
    """The first note after the article, or as its last paragraph, which credits its author where nothing else does: block and authors."""
    end = document.main.end
    reach = range(max(document.main.start + 1, end - _BEFORE_END_OF_FIELD), min(len(document.blocks), end + _AFTER_END))
    for index in reach:
        if index in excluded or document.words[index] < _LEAST_WORDS_OF_FIELD:
            continue
        if note := note_at(document, index):
            return index, note[1]
    return None


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
    for index in range(
        max(document.main.start + 1, end - _BEFORE_END), min(len(document.blocks), end + _AFTER_END) if names else 0
    ):
        name = next((name for name in names if _is_note_on(document, index, name)), None)
        if name is not None and index not in byline:
            sure = said and not any(document.prose[index + 1 : end])
            yield Claim("credits", _note_finding(index, name, certain=sure))


def _is_note_on(document: Document, index: int, name: str) -> bool:
    text, lexicon = document.blocks[index].text, document.lexicon
    if text.startswith(f"{name} "):
        verb = text[len(name) + 1 :].split(" ", 1)[0]
        return document.words[index] <= _MOST_WORDS and verb in lexicon.list("note_verbs")
    head, found, rest = document.folded[index].partition(f" {fold(name)}")
    return bool(found) and rest in ("", ":") and head in lexicon.list("note_heads")


def _note_finding(index: int, name: str, *, certain: bool) -> Finding:
    evidence = f"is a note on {name}, the author"
    return Finding(index, "credits", "author-note", evidence, certain, 1.0 if certain else _HINT_SCORE)
