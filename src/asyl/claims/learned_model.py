"""Linear models as plain data: scores of labels, the best sequence, how sure it is, and why."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from asyl.knowledge import Weights

Floats = NDArray[np.float64]


class Model:
    """One set of weights ready for use. Labels are columns; a feature that training did not see weighs nothing."""

    def __init__(self, weights: Weights) -> None:
        self.labels = weights.labels
        self._row = {name: at for at, name in enumerate(weights.features)}
        self._starts = weights.starts
        self._columns = np.asarray(weights.columns, dtype=np.intp)
        self._values = np.asarray(weights.values, dtype=np.float64) / weights.scale
        self._moves = np.asarray(weights.moves, dtype=np.float64).reshape(len(self.labels), -1) / weights.scale

    def scores(self, features: Sequence[str]) -> Floats:
        """Unnormalised log weight of every label for one item."""
        found = np.zeros(len(self.labels))
        for name in features:
            row = self._row.get(name)
            if row is not None:
                part = slice(self._starts[row], self._starts[row + 1])
                found[self._columns[part]] += self._values[part]
        return found

    def probabilities(self, features: Sequence[str]) -> Floats:
        """Of one item that stands alone."""
        scores = self.scores(features)
        weights: Floats = np.exp(scores - scores.max())
        return weights / weights.sum()

    def sequence(self, items: Sequence[Sequence[str]]) -> tuple[list[int], Floats]:
        """The best labels (Viterbi) and, per item and label, the probability (forward-backward), shape (items, labels)."""
        if not items:
            return [], np.zeros((0, len(self.labels)))
        scores = np.stack([self.scores(item) for item in items])
        return _viterbi(scores, self._moves), _marginals(scores, self._moves)

    def why(self, features: Sequence[str], label: int, most: int = 4) -> tuple[str, ...]:
        """The features that spoke loudest for a label, loudest first."""
        told = []
        for name in features:
            row = self._row.get(name)
            if row is None:
                continue
            for at in range(self._starts[row], self._starts[row + 1]):
                if self._columns[at] == label and self._values[at] > 0:
                    told.append((-float(self._values[at]), name))
        return tuple(name for _, name in sorted(told)[:most])


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
