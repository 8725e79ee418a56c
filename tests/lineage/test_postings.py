"""The index in memory keeps the contract; the index of a report."""

import pytest

from asyl.lineage import MemoryPostings, index
from asyl.model import Zone, ZoneKind
from tests.contracts.postings import PostingsContract
from tests.lineage.stories import HARBOUR, RIVER, report


class TestMemoryPostings(PostingsContract):
    @pytest.fixture
    def postings(self) -> MemoryPostings:
        return MemoryPostings()


def test_one_shingle_for_every_word_but_the_last_three() -> None:
    assert len(index(report("a", "one two three four five six"))) == 3
    assert index(report("a", "one two three")) == []
    assert index(report("a", "")) == []


def test_shingles_are_those_of_the_words_whatever_case_marks_and_quotes() -> None:
    plain = index(report("a", 'The judge said: "it\'s over", and left Almaty.'))
    dressed = index(report("b", "THE  judge said — “it’s\u00a0over” – and left Alma\u00adty"))
    assert plain == dressed
    assert len(set(plain)) == len(plain) > 4


def test_page_chrome_is_not_indexed() -> None:
    chrome = Zone(ZoneKind.CHROME, len(RIVER), len(RIVER) + len(HARBOUR) + 1)
    assert index(report("a", f"{RIVER} {HARBOUR}", zones=[chrome])) == index(report("b", RIVER))


def test_hashes_fit_the_signed_numbers_of_a_database() -> None:
    assert all(0 < shingle < 2**63 for shingle in index(report("a", RIVER)))
