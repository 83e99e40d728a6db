"""Takes a text out of its containers: compression, JSON, RTF, e-mail, front matter, and the headers and lists that crawlers add.

What a container states about its text (title, authors, date, address, language) is evidence for the fields. A source that merely looks a bit
like a container stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable

from boilerstrip.document import Wrapping
from boilerstrip.readers.containers.addresses import name_reference
from boilerstrip.readers.containers.binary import name_binary, name_binary_text
from boilerstrip.readers.containers.compression import decompress
from boilerstrip.readers.containers.front_matter import unwrap_front_matter
from boilerstrip.readers.containers.header_lines import unwrap_header_lines
from boilerstrip.readers.containers.json_article import unwrap_json
from boilerstrip.readers.containers.mail import unwrap_mail
from boilerstrip.readers.containers.rtf import unwrap_rtf
from boilerstrip.readers.containers.unwrapped import Stated, Unwrapped
from boilerstrip.readers.decode import decode

__all__ = ["NO_TEXT", "Stated", "Unwrapped", "unwrap_bytes", "unwrap_text"]

NO_TEXT = "the source has no text"
_DOUBTED = 0.2

Unwrapper = Callable[[str], Unwrapped | None]
# The containers of any text, and those that are looked for only where the caller does not say what kind of text the source is. A container
# may stand inside another one, such as front matter in JSON.
_OF_TEXT: tuple[Unwrapper, ...] = (unwrap_front_matter, unwrap_mail, unwrap_header_lines)
_OF_ANY: tuple[Unwrapper, ...] = (unwrap_json, unwrap_rtf, *_OF_TEXT)
_MOST_LAYERS = 3


def unwrap_bytes(data: bytes, most: int | None = None) -> Unwrapped:
    r"""The text of bytes, which may be compressed; without text for bytes that are none, with a warning that says what they are.

    At most `most` bytes are decompressed.

    >>> unwrap_bytes(b"%PDF-1.7 1 0 obj endobj").warnings
    ('the source is a PDF file and no text',)
    """
    inner = decompress(data, most)
    if inner.is_lost:
        return Unwrapped("", "text", warnings=inner.warnings, most_confidence=0.0)
    name = name_binary(inner.data)
    if name is not None:
        return Unwrapped("", "text", warnings=(*inner.warnings, f"the source is {name} and no text"), most_confidence=0.0)
    return Unwrapped(decode(inner.data), warnings=inner.warnings)


def unwrap_text(text: str, kind: str = "auto") -> Unwrapped:
    r"""The text inside its containers, and what they state. `kind` is what the caller says that the source is.

    >>> unwrapped = unwrap_text('{"title": "Ferry sinks", "text": "---\\nauthor: Ada Wren\\nlang: en\\n---\\nNobody in the town saw it go."}')
    >>> unwrapped.text.strip(), unwrapped.stated.declared.titles, unwrapped.stated.declared.authors
    ('Nobody in the town saw it go.', ('Ferry sinks',), ('Ada Wren',))
    """
    if kind == "html":
        return Unwrapped(text)
    if name := name_binary_text(text):
        wrapping = Wrapping(text, "binary", f"is {name} and no text", (0, len(text)), 0)
        return Unwrapped("", "text", Stated(), (wrapping,), (f"the source is {name} and no text",), most_confidence=0.0)
    unwrapped = Unwrapped(text)
    for layer in range(_MOST_LAYERS):
        unwrappers = _OF_ANY if kind == "auto" and unwrapped.in_place and not layer else _OF_TEXT
        inner = next((found for unwrap in unwrappers if (found := unwrap(unwrapped.text))), None)
        if inner is None:
            break
        unwrapped = unwrapped.unwrap_further(inner)
        if inner.in_place:
            break
    if warning := name_reference(text):
        return Unwrapped(text, warnings=(warning,), most_confidence=_DOUBTED)
    return unwrapped
