"""Seeds that follow one another in two texts make a chain: the rough borders of a shared passage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from .seeds import Bits, Limits, Seeds
from .words import K, Numbers

_LOOK_BACK = 8  # segments before one that may be its predecessor
_DRIFT_COST, _GAP_COST = 0.5, 0.02  # bits a word
_WIDEST = 22  # bits of a slot number
_AT_ONCE = 1 << 20  # seeds that are chained at once
_MULTIPLIERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))


@dataclass(frozen=True, slots=True)
class Chains:
    """Stretches `left:left_end` and `right:right_end` (places) of two texts that hold the same words in the same order.

    covered: words that lie in a shared shingle; bits: how rare they are; common: of `covered`, those in shingles with
    more holders than `Limits.rare`.
    """

    left_text: Numbers
    right_text: Numbers
    left: Numbers
    left_end: Numbers
    right: Numbers
    right_end: Numbers
    covered: Numbers
    bits: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.left)

    def pick(self, which: NDArray[np.bool_] | Numbers) -> Chains:
        return Chains(*(getattr(self, column.name)[which] for column in fields(self)))


def find_chains(seeds: Seeds, texts: int, limits: Limits, threshold: float | None = None) -> Chains:
    """The chains that weigh at least the threshold (bits; `limits.threshold` times log2 of the register if None)."""
    least = limits.rarity(texts) * limits.threshold if threshold is None else threshold
    parts = [_chained(portion, texts, limits, least) for portion in _portions(seeds, texts)]
    return Chains(*(np.concatenate([getattr(part, column.name) for part in parts]) for column in fields(Chains)))


def _portions(seeds: Seeds, texts: int) -> Iterator[Seeds]:
    """The seeds, all of one left text together, in portions that stay in the processor's cache or near it."""
    if len(seeds.left) <= _AT_ONCE:
        yield seeds
        return
    until = np.cumsum(np.bincount(seeds.left_text, minlength=texts))
    of = (until // _AT_ONCE).astype(np.uint16)[seeds.left_text]
    for portion in range(int(until[-1]) // _AT_ONCE + 1):
        which = np.flatnonzero(of == portion)
        yield Seeds(*(getattr(seeds, column.name)[which] for column in fields(seeds)))


def _chained(seeds: Seeds, texts: int, limits: Limits, least: float) -> Chains:
    hopeful = _hopeful(seeds, texts, least)
    hopeful = replace(hopeful, left=hopeful.left.astype(np.int64), right=hopeful.right.astype(np.int64))
    segments = _segments(hopeful, limits)
    root, cost = _joined(segments, limits)
    chains = _gathered(segments, root, cost)
    return chains.pick((chains.bits >= least) & (chains.covered >= limits.least))


def _hopeful(seeds: Seeds, texts: int, least: float) -> Seeds:
    """Drop the seeds of pairs of texts whose seeds together weigh too little. (Pairs that share a slot both times are
    kept: an index of slots is smaller and faster than one of pairs.)"""
    for multiplier in _MULTIPLIERS:
        pair = seeds.left_text.astype(np.uint64) * np.uint64(texts) + seeds.right_text.astype(np.uint64)
        width = min(_WIDEST, int(len(pair) * 4).bit_length())
        pair *= multiplier
        pair >>= np.uint64(64 - width)
        slot = pair.astype(np.int64)
        keep = np.flatnonzero((np.bincount(slot, weights=seeds.bits, minlength=1 << width) >= least)[slot])
        if len(keep) < len(slot):
            seeds = Seeds(*(getattr(seeds, column.name)[keep] for column in fields(seeds)))
    return seeds


def _segments(seeds: Seeds, limits: Limits) -> Chains:
    """Runs of seeds on one diagonal with no gap above the limit."""
    if not len(seeds.left):
        none = np.zeros(0, dtype=np.int64)
        return Chains(none, none, none, none, none, none, none, none.astype(np.float64))
    order = _by_diagonal(seeds)
    left, right, bits = seeds.left[order], seeds.right[order], seeds.bits[order]
    left_text, right_text = seeds.left_text[order], seeds.right_text[order]
    step = np.diff(left)
    new = np.ones(len(left), dtype=bool)
    new[1:] = (np.diff(right - left) != 0) | (step > limits.gap + K) | (np.diff(left_text) != 0)
    new[1:] |= np.diff(right_text) != 0
    fresh = np.full(len(left), K, dtype=np.int64)
    fresh[1:][~new[1:]] = np.minimum(step[~new[1:]], K)
    starts = np.flatnonzero(new)
    last = np.append(starts[1:], len(left)) - 1
    return Chains(
        left_text[starts].astype(np.int64),
        right_text[starts].astype(np.int64),
        left[starts].astype(np.int64),
        left[last].astype(np.int64) + K,
        right[starts].astype(np.int64),
        right[last].astype(np.int64) + K,
        np.add.reduceat(fresh, starts),
        np.add.reduceat(bits * fresh / K, starts).astype(np.float64),
    )


def _by_diagonal(seeds: Seeds) -> Numbers:
    diagonal = seeds.right - seeds.left
    width = int(seeds.left.max()).bit_length()
    if width + int(diagonal.max()).bit_length() <= 63 and int(diagonal.min()) >= 0:
        return np.argsort((diagonal << width) | seeds.left)
    return np.lexsort((seeds.left, diagonal))


def _joined(parts: Chains, limits: Limits) -> tuple[Numbers, NDArray[np.float64]]:
    """For every segment the first of its chain, and what the step from its predecessor costs (bits)."""
    order = np.lexsort((parts.right, parts.left, parts.right_text, parts.left_text))
    size = len(order)
    before = np.arange(size)
    cost = np.zeros(size)
    nearest = np.full(size, np.inf)
    ordered = parts.pick(order)
    for back in range(1, min(_LOOK_BACK, size - 1) + 1):
        step, drift = _steps(ordered, back, limits)
        price = _DRIFT_COST * drift + _GAP_COST * step
        better = np.flatnonzero(price < nearest[back:])
        nearest[back + better], cost[back + better], before[back + better] = price[better], price[better], better
    while True:  # every predecessor comes before its successor: the first of a chain is found in log steps
        further = before[before]
        if bool((further == before).all()):
            break
        before = further
    root = np.empty(size, dtype=np.int64)
    price_of = np.empty(size)
    root[order], price_of[order] = order[before], cost
    return root, price_of


def _steps(ordered: Chains, back: int, limits: Limits) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(words skipped, drift) from each segment's `back`-th forerunner to it; both infinite where it cannot follow."""
    here, there = ordered.pick(np.arange(back, len(ordered))), ordered.pick(np.arange(len(ordered) - back))
    skipped = np.maximum(here.left - there.left_end, here.right - there.right_end)
    drift = np.abs((here.right - here.left) - (there.right_end - there.left_end)).astype(np.float64)
    follows = (here.left_text == there.left_text) & (here.right_text == there.right_text)
    follows &= (skipped <= limits.gap) & (drift <= limits.drift)
    follows &= (here.left >= there.left) & (here.right > there.right) & (here.left_end > there.left_end)
    drift[~follows] = np.inf
    return np.maximum(skipped, 0).astype(np.float64), drift


def _gathered(parts: Chains, root: Numbers, cost: NDArray[np.float64]) -> Chains:
    """One chain for all segments of one root."""
    roots, chain = np.unique(root, return_inverse=True)
    size = len(roots)

    def extreme(values: Numbers, highest: bool) -> Numbers:
        found = np.full(size, np.iinfo(np.int64).min if highest else np.iinfo(np.int64).max)
        (np.maximum if highest else np.minimum).at(found, chain, values)
        return found

    return Chains(
        parts.left_text[roots],
        parts.right_text[roots],
        extreme(parts.left, False),
        extreme(parts.left_end, True),
        extreme(parts.right, False),
        extreme(parts.right_end, True),
        np.bincount(chain, weights=parts.covered, minlength=size).astype(np.int64),
        np.bincount(chain, weights=parts.bits - cost, minlength=size).astype(np.float64),
    )


__all__ = ["Bits", "Chains", "find_chains"]
