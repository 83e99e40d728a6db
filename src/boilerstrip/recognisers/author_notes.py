"""Notes on the author, at an article's end or as its only credit: "Ada Wren lives in Leeds with two cats."."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from boilerstrip.document import Document
from boilerstrip.document.findings import Claim, Finding
from boilerstrip.lexicon import Lexicon
from boilerstrip.recognisers.authors import parse_authors
from boilerstrip.recognisers.credit_blocks import is_credit_opening
from boilerstrip.recognisers.person_names import NAME_SHAPE, count_titles, is_person, read_leading_name
from boilerstrip.text.normalise import fold

# Where notes stand, in blocks before and after the end of the running text. A note that is the byline may stand one block earlier.
_BEFORE_END = 2
_BEFORE_END_OF_BYLINE = 3
_AFTER_END = 12
_HINT_SCORE = 0.9
_MOST_CHARS = 1500
_MOST_WORDS = 120
# Two words of a name and one word after it. In scripts without blanks a name is one word, so hints need it only of ASCII texts.
_LEAST_WORDS = 3
_LEAST_WORDS_OF_BYLINE = 4


def parse_author_note(text: str, lexicon: Lexicon) -> str | None:
    """The name at the beginning of a note on the author, as the note writes it; `None` where the text is no note.

    The lexicon's `author_note` entries are the wordings that follow the name, such as "is a freelance journalist".

    >>> from boilerstrip.lexicon import load
    >>> parse_author_note("Ada Wren is a nurse who lives in Leeds.", load()) is None
    True
    """
    shape = NAME_SHAPE.match(text)
    if shape is None or len(text) > _MOST_CHARS:
        return None
    tokens = shape.group().split()
    titles = count_titles(tokens, lexicon)
    name = " ".join(read_leading_name(tokens[titles:], lexicon))
    if not is_person(name.split(), lexicon, credited=True):
        return None
    name_end = text.find(name) + len(name)
    return name if lexicon.notes.find(fold(text), text.count(" ") + 1, name_end) else None


def read_note_authors(document: Document, index: int) -> tuple[str, ...]:
    """The authors whom a block is a note on; empty where the block is no note."""
    name = parse_author_note(document.blocks[index].text, document.lexicon)
    return (parse_authors(name, document.lexicon) or (name,)) if name else ()


def hint_author_notes(document: Document) -> Iterator[Finding]:
    """A hint for each note at the article's end. The note stays where the page has no other credit, as the note is its byline then."""
    for index in _blocks_at_end(document, _BEFORE_END):
        text = document.blocks[index].text
        if document.words[index] < _LEAST_WORDS and text.isascii():
            continue
        if name := parse_author_note(text, document.lexicon):
            yield _make_finding(index, name, certain=False)


def find_note_as_byline(document: Document, excluded: Collection[int]) -> tuple[int, tuple[str, ...]] | None:
    """The block and the authors of the first note at the article's end, for pages that credit nobody elsewhere."""
    for index in _blocks_at_end(document, _BEFORE_END_OF_BYLINE):
        if index in excluded or document.words[index] < _LEAST_WORDS_OF_BYLINE:
            continue
        if authors := read_note_authors(document, index):
            return index, authors
    return None


def find_author_notes(document: Document, authors: Sequence[str], byline: Collection[int]) -> Iterator[Claim]:
    r"""Claims on blocks that begin with an author's full name and a verb of a biography, and on headings such as "About Ada Wren".

    The verbs and headings are the lexicons' `note_verbs` and `note_heads`. A claim is certain where the byline says "By" and no running
    text follows the note, else it is a hint.

    >>> from boilerstrip.readers import read
    >>> lines = ["By Ada Wren", *["The ferry sank at dawn, the harbour master said."] * 3, "Ada Wren lives in Leeds with two cats."]
    >>> [claim.finding.block for claim in find_author_notes(read("\n".join(lines)), ["Ada Wren"], [0])]
    [4]
    """
    names = [author for author in authors if " " in author]
    end, is_prefixed = document.main.end, any(is_credit_opening(document, index) for index in byline)
    for index in _blocks_at_end(document, _BEFORE_END) if names else ():
        name = next((name for name in names if _is_note_on(document, index, name)), None)
        if name is not None and index not in byline:
            certain = is_prefixed and not any(document.prose[index + 1 : end])
            yield Claim("credits", _make_finding(index, name, certain=certain))


def _blocks_at_end(document: Document, before_end: int) -> range:
    """The blocks at the article's end where a note can stand; never the first block of the running text."""
    main = document.main
    return range(max(main.start + 1, main.end - before_end), min(len(document.blocks), main.end + _AFTER_END))


def _is_note_on(document: Document, index: int, name: str) -> bool:
    text, lexicon = document.blocks[index].text, document.lexicon
    if text.startswith(f"{name} "):
        verb = text[len(name) + 1 :].split(" ", 1)[0]
        return document.words[index] <= _MOST_WORDS and verb in lexicon.list("note_verbs")
    before, name_found, after = document.folded[index].partition(f" {fold(name)}")
    return bool(name_found) and after in ("", ":") and before in lexicon.list("note_heads")


def _make_finding(index: int, name: str, *, certain: bool) -> Finding:
    evidence = f"is a note on {name}, the author"
    return Finding(index, "credits", "author-note", evidence, certain, 1.0 if certain else _HINT_SCORE)
