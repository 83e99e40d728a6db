"""Features of a block by itself: its shape and its markup."""

from __future__ import annotations

from functools import cache

import numpy as np

from boilerstrip.decide.labeller import characters as ch
from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.characters import CLASSES, Characters
from boilerstrip.decide.labeller.page_arrays import ROW, Page, row_range
from boilerstrip.decide.labeller.tokens import CAPITALISED, JOBS, LETTERS, SHORT, STOPWORDS

_KINDS = {"heading": 1, "list_item": 2, "quote": 3, "separator": 4, "image": 5, "paragraph": 0}
_KIND_NUMBERS = np.arange(1, 6)[:, None]
_MARK_ROWS, _WORD_ROWS, _LIST_ROWS = (
    row_range("commas", "colons"),
    row_range("short_words", "capitals"),
    row_range("stopwords", "jobs"),
)
_ENDING_ROWS, _BEGINNING_ROWS = row_range("ends_stop", "ends_call"), row_range("begins_lower", "begins_mark")
_KIND_ROWS = row_range("heading", "image")
# The last three characters, as digits of a number.
_ENDING_DIGITS = CLASSES ** np.arange(2, -1, -1)


def fill_shape_features(features: Floats, page: Page) -> None:
    """Each block's length, its words and marks, how it begins and ends."""
    characters, totals, word_counts = page.characters, page.words.totals, page.words.counts
    sentences = characters.counts[ch.SENTENCES]
    features[ROW["chars"]] = characters.sizes
    features[ROW["words"]] = page.word_counts
    features[ROW["sentences"]] = sentences
    features[ROW["words_a_sentence"]] = word_counts / np.maximum(sentences, 1)
    features[ROW["prose"]] = page.prose
    features[ROW["addresses"]] = np.minimum(characters.addresses, 2)
    share = 1 / np.maximum(word_counts, 1).astype(np.float32)
    np.multiply(totals[SHORT : CAPITALISED + 1], share, out=features[_WORD_ROWS])
    np.multiply(totals[STOPWORDS : JOBS + 1], share, out=features[_LIST_ROWS])
    np.multiply(totals[LETTERS], share * np.float32(0.1), out=features[ROW["word_length"]])
    _fill_characters(features, characters, totals[LETTERS])
    _make_ending_table().take(_ENDING_DIGITS @ characters.last, axis=1, out=features[_ENDING_ROWS], mode="clip")
    _make_beginning_table().take(characters.first, axis=1, out=features[_BEGINNING_ROWS], mode="clip")


def _fill_characters(features: Floats, characters: Characters, letters: Floats) -> None:
    """The shares of characters by class."""
    counts = characters.counts
    share = 1 / np.maximum(characters.sizes, 1).astype(np.float32)
    capitals, digits = counts[ch.CAPITALS], counts[ch.DIGITS]
    # If these make up all characters of words, there are no letters in lower case.
    features[ROW["all_upper"]] = (capitals > 3) & (letters == capitals + digits + counts[ch.LETTERS_OTHER])
    np.multiply(digits, share, out=features[ROW["digits"]])
    np.multiply(counts[ch.MARKS], share, out=features[ROW["marks"]])
    np.multiply(counts[ch.COMMAS : ch.COLONS + 1], share * np.float32(4), out=features[_MARK_ROWS])


@cache
def _make_ending_table() -> Floats:
    """The features `ends_stop` to `ends_call` for all combinations of classes of the last three characters, a column each."""
    last, before, third = np.indices((CLASSES, CLASSES, CLASSES)).reshape(3, -1)
    ending = np.where((last == ch.QUOTE) | (last == ch.BRACKET), before, last)
    stops = [(number >= ch.STOP) & (number <= ch.CALL) for number in (last, before, third, ending)]
    dots = (last == ch.DOTS) | (stops[0] & stops[1] & stops[2])
    rows = (
        stops[3] & ~dots,
        dots,
        ending == ch.COMMA,
        ending == ch.COLON,
        last == ch.QUOTE,
        last == ch.DIGIT,
        (last == ch.ASK) | (before == ch.ASK),
        (last == ch.CALL) | (before == ch.CALL),
    )
    return np.array(rows, dtype=np.float32)


@cache
def _make_beginning_table() -> Floats:
    """The features `begins_lower` to `begins_mark` for each class of the first character, a column each."""
    first = np.arange(CLASSES)
    rows = (first == ch.LOWER, first == ch.UPPER, first == ch.DIGIT, first == ch.QUOTE, first >= ch.BAR)
    return np.array(rows, dtype=np.float32)


def fill_markup_features(features: Floats, page: Page) -> None:
    """Each block's kind, heading level, indent and share of links, as the source marks them."""
    kinds = np.frombuffer(bytes([_KINDS[kind] for kind in page.block_fields["kind"]]), dtype=np.uint8)
    np.equal(kinds, _KIND_NUMBERS, out=features[_KIND_ROWS], casting="unsafe")
    np.multiply(page.get_numbers("indent", 16), np.float32(1 / 8), out=features[ROW["indent"]])
    np.multiply(page.get_numbers("gap", 4), np.float32(1 / 2), out=features[ROW["gap"]])
    # Texts have none of the following.
    if any(page.block_fields["level"]):
        np.multiply(page.get_numbers("level"), np.float32(1 / 3), out=features[ROW["level"]])
    if any(page.block_fields["link_chars"]):
        features[ROW["linked"]] = np.minimum(page.get_numbers("link_chars") / np.maximum(page.characters.sizes, 1), 1)
    if any(page.block_fields["hidden"]):
        features[ROW["hidden"]] = page.get_numbers("hidden")
