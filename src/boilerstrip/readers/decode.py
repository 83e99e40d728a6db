"""Decodes bytes to text."""

from __future__ import annotations

import codecs
import re

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
# A page declares its charset in its first bytes.
_DECLARATION_BYTES = 4096
# UTF-32 stands before UTF-16, because its mark begins with the mark of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers take these names for (WHATWG, Encoding Standard).
_BROWSER_ENCODINGS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_WESTERN = "cp1252"
# Fewer bytes say too little to detect an encoding; more only cost time.
_LEAST_DETECTED = 100
_MOST_DETECTED = 50_000
_LIKELY = [
    "cp1252",
    "cp1250",
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp932",
    "euc_jp",
    "cp949",
    "gb18030",
    "big5",
]


def decode(data: bytes, charset: str | None = None) -> str:
    r"""The text of bytes: by byte order mark, then as UTF-8 if valid, then by the declared charset, then by detection.

    `charset` comes from outside the page, for example from its HTTP header. It goes before the charset that the page declares.

    Valid UTF-8 wins over another `<meta charset>`, because pages are often converted and keep their old tag. Fewer than 100 bytes
    without a declaration are read as Windows-1252. Never raises: bytes that do not fit the encoding become U+FFFD.

    >>> decode(b"caf\xc3\xa9"), decode(b'<meta charset="iso-8859-1"><p>caf\xe9')[-4:]
    ('café', 'café')
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if b"\x1b" not in data:
        try:
            return data.decode()
        except UnicodeDecodeError:
            pass
    return data.decode(
        (charset and _resolve_charset(charset)) or _read_declared_charset(data) or _detect_charset(data), "replace"
    )


def _read_declared_charset(data: bytes) -> str | None:
    """Python's name of the charset that the page declares; `None` where it declares none, or one that Python does not know."""
    match = _CHARSET.search(data[:_DECLARATION_BYTES])
    return _resolve_charset(match[1].decode("ascii")) if match else None


def _resolve_charset(charset: str) -> str | None:
    try:
        name = codecs.lookup(charset).name
        # Some codecs are no charsets, such as "hex" and "idna"; they fail here.
        b"a\x80".decode(name, "replace")
    except (LookupError, ValueError):
        return None
    return _BROWSER_ENCODINGS.get(name, name) if name and name != "utf-8" else None


def _detect_charset(data: bytes) -> str:
    if b"\x1b" not in data and len(data) < _LEAST_DETECTED:
        return _WESTERN
    from charset_normalizer import (
        from_bytes,  # loaded on first use, because nearly all pages are UTF-8 or declare their charset
    )

    likely = ["iso2022_jp", *_LIKELY] if b"\x1b" in data else _LIKELY
    best = from_bytes(data[:_MOST_DETECTED], cp_isolation=["utf_8", *likely]).best()
    return best.encoding if best else _WESTERN
