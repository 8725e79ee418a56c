"""Members: somebody with keys of their own. While there is one, or none, one person is alone and notices nothing."""

from __future__ import annotations

from asyl import vault
from asyl.model import Action, CaseRole, JudgementKind, Matter, Member, NotAllowed, NotFound, UsageProblem
from asyl.store import Entry

from .holding import ENROL, FOUNDING, LEAVE, check, fold, identity_of, proven
from .matters import changed, new_case_id
from .opening import Desk
from .recording import decision, given, record, record_many
from .rights import REGISTER, Rights

REKEYED = "passphrase"
_LONGEST, _SHORTEST_PASSPHRASE = 60, 8
BEFORE = "everything before there were members"


def add_member(desk: Desk, name: str, passphrase: str | None = None, why: str = "") -> Member:
    """Makes somebody a member, with new keys that their passphrase guards. They hold nothing until they are granted it.

    The first time, the actor becomes the owner of the register and of a case that holds all that is there.
    Raises UsageProblem, NotAllowed.
    """
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise UsageProblem(f"a member needs a name of 1 to {_LONGEST} letters", subject=name)
    with desk.store.acts() as lines:
        rights = check(desk, Action.ENROL)
        if rights.alone:
            found_register(desk, lines)
        if any(member.name == name for member in desk.store.members.all()):
            raise UsageProblem(f"{name} is or was a member already", subject=name)
        _enrol(desk, name, passphrase, why, lines)
        if rights.alone:
            _own_everything(desk, lines)
    return next(member for member in desk.store.members.all() if member.name == name)


def members(desk: Desk) -> tuple[Member, ...]:
    """Everybody, also those who left, for whoever may enrol; to others only themselves. Raises NotAllowed."""
    rights = proven(desk)
    everybody = desk.store.members.all()
    grant = rights.grants.get((REGISTER, desk.actor))
    if rights.alone or (grant is not None and grant.role is CaseRole.OWNER):
        return everybody
    return tuple(member for member in everybody if member.name == desk.actor)


def end_member(desk: Desk, name: str, why: str = "") -> None:
    """Ends a membership: no right holds any more. Raises NotFound, NotAllowed, UsageProblem for a last owner."""
    with desk.store.acts() as lines:
        before = check(desk, Action.ENROL)
        if name not in before.members:
            raise NotFound(f"nobody called {name} is a member", subject=name)
        if name == desk.actor:
            raise UsageProblem("nobody ends their own membership; another owner has to", subject=name)
        desk.store.members.end(name, desk.clock())
        lines.append(Entry(desk.clock(), desk.actor, LEAVE, name, why))
        for case in sorted({case for case, member in before.grants if member == name}):
            _leave(desk, before, case)


def _leave(desk: Desk, before: Rights, case: str) -> None:
    try:
        changed(desk, before, case)
    except NotAllowed:
        # Whoever ends a membership need not have the case's keys: the old wrap is destroyed, an owner renews later.
        after = fold(desk)
        desk.store.keys.forget(case, after.members)


def set_passphrase(desk: Desk, passphrase: str | None) -> None:
    """Guards the actor's own keys by another passphrase, or by none. Raises NotAllowed, UsageProblem."""
    _check_passphrase(passphrase)
    with desk.store.acts() as lines:
        proven(desk)
        ensure_identity(desk, lines)
        mine = identity_of(desk)
        desk.store.members.keep_secret(mine.name, vault.wrap_identity(mine.keys, passphrase))
        lines.append(Entry(desk.clock(), desk.actor, REKEYED, mine.name))


def ensure_identity(desk: Desk, lines: list[Entry]) -> None:
    """Gives the one person who is alone keys and a case of their own, inside an act, when they have none yet."""
    if not desk.store.members.all():
        found_register(desk, lines)


def found_register(desk: Desk, lines: list[Entry]) -> None:
    """The actor becomes the first member, and what is there a case."""
    if not [member for member in desk.store.members.all() if member.ended is None]:
        _enrol(desk, desk.actor, None, "", lines)
    if not desk.store.derived.marked(FOUNDING):
        case = new_case_id()
        record(desk, decision(desk, JudgementKind.OPEN, Matter(case, title=BEFORE), ""), lines)
        desk.store.derived.mark(FOUNDING, case)


def home(desk: Desk) -> str:
    """The case of what is there without a case."""
    return desk.store.derived.marked(FOUNDING)


def _own_everything(desk: Desk, lines: list[Entry]) -> None:
    """What was one person's stays theirs: the register, every case, and in the founding case every source."""
    rights, owner = fold(desk), fold(desk).members[0]
    made = [
        decision(desk, JudgementKind.GRANT, Matter(case, member=owner, role=CaseRole.OWNER.value), "")
        for case in (REGISTER, *rights.cases)
        if (case, owner) not in rights.grants
    ]
    held = {digest for digest, cases in rights.given.items() if cases}
    rest = [digest for digest in desk.store.sources.digests().values() if digest not in held]
    record_many(desk, [*made, *(given(desk, home(desk), digest) for digest in rest)], lines)


def _enrol(desk: Desk, name: str, passphrase: str | None, why: str, lines: list[Entry]) -> None:
    _check_passphrase(passphrase)
    identity = vault.new_identity()
    member = Member(name, identity.public, desk.clock())
    desk.store.members.add(member, vault.wrap_identity(identity, passphrase))
    lines.append(Entry(member.since, desk.actor, ENROL, name, why, (("public", identity.public),)))


def _check_passphrase(passphrase: str | None) -> None:
    if passphrase is not None and len(passphrase) < _SHORTEST_PASSPHRASE:
        raise UsageProblem(f"a passphrase needs at least {_SHORTEST_PASSPHRASE} characters")
