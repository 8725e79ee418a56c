"""From chains of words to stretches of text: where they begin and end, and how alike they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz.distance import Indel

from .chains import Chains
from .words import Words

Stretch = tuple[tuple[int, int], tuple[int, int], int, float, float]
_CLOSING = frozenset(".,;:!?…»”\"’')]。，！？」』")
_INSIDE = 0.5  # part of a chain, on either side, that may lie inside a better one of the same pair


def shared_stretches(chains: Chains, words: Words, texts: Sequence[str]) -> Iterator[tuple[int, Stretch]]:
    """(chain, (left stretch, right stretch, words covered, bits, similarity)); nested chains are left out."""
    for chain in best_first(chains):
        left, right = int(chains.left_text[chain]), int(chains.right_text[chain])
        a, a_end = int(chains.left[chain]), int(chains.left_end[chain])
        b, b_end = int(chains.right[chain]), int(chains.right_end[chain])
        here, there = words.stretch(left, a, a_end), words.stretch(right, b, b_end)
        tail = _common_tail(texts[left], here[1], texts[right], there[1])
        like = Indel.normalized_similarity(words.hashes[a:a_end].tolist(), words.hashes[b:b_end].tolist())
        stretch = (here[0], here[1] + tail), (there[0], there[1] + tail), int(chains.covered[chain])
        yield chain, (*stretch, float(chains.bits[chain]), round(like, 4))


def _common_tail(one: str, at: int, other: str, there: int) -> int:
    """Closing marks that follow both stretches."""
    count = 0
    while one[at + count : at + count + 1] in _CLOSING and one[at + count] == other[there + count : there + count + 1]:
        count += 1
    return count


def best_first(chains: Chains) -> list[int]:
    """Chain numbers, the heaviest of each pair first; one that lies mostly inside a heavier one is left out."""
    order = np.lexsort((chains.right, chains.left, -chains.bits, chains.right_text, chains.left_text))
    kept: list[int] = []
    pair, taken = (-1, -1), list[int]()
    for chain in map(int, order):
        here = int(chains.left_text[chain]), int(chains.right_text[chain])
        if here != pair:
            pair, taken = here, []
        if not any(_inside(chains, chain, other) for other in taken):
            taken.append(chain)
            kept.append(chain)
    return kept


def _inside(chains: Chains, small: int, big: int) -> bool:
    left = min(chains.left_end[small], chains.left_end[big]) - max(chains.left[small], chains.left[big])
    right = min(chains.right_end[small], chains.right_end[big]) - max(chains.right[small], chains.right[big])
    size = min(chains.left_end[small] - chains.left[small], chains.right_end[small] - chains.right[small])
    return bool(max(left, right) > _INSIDE * size)
