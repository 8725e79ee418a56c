"""Fitting: one of several options is right. A conditional logit over feature names, kept as whole numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .fit import table

Floats = NDArray[np.float64]
Choice = tuple[Sequence[Sequence[str]], Sequence[bool]]  # features of each option; whether it is right
_RATE, _DECAY, _KEEP = 0.08, 0.9, 0.999  # of Adam (Kingma and Ba 2015), whole batches


def fit_choice(choices: Sequence[Choice], *, l2: float = 1.0, rounds: int = 150, least: int = 3) -> dict[str, Any]:
    """The JSON of `asyl.knowledge.Weights`, labels `no` and `yes`, weights on `yes` only. Choices without a right
    option, or with nothing else, teach nothing. The same choices in the same order give the same numbers."""
    used = [choice for choice in choices if any(choice[1]) and not all(choice[1])]
    counts = Counter(name for options, _ in used for option in options for name in option)
    names = sorted(name for name, count in counts.items() if count >= least)
    if not used or not names:
        return table(["no", "yes"], {}, {})
    weights = _fit(used, {name: at for at, name in enumerate(names)}, l2, rounds)
    states = {(name, "yes"): float(weight) for name, weight in zip(names, weights, strict=True)}
    return table(["no", "yes"], states, {})


def _fit(choices: Sequence[Choice], index: dict[str, int], l2: float, rounds: int) -> Floats:
    """Adam on the mean negative log of the right options' share; `l2` is the strength of the prior on all weights."""
    options = [option for features, _ in choices for option in features]
    rows = [[index[name] for name in option if name in index] + [len(index)] for option in options]
    flat = np.asarray([column for row in rows for column in row], dtype=np.intp)
    sizes = np.asarray([len(row) for row in rows], dtype=np.intp)
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    groups = np.asarray([len(features) for features, _ in choices], dtype=np.intp)
    starts = np.concatenate([[0], np.cumsum(groups)[:-1]])
    right = np.asarray([fits for _, fit in choices for fits in fit], dtype=bool)
    weights = np.zeros(len(index) + 1)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, rounds + 1):
        scores = np.add.reduceat(weights[flat], begins)
        pull = np.repeat(_pull(scores, right, starts, groups), sizes)
        slope = (np.bincount(flat, weights=pull, minlength=len(weights)) + l2 * weights) / len(choices)
        first = _DECAY * first + (1 - _DECAY) * slope
        second = _KEEP * second + (1 - _KEEP) * slope * slope
        moved = first / (1 - _DECAY**step) / (np.sqrt(second / (1 - _KEEP**step)) + 1e-8)
        weights -= _RATE * moved * (1 - 0.9 * step / rounds)
        weights[-1] = 0.0
    return weights[:-1]


def _pull(scores: Floats, right: NDArray[np.bool_], starts: NDArray[np.intp], groups: NDArray[np.intp]) -> Floats:
    """Slope of the loss by each option's score: its share among all less its share among the right ones."""
    chances = _shares(scores, starts, groups)
    among = _shares(np.where(right, scores, -1e9), starts, groups)
    found: Floats = chances - among
    return found


def _shares(scores: Floats, starts: NDArray[np.intp], groups: NDArray[np.intp]) -> Floats:
    heights = np.repeat(np.maximum.reduceat(scores, starts), groups)
    grown = np.exp(scores - heights)
    found: Floats = grown / np.repeat(np.add.reduceat(grown, starts), groups)
    return found
