"""The authors in a page's metadata, without publishers, accounts and "admin"; and how they are merged with the credit that the page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from boilerstrip.document import Document
from boilerstrip.lexicon import Lexicon, load
from boilerstrip.recognisers.authors import parse_authors
from boilerstrip.recognisers.person_names import fold_token, has_case, is_person
from boilerstrip.recognisers.site_name import is_name_of_host
from boilerstrip.text.normalise import fold

_LAST_NAME_FIRST = re.compile(r"([^\W\d_]+(?:[-'’][^\W\d_]+)*), ([^\W\d_]+(?:[-'’. ]{1,2}[^\W\d_]+)*\.?)")
_ADDRESS = re.compile(r"@|://|\.(?:com|org|net|de|uk|fr|es)\b", re.I)
_SLUG = re.compile(r"[a-z\d]+(?:[-_.][a-z\d]+)*")
_MOST_VALUES = 20
_MOST_GROUP_WORDS = 6


def find_declared_authors(document: Document) -> tuple[str, ...]:
    """The names of the authors in the page's metadata, in its order and each once, without publishers.

    >>> from boilerstrip.document import Declared
    >>> metadata = Declared(authors=("By Ada Wren and Tom Marlow, Staff Writers", "tom-marlow", "The Bell"), site_name="The Bell")
    >>> find_declared_authors(Document((), declared=metadata))
    ('Ada Wren', 'Tom Marlow')
    """
    declared, lexicon = document.declared, document.lexicon
    if not declared.authors:
        return (declared.owner,) if declared.owner and _is_owner(declared.owner, document) else ()
    names = (name for text in declared.authors[:_MOST_VALUES] for name in _parse_value(text, lexicon))
    by_folded_name: dict[str, str] = {}
    for name in names:
        if not _is_publisher(name, document):
            by_folded_name.setdefault(fold(name), name)
    return tuple(by_folded_name.values())


def merge_authors(shown: Sequence[str], declared: Sequence[str], *, labelled: bool) -> tuple[str, ...]:
    """The article's authors, from those in the credit that the page shows and those in its metadata.

    Where both have an author in common, they are united, and each name is as the metadata writes it. Where they have none in common, the
    credit is right if it is `labelled` with a word such as "By". Without such a word it can be anybody's name, and the metadata is right.

    >>> merge_authors(("Ada", "Tom Marlow"), ("Ada Wren",), labelled=True), merge_authors(("Ida Holt",), ("Ada Wren",), labelled=False)
    (('Ada Wren', 'Tom Marlow'), ('Ada Wren',))
    """
    if not shown or not declared:
        return tuple(shown or declared)
    declared_names = {name: find_same_name(name, declared) for name in shown}
    if not any(declared_names.values()):
        return tuple(shown if labelled else declared)
    merged = [declared_names[name] or name for name in shown]
    return tuple(dict.fromkeys((*merged, *declared)))


def has_person(names: Sequence[str], document: Document) -> bool:
    """Whether one of the names is a person's.

    >>> has_person(["Institute for Ferries"], Document(())), has_person(["Institute for Ferries", "Ada Wren"], Document(()))
    (False, True)
    """
    return any(is_person(name.split(" "), document.lexicon, credited=True) for name in names)


def _is_publisher(name: str, document: Document) -> bool:
    """Whether a name is that of the site itself, and no person's whom the site is named after."""
    if _is_person_with_site(name, document.lexicon):
        return False
    site = fold(document.declared.site_name or "").removeprefix("the ")
    if fold(name).removeprefix("the ") == site:
        return True
    # A container names the authors of the article itself, whose site may have the name of one of them.
    is_person_of_container = document.declared.is_exact and " " in name
    return not is_person_of_container and is_name_of_host(name, document.url)


def _is_owner(name: str, document: Document) -> bool:
    """Whether the publisher is a person: the page says that, or the name begins with a first name."""
    is_declared = document.declared.is_personal and is_person(name.split(" "), document.lexicon, credited=True)
    return is_declared or (" " in name and _is_person_with_site(name, document.lexicon))


def _is_person_with_site(name: str, lexicon: Lexicon) -> bool:
    """Whether a site's name is a person's: it begins with a first name of the page's language, or of another one that is read widely."""
    return fold_token(name.split(" ")[0]) in lexicon.list("given_names") | load().list("given_names")


def find_same_name(name: str, others: Sequence[str]) -> str | None:
    """The first of the other names that is the same, or is the same but for words missing at the end of either; `None` without one.

    >>> find_same_name("Ada", ["Tom Marlow", "Ada Wren"])
    'Ada Wren'
    """
    parts = fold(name).split(" ")
    for other in others:
        longer, shorter = sorted((parts, fold(other).split(" ")), key=len, reverse=True)
        if longer[: len(shorter)] == shorter:
            return other
    return None


def _parse_value(text: str, lexicon: Lexicon) -> Iterator[str]:
    """The names in one declared value."""
    if _ADDRESS.search(text):
        return
    if match := _LAST_NAME_FIRST.fullmatch(text):
        last, first = match.groups()
        if fold_token(first) not in lexicon.list("name_degrees") and fold_token(first) not in lexicon.list("agencies"):
            text = f"{first} {last}" if fold_token(last) not in lexicon.list("given_names") else text
    names = parse_authors(text, lexicon)
    if names and is_person(names[0].split(" "), lexicon, credited=True):
        yield from names
    elif len(text.split(" ")) <= _MOST_GROUP_WORDS and not _is_account(text, lexicon):
        yield text


def _is_account(text: str, lexicon: Lexicon) -> bool:
    """Whether a value is a role or a login, and no author: "admin", "Web Editor", "ada-wren2"."""
    tokens = text.split(" ")
    if len(tokens) == 1 and has_case(text) and _SLUG.fullmatch(text):
        return fold_token(text) not in lexicon.list("agencies")
    return not text or fold_token(tokens[-1]) in lexicon.list("not_authors")
