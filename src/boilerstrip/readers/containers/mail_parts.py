"""Decodes the header and the parts of an e-mail with Python's `email` package, which is loaded on first use."""

from __future__ import annotations

import re
from email import message_from_string
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from boilerstrip.document import Declared, SourceKind
from boilerstrip.readers.containers.unwrapped import Stated
from boilerstrip.text.normalise import tidy

_PREFIX = re.compile(r"(?:(?:re|fwd?|aw|wg|tr|rv|sv|vs|odp|rif|i)\s?:\s*)+", re.I)
_LEAST_NAME_CHARS = 3
_KINDS: dict[str, SourceKind] = {"text/plain": "text", "text/html": "html"}
# What the package raises for messages that are broken in one way or another.
_ERRORS = (MessageError, ValueError, LookupError, RecursionError, TypeError, AttributeError)


def decode_body(text: str) -> tuple[str, SourceKind] | None:
    r"""The body of a message and its kind: its page, or else its text; `None` for a message that cannot be read.

    >>> decode_body("Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\nF=C3=A4hre")
    ('Fähre', 'text')
    """
    try:
        message = message_from_string(text)
        parts = [part for part in message.walk() if part.get_content_type() in _KINDS and not part.get_filename()]
        parts.sort(key=lambda part: part.get_content_type() == "text/plain")  # a page has more to go by
        bodies = ((_KINDS[part.get_content_type()], _decode_part(part)) for part in parts)
        return next(((body, kind) for kind, body in bodies if body.strip()), ("", "text"))
    except _ERRORS:
        return None


def _decode_part(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        return data.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, ValueError):
        return data.decode("utf-8", "replace")


def read_header(header: str) -> Stated:
    """What the header of a message states: subject, date, and the sender as author if the address has the name.

    >>> read_header("Subject: Re: Ferry sinks").declared.titles
    ('Ferry sinks',)
    """
    try:
        message = message_from_string(f"{header}\n\n")
        subject, sender, date = (_decode_value(str(message.get(name) or "")) for name in ("subject", "from", "date"))
    except _ERRORS:
        return Stated()
    title = _PREFIX.sub("", subject, count=1).strip()
    author = _read_sender(sender)
    return Stated(
        Declared(
            (title,) if title else (), authors=(author,) if author else (), published=_read_date(date), is_exact=bool(title)
        )
    )


def _decode_value(value: str) -> str:
    try:
        return tidy(str(make_header(decode_header(value))))
    except _ERRORS:
        return tidy(value)


def _read_sender(sender: str) -> str | None:
    """The sender's name where a word of it stands in the address: "Ada Wren <ada@bell.example>", not "The Bell <news@bell.example>"."""
    name, address = parseaddr(sender)
    local = address.partition("@")[0].lower()
    words = [word.lower() for word in name.split() if len(word) >= _LEAST_NAME_CHARS]
    return name if len(words) > 1 and any(word in local for word in words) else None


def _read_date(date: str) -> str | None:
    try:
        return parsedate_to_datetime(date).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return date or None
