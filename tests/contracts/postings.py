"""What every index of shingles must do: subclasses give the `postings` fixture an empty one."""

from __future__ import annotations

import pytest

from asyl.model import Postings


class PostingsContract:
    """Run against the index in memory and against the register's."""

    @pytest.fixture
    def postings(self) -> Postings:
        raise NotImplementedError

    def test_an_empty_index_holds_nothing(self, postings: Postings) -> None:
        assert postings.reports() == frozenset()
        assert dict(postings.holders([1, 2])) == {}

    def test_places_come_by_report_and_position(self, postings: Postings) -> None:
        postings.add("b", [5, 6, 5])
        postings.add("a", [6, 5])
        held = postings.holders([5, 6, 7])
        assert {shingle: list(places) for shingle, places in held.items()} == {
            5: [("a", 1), ("b", 0), ("b", 2)],
            6: [("a", 0), ("b", 1)],
        }
        assert postings.reports() == {"a", "b"}

    def test_what_stands_too_often_is_left_out(self, postings: Postings) -> None:
        for report in "abc":
            postings.add(report, [7, 8, 0, 8] if report == "a" else [7])
        assert set(postings.holders([7, 8], most=2)) == {8}
        assert set(postings.holders([7, 8], most=3)) == {7, 8}

    def test_nothing_is_kept_where_a_0_stands(self, postings: Postings) -> None:
        postings.add("a", [0, 9, 0])
        assert {shingle: list(places) for shingle, places in postings.holders([0, 9]).items()} == {9: [("a", 1)]}

    def test_adding_again_replaces(self, postings: Postings) -> None:
        postings.add("a", [1, 2])
        postings.add("a", [3])
        assert {shingle: list(places) for shingle, places in postings.holders([1, 2, 3]).items()} == {3: [("a", 0)]}

    def test_a_removed_report_leaves_nothing(self, postings: Postings) -> None:
        postings.add("a", [1, 2])
        postings.add("b", [2])
        postings.remove("a")
        postings.remove("a")
        postings.remove("never added")
        assert {shingle: list(places) for shingle, places in postings.holders([1, 2]).items()} == {2: [("b", 0)]}
        assert postings.reports() == {"b"}

    def test_a_report_without_shingles_is_indexed(self, postings: Postings) -> None:
        postings.add("short", [])
        assert postings.reports() == {"short"}

    def test_the_largest_hashes_come_back_as_they_went_in(self, postings: Postings) -> None:
        largest = [1, 2**63 - 1, 2**63, 2**64 - 1]
        postings.add("a", largest)
        assert {shingle: list(places) for shingle, places in postings.holders(largest).items()} == {
            shingle: [("a", position)] for position, shingle in enumerate(largest)
        }

    def test_thousands_of_shingles_in_one_question(self, postings: Postings) -> None:
        postings.add("a", list(range(1, 4001)))
        assert len(postings.holders(range(10_000))) == 4000
