"""What was decided and done here, as far as the actor may know of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from asyl.model import Action, CaseRole, Judgement, JudgementKind, Matter, SealedField
from asyl.store import Entry

from .anchoring import Orphan
from .holding import Holding, holding, proven
from .opening import Desk
from .rights import REGISTER, Rights, can
from .views import current

_ROLES = frozenset({JudgementKind.GRANT, JudgementKind.REVOKE})
_CAME = frozenset({"read", "path"})


def judgements(desk: Desk) -> tuple[Judgement, ...]:
    """Every decision that the actor may know of, also those taken back, oldest first. Raises NotAllowed.

    Roles are shown to those who give them and to each their own; sealed notes to those who may open them.
    """
    held = holding(desk, Action.HISTORY)
    return tuple(one for one in desk.store.judgements.all() if held.sees(one) and _shown(held, one))


def _shown(held: Holding, judgement: Judgement) -> bool:
    matter = judgement.about
    if held.everything or not isinstance(matter, Matter):
        return True
    if matter.sealed:
        field = SealedField(matter.fields[0])
        return can(held.rights, held.actor, Action.OPEN, matter.case, field)
    owns = can(held.rights, held.actor, Action.GRANT, matter.case)
    return judgement.kind not in _ROLES or owns or matter.member == held.actor


def orphans(desk: Desk) -> tuple[Orphan, ...]:
    """The judgements that hold but cannot be found again in the present readings. None is ever dropped."""
    return current(desk).anchored.orphans


def log(desk: Desk) -> tuple[Entry, ...]:
    """Who did what, when and why, oldest first. Raises NotAllowed.

    Owners see what was done in their cases; who reads there, the lines about decisions that they see. An auditor sees
    who, what, when and the id, of a case or of everything, but no reason: a reason is somebody's own words.
    """
    rights = proven(desk)
    lines = desk.store.log.all()
    if rights.alone:
        return lines
    reader = _Reader.of(desk, rights, {one.id for one in judgements(desk)})
    shown = (reader.shows(line) for line in lines)
    return tuple(line for line in shown if line is not None)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What one person may see of the log: as an owner, as an auditor, and the decisions they know of."""

    rights: Rights
    enrols: bool
    audits_all: bool
    owned: frozenset[str]
    audited: frozenset[str]
    decisions: Collection[str]

    @classmethod
    def of(cls, desk: Desk, rights: Rights, decisions: Collection[str]) -> _Reader:
        logged = rights.where(desk.actor, Action.LOG)
        owned = {case for case in logged if rights.grants[case, desk.actor].role is CaseRole.OWNER}
        return cls(
            rights=rights,
            enrols=can(rights, desk.actor, Action.ENROL, REGISTER),
            audits_all=can(rights, desk.actor, Action.LOG, REGISTER),
            owned=frozenset(owned),
            audited=logged - owned,
            decisions=decisions,
        )

    def shows(self, line: Entry) -> Entry | None:
        """The line as far as it is theirs to see, None when it is not."""
        cases = frozenset(value for name, value in line.detail if name == "case")
        if not cases and (line.what in _CAME or line.subject.startswith("j")):
            cases = frozenset({self.rights.founding})
        owned = cases <= self.owned if cases else self.enrols
        if owned or line.subject in self.decisions:
            return replace(line, detail=tuple(one for one in line.detail if one[0] != "case" or one[1] in self.owned))
        if self.audits_all or (cases and cases <= self.audited):
            return replace(line, why="", detail=())
        return None
