"""What must not change a case file: a verbatim copy, the order of reports, a name."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from asyl.cases import build_from, index_sources, with_report
from asyl.knowledge import own_knowledge
from asyl.model import CaseFile, Link, LinkKind, Modality, View
from tests.cases.makers import AS_OF, Say, Told, case, copy_of, link, person, told

EVENTS = (
    "flight",
    "irregular_entry",
    "detention",
    "release",
    "arrest",
    "conviction",
    "asylum_application",
    "asylum_registration",
    "asylum_refusal",
    "appeal_decision",
    "stay_allowed",
    "status_granted",
    "residence_granted",
    "status_extension",
    "removal_order",
    "removal_declined",
    "removal",
    "relocation",
)
DAYS = st.dates(date(2022, 1, 1), date(2025, 5, 1))
DATES = st.one_of(
    st.none(),
    DAYS.map(date.isoformat),
    DAYS.map(lambda day: day.isoformat()[:7]),
    DAYS.map(lambda day: day.isoformat()[:4]),
    DAYS.map(lambda day: f"{day.isoformat()}/{(day + timedelta(days=3)).isoformat()}"),
)
SAYS = st.builds(
    Say,
    event=st.sampled_from(EVENTS),
    date=DATES,
    speaker=st.sampled_from([None, None, "the judgment", "Zarina"]),
    negated=st.sampled_from([False, False, False, True]),
    modality=st.sampled_from([None, None, None, Modality.PLANNED]),
    place=st.sampled_from([None, "Almaty", "Bangkok", "a village"]),
    attributes=st.sampled_from([None, {"status": "refugee"}, {"status": "asylum_seeker", "document": "certificate"}]),
)
PUBLISHED = st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2025, 6, 1)).map(date.isoformat))


@st.composite
def registers(draw: st.DrawFn) -> tuple[list[Told], list[Link]]:
    """Up to four reports with up to five claims each, some of which rest on each other, in circles too."""
    count = draw(st.integers(1, 4))
    reports = [
        told(f"r{number}", *draw(st.lists(SAYS, min_size=1, max_size=5)), published=draw(PUBLISHED))
        for number in range(count)
    ]
    pairs = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=5))
    kinds = st.sampled_from(list(LinkKind))
    return reports, [
        link(reports[one], reports[other], draw(kinds), lines=[(1, 1)] if draw(st.booleans()) else (), share=0.3)
        for one, other in pairs
        if one != other
    ]


def summary(file: CaseFile) -> list[object]:
    """What a case file says, without the ids that depend on the claims behind it."""
    facts = [(fact.event, fact.date, len(fact.origins)) for fact in file.facts]
    statuses = [(entry.as_of, entry.status, entry.lapsed) for entry in file.statuses]
    return [sorted(facts, key=str), statuses, sorted((item.rule, item.due, item.missed) for item in file.deadlines)]


@settings(max_examples=150, deadline=None)
@given(registers(), st.randoms(use_true_random=False))
def test_the_order_of_reports_claims_and_links_does_not_matter(
    register: tuple[list[Told], list[Link]], dice: random.Random
) -> None:
    reports, links = register
    mixed, mixed_links = list(reports), list(links)
    dice.shuffle(mixed)
    dice.shuffle(mixed_links)
    one, other = case(*reports, links=links), case(*mixed, links=mixed_links)
    assert replace(one, person=other.person) == other


@settings(max_examples=150, deadline=None)
@given(registers())
def test_a_verbatim_copy_changes_no_origin_and_no_status(register: tuple[list[Told], list[Link]]) -> None:
    reports, links = register
    original = reports[0]
    copied, made = copy_of(original, "copy", original.report.published)
    assert summary(case(*reports, copied, links=[*links, made])) == summary(case(*reports, links=links))


@settings(max_examples=100, deadline=None)
@given(registers())
def test_everything_rests_on_claims_of_the_person(register: tuple[list[Told], list[Link]]) -> None:
    reports, links = register
    file = case(*reports, links=links)
    mine = {claim.id for report in reports for claim in report.claims}
    known = {fact.id for fact in file.facts}
    placed = [claim.id for fact in file.facts for claim in fact.claims]
    assert len(placed) == len(set(placed)), "a claim stands in one fact"
    assert set(placed) == {claim.id for report in reports for claim in report.claims if claim.happened}
    assert all(fact.origins and set(claim for o in fact.origins for claim in o.claims) <= mine for fact in file.facts)
    assert all(set(entry.facts) <= known for entry in file.statuses)
    assert file.statuses[-1].as_of == AS_OF
    assert [entry.as_of for entry in file.statuses] == sorted({entry.as_of for entry in file.statuses})


@settings(max_examples=60, deadline=None)
@given(registers())
def test_a_name_changes_only_names(register: tuple[list[Told], list[Link]]) -> None:
    reports, links = register
    sources = index_sources({report.id: report.report for report in reports}, links, own_knowledge())
    claims = [claim for report in reports for claim in report.claims]
    known = {report.id: report.report for report in reports}
    renamed = [replace(c, text=known[c.report].text, person_as_written="Lola Rashidova") for c in claims]
    before = person(*reports)
    after = replace(before, names=("Lola Rashidova",))
    one = build_from(sources, before, claims, AS_OF, View.WORKING)
    other = build_from(sources, after, renamed, AS_OF, View.WORKING)
    assert summary(one) == summary(other)
    assert [fact.id for fact in one.facts] == [fact.id for fact in other.facts]


def test_an_earlier_day_is_the_history_cut_off() -> None:
    says = [
        Say("asylum_application", "2024-01-10"),
        Say("asylum_registration", "2024-02-01"),
        Say("removal", "2024-06-01"),
    ]
    whole = case(told("a", *says, published="2024-07-01"))
    for day in (date(2024, 1, 9), date(2024, 1, 10), date(2024, 3, 1), date(2024, 6, 1)):
        earlier = [(e.as_of, e.status) for e in whole.statuses if e.as_of < day]
        cut = case(told("a", *says, published="2024-07-01"), as_of=day).statuses
        assert [(e.as_of, e.status) for e in cut[:-1]] == earlier


@st.composite
def decisions(draw: st.DrawFn) -> tuple[list[Told], list[Link], list[tuple[str, str, bool]]]:
    """A register, and what a person said of pairs of its claims: some of it contradictory."""
    reports, links = draw(registers())
    ids = sorted({claim.id for report in reports for claim in report.claims})
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids), st.booleans())
    return reports, links, draw(st.lists(pairs, max_size=6))


def build_with(reports: list[Told], links: list[Link], said: list[tuple[str, str, bool]]) -> CaseFile:
    known = {report.id: report.report for report in reports}
    sources = index_sources(known, links, own_knowledge(), None, said)
    claims = [claim for report in reports for claim in report.claims]
    return build_from(sources, person(*reports), claims, AS_OF, View.WORKING)


@settings(max_examples=100, deadline=None)
@given(decisions())
def test_a_judgement_taken_back_restores_the_file(
    register: tuple[list[Told], list[Link], list[tuple[str, str, bool]]],
) -> None:
    reports, links, said = register
    before = build_with(reports, links, [])
    build_with(reports, links, said)
    assert build_with(reports, links, []) == before


@settings(max_examples=100, deadline=None)
@given(decisions())
def test_contradictory_judgements_lose_no_claim(
    register: tuple[list[Told], list[Link], list[tuple[str, str, bool]]],
) -> None:
    reports, links, said = register
    file = build_with(reports, links, said)
    placed = [claim.id for fact in file.facts for claim in fact.claims]
    assert sorted(placed) == sorted({claim.id for report in reports for claim in report.claims if claim.happened})
    assert build_with(reports, links, list(reversed(said))).statuses[-1].as_of == AS_OF


@settings(max_examples=100, deadline=None)
@given(registers(), st.lists(st.sampled_from(["", "Ada Low", "Bo Ek"]), min_size=4, max_size=4))
def test_one_report_more_is_as_if_it_had_been_there(
    register: tuple[list[Told], list[Link]], authors: list[str]
) -> None:
    reports, links = register
    outlets = ["The Gazette", "Azattyq", "The Gazette", "RFE/RL"]
    pairs = zip(reports, authors, outlets, strict=False)
    known = {told.id: replace(told.report, author=author or None, publisher=outlet) for told, author, outlet in pairs}
    last = reports[-1].id
    before = {name: report for name, report in known.items() if name != last}
    theirs = [item for item in links if last in (item.report, item.source)]
    rest = [item for item in links if item not in theirs]
    whole = index_sources(known, links, own_knowledge())
    grown = with_report(index_sources(before, rest, own_knowledge()), known[last], theirs)
    assert (grown.links, grown.voices, grown.marks) == (whole.links, whole.voices, whole.marks)
    claims = [claim for report in reports for claim in report.claims]
    one, other = (build_from(index, person(*reports), claims, AS_OF, View.WORKING) for index in (whole, grown))
    assert one == other
