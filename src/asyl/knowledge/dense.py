"""The small network of the learned reader: word vectors and layers, plain numbers in `models/*.npz`."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from asyl.model import KnowledgeProblem

Floats = NDArray[np.float32]
SPECIAL = ("a", "i", "'s", "n't", "'d", "'ll", "•", "—", "–", "<P>", "<Q>", "<D>", "<N>", "<UNK>", "<B>")
_LAYERS = ("special", "W1", "b1", "W2", "S2", "b2", "W3", "S3", "b3")


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """`keys[i]` is the CRC-32 of word number `i`: words are looked up, never listed. `table`: one row a word."""

    keys: NDArray[np.uint32]
    table: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Layers of a network over clauses (train/dense.py tells how they fit together). `features` name the rows of S2 and
    S3, `SPECIAL` those of `special`; columns of W3 are `labels`."""

    labels: tuple[str, ...]
    features: tuple[str, ...]
    layers: Mapping[str, Floats]


def word_key(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def read_network(raw: Mapping[str, NDArray[np.generic]]) -> Network:
    """A network from the arrays of its file. Raises KnowledgeProblem when they do not fit each other."""
    try:
        layers = {
            name: raw[name].astype(np.float32) * np.float32(1.0 / float(raw[f"{name}_scale"])) for name in _LAYERS
        }
        found = Network(tuple(map(str, raw["labels"])), tuple(map(str, raw["features"])), layers)
    except (KeyError, ValueError, ZeroDivisionError) as problem:
        raise KnowledgeProblem(f"models, network: {problem} is missing or wrong", subject="network") from problem
    width, hidden, labels = layers["W1"].shape[1], layers["W2"].shape[1], len(found.labels)
    wanted = {
        "special": (len(SPECIAL), layers["W1"].shape[0] // 3), "W1": (3 * layers["special"].shape[1], width),
        "b1": (width,), "W2": (4 * width, hidden), "S2": (len(found.features), hidden), "b2": (hidden,),
        "W3": (hidden, labels), "S3": (len(found.features), labels), "b3": (labels,),
    }  # fmt: skip
    wrong = [name for name in _LAYERS if layers[name].shape != wanted[name]]
    if wrong:
        raise KnowledgeProblem(f"models, network: {wrong[0]} does not fit; run `./dev train`", subject="network")
    return found


def read_vectors(raw: Mapping[str, NDArray[np.generic]]) -> Vectors:
    """Vectors from the arrays of their file. Raises KnowledgeProblem when they do not fit each other."""
    try:
        keys, table, scale = raw["keys"].astype(np.uint32), raw["table"].astype(np.float32), float(raw["scale"])
    except (KeyError, ValueError) as problem:
        raise KnowledgeProblem(f"models, vectors: {problem} is missing or wrong", subject="vectors") from problem
    if table.ndim != 2 or keys.shape != table.shape[:1] or scale <= 0:
        raise KnowledgeProblem("models, vectors: words and rows do not fit", subject="vectors")
    return Vectors(keys, table / np.float32(scale))


@lru_cache(maxsize=1)
def own_vectors() -> Vectors | None:
    """The package's own word vectors (English); None when it was built without them."""
    raw = _load("vectors.npz")
    return read_vectors(raw) if raw else None


@lru_cache(maxsize=1)
def own_network() -> Network | None:
    """The package's own network; None when it was built without one."""
    raw = _load("network.npz")
    return read_network(raw) if raw else None


def _load(name: str) -> dict[str, NDArray[np.generic]]:
    file = files("asyl.knowledge") / "models" / name
    if not file.is_file():
        return {}
    try:
        with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as raw:
            return {key: raw[key] for key in raw.files}
    except (ValueError, zipfile.BadZipFile) as problem:
        raise KnowledgeProblem(f"models, {name}: it cannot be read; run `./dev train`", subject=name) from problem
