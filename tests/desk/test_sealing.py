"""Sealed notes and erasing: keys follow rights, nothing of the words lies elsewhere, what is gone is gone."""

from dataclasses import replace
from pathlib import Path

import pytest

from asyl import publish
from asyl.desk import (
    Desk,
    Ruling,
    add_member,
    bury_again,
    confirm,
    decide,
    erase_case,
    erase_note,
    erase_source,
    find_notes,
    grant,
    judgements,
    log,
    notes,
    open_note,
    orphans,
    read,
    rebuild,
    register_view,
    reject,
    retract,
    revoke,
    seal,
    set_passphrase,
    tombstones,
    unseal,
    verify,
)
from asyl.model import CaseRole, IntegrityFailure, JudgementKind, NotAllowed, NotFound, SealedField, UsageProblem
from tests.desk.conftest import Opener
from tests.desk.team import OUTSIDER, TOLD, Team, claims, make

HEALTH, CONTACT = SealedField.HEALTH, SealedField.CONTACT


def bytes_of(desk: Desk) -> bytes:
    """Everything that lies in the register's folder."""
    return b"".join(path.read_bytes() for path in sorted(desk.folder.rglob("*")) if path.is_file())


def note_of(made: object) -> str:
    return str(getattr(getattr(made, "about"), "sealed"))  # noqa: B009


@pytest.fixture
def alone(desk: Desk, pile: Path) -> Desk:
    read(desk, [pile])
    return desk


@pytest.fixture
def team(desk: Desk, tmp_path: Path) -> Team:
    def fields(name: str) -> tuple[SealedField, ...]:
        return (HEALTH,) if name in ("edith", "rita") else ()

    return make(desk, tmp_path, fields)


def test_one_person_alone_seals_and_reads_without_anything_else(alone: Desk) -> None:
    key = next(iter(register_view(alone).people[0].keys))
    made = seal(alone, HEALTH, TOLD, person=key, why="told on the phone")
    (note,) = notes(alone)
    assert (note.id, note.field, note.words, note.open) == (note_of(made), HEALTH, None, False)
    assert open_note(alone, note.id).words == TOLD
    assert TOLD.encode() not in bytes_of(alone)
    assert "opened" in [line.what for line in log(alone)]
    assert find_notes(alone, "THIRD BRIDGE", note.case)[0].id == note.id
    assert find_notes(alone, "fourth", note.case) == ()
    assert verify(alone).problems == ()


def test_sealed_words_are_in_no_view_export_log_or_decision(alone: Desk) -> None:
    seal(alone, CONTACT, TOLD)
    shown = [publish.output(register_view(alone), "0"), log(alone), judgements(alone), notes(alone)]
    assert TOLD not in repr(shown)


def test_a_retracted_seal_is_listed_no_more_and_comes_back(alone: Desk) -> None:
    made = seal(alone, HEALTH, TOLD)
    retract(alone, made.id, "")
    assert notes(alone) == ()
    with pytest.raises(NotFound):
        open_note(alone, note_of(made))


def test_unsealing_opens_it_to_readers_and_taking_that_back_closes_it(team: Team) -> None:
    grant(team.owner, team.ours, "rita", CaseRole.READER)
    made = seal(team.owner, CONTACT, TOLD, case=team.ours)
    rita = team.desk("rita")
    assert notes(rita) == ()
    opened = unseal(team.owner, note_of(made), "they agreed")
    assert [note.words for note in notes(rita)] == [TOLD]
    assert open_note(rita, note_of(made)).words == TOLD
    assert notes(team.desk(OUTSIDER)) == ()
    assert unseal(team.owner, note_of(made), "again") == opened
    with pytest.raises(NotFound):
        unseal(team.desk("edith"), note_of(seal(team.owner, CONTACT, "x", case=team.ours)), "")
    retract(team.owner, opened.id, "")
    assert notes(rita) == ()
    assert open_note(team.owner, note_of(made)).words == TOLD


def test_a_class_opens_what_it_is_and_nothing_else(team: Team) -> None:
    health, contact = (seal(team.owner, field, TOLD, case=team.ours) for field in (HEALTH, CONTACT))
    for name in ("edith", "rita"):
        assert [note.id for note in notes(team.desk(name))] == [note_of(health)]
        assert open_note(team.desk(name), note_of(health)).words == TOLD
        with pytest.raises(NotFound):
            open_note(team.desk(name), note_of(contact))
    assert seal(team.desk("edith"), HEALTH, "more", case=team.ours).by == "edith"
    for name, field in (("edith", CONTACT), ("rita", HEALTH), (OUTSIDER, HEALTH)):
        with pytest.raises(NotAllowed):
            seal(team.desk(name), field, "words", case=team.ours)
    seen = {one.id for one in judgements(team.desk("rita"))}
    assert health.id in seen
    assert contact.id not in seen


def test_whoever_is_revoked_has_no_key_any_more_and_a_new_one_is_made(team: Team) -> None:
    made = seal(team.owner, HEALTH, TOLD, case=team.ours)
    store = team.owner.store
    before = store.sealed.get(note_of(made))
    assert store.keys.holders(team.ours, "health") == {"olga": 1, "edith": 1, "rita": 1}
    gone = revoke(team.owner, team.ours, "rita")
    assert store.keys.holders(team.ours, "health") == {"olga": 2, "edith": 2}
    after = store.sealed.get(note_of(made))
    assert before is not None
    assert after is not None
    assert (before.words, before.version) != (after.words, after.version)
    assert open_note(team.desk("edith"), note_of(made)).words == TOLD
    retract(team.owner, gone.id, "")
    assert open_note(team.desk("rita"), note_of(made)).words == TOLD


def test_a_locked_identity_opens_nothing_without_its_passphrase(alone: Desk, opener: Opener) -> None:
    made = seal(alone, HEALTH, TOLD)
    set_passphrase(alone, "long enough")
    with opener() as again:
        assert len(register_view(again).reports) == 3
        with pytest.raises(NotAllowed):
            open_note(again, note_of(made))
        right = replace(again, passphrase=lambda: "long enough")
        assert open_note(right, note_of(made)).words == TOLD


def test_a_value_that_was_moved_or_changed_does_not_open(alone: Desk) -> None:
    first, second = seal(alone, HEALTH, TOLD), seal(alone, HEALTH, "other words")
    store = alone.store
    one, other = (store.sealed.get(note_of(made)) for made in (first, second))
    assert one is not None
    assert other is not None
    with store.computing():
        store.sealed.put(replace(one, words=other.words))
    with pytest.raises(IntegrityFailure):
        open_note(alone, one.name)


@pytest.mark.parametrize("words", ["", "  ", "x" * 20_001])
def test_a_note_has_words(alone: Desk, words: str) -> None:
    with pytest.raises(UsageProblem):
        seal(alone, HEALTH, words)


def test_sealed_notes_stay_their_owner_s_when_somebody_joins(alone: Desk) -> None:
    made = seal(alone, HEALTH, TOLD)
    add_member(alone, "rita")
    assert open_note(alone, note_of(made)).words == TOLD
    assert notes(replace(alone, actor="rita", memory=type(alone.memory)())) == ()


# -- erasing -----------------------------------------------------------------------------------------------------


def test_an_erased_source_is_gone_with_everything_about_it(alone: Desk) -> None:
    register = register_view(alone)
    report = next(one for one in register.reports if "Ainur" in one.text)
    claim = next(one for one in register.claims if one.report == report.id)
    kept = next(one for one in register.claims if one.report != report.id)
    confirm(alone, claim.id, "Ainur told me herself")
    confirm(alone, kept.id, "")
    erased = erase_source(alone, report.id, "she asked for it")
    assert {stone.what for stone in erased.stones} == {"source", "judgement"}
    after = register_view(alone)
    assert {one.id for one in after.reports} == {one.id for one in register.reports} - {report.id}
    assert "Ainur" not in repr((after, judgements(alone), log(alone)))
    assert [one.kind for one in judgements(alone)] == [JudgementKind.CONFIRM, JudgementKind.OPEN]
    assert orphans(alone) == ()
    assert b"Ainur" not in bytes_of(alone)
    assert b"other.txt" not in bytes_of(alone)
    assert "she asked for it" in [line.why for line in log(alone)]
    assert verify(alone).problems == ()
    assert rebuild(alone) == 2
    assert register_view(alone) == after


def test_an_erased_page_leaves_its_older_version_standing(alone: Desk, pile: Path) -> None:
    page = pile / "other.txt"
    page.write_text(page.read_text() + "Marat Ospan fled.\n")
    (newer,) = read(alone, [page]).added
    erase_source(alone, newer, "wrong person")
    assert newer not in {report.id for report in register_view(alone).reports}
    assert len(register_view(alone).reports) == 3
    assert verify(alone).problems == ()


def test_erasing_needs_a_reason_and_a_thing(alone: Desk) -> None:
    with pytest.raises(UsageProblem, match="reason"):
        erase_source(alone, register_view(alone).reports[0].id, "  ")
    for erase in (erase_source, erase_note):
        with pytest.raises(NotFound):
            erase(alone, "nothing", "why")
    assert len(register_view(alone).reports) == 3
    assert tombstones(alone) == ()


def test_an_erased_note_is_gone(alone: Desk) -> None:
    made, other = seal(alone, HEALTH, TOLD, why="told by Ainur"), seal(alone, HEALTH, "stays")
    value = alone.store.sealed.get(note_of(made))
    assert value is not None
    erase_note(alone, note_of(made), "no longer needed")
    assert [note.id for note in notes(alone)] == [note_of(other)]
    assert value.words.encode() not in bytes_of(alone)
    assert b"told by Ainur" not in bytes_of(alone)
    assert verify(alone).problems == ()


def test_an_erased_case_takes_its_keys_notes_and_own_sources(team: Team) -> None:
    made = seal(team.owner, HEALTH, TOLD, case=team.ours)
    shared = register_view(team.owner).reports[0]
    grant(team.desk(OUTSIDER), team.theirs, "olga", CaseRole.EDITOR)
    from asyl.desk import give

    give(team.owner, team.theirs, [shared.id])
    erased = erase_case(team.desk("olga", team.ours), team.ours, "closed")
    assert {stone.what for stone in erased.stones} == {"case", "source", "sealed", "judgement"}
    assert team.owner.store.keys.fields(team.ours) == frozenset()
    assert shared.id in {report.id for report in register_view(team.desk(OUTSIDER)).reports}
    assert register_view(team.desk("rita")).reports == ()
    with pytest.raises(NotFound):
        open_note(team.owner, note_of(made))
    assert verify(team.desk("kim")).problems == ()


@pytest.mark.parametrize("name", ["edith", "rita", "petra", "paul", "audrey", "kim", OUTSIDER])
def test_only_owners_erase(team: Team, name: str) -> None:
    report = register_view(team.owner).reports[0].id
    made = seal(team.owner, HEALTH, TOLD, case=team.ours)
    for erase, thing in ((erase_source, report), (erase_note, note_of(made)), (erase_case, team.ours)):
        with pytest.raises((NotAllowed, NotFound)):
            erase(team.desk(name), thing, "why")
    assert tombstones(team.desk("kim")) == ()


def test_a_source_of_two_owners_is_erased_by_both_or_not_at_all(team: Team, tmp_path: Path) -> None:
    oscar = team.desk(OUTSIDER)
    report = read(oscar, [tmp_path / "ours" / "ours0.txt"]).added[0]
    for desk in (team.owner, oscar):
        with pytest.raises(NotAllowed):
            erase_source(desk, report, "why")
    grant(oscar, team.theirs, "olga", CaseRole.OWNER)
    erase_source(team.owner, report, "both agreed")
    assert report not in {one.id for one in register_view(oscar).reports}


def test_what_was_erased_does_not_come_back_with_an_older_copy(alone: Desk, opener: Opener, tmp_path: Path) -> None:
    """As a restored backup has it: the older register, and the tombstones of the newer one."""
    import shutil

    from asyl.desk import open_desk
    from tests.desk.tiny import TINY

    report = next(one for one in register_view(alone).reports if "Ainur" in one.text).id
    alone.store.graves.compact()
    older = shutil.copytree(alone.folder, tmp_path / "older")
    erase_source(alone, report, "she asked for it")
    with open_desk(older, engines=TINY, clock=alone.clock) as restored:
        assert report in {one.id for one in register_view(restored).reports}
        bury_again(restored, tombstones(alone))
        assert report not in {one.id for one in register_view(restored).reports}
        assert bury_again(restored, tombstones(alone)).stones == ()
        assert b"Ainur" not in bytes_of(restored)
        assert verify(restored).problems == ()


def test_a_forged_tombstone_takes_nothing(alone: Desk) -> None:
    reports = register_view(alone).reports
    erase_source(alone, reports[0].id, "why")
    forged = [replace(stone, id=f"{stone.id}x", subject=reports[1].id) for stone in tombstones(alone)]
    with pytest.raises(IntegrityFailure):
        bury_again(alone, forged)
    assert reports[1].id in {one.id for one in register_view(alone).reports}


def test_many_decisions_are_one_transaction(alone: Desk) -> None:
    ids = claims(alone)
    with pytest.raises(NotFound):
        decide(
            alone, [*(Ruling(JudgementKind.CONFIRM, (claim,)) for claim in ids), Ruling(JudgementKind.REJECT, ("c",))]
        )
    assert judgements(alone) == ()
    made = decide(alone, [Ruling(JudgementKind.CONFIRM, (claim,), "all read") for claim in ids])
    assert len(made) == len(ids)
    assert len(log(alone)) == 3 + len(ids)
    reject(alone, ids[0], "")
