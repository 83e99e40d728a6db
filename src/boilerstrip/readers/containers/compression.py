"""Decompresses bytes that a crawler stored as the server sent them: gzip, zstd and Brotli."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from boilerstrip.extras import ZSTD, MissingExtraError, import_optional

_GZIP_MAGIC, _ZSTD_MAGIC = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
_EXTRA = "containers"
# Where the caller sets no limit. Some bytes of a bomb can become gigabytes.
_MOST_BYTES = 200_000_000
# Brotli has no magic number, so only bytes that are no UTF-8 are tried, and the result must be text.
_LEAST_BROTLI = 20
_GZIP_WINDOW = 31
_CHUNK, _PIECE = 1_000_000, 1_000
# A page that is compressed twice is decompressed twice.
_MOST_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Decompressed:
    """Bytes after decompression, and what a reader of the article should know. `is_lost` says that they could not be decompressed.

    >>> Decompressed(b"Ferry").is_lost
    False
    """

    data: bytes
    warnings: tuple[str, ...] = ()
    is_lost: bool = False


def decompress(data: bytes, most: int | None = None) -> Decompressed:
    r"""The bytes, decompressed if they are compressed, but at most `most` of them. Never raises.

    >>> import gzip
    >>> decompress(gzip.compress(b"Nobody was hurt.")).data
    b'Nobody was hurt.'
    >>> decompress(gzip.compress(b"a" * 1000), 10)
    Decompressed(data=b'aaaaaaaaaa', warnings=('only the first 10 bytes of the decompressed source were read',), is_lost=False)
    """
    result = Decompressed(data)
    for _ in range(_MOST_ROUNDS):
        found = _choose_method(result.data)
        if found is None:
            break
        inner = _decompress_once(result.data, *found, most or _MOST_BYTES)
        if inner is None:
            break
        result = Decompressed(inner.data, (*result.warnings, *inner.warnings), inner.is_lost)
        if inner.is_lost:
            break
    return result


Method = Callable[[bytes, int], tuple[bytes, bool]]


def _choose_method(data: bytes) -> tuple[str, Method] | None:
    if data.startswith(_GZIP_MAGIC):
        return "gzip", _gunzip
    if data.startswith(_ZSTD_MAGIC):
        return "zstd", _unzstd
    if len(data) >= _LEAST_BROTLI and not _is_utf8(data[:_CHUNK]):
        return "Brotli", _unbrotli
    return None


def _decompress_once(data: bytes, name: str, method: Method, most: int) -> Decompressed | None:
    """The decompressed bytes; `None` where they are not compressed in this way after all."""
    try:
        inner, is_whole = method(data, most)
    except MissingExtraError as error:
        if name == "Brotli":  # without the library, nobody knows whether it is Brotli
            return None
        return Decompressed(b"", (f"the source is compressed with {name}, and cannot be read: {error}",), is_lost=True)
    except Exception:  # each library has exceptions of its own for damaged data
        inner, is_whole = b"", False
    if name == "Brotli" and not (inner and _is_utf8(inner) and (is_whole or len(inner) >= most)):
        return None
    return Decompressed(inner, _describe_loss(name, inner, is_whole, most), is_lost=not (inner or is_whole))


def _describe_loss(name: str, inner: bytes, is_whole: bool, most: int) -> tuple[str, ...]:
    if is_whole:
        return ()
    if len(inner) >= most:
        return (f"only the first {most} bytes of the decompressed source were read",)
    return (f"the source is compressed with {name}, and is {'cut off or ' if inner else ''}damaged",)


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, except for a character that is cut off at their end."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start >= len(data) - 3 and error.reason == "unexpected end of data"
    return True


def _gunzip(data: bytes, most: int) -> tuple[bytes, bool]:
    """The content of all members of a gzip file, and whether it is whole."""
    parts: list[bytes] = []
    left = most
    while data.startswith(_GZIP_MAGIC) and left > 0:
        member = zlib.decompressobj(_GZIP_WINDOW)
        try:
            part = member.decompress(data, left)
        except zlib.error:
            return b"".join([*parts, _salvage(data, left)]), False
        parts.append(part)
        left -= len(part)
        if not member.eof:
            return b"".join(parts), False
        data = member.unused_data
    return b"".join(parts), not data.startswith(_GZIP_MAGIC)


def _salvage(data: bytes, most: int) -> bytes:
    """What can be read of a damaged gzip member before the damage."""
    member, parts, left = zlib.decompressobj(_GZIP_WINDOW), list[bytes](), most
    for start in range(0, len(data), _PIECE):
        try:
            part = member.decompress(member.unconsumed_tail + data[start : start + _PIECE], left)
        except zlib.error:
            break
        parts.append(part)
        left -= len(part)
        if left <= 0:
            break
    return b"".join(parts)


def _unzstd(data: bytes, most: int) -> tuple[bytes, bool]:
    stream: Any = import_optional(*ZSTD, extra=_EXTRA).ZstdDecompressor()
    part = stream.decompress(data, max_length=most)
    return part, stream.eof


def _unbrotli(data: bytes, most: int) -> tuple[bytes, bool]:
    stream: Any = import_optional("brotli", extra=_EXTRA).Decompressor()
    parts, left = [stream.process(data, output_buffer_limit=min(most, _CHUNK))], most
    left -= len(parts[0])
    while left > 0 and not stream.is_finished():
        part = stream.process(b"", output_buffer_limit=min(left, _CHUNK))
        if not part:
            break
        parts.append(part)
        left -= len(part)
    return b"".join(parts), stream.is_finished()
