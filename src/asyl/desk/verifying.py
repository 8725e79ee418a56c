"""Whether what is kept is still what was written: log, decisions, members, tombstones, originals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asyl.model import Action, IntegrityFailure, Judgement
from asyl.store import Entry, judgement_digest

from .erasing import ELSEWHERE, stone_holds
from .evidence import unsealed
from .holding import ENROL, check
from .opening import Desk, Step, quietly


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, and every place where it is not what was written, each as a sentence."""

    lines: int
    decisions: int
    originals: int
    problems: tuple[str, ...]


def verify(desk: Desk, progress: Step = quietly, *, originals: bool = True) -> Verification:
    """Recomputes the chain of the log and compares everything with it. Changes nothing. Raises NotAllowed.

    A chain alone cannot show that its end was cut off or the whole rest made anew by somebody who could write to the
    database: for that compare with a checkpoint kept elsewhere.
    """
    check(desk, Action.VERIFY)
    with desk.store.snapshot():
        problems = [f"log line {one.number}: {one.problem}" for one in desk.store.log.breaks()]
        lines = desk.store.log.all()
        problems += _decisions(desk, lines)
        problems += _members(desk, lines)
        problems += _graves(desk, lines)
        problems += _sources(desk, lines)
        decisions = len(desk.store.judgements.all())
    looked = 0
    if originals:
        kept = desk.store.sources.all()
        for number, one in enumerate(kept):
            progress("verifying originals", number, len(kept))
            try:
                unsealed(desk, one)
            except IntegrityFailure as problem:
                problems.append(problem.sentence)
            looked += 1
    return Verification(len(lines), decisions, looked, tuple(problems))


def _decisions(desk: Desk, lines: tuple[Entry, ...]) -> Iterator[str]:
    """Each decision against the lines about it: what was decided, by whom, when, and who took it back when."""
    told: defaultdict[str, list[Entry]] = defaultdict(list)
    for line in lines:
        told[line.subject].append(line)
    there = set()
    for judgement in desk.store.judgements.all():
        there.add(judgement.id)
        mine = told.get(judgement.id)
        if not mine:
            yield f"decision {judgement.id}: no line of the log says that it was made"
        elif not _agrees(judgement, mine):
            yield f"decision {judgement.id}: it is not what the log says of it"
    for name, mine in sorted(told.items()):
        if name not in there and any(_value(line) for line in mine) and not desk.store.graves.holds(name):
            yield f"decision {name}: it is gone, and no tombstone says why"


def _agrees(judgement: Judgement, lines: Sequence[Entry]) -> bool:
    made, newest = lines[0], lines[-1]
    if (made.what, made.by, made.at, made.why) != (judgement.kind.value, judgement.by, judgement.at, judgement.why):
        return False
    if judgement.retracted is None and len(lines) > 1:
        return False
    if judgement.retracted is not None:
        taken = (judgement.retracted_by, judgement.retracted, judgement.retracted_why or "")
        if len(lines) < 2 or (newest.by, newest.at, newest.why) != taken:
            return False
    # Lines from before there was a chain hold no digest.
    return _value(newest) in ("", judgement_digest(judgement))


def _value(line: Entry) -> str:
    return dict(line.detail).get("value", "")


def _members(desk: Desk, lines: tuple[Entry, ...]) -> Iterator[str]:
    enrolled = {line.subject: dict(line.detail).get("public", "") for line in lines if line.what == ENROL}
    for member in desk.store.members.all():
        if enrolled.get(member.name) != member.public:
            yield f"member {member.name}: their key is not the one they were enrolled with"


def _graves(desk: Desk, lines: tuple[Entry, ...]) -> Iterator[str]:
    # A restored register may hold tombstones of members who came after its backup was made: the log vouches for them.
    keys = {member.public for member in desk.store.members.all()}
    keys |= {value for line in lines for name, value in line.detail if name == "signer"}
    stones = desk.store.graves.all()
    elsewhere = {dict(line.detail).get("tombstone") for line in lines if ELSEWHERE in line.detail}
    for stone in stones:
        if not stone_holds(stone):
            yield f"tombstone {stone.id}: its signature does not hold"
        elif stone.signer not in keys and stone.id not in elsewhere:
            yield f"tombstone {stone.id}: nobody here signed it"
    told = {dict(line.detail).get("tombstone") for line in lines} - {None}
    for name in sorted(str(name) for name in told - {stone.id for stone in stones}):
        yield f"tombstone {name}: it is gone"


def _sources(desk: Desk, lines: tuple[Entry, ...]) -> Iterator[str]:
    read = {line.subject for line in lines if line.what == "read"}
    there = set(desk.store.sources.digests())
    for report in sorted(there - read):
        yield f"source {report}: no line of the log says that it was read"
    for report in sorted(read - there):
        if not desk.store.graves.holds(report):
            yield f"source {report}: it is gone, and no tombstone says why"
