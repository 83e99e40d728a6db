"""Cues of a block by itself: its shape and its marks."""

from __future__ import annotations

from functools import cache

import numpy as np

from boilerstrip.decide.labeller import characters as ch
from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.characters import CLASSES, Characters
from boilerstrip.decide.labeller.page_arrays import ROW, Page, rows
from boilerstrip.decide.labeller.tokens import CAPITALS, JOBS, LETTERS, SHORT, STOPWORDS

_KINDS = {"heading": 1, "list_item": 2, "quote": 3, "separator": 4, "image": 5, "paragraph": 0}
_KIND_NUMBERS = np.arange(1, 6)[:, None]
_RATES, _WORD_RATES, _LISTED = rows("commas", "colons"), rows("short_words", "capitals"), rows("stopwords", "jobs")
_ENDS, _BEGINS, _OF_KIND = rows("ends_stop", "ends_call"), rows("begins_lower", "begins_mark"), rows("heading", "image")
_DIGITS_OF_ENDS = CLASSES ** np.arange(2, -1, -1)


def fill_shape_features(cues: Floats, page: Page) -> None:
    """How each block is built: its length, its words and marks, how it begins and ends."""
    seen, totals, number = page.seen, page.words.totals, page.words.number
    sentences = seen.counts[ch.SENTENCES]
    cues[ROW["chars"]] = seen.sizes
    cues[ROW["words"]] = page.counted
    cues[ROW["sentences"]] = sentences
    cues[ROW["words_a_sentence"]] = number / np.maximum(sentences, 1)
    cues[ROW["prose"]] = page.prose
    cues[ROW["addresses"]] = np.minimum(seen.addresses, 2)
    share = 1 / np.maximum(number, 1).astype(np.float32)
    np.multiply(totals[SHORT : CAPITALS + 1], share, out=cues[_WORD_RATES])
    np.multiply(totals[STOPWORDS : JOBS + 1], share, out=cues[_LISTED])
    np.multiply(totals[LETTERS], share * np.float32(0.1), out=cues[ROW["word_length"]])
    _fill_marks(cues, seen, totals[LETTERS])
    _ends().take(_DIGITS_OF_ENDS @ seen.last, axis=1, out=cues[_ENDS], mode="clip")
    _begins().take(seen.first, axis=1, out=cues[_BEGINS], mode="clip")


def _fill_marks(cues: Floats, seen: Characters, letters: Floats) -> None:
    """The shares of characters by class."""
    counts = seen.counts
    share = 1 / np.maximum(seen.sizes, 1).astype(np.float32)
    capitals, digits = counts[ch.CAPITALS], counts[ch.DIGITS]
    # All letters are capitals, which leaves none for the lower case.
    cues[ROW["all_upper"]] = (capitals > 3) & (letters == capitals + digits + counts[ch.LETTERS_OTHER])
    np.multiply(digits, share, out=cues[ROW["digits"]])
    np.multiply(counts[ch.MARKS], share, out=cues[ROW["marks"]])
    np.multiply(counts[ch.COMMAS : ch.COLONS + 1], share * np.float32(4), out=cues[_RATES])


@cache
def _ends() -> Floats:
    """What the last three characters say, each three of classes a column, in the order of the cues."""
    last, before, third = np.indices((CLASSES, CLASSES, CLASSES)).reshape(3, -1)
    ending = np.where((last == ch.QUOTE) | (last == ch.BRACKET), before, last)
    stops = [(number >= ch.STOP) & (number <= ch.CALL) for number in (last, before, third, ending)]
    dots = (last == ch.DOTS) | (stops[0] & stops[1] & stops[2])
    cues = (
        stops[3] & ~dots,
        dots,
        ending == ch.COMMA,
        ending == ch.COLON,
        last == ch.QUOTE,
        last == ch.DIGIT,
        (last == ch.ASK) | (before == ch.ASK),
        (last == ch.CALL) | (before == ch.CALL),
    )
    return np.array(cues, dtype=np.float32)


@cache
def _begins() -> Floats:
    """What the first character says, each class a column."""
    first = np.arange(CLASSES)
    cues = (first == ch.LOWER, first == ch.UPPER, first == ch.DIGIT, first == ch.QUOTE, first >= ch.BAR)
    return np.array(cues, dtype=np.float32)


def fill_marks_features(cues: Floats, page: Page) -> None:
    """What the source marks each block as: its kind, rank and place, and how much of it is links."""
    kinds = np.frombuffer(bytes([_KINDS[kind] for kind in page.columns["kind"]]), dtype=np.uint8)
    np.equal(kinds, _KIND_NUMBERS, out=cues[_OF_KIND], casting="unsafe")
    np.multiply(page.numbers("indent", 16), np.float32(1 / 8), out=cues[ROW["indent"]])
    np.multiply(page.numbers("gap", 4), np.float32(1 / 2), out=cues[ROW["gap"]])
    # Texts have none of these.
    if any(page.columns["level"]):
        np.multiply(page.numbers("level"), np.float32(1 / 3), out=cues[ROW["level"]])
    if any(page.columns["link_chars"]):
        cues[ROW["linked"]] = np.minimum(page.numbers("link_chars") / np.maximum(page.seen.sizes, 1), 1)
    if any(page.columns["hidden"]):
        cues[ROW["hidden"]] = page.numbers("hidden")
