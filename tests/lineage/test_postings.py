"""The index in memory keeps the contract; the index of a report."""

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asyl.lineage import Catalogue, MemoryPostings, index, trace, trace_all
from asyl.lineage.register import LIMITS
from asyl.model import Report, Zone, ZoneKind
from benchmarks.planted import plant
from tests.contracts.postings import PostingsContract
from tests.lineage.stories import HARBOUR, KNOWLEDGE, RIVER, report


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


STORIES = [d.text for d in plant(60, seed=9).documents]


@settings(max_examples=15, deadline=None)
@given(st.sets(st.integers(0, 59), min_size=1, max_size=40))
def test_removed_reports_leave_no_trace(gone: set[int]) -> None:
    """The index is the one that it would be had they never been there; it can be made again from the reports."""
    reports = {f"{n:02}": report(f"{n:02}", text, f"Outlet {n % 4}", "2020-01-01") for n, text in enumerate(STORIES)}
    grown, fresh = MemoryPostings(), MemoryPostings()
    for one in reports.values():
        grown.add(one.id, index(one))
    left = {name: one for name, one in reports.items() if int(name) not in gone}
    for number in gone:
        grown.remove(f"{number:02}")
    for one in reversed(left.values()):
        fresh.add(one.id, index(one))
    asked = sorted({shingle for one in reports.values() for shingle in index(one)} - {0})
    assert grown.reports() == fresh.reports() == left.keys()
    assert {s: list(p) for s, p in grown.holders(asked).items()} == {
        s: list(p) for s, p in fresh.holders(asked).items()
    }


def test_one_by_one_with_a_catalogue_is_all_at_once() -> None:
    reports = {
        f"{n:02}": report(f"{n:02}", text, f"Outlet {n % 4} Gazette", f"2020-01-{n % 28 + 1:02}")
        for n, text in enumerate([*STORIES, STORIES[3], f"As reported by the Outlet 2 Gazette. {STORIES[2]}"])
    }
    postings = MemoryPostings()
    together = trace_all(reports, {}, KNOWLEDGE, postings)
    catalogue = Catalogue(reports, {}, KNOWLEDGE, {})
    alone = [
        link
        for name in sorted(reports)
        for link in trace(reports[name], reports, {}, KNOWLEDGE, postings, {}, catalogue)
    ]
    assert alone == together
    assert len(together) > 10


class Counted(Mapping[str, Report]):
    """Reports that remember which of them were looked at."""

    def __init__(self, reports: Mapping[str, Report]) -> None:
        self._reports, self.seen = reports, set[str]()

    def __getitem__(self, name: str) -> Report:
        self.seen.add(name)
        return self._reports[name]

    def __contains__(self, name: object) -> bool:
        return name in self._reports

    def __iter__(self) -> Iterator[str]:
        return iter(self._reports)

    def __len__(self) -> int:
        return len(self._reports)


def test_one_report_does_not_look_at_the_whole_register() -> None:
    documents = plant(1200, seed=2).documents
    reports = {f"{n:04}": report(f"{n:04}", d.text, f"Outlet {n % 40}", "2020-01-01") for n, d in enumerate(documents)}
    postings = MemoryPostings()
    for one in reports.values():
        postings.add(one.id, index(one, len(reports)))
    catalogue, counted = Catalogue(reports, {}, KNOWLEDGE, {}), Counted(reports)
    asked = reports["0500"]
    trace(asked, counted, {}, KNOWLEDGE, postings, {}, catalogue)
    held = postings.holders(sorted(set(index(asked)) - {0}), most=LIMITS.wire)
    assert counted.seen <= {name for places in held.values() for name, _ in places} | {"0500"}
    assert len(counted.seen) < 400
