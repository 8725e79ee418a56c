"""Births and ages that a report states, and what two persons' weigh beside each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyl.claims import read
from asyl.knowledge import Knowledge
from asyl.model import Mention, PersonKey, Trait, TraitKind, Verdict, View, date_range
from asyl.people import propose, resolve, traits
from asyl.people.evidence import Evidence, births
from tests.claims.tools import report as made
from tests.people.makers import register, report


def of(text: str, knowledge: Knowledge, language: str = "en") -> list[Trait]:
    one = made(text, "2024-06-01", language)
    reading = read(one, knowledge)
    found = traits(one, reading.mentions, reading.claims, knowledge)
    assert all(trait.span is not None and trait.span.holds(text) for trait in found)
    return found


def test_a_birth_is_a_trait(knowledge: Knowledge) -> None:
    (found,) = of("Aliya Omirbek was born on 3 May 1987. She fled in 2019.", knowledge)
    assert (found.kind, found.value) == (TraitKind.BIRTH, "1987-05-03")


@pytest.mark.parametrize(
    "text",
    [
        "Aliya Omirbek, 37, fled in 2019.",
        "Aliya Omirbek (37) fled in 2019.",
        "The 37-year-old baker Aliya Omirbek fled in 2019.",
        "Aliya Omirbek, a 37-year-old baker, fled in 2019.",
    ],
)
def test_a_stated_age_is_a_birth_date_of_two_possible_years(text: str, knowledge: Knowledge) -> None:
    ages = [trait for trait in of(text, knowledge) if trait.kind is TraitKind.AGE]
    if text.startswith("Aliya Omirbek, a "):
        assert len(ages) <= 1  # the words between may be of somebody else
        return
    (found,) = ages
    assert date_range(found.value).overlaps(date_range("1987-01-15"))
    assert date_range(found.value).overlaps(date_range("1986-07-15"))
    assert not date_range(found.value).overlaps(date_range("1984"))
    assert not date_range(found.value).overlaps(date_range("1989"))


@pytest.mark.parametrize(
    "text", ["Aliya Omirbek, 2019, fled.", "Aliya Omirbek (999) fled.", "In 37 days Aliya Omirbek fled."]
)
def test_other_numbers_are_no_ages(text: str, knowledge: Knowledge) -> None:
    assert [trait for trait in of(text, knowledge) if trait.kind is TraitKind.AGE] == []


BORN = [
    ("1987-05-03", "1987-05-03", 9), ("1987-05-03", "1987-03-05", 7), ("1987-05-03", "1987-05-04", 5),
    ("1987-05-03", "1988-05-03", 5), ("1987-05", "1987-05-03", 6), ("1987", "1987-05-03", 3.5),
    ("1987-05-03", "1987-11-20", -2.5), ("1987-05-03", "1988-11-20", -2), ("1987", "1988-02-01", -2),
    ("1987-05-03", "1991-05-03", -6), ("1987", "1991-05-03", -6),
]  # fmt: skip


@pytest.mark.parametrize(("one", "two", "odds"), BORN)
def test_what_two_birth_dates_weigh(one: str, two: str, odds: float) -> None:
    assert births(one, two).odds == births(two, one).odds == odds


days = st.dates().map(str)


@given(st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4])), days)
def test_weights_know_no_order(one: str, two: str) -> None:
    assert births(one, two).odds == births(two, one).odds


def born(mentions: list[Mention], **dates: str) -> list[Trait]:
    keys: dict[str, PersonKey] = {mention.report: mention.key for mention in mentions}
    return [Trait(keys[name], TraitKind.BIRTH, day) for name, day in dates.items()]


def groups(mentions: list[Mention], known: list[Trait], knowledge: Knowledge) -> set[frozenset[str]]:
    found = resolve(mentions, propose(mentions, [], knowledge, known), [], {}, View.WORKING, known)
    return {frozenset(report for report, _ in person.keys) for person in found}


def test_a_birth_date_settles_swap_or_child(knowledge: Knowledge) -> None:
    both = register(report("a", "Malik Toleuqan"), report("b", "Toleuqan Malikuly"))
    assert len(groups(both, [], knowledge)) == 2
    assert len(groups(both, born(both, a="1950-02-01", b="1950-02-01"), knowledge)) == 1
    assert len(groups(both, born(both, a="1950-02-01", b="1981-02-01"), knowledge)) == 2


def test_another_birth_date_keeps_one_name_apart_also_over_a_third_report(knowledge: Knowledge) -> None:
    three = register(report("a", "Samal Qorgas"), report("b", "Samal Qorgas"), report("c", "Samal Qorgas"))
    known = born(three, a="1950-02-01", b="1981-02-01")
    assert len(groups(three, known, knowledge)) == 2
    (first,) = (p for p in propose(three, [], knowledge, known) if (p.left[0], p.right[0]) == ("a", "b"))
    assert first.verdict is Verdict.UNSURE
    assert any("1950-02-01" in reason for reason in first.reasons)


def test_an_age_alone_never_keeps_apart(knowledge: Knowledge) -> None:
    both = register(report("a", "Samal Qorgas"), report("b", "Samal Qorgas"))
    keys = [mention.key for mention in both]
    known = [Trait(keys[0], TraitKind.AGE, "1950/1951"), Trait(keys[1], TraitKind.AGE, "1981/1982")]
    assert len(groups(both, known, knowledge)) == 1


def test_bare_names_born_on_one_day_are_one_person(knowledge: Knowledge) -> None:
    both = register(report("a", "Samal"), report("b", "Samal Qorgas"))
    assert len(groups(both, [], knowledge)) == 2
    assert len(groups(both, born(both, a="1981-02-01", b="1981-02-01"), knowledge)) == 1


def test_the_most_exact_of_two_statements_counts() -> None:
    key = ("a", "n")
    held = Evidence([Trait(key, TraitKind.BIRTH, "1981"), Trait(key, TraitKind.BIRTH, "1981-02-01")])
    assert held.birth(key) == date_range("1981-02-01")
    assert held.birth(("b", "n")) is None
    assert not Evidence([])
