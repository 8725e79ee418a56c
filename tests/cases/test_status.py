"""Legal status at a date: what each act does, what proves nothing, what lapses."""

from __future__ import annotations

from datetime import date

import pytest

from asyl.knowledge import own_knowledge
from asyl.model import CaseFile
from tests.cases.makers import Say, case, link, told

APPLIED = Say("asylum_application", "2024-01-10")
REGISTERED = Say("asylum_registration", "2024-02-01")
REFUSED = Say("asylum_refusal", "2024-06-01")
ORDERED = Say("removal_order", "2024-06-01")
RECOGNISED = Say("status_granted", "2024-07-01")
PERMIT = Say("residence_granted", "2024-07-01", attributes={"status": "stay_allowed", "valid_until": "2025-01-01"})
COURT = {"authority": "Administrative Court"}

# Every rule of transitions.toml, in its order per event: what was told before, the act, what is shown then.
TABLE: dict[tuple[str, int], tuple[tuple[Say, ...], Say, str]] = {
    ("relocation", 0): ((RECOGNISED,), Say("relocation", "2024-09-01"), "unknown"),
    ("relocation", 1): ((REFUSED,), Say("relocation", "2024-09-01"), "none"),
    ("flight", 0): ((Say("removal", "2024-08-01"),), Say("flight", "2024-09-01"), "none"),
    ("irregular_entry", 0): ((Say("removal", "2024-08-01"),), Say("irregular_entry", "2024-09-01"), "none"),
    ("status_ended", 0): ((APPLIED, PERMIT), Say("status_ended", "2024-09-01"), "applicant"),
    ("status_ended", 1): ((REGISTERED,), Say("status_ended", "2024-09-01"), "none"),
    ("removal", 0): ((ORDERED,), Say("removal", "2024-09-01"), "removed"),
    ("asylum_application", 0): ((), APPLIED, "applicant"),
    ("asylum_registration", 0): ((APPLIED,), REGISTERED, "asylum_seeker"),
    ("asylum_refusal", 0): ((REGISTERED,), REFUSED, "refused"),
    ("appeal_decision", 0): (
        (REGISTERED, REFUSED),
        Say("appeal_decision", "2024-09-01", attributes={"outcome": "granted"}),
        "asylum_seeker",
    ),
    ("removal_order", 0): ((REGISTERED,), ORDERED, "removal_ordered"),
    ("removal_declined", 0): ((APPLIED, ORDERED), Say("removal_declined", "2024-09-01", attributes=COURT), "applicant"),
    ("removal_declined", 1): ((APPLIED, ORDERED), Say("removal_declined", "2024-09-01"), "removal_ordered"),
    ("stay_allowed", 0): ((REFUSED, ORDERED), Say("stay_allowed", "2024-09-01"), "stay_allowed"),
    ("status_extension", 0): ((RECOGNISED,), Say("status_extension", "2025-07-01"), "refugee"),
    ("residence_granted", 0): ((REFUSED,), PERMIT, "stay_allowed"),
    ("status_granted", 0): ((ORDERED,), RECOGNISED, "refugee"),
    ("citizenship_granted", 0): ((RECOGNISED,), Say("citizenship_granted", "2025-09-01"), "citizen"),
}


def test_the_table_has_every_rule() -> None:
    rules = own_knowledge().standings.transitions
    assert set(TABLE) == {(event, place) for event, found in rules.items() for place in range(len(found))}


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: f"{rule[0]} {rule[1]}")
def test_what_an_act_does(rule: tuple[str, int]) -> None:
    before, act, shown = TABLE[rule]
    assert status(case(told("a", *before, act, published="2025-12-01"))) == shown


def status(file: CaseFile, day: date | None = None) -> str:
    days = [entry for entry in file.statuses if day is None or entry.as_of <= day]
    return days[-1].status


def test_nothing_proven_is_unknown() -> None:
    file = case(told("a", Say("flight", "2024-01-01")))
    assert [(entry.status, entry.as_of) for entry in file.statuses] == [("unknown", file.as_of)]


def test_one_entry_a_change_and_one_at_the_day_asked() -> None:
    file = case(told("a", APPLIED, REGISTERED, RECOGNISED))
    assert [(entry.as_of.isoformat(), entry.status) for entry in file.statuses] == [
        ("2024-01-10", "applicant"),
        ("2024-02-01", "asylum_seeker"),
        ("2024-07-01", "refugee"),
        ("2026-01-01", "refugee"),
    ]


def test_an_earlier_day_knows_nothing_of_later_acts() -> None:
    assert status(case(told("a", APPLIED, REGISTERED), as_of=date(2024, 1, 31))) == "applicant"


def test_every_entry_names_the_facts_it_rests_on() -> None:
    file = case(told("a", APPLIED, REGISTERED))
    known = {fact.id for fact in file.facts}
    assert all(entry.facts and set(entry.facts) <= known for entry in file.statuses)


def test_an_act_without_a_date_holds_from_the_first_report_of_it() -> None:
    a = told("a", Say("status_granted"), published="2025-03-04")
    assert [entry.as_of for entry in case(a).statuses] == [date(2025, 3, 4), date(2026, 1, 1)]


def test_a_month_counts_from_its_end_but_no_later_than_the_report() -> None:
    a = told("a", Say("status_granted", "2025-03"), published="2025-03-04")
    assert case(a).statuses[0].as_of == date(2025, 3, 4)
    assert case(told("a", Say("status_granted", "2025-03"))).statuses[0].as_of == date(2025, 3, 31)


def test_a_paper_that_ran_out_is_marked() -> None:
    file = case(told("a", PERMIT))
    assert [(entry.as_of.isoformat(), entry.lapsed) for entry in file.statuses] == [
        ("2024-07-01", False),
        ("2025-01-02", True),
        ("2026-01-01", True),
    ]
    assert "ran out on 2025-01-01" in file.gaps[0]


def test_the_country_s_rules_say_when_a_certificate_runs_out() -> None:
    file = case(told("a", Say("asylum_registration", "2024-11-30", place="Almaty")), as_of=date(2025, 2, 28))
    (entry,) = file.statuses[-1:]
    assert entry.document is not None
    assert (entry.document.valid_until, entry.lapsed) == ("2025-02-28", False)
    assert (
        case(told("a", Say("asylum_registration", "2024-11-30", place="Almaty")), as_of=date(2025, 3, 1))
        .statuses[-1]
        .lapsed
    )


def test_a_new_application_replaces_a_permit_that_ran_out() -> None:
    assert status(case(told("a", PERMIT, Say("asylum_application", "2025-03-01")))) == "applicant"
    assert (
        status(case(told("a", PERMIT, Say("asylum_application", "2024-10-01"))), date(2024, 12, 31)) == "stay_allowed"
    )


def test_a_weaker_act_does_not_lower_a_status() -> None:
    assert status(case(told("a", RECOGNISED, Say("asylum_registration", "2024-10-01")))) == "refugee"


def test_all_acts_of_one_day_count_and_what_gives_comes_last() -> None:
    day = "2025-06-12"
    ruling = [
        Say("stay_allowed", day),
        Say("removal_declined", day, attributes={"authority": "immigration judge"}),
        Say("removal_order", day),
        Say("asylum_refusal", day),
    ]
    assert status(case(told("a", *ruling))) == "stay_allowed"


def test_a_disputed_act_proves_nothing() -> None:
    a, b = told("a", APPLIED, Say("removal", "2024-09-01")), told("b", Say("removal", negated=True))
    assert status(case(a, b)) == "applicant"


def test_a_conviction_or_an_adjective_proves_no_status() -> None:
    assert status(case(told("a", Say("conviction", "2024-05-01"), Say("release", "2024-05-02")))) == "unknown"


def test_a_status_that_its_own_source_does_not_tell_proves_nothing() -> None:
    a = told("a", Say("asylum_registration", "2024-11-05"), published="2024-12-01")
    b = told("b", Say("status_granted", "2024-11-05"), published="2024-12-04")
    file = case(a, b, links=[link(b, a)])
    assert [entry.status for entry in file.statuses] == ["asylum_seeker", "asylum_seeker"]


def test_a_tribunal_in_another_language_is_a_court() -> None:
    words = Say("removal_declined", "2024-09-01", words="суд отказался выдворять")
    assert status(case(told("a", APPLIED, ORDERED, words))) == "applicant"
