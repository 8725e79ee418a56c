"""Which persons of which reports are proposed as one, and which never are."""

from __future__ import annotations

import pytest

from asyl.knowledge import Knowledge
from asyl.model import JudgementKind, Mention, Proposal, Role, Verdict
from asyl.people import propose
from tests.people.makers import judge, register, report


def pairs(proposals: list[Proposal], *verdicts: Verdict) -> set[tuple[str, str]]:
    """Pairs of (report of the left, report of the right) with these verdicts."""
    return {(p.left[0], p.right[0]) for p in proposals if p.verdict in verdicts}


JOINED = Verdict.SAME, Verdict.LIKELY


def test_one_name_and_its_spellings(knowledge: Knowledge) -> None:
    mentions = register(
        report("a", "Zhansaya Tileubai"),
        report("b", "Zhansaya Tileubai"),
        report("c", "Жансая Тилеубаева"),
        report("d", "Samal Tileubai"),
    )
    found = propose(mentions, [], knowledge)
    assert pairs(found, Verdict.SAME) == {("a", "b")}
    assert pairs(found, Verdict.LIKELY) == {("a", "c")}
    assert all(p.reasons for p in found)


def test_two_persons_of_one_report_are_never_proposed(knowledge: Knowledge) -> None:
    mentions = register(report("a", "Zhansaya Tileubai", "Jansaya Tileubay", "Zhansaya Tileubai"))
    assert propose(mentions, [], knowledge) == []


def test_names_that_one_report_tells_apart_are_not_likely_elsewhere(knowledge: Knowledge) -> None:
    mentions = register(
        report("a", "Rohan Aksoylar", "Rojhan Aksoylar"), report("b", "Rohan Aksoylar"), report("c", "Rojhan Aksoylar")
    )
    found = propose(mentions, [], knowledge)
    assert {(p.left, p.right) for p in found if p.verdict in JOINED} == {
        (("a", "n0"), ("b", "n0")),
        (("a", "n1"), ("c", "n0")),
    }


def test_a_bare_name_needs_company(knowledge: Knowledge) -> None:
    alone = register(report("a", "Zhansaya Tileubai"), report("b", "Zhansaya"))
    assert pairs(propose(alone, [], knowledge), *JOINED) == set()
    beside = register(report("a", "Zhansaya Tileubai", "Piet Harlan"), report("b", "Жансая", "Piet Harlan"))
    found = [p for p in propose(beside, [], knowledge) if p.left == ("a", "n0")]
    assert [(p.right, p.verdict) for p in found] == [(("b", "n0"), Verdict.LIKELY)]
    assert any("Piet Harlan" in reason for reason in found[0].reasons)


def test_a_bare_surname_of_two_stays_open(knowledge: Knowledge) -> None:
    mentions = register(
        report("a", "Zhansaya Tileubai", "Piet Harlan"),
        report("b", "Samal Tileubai", "Piet Harlan"),
        report("c", "Tileubai", "Piet Harlan"),
    )
    assert pairs(propose(mentions, [], knowledge), *JOINED) == {("a", "b"), ("a", "c")}  # Piet Harlan
    assert all(
        p.verdict is Verdict.UNSURE for p in propose(mentions, [], knowledge) if ("c", "n0") in (p.left, p.right)
    )


def test_the_company_tells_which_of_two(knowledge: Knowledge) -> None:
    mentions = register(
        report("a", "Zhansaya Tileubai", "Piet Harlan"),
        report("b", "Zhansaya Qorgas"),
        report("c", "Zhansaya", "Piet Harlan"),
    )
    found = [p for p in propose(mentions, [], knowledge) if p.right == ("c", "n0")]
    assert {(p.left[0], p.verdict) for p in found} == {("a", Verdict.LIKELY), ("b", Verdict.UNSURE)}


def test_an_initial_joins_the_only_one_it_fits(knowledge: Knowledge) -> None:
    one = register(report("a", "Piet Harlan"), report("b", "P. Harlan"))
    assert pairs(propose(one, [], knowledge), *JOINED) == {("a", "b")}
    two = register(report("a", "Piet Harlan"), report("b", "P. Harlan"), report("c", "Paula Harlan"))
    assert pairs(propose(two, [], knowledge), *JOINED) == set()
    other = register(report("a", "Piet Harlan"), report("b", "V. Harlan"))
    assert propose(other, [], knowledge) == []


def test_initials_alone_join_nobody(knowledge: Knowledge) -> None:
    mentions = register(
        report("a", "M.", "Piet Harlan"), report("b", "Marta Quill", "Piet Harlan"), report("c", "M. K.")
    )
    assert pairs(propose(mentions, [], knowledge), *JOINED) == {("a", "b")}
    assert all(p.left[1] == "n1" for p in propose(mentions, [], knowledge) if p.verdict in JOINED)


def test_an_office_and_a_protected_person_of_one_name_are_less_sure(knowledge: Knowledge) -> None:
    mentions = register(
        report("a", ("Zhansaya Tileubai", Role.PROTECTED)), report("b", ("Zhansaya Tileubai", Role.JUDGE))
    )
    (found,) = propose(mentions, [], knowledge)
    assert found.verdict is Verdict.LIKELY
    assert "roles conflict" in found.reasons[-1]


@pytest.mark.parametrize("kind", [JudgementKind.SAME, JudgementKind.DIFFERENT])
def test_what_a_person_decided_is_not_proposed_again(knowledge: Knowledge, kind: JudgementKind) -> None:
    mentions = register(report("a", "Zhansaya Tileubai"), report("b", "Jansaya Tileubay"))
    decided = judge(1, kind, mentions[0], mentions[1])
    assert propose(mentions, [decided], knowledge) == []
    retracted = judge(1, kind, mentions[0], mentions[1], retracted=True)
    assert propose(mentions, [retracted], knowledge) == propose(mentions, [], knowledge) != []


def test_two_scripts_two_orders(knowledge: Knowledge) -> None:
    company = "Piet Harlan"
    across = register(report("a", "Tolqyn Sadyr", company), report("b", "Садыр Толкын", company))
    assert any(p.verdict is Verdict.LIKELY for p in propose(across, [], knowledge) if p.left == ("a", "n0"))
    within = register(report("a", "Tolqyn Sadyr", company), report("b", "Sadyr Tolqyn", company))
    assert all(p.verdict is Verdict.UNSURE for p in propose(within, [], knowledge) if p.left == ("a", "n0"))


def test_order_of_the_input_does_not_matter(knowledge: Knowledge) -> None:
    mentions = register(
        report("a", "Zhansaya Tileubai", "Piet Harlan"),
        report("b", "Жансая", "Piet Harlan"),
        report("c", "Zhansaya Tileubai", "P. Harlan"),
        report("d", "Тилеубаева Жансая"),
    )
    expected = propose(mentions, [], knowledge)
    for turn in range(len(mentions)):
        turned = mentions[turn:] + mentions[:turn]
        assert propose(turned, [], knowledge) == expected
        assert propose(turned[::-1], [], knowledge) == expected


def test_no_mentions_no_proposals(knowledge: Knowledge) -> None:
    assert propose([], [], knowledge) == []
    assert propose(report("a", "..."), [], knowledge) == []


def _many(count: int, name: str) -> list[Mention]:
    return [mention for number in range(count) for mention in report(f"r{number:06}", name)]


def test_many_people_of_one_name_grow_no_square(knowledge: Knowledge) -> None:
    assert len(propose(_many(3000, "Zhansaya Tileubai"), [], knowledge)) == 2999
    assert len(propose(_many(3000, "Zhansaya"), [], knowledge)) <= 3000
