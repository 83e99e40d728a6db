"""The labeller's features: their values for made-up blocks, and that they do not depend on how a page is read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip.decide.labeller import page_arrays
from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.feature_names import NAMES, SHAPE
from boilerstrip.decide.labeller.features import compute_features
from boilerstrip.decide.labeller.tokens import hash_word, mark_buckets
from boilerstrip.document import Block, Document
from boilerstrip.document.findings import Claim, Finding
from boilerstrip.fields import Fields
from boilerstrip.readers import read

PAGE = (
    "Home\n\nNews\n\nFerry sinks off Norvik at dawn\n\nNobody in Norvik saw the ferry go under, said the harbour master on Monday.\n\n"
    'The ferry had left at five. "It was dark," he said, "and cold!"\n\nWhat is known of it?\n\nHome\n\nCALL US NOW\n\nMore ...'
)


def column(name: str, document: Document, *, fields: Fields | None = None, claims: tuple[Claim, ...] = ()) -> list[float]:
    features = compute_features(document, claims, fields or Fields())
    return [round(float(value), 4) for value in features[:, NAMES.index(name)]]


def make_document(*texts: str) -> Document:
    return Document(tuple(Block(text, index) for index, text in enumerate(texts)))


def matrix(document: Document) -> Floats:
    return compute_features(document, (), Fields(headline=2))


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("word_length", "He left Norvik.", 0.4),
        ("short_words", "He left the town", 0.5),
        ("long_words", "Nobody remembered", 0.5),
        ("capitals", "He left", 0.5),
        ("digits", "1234 5678", 0.8889),
        ("marks", "1234,5678", 0.2222),
        ("commas", "a,b;", 2.0),
        ("all_upper", "CALL US", 1.0),
        ("all_upper", "CALL Us", 0.0),
        ("all_upper", "UNO", 0.0),
        ("addresses", "see https://example.org", 1.0),
        ("ends_stop", "He left.", 1.0),
        ("ends_stop", 'He left."', 1.0),
        ("ends_stop", "He left...", 0.0),
        ("ends_dots", "He left...", 1.0),
        ("ends_dots", "He left…", 1.0),
        ("ends_comma", "He left,", 1.0),
        ("ends_colon", "Read more:", 1.0),
        ("ends_quote", "he said'", 1.0),
        ("ends_digit", "Page 2", 1.0),
        ("ends_question", 'Who left?"', 1.0),
        ("ends_call", "He left!", 1.0),
        ("begins_lower", "he left", 1.0),
        ("begins_digit", "2 left", 1.0),
        ("begins_quote", '"He left', 1.0),
        ("begins_mark", "• He left", 1.0),
        ("stopwords", "the ferry", 0.5),
    ],
)
def test_shape_of_a_block(name: str, text: str, value: float) -> None:
    assert column(name, make_document(text)) == [value]


def test_sentences_end_before_blanks_and_quotes_alone() -> None:
    counts = [np.expm1(4 * value) for value in column("sentences", make_document('One. Two! "Three." Four.five', "v1.2", ""))]
    assert np.round(counts).tolist() == [3, 0, 0]


def test_repeated_texts_are_counted_up_to_three() -> None:
    page = make_document("Home", "News", "Home", "Home", "Home", "Home")
    assert column("repeats", page) == [3, 0, 3, 3, 3, 3]
    assert column("repeats_before", page) == [0, 0, 1, 2, 3, 3]


def test_words_of_the_running_text_are_shared_by_other_blocks_and_by_its_own_only_if_they_occur_twice() -> None:
    running = "The harbour master said that nobody had seen the ferry go under, for all were asleep."
    page = make_document("Ferry news", running, "Unrelated")
    assert page.main.start == 1
    assert column("shares_main", page) == [0.5, 0.0, 0.0]
    assert column("shares_headline", page, fields=Fields(headline=0))[1] > 0


def test_words_of_the_address_are_shared() -> None:
    page = Document((Block("Ferry sank"), Block("Weather", 1)), url="https://example.org/why-the-ferry-sank")
    assert column("shares_slug", page) == [1.0, 0.0]


def test_rows_of_a_table_recur() -> None:
    rows = [text for row in range(12) for text in (f"Team {row % 10}", "12")]
    assert min(column("like_table", make_document(*rows))[14:-8]) == 1.0
    assert max(column("like_last", make_document(*rows))) == 0.0


def test_distances_to_running_text_have_a_sign_and_an_end() -> None:
    page = read(PAGE)
    start = page.main.start
    assert [np.sign(value) for value in column("to_main_start", page)][start - 1 : start + 2] == [-1, 0, 1]
    assert column("in_main", page)[start] == 1.0
    assert max(column("since_sure", page)) <= np.log1p(200) / 4


def test_strongest_hint_and_certain_finding_are_separate_features() -> None:
    claims = (
        Claim("a", Finding(0, "advert", "r", "e", certain=False, score=0.3)),
        Claim("b", Finding(0, "advert", "r", "e", certain=False, score=0.6)),
        Claim("c", Finding(1, "advert", "r", "e")),
        Claim("d", Finding(1, "related", "r", "e", certain=False, score=0.9, by_place=True)),
    )
    page = make_document("Advertisement", "Sponsored")
    assert column("hint_advert", page, claims=claims) == [0.6, 0.0]
    assert column("sure_advert", page, claims=claims) == [0.0, 1.0]
    assert column("hint_related", page, claims=claims) == [0.0, 0.0]


def test_elements_and_their_tokens_are_features() -> None:
    inside = Block("Home", tags=frozenset(["nav", "ul"]), tokens=frozenset(["menu", "widget", "nav", "blue"]))
    page = Document((inside, Block("He left.", 1)), kind="html")
    assert column("tag_nav", page) == [1.0, 0.0]
    assert column("tag_footer", page) == [0.0, 0.0]
    assert column("token_aside", page) == [2.0, 0.0]


def test_markup_of_the_source_is_a_feature() -> None:
    blocks = (
        Block("Title", kind="heading", level=1),
        Block("x", 1, kind="list_item", indent=8, gap=9, link_chars=1, hidden=True),
    )
    page = Document(blocks)
    values = {name: column(name, page) for name in ("heading", "list_item", "level", "indent", "gap", "linked", "hidden")}
    assert values == {
        "heading": [1.0, 0.0],
        "list_item": [0.0, 1.0],
        "level": [0.3333, 0.0],
        "indent": [0.0, 1.0],
        "gap": [0.0, 2.0],
        "linked": [0.0, 1.0],
        "hidden": [0.0, 1.0],
    }


def test_buckets_stay_what_they_were() -> None:
    # Buckets must be the same on every machine, as features depend on them.
    assert [hash_word(word) for word in ("he", "left", "norvik", "in")] == [19368, 7335, 15370, 743]


@given(st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=40))
def test_a_word_alone_has_the_bucket_that_it_has_in_a_text(word: str) -> None:
    folded = word.lower()
    if len(folded.split()) == 1 and all(letter <= "\uffff" for letter in folded):
        assert hash_word(folded) in np.flatnonzero(mark_buckets([folded]))


@pytest.mark.parametrize(
    "text", [PAGE, PAGE.replace("Norvik", "Nørvík 水 \U0001f6a2"), "\n\n".join(["Word " * 90, "一" * 300, PAGE])]
)
def test_a_page_read_in_parts_has_the_same_features(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(text)
    whole = compute_features(document, (), Fields())
    monkeypatch.setattr(page_arrays, "PART_SIZE", 64)
    parts = compute_features(document, (), Fields())
    # A word that is longer than a part is cut.
    alike = [max(map(len, block.text.split())) <= 64 for block in document.blocks]
    shape = len(SHAPE)
    np.testing.assert_allclose(parts[alike, :shape], whole[alike, :shape], atol=0.02)
    if all(alike):
        np.testing.assert_array_equal(parts[:, shape:], whole[:, shape:])


def test_features_of_a_text_do_not_depend_on_how_its_characters_are_stored() -> None:
    plain = read(PAGE)
    with_symbol = Document((*plain.blocks, Block("\U0001f6a2", len(plain.blocks))))
    shape = len(SHAPE)
    np.testing.assert_array_equal(matrix(plain)[:, : shape - 1], matrix(with_symbol)[:-1, : shape - 1])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=12))
def test_any_blocks_have_finite_features(texts: list[str]) -> None:
    features = compute_features(make_document(*texts), (), Fields())
    assert features.shape == (len(texts), len(NAMES))
    assert np.isfinite(features).all()


def test_a_page_without_blocks_has_no_features() -> None:
    assert compute_features(read(""), (), Fields()).shape == (0, len(NAMES))
