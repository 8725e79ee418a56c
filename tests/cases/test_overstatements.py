"""A report that names a stronger status than any dated act or paper proves."""

from __future__ import annotations

import pytest

from asyl.model import CaseFile, LinkKind
from tests.cases.makers import Say, case, link, told

SEEKER = Say("asylum_registration", "2024-11-05", attributes={"status": "asylum_seeker", "document": "certificate"})
REFUGEE = Say("status_granted", "2024-11-05", attributes={"status": "refugee"})


def shown(file: CaseFile) -> list[tuple[str, str, str]]:
    return [(item.report, item.claimed, item.proven) for item in file.overstatements]


def test_a_retelling_that_makes_a_refugee_of_an_asylum_seeker() -> None:
    a, b = told("a", SEEKER, published="2024-12-01"), told("b", REFUGEE, published="2024-12-04")
    file = case(a, b, links=[link(b, a)])
    assert shown(file) == [("b", "refugee", "asylum_seeker")]
    assert file.overstatements[0].span.quote == b.claims[0].quote
    assert file.overstatements[0].claim == b.claims[0].id


def test_a_headline_beyond_its_own_text() -> None:
    headline = Say("status_granted", words="Court grants refugee status", headline=True)
    allowed = Say("stay_allowed", "2024-11-05", attributes={"status": "stay_allowed"})
    assert shown(case(told("a", headline, allowed, published="2024-11-07"))) == [("a", "refugee", "stay_allowed")]


def test_the_strongest_status_of_a_report_is_shown_once() -> None:
    a = told("a", SEEKER, published="2024-12-01")
    b = told("b", Say("stay_allowed", "2024-11-05"), REFUGEE, published="2024-12-04")
    assert shown(case(a, b, links=[link(b, a)])) == [("b", "refugee", "asylum_seeker")]


def test_a_permit_retold_as_citizenship() -> None:
    a = told(
        "a", Say("residence_granted", "2025-09-12", attributes={"status": "permanent_resident"}), published="2025-09-19"
    )
    b = told("b", Say("citizenship_granted"), published="2025-10-08")
    assert shown(case(a, b, links=[link(b, a)])) == [("b", "citizen", "permanent_resident")]


def test_an_annulled_order_retold_as_asylum() -> None:
    court = {"authority": "administrative court"}
    acts = (Say("asylum_application", "2025-03-15"), Say("removal_declined", "2025-04-06", attributes=court))
    a = told("a", *acts, published="2025-04-19")
    b = told("b", Say("status_granted", "2025-04-07"), published="2025-04-22")
    assert shown(case(a, b, links=[link(b, a, lines=[(1, 2)])])) == [("b", "refugee", "applicant")]


def test_what_somebody_nearer_denies_is_not_proven() -> None:
    a = told("a", SEEKER, Say("status_granted", negated=True, speaker="the lawyer"), published="2024-12-01")
    b = told("b", Say("status_granted", "2024-11-20", attributes={"status": "refugee"}), published="2024-11-30")
    assert shown(case(a, b)) == [("b", "refugee", "asylum_seeker")]


def test_a_status_that_came_later_excuses_nothing() -> None:
    a, b = told("a", SEEKER, published="2024-12-01"), told("b", REFUGEE, published="2025-09-04")
    c = told("c", Say("status_granted", "2025-07-14"), published="2025-07-20")
    assert shown(case(a, b, c, links=[link(b, a)])) == [("b", "refugee", "asylum_seeker")]


@pytest.mark.parametrize(
    "say",
    [
        Say("status_granted", "2025-07-14", attributes={"status": "refugee"}),
        Say("removal_order", "2025-07-14"),
        Say("flight", "2025-07-14", words="the refugee fled"),
    ],
)
def test_what_is_proven_or_names_no_status_on_the_ladder_is_no_overstatement(say: Say) -> None:
    assert shown(case(told("a", say, published="2025-08-01"))) == []


def test_an_application_and_its_registration_are_two_steps() -> None:
    a = told("a", Say("asylum_application", "2024-11-05"), published="2024-12-01")
    b = told("b", Say("asylum_registration", "2024-11-05"), published="2024-12-04")
    assert shown(case(a, b, links=[link(b, a, LinkKind.QUOTE)])) == []
