"""Lines of plain text and their bullets."""

from __future__ import annotations

import pytest

from boilerstrip.readers import read


def test_lines_that_are_alike_are_paragraphs_of_their_own() -> None:
    lines = [f"The ferry number {number} sank at dawn and nobody in the town saw it go." for number in range(10, 30)]
    assert [block.text for block in read("\n".join(lines), kind="text").blocks] == lines


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
def test_a_typed_bullet_makes_a_list_item_and_a_dash_of_speech_stays(kind: str) -> None:
    lines = ["• Tide table", "● Map", "— Who goes there?", "– Nobody."]
    page = "".join(f"<p>{line}</p>" for line in lines) if kind == "html" else "\n\n".join(lines)
    blocks = [(block.kind, block.text) for block in read(page, kind=kind).blocks]
    listed = [("list_item", "Tide table"), ("list_item", "Map")]
    assert blocks == [*listed, ("paragraph", "— Who goes there?"), ("paragraph", "– Nobody.")]
