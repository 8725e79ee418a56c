"""Builds the registers of the access matrix: one for each state and sealed class, copied from one base."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from asyl.desk import (
    REGISTER,
    Desk,
    add_member,
    confirm,
    grant,
    open_case,
    open_desk,
    read,
    register_view,
    revoke,
    seal,
)
from asyl.model import CaseRole, Judgement, Matter, SealedField
from tests.desk.team import pile
from tests.desk.tiny import TINY
from tests.harness.access import DEPUTY, FIELDS, OUTSIDER, REVOKED, ROLES, SPARE, WITH, Ids, World


def base(folder: Path) -> World:
    """A register with two cases, the roles not yet given. Nine sealed notes, one of each class."""
    with open_desk(folder / "base", create=True, actor="olga", engines=TINY) as olga:
        for name in (*list(ROLES)[1:], OUTSIDER, DEPUTY, SPARE):
            add_member(olga, name)
        for name, role in (("audrey", CaseRole.AUDITOR), ("kim", CaseRole.KEEPER)):
            grant(olga, REGISTER, name, role)
        ours = open_case(olga, "Ourscase").id
        grant(olga, ours, DEPUTY, CaseRole.OWNER)
        grant(olga, ours, SPARE, CaseRole.READER)
        at_ours = replace(olga, case=ours)
        words = "Toktar Oursone fled on 2020-01-02."
        read(at_ours, [pile(folder, "oursfile", words, "Toktar Oursone fled. Ainur Ourstwo applied on 2020-05-06.")])
        with open_desk(folder / "base", actor=OUTSIDER, engines=TINY) as oscar:
            open_case(oscar, "Theirscase", "whytheirs")
            read(oscar, [pile(folder, "theirsfile", f"{words} Marat Theirsone fled.")])
            confirm(oscar, register_view(oscar).claims[0].id, "whytheirs")
        return World(folder / "base", _ids(at_ours, ours), folder)


def _ids(olga: Desk, ours: str) -> Ids:
    register = register_view(olga)
    by_text = {report.id: report for report in register.reports}
    first = next(name for name, report in by_text.items() if "Ourstwo" not in report.text)
    second = next(name for name in by_text if name != first)
    claims = sorted(
        (claim for claim in register.claims), key=lambda claim: (claim.report != first, claim.trigger.start)
    )
    confirmed = confirm(olga, claims[0].id, "whyours")
    notes = {one.value: _note(seal(olga, one, f"told-{one.value}", case=ours, why="whyours")) for one in FIELDS}
    granted = grant(olga, ours, SPARE, CaseRole.READER, why="whyours")
    return Ids(
        ours=ours,
        reports=(first, second),
        claims=(claims[0].id, claims[1].id),
        keys=((first, "toktar oursone"), (second, "toktar oursone")),
        confirmed=confirmed.id,
        granted=granted.id,
        notes=notes,
    )


def _note(made: Judgement) -> str:
    assert isinstance(made.about, Matter)
    return made.about.sealed


def world(made: World, state: str, sealed: SealedField) -> World:
    """A copy of the base in which everybody has their role (and the class), or had it."""
    folder = made.scratch / f"{state}-{sealed.value}"
    shutil.copytree(made.folder, folder)
    with open_desk(folder, actor=DEPUTY, engines=TINY) as dora:
        for name, role in ROLES.items():
            if name != "olga":
                grant(dora, made.ids.ours, name, role, [sealed] if state == WITH else [])
            if state == REVOKED:
                revoke(dora, made.ids.ours, name)
    return World(folder, made.ids, made.scratch)
