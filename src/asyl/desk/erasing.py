"""Erasing for good: keys and derived rows are destroyed, a signed tombstone with the reason stays.

What was copied elsewhere (an export, a backup that nobody drills, the user's own file) is out of reach.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC

from asyl import vault
from asyl.model import Action, IntegrityFailure, NotFound, Tombstone, UsageProblem
from asyl.store import Entry

from .erasures import renew_erasures
from .evidence import UNSWEPT
from .holding import cases_for, check, identity_of, proven
from .membership import ensure_identity
from .opening import Desk

ERASE = "erase"
ELSEWHERE = ("signed", "elsewhere")
SOURCE, JUDGEMENT, SEALED, CASE = "source", "judgement", "sealed", "case"


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure took away, by its tombstones."""

    stones: tuple[Tombstone, ...]
    blobs: tuple[str, ...] = ()


def erase_source(desk: Desk, report: str, why: str) -> Erased:
    """Erases a source (by report id): its bytes, its readings, where it stood, and every decision about its words.

    Raises NotFound, UsageProblem without a reason, NotAllowed unless the actor owns every case that holds it.
    """
    _reason(why)
    with desk.store.acts() as lines:
        digest = _digest(desk, report)
        done = _bury(desk, [(SOURCE, report), *_about(desk, [digest])], why, lines)
    return _told(desk, _cleaned(desk, done))


def erase_note(desk: Desk, note: str, why: str) -> Erased:
    """Erases a sealed note with the decisions about it. Raises NotFound, NotAllowed, UsageProblem."""
    _reason(why)
    with desk.store.acts() as lines:
        _may_erase(desk, note)
        done = _bury(desk, [(SEALED, note), *_about(desk, [note])], why, lines)
    return _told(desk, _cleaned(desk, done))


def erase_case(desk: Desk, case: str, why: str) -> Erased:
    """Erases a case: its keys, its sealed notes, every decision about it, and the sources that no other case holds.

    Raises NotAllowed, UsageProblem.
    """
    _reason(why)
    with desk.store.acts() as lines:
        rights = check(desk, Action.ERASE, case)
        if case not in rights.cases:
            raise NotFound(f"there is no case {case}", subject=case)
        alone = {digest for digest, cases in rights.given.items() if cases == {case}}
        # Who is alone holds what is there without any case; only what was read for this case goes with it.
        reports = [report for report, digest in desk.store.sources.digests().items() if digest in alone]
        notes = [value.name for value in desk.store.sealed.of(case)]
        todo = [(CASE, case), *((SOURCE, one) for one in reports), *((SEALED, one) for one in notes)]
        done = _bury(desk, [*todo, *_about(desk, [case, *alone, *notes])], why, lines)
    return _told(desk, _cleaned(desk, done))


def tombstones(desk: Desk) -> tuple[Tombstone, ...]:
    """Everything that was ever erased here, for whoever keeps backups. Raises NotAllowed."""
    check(desk, Action.VERIFY)
    return desk.store.graves.all()


def bury_again(desk: Desk, stones: Sequence[Tombstone]) -> Erased:
    """Erases what tombstones of elsewhere say was erased: a restored register must not bring it back.

    Raises NotAllowed, IntegrityFailure for a tombstone that nobody signed.
    """
    check(desk, Action.KEEP)
    with desk.store.acts() as lines:
        known = {stone.id for stone in desk.store.graves.all()}
        new = [stone for stone in stones if stone.id not in known]
        forged = next((stone for stone in new if not stone_holds(stone)), None)
        if forged is not None:
            raise IntegrityFailure(f"tombstone {forged.id} is not what was signed; nothing was erased", subject=forged)
        desk.store.graves.set(new)
        blobs = _take(desk, new)
        lines += [_elsewhere(_line(desk, stone)) for stone in new]
    return _cleaned(desk, Erased(tuple(new), blobs))


def stone_holds(stone: Tombstone) -> bool:
    """True when the tombstone says what its signer signed."""
    return vault.signed_by(stone.signer, _words(stone), stone.signature)


def _reason(why: str) -> None:
    if not why.strip():
        raise UsageProblem("an erasure needs a reason (--why); it stays on record")


def _may_erase(desk: Desk, note: str) -> None:
    """Raises NotFound for whoever does not own the note's case."""
    rights, value = proven(desk), desk.store.sealed.get(note)
    mine = rights.alone or (value is not None and value.case in rights.where(desk.actor, Action.ERASE))
    if value is None or not mine:
        raise NotFound(f"no sealed note has the id {note}", subject=note)


def _digest(desk: Desk, report: str) -> str:
    missing = f"no source has the id {report}"
    digest = desk.store.sources.digests_of([report]).get(report)
    if digest is None:
        raise NotFound(missing, subject=report)
    rights = proven(desk)
    cases_for(desk, rights, [digest], missing, Action.ERASE)
    for case in rights.given.get(digest, ()):
        check(desk, Action.ERASE, case)
    return digest


def _about(desk: Desk, keys: Iterable[str]) -> list[tuple[str, str]]:
    return [(JUDGEMENT, one.id) for one in desk.store.judgements.about(keys)]


def _bury(desk: Desk, things: Sequence[tuple[str, str]], why: str, lines: list[Entry]) -> Erased:
    if proven(desk).alone:
        ensure_identity(desk, lines)
    mine = identity_of(desk).keys
    at = desk.clock()
    stones = [
        Tombstone(f"t{secrets.token_hex(8)}", what, subject, at, desk.actor, why, mine.public, "")
        for what, subject in dict.fromkeys(things)
    ]
    stones = [replace(stone, signature=mine.sign(_words(stone))) for stone in stones]
    desk.store.graves.set(stones)
    blobs = _take(desk, stones)
    lines += [_line(desk, stone) for stone in stones]
    return Erased(tuple(stones), blobs)


def _take(desk: Desk, stones: Iterable[Tombstone]) -> tuple[str, ...]:
    """Deletes the rows behind tombstones; the blobs are destroyed once that is certain."""
    of = {what: [stone.subject for stone in stones if stone.what == what] for what in (SOURCE, JUDGEMENT, SEALED, CASE)}
    store = desk.store
    store.graves.bury_judgements(of[JUDGEMENT])
    blobs = [blob for report in of[SOURCE] if (blob := store.graves.bury_source(report)) is not None]
    store.sealed.drop(of[SEALED])
    for case in of[CASE]:
        for field in store.keys.fields(case):
            store.keys.drop(case, field)
    store.log.forget_reasons([subject for subjects in of.values() for subject in subjects])
    if blobs:
        # Killed before the bytes are gone, the next reading sweeps what nothing names.
        store.derived.mark(UNSWEPT, "yes")
    return tuple(blobs)


def _cleaned(desk: Desk, done: Erased) -> Erased:
    for blob in done.blobs:
        vault.destroy(desk.folder, blob)
    desk.store.graves.compact()
    return done


def _told(desk: Desk, done: Erased) -> Erased:
    """Backups that are in reach learn of it: restored, they bring nothing of this back."""
    renew_erasures(desk)
    return done


def _elsewhere(line: Entry) -> Entry:
    """Its signer need not be a member here: in an older backup they were none yet."""
    return replace(line, detail=(*line.detail, ELSEWHERE))


def _line(desk: Desk, stone: Tombstone) -> Entry:
    detail = (("tombstone", stone.id), ("signer", stone.signer))
    return Entry(desk.clock(), desk.actor, ERASE, stone.subject, stone.why, detail)


def _words(stone: Tombstone) -> bytes:
    """What is signed: everything but the signature."""
    at = stone.at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = (stone.id, stone.what, stone.subject, at, stone.by, stone.why, stone.signer)
    return json.dumps(parts, separators=(",", ":")).encode("ascii")
