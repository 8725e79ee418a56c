"""Bad input: circles, impossible dates, thousands of claims. Named or contained, never a hang."""

from __future__ import annotations

import time
from datetime import date

import pytest

from asyl.knowledge import own_knowledge
from asyl.knowledge.checks import read_checks
from asyl.model import KnowledgeProblem, LinkKind
from tests.cases.makers import NAME, Say, case, facts, link, the, told


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999", "9999-24", "../0001", "9999-12/.."])
@pytest.mark.parametrize("event", ["asylum_registration", "status_granted", "removal", "detention", "birth"])
def test_the_edges_of_the_calendar(day: str, event: str) -> None:
    attributes = {"valid_until": "9999-12-31", "status": "refugee"}
    says = (Say(event, day, place="Almaty", attributes=attributes), Say(event))
    for as_of in (date.min, date(2026, 1, 1), date.max):
        file = case(told("a", *says, published="9999-12-31"), told("b", Say(event, "2020")), as_of=as_of)
        assert file.statuses[-1].as_of == as_of


def test_a_date_that_is_none_is_taken_as_no_date() -> None:
    says = Say(
        "status_granted", "2024-07-01", attributes={"valid_until": "soon", "status": "no such status", "fine": "x"}
    )
    file = case(told("a", says))
    assert file.statuses[-1].status == "refugee"


def test_attributes_of_the_wrong_kind_are_left_alone() -> None:
    says = Say("conviction", "2024-07-01", attributes={"sentence_months": "six", "suspended": "yes", "outcome": 3})
    assert the(case(told("a", says)), "conviction").disagreement is None


def test_citation_circles_of_every_kind_end() -> None:
    reports = [told(f"r{number}", Say("arrest", "2025-03-14")) for number in range(12)]
    links = [link(one, other, kind) for one in reports for other in reports if one is not other for kind in LinkKind]
    assert len(the(case(*reports, links=links), "arrest").origins) == 1


def test_links_into_nowhere_are_no_harm() -> None:
    a, gone = told("a", Say("arrest", "2025-03-14")), told("gone", Say("arrest", "2025-03-14"))
    assert len(the(case(a, links=[link(a, gone), link(gone, a)]), "arrest").origins) == 1


def test_what_is_dated_out_of_a_life_is_named() -> None:
    says = [Say("birth", "1990-05-01"), Say("arrest", "1980"), Say("death", "2024-01-02"), Say("removal", "2025-02-03")]
    file = case(told("a", *says))
    assert "dated before the birth: arrested, 1980" in file.gaps
    assert "dated after the death: removed, 2025-02-03" in file.gaps


def test_nobody_and_nothing() -> None:
    file = case()
    assert (file.facts, file.deadlines, file.overstatements, file.gaps) == ((), (), (), ())
    assert [entry.status for entry in file.statuses] == ["unknown"]


def test_two_readings_of_the_same_words_are_counted_once() -> None:
    a = told("a", Say("arrest", "2025-03-14"))
    twice = told("a", Say("arrest", "2025-03-15"))
    file = case(a, twice)
    assert len(the(file, "arrest").claims) == 1


@pytest.mark.parametrize("same_day", [True, False])
def test_thousands_of_claims_take_seconds(same_day: bool) -> None:
    days = ["2024-05-01" if same_day else f"{1900 + n // 300}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(1500)]
    says = [Say("interrogation", day if n % 3 else None, speaker=f"voice {n % 50}") for n, day in enumerate(days)]
    begun = time.process_time()
    file = case(told("a", *says), told("b", *says[:300]))
    assert time.process_time() - begun < 20
    assert sum(len(fact.claims) for fact in facts(file, "interrogation")) == 1800


@pytest.mark.parametrize("day", ["0000", "0000-01-01", "10000-01-01", "-0001", "2023-02-30", "\x00", "\ud800"])
def test_a_date_outside_the_calendar_is_no_date(day: str) -> None:
    attributes = {"valid_until": day, "status": "refugee"}
    file = case(told("a", Say("status_granted", "2024-07-01", attributes=attributes), Say("appeal", "2024-01-01")))
    assert file.statuses[-1].status == "refugee"
    assert not [item for item in file.inconsistencies if item.on == "validity"]


def test_ages_and_durations_beyond_a_life() -> None:
    words = f"{NAME}, 99999999999 years old, was arrested for 999999999999999999 months"
    says = (Say("arrest", "2024-01-01", words), Say("release", "2024-02-01", words), Say("birth", "9999", words))
    assert case(told("a", *says, published="0001-01-02")).facts
    assert case(told("a", *says, published="9999-12-31")).facts


@pytest.mark.parametrize(
    "table",
    [
        [{"event": "appeal", "after": ["asylum_refusal"]}, {"event": "asylum_refusal", "after": ["appeal"]}],
        [{"event": "appeal", "after": ["appeal"]}],
    ],
)
def test_orders_that_run_in_a_circle_are_refused(table: list[dict[str, object]]) -> None:
    known = own_knowledge()
    rows = [{**row, "because": "b", "example": "e"} for row in table]
    with pytest.raises(KnowledgeProblem, match="comes after itself"):
        read_checks("checks.toml", {"order": rows}, known.events, known.statuses)


def test_a_certificate_that_starts_its_own_clock_again_ends() -> None:
    """A procedure in which every renewal starts the next limit: each certificate has one last day, and no more."""
    says = [
        Say("asylum_registration", f"20{year:02}-{month:02}-01", place="Almaty")
        for year in range(10, 25)
        for month in (1, 4, 7)
    ]
    file = case(told("a", *says))
    assert len(file.deadlines) < 4 * len(says)
