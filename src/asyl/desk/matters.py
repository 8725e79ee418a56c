"""Cases: opened, worked for persons, given sources, shared with members; each act can be taken back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from asyl.model import (
    Action,
    Case,
    CaseRole,
    Judgement,
    JudgementKind,
    Matter,
    NotAllowed,
    NotFound,
    PersonKey,
    SealedField,
    UsageProblem,
)
from asyl.store import Entry

from .holding import cases_for, check, fold, proven
from .keyring import sync_keys
from .opening import Desk
from .recording import decision, record, record_many
from .rights import REGISTER, Rights, can
from .ruling import named

OVER_THE_REGISTER = (CaseRole.OWNER, CaseRole.AUDITOR, CaseRole.KEEPER)
_TITLE = 200


def open_case(desk: Desk, title: str, why: str = "") -> Case:
    """Opens a case; whoever opens it owns it. Raises UsageProblem, NotAllowed."""
    title = " ".join(title.split())
    if not title or len(title) > _TITLE:
        raise UsageProblem(f"a case needs a title of 1 to {_TITLE} characters", subject=title)
    with desk.store.acts() as lines:
        proven(desk)
        name = new_case_id()
        record(desk, decision(desk, JudgementKind.OPEN, Matter(name, title=title), why, (name,)), lines)
        owner = Matter(name, member=desk.actor, role=CaseRole.OWNER.value)
        record(desk, decision(desk, JudgementKind.GRANT, owner, "", (name,)), lines)
    return next(case for case in cases(desk) if case.id == name)


def new_case_id() -> str:
    return f"k{secrets.token_hex(6)}"


def cases(desk: Desk) -> tuple[Case, ...]:
    """The cases that the actor has a role in, in the order they were opened.

    Whom they are worked for and what was given to them only as far as they read there, the members only for owners.
    """
    rights = proven(desk)
    return tuple(_seen(desk, rights, case) for case in rights.cases.values() if _mine(desk, rights, case.id))


def _mine(desk: Desk, rights: Rights, case: str) -> bool:
    return rights.alone or (case, desk.actor) in rights.grants


def _seen(desk: Desk, rights: Rights, case: Case) -> Case:
    reads = can(rights, desk.actor, Action.READ, case.id)
    owns = can(rights, desk.actor, Action.GRANT, case.id)
    mine = tuple(grant for grant in case.members if owns or grant.member == desk.actor)
    persons, sources = (case.persons, case.sources) if reads else ((), frozenset[str]())
    return Case(case.id, case.title, persons, sources, mine)


def work_for(desk: Desk, case: str, person: PersonKey, why: str = "") -> Judgement:
    """Says that a case is worked for somebody who is named in a report. Raises NotFound, NotAllowed."""
    with desk.store.acts() as lines:
        _there(desk, Action.ADD, case)
        mention = named(desk, person)
        cases_for(desk, proven(desk), [mention.digest], f"report {person[0]} names no person {person[1]}", Action.READ)
        matter = Matter(case, person=mention)
        return _once(desk, decision(desk, JudgementKind.WORK_FOR, matter, why, (case,)), lines)


def give(desk: Desk, case: str, reports: Iterable[str], why: str = "") -> tuple[Judgement, ...]:
    """Gives sources (by report id) to a case; its readers see them from then on. Raises NotFound, NotAllowed.

    Needs the right to add there and to hand out where they are.
    """
    with desk.store.acts() as lines:
        rights = _there(desk, Action.ADD, case)
        digests = desk.store.sources.digests()
        made = []
        for report in reports:
            missing = f"no source has the id {report}"
            if report not in digests:
                raise NotFound(missing, subject=report)
            cases_for(desk, rights, [digests[report]], missing, Action.EXPORT)
            matter = Matter(case, source=digests[report])
            made.append(decision(desk, JudgementKind.GIVE, matter, why, (case,)))
        known = desk.store.judgements.same_as(made)
        record_many(desk, [one for one in made if one.id not in known], lines)
        return tuple(known.get(one.id, one) for one in made)


def grant(
    desk: Desk, case: str, member: str, role: CaseRole, fields: Iterable[SealedField] = (), why: str = ""
) -> Judgement:
    """Gives a member a role in a case (REGISTER: over the register), with the sealed classes that they may open.

    Replaces the role that they had there. Raises NotFound, NotAllowed, UsageProblem.
    """
    if case == REGISTER and role not in OVER_THE_REGISTER:
        raise UsageProblem(f"nobody is {role.value} of a whole register; name a case", subject=role.value)
    chosen = tuple(sorted(field.value for field in fields))
    with desk.store.acts() as lines:
        rights = _there(desk, Action.GRANT, case)
        if member not in rights.members:
            raise NotFound(f"nobody called {member} is a member; `asyl member add` makes one", subject=member)
        matter = Matter(case, member=member, role=role.value, fields=chosen)
        made = decision(desk, JudgementKind.GRANT, matter, why, (case,) if case else ())
        record(desk, made, lines)
        changed(desk, rights, case)
    return made


def revoke(desk: Desk, case: str, member: str, why: str = "") -> Judgement:
    """Takes a member's role in a case away; the keys of its sealed classes are made anew. Raises NotFound, NotAllowed,
    UsageProblem for the last owner."""
    with desk.store.acts() as lines:
        rights = _there(desk, Action.GRANT, case)
        if (case, member) not in rights.grants:
            raise NotFound(f"{member} has no role there", subject=member)
        matter = Matter(case, member=member)
        made = decision(desk, JudgementKind.REVOKE, matter, why, (case,) if case else ())
        record(desk, made, lines)
        changed(desk, rights, case)
    return made


def changed(desk: Desk, before: Rights, case: str) -> None:
    """After a change of rights, inside the act: somebody still owns the case, and its keys follow.

    Raises UsageProblem when nobody would.
    """
    after = fold(desk)
    if _owned(before, case) and not _owned(after, case):
        raise UsageProblem("somebody has to own it: make another member owner first", subject=case)
    if case != REGISTER:
        sync_keys(desk, after, case)


def rights_moved(desk: Desk, before: Rights, judgement: Judgement) -> None:
    """After a decision was taken back, inside that act: as `changed` for those that give or take a role."""
    if judgement.kind in (JudgementKind.GRANT, JudgementKind.REVOKE) and isinstance(judgement.about, Matter):
        changed(desk, before, judgement.about.case)


def _owned(rights: Rights, case: str) -> bool:
    return rights.alone or any(
        grant.role is CaseRole.OWNER and member in rights.members
        for (held, member), grant in rights.grants.items()
        if held == case
    )


def right_to_retract(desk: Desk, judgement: Judgement) -> None:
    """Raises NotAllowed unless the actor may take back this decision about a case.

    What was sealed or added is the editors' to take back, everything else the owner's.
    """
    matter = judgement.about
    if not isinstance(matter, Matter):
        raise NotAllowed("that is no decision about a case", subject=judgement.id)
    field = SealedField(matter.fields[0]) if matter.sealed and matter.fields else None
    actions = {
        JudgementKind.GIVE: Action.ERASE,
        JudgementKind.WORK_FOR: Action.ADD,
        JudgementKind.SEAL: Action.SEAL,
        JudgementKind.UNSEAL: Action.UNSEAL,
    }
    check(desk, actions.get(judgement.kind, Action.GRANT), matter.case, field if matter.sealed else None)


def _there(desk: Desk, action: Action, case: str) -> Rights:
    """The rights, when the case is there and the actor may do this in it."""
    rights = check(desk, action, case)
    if case != REGISTER and case not in rights.cases:
        raise NotAllowed(f"{desk.actor} has no case {case}", subject=case)
    return rights


def _once(desk: Desk, judgement: Judgement, lines: list[Entry]) -> Judgement:
    known = desk.store.judgements.same_as([judgement]).get(judgement.id)
    return known or record(desk, judgement, lines)
