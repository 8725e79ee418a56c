"""Exact borders: every chain is grown outwards, word by word, as long as the two texts go on agreeing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .chains import Chains
from .words import Hashes, Numbers

_REACH = 14  # words looked at beyond an end in one round
_BAND = 4  # words by which the two sides may shift against each other there
_LEAST = 2  # surplus of agreeing words over others that moves an end
_ROUNDS = 8
_AT_ONCE = 8192  # chains grown at once: they stay in the processor's cache
_NEVER = np.int16(-1000)
_FEW = 12  # chains that are grown one by one

Words = Hashes | NDArray[np.uint16]


def grow(chains: Chains, hashes: Words, first: Numbers) -> Chains:
    """The chains with both ends moved outwards. `hashes` (or two bytes of each) and `first` as in
    words.Words; places are word numbers."""
    if not len(chains):
        return chains
    low = first[chains.left_text], first[chains.right_text]
    high = first[chains.left_text + 1], first[chains.right_text + 1]
    ends = _moved((chains.left_end, chains.right_end), high, hashes, 1)
    begins = _moved((chains.left - 1, chains.right - 1), (low[0] - 1, low[1] - 1), hashes, -1)
    return replace(chains, left=begins[0] + 1, right=begins[1] + 1, left_end=ends[0], right_end=ends[1])


def _moved(
    at: tuple[Numbers, Numbers], stop: tuple[Numbers, Numbers], hashes: Words, step: int
) -> tuple[Numbers, Numbers]:
    """The first places beyond the agreement, going by `step` from `at` and never to `stop`."""
    left, right = at[0].copy(), at[1].copy()
    if len(left) <= _FEW:
        for chain in range(len(left)):
            left[chain], right[chain] = _moved_one(left, right, stop, hashes, step, chain)
        return left, right
    for low in range(0, len(left), _AT_ONCE):
        live = np.arange(low, min(low + _AT_ONCE, len(left)))
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


def _window(hashes: Words, at: Numbers, stop: Numbers, step: int) -> Words:
    """(reach, chains) the words from `at` on; 0 beyond the text, which agrees with nothing."""
    places = at + step * np.arange(_REACH)[:, None]
    inside = (places - stop) * step < 0
    found: Words = hashes[np.clip(places, 0, len(hashes) - 1)]
    found[~inside] = 0
    return found


def _agreement(left: Words, right: Words) -> tuple[Numbers, Numbers]:
    """How many words of either side belong to the best alignment that starts at their first words.

    One round a word of the left side; the rows are the shifts of the right side against it, -_BAND to _BAND. A word
    that agrees is worth 1, any other word on either side costs 1.
    """
    size = left.shape[1]
    beyond = np.zeros((_BAND, size), dtype=right.dtype)
    padded = np.concatenate((beyond, right, beyond))
    shifts = np.arange(-_BAND, _BAND + 1, dtype=np.int16)[:, None]
    row = np.broadcast_to(np.where(shifts < 0, _NEVER, -shifts), (len(shifts), size))
    best = np.full(size, _LEAST - 1, dtype=np.int16)
    ends = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    for i in range(1, _REACH + 1):
        word = left[i - 1]
        same = (word == padded[i - 1 : i + 2 * _BAND]) & (word != 0)
        moved = row + (same.astype(np.int16) * np.int16(2) - np.int16(1))
        np.maximum(moved[:-1], row[1:] - np.int16(1), out=moved[:-1])  # a word that only the left side has
        for shift in range(1, len(moved)):  # words that only the right side has
            np.maximum(moved[shift], moved[shift - 1] - np.int16(1), out=moved[shift])
        row = moved
        value = row.max(axis=0)
        better = np.flatnonzero(value > best)
        best[better], ends[0][better] = value[better], i
        ends[1][better] = i + row[:, better].argmax(axis=0) - _BAND
    return ends


def _moved_one(
    left: Numbers, right: Numbers, stop: tuple[Numbers, Numbers], hashes: Words, step: int, chain: int
) -> tuple[int, int]:
    """As `_moved` for one chain: without arrays, which for a few chains cost more than they save."""
    one, other = int(left[chain]), int(right[chain])
    ends = int(stop[0][chain]), int(stop[1][chain])
    for _ in range(_ROUNDS):
        gained = _agreement_of_one(_words(hashes, one, ends[0], step), _words(hashes, other, ends[1], step))
        one, other = one + step * gained[0], other + step * gained[1]
        if not gained[0]:
            break
    return one, other


def _words(hashes: Words, at: int, stop: int, step: int) -> list[int]:
    """The words from `at` on, `_REACH` at the most."""
    last = min(stop, at + _REACH) if step > 0 else max(stop, at - _REACH)
    if step > 0:
        found: list[int] = hashes[at : max(at, last)].tolist()
        return found
    back: list[int] = hashes[last + 1 : max(at, last) + 1].tolist()
    return back[::-1]


def _agreement_of_one(left: Sequence[int], right: Sequence[int]) -> tuple[int, int]:
    """As `_agreement`. Most ends do not move: where fewer words agree than move one, nothing is worked out."""
    known = set(right)
    if sum(word in known for word in left) < _LEAST:
        return 0, 0
    row = [-shift if shift >= 0 else int(_NEVER) for shift in range(-_BAND, _BAND + 1)]
    best, ends = _LEAST - 1, (0, 0)
    for i, word in enumerate(left, 1):
        moved: list[int] = []
        for column, value in enumerate(row):
            there = i - 1 + column - _BAND
            agrees = 0 <= there < len(right) and right[there] == word and word != 0
            value += 1 if agrees else -1
            if column < 2 * _BAND:
                value = max(value, row[column + 1] - 1)
            if column:
                value = max(value, moved[-1] - 1)
            moved.append(value)
        row = moved
        highest = max(row)
        if highest > best:
            best, ends = highest, (i, i + row.index(highest) - _BAND)
    return ends
