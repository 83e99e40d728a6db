"""Bytes: compressed, damaged, and no text at all."""

from __future__ import annotations

import gzip
import sys
import zlib
from typing import Any

import brotli
import pytest

from boilerstrip import Pipeline, clean_article
from boilerstrip.extras import ZSTD, import_optional

STORY = (
    "Die Fähre sank am Dienstag im Morgengrauen, und niemand in der Stadt sah sie untergehen.\n\n"
    "Alle vierzig Fahrgäste sind in Sicherheit, sagte der Hafenmeister, und wurden in der Kirche untergebracht.\n"
)
zstd: Any = import_optional(*ZSTD)


@pytest.mark.parametrize(
    "compress", [gzip.compress, zstd.compress, brotli.compress, lambda data: gzip.compress(gzip.compress(data))]
)
def test_compressed_bytes_give_the_same_article(compress: Any) -> None:
    assert clean_article(compress(STORY.encode())) == clean_article(STORY)


def test_members_of_a_gzip_file_are_read_one_after_another() -> None:
    assert clean_article(b"".join(gzip.compress(line.encode()) for line in STORY.splitlines(keepends=True))) == clean_article(
        STORY
    )


@pytest.mark.parametrize("compress", [gzip.compress, zstd.compress])
def test_a_file_that_is_cut_off_gives_its_beginning_and_a_warning(compress: Any) -> None:
    whole = compress((STORY * 20).encode())
    article = clean_article(whole[:-12])
    (warning,) = article.warnings
    assert "damaged" in warning
    assert compress is not gzip.compress or str(article.body[0]).startswith("Die Fähre sank")


@pytest.mark.parametrize("magic", [b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"])
def test_damaged_bytes_give_an_empty_article_and_a_warning(magic: bytes) -> None:
    article = clean_article(magic + b"\xff\x00\xfe" * 50)
    assert (article.text, article.confidence) == ("", 0.0)
    assert "damaged" in article.warnings[0]


@pytest.mark.parametrize("compress", [gzip.compress, zstd.compress, lambda data: brotli.compress(data, quality=4)])
def test_of_a_bomb_only_the_first_bytes_are_decompressed(compress: Any) -> None:
    bomb = compress(b"Nobody was hurt. " * 600_000)
    article = clean_article(bomb, pipeline=Pipeline.default().within(max_bytes=50_000))
    assert len(article.text) <= 50_000
    assert "only the first 50000 bytes of the decompressed source were read" in article.warnings


def test_without_its_library_a_compression_gives_a_warning_that_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ZSTD:
        monkeypatch.setitem(sys.modules, name, None)
    article = clean_article(zstd.compress(STORY.encode()))
    assert (article.text, article.confidence) == ("", 0.0)
    assert 'pip install "boilerstrip[containers]"' in article.warnings[0]


def test_without_its_library_nobody_knows_brotli(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    assert clean_article("Die Fähre sank im Morgengrauen, sagt Jürgen.".encode("cp1252")).warnings == ()


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + zlib.compress(b"x" * 99),
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
        b"PK\x03\x04" + b"\x14\x00" * 40,
        bytes(range(256)) * 8,
    ],
)
def test_binary_data_give_an_empty_article_and_a_warning(data: bytes) -> None:
    article = clean_article(data)
    assert (article.headline, article.text, article.removed, article.confidence) == (None, "", (), 0.0)
    assert "and no text" in article.warnings[0]


def test_binary_data_that_were_decoded_are_listed_among_what_is_removed() -> None:
    source = (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8).decode("latin-1")
    article = clean_article(source)
    assert (article.text, article.confidence, [removal.span for removal in article.removed]) == ("", 0.0, [(0, len(source))])
    assert "and no text" in article.warnings[0]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig", "iso2022_jp"])
def test_text_in_any_encoding_is_no_binary_data(encoding: str) -> None:
    text = "船は水曜日の朝に沈んだ。町の人は誰も見ていなかった。" * 4 if "jp" in encoding else STORY
    assert [str(paragraph) for paragraph in clean_article(text.encode(encoding)).body] == [
        str(paragraph) for paragraph in clean_article(text).body
    ]
