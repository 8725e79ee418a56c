"""What is one happening: dates, places, voices, passages, and what is told as two."""

from __future__ import annotations

import pytest

from asyl.model import LinkKind, Modality, Tier
from tests.cases.makers import Say, case, facts, link, the, told


def test_a_coarser_date_joins_and_the_narrower_one_stays() -> None:
    fact = the(case(told("a", Say("flight", "2023-05")), told("b", Say("flight", "2023-05-17"))), "flight")
    assert fact.date == "2023-05-17"
    assert fact.reports == ("a", "b")
    assert fact.why_joined == "one date contains the other"


def test_one_report_that_tells_two_days_tells_two_happenings() -> None:
    file = case(told("a", Say("interrogation", "2023-05-01"), Say("interrogation", "2023-05-20")))
    assert [fact.date for fact in facts(file, "interrogation")] == ["2023-05-01", "2023-05-20"]


def test_two_voices_of_one_report_that_differ_by_a_day_tell_one_happening() -> None:
    wife, paper = (
        Say("arrest", "2023-05-01", speaker="Zarina", local="n1"),
        Say("arrest", "2023-05-02", speaker="the file"),
    )
    fact = the(case(told("a", wife, paper)), "arrest")
    assert fact.disagreement is not None
    assert fact.disagreement.on == "date"
    assert fact.date == "2023-05-01/2023-05-02"


@pytest.mark.parametrize(("day", "happenings"), [("2023-05-04", 1), ("2023-05-05", 2)])
def test_unlinked_reports_may_differ_by_three_days_and_no_more(day: str, happenings: int) -> None:
    assert (
        len(facts(case(told("a", Say("arrest", "2023-05-01")), told("b", Say("arrest", day))), "arrest")) == happenings
    )


def test_a_retelling_may_take_the_wrong_month() -> None:
    a, b = told("a", Say("arrest", "2023-05-14")), told("b", Say("arrest", "2023-06-14"))
    fact = the(case(a, b, links=[link(b, a)]), "arrest")
    assert fact.date == "2023-05-14"  # the retelling found nothing out itself
    assert fact.disagreement is not None
    assert {version.value for version in fact.disagreement.versions} == {"2023-05-14", "2023-06-14"}


def test_a_report_tells_of_nothing_that_came_after_it() -> None:
    early = told("a", Say("arrest", "2023-05-14"), published="2023-05-20")
    late = told("b", Say("arrest", "2023-06-01"), published="2023-06-10")
    assert len(facts(case(early, late, links=[link(late, early)]), "arrest")) == 2


def test_what_happens_once_in_a_life_is_one_fact_whatever_the_dates() -> None:
    fact = the(case(told("a", Say("birth", "1985-02-01")), told("b", Say("birth", "1990"))), "birth")
    assert fact.disagreement is not None
    assert fact.disagreement.on == "date"


def test_an_undated_claim_joins_the_only_happening_of_its_kind() -> None:
    assert the(case(told("a", Say("flight", "2023-05")), told("b", Say("flight"))), "flight").reports == ("a", "b")


def test_an_undated_claim_at_another_place_is_another_happening() -> None:
    there = Say("asylum_application", "2023-04-04", place="Rostock")
    file = case(told("a", there, Say("asylum_application", place="Bulgaria")))
    assert len(facts(file, "asylum_application")) == 2


def test_the_passage_tells_which_detention_an_undated_claim_means() -> None:
    source = told("a", Say("detention", "2020-02"), Say("detention", "2023-09"))
    retelling = told("b", Say("detention"))
    file = case(source, retelling, links=[link(retelling, source, lines=[(1, 1)])])
    first, second = facts(file, "detention")
    assert (first.reports, second.reports) == (("a", "b"), ("a",))


def test_what_a_report_tells_undated_after_a_release_is_another_detention() -> None:
    says = (Say("detention", "2018-11"), Say("release", "2019-10"), Say("detention", words="he is still held"))
    assert [fact.date for fact in facts(case(told("a", *says)), "detention")] == ["2018-11", None]
    assert len(facts(case(told("a", says[0], says[2])), "detention")) == 1


@pytest.mark.parametrize("modality", [Modality.PLANNED, Modality.FEARED])
def test_what_is_planned_or_feared_makes_no_fact(modality: Modality) -> None:
    file = case(told("a", Say("removal", "2025-03-01", modality=modality)))
    assert file.facts == ()
    assert [claim.event for claim in file.open_claims] == ["removal"]


def test_what_is_only_denied_makes_no_fact() -> None:
    file = case(told("a", Say("removal", negated=True)))
    assert file.facts == ()
    assert len(file.open_claims) == 1


def test_a_weak_sign_is_no_fact() -> None:
    assert case(told("a", Say("removal", "2025-03-01", tier=Tier.TO_READ))).facts == ()


REGISTERED = Say("asylum_registration", "2024-11-05", attributes={"status": "asylum_seeker", "document": "certificate"})
GRANTED = Say("status_granted", "2024-11-05", attributes={"status": "refugee"})


def test_a_distorted_retelling_belongs_to_the_fact_it_distorts() -> None:
    a, b = told("a", REGISTERED, published="2025-02-03"), told("b", GRANTED, published="2025-02-06")
    file = case(a, b, links=[link(b, a)])
    fact = the(file, "asylum_registration")
    assert not facts(file, "status_granted")
    assert fact.reports == ("a", "b")
    assert len(fact.origins) == 1
    assert "stronger" in fact.why_joined


def test_a_status_that_the_source_tells_too_is_no_distortion() -> None:
    a, b = told("a", REGISTERED, Say("status_granted", "2024-12-01")), told("b", Say("status_granted", "2024-12-01"))
    assert the(case(a, b, links=[link(b, a)]), "status_granted").reports == ("a", "b")


def test_a_status_given_after_the_source_came_out_is_news() -> None:
    a = told("a", REGISTERED, published="2025-02-03")
    b = told("b", Say("status_granted", "2025-02-20"), published="2025-03-01")
    assert the(case(a, b, links=[link(b, a)]), "status_granted").reports == ("b",)


def test_of_two_outcomes_of_one_decision_in_one_report_the_weaker_is_the_act() -> None:
    both = told("a", Say("status_granted", "2025-03-25"), Say("stay_allowed", "2025-03-25"))
    file = case(both)
    assert not facts(file, "status_granted")
    assert the(file, "stay_allowed").disagreement is not None


def test_a_permit_that_comes_with_a_status_distorts_nothing() -> None:
    file = case(told("a", Say("status_granted", "2025-03-25"), Say("residence_granted", "2025-03-25")))
    assert len(facts(file, "status_granted")) == len(facts(file, "residence_granted")) == 1
    assert file.overstatements == ()


def test_a_copy_of_a_distortion_goes_back_to_the_act() -> None:
    a, b, c = told("a", REGISTERED), told("b", GRANTED), told("c", GRANTED)
    file = case(a, b, c, links=[link(b, a), link(c, b, LinkKind.COPY, lines=[(1, 1)])])
    assert the(file, "asylum_registration").reports == ("a", "b", "c")
    assert [item.report for item in file.overstatements] == ["b", "c"]


def test_what_a_certificate_brings_with_it_is_no_act_of_its_own() -> None:
    stay = Say("stay_allowed", "2024-11-05", attributes={"status": "stay_allowed"})
    file = case(told("a", REGISTERED, stay))
    fact = the(file, "asylum_registration")
    assert len(fact.claims) == 2
    assert (fact.disagreement, file.overstatements) == (None, ())
    assert file.statuses[-1].status == "asylum_seeker"
    assert len(facts(case(told("a", REGISTERED, Say("stay_allowed", "2024-12-05"))), "stay_allowed")) == 1


def test_a_year_beside_a_status_does_not_make_another_act_of_it() -> None:
    a = told("a", REGISTERED, published="2024-12-28")
    b = told("b", Say("status_granted", "2015", attributes={"status": "refugee"}), published="2025-01-06")
    assert the(case(a, b, links=[link(b, a)]), "asylum_registration").reports == ("a", "b")


def test_the_first_paragraph_of_a_report_is_its_summary() -> None:
    long = (
        "two people who crossed the border in the autumn have been accepted as refugees, as friends were glad to hear"
    )
    allowed = Say("stay_allowed", "2024-11-05")
    file = case(told("a", Say("status_granted", words=long), allowed))
    assert the(file, "stay_allowed").disagreement is not None
    assert [(item.claimed, item.proven) for item in file.overstatements] == [("refugee", "stay_allowed")]
    later = case(told("a", Say("flight", words=long), Say("status_granted", words=long), allowed))
    assert len(facts(later, "status_granted")) == 1
