"""What a person said about happenings goes before what was worked out."""

from asyl.cases.decided import decided
from asyl.cases.group import Group
from asyl.model import Claim
from tests.cases.makers import Say, told


def group(*claims: Claim) -> Group:
    return Group.of(claims)


def claims(count: int) -> list[Claim]:
    return [told(f"r{n}", Say(event="flight", date=f"2020-01-0{n + 1}")).claims[0] for n in range(count)]


def ids(groups: list[Group]) -> list[list[str]]:
    return sorted(sorted(claim.id for claim in one.claims) for one in groups)


def pair(one: Claim, other: Claim) -> tuple[str, str]:
    first, second = sorted((one.id, other.id))
    return first, second


def test_two_are_one() -> None:
    a, b, c = claims(3)
    found = decided([group(a), group(b), group(c)], {pair(a, b): True}, {})
    assert ids(found) == sorted([sorted([a.id, b.id]), [c.id]])
    assert any("a person said" in reason for one in found for reason in one.reasons)


def test_one_is_two_and_the_later_goes_out() -> None:
    a, b, c = claims(3)
    found = decided([group(a, b, c)], {pair(a, c): False}, {})
    assert ids(found) == sorted([sorted([a.id, b.id]), [c.id]])


def test_what_was_joined_to_it_goes_with_it() -> None:
    a, b, c = claims(3)
    found = decided([group(a, b, c)], {pair(a, c): False, pair(b, c): True}, {})
    assert ids(found) == sorted([[a.id], sorted([b.id, c.id])])


def test_a_decision_about_a_copy_holds_for_what_it_copies() -> None:
    a, b, copy = claims(3)
    assert ids(decided([group(a), group(b)], {pair(copy, b): True}, {copy.id: a})) == [sorted([a.id, b.id])]
    assert ids(decided([group(a)], {pair(copy, a): False}, {copy.id: a})) == [[a.id]]


def test_claims_that_stand_elsewhere_are_not_touched() -> None:
    a, b = claims(2)
    assert ids(decided([group(a)], {pair(a, b): True, ("c0", "c1"): False}, {})) == [[a.id]]
