"""Bytes to text."""

from __future__ import annotations

import codecs
import re

from bs4.dammit import UnicodeDammit

_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_SNIFFED = 4096
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def decode(data: bytes) -> str:
    r"""Text from bytes: by byte order mark, then as UTF-8 where that fits, then by the declared charset, then by detection.

    Valid UTF-8 wins over a `<meta charset>` that says otherwise, for pages are often converted without their tag. Never raises: what no
    encoding explains becomes U+FFFD.

    >>> decode(b"caf\xc3\xa9"), decode(b'<meta charset="iso-8859-1"><p>caf\xe9')[-4:]
    ('café', 'café')
    """
    if not data.startswith(_MARKS) and b"\x1b" not in data:
        try:
            return data.decode()
        except UnicodeDecodeError:
            pass
    declared = _DECLARED.search(data[:_SNIFFED])
    known = [declared[1].decode("ascii")] if declared else []
    decoded = UnicodeDammit(data, known_definite_encodings=known, is_html=True).unicode_markup
    return decoded if decoded is not None else data.decode("utf-8", "replace")
