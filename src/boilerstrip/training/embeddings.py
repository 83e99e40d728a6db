"""The encoder's vectors of texts, computed once and kept in a file: they take a third of the time of a training."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.training.encoder import VECTOR_SIZE, load_encoder
from boilerstrip.training.forks import run_forked

# Longer texts are cut: what a line is shows at its beginning.
_MOST_LETTERS = 200
_FILE = "vectors.npz"
# Parts the texts in the file; no text holds it.
_END = "\0"


def embed_texts(texts: Sequence[str], folder: Path, jobs: int) -> Floats:
    """The vectors of the texts, a row a text; those that the folder's file does not have yet are computed and added to it."""
    cut = [text[:_MOST_LETTERS].replace(_END, " ") for text in texts]
    path = folder / _FILE
    known: dict[str, int] = {}
    vectors = np.zeros((0, VECTOR_SIZE), dtype=np.float16)
    if path.exists():
        with np.load(path, allow_pickle=False) as archive:
            known = {text: number for number, text in enumerate(archive["texts"].tobytes().decode().split(_END))}
            vectors = archive["vectors"]
    new = [text for text in dict.fromkeys(cut) if text not in known]
    if new:
        parts = [folder / f"vectors-{job}.npy" for job in range(jobs)]
        run_forked([partial(_embed_part, new[job::jobs], part) for job, part in enumerate(parts)], jobs)
        added = np.zeros((len(new), VECTOR_SIZE), dtype=np.float16)
        for job, part in enumerate(parts):
            added[job::jobs] = np.load(part, allow_pickle=False)
            part.unlink()
        known |= {text: number for number, text in enumerate(new, len(known))}
        vectors = np.concatenate((vectors, added))
        np.savez(path, allow_pickle=False, texts=_pack(list(known)), vectors=vectors)
    return vectors[[known[text] for text in cut]].astype(np.float32)


def _pack(texts: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer(_END.join(texts).encode("utf-8", "replace"), dtype=np.uint8)


def _embed_part(texts: Sequence[str], path: Path) -> None:
    np.save(path, load_encoder().embed(texts).astype(np.float16), allow_pickle=False)
