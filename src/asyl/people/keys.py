"""Blocking: which names meet because they share a key. Keys are personal data: they live in memory, as numbers only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from asyl.model import Scripts

from .names import Form, Name, Word
from .sounds import OWN, phonology

ALL_PAIRS = 300  # with so many distinct names or fewer, every pair is compared
BLOCK = 120  # names under one key that are compared with one another; a fuller key is only used with a second one
RAREST = 6  # over-full keys of one name, the rarest first, that are used two by two
SINGLE_BLOCK = 1000  # names under the key of a bare name up to which it is compared with all of them
SKELETON, ROUGH = 6, 3  # consonants of a word that make its careful and its rough key
BONES, BRANCHES = 4, 4  # skeletons of one word, and of one reading, that make keys
CHUNK = 1 << 16  # names whose keys are made at once
COLUMNS = 48  # consonant classes and letters that no table reads, as columns of a count

Pairs = NDArray[np.int64]
Keys = NDArray[np.uint64]
_W, _R, _L, _O, _D, _S, _TWO = (np.uint64(0x9E3779B97F4A7C15 * n % (1 << 64)) for n in range(1, 8))


def skeletons(form: Form, kinds: Sequence[tuple[int, ...]]) -> list[str]:
    """The consonant classes of a reading, one letter a class, where a letter may be several in several ways.

    Faint sounds (h, gh, w, y) and vowels are left out, a class that follows itself is written once.
    """
    found = [""]
    for code in form.codes:
        options = (chr(code - OWN),) if code >= OWN else tuple(chr(64 + kind) if kind else "" for kind in kinds[code])
        longer = (bone if bone.endswith(option) else bone + option for option in options for bone in found)
        found = list(dict.fromkeys(longer))[:BRANCHES]
    return [bone[:SKELETON] for bone in found]


def _bones(word: Word, kinds: Sequence[tuple[int, ...]]) -> list[str]:
    """Distinct skeletons of a word, the cheapest reading's first."""
    return list(dict.fromkeys(bone for form in word.forms for bone in skeletons(form, kinds) if bone))[:BONES]


@lru_cache(maxsize=1 << 16)
def _number(bone: str) -> int:
    return int.from_bytes(blake2b(bone.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") or 1


def _mixed(values: Keys) -> Keys:
    """Spreads numbers over 64 bits (the finaliser of splitmix64, Steele et al. 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(values ^ (values >> np.uint64(31)))


class Words:
    """The distinct words of many names, each once, as numbers; row 0 is no word. Columns: skeletons, 0 = none."""

    def __init__(self, names: Sequence[Name], scripts: Scripts) -> None:
        table = phonology(scripts)
        self.rows: dict[Word, int] = {}
        for name in names:
            for word in name.words:
                self.rows.setdefault(word, len(self.rows) + 1)
        shape = len(self.rows) + 1, BONES
        self.bone, self.first, self.rough, self.begin = (np.zeros(shape, np.uint64) for _ in range(4))
        self.long = np.zeros(shape, bool)
        self.counts = np.zeros((shape[0], COLUMNS), np.int8)
        for word, row in self.rows.items():
            for place, bone in enumerate(bones := _bones(word, table.main)):
                self.bone[row, place], self.first[row, place] = _number(bone), _number(bone[:1])
                self.long[row, place] = len(bone) > 1
            for place, bone in enumerate(_bones(word, table.rough)):
                self.rough[row, place], self.begin[row, place] = _number(bone), _number(bone[:ROUGH])
            for letter in bones[0] if bones else "":
                self.counts[row, ord(letter) % COLUMNS] += 1


def keys(names: Sequence[Name], scripts: Scripts) -> tuple[Keys, NDArray[np.int32]]:
    """All keys of all names: the keys, and beside each the number of the name it is of; sorted by both, each once.

    Of a name with two words or more: two words' skeletons in any order; the same with rough classes; the beginnings
    of two rough skeletons (for Han and pinyin); one word's skeleton with the first class of another. Of every name:
    the whole name's consonants with one left out (for typos, and for names written together); one word's skeleton
    alone (for bare names).
    """
    words = Words(names, scripts)
    parts: list[tuple[Keys, NDArray[np.int32]]] = []
    for at in range(0, len(names), CHUNK):
        parts += _of_chunk(names[at : at + CHUNK], at, words)
    found = np.concatenate([key for key, _ in parts]) if parts else np.zeros(0, np.uint64)
    owner = np.concatenate([name for _, name in parts]) if parts else np.zeros(0, np.int32)
    return _sorted_once(found, owner)


def _sorted_once(found: Keys, owner: NDArray[np.int32]) -> tuple[Keys, NDArray[np.int32]]:
    order = np.lexsort((owner, found))
    found, owner = found[order], owner[order]
    kept = np.ones(len(found), bool)
    kept[1:] = (found[1:] != found[:-1]) | (owner[1:] != owner[:-1])
    return found[kept], owner[kept]


def _of_chunk(names: Sequence[Name], start: int, words: Words) -> list[tuple[Keys, NDArray[np.int32]]]:
    width = max((len(name.words) for name in names), default=0)
    table = np.zeros((len(names), width), np.int32)
    for row, name in enumerate(names):
        table[row, : len(name.words)] = [words.rows[word] for word in name.words]
    owner = np.arange(start, start + len(names), dtype=np.int32)
    found = [*_of_words(table, owner, words), *_of_wholes(table, owner, words)]
    for one, two in combinations(range(width), 2):
        both = np.flatnonzero((table[:, one] > 0) & (table[:, two] > 0))
        found += _of_two(table[both, one], table[both, two], owner[both], words)
    return found


def _of_words(
    table: NDArray[np.int32], owner: NDArray[np.int32], words: Words
) -> Iterator[tuple[Keys, NDArray[np.int32]]]:
    """One word alone; a skeleton of one class only where the name has no other word."""
    single = (table > 0).sum(axis=1) == 1
    for at in range(table.shape[1]):
        for place in range(BONES):
            bone = words.bone[table[:, at], place]
            good = (bone > 0) & (words.long[table[:, at], place] | single)
            yield _mixed(bone[good] + _S), owner[good]


def _of_two(
    one: NDArray[np.int32], two: NDArray[np.int32], owner: NDArray[np.int32], words: Words
) -> list[tuple[Keys, NDArray[np.int32]]]:
    found = []
    for p in range(BONES):
        for q in range(BONES):
            a, b = words.bone[one, p], words.bone[two, q]
            good = (a > 0) & (b > 0)
            if good.any():
                mine, a, b = owner[good], _mixed(a[good]), _mixed(b[good])
                found.append((_mixed(a + b + _W), mine))
                found.append((_mixed(a + _mixed(words.first[two[good], q] + _O)), mine))
                found.append((_mixed(b + _mixed(words.first[one[good], p] + _O)), mine))
            a, b = words.rough[one, p], words.rough[two, q]
            good = (a > 0) & (b > 0)
            if good.any():
                mine = owner[good]
                found.append((_mixed(_mixed(a[good]) + _mixed(b[good]) + _R), mine))
                a, b = words.begin[one[good], p], words.begin[two[good], q]
                found.append((_mixed(_mixed(a) + _mixed(b) + _L), mine))
    return found


def _of_wholes(
    table: NDArray[np.int32], owner: NDArray[np.int32], words: Words
) -> Iterator[tuple[Keys, NDArray[np.int32]]]:
    """All consonants in no order, and the same with one left out: a sum, so that one can be taken from it."""
    counts = words.counts[table].sum(axis=1, dtype=np.int16)
    letters = np.array([_number(f"letter {column}") for column in range(COLUMNS)], np.uint64)
    whole = (counts.astype(np.uint64) * letters).sum(axis=1, dtype=np.uint64)
    some = counts.any(axis=1)
    yield _mixed(whole[some] + _D), owner[some]
    for column in range(COLUMNS):
        good = counts[:, column] > 0
        yield _mixed(whole[good] - letters[column] + _D), owner[good]


def candidates(names: Sequence[Name], scripts: Scripts) -> Pairs:
    """Pairs of numbers of names to compare, one a row, each once, the smaller number first, in order.

    All pairs up to ALL_PAIRS names. Beyond that the pairs that share a key with at most BLOCK names under it, or two
    keys of which each has more but both together have not; and a bare name with up to SINGLE_BLOCK others that hold
    its word. So work grows with the number of names and never with its square.
    """
    if len(names) <= ALL_PAIRS:
        return np.stack(np.triu_indices(len(names), 1), axis=1).astype(np.int64)
    found, owner = keys(names, scripts)
    first, size = _runs(found)
    over = np.flatnonzero(size > BLOCK)
    single = np.array([len(name.words) == 1 for name in names], bool)
    parts = [
        *_within(owner, first, size, len(names)),
        *_bare(owner, first[over], size[over], single),
        *_by_twos(owner, first[over], size[over], len(names)),
    ]
    met = np.unique(np.concatenate([np.zeros(0, np.int64), *parts]))
    return np.stack([met // len(names), met % len(names)], axis=1)


def _runs(found: Keys) -> tuple[Pairs, Pairs]:
    """Where each key begins and how many names it has."""
    first = np.flatnonzero(np.append(True, found[1:] != found[:-1])[: len(found)])
    return first, np.diff(np.append(first, len(found)))


def _within(owner: NDArray[np.int32], first: Pairs, size: Pairs, count: int) -> Iterator[Pairs]:
    """All pairs under every key of 2 to BLOCK names, as one number each."""
    for block in range(2, BLOCK + 1):
        starts = first[size == block]
        one, two = _corners(block)
        step = max(1, (1 << 22) // len(one))
        for at in range(0, len(starts), step):
            members = owner[starts[at : at + step, None] + np.arange(block)].astype(np.int64)
            yield np.unique(members[:, one] * count + members[:, two])


def _bare(owner: NDArray[np.int32], first: Pairs, size: Pairs, single: NDArray[np.bool_]) -> Iterator[Pairs]:
    """Names of one word with everybody under an over-full key of theirs that is not too full for that."""
    for start, many in zip(first.tolist(), size.tolist(), strict=True):
        members = owner[start : start + many].astype(np.int64)
        alone = members[single[members]]
        if many <= SINGLE_BLOCK and len(alone):
            one, two = np.repeat(alone, many), np.tile(members, len(alone))
            apart = one != two
            yield np.unique((np.minimum(one, two) * len(single) + np.maximum(one, two))[apart])


def _by_twos(owner: NDArray[np.int32], first: Pairs, size: Pairs, count: int) -> Iterator[Pairs]:
    """Pairs that share two over-full keys, where not too many names have both."""
    entries = np.repeat(np.arange(len(first)), size)
    if not len(entries):
        return
    inside = np.arange(len(entries)) - np.repeat(np.cumsum(size) - size, size)
    names = owner[first[entries] + inside]
    order = np.lexsort((size[entries], names))
    names, entries = names[order], entries[order]
    starts, held = _runs(names.astype(np.uint64))
    place = np.arange(len(names)) - np.repeat(starts, held)
    table = np.full((len(starts), RAREST), -1, np.int64)
    rare = place < RAREST
    table[np.repeat(np.arange(len(starts)), held)[rare], place[rare]] = entries[rare]
    made: list[Keys] = []
    mine: list[NDArray[np.int32]] = []
    for one, two in combinations(range(RAREST), 2):
        good = table[:, two] >= 0
        a, b = np.sort(table[good][:, [one, two]], axis=1).T.astype(np.uint64)
        made.append(_mixed(_mixed(a + _TWO) + b))
        mine.append(names[starts[good]])
    both, owners = _sorted_once(np.concatenate(made), np.concatenate(mine))
    yield from _within(owners, *_runs(both), count)


@lru_cache(maxsize=BLOCK)
def _corners(size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    first, second = np.triu_indices(size, 1)
    return first.astype(np.int64), second.astype(np.int64)
