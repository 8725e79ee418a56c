"""Borders grown one chain at a time and many at once are the same."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from asyl.lineage import borders
from asyl.lineage.chains import Chains

WORDS = st.lists(st.integers(1, 4), min_size=5, max_size=60)


def chain_between(left: list[int], right: list[int], at: tuple[int, int]) -> tuple[Chains, np.ndarray, np.ndarray]:
    low, other = at[0] % (len(left) - 3), at[1] % (len(right) - 3)
    columns = (0, 1, low, low + 3, len(left) + other, len(left) + other + 3, 3)
    texts, ends, begins, stops, right_begins, right_stops, covered = (np.array([at], dtype=np.int64) for at in columns)
    chains = Chains(texts, ends, begins, stops, right_begins, right_stops, covered, np.array([9.0]))
    first = np.array([0, len(left), len(left) + len(right)], dtype=np.int64)
    return chains, np.array(left + right, dtype=np.uint16), first


@given(left=WORDS, right=WORDS, at=st.tuples(st.integers(0, 99), st.integers(0, 99)))
def test_one_chain_grows_as_many_do(left: list[int], right: list[int], at: tuple[int, int]) -> None:
    chains, words, first = chain_between(left, right, at)
    alone = borders.grow(chains, words, first)
    together = borders.grow(chains.pick(np.zeros(borders._FEW + 1, dtype=np.int64)), words, first)
    for side in ("left", "left_end", "right", "right_end"):
        assert getattr(together, side).tolist() == getattr(alone, side).tolist() * (borders._FEW + 1)
    assert 0 <= alone.left[0] <= chains.left[0] < chains.left_end[0] <= alone.left_end[0] <= first[1]
    assert first[1] <= alone.right[0] <= chains.right[0] < chains.right_end[0] <= alone.right_end[0] <= first[2]


def test_a_border_goes_on_over_a_changed_word() -> None:
    left = [9, 1, 2, 3, 4, 5, 60, 7, 8, 10, 11, 90]
    right = [70, 71, 1, 2, 3, 4, 5, 61, 7, 8, 10, 11, 91]
    chains, words, first = chain_between(left, right, (1, 2))
    grown = borders.grow(chains, words, first)
    assert (grown.left[0], grown.left_end[0]) == (1, 11)
    assert (grown.right[0] - 12, grown.right_end[0] - 12) == (2, 12)
