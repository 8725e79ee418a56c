"""The access matrix: everything that can be asked of a desk, by everybody, with and without the right to it.

What is expected stands here by role and is written down a second time on purpose: it is not read from the rights that
it tests. A function of the desk without a row fails the build.
"""

from __future__ import annotations

import inspect
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from asyl import desk as doors
from asyl.desk import Desk, Ruling, Waiting, open_desk
from asyl.model import Action, AsylError, CaseRole, JudgementKind, SealedField, View
from tests.desk.team import pile
from tests.desk.tiny import TINY

ROLES = {
    "olga": CaseRole.OWNER,
    "edith": CaseRole.EDITOR,
    "rita": CaseRole.READER,
    "petra": CaseRole.PROPOSER,
    "paul": CaseRole.PUBLISHER,
    "audrey": CaseRole.AUDITOR,
    "kim": CaseRole.KEEPER,
}
OUTSIDER, DEPUTY, SPARE = "oscar", "dora", "sven"
ACTORS = (*ROLES, OUTSIDER)
WITH, WITHOUT, REVOKED = "with", "without", "revoked"
STATES = (WITH, WITHOUT, REVOKED)
FIELDS = tuple(SealedField)

THEIRS = ("Theirsone", "Theirscase", "theirsfile", "whytheirs")
OURS = ("Oursone", "Ourstwo", "oursfile", "whyours")
OUR_TITLE = "Ourscase"


@dataclass(frozen=True, slots=True)
class Ids:
    """What the calls name, all of it of the case `ours`."""

    ours: str
    reports: tuple[str, str]
    claims: tuple[str, str]
    keys: tuple[tuple[str, str], tuple[str, str]]
    confirmed: str
    granted: str
    notes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class World:
    """One register with somebody in every role. `at` opens it, for somebody, in a copy of its own when asked."""

    folder: Path
    ids: Ids
    scratch: Path

    @contextmanager
    def at(self, actor: str, *, copy: bool = False) -> Iterator[Desk]:
        folder = self.folder
        if copy:
            folder = self.scratch / "copy"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(self.folder, folder)
        with open_desk(folder, actor=actor, engines=TINY) as opened:
            yield opened


Call = Callable[[Desk, Ids, SealedField], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One way in. `roles` may do it in the case, `register` are the members who may do it over the register; with
    neither everybody gets an answer, made of what they hold. `classed` roles need the sealed class besides."""

    function: str
    call: Call
    roles: frozenset[CaseRole] = frozenset()
    register: frozenset[str] = frozenset()
    classed: frozenset[CaseRole] = frozenset()
    writes: bool = False
    name: str = ""
    echo: str = ""  # what the asker typed themselves: a refusal may say it again

    @property
    def label(self) -> str:
        return self.name or self.function

    @property
    def anybody(self) -> bool:
        return not (self.roles or self.register or self.classed)

    def allowed(self, actor: str, state: str) -> bool:
        if self.anybody or actor in self.register:
            return True
        role = ROLES.get(actor)
        if role is None or state == REVOKED:
            return False
        return role in self.roles or (role in self.classed and state == WITH)


def _roles(*names: str) -> frozenset[CaseRole]:
    return frozenset(CaseRole(name) for name in names)


OWN, EDIT, READ = _roles("owner"), _roles("owner", "editor"), _roles("owner", "editor", "reader")
ADD = _roles("owner", "editor", "proposer")
ENROL, KEEP, VERIFY = frozenset({"olga"}), frozenset({"kim"}), frozenset({"olga", "audrey", "kim"})


def _ruling(kind: JudgementKind) -> Call:
    def call(desk: Desk, ids: Ids, sealed: SealedField) -> object:
        subject: Any = ids.claims[1:]
        if kind in (JudgementKind.JOIN, JudgementKind.SPLIT):
            subject = ids.claims
        if kind in (JudgementKind.SAME, JudgementKind.DIFFERENT, JudgementKind.UNSURE):
            subject = ids.keys
        return getattr(doors, kind.value)(desk, *subject, "a reason")

    return call


def _read(desk: Desk, ids: Ids, sealed: SealedField) -> object:
    new = pile(desk.folder.parent, f"new-{desk.actor}", "Serik Newone fled.")
    return doors.read(replace(desk, case=ids.ours), [new])


def _decide(desk: Desk, ids: Ids, sealed: SealedField) -> object:
    return doors.decide(desk, [Ruling(JudgementKind.REJECT, (ids.claims[1],), "a reason")])


def _amend(desk: Desk, ids: Ids, sealed: SealedField) -> object:
    return doors.amend(desk, ids.claims[1], {"date": "2020"}, "a reason")


def _links(desk: Desk, ids: Ids, sealed: SealedField) -> object:
    return doors.links_of(desk, doors.held_report(desk, ids.reports[0]))


def _backup(desk: Desk, ids: Ids, sealed: SealedField) -> object:
    return doors.backup(desk, desk.folder.parent / f"backup-{secrets.token_hex(8)}").number


def _drill(desk: Desk, ids: Ids, sealed: SealedField) -> object:
    doors.backup(desk, desk.folder.parent / f"backup-{secrets.token_hex(8)}")
    return doors.drill(desk).path.name


def _key(desk: Desk, ids: Ids, sealed: SealedField) -> object:
    return doors.find_key(desk, f"{ids.reports[0]}/Toktar Oursone", doors.register_view(desk))


def _view(view: View, purpose: Action) -> Call:
    return lambda desk, ids, sealed: doors.register_view(desk, view=view, purpose=purpose)


def _waiting(what: Waiting) -> Call:
    return lambda desk, ids, sealed: doors.review(desk, what)


ROWS = (
    Row("register_view", _view(View.WORKING, Action.READ), name="working view"),
    Row("register_view", _view(View.CONFIRMED, Action.READ), name="confirmed view"),
    Row("register_view", _view(View.WORKING, Action.EXPORT), name="export"),
    Row("register_view", _view(View.CONFIRMED, Action.EXPORT), name="confirmed export"),
    Row("judgements", lambda desk, ids, sealed: doors.judgements(desk)),
    Row("log", lambda desk, ids, sealed: doors.log(desk)),
    Row("orphans", lambda desk, ids, sealed: doors.orphans(desk)),
    Row("notes", lambda desk, ids, sealed: doors.notes(desk)),
    Row("find_notes", lambda desk, ids, sealed: doors.find_notes(desk, "told", ids.ours), writes=True),
    Row("search", lambda desk, ids, sealed: doors.search(desk, "fled")),
    Row("search", lambda desk, ids, sealed: doors.search(desk, "told"), name="search for sealed words"),
    Row("cases", lambda desk, ids, sealed: doors.cases(desk)),
    Row("members", lambda desk, ids, sealed: doors.members(desk)),
    Row("settle", lambda desk, ids, sealed: doors.settle(desk)),
    *(Row("review", _waiting(what), name=f"review {what.value}") for what in Waiting),
    Row("open_case", lambda desk, ids, sealed: doors.open_case(desk, "a new one"), writes=True),
    Row("set_passphrase", lambda desk, ids, sealed: doors.set_passphrase(desk, None), writes=True),
    Row("find_report", lambda desk, ids, sealed: doors.find_report(desk, ids.reports[0]), READ),
    Row(
        "find_report",
        lambda desk, ids, sealed: doors.find_report(desk, "oursfile0"),
        READ,
        name="search by file",
        echo="oursfile0",
    ),
    Row(
        "find_report",
        lambda desk, ids, sealed: doors.find_report(desk, "oursfile 1"),
        READ,
        name="search by title",
        echo="oursfile 1",
    ),
    Row("find_key", _key, READ, echo="Toktar Oursone"),
    Row("held_report", lambda desk, ids, sealed: doors.held_report(desk, ids.reports[0]), READ),
    Row("original", lambda desk, ids, sealed: doors.original(desk, ids.reports[0]), READ),
    Row("links_of", _links, READ),
    Row("read", _read, ADD, writes=True),
    *(
        Row(kind.value, _ruling(kind), EDIT, writes=True)
        for kind in JudgementKind
        if kind.value in ("confirm", "reject", "same", "different", "unsure", "join", "split")
    ),
    Row("amend", _amend, EDIT, writes=True),
    Row("decide", _decide, EDIT, writes=True),
    Row("retract", lambda desk, ids, sealed: doors.retract(desk, ids.confirmed, "a reason"), EDIT, writes=True),
    Row("retract_many", lambda desk, ids, sealed: doors.retract_many(desk, [ids.confirmed], ""), EDIT, writes=True),
    Row("retract", lambda desk, ids, sealed: doors.retract(desk, ids.granted, ""), OWN, writes=True, name="a role"),
    Row("give", lambda desk, ids, sealed: doors.give(desk, ids.ours, [ids.reports[0]], "again"), EDIT, writes=True),
    Row("work_for", lambda desk, ids, sealed: doors.work_for(desk, ids.ours, ids.keys[0]), EDIT, writes=True),
    Row("grant", lambda desk, ids, sealed: doors.grant(desk, ids.ours, SPARE, CaseRole.READER), OWN, writes=True),
    Row("revoke", lambda desk, ids, sealed: doors.revoke(desk, ids.ours, SPARE), OWN, writes=True),
    Row(
        "seal",
        lambda desk, ids, sealed: doors.seal(desk, sealed, "new words", case=ids.ours),
        OWN,
        classed=_roles("editor"),
        writes=True,
    ),
    Row(
        "open_note",
        lambda desk, ids, sealed: doors.open_note(desk, ids.notes[sealed.value]),
        OWN,
        classed=_roles("editor", "reader"),
        writes=True,
    ),
    Row("unseal", lambda desk, ids, sealed: doors.unseal(desk, ids.notes[sealed.value], ""), OWN, writes=True),
    Row("erase_note", lambda desk, ids, sealed: doors.erase_note(desk, ids.notes[sealed.value], "x"), OWN, writes=True),
    Row("erase_source", lambda desk, ids, sealed: doors.erase_source(desk, ids.reports[0], "why"), OWN, writes=True),
    Row("erase_case", lambda desk, ids, sealed: doors.erase_case(desk, ids.ours, "why"), OWN, writes=True),
    Row("add_member", lambda desk, ids, sealed: doors.add_member(desk, "nora"), register=ENROL, writes=True),
    Row("end_member", lambda desk, ids, sealed: doors.end_member(desk, SPARE), register=ENROL, writes=True),
    Row("rebuild", lambda desk, ids, sealed: doors.rebuild(desk), register=KEEP, writes=True),
    Row("bury_again", lambda desk, ids, sealed: doors.bury_again(desk, ()), register=KEEP, writes=True),
    Row("may_move", lambda desk, ids, sealed: doors.may_move(desk), register=KEEP),
    Row("backup", _backup, register=KEEP, writes=True),
    Row("drill", _drill, register=KEEP, writes=True),
    Row("tombstones", lambda desk, ids, sealed: doors.tombstones(desk), register=VERIFY),
    Row("verify", lambda desk, ids, sealed: doors.verify(desk), register=VERIFY),
)


def doors_without_a_row() -> set[str]:
    """The functions of the desk that take a desk and are not in the matrix."""
    found = {
        name
        for name in doors.__all__
        if inspect.isfunction(getattr(doors, name)) and "desk" in inspect.signature(getattr(doors, name)).parameters
    }
    return found - {row.function for row in ROWS}


def forbidden(actor: str, state: str, sealed: SealedField) -> set[str]:
    """The words that somebody must never come to see, in whatever way."""
    inside = actor in ROLES and state != REVOKED
    if actor == OUTSIDER:  # their own report names the same man
        return {*OURS, OUR_TITLE, *(f"told-{one.value}" for one in FIELDS)} - {"Oursone"}
    words = set(THEIRS)
    if actor not in ("olga", "audrey"):
        words.add(OUTSIDER)
    if not inside:
        words |= {*OURS, OUR_TITLE}
    elif ROLES[actor] in (CaseRole.PROPOSER, CaseRole.AUDITOR, CaseRole.KEEPER):
        words |= set(OURS)
    elif ROLES[actor] is CaseRole.PUBLISHER:
        words |= {"Ourstwo", "whyours"}
    mine = set()
    if inside and ROLES[actor] is CaseRole.OWNER:
        mine = set(FIELDS)
    elif inside and state == WITH and ROLES[actor] in (CaseRole.EDITOR, CaseRole.READER):
        mine = {sealed}
    return words | {f"told-{one.value}" for one in FIELDS if one not in mine}


@dataclass(slots=True)
class Count:
    """What a run of the matrix found."""

    checks: int = 0
    wrong: list[str] = field(default_factory=list)


def run(
    world: World, state: str, sealed: SealedField, count: Count, rows: Sequence[Row] = ROWS, part: int = 0, of: int = 1
) -> None:
    """Every row by every actor in one state: right or not, and nothing forbidden in what comes back.

    With `of` parts only one of them is run.
    """
    pairs = [(actor, row) for actor in ACTORS for row in rows]
    for actor, row in pairs[part::of]:
        _check(world, row, actor, state, sealed, count)


def _check(world: World, row: Row, actor: str, state: str, sealed: SealedField, count: Count) -> None:
    expected = row.allowed(actor, state)
    with world.at(actor, copy=expected and row.writes) as desk:
        before = None if expected else list(desk.store.log.lines())
        try:
            said, done = repr(row.call(desk, world.ids, sealed)), True
        except AsylError as problem:
            said, done = problem.sentence.replace(row.echo, "") if row.echo else problem.sentence, False
        where = f"{row.label} by {actor}, {state}, {sealed.value}"
        if done != expected:
            count.wrong.append(f"{where}: {'done' if done else 'refused: ' + said}")
        if before is not None and before != list(desk.store.log.lines()):
            count.wrong.append(f"{where}: refused, and something was written")
        count.wrong += [f"{where}: shows {word}" for word in forbidden(actor, state, sealed) if word in said]
    count.checks += 1
