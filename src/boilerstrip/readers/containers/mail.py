"""Reads e-mails: the header of a message, and the body inside its parts."""

from __future__ import annotations

import re

from boilerstrip.readers.containers.mask import blank_out, make_wrapping
from boilerstrip.readers.containers.unwrapped import Unwrapped

_LINE = re.compile(r"([A-Z][A-Za-z-]{1,40}):[ \t]?(.*)")
_NEEDED = frozenset(["from", "subject"])
_SIGNS = frozenset(["date", "sent", "to", "received", "message-id", "mime-version", "return-path"])
_MOST_HEADER_CHARS, _MOST_ENCODED_CHARS = 100_000, 5_000_000
_ENCODED = re.compile(
    r"^Content-(?:Type:\s*(?:multipart/|text/html)|Transfer-Encoding:\s*(?:base64|quoted-printable))", re.I | re.M
)


def unwrap_mail(text: str) -> Unwrapped | None:
    r"""The body of an e-mail; `None` for other sources. The subject is the title, and the sender an author if the address has the name.

    A message whose body is encoded, or has parts, is decoded; places in that body are no places in the source.

    >>> mail = "From: Ada Wren <ada.wren@bell.example>\nTo: You\nSubject: Ferry sinks\n\nNobody was hurt."
    >>> unwrapped = unwrap_mail(mail)
    >>> unwrapped.stated.declared.titles, unwrapped.stated.declared.authors, unwrapped.text.strip()
    (('Ferry sinks',), ('Ada Wren',), 'Nobody was hurt.')
    """
    if not _LINE.match(text):
        return None
    end = re.search(r"\r?\n[ \t]*\r?\n", text[:_MOST_HEADER_CHARS])
    if end is None:
        return None
    header = text[: end.start()]
    if not _is_header(header):
        return None
    from boilerstrip.readers.containers.mail_parts import decode_body, read_header  # few texts are e-mails

    wrapping = make_wrapping(text, (0, end.start()), "mail-header", "is the header of an e-mail")
    stated = read_header(header)
    if not _ENCODED.search(header):
        return Unwrapped(blank_out(text, 0, end.start()), None, stated, (wrapping,))
    body = decode_body(text) if len(text) <= _MOST_ENCODED_CHARS else None
    wrapping = wrapping._replace(span=None, line=None)
    return Unwrapped(*body, stated, (wrapping,), in_place=False) if body else None


def _is_header(header: str) -> bool:
    """Whether all lines are fields or continue one, and the fields are those of a message."""
    names = set()
    for line in header.splitlines():
        match = _LINE.fullmatch(line.rstrip())
        if match is None and line[:1] not in (" ", "\t"):
            return False
        if match:
            names.add(match[1].lower())
    return names >= _NEEDED and not names.isdisjoint(_SIGNS)
