"""Understatements, what cannot all be so, swapped roles, risks: found where they are, and not where they are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from asyl.cases import index_sources, role_swaps
from asyl.knowledge import own_knowledge
from asyl.model import CaseFile, Dating, LinkKind, Mention, Modality, Person, Role
from tests.cases.makers import NAME, Say, Told, case, link, person, told

CERTIFICATE = {"status": "asylum_seeker", "document": "certificate"}


def sentences(file: CaseFile, on: str) -> list[str]:
    return [item.sentence for item in file.inconsistencies if item.on == on]


def rules(file: CaseFile) -> set[str]:
    return {risk.rule for risk in file.risks}


# --- understatements


def test_a_retelling_of_less_than_its_source_proves_is_an_understatement() -> None:
    paper = {"status": "refugee", "document": "certificate"}
    a = told("a", Say("status_granted", "2024-07-14", attributes=paper), published="2024-07-20")
    b = told("b", Say("status_granted", "2024-07-14", attributes={"status": "stay_allowed"}), published="2024-07-22")
    file = case(a, b, links=[link(b, a)])
    assert [(u.report, u.said, u.proven) for u in file.understatements] == [("b", "stay_allowed", "refugee")]
    assert not file.overstatements
    assert not case(a, told("b", Say("status_granted", "2024-07-14", attributes=paper))).understatements


def test_who_denies_a_status_that_was_proven_before_understates_it() -> None:
    a = told("a", Say("status_granted", "2024-07-14", attributes={"status": "refugee"}), published="2024-07-20")
    b = told("b", Say("citizenship_granted", None, negated=True), published="2025-01-05")
    other = told("c", Say("stay_allowed", "2025-01-04", negated=True), published="2025-01-05")
    assert not case(a, b).understatements  # nobody is said to be a citizen
    assert [(u.report, u.said, u.proven) for u in case(a, other).understatements] == [("c", "none", "refugee")]


def test_a_denial_from_before_the_grant_understates_nothing() -> None:
    a = told("a", Say("status_granted", "2024-07-14", attributes={"status": "refugee"}), published="2024-07-20")
    early = told("b", Say("stay_allowed", None, negated=True), published="2024-03-05")
    assert not case(a, early).understatements


# --- the order of a procedure


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("appeal", "asylum_refusal"),
        ("asylum_registration", "asylum_application"),
        ("asylum_refusal", "asylum_application"),
        ("status_granted", "asylum_application"),
        ("status_extension", "status_granted"),
        ("release", "arrest"),
    ],
)
def test_what_comes_before_its_ground_is_named(earlier: str, later: str) -> None:
    wrong = case(told("a", Say(earlier, "2024-03-01"), Say(later, "2024-05-01")))
    assert len(sentences(wrong, "order")) == 1
    assert "2024-03-01" in sentences(wrong, "order")[0]
    assert not sentences(case(told("a", Say(earlier, "2024-05-01"), Say(later, "2024-03-01"))), "order")
    assert not sentences(case(told("a", Say(earlier, "2024-03-01"), Say(later))), "order"), (
        "an undated one may be first"
    )
    assert not sentences(case(told("a", Say(earlier, "2024"), Say(later, "2024-05-01"))), "order"), (
        "the year leaves room"
    )


def test_another_ground_or_another_case_keeps_the_order() -> None:
    says = [Say("conviction", "2024-02-01"), Say("appeal", "2024-03-01"), Say("asylum_refusal", "2024-05-01")]
    assert not sentences(case(told("a", *says)), "order")
    assert not sentences(case(told("a", Say("asylum_refusal", "2017"), Say("asylum_application", "2020"))), "order")


# --- ages


def test_an_age_that_the_birth_does_not_allow() -> None:
    born = Say("birth", "1990-05-01")
    wrong = told(
        "a", Say("arrest", words=f"The police arrested {NAME}, 27 years old, there"), born, published="2025-06-01"
    )
    right = told(
        "a", Say("arrest", words=f"The police arrested {NAME}, 35 years old, there"), born, published="2025-06-01"
    )
    assert len(sentences(case(wrong), "age")) == 1
    assert not sentences(case(right), "age")


def test_two_ages_that_no_birth_fits() -> None:
    a = told("a", Say("arrest", words=f"27-year-old {NAME} was arrested"), published="2025-06-01")
    b = told("b", Say("arrest", words=f"{NAME}, 41 years old, was arrested"), published="2025-07-01")
    assert len(sentences(case(a, b), "age")) == 1
    later = told("b", Say("arrest", words=f"{NAME}, 41 years old, was arrested"), published="2039-07-01")
    assert not sentences(case(a, later), "age")


def test_the_age_of_another_person_is_not_taken() -> None:
    born = Say("birth", "1990-05-01")
    text = told("a", Say("arrest", words=f"{NAME} and her son. He is 9 years old"), born, published="2025-06-01")
    assert not sentences(case(text), "age")


# --- weekdays, validity, time served


def dated(report: Told, words: str) -> Told:
    """The report with the first claim's date standing in some of its words."""
    at = report.report.text.index(words)
    claim = report.claims[0]
    dating = Dating(claim.date or "", "explicit", report.report.span(at, at + len(words)))
    first = replace(claim, text=report.report.text, dating=dating)
    return Told(report.report, (first, *report.claims[1:]))


@pytest.mark.parametrize(("weekday", "wrong"), [("Tuesday", True), ("Wednesday", False)])
def test_a_weekday_that_is_not_that_of_its_date(weekday: str, wrong: bool) -> None:
    a = told("a", Say("arrest", "2025-03-26", words=f"Arrested on {weekday}, March 26"))
    assert bool(sentences(case(dated(a, "March 26")), "weekday")) is wrong


def test_a_last_day_that_the_stated_duration_does_not_make() -> None:
    words = "a certificate valid for three months was issued"
    attributes = {**CERTIFICATE, "valid_until": "2024-03-05"}
    wrong = case(told("a", Say("asylum_registration", "2023-11-05", words, attributes=attributes)))
    assert len(sentences(wrong, "validity")) == 1
    fitting = {**CERTIFICATE, "valid_until": "2024-02-05"}
    assert not sentences(
        case(told("a", Say("asylum_registration", "2023-11-05", words, attributes=fitting))), "validity"
    )


def test_a_last_day_that_the_law_of_the_country_does_not_make() -> None:
    attributes = {**CERTIFICATE, "valid_until": "2024-05-05"}
    file = case(told("a", Say("asylum_registration", "2023-11-05", place="Almaty", attributes=attributes)))
    assert "gov.kz" in sentences(file, "validity")[0]


def test_time_served_that_does_not_fit_the_days() -> None:
    arrest = Say("arrest", "2023-01-10")
    wrong = case(told("a", arrest, Say("release", "2023-04-10", words="Released after eleven months")))
    assert len(sentences(wrong, "time served")) == 1
    assert not sentences(
        case(told("a", arrest, Say("release", "2023-12-10", words="Released after eleven months"))), "time served"
    )


def test_a_year_written_before_its_word_is_no_duration() -> None:
    says = (Say("arrest", "2018-04-10"), Say("release", "2019-03-10", words="Жумыстан 2019 жылғы наурызда босатты"))
    assert not case(told("a", *says, language="kk")).inconsistencies


# --- roles


def named(report: Told, name: str, number: int) -> Mention:
    at = report.report.text.index(name)
    return Mention(report.report.span(at, at + len(name)), f"n{number}", name, Role.PROTECTED)


def of(file: CaseFile, identity: str, *mentions: Mention) -> CaseFile:
    who: Person = replace(file.person, id=identity, mentions=mentions, names=(mentions[0].name,))
    return replace(file, person=who)


def test_a_role_that_a_re_report_swaps_is_told_of_both() -> None:
    a = told(
        "a", Say("arrest", "2025-03-14", words="Lola Rashidova looked on when they arrested"), published="2025-03-15"
    )
    b = told("b", Say("arrest", "2025-03-14", words="They took Lola Rashidova away beside"), published="2025-03-16")
    one = of(case(a), "p1", named(a, NAME, 0), named(b, NAME, 0))
    two = of(case(b), "p2", named(a, "Lola Rashidova", 1), named(b, "Lola Rashidova", 1))
    links = [link(b, a)]
    sources = index_sources({"a": a.report, "b": b.report}, links, own_knowledge())
    assert {swap.person for swap in role_swaps([one, two], sources)} == {"p1", "p2"}
    both = of(case(a, b), "p1", named(a, NAME, 0), named(b, NAME, 0))
    assert not role_swaps([both, two], sources), "the re-report tells it of both"
    unlinked = index_sources({"a": a.report, "b": b.report}, [], own_knowledge())
    assert not role_swaps([one, two], unlinked)


# --- risks


def test_an_extradition_while_a_certificate_is_valid() -> None:
    certificate = Say("asylum_registration", "2023-10-03", place="Almaty", attributes=CERTIFICATE)
    valid = told("a", certificate, Say("extradition_request", "2023-10-20"))
    lapsed = told("a", certificate, Say("extradition_request", "2024-05-20"))
    assert "extradition-while-protected" in rules(case(valid))
    assert "extradition-while-protected" not in rules(case(lapsed))
    assert "extradition-while-protected" not in rules(case(told("a", Say("extradition_request", "2023-10-20"))))


def test_every_risk_has_its_words() -> None:
    a = told("a", Say("disappearance", "2023-10-20"))
    (risk,) = case(a).risks
    assert (risk.rule, [span.quote for span in risk.spans]) == ("lost-contact", [a.claims[0].quote])


@pytest.mark.parametrize("modality", [Modality.PLANNED, Modality.FEARED])
def test_an_announced_return(modality: Modality) -> None:
    says = (Say("asylum_application", "2025-01-03"), Say("removal", None, modality=modality))
    assert "return-announced" in rules(case(told("a", *says, published="2025-02-01")))
    assert "return-announced" not in rules(case(told("a", says[1], published="2025-02-01")))


def test_arrested_before_the_application() -> None:
    entry, arrest, filed = (Say("irregular_entry", "2023-10-23"), Say("arrest", "2023-10-25"), "2023-10-29")
    assert "arrested-before-filing" in rules(case(told("a", entry, arrest, Say("asylum_application", filed))))
    assert "arrested-before-filing" not in rules(
        case(told("a", entry, arrest, Say("asylum_application", "2023-10-24")))
    )


@pytest.mark.parametrize(("as_of", "shown"), [("2024-01-02", True), ("2023-11-02", False), ("2024-01-20", False)])
def test_a_certificate_that_runs_out(as_of: str, shown: bool) -> None:
    attributes = {**CERTIFICATE, "valid_until": "2024-01-03"}
    a = told("a", Say("asylum_registration", "2023-10-03", attributes=attributes), published="2023-10-10")
    assert ("certificate-runs-out" in rules(case(a, as_of=date.fromisoformat(as_of)))) is shown


def test_asked_why_not_go_back() -> None:
    asked = told("a", Say("interrogation", words=f"The commission asked {NAME} why she did not go back"))
    assert "asked-why-not-go-back" in rules(case(asked))
    assert "asked-why-not-go-back" not in rules(case(told("a", Say("interrogation", words="She did not go back"))))


def test_a_copy_adds_no_inconsistency() -> None:
    a = told("a", Say("appeal", "2024-03-01"), Say("asylum_refusal", "2024-05-01"))
    b = told("b", Say("appeal", "2024-03-01"), Say("asylum_refusal", "2024-05-01"))
    file = case(a, b, links=[link(b, a, LinkKind.COPY, lines=[(1, 1), (2, 2)], share=1.0)])
    assert len(file.inconsistencies) == 1


# --- what is dated by a copy's own day


def test_a_copied_passage_keeps_the_day_of_the_original() -> None:
    a = told("a", Say("asylum_registration", "2019-11-05"), published="2020-02-03")
    b = told("b", Say("asylum_registration", "2022-11-05"), published="2023-03-12")
    claim = b.claims[0]
    counted = replace(claim, text=b.report.text, dating=Dating("2022-11-05", "year-inferred"))
    copied = link(b, a, LinkKind.COPY, lines=[(1, 1)], share=1.0)
    (fact,) = case(a, Told(b.report, (counted,)), links=[copied]).facts
    assert (fact.date, fact.disagreement, len(fact.origins)) == ("2019-11-05", None, 1)
    assert len(case(a, b, links=[copied]).facts) == 2, "a year that stands in the words is the copy's own"


def test_the_person_makers_mention_is_found() -> None:
    assert person(told("a", Say("arrest"))).mentions
