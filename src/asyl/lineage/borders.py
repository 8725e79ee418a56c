"""Exact borders: every chain is grown outwards, word by word, as long as the two texts go on agreeing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .chains import Chains
from .words import Hashes, Numbers

_REACH = 14  # words looked at beyond an end in one round
_BAND = 4  # words by which the two sides may shift against each other there
_LEAST = 2.0  # surplus of agreeing words over others that moves an end
_ROUNDS = 8


def grow(chains: Chains, hashes: Hashes, first: Numbers) -> Chains:
    """The chains with both ends moved outwards. `hashes` and `first` as in Words; places are word numbers."""
    if not len(chains):
        return chains
    low = first[chains.left_text], first[chains.right_text]
    high = first[chains.left_text + 1], first[chains.right_text + 1]
    ends = _moved((chains.left_end, chains.right_end), high, hashes, 1)
    begins = _moved((chains.left - 1, chains.right - 1), (low[0] - 1, low[1] - 1), hashes, -1)
    return replace(chains, left=begins[0] + 1, right=begins[1] + 1, left_end=ends[0], right_end=ends[1])


def _moved(
    at: tuple[Numbers, Numbers], stop: tuple[Numbers, Numbers], hashes: Hashes, step: int
) -> tuple[Numbers, Numbers]:
    """The first places beyond the agreement, going by `step` from `at` and never to `stop`."""
    left, right = at[0].copy(), at[1].copy()
    live = np.arange(len(left))
    for _ in range(_ROUNDS):
        gained = _agreement(
            _window(hashes, left[live], stop[0][live], step), _window(hashes, right[live], stop[1][live], step)
        )
        left[live] += step * gained[0]
        right[live] += step * gained[1]
        live = live[gained[0] > 0]
        if not len(live):
            break
    return left, right


def _window(hashes: Hashes, at: Numbers, stop: Numbers, step: int) -> Hashes:
    """(chains, reach) the words from `at` on; 0 beyond the text, which agrees with nothing."""
    places = at[:, None] + step * np.arange(_REACH)
    inside = (places - stop[:, None]) * step < 0
    return np.where(inside, hashes[np.clip(places, 0, len(hashes) - 1)], np.uint64(0))


def _agreement(left: Hashes, right: Hashes) -> tuple[Numbers, Numbers]:
    """How many words of either side belong to the best alignment that starts at their first words.

    One row a word of the left side; its columns are the shifts of the right side against it, -_BAND to _BAND. A word
    that agrees is worth 1, any other word on either side costs 1.
    """
    size, columns = len(left), np.arange(2 * _BAND + 1, dtype=np.float32)
    beyond = np.zeros((size, _BAND), dtype=np.uint64)
    padded = np.concatenate((beyond, right, beyond), axis=1)
    row = np.broadcast_to(np.where(columns < _BAND, np.float32(-np.inf), _BAND - columns), (size, len(columns)))
    best = np.full(size, _LEAST - 0.5, dtype=np.float32)
    ends = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    for i in range(1, _REACH + 1):
        word = left[:, i - 1 : i]
        same = (word == padded[:, i - 1 : i + 2 * _BAND]) & (word != 0)
        moved = row + np.where(same, np.float32(1), np.float32(-1))
        np.maximum(moved[:, :-1], row[:, 1:] - 1, out=moved[:, :-1])  # a word that only the left side has
        row = np.maximum.accumulate(moved + columns, axis=1) - columns  # words that only the right side has
        shift = row.argmax(axis=1)
        value = row[np.arange(size), shift]
        better = value > best
        best[better], ends[0][better], ends[1][better] = value[better], i, i + shift[better] - _BAND
    return ends
