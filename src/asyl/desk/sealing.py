"""Sealed notes: what a person told in confidence, under lock by default, outside search, exports and the log."""

from __future__ import annotations

import secrets
from dataclasses import replace

from asyl.model import (
    Action,
    Judgement,
    JudgementKind,
    Matter,
    NotFound,
    PersonKey,
    SealedField,
    SealedNote,
    UsageProblem,
    live,
)
from asyl.store import Ciphertext, Entry

from .holding import cases_for, check, fold, proven
from .keyring import OPENED, key_for, open_value, seal_value
from .membership import ensure_identity, home
from .opening import Desk
from .recording import decision, record
from .rights import Rights, can
from .ruling import named

OPENED_NOTE = "opened"  # the log's word for a look at a sealed value
_LONGEST = 20_000
_NOTES = frozenset({JudgementKind.SEAL, JudgementKind.UNSEAL})


def seal(
    desk: Desk, field: SealedField, words: str, *, case: str = "", person: PersonKey | None = None, why: str = ""
) -> Judgement:
    """Puts words of a sealed class under lock in a case. Raises UsageProblem, NotFound, NotAllowed.

    Who is alone need not name a case.
    """
    if not words.strip() or len(words) > _LONGEST:
        raise UsageProblem(f"a sealed note has 1 to {_LONGEST} characters")
    with desk.store.acts() as lines:
        if proven(desk).alone:
            ensure_identity(desk, lines)
        case = case or home(desk)
        rights = check(desk, Action.SEAL, case, field)
        mention = named(desk, person) if person else None
        if person and mention:
            cases_for(desk, rights, [mention.digest], f"report {person[0]} names no person {person[1]}", Action.READ)
        name = f"s{secrets.token_hex(8)}"
        seal_value(desk, key_for(desk, fold(desk), case, field.value), name, case, field.value, words)
        matter = Matter(case, person=mention, fields=(field.value,), sealed=name)
        return record(desk, decision(desk, JudgementKind.SEAL, matter, why, _in(rights, case)), lines)


def unseal(desk: Desk, note: str, why: str) -> Judgement:
    """Opens a note to every reader of its case. Taken back, it is sealed again. Raises NotFound, NotAllowed."""
    with desk.store.acts() as lines:
        matter = _matter(desk, note)
        field = SealedField(matter.fields[0])
        rights = check(desk, Action.UNSEAL, matter.case, field)
        held = live(desk.store.judgements.about([note], {JudgementKind.UNSEAL}))
        if held:
            return held[-1]
        move(desk, note, OPENED)
        return record(desk, decision(desk, JudgementKind.UNSEAL, matter, why, _in(rights, matter.case)), lines)


def notes(desk: Desk, case: str = "") -> tuple[SealedNote, ...]:
    """The notes that the actor may open, without their words; those that were unsealed with them."""
    rights = proven(desk)
    made = live(desk.store.judgements.all(_NOTES))
    unsealed = {matter.sealed for one in made if one.kind is JudgementKind.UNSEAL and (matter := _of(one))}
    found = []
    for one in made:
        matter = _of(one)
        if one.kind is JudgementKind.SEAL and matter and case in ("", matter.case):
            note = _note(one, matter, matter.sealed in unsealed)
            if _may_know(desk, rights, note):
                found.append(_with_words(desk, note) if note.open else note)
    return tuple(note for note in found if desk.store.sealed.get(note.id) is not None)


def open_note(desk: Desk, note: str, why: str = "") -> SealedNote:
    """The words of a note; that somebody looked stands in the log. Raises NotFound, NotAllowed, IntegrityFailure."""
    found = next((one for one in notes(desk) if one.id == note), None)
    if found is None:
        raise NotFound(f"no sealed note has the id {note}", subject=note)
    if found.open:
        return found
    check(desk, Action.OPEN, found.case, found.field)
    opened = _with_words(desk, found)
    detail = (("case", found.case),) if found.case else ()
    with desk.store.act(Entry(desk.clock(), desk.actor, OPENED_NOTE, note, why, detail)):
        return opened


def find_notes(desk: Desk, words: str, case: str, why: str = "") -> tuple[SealedNote, ...]:
    """The notes of one case that hold these words, looked for in memory; every look stands in the log."""
    wanted = words.casefold()
    opened = [open_note(desk, note.id, why) for note in notes(desk, case)]
    return tuple(note for note in opened if wanted in (note.words or "").casefold())


def move(desk: Desk, note: str, field: str) -> None:
    """Puts a value under the key of another class of its case, inside an act."""
    value = desk.store.sealed.get(note)
    if value is not None and value.field != field:
        words = open_value(desk, value)
        seal_value(desk, key_for(desk, fold(desk), value.case, field), note, value.case, field, words)


def sealed_again(desk: Desk, judgement: Judgement) -> None:
    """After an unsealing was taken back, inside that act: the value is under its own key again."""
    matter = _of(judgement)
    if judgement.kind is JudgementKind.UNSEAL and matter:
        move(desk, matter.sealed, matter.fields[0])


def _matter(desk: Desk, note: str) -> Matter:
    """What a note is about, for whoever may know of it. Raises NotFound."""
    known = {one.id for one in notes(desk)}
    made = desk.store.judgements.about([note], {JudgementKind.SEAL}) if note in known else ()
    if not made or not (matter := _of(made[0])):
        raise NotFound(f"no sealed note has the id {note}", subject=note)
    return matter


def _may_know(desk: Desk, rights: Rights, note: SealedNote) -> bool:
    if note.open and can(rights, desk.actor, Action.READ, note.case):
        return True
    return can(rights, desk.actor, Action.OPEN, note.case, note.field)


def _note(judgement: Judgement, matter: Matter, opened: bool) -> SealedNote:
    field = SealedField(matter.fields[0])
    return SealedNote(matter.sealed, matter.case, field, matter.person, judgement.by, judgement.at, opened)


def _with_words(desk: Desk, note: SealedNote) -> SealedNote:
    value: Ciphertext | None = desk.store.sealed.get(note.id)
    return note if value is None else replace(note, words=open_value(desk, value))


def _of(judgement: Judgement) -> Matter | None:
    return judgement.about if isinstance(judgement.about, Matter) else None


def _in(rights: Rights, case: str) -> tuple[str, ...]:
    return () if rights.alone else (case,)
