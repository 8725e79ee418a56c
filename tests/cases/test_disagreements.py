"""Values side by side: the gravest disagreement of a fact, and what is none."""

from __future__ import annotations

import pytest

from asyl.model import Disagreement
from tests.cases.makers import Say, Told, case, link, the, told

SIX, EIGHT = {"sentence_months": 6}, {"sentence_months": 8}


def found(event: str, *reports: Told, linked: bool = False) -> Disagreement | None:
    links = [link(reports[1], reports[0])] if linked else []
    return the(case(*reports, links=links), event).disagreement


def values(item: Disagreement | None) -> set[str]:
    return {version.value for version in item.versions} if item is not None else set()


def test_a_coarser_date_is_no_disagreement() -> None:
    assert found("flight", told("a", Say("flight", "2024")), told("b", Say("flight", "2024-05-02"))) is None


def test_disjoint_dates_disagree() -> None:
    item = found("conviction", told("a", Say("conviction", "2024-05-02")), told("b", Say("conviction", "2024-05-03")))
    assert item is not None
    assert (item.on, values(item)) == ("date", {"2024-05-02", "2024-05-03"})


def test_a_number_is_graver_than_a_date() -> None:
    a = told("a", Say("conviction", "2024-05-02", attributes=EIGHT))
    b = told("b", Say("conviction", "2024-05-03", attributes=SIX))
    item = found("conviction", a, b)
    assert item is not None
    assert (item.on, values(item)) == ("number", {"8 months", "6 months"})
    assert [version.reports for version in item.versions] == [("b",), ("a",)]


def test_a_claim_without_a_number_disagrees_with_nobody() -> None:
    a, b = told("a", Say("conviction", "2024-05-02", attributes=EIGHT)), told("b", Say("conviction", "2024-05-02"))
    assert found("conviction", a, b) is None


def test_a_status_is_graver_than_a_number() -> None:
    seeker = {"status": "asylum_seeker"}
    a = told("a", Say("asylum_registration", "2024-11-05", attributes=seeker))
    b = told("b", Say("status_granted", "2024-11-05", attributes={"status": "refugee"}))
    item = found("asylum_registration", a, b, linked=True)
    assert item is not None
    assert (item.on, values(item)) == ("status", {"asylum_seeker", "refugee"})


@pytest.mark.parametrize(
    ("one", "other", "labels"),
    [
        ("was held for fifty-eight days", "spent 85 days in a camp", {"58 days", "85 days"}),
        ("was held for two weeks", "was held for 14 days", set()),
        ("was held for a year", "was held at the age of 31", set()),
        ("the 29-year-old was held for nine days", "was held two years ago", set()),
        ("was held for 1 month", "was held for forty days", {"1 month", "40 days"}),
    ],
)
def test_durations_are_read_from_the_words(one: str, other: str, labels: set[str]) -> None:
    a, b = told("a", Say("detention", "2024-05-02", one)), told("b", Say("detention", "2024-05-02", other))
    assert values(found("detention", a, b)) == labels


def test_durations_in_russian() -> None:
    a = told("a", Say("detention", "2024-05-02", "двадцать восемь дней держали в лагере"), language="ru")
    b = told("b", Say("detention", "2024-05-02", "провёл в лагере сорок суток"), language="ru")
    assert values(found("detention", a, b)) == {"28 days", "40 days"}


def test_a_detention_that_began_earlier_and_ended_at_one_time_disagrees_on_its_date_alone() -> None:
    a = told("a", Say("detention", "2017-11", "spent eleven months in the camp"))
    b = told("b", Say("detention", "2017-08", "spent fourteen months in the camp"))
    item = found("detention", a, b, linked=True)
    assert item is not None
    assert item.on == "date"


def test_fines_are_compared_by_their_figures() -> None:
    a = told("a", Say("conviction", "2024-05-02", attributes={"fine": "4,000 som"}))
    b = told("b", Say("conviction", "2024-05-02", attributes={"fine": "40 000 сом"}))
    assert values(found("conviction", a, b)) == {"4,000 som", "40 000 сом"}
    assert found("conviction", a, told("c", Say("conviction", "2024-05-02", attributes={"fine": "4 000 сом"}))) is None


def test_a_denial_stands_beside_what_it_denies() -> None:
    item = found("removal", told("a", Say("removal", "2024-05-02")), told("b", Say("removal", negated=True)))
    assert item is not None
    assert item.on == "polarity"
    assert {version.value: version.reports for version in item.versions} == {"affirmed": ("a",), "negated": ("b",)}


def test_a_denial_reaches_up_to_its_report_s_day() -> None:
    early = told("b", Say("removal", negated=True), published="2024-05-01")
    assert found("removal", told("a", Say("removal", "2024-05-02")), early) is None


def test_a_denial_of_another_place_denies_nothing_here() -> None:
    a = told("a", Say("asylum_application", "2024-05-02", place="Osh"))
    b = told("b", Say("asylum_application", negated=True, place="Bulgaria"))
    assert found("asylum_application", a, b) is None


def test_a_report_does_not_contradict_itself_in_one_voice_but_quotes_a_denial() -> None:
    says = Say("torture", "2024-05")
    assert found("torture", told("a", says, Say("torture", negated=True))) is None
    assert values(found("torture", told("a", says, Say("torture", negated=True, speaker="the police")))) == {
        "affirmed",
        "negated",
    }


def test_a_denied_suspension_leaves_the_conviction_alone() -> None:
    a = told("a", Say("conviction", "2024-05-02", attributes={**SIX, "suspended": False}))
    b = told("b", Say("conviction", negated=True, attributes={"suspended": True}))
    assert found("conviction", a, b) is None


def test_a_suspended_term_is_not_the_same_as_a_term() -> None:
    a = told("a", Say("conviction", "2024-05-02", attributes={**SIX, "suspended": False}))
    b = told("b", Say("conviction", "2024-05-02", attributes={**SIX, "suspended": True}))
    item = found("conviction", a, b)
    assert item is not None
    assert (item.on, values(item)) == ("number", {"suspended", "not suspended"})


def test_countries_disagree_and_a_town_agrees_with_its_country() -> None:
    a = told("a", Say("arrest", "2024-05-02", place="Almaty"))
    assert found("arrest", a, told("b", Say("arrest", "2024-05-02", place="Kazakhstan"))) is None
    item = found("arrest", a, told("b", Say("arrest", "2024-05-02", place="Bangkok")))
    assert item is not None
    assert (item.on, values(item)) == ("place", {"Kazakhstan", "Thailand"})


def test_a_report_that_denies_one_and_tells_another_denies_nobody_s() -> None:
    a = told("a", Say("asylum_application", negated=True), Say("asylum_application", "2024-12-19"))
    assert found("asylum_application", a, told("b", Say("asylum_application", "2024-12-19"))) is None


def test_what_has_no_date_at_all_may_be_what_a_denial_denies() -> None:
    a, b = told("a", Say("removal"), published=None), told("b", Say("removal", negated=True), published="2020-01-01")
    item = found("removal", a, b)
    assert item is not None
    assert item.on == "polarity"
