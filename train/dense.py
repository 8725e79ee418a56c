"""Training of the network of `asyl.claims.learned_dense`: Adam over reports in a fixed random order, own gradients."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asyl.claims.features import is_sign
from asyl.claims.learned_dense import Shape, Words, context, largest, marked, softmax
from asyl.claims.learned_triggers import NONE, page_features
from asyl.knowledge import SPECIAL, Vectors

from .corpus import Sample

LANGUAGE = "en"  # of the vectors
EPOCHS, BATCH, PHRASES = 20, 4, 40
WIDTH, HIDDEN = 96, 128
RATE, DECAY = 3e-3, 1e-5
DROPPED = {"words": 0.2, "context": 0.25, "hidden": 0.4, "signs": 0.3}
LEAST = 3  # occurrences from which a sign is kept
SCALE = 512
Array = NDArray[Any]
Layers = dict[str, Array]


@dataclass(slots=True)
class Item:
    """One report as the network sees it."""

    shape: Shape
    signs: list[list[str]]
    marks: Array
    labels: Array
    phrase: bool


def fit_dense(samples: Sequence[Sample], vectors: Vectors | None, seed: int = 0) -> dict[str, Array] | None:
    """The arrays of `network.npz`. The same samples in the same order give the same numbers on the same machine."""
    ours = [sample for sample in samples if sample.page.report.language == LANGUAGE and sample.parts]
    if vectors is None or not ours:
        return None
    words = Words(vectors)
    labels = sorted({label for sample in ours for label in sample.labels} | {NONE})
    items, features = _items(ours, words, labels)
    table = np.vstack([np.zeros((len(SPECIAL), vectors.table.shape[1]), dtype=np.float32), vectors.table])
    net = Trainer(table, len(features), len(labels), np.random.default_rng(seed))
    net.run(items)
    found: dict[str, Array] = {"labels": np.array(labels), "features": np.array(features)}
    for name, layer in net.layers.items():
        found[name] = np.clip(np.round(layer * SCALE), -32767, 32767).astype(np.int16)
        found[f"{name}_scale"] = np.array(SCALE)
    return found


def _items(samples: Sequence[Sample], words: Words, labels: list[str]) -> tuple[list[Item], list[str]]:
    column = {label: at for at, label in enumerate(labels)}
    items: list[Item] = []
    counts: Counter[str] = Counter()
    for sample in samples:
        able = {person.local: person.protectable for person in sample.page.persons}
        signs = [[name for name in names if is_sign(name)] for names in page_features(sample.ground, sample.parts)]
        counts.update(name for names in signs for name in names)
        shape = words.shape(sample.page.lines, sample.parts, able)
        wanted = np.array([column[label] for label in sample.labels])
        items.append(Item(shape, signs, np.zeros(0), wanted, not sample.people))
    features = sorted(name for name, count in counts.items() if count >= LEAST)
    known = {name: at for at, name in enumerate(features)}
    for item in items:
        item.marks = marked(item.signs, known)
    return items, features


def joined(items: Sequence[Item]) -> Item:
    """Several reports as one batch. Clauses at the borders have no neighbour, lines stay apart."""
    words, spans, lines, far, line = [], [], [], 0, 0
    for item in items:
        words.append(item.shape.words)
        spans.append(item.shape.spans + far)
        lines.append(item.shape.line + line)
        far += len(item.shape.words)
        line += int(item.shape.line[-1]) + 1
    cat = np.concatenate
    shape = Shape(
        cat(words), cat(spans), cat(lines), cat([i.shape.before for i in items]), cat([i.shape.after for i in items])
    )
    return Item(shape, [], np.vstack([i.marks for i in items]), cat([i.labels for i in items]), False)


class Trainer:
    """Layers and their moments. Names of layers as in `asyl.knowledge.Network`."""

    def __init__(self, table: Array, signs: int, labels: int, rng: np.random.Generator) -> None:
        size = table.shape[1]
        self.table, self.rng = table, rng
        self.layers: Layers = {
            "special": rng.standard_normal((len(SPECIAL), size)) * 0.3,
            "W1": _spread(rng, 3 * size, WIDTH),
            "b1": np.zeros(WIDTH),
            "W2": _spread(rng, 4 * WIDTH, HIDDEN),
            "S2": rng.standard_normal((signs, HIDDEN)) * 0.05,
            "b2": np.zeros(HIDDEN),
            "W3": _spread(rng, HIDDEN, labels) * 0.5,
            "S3": np.zeros((signs, labels)),
            "b3": np.zeros(labels),
        }
        self.layers = {name: layer.astype(np.float32) for name, layer in self.layers.items()}
        self.first = {name: np.zeros_like(layer) for name, layer in self.layers.items()}
        self.second = {name: np.zeros_like(layer) for name, layer in self.layers.items()}

    def run(self, items: Sequence[Item]) -> None:
        reports = [item for item in items if not item.phrase]
        phrases = [item for item in items if item.phrase]
        pages = len(reports) + -(-len(phrases) // PHRASES)
        steps, step = EPOCHS * -(-pages // BATCH), 0
        for _ in range(EPOCHS):
            for batch in self._batches(reports, phrases):
                step += 1
                rate = RATE * min(1.0, step / 50) * max(0.02, 1 - step / steps)
                self._learn(self._gradients(batch), rate, step)

    def _batches(self, reports: Sequence[Item], phrases: Sequence[Item]) -> Iterator[Item]:
        """Every report once, phrases mixed anew into pages of their own."""
        mixed = self.rng.permutation(len(phrases))
        pages = [[item] for item in reports]
        pages += [[phrases[at] for at in mixed[low : low + PHRASES]] for low in range(0, len(mixed), PHRASES)]
        order = self.rng.permutation(len(pages))
        for low in range(0, len(order), BATCH):
            yield joined([item for at in order[low : low + BATCH] for item in pages[at]])

    def _learn(self, gradients: Layers, rate: float, step: int) -> None:
        for name, slope in gradients.items():
            first, second, layer = self.first[name], self.second[name], self.layers[name]
            first += 0.1 * (slope - first)
            second += 0.001 * (slope * slope - second)
            pace = first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
            layer -= (rate * (pace + DECAY / RATE * layer)).astype(np.float32)

    def _keep(self, shape: tuple[int, ...], what: str) -> Array:
        """A mask that drops a share of values and scales up the rest."""
        share = DROPPED[what]
        return (self.rng.random(shape, dtype=np.float32) < 1 - share) / np.float32(1 - share)

    def _gradients(self, item: Item) -> Layers:
        layers, shape = self.layers, item.shape
        special = shape.words < len(SPECIAL)
        words = self.table[shape.words]
        words[special] = layers["special"][shape.words[special]]
        kept = self._keep(words.shape, "words")
        wide = _beside(words * kept)
        values = np.maximum(wide @ layers["W1"] + layers["b1"], 0)
        own = largest(values, shape.spans)
        around = context(own, shape)
        seen = self._keep(around.shape, "context")
        around = around * seen
        marks = item.marks * self._keep(item.marks.shape, "signs")
        hidden = np.maximum(around @ layers["W2"] + marks @ layers["S2"] + layers["b2"], 0)
        held = self._keep(hidden.shape, "hidden")
        wrong = softmax((hidden * held) @ layers["W3"] + marks @ layers["S3"] + layers["b3"])
        wrong[np.arange(len(wrong)), item.labels] -= 1
        wrong /= len(wrong)
        down = (wrong @ layers["W3"].T) * held * (hidden > 0)
        back = _unpool(values, own, _uncontext((down @ layers["W2"].T) * seen, own, shape), shape)
        inner = _unbeside(back @ layers["W1"].T) * kept
        spec = np.zeros_like(layers["special"])
        np.add.at(spec, shape.words[special], inner[special])
        return {
            "special": spec, "W1": wide.T @ back, "b1": back.sum(0), "W2": around.T @ down, "S2": marks.T @ down,
            "b2": down.sum(0), "W3": (hidden * held).T @ wrong, "S3": marks.T @ wrong, "b3": wrong.sum(0),
        }  # fmt: skip


def _spread(rng: np.random.Generator, rows: int, columns: int) -> Array:
    found: Array = rng.standard_normal((rows, columns)) * np.sqrt(2 / rows)
    return found


def _beside(words: Array) -> Array:
    """Each word between the one before and the one after."""
    none = np.zeros((1, words.shape[1]), dtype=words.dtype)
    return np.hstack([np.vstack([none, words[:-1]]), words, np.vstack([words[1:], none])])


def _unbeside(slope: Array) -> Array:
    size = slope.shape[1] // 3
    found = slope[:, size : 2 * size].copy()
    found[:-1] += slope[1:, :size]
    found[1:] += slope[:-1, 2 * size :]
    return found


def _uncontext(slope: Array, own: Array, shape: Shape) -> Array:
    """The slope at each clause of what `context` made of all."""
    size = own.shape[1]
    here, before, after, whole = (slope[:, at * size : (at + 1) * size] for at in range(4))
    found = here.copy()
    found[:-1] += (before * shape.before[:, None])[1:]
    found[1:] += (after * shape.after[:, None])[:-1]
    fresh = np.concatenate([[True], shape.line[1:] != shape.line[:-1]])
    starts, number = np.flatnonzero(fresh), np.cumsum(fresh) - 1
    best = np.maximum.reduceat(own, starts, axis=0)[number]
    found += np.add.reduceat(whole, starts, axis=0)[number] * (own == best)
    return found


def _unpool(values: Array, own: Array, slope: Array, shape: Shape) -> Array:
    """The slope at each word: that of its clause where it holds the largest value."""
    sizes = shape.spans[:, 1] - shape.spans[:, 0]
    owner = np.repeat(np.arange(len(sizes)), sizes)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + shape.spans[owner, 0]
    found = np.zeros_like(values)
    here = values[place]
    found[place] = slope[owner] * ((here == own[owner]) & (here > 0))
    return found
