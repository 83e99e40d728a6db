"""Reads RTF with striprtf, an optional library; long and hostile sources are bounded first."""

from __future__ import annotations

import re

from boilerstrip.document import Declared
from boilerstrip.extras import MissingExtraError, import_optional
from boilerstrip.readers.containers.unwrapped import Stated, Unwrapped
from boilerstrip.text.normalise import tidy

_START = re.compile(r"\s{0,20}\{\\rtf\d?")
# Pictures in hexadecimal digits.
_PICTURE = re.compile(r"(?<![0-9a-fA-F\r\n])[0-9a-fA-F\r\n]{320,}")
_INFO = re.compile(r"\{\\(title|author|subject) ((?:[^{}\\]|\\'[0-9a-fA-F]{2}|\\u-?\d{1,6}+ ?+\??+){1,400}+)\}")
_INFO_CHARS = 20_000
# striprtf reads some two million characters a second.
_MOST_CHARS = 3_000_000
# The fonts of a document stand in one group. More are not looked up, since the search for them is quadratic.
_MOST_FONTS = 2_000


def unwrap_rtf(text: str) -> Unwrapped | None:
    r"""The text of an RTF document, with its title and author; `None` for other sources. Places in the text are no places in the source.

    >>> unwrap_rtf(r"{\rtf1\ansi Ferry sinks\par Nobody was hurt.}").text.split("\n")
    ['Ferry sinks', 'Nobody was hurt.']
    """
    if not _START.match(text):
        return None
    try:
        module = import_optional("striprtf.striprtf", extra="containers")
    except MissingExtraError as error:
        return Unwrapped("", "text", warnings=(f"the source is RTF, and cannot be read: {error}",), in_place=False)
    source = _PICTURE.sub("", text)
    warnings = () if len(source) <= _MOST_CHARS else (f"only the first {_MOST_CHARS} characters of the RTF source were read",)
    return Unwrapped(_convert(module, source[:_MOST_CHARS]), "text", _read_info(module, text), (), warnings, in_place=False)


def _convert(module: object, source: str) -> str:
    # Two of striprtf's own patterns are quadratic: that for links, which is kept from matching, and that for fonts, which stops at line
    # ends. Line ends mean nothing in RTF, but they end a control word, as a closing brace does.
    source = source.replace("\\fldinst", "\\fldtype").replace("}", "}\n")
    if source.count("\\f") > _MOST_FONTS and source.count("\\fonttbl"):
        source = source.replace("\\fonttbl", "\\stylesheet")
    try:
        converted: str = module.rtf_to_text(source, errors="replace")  # type: ignore[attr-defined]
    except Exception:  # striprtf raises whatever its steps raise on broken sources
        return ""
    return converted.replace("\0", "")


def _read_info(module: object, text: str) -> Stated:
    """The title and the author in the document's `info` group."""
    found = {name: tidy(_convert(module, f"{{\\rtf1\\ansi {value}}}")) for name, value in _INFO.findall(text[:_INFO_CHARS])}
    title, author = found.get("title"), found.get("author")
    return Stated(Declared((title,) if title else (), (), (author,) if author else (), is_exact=bool(title)))
