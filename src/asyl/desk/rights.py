"""Who may do what: a pure function of the decisions about cases. What is not allowed here is not allowed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from asyl.model import Action, Case, CaseRole, Grant, Judgement, JudgementKind, Matter, SealedField, live

REGISTER = ""  # the case of a role over the whole register: no role there reads anything
RIGHTS = frozenset(
    {JudgementKind.OPEN, JudgementKind.WORK_FOR, JudgementKind.GIVE, JudgementKind.GRANT, JudgementKind.REVOKE}
)
MATTERS = RIGHTS | {JudgementKind.SEAL, JudgementKind.UNSEAL}
_EDITS = {Action.READ, Action.EXPORT, Action.HISTORY, Action.JUDGE, Action.ADD, Action.SEAL, Action.OPEN}
_IN_A_CASE: Mapping[CaseRole, Collection[Action]] = {
    CaseRole.OWNER: {*_EDITS, Action.RELEASE, Action.UNSEAL, Action.GRANT, Action.ERASE, Action.LOG},
    CaseRole.EDITOR: _EDITS,
    CaseRole.READER: {Action.READ, Action.HISTORY, Action.OPEN},
    CaseRole.PROPOSER: {Action.ADD},
    CaseRole.PUBLISHER: {Action.RELEASE},
    CaseRole.AUDITOR: {Action.LOG},
    CaseRole.KEEPER: (),
}
_OVER_THE_REGISTER: Mapping[CaseRole, Collection[Action]] = {
    CaseRole.OWNER: {Action.ENROL, Action.GRANT, Action.VERIFY},
    CaseRole.AUDITOR: {Action.LOG, Action.VERIFY},
    CaseRole.KEEPER: {Action.KEEP, Action.VERIFY},
}
# What touches a sealed value needs its class besides the role; only owners have them all.
_OF_A_FIELD = frozenset({Action.SEAL, Action.OPEN, Action.UNSEAL})


@dataclass(frozen=True, slots=True)
class Rights:
    """What the decisions about cases add up to. `members` are those who have not left; with none or one of them there
    is one person alone, whoever that is. `grants` are by (case, member); `given` tells for a digest the cases that hold
    it, `brought` who gave it to one. `founding` is the case of everything that was there before there were members."""

    members: tuple[str, ...]
    cases: Mapping[str, Case]
    grants: Mapping[tuple[str, str], Grant]
    given: Mapping[str, frozenset[str]]
    brought: Mapping[tuple[str, str], frozenset[str]]
    founding: str

    @property
    def alone(self) -> bool:
        return len(self.members) < 2

    def where(self, actor: str, action: Action, field: SealedField | None = None) -> frozenset[str]:
        """The cases in which somebody may do something."""
        mine = [case for case, member in self.grants if member == actor and case in self.cases]
        return frozenset(case for case in mine if can(self, actor, action, case, field))


def can(rights: Rights, actor: str, action: Action, case: str, field: SealedField | None = None) -> bool:
    """True when somebody may do something with a case (REGISTER: with the register), and with a sealed class of it."""
    if rights.alone:
        return True
    grant = rights.grants.get((case, actor))
    if grant is None or actor not in rights.members or (case != REGISTER and case not in rights.cases):
        return False
    table = _OVER_THE_REGISTER if case == REGISTER else _IN_A_CASE
    if action not in table.get(grant.role, ()):
        return False
    if action in _OF_A_FIELD:
        return field is not None and (grant.role is CaseRole.OWNER or field in grant.fields)
    return True


def rights_from(members: Iterable[str], judgements: Iterable[Judgement], founding: str) -> Rights:
    """The rights that hold. Of two grants to one member in one case the newer counts; a role taken back is none."""
    cases: dict[str, Case] = {}
    grants: dict[tuple[str, str], Grant] = {}
    given: dict[str, set[str]] = {}
    brought: dict[tuple[str, str], set[str]] = {}
    for judgement in live(judgements):
        matter = judgement.about
        if not isinstance(matter, Matter):
            continue
        if judgement.kind is JudgementKind.OPEN:
            cases[matter.case] = Case(matter.case, matter.title)
        elif judgement.kind is JudgementKind.GIVE:
            given.setdefault(matter.source, set()).add(matter.case)
            brought.setdefault((matter.case, matter.source), set()).add(judgement.by)
        elif judgement.kind is JudgementKind.WORK_FOR and matter.person and matter.case in cases:
            case = cases[matter.case]
            cases[matter.case] = replace(case, persons=(*case.persons, matter.person))
        else:
            _grant(judgement, matter, grants)
    return Rights(
        members=tuple(members),
        cases=_filled(cases, given, grants),
        grants=grants,
        given={digest: frozenset(holders) for digest, holders in given.items()},
        brought={key: frozenset(names) for key, names in brought.items()},
        founding=founding,
    )


def _grant(judgement: Judgement, matter: Matter, grants: dict[tuple[str, str], Grant]) -> None:
    key = matter.case, matter.member
    if judgement.kind is JudgementKind.GRANT:
        fields = frozenset(SealedField(name) for name in matter.fields)
        grants[key] = Grant(matter.member, matter.case, CaseRole(matter.role), fields, judgement.id)
    elif judgement.kind is JudgementKind.REVOKE:
        grants.pop(key, None)


def _filled(
    cases: Mapping[str, Case], given: Mapping[str, set[str]], grants: Mapping[tuple[str, str], Grant]
) -> dict[str, Case]:
    sources: dict[str, set[str]] = {}
    for digest, holders in given.items():
        for case in holders:
            sources.setdefault(case, set()).add(digest)
    members: dict[str, list[Grant]] = {}
    for (name, _), grant in grants.items():
        members.setdefault(name, []).append(grant)
    return {
        name: replace(case, sources=frozenset(sources.get(name, ())), members=tuple(members.get(name, ())))
        for name, case in cases.items()
    }
