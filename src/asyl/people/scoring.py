"""Many pairs of names at once: the best assignment of words, the weakest link, what orders and endings say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from asyl.model import Scripts

from .names import merged, parse
from .sounds import Floats
from .table import Numbers, Table

CHUNK = 1 << 15  # pairs of names held in memory at once
WEAKEST = 0.75  # share of the weakest word in a name's score; the rest is the mean
MISSING = (0.0, 0.07, 0.12, 0.16, 0.19)  # what it costs that one name has so many words more
SWAP_CLEAR, SWAP_CAP = 0.05, 0.70  # another order: where the order means little; where it may be father and child
SINGLE_CAP, BOTH_SINGLE_CAP = 0.62, 0.72
GENDER, ROLES_CAP = 0.15, 0.4
TOGETHER = 0.04  # what it costs that two words of one name are one word of the other
UNCUT = 3  # consonants that may lack a partner when names are cut into words differently
SETTLED = 0.75  # no other cut into words is tried above this score
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scores:
    """Row `i` is pair `i`. `assigned[i, a]` is the word of the right name that word `a` of the left fell to, or -1.

    `spelled` is the best likeness of two words that are no initials.
    """

    score: Floats
    spelled: Floats
    assigned: Numbers
    likeness: Floats
    swapped: Flags
    roles: Flags
    gender: Flags
    together: Flags

    def take(self, rows: Numbers) -> Scores:
        """The scores of some rows."""
        return Scores(**{part.name: getattr(self, part.name)[rows] for part in fields(self)})


def score(left: Sequence[str], right: Sequence[str], scripts: Scripts) -> Floats:
    """The likeness, 0 to 1, of `left[i]` and `right[i]`. Names are read once however often they come."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(chain(left, right)))}
    one = np.fromiter(map(numbers.__getitem__, left), np.int64, len(left))
    two = np.fromiter(map(numbers.__getitem__, right), np.int64, len(right))
    table = Table([parse(name, scripts) for name in numbers], scripts)
    parts = [scores(table, one[at : at + CHUNK], two[at : at + CHUNK]).score for at in range(0, len(one), CHUNK)]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def scores(table: Table, one: Numbers, two: Numbers) -> Scores:
    """Scores the names numbered `one[i]` and `two[i]` of a table, also with two words of one taken as one word."""
    found = _as_written(table, one, two)
    more = np.abs(table.count[one] - table.count[two])
    rows = np.flatnonzero((more == 1) & (found.score < SETTLED))
    rows = rows[_same_sounds(table, one[rows], two[rows])]
    if not len(rows):
        return found
    score, together = found.score.copy(), found.together.copy()
    better = np.maximum(_merged(table, one[rows], two[rows]) - TOGETHER, 0)
    together[rows] = better > score[rows]
    score[rows] = np.maximum(score[rows], better)
    rest = {part.name: getattr(found, part.name) for part in fields(found) if part.name not in ("score", "together")}
    return Scores(score=score, together=together, **rest)


def _same_sounds(table: Table, one: Numbers, two: Numbers) -> Flags:
    """True where two names hold nearly the same consonants: what it takes to be one name cut into words differently."""
    a, b = table.bag[one], table.bag[two]
    apart = np.abs(a[:, :-1] - b[:, :-1]).sum(axis=1, dtype=np.int32) - a[:, -1] - b[:, -1]
    return np.asarray((apart <= UNCUT) | (table.foreign[one] | table.foreign[two]) & (apart <= 3 * UNCUT))


def _merged(table: Table, one: Numbers, two: Numbers) -> Floats:
    """The best score over all ways to take two neighbouring words of the longer name as one."""
    longer = table.count[one] > table.count[two]
    long, short = np.where(longer, one, two), np.where(longer, two, one)
    cuts = table.count[long] - 1
    owner = np.repeat(np.arange(len(one)), cuts)
    at = np.arange(len(owner)) - np.repeat(np.cumsum(cuts) - cuts, cuts)
    # Each name is cut once, however many pairs it stands in.
    cut, left = np.unique(np.stack([long[owner], at]), axis=1, return_inverse=True)
    plain, right = np.unique(short[owner], return_inverse=True)
    names = [merged(table.names[n], k, table.scripts) for n, k in cut.T.tolist()]
    names += [table.names[n] for n in plain.tolist()]
    part = _as_written(Table(names, table.scripts), left.reshape(-1), right.reshape(-1) + cut.shape[1])
    found = np.zeros(len(one), np.float32)
    np.maximum.at(found, owner, part.score)
    return found


def _as_written(table: Table, one: Numbers, two: Numbers) -> Scores:
    wide = max(int(table.count[one].max(initial=1)), 1), max(int(table.count[two].max(initial=1)), 1)
    left, right = table.words[one, : wide[0]], table.words[two, : wide[1]]
    likeness = _likeness(table, left, right)
    assigned = _assign(likeness)
    matched = (assigned >= 0).sum(axis=1)
    taken = np.take_along_axis(likeness, np.maximum(assigned, 0)[:, :, None], 2)[:, :, 0]
    best = np.where(assigned >= 0, taken, np.float32(0))
    weakest = np.where(assigned >= 0, taken, np.float32(1)).min(axis=1)
    result = WEAKEST * weakest + (1 - WEAKEST) * best.sum(axis=1) / np.maximum(matched, 1)
    more = np.abs(table.count[one] - table.count[two])
    result = result - np.array(MISSING, np.float32)[np.minimum(more, len(MISSING) - 1)]
    swapped = _swapped(assigned)
    roles, gender = _conflicts(table, left, right, assigned)
    gender |= (table.sex[one] > 0) & (table.sex[two] > 0) & (table.sex[one] != table.sex[two])
    loose = table.loose[one] | table.loose[two] | (matched > 2)
    result = np.where(swapped, np.where(loose, result - SWAP_CLEAR, np.minimum(result, SWAP_CAP)), result)
    result = np.where(roles, np.minimum(result, ROLES_CAP), result)
    spelled = _spelled(table, left, right, assigned)
    single = (matched < 2) | ~spelled.any(axis=1)
    cap = np.where(more == 0, BOTH_SINGLE_CAP, SINGLE_CAP)
    result = np.where(single, np.minimum(result, cap), result)
    result = np.where(gender, result - GENDER, result)
    result = np.where(matched > 0, np.clip(result, 0, 1), 0).astype(np.float32)
    clearest = np.where(spelled, best, np.float32(0)).max(axis=1)
    return Scores(result, clearest, assigned, best, swapped, roles, gender, np.zeros(len(one), bool))


def _likeness(table: Table, left: Numbers, right: Numbers) -> Floats:
    """Likeness of every word of the left name with every word of the right one; -1 where there is none."""
    size = len(table.all)
    keys = left[:, :, None] * size + right[:, None, :]
    there = (left >= 0)[:, :, None] & (right >= 0)[:, None, :]
    distinct, back = np.unique(keys[there], return_inverse=True)
    one, two = distinct // size, distinct % size
    words = table.likeness(one, two)
    found = np.full(keys.shape, -1, np.float32)
    found[there] = words[back]
    return found


def _assign(likeness: Floats) -> Numbers:
    """The clearest pair of words first, then the clearest of what is left; on a tie the words in place."""
    count, high, wide = likeness.shape
    place = np.abs(np.arange(high)[:, None] - np.arange(wide)[None, :]).astype(np.float32) * np.float32(1e-4)
    left = np.where(likeness < 0, np.float32(-1), likeness - place)
    flat = left.reshape(count, -1)
    assigned = np.full((count, high), -1, np.int64)
    rows = np.arange(count)
    for _ in range(min(high, wide)):
        best = flat.argmax(axis=1)
        good = flat[rows, best] > -0.5
        a, b = best // wide, best % wide
        assigned[rows[good], a[good]] = b[good]
        left[rows[good], a[good], :] = -1
        left[rows[good], :, b[good]] = -1
    return assigned


def _swapped(assigned: Numbers) -> Flags:
    """True where matched words do not stand in the same order."""
    reach = np.maximum.accumulate(assigned, axis=1)
    return np.asarray(((assigned >= 0) & (assigned < reach)).any(axis=1))


def _spelled(table: Table, left: Numbers, right: Numbers, assigned: Numbers) -> Flags:
    """True for the matched words that are no initials."""
    other = np.take_along_axis(right, np.maximum(assigned, 0), 1)
    return np.asarray((assigned >= 0) & ~table.initial[left] & ~table.initial[other])


def _conflicts(table: Table, left: Numbers, right: Numbers, assigned: Numbers) -> tuple[Flags, Flags]:
    """Role conflict: both names mark a word as the father's or the family's, and not the same one. Gender conflict:
    matched words end as a man's and as a woman's."""
    there = assigned >= 0
    other = np.take_along_axis(right, np.maximum(assigned, 0), 1)
    one, two = there & table.marked[left], there & table.marked[other]
    roles = (one & ~two).any(axis=1) & (two & ~one).any(axis=1)
    his, hers = table.gender[left], table.gender[other]
    return np.asarray(roles), np.asarray((there & (his > 0) & (hers > 0) & (his != hers)).any(axis=1))
