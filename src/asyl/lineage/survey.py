"""A large register read in one pass: a few of the shingles are kept, and two bytes of every word.

What is kept decides which texts are looked at; whether they share a passage is then decided by their words. So the
memory stays small (the two bytes a word, and 16 a kept shingle) and a short quotation is still found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .borders import grow
from .chains import Chains, find_chains
from .seeds import Limits, Rows, find_seeds
from .words import Hashes, K, Numbers, Ranges, batches, read_block, shingles

Brief = NDArray[np.uint16]

# Texts in a register up to which all shingles are kept, one in two; beyond, one in four. (Measured on planted sets:
# recall of pairs .996, .994 and .968; one in eight would be .900 and save 5 % of the time.)
_STEPS = ((16_000, 1), (64_000, 2))
_RAREST = 4
_AROUND = 14  # words looked at on either side of a chain that weighs little
_WINDOW = 96  # words of such a chain that are compared
_SHIFT = 8  # words by which the two sides may shift against each other there
_COLUMN = 1 << 22  # values of a column that are joined on the way
_AT_ONCE = 2048  # chains compared at once: they stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Survey:
    """brief (words,) two bytes of each word's hash, never 0; first (texts + 1,) where each text's words begin; rows:
    one in `every` shingles."""

    brief: Brief
    first: Numbers
    rows: Rows
    every: int


def sampling(texts: int) -> int:
    """One in how many shingles is kept in a register of so many texts."""
    return next((every for most, every in _STEPS if texts <= most), _RAREST)


def is_kept(hashes: Hashes, every: int) -> NDArray[np.bool_]:
    """Which shingles are kept when one in `every` is. What is kept at 4 is kept at 2 too."""
    kept: NDArray[np.bool_] = (hashes & np.uint64(2 * every - 1)) == 1
    return kept


def kept_of(shingles: Sequence[int], every: int) -> list[int]:
    """The shingles of a report in their places, 0 for those that are not kept."""
    mask = 2 * every - 1
    return [shingle if shingle & mask == 1 else 0 for shingle in shingles] if every > 1 else list(shingles)


def briefly(hashes: Hashes) -> Brief:
    return np.maximum((hashes >> np.uint64(40)).astype(np.uint16), np.uint16(1))


def survey(texts: Iterable[str], blank: Iterable[Ranges], every: int, count: int | None = None) -> Survey:
    """Read all texts once, in order. every: a power of 2; count: texts of the register when there are more than these.
    The texts may come from a file: none is kept."""
    brief, hashes, places = _Column(np.uint16), _Column(np.uint64), _Column(np.uint32)
    counts: list[Numbers] = [np.zeros(1, dtype=np.int64)]
    at = 0
    for some, ranges in batches(texts, blank):
        words = read_block(some, ranges)
        rolled = shingles(words)
        kept = np.flatnonzero(is_kept(rolled, every))
        hashes.add(rolled[kept])
        places.add((kept + at).astype(np.uint32))
        brief.add(briefly(words.hashes))
        counts.append(np.diff(words.first))
        at += len(words)
    first = np.cumsum(np.concatenate(counts))
    held = places.joined()
    owners = np.repeat(np.arange(len(first) - 1, dtype=np.int32), np.diff(np.searchsorted(held, first)))
    return Survey(brief.joined(), first, Rows(hashes.joined(), owners, held, count or len(first) - 1), every)


class _Column:
    """Small arrays put together to one. They are joined now and then on the way: thousands of them kept side by side
    would leave holes in the memory when they go."""

    def __init__(self, kind: type[np.generic]) -> None:
        self._large, self._small, self._size = [np.zeros(0, dtype=kind)], list[NDArray[Any]](), 0

    def add(self, values: NDArray[Any]) -> None:
        self._small.append(values)
        self._size += len(values)
        if self._size >= _COLUMN:
            self._join()

    def _join(self) -> None:
        self._large.append(np.concatenate([self._large[0][:0], *self._small]))
        self._small, self._size = [], 0

    def joined(self) -> NDArray[Any]:
        self._join()
        whole = np.empty(sum(map(len, self._large)), dtype=self._large[0].dtype)
        end = len(whole)
        while self._large:
            part = self._large.pop()
            whole[end - len(part) : end] = part
            end -= len(part)
        return whole


def surveyed_chains(found: Survey, limits: Limits) -> Chains:
    """The passages of all texts, borders grown."""
    loosened = loose(limits)
    seeds = [find_seeds(found.rows, loosened, found.every)]
    chains = find_chains(seeds.pop(), found.rows.count, loosened)
    return firm(chains, found, limits)


def loose(limits: Limits) -> Limits:
    """What a pair of texts must have among the kept shingles to be looked at: two of them near each other."""
    return replace(limits, threshold=1.0, least=K + 1)


def firm(chains: Chains, found: Survey, limits: Limits) -> Chains:
    """Of chains of kept shingles those that weigh enough when all words are looked at, borders grown."""
    least = limits.rarity(found.rows.count) * limits.threshold
    weak = np.flatnonzero((chains.bits < least) | (chains.covered < limits.least))
    covered, bits = _whole(chains, found.every)
    covered[weak] = _agreeing(chains.pick(weak), found)
    bits[weak] = chains.bits[weak] * covered[weak] / chains.covered[weak]
    told = replace(chains, covered=covered, bits=bits)
    return grow(told.pick((bits >= least) & (covered >= limits.least)), found.brief, found.first)


def _whole(chains: Chains, every: int) -> tuple[Numbers, NDArray[np.float64]]:
    """(covered, bits) as they probably are when all shingles are counted."""
    seen = 1 - (1 - 1 / every) ** K
    length = np.minimum(chains.left_end - chains.left, chains.right_end - chains.right)
    covered = np.maximum(np.minimum((chains.covered / seen).astype(np.int64), length), chains.covered)
    return covered, chains.bits * covered / chains.covered


def _agreeing(chains: Chains, found: Survey) -> Numbers:
    """(chains,) the words of the left side, in and around each chain, that stand in a shingle both sides have."""
    covered = np.zeros(len(chains), dtype=np.int64)
    for low in range(0, len(chains), _AT_ONCE):
        some = chains.pick(np.arange(low, min(low + _AT_ONCE, len(chains))))
        covered[low : low + _AT_ONCE] = _agreeing_few(some, found)
    return covered


def _agreeing_few(chains: Chains, found: Survey) -> Numbers:
    stop = chains.left_end + _AROUND
    left = _window(found, chains.left_text, chains.left - _AROUND, stop, 0)
    right = _window(found, chains.right_text, chains.right - _AROUND - _SHIFT, chains.right_end + _AROUND, 2 * _SHIFT)
    inside = np.zeros(left.shape, dtype=bool)
    for shift in range(2 * _SHIFT + 1):
        same = left == right[:, shift : shift + _WINDOW]
        same &= left != 0
        begins = same[:, :-3] & same[:, 1:-2]
        begins &= same[:, 2:-1]
        begins &= same[:, 3:]
        for step in range(K):
            inside[:, step : step + begins.shape[1]] |= begins
    covered: Numbers = inside.sum(axis=1)
    return covered


def _window(found: Survey, texts: Numbers, at: Numbers, stop: Numbers, more: int) -> Brief:
    """(chains, window) the words from `at` on; 0 outside the text and beyond `stop`."""
    places = at[:, None] + np.arange(_WINDOW + more)
    low, high = found.first[texts], np.minimum(found.first[texts + 1], stop + more)
    inside = (places >= low[:, None]) & (places < high[:, None])
    words: Brief = found.brief[np.clip(places, 0, len(found.brief) - 1)]
    words[~inside] = 0
    return words
