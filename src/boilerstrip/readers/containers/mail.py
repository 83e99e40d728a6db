"""Reads e-mails: the header of a message, and the body inside its parts, with the `email` package of Python."""

from __future__ import annotations

import re
from email import message_from_string
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from boilerstrip.document import Declared, SourceKind
from boilerstrip.readers.containers.mask import blank_out, make_wrapping
from boilerstrip.readers.containers.unwrapped import Stated, Unwrapped
from boilerstrip.text.normalise import tidy

_LINE = re.compile(r"([A-Z][A-Za-z-]{1,40}):[ \t]?(.*)")
_NEEDED = frozenset(["from", "subject"])
_SIGNS = frozenset(["date", "sent", "to", "received", "message-id", "mime-version", "return-path"])
_MOST_HEADER_CHARS, _MOST_ENCODED_CHARS = 100_000, 5_000_000
_ENCODED = re.compile(
    r"^Content-(?:Type:\s*(?:multipart/|text/html)|Transfer-Encoding:\s*(?:base64|quoted-printable))", re.I | re.M
)
_PREFIX = re.compile(r"(?:(?:re|fwd?|aw|wg|tr|rv|sv|vs|odp|rif|i)\s?:\s*)+", re.I)
_LEAST_NAME_CHARS = 3
_KINDS: dict[str, SourceKind] = {"text/plain": "text", "text/html": "html"}


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
    if _ENCODED.search(header):
        return _decode_message(text) if len(text) <= _MOST_ENCODED_CHARS else None
    wrapping = make_wrapping(text, (0, end.start()), "mail-header", "is the header of an e-mail")
    return Unwrapped(blank_out(text, 0, end.start()), None, _read_header(header), (wrapping,))


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


def _decode_message(text: str) -> Unwrapped | None:
    """The first body of a message: its text, or else its page."""
    try:
        message = message_from_string(text)
        parts = [part for part in message.walk() if part.get_content_type() in _KINDS and not part.get_filename()]
        parts.sort(key=lambda part: part.get_content_type() == "text/plain")  # a page has more to go by
        bodies = ((part.get_content_type(), _decode_part(part)) for part in parts)
        kind, body = next(((kind, body) for kind, body in bodies if body.strip()), ("text/plain", ""))
    except (MessageError, ValueError, LookupError, RecursionError, TypeError, AttributeError):
        return None
    header = text.partition("\n\n")[0][:_MOST_HEADER_CHARS]
    wrapping = make_wrapping(text, (0, len(header)), "mail-header", "is the header of an e-mail")
    return Unwrapped(body, _KINDS[kind], _read_header(header), (wrapping._replace(span=None, line=None),), in_place=False)


def _decode_part(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        return data.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, ValueError):
        return data.decode("utf-8", "replace")


def _read_header(header: str) -> Stated:
    try:
        message = message_from_string(f"{header}\n\n")
        subject, sender, date = (_decode_value(str(message.get(name) or "")) for name in ("subject", "from", "date"))
    except (MessageError, ValueError, LookupError, RecursionError, TypeError, AttributeError):
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
    except (MessageError, ValueError, LookupError, TypeError):
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
