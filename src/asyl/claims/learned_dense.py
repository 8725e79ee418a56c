"""A small network over word vectors: which event a clause carries, also in words that training never saw.

Three words side by side give a hidden value, the largest of a clause stands for it; clause, neighbours and line
together with the rules' and senses' signs give the chances of the events.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asyl.knowledge import SPECIAL, Network, Vectors, word_key

from .learned_clauses import Clause
from .lines import DATE, NAME, Line

Floats = NDArray[np.float32]
Whole = NDArray[np.intp]
_UNKNOWN, _BORDER = SPECIAL.index("<UNK>"), SPECIAL.index("<B>")
_BLOCK = 4_096  # clauses that are marked at once: a table of all would be large for a page of megabytes


@dataclass(frozen=True, slots=True)
class Shape:
    """A page as numbers: word rows with a border before each line and at the end; per clause its first word and the one
    after its last, its line, and how much the clauses before and after it count."""

    words: Whole
    spans: Whole
    line: Whole
    before: Floats
    after: Floats


class Words:
    """Finds the rows of words: special ones first, then those of the vectors."""

    def __init__(self, vectors: Vectors) -> None:
        self.table = vectors.table
        self._row = {int(key): at + len(SPECIAL) for at, key in enumerate(vectors.keys)}
        self._held = {word: at for at, word in enumerate(SPECIAL)}

    def row(self, word: str) -> int:
        found = self._held.get(word)
        if found is None:
            found = self._find(word.replace("’", "'"))
            if len(self._held) < 50_000:
                self._held[word] = found
        return found

    def _find(self, word: str) -> int:
        """The word; else what stands before "'s" or after the last hyphen."""
        for form in (word, word.removesuffix("'s"), word.rpartition("-")[2]):
            row = self._row.get(word_key(form))
            if row is not None:
                return row
        return _UNKNOWN

    def shape(self, lines: Sequence[Line], parts: Sequence[Clause], protectable: Mapping[str, bool]) -> Shape:
        """`protectable`: local of a person -> whether things may happen to them."""
        rows: list[int] = []
        spans, places = [], []
        last = -1
        for part in parts:
            if part.line != last:
                rows.append(_BORDER)
                last = part.line
            start = len(rows)
            for chunk in lines[part.line].chunks[part.first : part.last]:
                if chunk.norm == NAME:
                    rows.append(self.row("<P>" if protectable.get(chunk.who, True) else "<Q>"))
                elif chunk.norm == DATE:
                    rows.append(self.row("<D>"))
                else:
                    rows.append(self.row("<N>" if chunk.norm[:1].isdigit() else chunk.norm))
            spans.append((start, len(rows)))
            places.append(part.line)
        line = np.asarray(places, dtype=np.intp)
        near = np.where(line[1:] == line[:-1], 1.0, 0.5).astype(np.float32)
        zero = np.zeros(min(1, len(places)), dtype=np.float32)
        return Shape(
            np.asarray([*rows, _BORDER], dtype=np.intp),
            np.asarray(spans, dtype=np.intp).reshape(-1, 2),
            line,
            np.concatenate([zero, near]),
            np.concatenate([near, zero]),
        )


class Dense:
    """The network ready for use. Labels are columns; a feature that training did not see weighs nothing."""

    def __init__(self, network: Network, vectors: Vectors) -> None:
        self.labels = network.labels
        self.words = Words(vectors)
        self._feature = {name: at for at, name in enumerate(network.features)}
        self._layers = network.layers
        self._table = np.vstack([network.layers["special"], vectors.table])
        width = network.layers["special"].shape[1]
        # The three blocks of rows side by side: every word is multiplied once, its neighbours are added.
        self._first = np.hstack([network.layers["W1"][at * width : (at + 1) * width] for at in range(3)])

    def chances(
        self,
        lines: Sequence[Line],
        parts: Sequence[Clause],
        protectable: Mapping[str, bool],
        features: Sequence[Sequence[str]],
    ) -> Floats:
        """The probability of each label for each clause, shape (clauses, labels)."""
        if not parts:
            return np.zeros((0, len(self.labels)), dtype=np.float32)
        layers = self._layers
        shape = self.words.shape(lines, parts, protectable)
        around = context(self._clauses(shape), shape)
        second, third = self._signs(features)
        hidden = np.maximum(around @ layers["W2"] + second + layers["b2"], 0.0)
        return softmax(hidden @ layers["W3"] + third + layers["b3"])

    def _clauses(self, shape: Shape) -> Floats:
        made = self._table[shape.words] @ self._first
        size = self._first.shape[1] // 3
        total = made[:, size : 2 * size] + self._layers["b1"]
        total[1:] += made[:-1, :size]
        total[:-1] += made[1:, 2 * size :]
        return largest(np.maximum(total, 0.0), shape.spans)

    def _signs(self, features: Sequence[Sequence[str]]) -> tuple[Floats, Floats]:
        second, third = self._layers["S2"], self._layers["S3"]
        blocks = [marked(features[at : at + _BLOCK], self._feature) for at in range(0, len(features), _BLOCK)]
        return np.vstack([one @ second for one in blocks]), np.vstack([one @ third for one in blocks])


def marked(features: Sequence[Sequence[str]], known: Mapping[str, int]) -> Floats:
    """One row an item, one column a known feature: 1 where it has it."""
    marks = np.zeros((len(features), len(known)), dtype=np.float32)
    for at, names in enumerate(features):
        marks[at, [known[name] for name in names if name in known]] = 1.0
    return marks


def largest(values: Floats, spans: Whole) -> Floats:
    """Of each span of rows the largest value in each column."""
    found: Floats = np.maximum.reduceat(values, spans.ravel(), axis=0)[::2]
    return found


def context(own: Floats, shape: Shape) -> Floats:
    """Each clause beside the one before, the one after, and the largest values of its line."""
    none = np.zeros((1, own.shape[1]), dtype=own.dtype)
    before = np.vstack([none, own[:-1]]) * shape.before[:, None]
    after = np.vstack([own[1:], none]) * shape.after[:, None]
    fresh = np.concatenate([[True], shape.line[1:] != shape.line[:-1]])
    whole = np.maximum.reduceat(own, np.flatnonzero(fresh), axis=0)[np.cumsum(fresh) - 1]
    return np.hstack([own, before, after, whole])


def softmax(scores: Floats) -> Floats:
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Floats = weights / weights.sum(axis=1, keepdims=True)
    return found
