"""Blocking: the keys under which names that may be one person's meet. Keys are personal data: never logged or kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from asyl.model import Scripts

from .names import Form, Name, Word
from .sounds import OWN, phonology

ALL_PAIRS = 300  # with so many distinct names or fewer, every pair is compared
BLOCK = 120  # names under one key that are compared with one another; a fuller key says too little and is not used
SKELETON, ROUGH = 6, 3  # consonants of a word that make its careful and its rough key
BATCH = 1 << 22  # pairs gathered before those met twice are thrown out
BONES, BRANCHES = 4, 4  # skeletons of one word, and of one reading, that make keys

Pairs = NDArray[np.int64]


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


def keys(name: Name, scripts: Scripts) -> frozenset[str]:
    """All keys of a name, of six families.

    `w` two words' skeletons, in any order; `r` the same with rough classes; `l` the beginnings of two rough skeletons
    (for Han and pinyin); `o` one word's skeleton with the first class of another; `d` the whole name's skeleton with
    one consonant left out (for typos, and for names written together); `s` one word's skeleton alone (for bare names).
    """
    table = phonology(scripts)
    bones = [_bones(word, table.main) for word in name.words]
    rough = [_bones(word, table.rough) for word in name.words]
    found = {f"s{bone}" for options in bones for bone in options if len(bone) > 1 or len(bones) == 1}
    for one, two in combinations(bones, 2):
        found |= {"w" + " ".join(sorted(pair)) for pair in product(one, two)}
        found |= {f"o{a} {b[:1]}" for a, b in product(one, two)} | {f"o{b} {a[:1]}" for a, b in product(one, two)}
    for one, two in combinations(rough, 2):
        found |= {"r" + " ".join(sorted(pair)) for pair in product(one, two)}
        found |= {"l" + " ".join(sorted((a[:ROUGH], b[:ROUGH]))) for a, b in product(one, two)}
    whole = "".join(sorted("".join(options[0] for options in bones if options)))
    return frozenset(found | {f"d{whole[:at]}{whole[at + 1 :]}" for at in range(len(whole))} | {f"d{whole}"})


def _bones(word: Word, kinds: Sequence[tuple[int, ...]]) -> list[str]:
    """Distinct skeletons of a word, the cheapest reading's first."""
    return list(dict.fromkeys(bone for form in word.forms for bone in skeletons(form, kinds) if bone))[:BONES]


def candidates(names: Sequence[Name], scripts: Scripts) -> Pairs:
    """Pairs of numbers of names to compare, one a row, each once, the smaller number first, in order.

    All pairs up to ALL_PAIRS names; beyond that the pairs that share a key with at most BLOCK names under it, so that
    work grows with the number of names and never with its square.
    """
    if len(names) <= ALL_PAIRS:
        return np.stack(np.triu_indices(len(names), 1), axis=1).astype(np.int64)
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        for key in keys(name, scripts):
            blocks[key].append(number)
    found = np.zeros(0, np.int64)
    waiting: list[Pairs] = []
    size = 0
    for block in blocks.values():
        if 2 <= len(block) <= BLOCK:
            first, second = _corners(len(block))
            numbers = np.array(block, np.int64)
            waiting.append(numbers[first] * len(names) + numbers[second])
            size += len(first)
        if size > BATCH:
            found, waiting, size = np.unique(np.concatenate([found, *waiting])), [], 0
    found = np.unique(np.concatenate([found, *waiting]))
    return np.stack([found // len(names), found % len(names)], axis=1)


@lru_cache(maxsize=BLOCK)
def _corners(size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    first, second = np.triu_indices(size, 1)
    return first.astype(np.int64), second.astype(np.int64)
