"""Decisions: kept by value, taken back without a trace in the views, found again or listed."""

from dataclasses import replace
from pathlib import Path

import pytest

from asyl.desk import (
    Desk,
    amend,
    confirm,
    different,
    judgements,
    log,
    orphans,
    read,
    register_view,
    reject,
    retract,
    same,
    unsure,
)
from asyl.intake import Extract, extract
from asyl.model import JudgedClaim, JudgementKind, NotFound, Register, Report, UsageProblem, View
from tests.desk.conftest import Opener
from tests.desk.tiny import TINY, TinyReading, newer, read_claims


def claim_id(register: Register, event: str, number: int = 0) -> str:
    return [claim.id for claim in register.claims if claim.event == event][number]


def facts(register: Register) -> int:
    return sum(len(case.facts) for case in register.cases)


@pytest.fixture
def one(desk: Desk, pile: Path) -> Desk:
    read(desk, [pile / "first.txt"])
    return desk


@pytest.fixture
def two(desk: Desk, pile: Path) -> Desk:
    """Two reports that name one man, and one that names a woman."""
    read(desk, [pile])
    return desk


def test_a_judgement_stores_the_value_and_its_line_in_the_log(one: Desk) -> None:
    register = register_view(one)
    claim = register.claims[0]
    made = confirm(one, claim.id, "read it twice")
    assert isinstance(made.about, JudgedClaim)
    assert (made.about.digest, made.about.trigger) == (register.reports[0].digest, claim.trigger)
    assert (made.about.event, made.about.person, made.by) == ("flight", "Toktar Sagidulla", "tester")
    assert judgements(one) == (made,)
    line = log(one)[-1]
    assert (line.what, line.subject, line.why, line.by) == ("confirm", made.id, "read it twice", "tester")


def test_the_confirmed_view_counts_what_was_confirmed_alone(one: Desk) -> None:
    assert facts(register_view(one)) == 2
    assert facts(register_view(one, view=View.CONFIRMED)) == 0
    confirm(one, claim_id(register_view(one), "flight"), "")
    register = register_view(one, view=View.CONFIRMED)
    assert facts(register) == 1
    assert register.judged == ((claim_id(register, "flight"), "confirmed"),)
    assert len(register.claims) == 2  # the others are listed, and do not count


def test_what_was_rejected_counts_no_more_and_stays_listed(one: Desk) -> None:
    reject(one, claim_id(register_view(one), "flight"), "a misreading")
    register = register_view(one)
    assert facts(register) == 1
    assert dict(register.judged) == {claim_id(register, "flight"): "rejected"}


def test_a_weak_sign_counts_once_somebody_vouched_for_it(desk: Desk, pile: Path) -> None:
    read(desk, [pile / "other.txt"])
    assert facts(register_view(desk)) == 0
    confirm(desk, register_view(desk).claims[0].id, "")
    assert facts(register_view(desk)) == 1


def test_amending_sets_a_claim_right_and_taking_it_back_restores_it(one: Desk) -> None:
    before = register_view(one)
    changes = {"date": "2020-01", "modality": "attributed", "status": "refugee", "event": "relocation", "place": "Emin"}
    made = amend(one, claim_id(before, "flight"), changes, "the hearing said so")
    register = register_view(one)
    claim = next(claim for claim in register.claims if claim.event == "relocation")
    assert (claim.date, claim.modality.value, claim.attribute("status"), claim.place) == (
        "2020-01",
        "attributed",
        "refugee",
        "Emin",
    )
    assert claim.dating is not None
    assert claim.dating.basis == "amended"
    assert dict(register.judged) == {claim.id: "amended"}
    retract(one, made.id, "a mistake")
    assert register_view(one) == before


def test_an_amended_claim_is_known_by_the_id_it_is_shown_under(one: Desk) -> None:
    amend(one, claim_id(register_view(one), "flight"), {"event": "move"}, "")
    shown = claim_id(register_view(one), "move")
    amend(one, shown, {"event": "visit"}, "")
    register = register_view(one)
    assert claim_id(register, "visit")
    assert not [claim for claim in register.claims if claim.event == "move"]


def test_amending_a_value_away(one: Desk) -> None:
    amend(one, claim_id(register_view(one), "flight"), {"date": ""}, "no date stands there")
    claim = next(claim for claim in register_view(one).claims if claim.event == "flight")
    assert claim.dating is None


@pytest.mark.parametrize(
    "changes",
    [{}, {"event": "picnic"}, {"date": "yesterday"}, {"polarity": "maybe"}, {"colour": "red"}, {"status": "king"}],
)
def test_what_cannot_be_set_is_refused(one: Desk, changes: dict[str, str]) -> None:
    with pytest.raises(UsageProblem):
        amend(one, claim_id(register_view(one), "flight"), changes, "")
    assert judgements(one) == ()


@pytest.mark.parametrize("act", [confirm, reject])
def test_an_unknown_claim_is_not_found(one: Desk, act: object) -> None:
    assert callable(act)
    with pytest.raises(NotFound, match="c000000000000"):
        act(one, "c000000000000", "")


def test_said_twice_it_is_one_judgement(one: Desk, opener: Opener) -> None:
    claim = claim_id(register_view(one), "flight")
    first = confirm(one, claim, "sure")
    assert confirm(one, claim, "sure") == first
    assert len(judgements(one)) == 1
    with opener(actor="somebody else") as other:
        confirm(other, claim, "sure")
    assert len(judgements(one)) == 2


def test_the_newest_judgement_holds(one: Desk) -> None:
    claim = claim_id(register_view(one), "flight")
    confirm(one, claim, "")
    second = reject(one, claim, "")
    assert dict(register_view(one).judged)[claim] == "rejected"
    retract(one, second.id, "")
    assert dict(register_view(one).judged)[claim] == "confirmed"


def test_taking_back_twice_is_once_and_everything_stays_on_record(one: Desk) -> None:
    before = register_view(one)
    made = reject(one, claim_id(before, "flight"), "first thought")
    taken = retract(one, made.id, "second thought")
    assert (taken.retracted_by, taken.retracted_why) == ("tester", "second thought")
    assert retract(one, made.id, "third thought") == taken
    assert register_view(one) == before
    assert [line.what for line in log(one)] == ["read", "reject", "retract"]
    with pytest.raises(NotFound):
        retract(one, "j000000000000", "")


def keys(register: Register, name: str) -> list[tuple[str, str]]:
    return sorted(key for person in register.people for key in person.keys if key[1] == name.casefold())


def test_people_are_parted_and_joined_by_judgement(two: Desk) -> None:
    before = register_view(two)
    left, right = keys(before, "Toktar Sagidulla")
    made = different(two, left, right, "another village")
    assert len(register_view(two).people) == len(before.people) + 1
    retract(two, made.id, "")
    assert register_view(two) == before
    made = unsure(two, right, left, "")
    assert len(register_view(two).people) == len(before.people) + 1
    retract(two, made.id, "")
    same(two, left, right, "the same photograph")
    confirmed = register_view(two, view=View.CONFIRMED)
    assert len(confirmed.people) == len(before.people)


def test_said_the_other_way_round_it_is_the_same_judgement(two: Desk) -> None:
    left, right = keys(register_view(two), "Toktar Sagidulla")
    assert same(two, left, right, "") == same(two, right, left, "")


def test_identity_needs_two_persons_that_are_there(two: Desk) -> None:
    left, _ = keys(register_view(two), "Toktar Sagidulla")
    with pytest.raises(UsageProblem, match="name two"):
        same(two, left, left, "")
    with pytest.raises(NotFound, match="names no person"):
        same(two, left, (left[0], "nobody"), "")
    with pytest.raises(NotFound):
        same(two, left, ("r000", "nobody"), "")


# -- after a re-reading ------------------------------------------------------------------------------------------


def moved(untrusted: bytes, name: str) -> Extract:
    """A newer extractor that finds a line more, so that every offset is another."""
    found = extract(untrusted, name)
    return replace(found, text="The page's own menu\n\n" + found.text, text_version="2")


def test_judgements_follow_their_words_into_a_newer_reading(two: Desk, opener: Opener) -> None:
    register = register_view(two)
    confirm(two, claim_id(register, "flight", 1), "")
    amend(two, claim_id(register, "asylum_application"), {"date": "2020-02"}, "")
    left, right = keys(register, "Toktar Sagidulla")
    different(two, left, right, "")
    before = register_view(two)
    with opener(newer("tiny 2", extract=moved)) as desk:
        after = register_view(desk)
        assert orphans(desk) == ()
        assert all(report.text.startswith("The page's own menu") for report in after.reports)
        assert sorted(verdict for _, verdict in after.judged) == ["amended", "confirmed"]
        assert len(after.people) == len(before.people)
        shown = {claim.id: claim for claim in after.claims}
        assert [shown[name].quote for name, _ in after.judged] == [
            next(claim.quote for claim in before.claims if claim.id == name) for name, _ in before.judged
        ]


def test_a_judgement_follows_an_edited_page_or_is_listed(one: Desk, pile: Path) -> None:
    register = register_view(one)
    confirm(one, claim_id(register, "flight"), "")
    lost = reject(one, claim_id(register, "asylum_application"), "")
    page = pile / "first.txt"
    page.write_text("Corrected on Friday.\n" + page.read_text().replace("Toktar Sagidulla applied", "He applied"))
    read(one, [page])
    after = register_view(one)
    assert [verdict for _, verdict in after.judged] == ["confirmed"]
    (orphan,) = orphans(one)
    assert orphan.judgement == lost
    assert "not read that way" in orphan.reason
    assert judgements(one)[-1] == lost  # listed, never dropped


def test_words_that_are_gone_or_stand_twice_are_not_guessed_at(one: Desk, pile: Path) -> None:
    claim = claim_id(register_view(one), "flight")
    confirm(one, claim, "")
    page = pile / "first.txt"
    words = page.read_text()
    page.write_text("Nothing to see.\n")
    read(one, [page])
    assert "do not stand" in orphans(one)[0].reason
    page.write_text("x fled on 2020-01-02. y. " * 2)
    read(one, [page])
    assert "more than once" in orphans(one)[0].reason
    page.write_text(words)
    read(one, [page])
    assert orphans(one) == ()
    assert dict(register_view(one).judged) == {claim: "confirmed"}


def other_date(report: Report, knowledge: object) -> TinyReading:
    found = read_claims(report, TINY.knowledge)
    return TinyReading(found.mentions, tuple(replace(c, text=report.text, dating=None) for c in found.claims))


def test_what_was_confirmed_of_one_reading_does_not_hold_for_another(one: Desk, opener: Opener) -> None:
    register = register_view(one)
    confirm(one, claim_id(register, "flight"), "")
    amend(one, claim_id(register, "asylum_application"), {"date": "2020"}, "")
    with opener(newer("tiny 2", read_claims=other_date)) as desk:
        (orphan,) = orphans(desk)
        assert orphan.judgement.kind is JudgementKind.CONFIRM
        assert [verdict for _, verdict in register_view(desk).judged] == ["amended"]


def nobody(report: Report, knowledge: object) -> TinyReading:
    return TinyReading((), ())


def test_an_identity_judgement_whose_person_is_no_longer_read_is_listed(two: Desk, opener: Opener) -> None:
    left, right = keys(register_view(two), "Toktar Sagidulla")
    made = same(two, left, right, "")
    with opener(newer("tiny 2", read_claims=nobody)) as desk:
        (orphan,) = orphans(desk)
        assert orphan.judgement == made
        assert "no person is read there" in orphan.reason


def test_undone_and_done_again_many_times_the_result_is_the_same(one: Desk) -> None:
    claim = claim_id(register_view(one), "flight")
    for _ in range(20):
        retract(one, confirm(one, claim, "").id, "")
    assert register_view(one).judged == ()
    confirm(one, claim, "")
    assert dict(register_view(one).judged) == {claim: "confirmed"}
    assert len(judgements(one)) == 21
