"""What the person at the desk holds: every look into the register goes through here, and sees nothing else.

What somebody does not hold and what is not there get the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from asyl import vault
from asyl.model import (
    Action,
    CaseRole,
    Judgement,
    Matter,
    NotAllowed,
    NotFound,
    SealedField,
    View,
)
from asyl.store import Seen

from .opening import Desk
from .rights import REGISTER, RIGHTS, Rights, can, rights_from

FOUNDING = "founding"  # the mark that names the case of what was there before there were members
ENROL, LEAVE, TAKE_BACK = "enrol", "leave", "retract_matter"
_MOVE_RIGHTS = frozenset({*(kind.value for kind in RIGHTS), ENROL, LEAVE, TAKE_BACK})


def rights_of(desk: Desk) -> Rights:
    """The rights that hold now, folded anew only when a decision about them was made."""
    revision = desk.store.log.revision(_MOVE_RIGHTS)
    known = desk.memory.rights
    if known is not None and known[0] == revision and isinstance(known[1], Rights):
        return known[1]
    rights = fold(desk)
    desk.memory.rights = (revision, rights)
    return rights


def fold(desk: Desk) -> Rights:
    """The rights as the tables have them at this moment, also in the middle of an act."""
    members = [member.name for member in desk.store.members.all() if member.ended is None]
    return rights_from(members, desk.store.judgements.all(RIGHTS), desk.store.derived.marked(FOUNDING))


def proven(desk: Desk) -> Rights:
    """The rights, once the actor is known to be who they say: a member, with the passphrase if they have one.

    Raises NotAllowed.
    """
    rights = rights_of(desk)
    if rights.alone:
        return rights
    if desk.actor not in rights.members:
        raise NotAllowed(f"{desk.actor} is no member of this register; set ASYL_ACTOR to your name", subject=desk.actor)
    identity_of(desk)
    return rights


@dataclass(frozen=True, slots=True)
class Identified:
    """A member with their unlocked keys."""

    name: str
    keys: vault.Identity


def identity_of(desk: Desk) -> Identified:
    """The actor's keys; while one person is alone, that person's, whatever name they act under.

    Raises NotAllowed when there are none or the passphrase is not theirs.
    """
    members = [member.name for member in desk.store.members.all() if member.ended is None]
    name = members[0] if len(members) == 1 else desk.actor
    known = desk.memory.identity
    if known is None or known[0] != name:
        kept = desk.store.members.secret(name)
        if name not in members or not kept:
            raise NotAllowed(f"{name} has no identity in this register", subject=name)
        locked = not kept.startswith(vault.BARE)
        known = name, vault.unwrap_identity(kept, desk.passphrase() if locked else None)
        desk.memory.identity = known
    return Identified(*known)


def check(desk: Desk, action: Action, case: str = REGISTER, field: SealedField | None = None) -> Rights:
    """Raises NotAllowed unless the actor may do this there."""
    rights = proven(desk)
    if not can(rights, desk.actor, action, case, field):
        raise NotAllowed(_refusal(desk, rights, action, case), subject=case)
    return rights


def _refusal(desk: Desk, rights: Rights, action: Action, case: str) -> str:
    """The same sentence for a case that is not there and for one that is somebody else's."""
    if case == REGISTER:
        return f"{desk.actor} may not {action.value} in this register"
    if (case, desk.actor) not in rights.grants:
        return f"{desk.actor} has no case {case}"
    return f"{desk.actor} may not {action.value} in case {case}"


@dataclass(frozen=True, slots=True)
class Holding:
    """What somebody holds for one purpose. `whole` are cases that are seen whole, `released` those of which only what
    was confirmed is seen, `own` those of which only what they brought themselves is seen."""

    rights: Rights
    actor: str
    whole: frozenset[str] = frozenset()
    released: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()

    @property
    def everything(self) -> bool:
        return self.rights.alone

    def holds(self, digest: str) -> bool:
        if self.everything or not self.rights.given.get(digest, frozenset()).isdisjoint(self.whole | self.released):
            return True
        return any(self.actor in self.rights.brought.get((case, digest), ()) for case in self.own)

    def only_released(self, digest: str) -> bool:
        """True when of this source only what was confirmed may be seen."""
        given = self.rights.given.get(digest, frozenset())
        return not self.everything and given.isdisjoint(self.whole) and not given.isdisjoint(self.released)

    def knows(self, seen: Seen) -> bool:
        """True for a place that may be known of: it was read for a case of theirs, or by themselves."""
        case = seen.case or self.rights.founding
        return self.everything or case in self.whole | self.released or (case in self.own and seen.by == self.actor)

    def sees(self, judgement: Judgement) -> bool:
        """True for a decision that was made where they read: for each of its sources in a case that holds it."""
        if self.everything:
            return True
        made_in = frozenset(judgement.cases or (self.rights.founding,)) & (self.whole | self.released)
        if isinstance(judgement.about, Matter):
            return judgement.about.case in self.whole
        return all(made_in & self.rights.given.get(digest, frozenset()) for digest in judgement.sources)

    def scope(self, reports: Iterable[str]) -> str:
        """An opaque name for what is held and where from; empty for everything."""
        if self.everything:
            return ""
        parts = (*sorted(reports), *sorted(self.whole), "/", *sorted(self.released), "/", *sorted(self.own))
        return sha256("\0".join((*parts, self.actor if self.own else "")).encode()).hexdigest()[:16]


def holding(desk: Desk, purpose: Action = Action.READ, view: View = View.WORKING) -> Holding:
    """What the actor holds. In the confirmed view also what they may only release. Raises NotAllowed."""
    return holding_of(desk, proven(desk), purpose, view)


def holding_of(desk: Desk, rights: Rights, purpose: Action = Action.READ, view: View = View.WORKING) -> Holding:
    """As `holding`, by rights that were looked up."""
    if rights.alone:
        return Holding(rights, desk.actor)
    whole = _chosen(desk, rights.where(desk.actor, purpose))
    released = (
        _chosen(desk, rights.where(desk.actor, Action.RELEASE)) - whole if view is View.CONFIRMED else frozenset()
    )
    own: frozenset[str] = frozenset()
    if purpose is Action.READ:
        proposes = {case for (case, member), grant in rights.grants.items() if _proposes(grant.role, member, desk)}
        own = _chosen(desk, frozenset(proposes))
    return Holding(rights, desk.actor, whole, released, own)


def _proposes(role: CaseRole, member: str, desk: Desk) -> bool:
    return role is CaseRole.PROPOSER and member == desk.actor


def _chosen(desk: Desk, cases: frozenset[str]) -> frozenset[str]:
    return cases & {desk.case} if desk.case else cases


def cases_for(desk: Desk, rights: Rights, digests: Iterable[str], missing: str, action: Action) -> tuple[str, ...]:
    """The cases in which the actor does something to sources: all of theirs that hold one of them; none while alone.

    Raises NotFound (with the sentence `missing`) for a source that they do not hold, NotAllowed for one that they may
    only look at.
    """
    if rights.alone:
        return ()
    mine = _chosen(desk, rights.where(desk.actor, action))
    seen = holding_of(desk, rights)
    found: set[str] = set()
    for digest in digests:
        there = rights.given.get(digest, frozenset()) & mine
        if not there and seen.holds(digest):
            raise NotAllowed(f"{desk.actor} may not {action.value} here", subject=desk.actor)
        if not there:
            raise NotFound(missing, subject=digest)
        found |= there
    return tuple(sorted(found))


def case_to_add_to(desk: Desk) -> str:
    """The case that what is read now is given to; empty while alone. Raises NotAllowed when none or several may be
    meant."""
    rights = proven(desk)
    if rights.alone:
        return ""
    mine = _chosen(desk, rights.where(desk.actor, Action.ADD))
    if len(mine) == 1:
        return next(iter(mine))
    if not mine:
        raise NotAllowed(f"{desk.actor} has no case to add to; open one with `asyl cases open TITLE`")
    names = "; ".join(f"{case} {rights.cases[case].title}".strip() for case in sorted(mine) if case in rights.cases)
    raise NotAllowed(f"which case? Name it with --case or in ASYL_CASE: {names}")
