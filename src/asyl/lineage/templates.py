"""Boilerplate: what three different stories of one outlet share is template, not a passage that was taken over."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from .chains import Chains
from .words import Hashes, Numbers

_LITTLE = 0.5  # part of the shorter text: two texts that share more are one story, however often an outlet prints it
_SAME_PLACE = 0.7  # part of a stretch that another story must have too
_LOOKED_AT = 16  # other stretches of a text that are looked at for one of them
_AT_END, _SHORT = 12, 60  # words: a short common ending of two texts of one outlet

Mask = NDArray[np.bool_]
Stretch = tuple[int, int, int]  # first word, word after the last, the other text that has it


def template_sides(
    chains: Chains, first: Numbers, publishers: Sequence[str | None], shingles_of: Callable[[int], Hashes]
) -> tuple[Mask, Mask]:
    """For each chain whether its left, its right stretch is boilerplate of the outlet of that text.

    A stretch is boilerplate when at least three stories of the outlet that otherwise share little have it, or when two
    of them end with it. An outlet that prints one wire story under many addresses has one story.

    first: where each text's words begin, as in Words; shingles_of: those of one text, asked for the few in doubt.
    """
    left, right = np.zeros(len(chains), dtype=bool), np.zeros(len(chains), dtype=bool)
    suspects = np.flatnonzero(_suspect(chains, first, publishers))
    if not len(suspects):
        return left, right
    some = chains.pick(suspects)
    stretches: dict[int, list[Stretch]] = {}
    for chain in range(len(some)):
        for owner, stretch in ((_left(some, chain)), (_right(some, chain))):
            stretches.setdefault(owner, []).append(stretch)
    for listed in stretches.values():
        listed.sort()
    stories = _Stories(shingles_of)
    ending = _common_ending(some, first)
    for chain, at_end in enumerate(ending):
        for mask, (owner, stretch) in ((left, _left(some, chain)), (right, _right(some, chain))):
            mask[suspects[chain]] = at_end or _is_template(stretch, stretches[owner], stories)
    return left, right


def _left(chains: Chains, chain: int) -> tuple[int, Stretch]:
    stretch = int(chains.left[chain]), int(chains.left_end[chain]), int(chains.right_text[chain])
    return int(chains.left_text[chain]), stretch


def _right(chains: Chains, chain: int) -> tuple[int, Stretch]:
    stretch = int(chains.right[chain]), int(chains.right_end[chain]), int(chains.left_text[chain])
    return int(chains.right_text[chain]), stretch


def _suspect(chains: Chains, first: Numbers, publishers: Sequence[str | None]) -> Mask:
    """Chains between two texts of one outlet that share little in all."""
    names = {name: number for number, name in enumerate(sorted({name for name in publishers if name}))}
    outlet = np.array([names[name] if name else -1 - i for i, name in enumerate(publishers)], dtype=np.int64)
    texts = len(first) - 1
    pairs, which = np.unique(chains.left_text * texts + chains.right_text, return_inverse=True)
    lengths = np.diff(first)
    shorter = np.minimum(lengths[pairs // texts], lengths[pairs % texts])
    little = np.bincount(which, weights=chains.covered, minlength=len(pairs)) < _LITTLE * shorter
    found: Mask = (outlet[chains.left_text] == outlet[chains.right_text]) & little[which]
    return found


def _common_ending(chains: Chains, first: Numbers) -> Mask:
    left = first[chains.left_text + 1] - chains.left_end <= _AT_END
    right = first[chains.right_text + 1] - chains.right_end <= _AT_END
    found: Mask = left & right & (chains.covered < _SHORT)
    return found


def _is_template(stretch: Stretch, others: Sequence[Stretch], stories: _Stories) -> bool:
    """Whether a second story, not the one that this stretch was found in, has (most of) it too."""
    start, end, partner = stretch
    looked_at = 0
    for low, high, other in others:
        if other != partner and min(end, high) - max(start, low) >= _SAME_PLACE * (end - start):
            if not stories.same(partner, other):
                return True
            looked_at += 1
            if looked_at == _LOOKED_AT:
                break
    return False


class _Stories:
    """Whether two texts are one story: they share much of their wording. Remembers what it worked out."""

    def __init__(self, shingles_of: Callable[[int], Hashes]) -> None:
        self._read = shingles_of
        self._shingles: dict[int, Hashes] = {}
        self._known: dict[tuple[int, int], bool] = {}

    def same(self, one: int, other: int) -> bool:
        pair = (min(one, other), max(one, other))
        if pair not in self._known:
            self._known[pair] = self._much_in_common(*pair)
        return self._known[pair]

    def _much_in_common(self, one: int, other: int) -> bool:
        a, b = self._of(one), self._of(other)
        return len(np.intersect1d(a, b, assume_unique=True)) >= _LITTLE * max(1, min(len(a), len(b)))

    def _of(self, text: int) -> Hashes:
        if text not in self._shingles:
            self._shingles[text] = np.unique(self._read(text))[1:]  # without the 0 of the last words
        return self._shingles[text]
