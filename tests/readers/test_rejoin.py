"""Which lines of plain text belong to one sentence."""

from __future__ import annotations

import pytest

from boilerstrip.readers import read


@pytest.mark.parametrize(
    "lines",
    [
        ["Das teilte die Stadt am Montag mit.", "»Wir spielen nicht mit der Elz«, sagte die Bürgermeisterin."],
        ["Von Katrin Osswald", "»Wir spielen nicht mit der Elz«, sagte die Bürgermeisterin."],
        ["Det sade kommunen på måndagen.", "”Vi leker inte med ån”, sade borgmästaren."],
        ["Le pain coûtait trois euros, il coûte désormais 5 €", "Maurice, le boulanger, n'y peut rien et le dit."],
        ["Seven small towns where the train still stops", "by Harriet Voss", "There are fewer of them each year."],
        ["The loaf and its price", "by Ada Wren and Tom van Dyke", "There are fewer of them each year."],
    ],
)
def test_lines_that_are_whole_stay_apart(lines: list[str]) -> None:
    assert [block.text for block in read("\n".join(lines), kind="text").blocks] == lines


def test_a_sentence_that_a_link_broke_at_a_name_is_joined() -> None:
    source = "The prize went to a novel that was written\nby Ada Wren\n, who lives in the town."
    assert [block.text for block in read(source).blocks] == [
        "The prize went to a novel that was written by Ada Wren, who lives in the town."
    ]
