"""Reads a weights file: a zip file of numpy's arrays, whose large tables are mapped into memory instead of being read.

A table that is mapped is shared by all processes that use it, and costs nothing before it is used.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_STORED, BadZipFile, ZipInfo
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

DAMAGED = "these weights are damaged ({}); install boilerstrip again, or train again: python -m boilerstrip.training"
_MOST_BYTES = 40_000_000
# Smaller arrays are read: a map has a price of its own.
_LEAST_MAPPED = 100_000
# The fixed part of the header before each file in a zip file, and where it holds the lengths of the name and of the rest (PKWARE, APPNOTE
# 4.3.7).
_HEADER_SIZE, _LENGTHS = 30, slice(26, 30)


def read_weights(file: Path | IO[bytes]) -> dict[str, NDArray[Any]]:
    """The arrays of a weights file by name; raises `ValueError` if the file is damaged, or holds anything but arrays of numbers and text."""
    try:
        with np.load(file, allow_pickle=False) as archive:
            members = archive.zip.infolist()
            if sum(member.file_size for member in members) > _MOST_BYTES:
                raise ValueError("it is too large")
            mapped = _map_members(file, members) if isinstance(file, Path) else {}
            return {name: mapped[name] if name in mapped else archive[name] for name in archive.files}
    except (OSError, ValueError, EOFError, KeyError, TypeError, AttributeError, BadZipFile) as error:
        raise ValueError(DAMAGED.format(f"{type(error).__name__}: {error}")) from error


def _map_members(path: Path, members: list[ZipInfo]) -> dict[str, NDArray[Any]]:
    """The large arrays of bytes that are not compressed, by name; they cannot be written to."""
    content = np.memmap(path, np.uint8, "r")
    mapped: dict[str, NDArray[Any]] = {}
    for member in members:
        if member.compress_type != ZIP_STORED or member.file_size < _LEAST_MAPPED:
            continue
        lengths = content[member.header_offset :][_LENGTHS].view("<u2")
        start = member.header_offset + _HEADER_SIZE + int(lengths.sum())
        stored = content[start : start + member.file_size]
        if crc32(stored.data) != member.CRC:
            raise BadZipFile(f"the checksum of {member.filename} does not match")
        array = _view_array(stored)
        if array is not None:
            mapped[member.filename.removesuffix(".npy")] = array
    return mapped


def _view_array(stored: NDArray[np.uint8]) -> NDArray[Any] | None:
    """An array of bytes in numpy's format; `None` for an array of larger numbers, which may not be aligned."""
    start = io.BytesIO(stored[:_LEAST_MAPPED].tobytes())
    if np.lib.format.read_magic(start) != (1, 0):
        return None
    shape, is_transposed, dtype = np.lib.format.read_array_header_1_0(start)
    if is_transposed or dtype.itemsize != 1:
        return None
    array: NDArray[Any] = stored[start.tell() :].view(dtype).reshape(shape)
    return array
