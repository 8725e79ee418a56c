"""The partition is a pure function of live judgements and proposals."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from asyl.knowledge import Knowledge, own_knowledge
from asyl.model import (
    JoinedBy,
    Judgement,
    JudgementKind,
    Mention,
    Person,
    PersonKey,
    Proposal,
    Role,
    Span,
    Verdict,
    View,
)
from asyl.people import orphans, propose, resolve
from tests.people.makers import digests, judge, register, report

SAME, DIFFERENT, UNSURE = JudgementKind.SAME, JudgementKind.DIFFERENT, JudgementKind.UNSURE
NAMES = [
    "Zhansaya Tileubai",
    "Jansaya Tileubay",
    "Жансая Тилеубаева",
    "Zhansaya",
    "Samal Tileubai",
    "Tileubai",
    "Piet Harlan",
]


def people(mentions: list[Mention], judgements: list[Judgement], view: View, knowledge: Knowledge) -> list[Person]:
    return resolve(mentions, propose(mentions, judgements, knowledge), judgements, digests(mentions), view)


def partition(found: list[Person]) -> set[frozenset[PersonKey]]:
    return {person.keys for person in found}


def of(found: list[Person], mention: Mention) -> Person:
    return next(person for person in found if mention.key in person.keys)


def test_the_working_view_joins_what_is_likely_and_says_so(knowledge: Knowledge) -> None:
    mentions = register(
        report("a", "Zhansaya Tileubai"), report("b", "Жансая Тилеубаева"), report("c", "Samal Tileubai")
    )
    found = people(mentions, [], View.WORKING, knowledge)
    joined, alone = of(found, mentions[0]), of(found, mentions[2])
    assert joined.keys == {("a", "n0"), ("b", "n0")}
    assert joined.joined_by is JoinedBy.MACHINE
    assert [(p.left, p.right) for p in joined.joins] == [(("a", "n0"), ("b", "n0"))]
    assert joined.joins[0].reasons
    assert alone.joined_by is JoinedBy.SINGLE
    assert not alone.joins


def test_the_confirmed_view_joins_by_judgement_alone(knowledge: Knowledge) -> None:
    mentions = register(report("a", "Zhansaya Tileubai"), report("b", "Жансая Тилеубаева"))
    assert len(people(mentions, [], View.CONFIRMED, knowledge)) == 2
    (person,) = people(mentions, [judge(1, SAME, *mentions)], View.CONFIRMED, knowledge)
    assert person.joined_by is JoinedBy.JUDGEMENT


def test_different_and_unsure_keep_the_machine_from_joining(knowledge: Knowledge) -> None:
    mentions = register(report("a", "Zhansaya Tileubai"), report("b", "Zhansaya Tileubai"))
    for kind in (DIFFERENT, UNSURE):
        assert len(people(mentions, [judge(1, kind, *mentions)], View.WORKING, knowledge)) == 2
    later = [judge(1, DIFFERENT, *mentions), judge(2, SAME, *mentions)]
    assert len(people(mentions, later, View.WORKING, knowledge)) == 1  # the newest word on a pair holds


def test_same_is_not_followed_against_different(knowledge: Knowledge) -> None:
    a, b, c = register(report("a", "Samal"), report("b", "Qorgas"), report("c", "Harlan"))
    told = [judge(1, SAME, a, b), judge(2, SAME, b, c), judge(3, DIFFERENT, a, c)]
    assert partition(people([a, b, c], told, View.WORKING, knowledge)) == {a_b(a, b), frozenset({c.key})}


def a_b(*mentions: Mention) -> frozenset[PersonKey]:
    return frozenset(mention.key for mention in mentions)


def test_two_persons_of_one_report_are_joined_by_a_person_only(knowledge: Knowledge) -> None:
    mentions = register(report("a", "Zhansaya Tileubai", "Jansaya Tileubay"), report("b", "Zhansaya Tileubay"))
    assert len(people(mentions, [], View.WORKING, knowledge)) == 2
    told = [judge(1, SAME, mentions[0], mentions[1])]
    assert len(people(mentions, told, View.WORKING, knowledge)) == 1


def test_one_bridge_does_not_join_two_groups() -> None:
    """Plain connected components would put all four together."""
    mentions = register(*(report(name, f"Samal {surname}") for name, surname in zip("abcd", NAMES[-4:], strict=True)))
    keys = [mention.key for mention in mentions]
    bridges = [Proposal(keys[n], keys[n + 1], Verdict.LIKELY, 0.9 - n / 100, ("alike",)) for n in (0, 2, 1)]
    found = resolve(mentions, bridges, [], digests(mentions), View.WORKING)
    assert partition(found) == {frozenset(keys[:2]), frozenset(keys[2:])}


def test_ids_are_stable_and_opaque(knowledge: Knowledge) -> None:
    mentions = register(report("a", "Zhansaya Tileubai"), report("b", "Zhansaya Tileubai"))
    (person,) = people(mentions, [], View.WORKING, knowledge)
    (again,) = people(mentions[::-1], [], View.WORKING, knowledge)
    assert person.id == again.id == of(people(mentions, [], View.CONFIRMED, knowledge), mentions[0]).id
    assert re.fullmatch("p[0-9a-f]{12}", person.id)


def test_two_persons_named_by_the_same_words_have_two_ids(knowledge: Knowledge) -> None:
    (one,) = report("a", "The Harlans")
    found = people([one, replace(one, local="other")], [], View.WORKING, knowledge)
    assert len({person.id for person in found}) == 2


def test_names_role_and_protection(knowledge: Knowledge) -> None:
    mentions = register(
        report("a", ("Zhansaya Tileubai", Role.PROTECTED), "Piet Harlan"),
        report("b", ("Zhansaya", Role.OTHER), "Piet Harlan"),
        report("c", ("Zhansaya Tileubai", Role.RELATIVE)),
        report("d", ("Zhansaya Tileubai", Role.PROTECTED)),
        report("e", ("Maro Quill", Role.RELATIVE)),
        report("f", ("Maro Quill", Role.LAWYER)),
    )
    found = people(mentions, [], View.WORKING, knowledge)
    person = of(found, mentions[0])
    assert person.names == ("Zhansaya Tileubai", "Zhansaya")
    assert person.role is Role.PROTECTED
    assert person.protected
    assert not of(found, mentions[-1]).protected


def test_a_judgement_finds_its_mention_again_by_its_words(knowledge: Knowledge) -> None:
    mentions = register(report("a", "Zhansaya Tileubai", "Piet Harlan"), report("b", "Qorgas"))
    told = [judge(1, SAME, mentions[0], mentions[2])]
    moved = [
        replace(m, span=replace(m.span, start=m.span.start + 40, end=m.span.end + 40)) if m.report == "a" else m
        for m in mentions
    ]
    assert a_b(mentions[0], mentions[2]) in partition(people(moved, told, View.CONFIRMED, knowledge))
    assert orphans(moved, told, digests(moved)) == []
    gone = [m for m in mentions if m.name != "Qorgas"]
    assert orphans(gone, told, digests(mentions)) == told
    other = {report_id: "another digest" for report_id in digests(mentions)}
    assert orphans(mentions, told, other) == told


def test_a_judgement_on_words_that_stand_for_two_is_orphaned() -> None:
    text = "Samal, Samal."
    twins = [Mention(Span("a", at, at + 5, text[at : at + 5]), f"n{at}", "Samal", Role.OTHER) for at in (0, 7)]
    (other,) = report("b", "Qorgas")
    told = [judge(1, SAME, replace(twins[0], span=Span("a", 90, 95, "Samal")), other)]
    assert orphans([*twins, other], told, digests([*twins, other])) == told


class Case(NamedTuple):
    mentions: list[Mention]
    judgements: list[Judgement]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    lines = draw(st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3), min_size=2, max_size=5))
    mentions = register(*(report(f"r{number}", *names) for number, names in enumerate(lines)))
    choice = st.sampled_from(mentions)
    told = draw(
        st.lists(st.tuples(st.sampled_from([SAME, DIFFERENT, UNSURE]), choice, choice, st.booleans()), max_size=6)
    )
    return Case(mentions, [judge(n, kind, a, b, retracted=gone) for n, (kind, a, b, gone) in enumerate(told)])


@settings(max_examples=60, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_partition_does_not_depend_on_order(case: Case, rng: random.Random) -> None:
    knowledge = own_knowledge()
    proposals = propose(case.mentions, case.judgements, knowledge)
    for view in View:
        expected = resolve(case.mentions, proposals, case.judgements, digests(case.mentions), view)
        mixed, offered, told = (list(case.mentions), list(proposals), list(case.judgements))
        for part in (mixed, offered, told):
            rng.shuffle(part)
        assert resolve(mixed, offered, told, digests(mixed), view) == expected
        assert sorted(key for person in expected for key in person.keys) == sorted({m.key for m in case.mentions})
        assert len({person.id for person in expected}) == len(expected)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_what_is_kept_apart_is_never_together_and_confirmed_is_finer_than_working(case: Case) -> None:
    knowledge = own_knowledge()
    newest = {
        frozenset((j.about[0].span, j.about[1].span)): j
        for j in case.judgements
        if j.live() and isinstance(j.about, tuple)
    }
    kept_apart = [j for j in newest.values() if j.kind is DIFFERENT]
    place = {mention.span: mention.key for mention in case.mentions}
    confirmed, working = (
        people(case.mentions, case.judgements, view, knowledge) for view in (View.CONFIRMED, View.WORKING)
    )
    for judgement in kept_apart:
        assert isinstance(judgement.about, tuple)
        one, two = (place[side.span] for side in judgement.about)
        for person in (*confirmed, *working):
            assert one == two or not {one, two} <= person.keys
    assert all(any(fine <= coarse for coarse in partition(working)) for fine in partition(confirmed))


@settings(max_examples=60, deadline=None)
@given(cases(), st.sampled_from([SAME, DIFFERENT, UNSURE]), st.integers(0, 99), st.integers(0, 99))
def test_retracting_restores(case: Case, kind: JudgementKind, one: int, two: int) -> None:
    knowledge = own_knowledge()
    a, b = case.mentions[one % len(case.mentions)], case.mentions[two % len(case.mentions)]
    undone = [*case.judgements, judge(50, kind, a, b, retracted=True)]
    for view in View:
        assert people(case.mentions, undone, view, knowledge) == people(case.mentions, case.judgements, view, knowledge)


def test_thousands_of_one_name_are_one_group_in_no_time(knowledge: Knowledge) -> None:
    mentions = register(*(report(f"r{number:06}", "Zhansaya Tileubai") for number in range(3000)))
    (person,) = people(mentions, [], View.WORKING, knowledge)
    assert len(person.keys) == 3000
