"""The stored index answers as the index in memory does, on both databases."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asyl.lineage import MemoryPostings
from asyl.model import Postings
from tests.contracts.postings import PostingsContract

if TYPE_CHECKING:
    from asyl.store import Store

HASHES = st.sampled_from([0, 1, 2, 2**31, 2**63 - 1, 2**63, 2**64 - 1])
STEPS = st.lists(
    st.tuples(st.sampled_from(["r1", "r2", "r10"]), st.one_of(st.none(), st.lists(HASHES, max_size=6))), max_size=8
)


class TestStoredPostings(PostingsContract):
    @pytest.fixture
    def postings(self, store: "Store") -> Postings:
        return store.postings


def do(postings: Postings, steps: Sequence[tuple[str, list[int] | None]]) -> None:
    for report, shingles in steps:
        if shingles is None:
            postings.remove(report)
        else:
            postings.add(report, shingles)


@given(steps=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_answers_as_the_index_in_memory(store: "Store", steps: list[tuple[str, list[int] | None]]) -> None:
    memory = MemoryPostings()
    with store.computing():
        store.derived.drop()
        do(store.postings, steps)
    do(memory, steps)
    asked = [0, 1, 2, 3, 2**31, 2**63 - 1, 2**63, 2**64 - 1, 1]
    held = store.postings.holders(asked)
    assert {shingle: list(places) for shingle, places in held.items()} == {
        shingle: list(places) for shingle, places in memory.holders(asked).items()
    }
    assert store.postings.reports() == memory.reports()


def test_many_shingles_at_once(store: "Store") -> None:
    numbers = list(range(2**63 - 1500, 2**63 + 1500))
    store.postings.add("r1", numbers)
    held = store.postings.holders(iter(numbers))
    assert len(held) == 3000
    assert held[2**63] == [("r1", 1500)]


def test_adding_half_a_report_is_adding_none(store: "Store") -> None:
    store.postings.add("r1", [1, 2])
    with pytest.raises(TypeError):
        store.postings.add("r1", [3, None])  # type: ignore[list-item]
    assert set(store.postings.holders([1, 2, 3])) == {1, 2}


@given(gone=st.sets(st.sampled_from(["r1", "r2", "r3", "r4"]), min_size=1))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_removed_report_leaves_no_row(store: "Store", gone: set[str]) -> None:
    """What is left is what would be there had it never been added; nothing of it stands in any table of the index."""
    texts = {f"r{n}": [7, 2**40 + n, 2**63 + n, 9, 7] for n in range(1, 5)}
    with store.computing():
        store.derived.drop()
        do(store.postings, [*texts.items(), *((name, None) for name in sorted(gone))])
    left = {name: shingles for name, shingles in texts.items() if name not in gone}
    assert store.postings.reports() == left.keys()
    asked = sorted({shingle for shingles in texts.values() for shingle in shingles})
    held = store.postings.holders(asked)
    assert {place for places in held.values() for place in places} == {
        (name, at) for name, shingles in left.items() for at in range(len(shingles))
    }
    assert rows_of_the_index(store) == (len(left), sum(map(len, left.values())))


def rows_of_the_index(store: "Store") -> tuple[int, int]:
    from asyl.store.models import Indexed, Posting

    alias = store.postings._alias
    return Indexed.objects.using(alias).count(), Posting.objects.using(alias).count()
