"""Linear models as plain data: scores of labels, the best sequence, how sure it is, and why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from asyl.knowledge import Weights

Floats = NDArray[np.float64]


class Model:
    """One set of weights ready for use. Labels are columns; a feature that training did not see weighs nothing."""

    def __init__(self, weights: Weights) -> None:
        self.labels = weights.labels
        self._row = {name: at for at, name in enumerate(weights.features)}
        sizes = [end - start for start, end in pairwise(weights.starts)]
        # One more row, of nothing, so that an item without known features has something to add up.
        self._table = np.zeros((len(weights.features) + 1, len(self.labels)), dtype=np.float32)
        rows = np.repeat(np.arange(len(weights.features)), sizes)
        columns = np.asarray(weights.columns, dtype=np.intp)
        self._table[rows, columns] = np.asarray(weights.values, dtype=np.float32) / weights.scale
        self._moves = np.asarray(weights.moves, dtype=np.float64).reshape(len(self.labels), -1) / weights.scale

    def _rows(self, features: Sequence[str]) -> list[int]:
        known = self._row
        return [known[name] for name in features if name in known]

    def scores(self, items: Sequence[Sequence[str]]) -> Floats:
        """Unnormalised log weight of every label for every item, shape (items, labels)."""
        rows = [[*self._rows(item), len(self._row)] for item in items]
        starts = np.cumsum([0, *map(len, rows)])[:-1]
        flat = self._table[[row for item in rows for row in item]].astype(np.float64)
        found: Floats = np.add.reduceat(flat, starts, axis=0)
        return found

    def probabilities(self, items: Sequence[Sequence[str]]) -> Floats:
        """Of items that stand alone, shape (items, labels)."""
        if not items:
            return np.zeros((0, len(self.labels)))
        scores = self.scores(items)
        weights: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
        found: Floats = weights / weights.sum(axis=1, keepdims=True)
        return found

    def sequence(self, items: Sequence[Sequence[str]]) -> tuple[list[int], Floats]:
        """The best labels (Viterbi); the probability of each (forward-backward), shape (items, labels)."""
        if not items:
            return [], np.zeros((0, len(self.labels)))
        scores = self.scores(items)
        return _viterbi(scores, self._moves), _marginals(scores, self._moves)

    def marginals(self, items: Sequence[Sequence[str]]) -> Floats:
        """The probability of each label of a sequence (forward-backward), shape (items, labels)."""
        if not items:
            return np.zeros((0, len(self.labels)))
        return _marginals(self.scores(items), self._moves)

    def why(self, features: Sequence[str], label: int, most: int = 4) -> tuple[str, ...]:
        """The features that spoke loudest for a label, loudest first."""
        return tuple(name for name, _ in self.told(features, label, most))

    def told(self, features: Sequence[str], label: int, most: int = 4) -> list[tuple[str, float]]:
        """The same with their weights."""
        known = [name for name in features if name in self._row]
        weights = self._table[[self._row[name] for name in known], label] if known else np.zeros(0)
        loudest = np.argsort(-weights, kind="stable")[:most].tolist()
        return [(known[at], float(weights[at])) for at in loudest if weights[at] > 0]


def _viterbi(scores: Floats, moves: Floats) -> list[int]:
    best, back = scores[0], np.zeros(scores.shape, dtype=np.intp)
    for at in range(1, len(scores)):
        paths = best[:, None] + moves
        back[at] = paths.argmax(axis=0)
        best = paths.max(axis=0) + scores[at]
    labels = [int(best.argmax())]
    for at in range(len(scores) - 1, 0, -1):
        labels.append(int(back[at, labels[-1]]))
    return labels[::-1]


def _marginals(scores: Floats, moves: Floats) -> Floats:
    """Scaled forward-backward; every step is normalised, so nothing overflows whatever the length."""
    local = np.exp(scores - scores.max(axis=1, keepdims=True))
    step = np.exp(moves - moves.max())
    forward, backward = np.empty_like(local), np.ones_like(local)
    forward[0] = local[0] / local[0].sum()
    for at in range(1, len(local)):
        row = (forward[at - 1] @ step) * local[at]
        forward[at] = row / row.sum()
    for at in range(len(local) - 2, -1, -1):
        row = step @ (local[at + 1] * backward[at + 1])
        backward[at] = row / row.sum()
    product = forward * backward
    found: Floats = product / product.sum(axis=1, keepdims=True)
    return found
