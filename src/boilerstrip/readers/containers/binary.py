"""Recognises sources that are no text: PDF, pictures, archives, programs, and texts that were decoded so wrongly that nothing is left."""

from __future__ import annotations

import re

# The first bytes of formats that are no text, and what a reader calls them.
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF87a", "a picture (GIF)"),
    (b"GIF89a", "a picture (GIF)"),
    (b"PK\x03\x04", "a ZIP archive (or a document in one, such as DOCX or EPUB)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"BZh9", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x7fELF", "a program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"OggS", "a sound file"),
    (b"ID3\x03", "a sound file"),
    (b"ID3\x04", "a sound file"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x00\x00\x01\x00", "a picture (icon)"),
)
_RIFF = re.compile(rb"RIFF.{4}(?:WEBP|WAVE|AVI )", re.S)
_MP4 = re.compile(rb".{4}ftyp", re.S)
# Of the bytes or characters that are looked at, text has at most this share of control characters.
_SAMPLE = 8_192
_LEAST_SAMPLE = 32
_MOST_CONTROLS = 0.1
_CONTROLS = bytes([*range(1, 9), *range(14, 27), *range(28, 32), 127])
_LOST = re.compile("[\x01-\x08\x0e-\x1a\x7f-\x84\x86-\x9f\ufffd]")
# A PDF file that was decoded as text has these words.
_PDF_PARTS = ("endobj", "endstream", "xref", "/Type")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"\xef\xbb\xbf")


def name_binary(data: bytes) -> str | None:
    r"""What bytes are that are no text; `None` for text.

    >>> name_binary(b"\x89PNG\r\n\x1a\n"), name_binary("Die Fähre sank.".encode("cp1252"))
    ('a picture (PNG)', None)
    """
    for magic, name in _MAGIC:
        if data.startswith(magic) and (magic != b"%PDF-" or any(part.encode() in data for part in _PDF_PARTS)):
            return name
    if _RIFF.match(data) or _MP4.match(data):
        return "a picture, sound or film"
    if data.startswith(_BYTE_ORDER_MARKS):
        return None
    sample = data[:_SAMPLE]
    # With a NUL for every other byte it is UTF-16; an escape character changes the character set in Japanese texts.
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return "binary data" if len(sample) >= _LEAST_SAMPLE and controls > _MOST_CONTROLS * len(sample) else None


def name_binary_text(text: str) -> str | None:
    r"""What a text is that was decoded from bytes that are no text; `None` for a text that can be read.

    >>> name_binary_text("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj"), name_binary_text("%PDF-1.7")
    ('a PDF file', None)
    """
    if text.startswith("%PDF-") and any(part in text for part in _PDF_PARTS):
        return "a PDF file"
    if text[1:4] == "PNG" and text[:1] in "\x89\ufffd":
        return "a picture (PNG)"
    if text.startswith("PK\x03\x04"):
        return "a ZIP archive (or a document in one, such as DOCX or EPUB)"
    sample = text[:_SAMPLE]
    if sample.isascii() and sample.isprintable():
        return None
    lost = sum(1 for _ in _LOST.finditer(sample))
    return "binary data" if len(sample) >= _LEAST_SAMPLE and lost > 2 * _MOST_CONTROLS * len(sample) else None
