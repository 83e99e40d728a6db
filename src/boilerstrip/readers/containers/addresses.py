"""Recognises a source that is the name of a file or an address instead of a text."""

from __future__ import annotations

import re

_FILE = re.compile(
    r"(?:[a-zA-Z]:)?(?:[\w~.-]{0,200}[\\/]){0,40}[\w.()~-]{1,200}\.(?:html?|xhtml|txt|text|md|markdown|pdf|docx?|rtf|json|jsonl|warc|xml|epub|gz)",
    re.I,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]{3,2000}", re.I)
_MOST_CHARS = 2_100


def name_reference(text: str) -> str | None:
    """A warning where the whole text is a file's name or an address; `None` for other texts.

    >>> name_reference("page.html")
    'the source is the name of a file and not its content; to read a file, pass a pathlib.Path'
    >>> name_reference("https://wren.example/a")
    'the source is an address and not a page; nothing is ever fetched'
    >>> name_reference("See page.html") is None
    True
    """
    if len(text) > _MOST_CHARS:
        return None
    bare = text.strip()
    if _ADDRESS.fullmatch(bare):
        return "the source is an address and not a page; nothing is ever fetched"
    if _FILE.fullmatch(bare):
        return "the source is the name of a file and not its content; to read a file, pass a pathlib.Path"
    return None
