"""The line model: its words, and its sums, against a slow computation of the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip.decide.labeller import line_model
from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.characters import read_characters
from boilerstrip.decide.labeller.feature_names import NAMES
from boilerstrip.decide.labeller.labels import LABELS
from boilerstrip.decide.labeller.line_model import (
    HIDDEN_SIZE,
    LIKENESS_ROWS,
    MOST_STEPS,
    ROW_BITS,
    ROW_SIZE,
    ROW_ZERO,
    TEXT_SIZE,
    WORD_SIZE,
    LineModel,
    fill_line_features,
    read_line_model,
)
from boilerstrip.decide.labeller.line_tokens import LineTokens, join_tokens, read_line_tokens
from boilerstrip.decide.labeller.model import default_labeller
from boilerstrip.decide.labeller.tokens import read_letters
from boilerstrip.text.normalise import fold

SINGLE = [text for texts in ("ferry sank letter inbox weekly", "水曜 曜日 新聞", "рассылка") for text in texts.split()]


def read_tokens(*texts: str) -> LineTokens:
    _, stream = read_characters(texts)
    return read_line_tokens(read_letters([fold(text) for text in texts], stream), stream)


def words_of(tokens: LineTokens, text: int) -> list[int]:
    words: list[int] = tokens.words[tokens.bounds[text] : tokens.bounds[text + 1]].tolist()
    return words


def make_model() -> LineModel:
    numbers = np.random.default_rng(3)
    known = np.unique(read_tokens(*SINGLE).words)

    def draw(*shape: int) -> Floats:
        return numbers.normal(size=shape).astype(np.float32)

    words = numbers.integers(0, MOST_STEPS + 1, (len(known) + 1, WORD_SIZE)).astype(np.uint8)
    words[-1] = 0
    return read_line_model(
        {
            "line_hashes": known,
            "line_words": words,
            "line_rows": numbers.integers(0, 2 * ROW_ZERO + 1, (1 << ROW_BITS, ROW_SIZE)).astype(np.uint8),
            "line_steps": np.array([0.25, 0.5], dtype=np.float32),
            "line_hidden": draw(TEXT_SIZE, HIDDEN_SIZE),
            "line_hidden_bias": draw(HIDDEN_SIZE),
            "line_last": draw(HIDDEN_SIZE, len(LABELS)),
            "line_last_bias": draw(len(LABELS)),
            "line_skip": draw(TEXT_SIZE, len(LABELS)),
        }
    )


MODEL = make_model()


def test_a_word_has_the_same_hash_wherever_it_stands() -> None:
    tokens = read_tokens("The ferry sank.", "Sank, ferry: THE", "ferry-sank/the")
    assert words_of(tokens, 0) == words_of(tokens, 1)[::-1]
    assert sorted(words_of(tokens, 0)) == sorted(words_of(tokens, 2))


def test_digits_count_as_one_another() -> None:
    tokens = read_tokens("in 1987", "in 2026")
    assert words_of(tokens, 0) == words_of(tokens, 1)


def test_long_words_are_also_known_by_their_beginning() -> None:
    tokens = read_tokens("subscribe", "subscription", "sub", "subsc")
    assert np.diff(tokens.prefix_bounds).tolist() == [1, 1, 0, 0]
    assert tokens.prefixes[0] == tokens.prefixes[1] not in tokens.words


def test_each_two_letters_of_chinese_and_japanese_are_a_word() -> None:
    tokens = read_tokens("水曜日に", "AI技術 a 水", "nothing")
    assert np.diff(tokens.bounds).tolist() == [3, 4, 1]
    assert set(words_of(tokens, 0)) & set(words_of(read_tokens("曜日"), 0))


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=20), min_size=1, max_size=6), st.data())
def test_texts_read_in_parts_have_the_same_words(texts: list[str], data: st.DataObject) -> None:
    whole = read_tokens(*texts)
    cut = data.draw(st.integers(0, len(texts)))
    parts = [read_tokens(*part) for part in (texts[:cut], texts[cut:]) if part]
    joined = join_tokens(parts, np.arange(len(texts) + 1))
    assert all(np.array_equal(own, other) for own, other in zip(whole, joined, strict=True))


def describe_slowly(tokens: LineTokens, text: int) -> Floats:
    known = [np.flatnonzero(MODEL.hashes == word) for word in words_of(tokens, text)]
    vectors = np.array([MODEL.words[place[0]] for place in known if len(place)], dtype=np.float32) * MODEL.word_step
    prefixes = tokens.prefixes[tokens.prefix_bounds[text] : tokens.prefix_bounds[text + 1]].tolist()
    words = words_of(tokens, text)
    pairs = [(31 * first + second) * 2654435761 % 2**32 for first, second in zip([0, *words], words, strict=False)]
    rows = [MODEL.rows[hashed >> (32 - ROW_BITS)].astype(np.float32) - ROW_ZERO for hashed in (*words, *pairs, *prefixes)]
    described = np.zeros(TEXT_SIZE, dtype=np.float32)
    if len(vectors):
        described[:WORD_SIZE] = vectors.sum(axis=0) / np.sqrt(len(vectors))
        described[WORD_SIZE : 2 * WORD_SIZE] = vectors.max(axis=0)
        described[-1] = np.log(len(vectors))
    for part, place in ((2, 0), (3, -1)):
        if known and len(known[place]):
            described[part * WORD_SIZE : (part + 1) * WORD_SIZE] = MODEL.words[known[place][0]] * np.float32(MODEL.word_step)
    if rows:
        described[4 * WORD_SIZE : -1] = MODEL.row_step * np.sum(rows, axis=0) / np.sqrt(len(rows))
    return described


TEXTS = [
    "",
    "The ferry sank",
    "...",
    "Letter, weekly letter in your inbox",
    "水曜日の新聞",
    "ferry " * 40,
    "the ferry sank " * 900,
    "рассылка",
    "!",
    "x",
]


@pytest.mark.parametrize("at_once", [1, 3, 100, 500])
def test_texts_are_described_as_by_a_slow_computation(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_model, "_MOST_WORDS", at_once)
    tokens = read_tokens(*TEXTS)
    described = MODEL.describe(tokens)
    for text in range(len(TEXTS)):
        np.testing.assert_allclose(described[text], describe_slowly(tokens, text), rtol=1e-4, atol=1e-4)


def test_a_block_like_the_likely_ones_is_known() -> None:
    features = np.zeros((len(NAMES), len(TEXTS)), dtype=np.float32)
    fill_line_features(features, read_tokens(*TEXTS), np.ones(len(TEXTS), dtype=np.float32), MODEL)
    likeness = features[LIKENESS_ROWS]
    assert (np.abs(likeness[:2]) <= 1.001).all()
    np.testing.assert_allclose(likeness[2], likeness[0] - likeness[1], atol=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=8))
def test_any_texts_have_finite_features(texts: list[str]) -> None:
    features = np.zeros((len(NAMES), len(texts)), dtype=np.float32)
    fill_line_features(features, read_tokens(*texts), np.ones(len(texts), dtype=np.float32), MODEL)
    assert np.isfinite(features).all()


@pytest.mark.parametrize(
    ("junk", "kept"),
    [
        ("Sign up for our free newsletter and get it in your inbox", "She signed the treaty in the harbour on Monday."),
        ("Melden Sie sich für unseren Newsletter an", "Die Fähre legte am Montag im Hafen an."),
        ("Iscriviti alla nostra newsletter gratuita", "Il traghetto è affondato davanti al porto."),
        ("無料メールマガジンに登録する", "フェリーは月曜日に港で沈没した。"),
    ],
)
def test_shipped_model_knows_what_is_likelier_to_stay(junk: str, kept: str) -> None:
    lines = default_labeller().lines
    logits = lines.compute_logits(lines.describe(read_tokens(junk, kept)))
    stays = np.logaddexp.reduce(logits[:, :4], axis=1) - np.logaddexp.reduce(logits[:, 4:], axis=1)
    assert stays[1] > stays[0] + 1.0


def test_likeness_is_the_cosine_to_all_other_blocks() -> None:
    tokens = read_tokens(*TEXTS)
    described = MODEL.describe(tokens)
    logits = MODEL.compute_logits(described)
    words = np.arange(1, len(TEXTS) + 1, dtype=np.float32)
    features = np.zeros((len(NAMES), len(TEXTS)), dtype=np.float32)
    fill_line_features(features, tokens, words, MODEL)
    odds = np.exp(np.clip(logits, -30, 30).astype(np.float64))
    kept = odds[:, :4].sum(axis=1) / odds.sum(axis=1)
    vectors = described[:, :WORD_SIZE].astype(np.float64)
    vectors -= vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    for row, share in enumerate((kept * np.sqrt(words), (1 - kept) * np.sqrt(words))):
        for block in range(len(TEXTS)):
            others = (vectors * share[:, None]).sum(axis=0) - vectors[block] * share[block]
            if np.linalg.norm(others) > 1e-2:
                cosine = vectors[block] @ others / np.linalg.norm(others)
                assert features[LIKENESS_ROWS][row, block] == pytest.approx(cosine, abs=2e-3)
