"""Sounds as numbers: the cost tables compiled to arrays, and the distance of many pairs of readings at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from asyl.model import Costs, Scripts

Codes = tuple[int, ...]
Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Shorts = NDArray[np.int16]

PAD = 0
UNKNOWN = 1  # a letter that no table reads: stands for itself
MODES = ("plain", "abjad", "han")
OWN = 1 << 12  # codes from here on are letters no table reads, told apart by their code point
UNIT = 100  # costs are counted in whole hundredths while distances are added up
SWAPPED = np.int16(45)  # two neighbouring sounds in the wrong order
ACROSS = np.int16(60)  # two sounds on both sides of a third in the wrong order: syllables swapped
CONSONANTS, VOWELS, MIXED = 1.0, 0.4, 1.2


class Phonology:
    """The cost tables of `Scripts` as arrays. A code is a set of alternative sounds: `x` may be kh, sh or ks."""

    def __init__(self, scripts: Scripts) -> None:
        cells = {part for script in scripts.scripts.values() for reading in script.letters.values() for part in reading}
        for table in (scripts.han.initials, scripts.han.finals):
            cells |= {part for reading in table.values() for part in reading}
        self.codes = {cell: code for code, cell in enumerate(sorted(cells), UNKNOWN + 1)}
        self.size = len(self.codes) + 2
        ordered = sorted(self.codes.items(), key=lambda item: item[1])
        self.drop = np.zeros((len(MODES), self.size), np.float32)
        self.near = np.zeros((len(MODES), self.size, self.size), np.float32)
        for mode, name in enumerate(MODES):
            self._fill(mode, scripts.costs[name], scripts.vowels, [cell for cell, _ in ordered])
        self._drop = np.rint(self.drop * UNIT).astype(np.int16).ravel()
        self._near = np.rint(self.near * UNIT).astype(np.int16).ravel()
        # The class of consonants that a code surely is of, from 1; 0 for vowels and faint sounds; the number after the
        # last class for what may be of several, or of none.
        self.classes = len(scripts.classes)
        classed = frozenset[str]().union(*scripts.classes)
        self.kinds = np.zeros(self.size, np.int8)
        for cell, code in ordered:
            self.kinds[code] = _kind(cell, scripts.classes) or (self.classes + 1 if classed & set(cell) else 0)
        # The classes that a code may be of, careful and rough: what skeletons of names are made of. 0 = left out.
        self.main = [(0,), (0,), *(_kinds(cell, scripts.classes) for cell, _ in ordered)]
        self._first = ["", "?", *(cell[0] for cell, _ in ordered)]
        self.rough = [(0,), (0,), *(_kinds(cell, scripts.rough) for cell, _ in ordered)]

    def _fill(self, mode: int, costs: Costs, vowels: frozenset[str], cells: list[tuple[str, ...]]) -> None:
        drop, near = self.drop[mode], self.near[mode]
        drop[UNKNOWN] = CONSONANTS
        near[UNKNOWN, 1:] = near[1:, UNKNOWN] = CONSONANTS
        for a, cell in enumerate(cells, UNKNOWN + 1):
            drop[a] = min(costs.drop[sound] for sound in cell)
            for b, other in enumerate(cells, UNKNOWN + 1):
                near[a, b] = min(_between(costs, vowels, one, two) for one, two in product(cell, other))
        near[PAD] = near[:, PAD] = drop  # so that readings of unlike length need no case of their own

    def distances(self, one: Ints, other: Ints, modes: Ints, *, swaps: bool) -> Floats:
        """Edit distance of rows `i` of `one` and `other` (codes, padded with 0), by the costs of `modes[i]`.

        With `swaps` sounds in the wrong order cost less than two errors; that takes twice the time.
        """
        a, b = (np.ascontiguousarray(np.where(codes < OWN, codes, UNKNOWN).T) for codes in (one, other))
        drop_a, drop_b = self._drop[modes * self.size + a], self._drop[modes * self.size + b]
        sub = np.take(self._near, ((modes * self.size + a) * self.size)[:, None, :] + b[None, :, :])
        if one.max(initial=0) >= OWN and other.max(initial=0) >= OWN:
            own = (one.T[:, None, :] == other.T[None, :, :]) & (one.T >= OWN)[:, None, :]
            sub[own] = 0
        above = [np.zeros(len(one), np.int16), *np.cumsum(drop_b, axis=0, dtype=np.int16)]
        rows = [above]
        for i in range(len(a)):
            row = [above[0] + drop_a[i]]
            for j in range(len(b)):
                best = np.minimum(above[j] + sub[i, j], above[j + 1] + drop_a[i])
                np.minimum(best, row[j] + drop_b[j], out=best)
                if swaps:
                    _turn(best, rows, sub, i, j)
                row.append(best)
            above = row
            rows = [*rows[-2:], row]
        return np.asarray(above[-1] / UNIT, np.float32)

    def bags(self, codes: Ints) -> NDArray[np.int8]:
        """How many consonants of each class every row of codes holds; the last column counts what may be of several."""
        kinds = self.kinds[np.where(codes < OWN, codes, UNKNOWN)]
        counts = [(kinds == kind).sum(axis=1) for kind in range(1, self.classes + 2)]
        return np.stack(counts, axis=1).astype(np.int8)

    def weight(self, codes: Codes, mode: int) -> float:
        """How much a reading says: the sum of what its sounds would cost to drop."""
        return float(sum(self.drop[mode, code if code < OWN else UNKNOWN] for code in codes))

    def shown(self, code: int) -> str:
        """A sound as text: the first of its alternatives, or the letter itself where no table reads it."""
        return chr(code - OWN) if code >= OWN else self._first[code]


def _turn(best: Shorts, rows: list[list[Shorts]], sub: Shorts, i: int, j: int) -> None:
    """Two neighbouring sounds in the wrong order, or two around a third."""
    if i and j:
        np.minimum(best, rows[-2][j - 1] + sub[i, j - 1] + sub[i - 1, j] + SWAPPED, out=best)
    if i > 1 and j > 1:
        np.minimum(best, rows[-3][j - 2] + sub[i, j - 2] + sub[i - 1, j - 1] + sub[i - 2, j] + ACROSS, out=best)


def _between(costs: Costs, vowels: frozenset[str], one: str, other: str) -> float:
    if one == other:
        return 0.0
    default = MIXED if (one in vowels) != (other in vowels) else VOWELS if one in vowels else CONSONANTS
    return costs.near.get((one, other), default)


def _kind(cell: Iterable[str], classes: tuple[frozenset[str], ...]) -> int:
    return next((number for number, kind in enumerate(classes, 1) if kind.issuperset(cell)), 0)


def _kinds(cell: tuple[str, ...], classes: tuple[frozenset[str], ...]) -> tuple[int, ...]:
    """The distinct classes of a code's alternatives, the first alternative's first."""
    return tuple(dict.fromkeys(_kind((sound,), classes) for sound in cell))


@lru_cache(maxsize=4)
def phonology(scripts: Scripts) -> Phonology:
    """The compiled tables, once for each loaded set of scripts."""
    return Phonology(scripts)
