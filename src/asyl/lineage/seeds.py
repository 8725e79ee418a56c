"""The rare-shingle join: places in two texts that begin with the same four words, where few texts have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .words import Hashes, Numbers, Words, shingles

Bits = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Limits:
    """Where the join stops. Source of the figures: measured on planted sets and on 612 real articles of one day.

    rare  more holders than this and a shingle is template or commonplace, unless it stands in a long shared run
    wire  a shingle that stands at more places than this (two of a text count) is never looked at
    all_pairs  up to so many holders are compared each with each; above, the earliest ones with the rest
    earliest  how many of the earliest holders that are
    run  shared shingles in a row that make a commonplace one count (a wire story in more than `rare` outlets)
    gap, drift  words by which one seed may follow another, and by which it may leave the diagonal
    least  words that a passage has at least
    threshold  bits that a passage weighs at least, in units of log2 of the number of texts
    fewest  a register is never taken to be smaller than this: two texts have no rarity to speak of
    """

    rare: int = 40
    wire: int = 400
    all_pairs: int = 8
    earliest: int = 4
    run: int = 24
    gap: int = 30
    drift: int = 10
    least: int = 8
    threshold: float = 3.0
    fewest: int = 600

    def rarity(self, texts: int) -> float:
        """Bits of a shingle that one text in `texts` has."""
        return float(np.log2(max(texts, self.fewest)))


@dataclass(frozen=True, slots=True)
class Rows:
    """Postings as columns: shingle, text, place. Places of all texts lie on one line, text after text.

    hashes (rows,) uint64; texts (rows,) int32; places (rows,) int64 or uint32, ascending; count: texts in the register.
    """

    hashes: Hashes
    texts: NDArray[np.int32]
    places: Numbers | NDArray[np.uint32]
    count: int


@dataclass(frozen=True, slots=True)
class Seeds:
    """Pairs of places that hold the same shingle. left < right; bits: how rare it is; texts by number."""

    left: Numbers | NDArray[np.uint32]
    right: Numbers | NDArray[np.uint32]
    left_text: NDArray[np.int32]
    right_text: NDArray[np.int32]
    bits: Bits


def rows_of(words: Words) -> Rows:
    """Every shingle of every text."""
    return Rows(shingles(words), words.owners(), np.arange(len(words)), words.texts)


def find_seeds(rows: Rows, limits: Limits, every: int = 1) -> Seeds:
    """All pairs of places that the limits let through, in no particular order. every: one in so many shingles is a
    row."""
    parts: list[Small] = []
    common: list[Small] = []
    shared = np.zeros(len(rows.hashes), dtype=bool)
    for some in _portions(rows.hashes):
        order, groups = _groups(rows.hashes, some)
        texts = rows.texts[order]
        is_holder = np.ones(len(order), dtype=bool)
        np.not_equal(texts[1:], texts[:-1], out=is_holder[1:])
        is_holder[groups] = True
        first_holder = (np.cumsum(is_holder) - 1)[groups]
        firsts = order[is_holder]
        holders = np.diff(np.append(first_holder, len(firsts)))
        holders[_places(order, texts, groups) > limits.wire] = 0
        parts += map(_small, _few(order, texts, groups, holders, limits))
        parts += map(_small, _many(firsts, first_holder, holders, limits))
        often = np.flatnonzero((holders > limits.rare) & (holders <= limits.wire))
        common.append(_small(_led(firsts, first_holder[often], holders[often], 0)))
        shared[firsts[np.repeat(holders >= 2, np.diff(np.append(first_holder, len(firsts))))]] = True
    if any(len(part[0]) for part in common):
        in_run = _in_long_run(np.flatnonzero(shared), rows, limits.run, every)
        parts += [(left[kept], right[kept], n[kept]) for left, right, n in common for kept in (in_run[right],)]
    return _seeds(parts, rows, limits)


def _seeds(parts: list[Small], rows: Rows, limits: Limits) -> Seeds:
    columns = [[_NONE.astype(np.int32), *(part[i] for part in parts)] for i in range(3)]
    parts.clear()
    left, right, number = map(_joined, columns)
    rarity = np.float32(limits.rarity(rows.count)) - np.log2(np.arange(1, limits.wire + 1, dtype=np.float32))
    bits = rarity[number - 1]
    del number
    left_text, right_text = rows.texts[left], rows.texts[right]
    apart = left_text != right_text
    if not apart.all():
        left, right, bits = left[apart], right[apart], bits[apart]
        left_text, right_text = left_text[apart], right_text[apart]
    return Seeds(rows.places[left], rows.places[right], left_text, right_text, bits)


def _places(order: Numbers, texts: NDArray[np.int32], groups: Numbers) -> Numbers:
    """(groups,) the places of each shingle, two of a text at the most: what an index holds."""
    sizes: Numbers = np.diff(np.append(groups, len(order)))
    if not len(sizes) or int(sizes.max()) <= 2:
        return sizes
    group = np.repeat(np.arange(len(groups)), sizes)
    counted = np.ones(len(order), dtype=bool)
    counted[2:] = (texts[2:] != texts[:-2]) | (group[2:] != group[:-2])
    return np.bincount(group[counted], minlength=len(groups))


def _joined(parts: list[NDArray[np.int32]]) -> NDArray[np.int32]:
    """A column of its parts, which go before the next column is made: all at once would take twice the room."""
    whole = np.concatenate(parts)
    parts.clear()
    return whole


def _portions(hashes: Hashes) -> Iterator[Numbers | None]:
    """Row numbers of so many shingles as are joined at once; None: all."""
    bits = max(0, len(hashes).bit_length() - _PORTION)
    if not bits:
        yield None
        return
    of = np.empty(len(hashes), dtype=np.uint8)
    for low in range(0, len(hashes), 1 << _PORTION):
        of[low : low + (1 << _PORTION)] = hashes[low : low + (1 << _PORTION)] >> np.uint64(63 - bits)
    for portion in range(1 << bits):
        yield np.flatnonzero(of == portion)


_NONE = np.zeros(0, dtype=np.int64)
_PORTION = 22  # bits of the number of rows that are joined at once: more would not stay in memory, or near
Part = tuple[Numbers, Numbers, Numbers]  # left rows, right rows, holders of their shingle
Small = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]


def _small(part: Part) -> Small:
    """Half the memory: there are less than 2 ** 31 rows."""
    left, right, number = part
    return left.astype(np.int32), right.astype(np.int32), number.astype(np.int32)


def _groups(hashes: Hashes, some: Numbers | None) -> tuple[Numbers, Numbers]:
    """Of some rows, or all: (rows whose shingle stands elsewhere too, by shingle, then in order; where each begins).

    The row number rides in the low bits of the key, so that one plain sort does. The bits of the hash that give way to
    it mix up one pair of shingles in some billions, which makes a seed that leads nowhere.
    """
    if some is not None:
        hashes = hashes[some]
    width = max(1, len(hashes).bit_length())
    low = np.uint64((1 << width) - 1)
    keys = hashes << np.uint64(1)
    keys &= ~low
    keys |= np.arange(len(hashes), dtype=np.uint64)
    keys.sort()
    keys = keys[int(np.count_nonzero(hashes == 0)) :]
    high = keys >> np.uint64(width)
    same = high[1:] == high[:-1]
    member = np.zeros(len(keys), dtype=bool)
    member[1:] |= same
    member[:-1] |= same
    high = high[member]
    order = (keys[member] & low).astype(np.int64)
    return order if some is None else some[order], _changes(high)


def _changes(*columns: NDArray[np.generic]) -> Numbers:
    """Where a new run of equal values begins."""
    size = len(columns[0])
    if not size:
        return _NONE
    new = np.zeros(size, dtype=bool)
    new[0] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(new)


def _few(order: Numbers, texts: NDArray[np.int32], groups: Numbers, holders: Numbers, limits: Limits) -> Iterator[Part]:
    """Each with each, for groups of few holders; a text's second occurrence counts, its third does not."""
    sizes = np.diff(np.append(groups, len(order)))
    open_to = (holders >= 2) & (holders <= limits.all_pairs)
    if bool((sizes[open_to] > holders[open_to]).any()):
        order, texts, groups, sizes = _twice_at_most(order, texts, groups, sizes, open_to)
    for size in range(2, 2 * limits.all_pairs + 1):
        chosen = np.flatnonzero(open_to & (sizes == size))
        if not len(chosen):
            continue
        block = order[groups[chosen][:, None] + np.arange(size)]
        for i in range(size - 1):
            for j in range(i + 1, size):
                yield block[:, i], block[:, j], holders[chosen]


def _twice_at_most(
    order: Numbers, texts: NDArray[np.int32], groups: Numbers, sizes: Numbers, chosen: NDArray[np.bool_]
) -> tuple[Numbers, NDArray[np.int32], Numbers, Numbers]:
    """Drop the third and later occurrences in one text; groups that are not chosen lose nothing that is used later."""
    group = np.repeat(np.arange(len(groups)), sizes)
    keep = np.ones(len(order), dtype=bool)
    keep[2:] = (texts[2:] != texts[:-2]) | (group[2:] != group[:-2])
    keep &= chosen[group]
    kept = np.bincount(group[keep], minlength=len(groups))
    return order[keep], texts[keep], np.cumsum(kept) - kept, kept


def _many(firsts: Numbers, groups: Numbers, holders: Numbers, limits: Limits) -> Iterator[Part]:
    """The earliest holders with the rest. `firsts`: each text's first row of each shingle, group after group."""
    chosen = np.flatnonzero((holders > limits.all_pairs) & (holders <= limits.rare))
    for lead in range(limits.earliest):
        yield _led(firsts, groups[chosen], holders[chosen], lead)


def _led(firsts: Numbers, groups: Numbers, holders: Numbers, lead: int) -> Part:
    """The holder number `lead` of each group with all later ones."""
    later = holders - lead - 1
    offsets = np.arange(int(later.sum())) - np.repeat(np.cumsum(later) - later, later)
    right = firsts[np.repeat(groups + lead + 1, later) + offsets]
    return np.repeat(firsts[groups + lead], later), right, np.repeat(holders, later)


def _in_long_run(shared: Numbers, rows: Rows, least: int, every: int) -> NDArray[np.bool_]:
    """For every row, whether it lies in a run of neighbouring shared shingles of its text, of at least `least` words
    (the words up to the next row on either side may belong to it)."""
    found = np.zeros(len(rows.places), dtype=bool)
    found[shared] = True
    ordered = np.flatnonzero(found)
    texts, places = rows.texts[ordered], rows.places[ordered]
    starts = _changes(ordered - np.arange(len(ordered)), texts)
    last = np.append(starts[1:], len(ordered)) - 1
    lengths = places[last] - places[starts] + every
    found[ordered] = np.repeat(lengths >= least, last - starts + 1)
    return found
