"""Bytes become text."""

from __future__ import annotations

import pytest

from boilerstrip.readers.decode import decode

RUSSIAN = "Паром затонул на рассвете во вторник, и никто в городе не видел, как он скрылся под волнами. " * 3

JAPANESE = "火曜日の明け方に船が沈んだが、町の誰もそれを見ていなかった。乗客は全員無事だった。" * 3


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Fähre".encode(), "Fähre"),
        ("\ufeffFähre".encode(), "Fähre"),
        ("Fähre".encode("utf-16"), "Fähre"),
        ('<meta charset="windows-1251"><p>Паром</p>'.encode("cp1251"), '<meta charset="windows-1251"><p>Паром</p>'),
        (b"\xff\xfe\x00", None),
        (b"caf\xe9 au lait", "café au lait"),
        (RUSSIAN.encode("cp1251"), RUSSIAN),
        (b'<meta charset="no-such-charset">caf\xe9', '<meta charset="no-such-charset">café'),
        (b'<meta charset="hex">caf\xe9', '<meta charset="hex">café'),
        (b'<meta charset="idna">caf\xe9', '<meta charset="idna">café'),
        (JAPANESE.encode("iso2022_jp"), JAPANESE),
    ],
)
def test_bytes_are_decoded(data: bytes, text: str | None) -> None:
    decoded = decode(data)
    assert isinstance(decoded, str)
    if text is not None:
        assert decoded.removeprefix("\ufeff") == text


def test_charset_of_the_header_goes_before_that_of_the_page() -> None:
    page = '<meta charset="windows-1251">Βυθίστηκε'.encode("cp1253")
    assert decode(page, "windows-1253") == page.decode("cp1253")
    assert decode(page, "no such charset") == decode(page) == page.decode("cp1251")
    assert decode("Fähre".encode(), "windows-1253") == "Fähre"
