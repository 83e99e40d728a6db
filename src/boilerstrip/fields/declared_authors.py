"""The authors that a page's head names, checked: no publisher, no account, no "admin"; and how they agree with the credit it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from boilerstrip.document import Document
from boilerstrip.lexicon import Lexicon
from boilerstrip.recognisers.authors import parse_authors
from boilerstrip.recognisers.person_names import bare, is_cased, is_person
from boilerstrip.recognisers.site_name import is_host
from boilerstrip.text.normalise import fold

_TURNED = re.compile(r"([^\W\d_]+(?:[-'’][^\W\d_]+)*), ([^\W\d_]+(?:[-'’. ]{1,2}[^\W\d_]+)*\.?)")
_ADDRESS = re.compile(r"@|://|\.(?:com|org|net|de|uk|fr|es)\b", re.I)
_SLUG = re.compile(r"[a-z\d]+(?:[-_.][a-z\d]+)*")
_MOST_AUTHORS = 20
_MOST_GROUP_WORDS = 6


def declared_authors(document: Document) -> tuple[str, ...]:
    """The names of the authors whom the page's head declares, in its order and each once; no publisher is among them.

    >>> from boilerstrip.document import Declared
    >>> head = Declared(authors=("By Ada Wren and Tom Marlow, Staff Writers", "tom-marlow", "The Bell"), site_name="The Bell")
    >>> declared_authors(Document((), declared=head))
    ('Ada Wren', 'Tom Marlow')
    """
    declared, lexicon = document.declared, document.lexicon
    if not declared.authors:
        return ()
    named = (name for text in declared.authors[:_MOST_AUTHORS] for name in _named(text, lexicon))
    found: dict[str, str] = {}
    for name in named:
        if not _is_publisher(name, document):
            found.setdefault(fold(name), name)
    return tuple(found.values())


def merge_authors(shown: Sequence[str], declared: Sequence[str], *, labelled: bool) -> tuple[str, ...]:
    """The authors, from those of the credit that the page shows and those that its head declares.

    Where they name somebody in common, each completes the other. Where they do not, the head speaks of this article, and a name that
    stands there without a "By" may be anybody's.

    >>> merge_authors(("Ada", "Tom Marlow"), ("Ada Wren",), labelled=True), merge_authors(("Ida Holt",), ("Ada Wren",), labelled=False)
    (('Ada Wren', 'Tom Marlow'), ('Ada Wren',))
    """
    if not shown or not declared:
        return tuple(shown or declared)
    same = {name: same_name(name, declared) for name in shown}
    if not any(same.values()):
        return tuple(shown if labelled else declared)
    merged = [same[name] or name for name in shown]
    return tuple(dict.fromkeys((*merged, *declared)))


def _is_publisher(name: str, document: Document) -> bool:
    """Whether the site itself is named; a first name tells that it is one person's site."""
    if bare(name.split(" ")[0]) in document.lexicon.list("given_names") and " " in name:
        return False
    site = fold(document.declared.site_name or "").removeprefix("the ")
    return fold(name).removeprefix("the ") == site or is_host(name, document.url)


def same_name(name: str, others: Sequence[str]) -> str | None:
    """The same name among others, as it stands there: letter for letter, or with a word more or less at its end.

    >>> same_name("Ada", ["Tom Marlow", "Ada Wren"])
    'Ada Wren'
    """
    parts = fold(name).split(" ")
    for other in others:
        longer, shorter = sorted((parts, fold(other).split(" ")), key=len, reverse=True)
        if longer[: len(shorter)] == shorter:
            return other
    return None


def _named(text: str, lexicon: Lexicon) -> Iterator[str]:
    """The names in one declared value."""
    if _ADDRESS.search(text):
        return
    if turned := _TURNED.fullmatch(text):
        last, first = turned.groups()
        if bare(first) not in lexicon.list("name_degrees") and bare(first) not in lexicon.list("agencies"):
            text = f"{first} {last}" if bare(last) not in lexicon.list("given_names") else text
    found = parse_authors(text, lexicon)
    if found and is_person(found[0].split(" "), lexicon, credited=True):
        yield from found
    elif len(text.split(" ")) <= _MOST_GROUP_WORDS and not _is_account(text, lexicon):
        yield text


def _is_account(text: str, lexicon: Lexicon) -> bool:
    """Whether it names a role or a login and no author: "admin", "Web Editor", "ada-wren2"."""
    tokens = text.split(" ")
    if len(tokens) == 1 and is_cased(text) and _SLUG.fullmatch(text):
        return bare(text) not in lexicon.list("agencies")
    return not text or bare(tokens[-1]) in lexicon.list("not_authors")
