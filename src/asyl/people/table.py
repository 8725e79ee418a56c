"""Distinct names as arrays, so that many pairs are scored at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from asyl.model import Scripts

from .names import HAN, Form, Name, Word
from .sounds import SWAPPED, UNIT, Floats, Phonology, phonology

CHUNK = 1 << 12  # pairs of readings compared at once: small enough for the processor's cache
Numbers = NDArray[np.int64]
_GENDERS = {None: 0, "f": 1, "m": 2}
# Readings are not compared when more than this share of their consonants has no partner; Han leaves many out.
FOREIGN, FOREIGN_HAN = 0.5, 0.7
INITIAL = 0.86  # likeness of `J.` and a word that begins so
# A word's likeness falls to 0 at BASE, and PER_WEIGHT more for each unit of what the shorter reading's sounds weigh.
BASE, PER_WEIGHT = 0.5, 0.45


class Readings:
    """Readings laid end to end: those of item `i` are rows `first[i]` to `first[i] + count[i]`."""

    def __init__(self, items: Sequence[Sequence[Form]], phonology: Phonology) -> None:
        forms = [form for item in items for form in item]
        self.forms = forms
        self.count = np.array([len(item) for item in items], np.int64)
        self.first = np.concatenate([[0], np.cumsum(self.count)])[:-1].astype(np.int64)
        self.length = np.array([len(form.codes) for form in forms] or [0], np.int32)
        self.codes = np.zeros((len(forms) or 1, int(self.length.max()) or 1), np.int32)
        for row, form in enumerate(forms):
            self.codes[row, : len(form.codes)] = form.codes
        self.mode = np.array([form.mode for form in forms] or [0], np.int32)
        self.cost = np.array([form.cost for form in forms] or [0], np.float32)
        self.weight = np.array([form.weight for form in forms] or [0], np.float32)
        self.bag = phonology.bags(self.codes)
        self.consonants = self.bag.sum(axis=1, dtype=np.int32)
        self.open = self.bag[:, -1].astype(np.int32)  # consonants that may be of several classes

    def same(self, a: Numbers, b: Numbers) -> NDArray[np.bool_]:
        """True where two readings hold the same consonants, as far as the letters tell."""
        return np.asarray(self._apart(a, b) <= self.open[a] + self.open[b])

    def _apart(self, a: Numbers, b: Numbers) -> NDArray[np.int32]:
        return np.asarray(np.abs(self.bag[a, :-1] - self.bag[b, :-1]).sum(axis=1, dtype=np.int32))

    def hopeless(self, a: Numbers, b: Numbers) -> NDArray[np.bool_]:
        """True where two readings share too few consonants to be one name."""
        share = np.where(np.maximum(self.mode[a], self.mode[b]) < HAN, FOREIGN, FOREIGN_HAN).astype(np.float32)
        allowed = share * (self.consonants[a] + self.consonants[b]) + self.open[a] + self.open[b]
        return np.asarray(self._apart(a, b) > allowed)


class Table:
    """Names by number: their words, what the words' endings say, and how the words read.

    `words[n]` holds the numbers of name `n`'s words, -1 beyond its last; `all` the distinct words of all names.
    """

    def __init__(self, names: Sequence[Name], scripts: Scripts) -> None:
        self.names, self.scripts, self.phonology = names, scripts, phonology(scripts)
        numbers: dict[Word, int] = {}
        rows = [[numbers.setdefault(word, len(numbers)) for word in name.words] for name in names]
        width = max((len(row) for row in rows), default=0) or 1
        self.words = np.array([row + [-1] * (width - len(row)) for row in rows] or [[-1]], np.int64)
        self.count = (self.words >= 0).sum(axis=1).astype(np.int64)
        self.loose = np.array([name.loose or name.turned for name in names] or [False], bool)
        self.sex = np.array([_GENDERS[name.gender] for name in names] or [0], np.int8)
        self.all = list(numbers) or [Word("", (), None, None, False)]
        # One entry more than there are words, so that the number -1 reads a word that says nothing.
        self.marked = np.array([word.mark is not None for word in self.all] + [False])
        self.gender = np.array([_GENDERS[word.gender] for word in self.all] + [0], np.int8)
        self.initial = np.array([word.initial for word in self.all] + [False])
        self.readings = Readings([word.forms for word in self.all], self.phonology)
        self.bag, self.foreign = self._whole()

    def _whole(self) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
        """Of each name: its consonants by class, and whether a word was read from Han characters."""
        reads = self.readings
        some = np.append(reads.count > 0, False)
        first = np.append(np.minimum(reads.first, len(reads.length) - 1), 0)
        bags = np.where(some[:, None], reads.bag[first], 0).astype(np.int8)
        foreign = some & (reads.mode[first] == HAN)
        return bags[self.words].sum(axis=1, dtype=np.int8), np.asarray(foreign[self.words].any(axis=1))

    def likeness(self, one: Numbers, two: Numbers) -> Floats:
        """Likeness, 0 to 1, of the words numbered `one[i]` and `two[i]`: the best over all pairs of their readings."""
        owner, _, _, like = self._all_readings(one, two)
        found = np.zeros(len(one), np.float32)
        np.maximum.at(found, owner, like)
        rows = np.flatnonzero(self.initial[one] | self.initial[two])
        found[rows] = self._initials(one[rows], two[rows])
        return found

    def ways(self, one: Numbers, two: Numbers) -> list[tuple[Form, Form] | None]:
        """By which two readings the words numbered `one[i]` and `two[i]` are most alike; None where none are at all."""
        owner, rows_a, rows_b, like = self._all_readings(one, two)
        found: list[tuple[Form, Form] | None] = [None] * len(one)
        forms = self.readings.forms
        for at in np.lexsort((-np.arange(len(like)), like, owner)).tolist():  # the best comes last, the first on a tie
            found[owner[at]] = forms[rows_a[at]], forms[rows_b[at]]
        return found

    def _all_readings(self, one: Numbers, two: Numbers) -> tuple[Numbers, Numbers, Numbers, Floats]:
        """All pairs of readings of pairs of words, but the hopeless: whose they are, their rows, their likeness."""
        reads = self.readings
        combinations = reads.count[one] * reads.count[two]
        owner = np.repeat(np.arange(len(one)), combinations)
        step = np.arange(len(owner)) - np.repeat(np.cumsum(combinations) - combinations, combinations)
        rows_a = reads.first[one[owner]] + step // reads.count[two[owner]]
        rows_b = reads.first[two[owner]] + step % reads.count[two[owner]]
        good = np.flatnonzero(~reads.hopeless(rows_a, rows_b))
        rows_a, rows_b, owner = rows_a[good], rows_b[good], owner[good]
        distance = self._distances(rows_a, rows_b) + reads.cost[rows_a] + reads.cost[rows_b]
        weight = np.minimum(reads.weight[rows_a], reads.weight[rows_b])
        like = np.maximum(1 - distance / (BASE + PER_WEIGHT * weight), 0)
        return owner, rows_a, rows_b, np.asarray(like, np.float32)

    def _initials(self, one: Numbers, two: Numbers) -> Floats:
        """Likeness of words of which one is an initial: by their first sounds."""
        reads = self.readings
        some = (reads.count[one] > 0) & (reads.count[two] > 0)
        a, b = reads.first[one[some]], reads.first[two[some]]
        mode = np.maximum(reads.mode[a], reads.mode[b])
        near = self.phonology.distances(reads.codes[a, :1], reads.codes[b, :1], mode, swaps=False)
        found = np.zeros(len(one), np.float32)
        found[some] = INITIAL * np.maximum(1 - 2 * near, 0)
        return found

    def _distances(self, rows_a: Numbers, rows_b: Numbers) -> Floats:
        """Distances of readings by row; those with the same consonants once more, for sounds in the wrong order."""
        found = self._by_length(rows_a, rows_b, swaps=False)
        again = np.flatnonzero((found >= SWAPPED / UNIT) & self.readings.same(rows_a, rows_b))
        found[again] = self._by_length(rows_a[again], rows_b[again], swaps=True)
        return found

    def _by_length(self, rows_a: Numbers, rows_b: Numbers, *, swaps: bool) -> Floats:
        """Distances of readings by row, those of like length together."""
        reads = self.readings
        distance = np.zeros(len(rows_a), np.float32)
        order = np.argsort(reads.length[rows_a] * 64 + reads.length[rows_b], kind="stable")
        for at in range(0, len(order), CHUNK):
            rows = order[at : at + CHUNK]
            i, j = rows_a[rows], rows_b[rows]
            mode = np.maximum(reads.mode[i], reads.mode[j])
            one, two = reads.codes[i, : reads.length[i].max()], reads.codes[j, : reads.length[j].max()]
            distance[rows] = self.phonology.distances(one, two, mode, swaps=swaps)
        return distance
