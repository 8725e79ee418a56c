"""Every rule of every procedure worked through once, and how facts start, end and miss limits."""

from __future__ import annotations

from datetime import date

import pytest

from asyl.cases import due, in_force
from asyl.knowledge import own_knowledge
from asyl.model import CaseFile, Rule, RuleKind, Unit
from tests.cases.makers import Say, case, told

# (procedure, rule) -> the day the clock starts, the last day. Leap days, month ends and turns of the year on purpose.
EXAMPLES: dict[tuple[str, str], tuple[str, str]] = {
    ("KZ-2010", "kz.apply"): ("2019-12-28", "2020-01-02"),
    ("KZ-2010", "kz.apply_irregular"): ("2020-02-28", "2020-02-29"),
    ("KZ-2010", "kz.register"): ("2019-11-05", "2019-11-05"),
    ("KZ-2010", "kz.cert_validity"): ("2019-11-30", "2020-02-29"),
    ("KZ-2010", "kz.fingerprint"): ("2019-02-26", "2019-03-01"),
    ("KZ-2010", "kz.decide"): ("2019-10-31", "2020-01-31"),
    ("KZ-2010", "kz.decide_ext"): ("2020-02-29", "2021-02-28"),
    ("KZ-2010", "kz.refugee_validity"): ("2020-07-14", "2021-07-14"),
    ("KZ-2010", "kz.appeal"): ("2021-08-31", "2021-11-30"),
    ("KZ-2022", "kz.apply"): ("2022-04-28", "2022-05-03"),
    ("KZ-2022", "kz.apply_irregular"): ("2023-12-31", "2024-01-01"),
    ("KZ-2022", "kz.register"): ("2022-10-03", "2022-10-03"),
    ("KZ-2022", "kz.cert_validity"): ("2022-10-03", "2023-01-03"),
    ("KZ-2022", "kz.fingerprint"): ("2024-02-27", "2024-03-01"),
    ("KZ-2022", "kz.decide"): ("2022-11-30", "2023-02-28"),
    ("KZ-2022", "kz.decide_ext"): ("2023-03-01", "2024-03-01"),
    ("KZ-2022", "kz.refugee_validity"): ("2024-02-29", "2025-02-28"),
    ("KZ-2022", "kz.appeal"): ("2023-01-19", "2023-04-19"),
    ("TR-LFIP", "tr.register"): ("2021-02-20", "2021-03-07"),
    ("TR-LFIP", "tr.decide"): ("2021-08-31", "2022-02-28"),
    ("TR-LFIP", "tr.accel"): ("2021-12-29", "2022-01-03"),
    ("TR-LFIP", "tr.detain"): ("2021-02-11", "2021-03-13"),
    ("TR-LFIP", "tr.appeal_ipec"): ("2022-01-03", "2022-01-13"),
    ("TR-LFIP", "tr.appeal_court"): ("2022-01-31", "2022-03-02"),
    ("TR-LFIP", "tr.deport"): ("2021-02-11", "2021-02-18"),
    ("TH-NSM", "th.eligible"): ("2023-09-22", "2023-10-22"),
    ("TH-NSM", "th.appeal1"): ("2024-04-19", "2024-05-04"),
    ("TH-NSM", "th.file"): ("2024-01-01", "2024-03-01"),
    ("DE", "de.simple"): ("2023-12-22", "2024-01-05"),
    ("DE", "de.mu"): ("2022-07-18", "2022-07-25"),
    ("EU-APR-2024", "eu.register"): ("2026-06-12", "2026-06-17"),
    ("EU-APR-2024", "eu.lodge"): ("2026-06-17", "2026-07-08"),
    ("EU-APR-2024", "eu.decide"): ("2026-08-31", "2027-02-28"),
    ("SE", "se.appeal"): ("2024-02-15", "2024-03-07"),
    ("US-before-2026-03-09", "us.bia"): ("2026-03-08", "2026-04-07"),
    ("US-2026", "us.one_year"): ("2028-02-29", "2029-02-28"),
    ("US-2026", "us.ead"): ("2026-03-10", "2026-08-07"),
    ("US-2026", "us.bia"): ("2026-03-09", "2026-03-19"),
    ("UNHCR-mandate", "unhcr.appeal"): ("2024-01-31", "2024-03-01"),
}
# Rules that never run a clock, with the kind that says why.
WITHOUT = {
    ("KZ-2010", "kz.refoulement"): RuleKind.SAFEGUARD,
    ("KZ-2022", "kz.refoulement"): RuleKind.SAFEGUARD,
    ("KZ-CC392-2015", "kz.392"): RuleKind.PENALTY,
    ("KZ-CC392-2025", "kz.392"): RuleKind.PENALTY,
    ("TR-LFIP", "tr.withdraw"): RuleKind.SAFEGUARD,
    ("TH-NSM", "th.exclude"): RuleKind.SAFEGUARD,
    ("DE", "de.addr"): RuleKind.SAFEGUARD,
    ("EU-APR-2024", "eu.appeal"): RuleKind.SAFEGUARD,
    ("CAT-22", "cat.interim"): RuleKind.SAFEGUARD,
}
RULES: dict[tuple[str, str], Rule] = {
    (procedure.id, rule.id): rule for procedure in own_knowledge().procedures for rule in procedure.rules
}


def test_every_rule_of_every_procedure_has_its_example() -> None:
    assert set(RULES) == set(EXAMPLES) | set(WITHOUT)
    assert len(RULES) == 48


@pytest.mark.parametrize("key", EXAMPLES, ids=" ".join)
def test_worked_example(key: tuple[str, str]) -> None:
    rule, (start, last) = RULES[key], EXAMPLES[key]
    assert rule.limit is not None
    assert rule.unit is not None
    assert due(date.fromisoformat(start), rule.limit, rule.unit) == date.fromisoformat(last)
    country = next(procedure.country for procedure in own_knowledge().procedures if procedure.id == key[0])
    held = in_force(own_knowledge().procedures, [country], date.fromisoformat(start))
    assert key in {(procedure.id, found.id) for procedure, found in held}


@pytest.mark.parametrize("key", WITHOUT, ids=" ".join)
def test_a_rule_without_a_clock_says_why(key: tuple[str, str]) -> None:
    assert RULES[key].limit is None
    assert RULES[key].kind is WITHOUT[key]


@pytest.mark.parametrize(
    ("start", "limit", "unit", "last"),
    [
        ("2024-01-31", 1, Unit.MONTH, "2024-02-29"),
        ("2023-01-31", 1, Unit.MONTH, "2023-02-28"),
        ("2024-02-29", 1, Unit.YEAR, "2025-02-28"),
        ("2024-02-29", 4, Unit.YEAR, "2028-02-29"),
        ("2024-12-31", 2, Unit.MONTH, "2025-02-28"),
        ("2024-03-01", 24, Unit.HOUR, "2024-03-02"),
        ("2024-03-01", 25, Unit.HOUR, "2024-03-03"),
        ("2024-03-01", 0, Unit.CALENDAR_DAY, "2024-03-01"),
        ("2024-03-01", 1, Unit.WORKING_DAY, "2024-03-04"),  # a Friday
        ("2024-03-02", 1, Unit.WORKING_DAY, "2024-03-04"),  # a Saturday
        ("2024-03-02", 5, Unit.WORKING_DAY, "2024-03-08"),
        ("2024-03-03", 6, Unit.WORKING_DAY, "2024-03-11"),  # a Sunday
        ("2024-03-04", 10, Unit.WORKING_DAY, "2024-03-18"),
    ],
)
def test_counting(start: str, limit: int, unit: Unit, last: str) -> None:
    assert due(date.fromisoformat(start), limit, unit) == date.fromisoformat(last)


def test_a_limit_beyond_the_calendar_has_no_last_day() -> None:
    assert due(date(9999, 12, 31), 1, Unit.CALENDAR_DAY) is None
    assert due(date(9999, 6, 1), 7, Unit.MONTH) is None
    assert due(date(2024, 1, 1), 10**9, Unit.WEEK) is None


def test_a_change_of_law_on_the_day() -> None:
    def terms(day: str) -> list[int | None]:
        held = in_force(own_knowledge().procedures, ["KZ"], date.fromisoformat(day))
        return [rule.penalty_months for _, rule in held if rule.id == "kz.392"]

    assert terms("2025-09-16") == [12]
    assert terms("2025-09-17") == [36]


def test_versions_that_meet_in_a_month_both_hold_in_it() -> None:
    def versions(day: str) -> set[str]:
        held = in_force(own_knowledge().procedures, ["KZ"], date.fromisoformat(day))
        return {procedure.id for procedure, rule in held if rule.id == "kz.decide"}

    assert versions("2022-03-31") == {"KZ-2010"}
    assert versions("2022-04-15") == {"KZ-2010", "KZ-2022"}
    assert versions("2022-05-01") == {"KZ-2022"}


def test_a_code_is_not_applied_to_events_before_it() -> None:
    def rules(day: str) -> set[str]:
        return {rule.id for _, rule in in_force(own_knowledge().procedures, ["KZ"], date.fromisoformat(day))}

    assert "kz.appeal" not in rules("2021-06-30")
    assert "kz.appeal" in rules("2021-07-01")


def listed(file: CaseFile) -> dict[str, tuple[str, bool]]:
    return {item.rule: (item.due.isoformat(), item.missed) for item in file.deadlines}


REGISTERED = Say("asylum_registration", "2022-10-03", place="Almaty")


def test_what_is_still_to_be_done() -> None:
    assert listed(case(told("a", REGISTERED), as_of=date(2022, 10, 4))) == {
        "KZ-2022 kz.fingerprint": ("2022-10-06", False),
        "KZ-2022 kz.cert_validity": ("2023-01-03", False),
        "KZ-2022 kz.decide": ("2023-01-03", False),
        "KZ-2022 kz.decide_ext": ("2023-10-03", False),
    }


def test_what_nothing_can_show_as_done_is_not_called_missed() -> None:
    file = case(told("a", REGISTERED), as_of=date(2023, 1, 4))
    assert listed(file) == {
        "KZ-2022 kz.cert_validity": ("2023-01-03", True),
        "KZ-2022 kz.decide": ("2023-01-03", True),
        "KZ-2022 kz.decide_ext": ("2023-10-03", False),
    }


def test_a_decision_ends_the_limits_of_the_examination() -> None:
    file = case(told("a", REGISTERED, Say("asylum_refusal", "2023-01-19")), as_of=date(2023, 2, 1))
    assert listed(file) == {"KZ-2022 kz.appeal": ("2023-04-19", False)}
    assert [item.verified for item in file.deadlines] == [False]


def test_a_new_certificate_replaces_the_old_one() -> None:
    file = case(
        told("a", REGISTERED, Say("asylum_registration", "2023-01-02", place="Almaty")), as_of=date(2023, 1, 10)
    )
    assert listed(file)["KZ-2022 kz.cert_validity"] == ("2023-04-02", False)


def test_an_application_made_too_late_stays_on_the_list() -> None:
    crossing = Say("irregular_entry", "2022-09-01", place="a border village")
    in_time = case(told("a", crossing, Say("asylum_application", "2022-09-02", place="Almaty")))
    late = case(told("a", crossing, Say("asylum_application", "2022-09-22", place="Almaty")))
    assert "KZ-2022 kz.apply_irregular" not in listed(in_time)
    assert listed(late)["KZ-2022 kz.apply_irregular"] == ("2022-09-02", True)
    assert "KZ-2022 kz.apply" not in listed(late)  # five days only without an irregular crossing


def test_the_trigger_is_a_fact_of_the_file_and_the_source_is_named() -> None:
    file = case(told("a", REGISTERED), as_of=date(2022, 10, 4))
    known = {fact.id for fact in file.facts}
    assert all(item.trigger in known and item.source for item in file.deadlines)
    assert "registration" in file.deadlines[-1].source


def test_without_a_country_nothing_is_said() -> None:
    assert case(told("a", Say("asylum_registration", "2025-12-20"))).deadlines == ()
    elsewhere = Say("asylum_registration", "2025-12-20", place="a town that no list has")
    assert case(told("a", elsewhere)).deadlines == ()


def test_a_month_starts_no_limit_of_days() -> None:
    file = case(told("a", Say("asylum_registration", "2022-10", place="Almaty")), as_of=date(2022, 11, 1))
    assert set(listed(file)) == {"KZ-2022 kz.cert_validity", "KZ-2022 kz.decide", "KZ-2022 kz.decide_ext"}


def test_the_kind_of_refusal_is_a_condition() -> None:
    file = case(told("a", Say("asylum_refusal", "2025-12-22", place="Berlin")))
    assert [(item.due.isoformat(), item.what) for item in file.deadlines] == [
        ("2025-12-29", "action + urgent motion (after a refusal as manifestly unfounded or inadmissible)"),
        ("2026-01-05", "action in court (after a simple refusal)"),
    ]
    assert all("in force since when is not known" in item.source for item in file.deadlines)


def test_a_removal_ends_every_limit() -> None:
    file = case(told("a", REGISTERED, Say("removal", "2022-11-01")), as_of=date(2022, 12, 1))
    assert file.deadlines == ()


def test_a_new_country_ends_the_old_one_s_limits() -> None:
    file = case(told("a", REGISTERED, Say("relocation", "2022-11-01", place="Bangkok")), as_of=date(2022, 12, 1))
    assert file.deadlines == ()


@pytest.mark.parametrize(
    ("place", "words", "procedure"),
    [
        ("Стамбул", "", "TR-LFIP"),
        (None, "rejected by the Swedish Migration Agency", "SE"),
        ("UNHCR", "", "UNHCR-mandate"),
        (None, "rejected in Sweden after a stay in Germany", None),
    ],
)
def test_the_country_is_read_from_place_authority_or_words(
    place: str | None, words: str, procedure: str | None
) -> None:
    file = case(told("a", Say("asylum_refusal", "2025-12-20", words=words, place=place)))
    assert {item.rule.split()[0] for item in file.deadlines} == ({procedure} if procedure else set())
