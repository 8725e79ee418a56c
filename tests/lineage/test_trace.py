"""Links of invented mini-stories: kinds, direction, sources that are not there."""

from itertools import permutations

import pytest

from asyl.model import DateBasis, DirectionBasis, Link, LinkKind, Report, Zone, ZoneKind
from tests.lineage.stories import HARBOUR, RIVER, claim, holds, one_by_one, report, trace_of, turned

MILL = report("mill", f"Two nights in a hut\n\n{RIVER}\n\nThe Millrace Courier", "Millrace Courier", "2021-02-12")
COPY = report(
    "copy", f"From the neighbours\n\n{RIVER}\n\nFerrymen say the ice was thin that week.", "Lowland Echo", "2021-02-15"
)
NAMED = report(
    "named",
    f"A crossing by night\n\nAs reported by the Millrace Courier, the winter was mild.\n\n{RIVER}",
    "Upland Monitor",
    "2021-02-15",
)


def only(links: list[Link]) -> Link:
    assert len(links) == 1, links
    return links[0]


def test_a_copied_paragraph_is_a_copy_with_its_words_on_both_sides() -> None:
    link = only(trace_of(MILL, COPY))
    assert (link.report, link.source, link.kind) == ("copy", "mill", LinkKind.COPY)
    assert [passage.here.quote for passage in link.passages] == [RIVER]
    assert [passage.there.quote for passage in link.passages] == [RIVER]
    assert link.passages[0].similarity == 1.0
    assert 0.85 < link.share < 1
    assert holds(link, MILL, COPY)


def test_dates_give_the_direction_when_nobody_is_named() -> None:
    assert only(trace_of(MILL, COPY)).basis is DirectionBasis.DATE


def test_an_attribution_gives_the_direction() -> None:
    link = only(trace_of(MILL, NAMED))
    assert (link.report, link.source, link.basis) == ("named", "mill", DirectionBasis.ATTRIBUTION)
    assert link.source_name == "Millrace Courier"
    assert link.attribution is not None
    assert link.attribution.quote == "As reported by the Millrace Courier"


@pytest.mark.parametrize("published", [None, "2021-02-12", "2021-02", "2021"])
def test_without_evidence_the_direction_is_unknown(published: str | None) -> None:
    other = report("other", COPY.text, "Lowland Echo", published)
    link = only(trace_of(MILL, other))
    assert link.basis is DirectionBasis.NONE
    assert not link.direction_known
    assert link.kind is LinkKind.COPY


def test_a_capture_date_is_not_compared_with_a_stated_one() -> None:
    captured = report("captured", COPY.text, "Lowland Echo", "2021-03-01", basis=DateBasis.CAPTURED)
    assert only(trace_of(MILL, captured)).basis is DirectionBasis.NONE


def test_an_attribution_decides_where_dates_are_missing() -> None:
    undated = report("undated", NAMED.text, "Upland Monitor")
    assert only(trace_of(MILL, undated)).basis is DirectionBasis.ATTRIBUTION


def test_nobody_rests_on_a_later_report_of_the_outlet_it_names() -> None:
    early = report("early", NAMED.text, "Upland Monitor", "2020-12-30")
    links = trace_of(MILL, early)
    assert {(link.report, link.source) for link in links} == {("mill", "early"), ("early", None)}


def test_a_source_that_is_not_there_is_named() -> None:
    text = f"{HARBOUR}\n\nSource: Radio Saltmarsh"
    link = only(trace_of(report("a", text, "Lowland Echo", "2022-01-02")))
    assert (link.source, link.source_name, link.kind) == (None, "Radio Saltmarsh", LinkKind.CITE)
    assert link.attribution is not None
    assert link.attribution.quote == "Source: Radio Saltmarsh"


def test_two_reports_of_one_absent_source_name_it_both_and_are_linked_by_date() -> None:
    first = report("first", f"{RIVER}\n\nSource: Saltmarsh Herald", "Lowland Echo", "2021-03-01")
    second = report("second", f"Spring\n\n{RIVER}\n\nSource: Saltmarsh Herald", "Upland Monitor", "2021-03-05")
    links = trace_of(first, second)
    assert [(link.report, link.source, link.source_name) for link in links if link.source is None] == [
        ("first", None, "Saltmarsh Herald"),
        ("second", None, "Saltmarsh Herald"),
    ]
    assert [(link.report, link.source, link.basis) for link in links if link.source] == [
        ("second", "first", DirectionBasis.DATE)
    ]


def test_words_in_quotation_marks_are_a_quotation() -> None:
    quoting = report(
        "quoting",
        "Nets and waiting\n\nThe shelter, wrote the Saltmarsh Herald, stands “between a cannery and a football ground”."
        " Selma Idrissova still lives there. The town council will vote in autumn on a second building.",
        "Lowland Echo",
        "2023-05-05",
    )
    herald = report("herald", HARBOUR, "Saltmarsh Herald", "2022-11-01")
    about = [claim(quoting, "still lives there", "move"), claim(herald, "waited eleven weeks", "move")]
    link = only(trace_of(herald, quoting, claims=about))
    assert link.kind is LinkKind.QUOTE
    assert [passage.there.quote for passage in link.passages] == ["between a cannery and a football ground"]


def test_a_quotation_with_changed_words_is_found_in_the_source_that_is_named() -> None:
    quoting = report(
        "quoting",
        "“She mends nets for a cooperative that pays her with fish and telephone credit,” "
        "the Saltmarsh Herald reported.",
        "Lowland Echo",
        "2023-05-05",
    )
    link = only(trace_of(report("herald", HARBOUR, "Saltmarsh Herald", "2022-11-01"), quoting))
    assert link.source == "herald"
    assert link.passages[0].there.quote.startswith("She mends nets")
    assert 0.8 < link.passages[0].similarity < 1


def test_an_outlet_named_beside_the_same_person_is_cited() -> None:
    follow = report(
        "follow",
        "What became of him\n\nThe Millrace Courier wrote of Maruf Tolegen two winters ago. He now repairs mopeds.",
        "Lowland Echo",
        "2023-01-09",
    )
    about = [claim(MILL, "crossed the frozen river", "irregular_entry"), claim(follow, "repairs mopeds", "move")]
    link = only(trace_of(MILL, follow, claims=about))
    assert (link.source, link.kind, link.passages) == ("mill", LinkKind.CITE, ())


def test_the_mirror_of_a_source_explains_nothing_that_the_source_explains() -> None:
    mirror = report("mirror", f"{MILL.text}\n\nSeen elsewhere.", "Clip Box")
    links = trace_of(MILL, mirror, NAMED)
    assert {(link.report, link.source) for link in links} == {("named", "mill"), ("mirror", "mill")}


def test_twins_are_linked_to_the_earliest() -> None:
    twins = [report(f"t{i}", MILL.text, f"Outlet {i}", f"2021-03-0{i}") for i in range(1, 4)]
    links = trace_of(MILL, *twins)
    assert [(link.report, link.source, link.kind, link.share) for link in links] == [
        (f"t{i}", "mill", LinkKind.COPY, 1.0) for i in range(1, 4)
    ]
    assert all(holds(link, MILL, *twins) for link in links)


def test_unrelated_reports_are_not_linked() -> None:
    assert trace_of(MILL, report("harbour", HARBOUR, "Saltmarsh Herald", "2022-11-01")) == []


def test_page_chrome_makes_no_passage() -> None:
    chrome = "Stay with us: the weekly letter brings five stories from five borders to your inbox every Friday morning."
    pages = [
        report(
            name,
            f"{text}\n{chrome}",
            publisher,
            "2021-02-02",
            zones=[Zone(ZoneKind.CHROME, len(text) + 1, len(text) + 1 + len(chrome))],
        )
        for name, text, publisher in (("a", RIVER, "Millrace Courier"), ("b", HARBOUR, "Saltmarsh Herald"))
    ]
    assert trace_of(*pages) == []


def test_a_retelling_in_another_language_is_found_through_whom_it_names() -> None:
    russian = report(
        "russian",
        "Ночь на реке\n\nОб этом сообщает издание «Миллрейс Курьер» (Millrace Courier).\n\n"
        "Маруф Толеген перешёл реку в ночь на 4 января 2021 года. 9 февраля миграционная полиция приняла у него "
        "ходатайство об убежище.",
        "Степной телеграф",
        "2021-02-14",
        language="ru",
    )
    about = [
        claim(MILL, "crossed the frozen river", "irregular_entry", date="2021-01-04"),
        claim(russian, "перешёл реку", "irregular_entry", date="2021-01-04"),
        claim(MILL, "took his application", "asylum_application", date="2021-02-09"),
        claim(russian, "приняла у него ходатайство", "asylum_application", date="2021-02-09"),
    ]
    link = only(trace_of(MILL, russian, claims=about))
    assert (link.source, link.kind, link.basis) == ("mill", LinkKind.REWRITE, DirectionBasis.ATTRIBUTION)
    assert [passage.there.quote.split()[0] for passage in link.passages] == ["Maruf", "On"]
    assert holds(link, MILL, russian)


def test_the_order_of_reports_changes_nothing() -> None:
    mirror = report("mirror", f"{MILL.text}\n\nSeen elsewhere.", "Clip Box")
    reports = [MILL, COPY, NAMED, mirror]
    expected = trace_of(*reports)
    assert all(trace_of(*order) == expected for order in permutations(reports))


def test_one_by_one_is_all_at_once() -> None:
    mirror = report("mirror", f"{MILL.text}\n\nSeen elsewhere.", "Clip Box")
    twin = report("twin", MILL.text, "Clip Box", "2021-02-20")
    reports = [MILL, COPY, NAMED, mirror, twin, report("harbour", HARBOUR, "Saltmarsh Herald", "2022-11-01")]
    assert turned(one_by_one(*reports)) == turned(trace_of(*reports))


@pytest.mark.parametrize("size", [2, 40, 700])
def test_a_copy_is_found_whatever_the_size_of_the_register(size: int) -> None:
    others = [filler(number) for number in range(size - 2)]
    links = [link for link in trace_of(MILL, COPY, *others) if link.source]
    assert [(link.report, link.source) for link in links] == [("copy", "mill")]


def filler(number: int) -> Report:
    words = " ".join(f"w{(number * 7919 + i * i) % 5003}" for i in range(60))
    return report(f"x{number}", words, f"Outlet {number % 7}", "2020-01-01")
