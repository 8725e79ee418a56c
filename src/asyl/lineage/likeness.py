"""From chains of words to stretches of text: where they begin and end, and how alike they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from .chains import Chains
from .words import Hashes, Numbers, Ranges, Words, read_words

Stretch = tuple[tuple[int, int], tuple[int, int], int, float, float]
_CLOSING = frozenset(".,;:!?…»”\"’')]。，！？」』")
_READ_AT_ONCE = 2000  # texts
_INSIDE = 0.5  # part of a chain, on either side, that may lie inside a better one of the same pair


def stretches_of(chains: Chains, words: Words) -> Numbers:
    """(chains, 4) where each passage begins and ends in the left text, in the right text (code points)."""
    left, right = words.begins[chains.left_text], words.begins[chains.right_text]
    return np.stack(
        (
            words.starts[chains.left] - left,
            words.ends[chains.left_end - 1] - left,
            words.starts[chains.right] - right,
            words.ends[chains.right_end - 1] - right,
        ),
        axis=1,
    )


def stretches_read(
    chains: Chains, first: Numbers, texts: Sequence[str], blank: Callable[[int], Ranges] = lambda _: ()
) -> Numbers:
    """As `stretches_of`, from the texts, of which those that have passages are read again, some at a time.

    first: where each text's words begin among all; blank: what is not read of a text, by its number.
    """
    owner = np.concatenate((chains.left_text, chains.right_text))
    low = np.concatenate((chains.left, chains.right)) - first[owner]
    high = np.concatenate((chains.left_end, chains.right_end)) - first[owner] - 1
    found = np.zeros((len(owner), 2), dtype=np.int64)
    order = np.argsort(owner, kind="stable")
    some, begins = np.unique(owner[order], return_index=True)
    limits = np.append(begins, len(order))
    for at in range(0, len(some), _READ_AT_ONCE):
        numbers = some[at : at + _READ_AT_ONCE].tolist()
        words = read_words([texts[number] for number in numbers], [blank(number) for number in numbers])
        mine = order[limits[at] : limits[min(at + _READ_AT_ONCE, len(some))]]
        local = np.searchsorted(some, owner[mine]) - at
        found[mine, 0] = words.starts[words.first[local] + low[mine]] - words.begins[local]
        found[mine, 1] = words.ends[words.first[local] + high[mine]] - words.begins[local]
    return np.concatenate((found[: len(chains)], found[len(chains) :]), axis=1)


def shared_stretches(
    chains: Chains, stretches: Numbers, hashes: Hashes | NDArray[np.uint16], texts: Sequence[str]
) -> Iterator[tuple[int, Stretch]]:
    """(chain, (left stretch, right stretch, words covered, bits, similarity)); nested chains are left out."""
    for chain in best_first(chains):
        a, a_end = int(chains.left[chain]), int(chains.left_end[chain])
        b, b_end = int(chains.right[chain]), int(chains.right_end[chain])
        low, high, other, end = map(int, stretches[chain])
        tail = _common_tail(texts[int(chains.left_text[chain])], high, texts[int(chains.right_text[chain])], end)
        like = Indel.normalized_similarity(hashes[a:a_end].tolist(), hashes[b:b_end].tolist())
        stretch = (low, high + tail), (other, end + tail), int(chains.covered[chain])
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
