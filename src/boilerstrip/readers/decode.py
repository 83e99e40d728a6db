"""Bytes to text."""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_SNIFFED = 4096
# UTF-32's mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What pages mean by these names, as the WHATWG's Encoding Standard has it.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_WESTERN = "cp1252"
# Less than that says too little to tell encodings apart.
_LEAST_TELLING = 100
_MOST_TELLING = 50_000
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
    r"""Text from bytes: by byte order mark, then as UTF-8 where that fits, then by the declared charset, then by detection.

    `charset` is what came with the page, in its HTTP header, say; it goes before what the page declares itself.

    Valid UTF-8 wins over a `<meta charset>` that says otherwise, for pages are often converted without their tag. A few bytes that
    say nothing of themselves are read as Windows-1252. Never raises: what no encoding explains becomes U+FFFD.

    >>> decode(b"caf\xc3\xa9"), decode(b'<meta charset="iso-8859-1"><p>caf\xe9')[-4:]
    ('café', 'café')
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if b"\x1b" not in data:
        try:
            return data.decode()
        except UnicodeDecodeError:
            pass
    return data.decode((charset and _known(charset)) or _declared(data) or _detected(data), "replace")


def _declared(data: bytes) -> str | None:
    """The charset that the page names, as Python calls it; `None` where it names none that Python knows."""
    match = _DECLARED.search(data[:_SNIFFED])
    return _known(match[1].decode("ascii")) if match else None


def _known(charset: str) -> str | None:
    try:
        name = codecs.lookup(charset).name
        # Not all codecs are charsets: "hex" and "idna" are none.
        b"a\x80".decode(name, "replace")
    except (LookupError, ValueError):
        return None
    return _MEANT.get(name, name) if name and name != "utf-8" else None


def _detected(data: bytes) -> str:
    if b"\x1b" not in data and len(data) < _LEAST_TELLING:
        return _WESTERN
    from charset_normalizer import from_bytes  # loaded on first use: nearly all bytes tell their charset

    likely = ["iso2022_jp", *_LIKELY] if b"\x1b" in data else _LIKELY
    best = from_bytes(data[:_MOST_TELLING], cp_isolation=["utf_8", *likely]).best()
    return best.encoding if best else _WESTERN
