"""Texts as rows of word hashes with the place of every word in its text: the kernel's first pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from .letters import ALONE, GAP, Letters, fold

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]
Ranges = Sequence[tuple[int, int]]

_BLOCK = 1 << 18  # code points folded at once: small enough to stay in the processor's cache
_STEP = 8  # folded letters in one 64-bit load
_LONGEST = 8  # loads; letters of a word beyond 64 do not tell it from another
_BETWEEN = "\n"
_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_SHIFT = np.uint64(32)
# Masks that leave the first 0 to 8 letters of a load (the first letter lies in the lowest byte).
_KEEP = np.array([(1 << 8 * size) - 1 for size in range(_STEP + 1)], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of several texts, text after text.

    hashes  (words,) uint64, of the folded letters
    starts, ends  (words,) int64, code points on the line that all texts make, one after another
    begins  (texts,) int64, where each text begins on that line
    first  (texts + 1,) int64, where each text's words begin
    alone  (words,) bool, a letter of a script without spaces; None when there is none
    """

    hashes: Hashes
    starts: Numbers
    ends: Numbers
    begins: Numbers
    first: Numbers
    alone: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.hashes)

    @property
    def texts(self) -> int:
        return len(self.first) - 1

    def stretch(self, text: int, low: int, high: int) -> tuple[int, int]:
        """Where the words `low` to `high` - 1 stand in their text (code points)."""
        begin = int(self.begins[text])
        return int(self.starts[low]) - begin, int(self.ends[high - 1]) - begin

    def only(self, text: int) -> Words:
        """The words of one text."""
        low, high = int(self.first[text]), int(self.first[text + 1])
        alone = self.alone[low:high] if self.alone is not None else None
        whole = np.array([0, high - low], dtype=np.int64)
        here = self.starts[low:high], self.ends[low:high], self.begins[text : text + 1]
        return Words(self.hashes[low:high], *here, whole, alone)

    def owners(self) -> NDArray[np.int32]:
        """(words,) the number of the text each word stands in."""
        return np.repeat(np.arange(self.texts, dtype=np.int32), np.diff(self.first))


def read_words(texts: Sequence[str], blank: Sequence[Ranges] = ()) -> Words:
    """Words of all texts. `blank[i]` are the ranges (code points) of text i that are not read (page chrome)."""
    parts = [read_block(some, ranges) for some, ranges in batches(texts, blank)]
    if not parts:
        return _empty(0)
    counts = np.concatenate([np.diff(part.first) for part in parts])
    alone = None
    if any(part.alone is not None for part in parts):
        alone = np.concatenate([p.alone if p.alone is not None else np.zeros(len(p), dtype=bool) for p in parts])
    at = 0
    for part, (some, _) in zip(parts, batches(texts, blank), strict=True):
        for column in (part.starts, part.ends, part.begins):
            column += at
        at += sum(map(len, some)) + len(some)
    return Words(
        np.concatenate([part.hashes for part in parts]),
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.concatenate([part.begins for part in parts]),
        np.concatenate(([0], np.cumsum(counts))),
        alone,
    )


def batches(texts: Iterable[str], blank: Iterable[Ranges]) -> Iterator[tuple[list[str], list[Ranges]]]:
    """The texts, with their blank ranges, in batches of a size that is read fast. Missing ranges are none."""
    some: list[str] = []
    ranges: list[Ranges] = []
    size = 0
    for text, own in zip(texts, chain(blank, repeat(())), strict=False):
        some.append(text)
        ranges.append(own)
        size += len(text)
        if size >= _BLOCK:
            yield some, ranges
            some, ranges, size = [], [], 0
    if some:
        yield some, ranges


def _empty(texts: int) -> Words:
    none = np.zeros(0, dtype=np.int64)
    begins, first = np.zeros(texts, dtype=np.int64), np.zeros(texts + 1, dtype=np.int64)
    return Words(np.zeros(0, dtype=np.uint64), none, none, begins, first)


def read_block(texts: Sequence[str], blank: Sequence[Ranges]) -> Words:
    """The words of some texts, read at once."""
    joined = _BETWEEN.join(texts)
    if not joined:
        return _empty(len(texts))
    lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
    begins = np.cumsum(lengths + 1) - lengths - 1
    letters, units, origin = fold(joined)
    if any(blank):
        _wipe(letters, origin, begins, blank)
    alone = letters == ALONE if units is not None else None
    if alone is not None and not alone.any():
        alone = None
    starts, ends = _borders(letters, alone)
    if not len(starts):
        return _empty(len(texts))
    hashes = _hashes(letters, starts, ends)
    if alone is not None and units is not None:
        alone = alone[starts]
        hashes[alone] = _mixed(units[starts[alone]].astype(np.uint64) * _ODD)
    if origin is not None:
        starts, ends = origin[starts], origin[ends - 1] + 1
    first = np.concatenate((np.searchsorted(starts, begins), [len(starts)]))
    return Words(hashes, starts, ends, begins, first, alone)


def _wipe(letters: Letters, origin: Numbers | None, begins: Numbers, blank: Sequence[Ranges]) -> None:
    for begin, ranges in zip(begins, blank, strict=False):
        for low, high in ranges:
            span = (int(begin) + low, int(begin) + high)
            if origin is not None:
                span = (int(np.searchsorted(origin, span[0])), int(np.searchsorted(origin, span[1])))
            letters[span[0] : span[1]] = GAP


def _borders(letters: Letters, alone: NDArray[np.bool_] | None) -> tuple[Numbers, Numbers]:
    """Where words start and end: at gaps, and around every letter that is a word alone."""
    inside = np.zeros(len(letters) + 2, dtype=np.bool_)
    np.not_equal(letters, GAP, out=inside[1:-1])
    change = inside[1:] != inside[:-1]
    if alone is None:
        edges = np.flatnonzero(change)
        return edges[::2], edges[1::2]
    here = inside[1:-1]
    begins = here & (change[:-1] | alone)
    begins[1:] |= here[1:] & alone[:-1]
    finishes = here & (change[1:] | alone)
    finishes[:-1] |= here[:-1] & alone[1:]
    return np.flatnonzero(begins), np.flatnonzero(finishes) + 1


def _hashes(letters: Letters, starts: Numbers, ends: Numbers) -> Hashes:
    """One 64-bit hash a word: its letters taken eight at a time, each load multiplied and folded in."""
    padded = np.concatenate((letters, np.zeros(_STEP, dtype=np.uint8)))
    loads = np.ndarray((len(letters) + 1,), dtype=np.uint64, buffer=padded, strides=(1,))
    lengths = ends - starts
    hashes = _mixed((loads[starts] & _KEEP[np.minimum(lengths, _STEP)]) ^ (lengths.astype(np.uint64) * _ODD))
    for step in range(1, _LONGEST):
        chosen = np.flatnonzero(lengths > step * _STEP)
        if not len(chosen):
            break
        left = np.minimum(lengths[chosen] - step * _STEP, _STEP)
        hashes[chosen] = _mixed(hashes[chosen] ^ (loads[starts[chosen] + step * _STEP] & _KEEP[left]))
    return hashes


def _mixed(values: Hashes) -> Hashes:
    values *= _MIX
    values ^= values >> _SHIFT
    return values


K = 4  # words in a shingle
_POWERS = np.array([0x9FB21C651E98DF25, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3], dtype=np.uint64)


def shingles(words: Words) -> Hashes:
    """(words,) the hash of the shingle that begins at each word, 63 bits wide; 0 where a text has no K words left."""
    total = len(words)
    hashes = np.zeros(total, dtype=np.uint64)
    if total < K:
        return hashes
    size = total - K + 1
    rolled = hashes[:size]
    np.multiply(words.hashes[:size], _POWERS[0], out=rolled)
    for step in range(1, K):
        rolled += words.hashes[step : step + size] * _POWERS[step]
    rolled ^= rolled >> np.uint64(29)
    rolled >>= np.uint64(1)
    rolled |= np.uint64(1)
    ends = words.first[1:]
    for step in range(1, K):
        inside = ends - step >= words.first[:-1]
        hashes[ends[inside] - step] = 0
    return hashes
