"""A register of a team: two cases, and somebody in every role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from asyl.desk import REGISTER, Desk, add_member, cases, grant, open_case, read, register_view
from asyl.model import CaseRole, SealedField

ROLES = {
    "olga": CaseRole.OWNER,
    "edith": CaseRole.EDITOR,
    "rita": CaseRole.READER,
    "petra": CaseRole.PROPOSER,
    "paul": CaseRole.PUBLISHER,
    "audrey": CaseRole.AUDITOR,
    "kim": CaseRole.KEEPER,
}
OUTSIDER = "oscar"  # a member who holds another case
WORDS = "Toktar Sagidulla fled on 2020-01-02. Toktar Sagidulla applied."
TOLD = "under the third bridge"


@dataclass(slots=True)
class Team:
    """`desk(name)` is the register with somebody at it. `ours` is the case of the roles, `theirs` the outsider's."""

    owner: Desk
    ours: str = ""
    theirs: str = ""
    desks: dict[str, Desk] = field(default_factory=dict)

    def desk(self, name: str, case: str = "") -> Desk:
        if case:
            return replace(self.owner, actor=name, case=case, memory=type(self.owner.memory)())
        if name not in self.desks:
            self.desks[name] = replace(self.owner, actor=name, memory=type(self.owner.memory)())
        return self.desks[name]


def pile(folder: Path, name: str, *pages: str) -> Path:
    place = folder / name
    place.mkdir(parents=True, exist_ok=True)
    for number, words in enumerate(pages):
        (place / f"{name}{number}.txt").write_text(f"{name} {number}\nPublished: 2020-02-0{number + 1}\n{words}\n")
    return place


def make(owner: Desk, folder: Path, fields: Callable[[str], tuple[SealedField, ...]] = lambda name: ()) -> Team:
    """Founds the team: `olga` owns `ours`, in which everybody has their role; `oscar` owns `theirs`."""
    team = Team(replace(owner, actor="olga"))
    team.desks["olga"] = team.owner
    for name in (*ROLES, OUTSIDER):
        if name != "olga":
            add_member(team.owner, name)
    team.ours = open_case(team.owner, "the herder").id
    for name, role in ROLES.items():
        if name != "olga":
            grant(team.owner, team.ours, name, role, fields(name))
    for name in ("audrey", "kim"):
        grant(team.owner, REGISTER, name, ROLES[name])
    team.theirs = open_case(team.desk(OUTSIDER), "the teacher").id
    read(team.desk("olga", team.ours), [pile(folder, "ours", WORDS, WORDS + " Ainur Bekova fled on 2019-12-24.")])
    read(team.desk(OUTSIDER), [pile(folder, "theirs", WORDS + " Marat Ospan applied on 2021-04-05.")])
    return team


def claims(desk: Desk) -> list[str]:
    return [claim.id for claim in register_view(desk).claims]


def titles(desk: Desk) -> list[str]:
    return [case.title for case in cases(desk)]
