"""A team on a server: the same acts, the same rights, the same chain."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from asyl.desk import (
    Desk,
    confirm,
    erase_source,
    grant,
    log,
    open_note,
    register_view,
    reject,
    retract,
    revoke,
    seal,
    tombstones,
    verify,
)
from asyl.model import CaseRole, Matter, NotAllowed, Overtaken, Register, SealedField, View
from asyl.store.opening import attach
from tests.desk.conftest import Ticking
from tests.desk.team import OUTSIDER, ROLES, TOLD, Team, claims, make
from tests.desk.tiny import TINY
from tests.services.postgres import Server


@pytest.fixture
def server(postgres: Server, tmp_path: Path) -> Iterator[Desk]:
    with psycopg.connect(postgres.dsn, autocommit=True) as connection:
        connection.execute("create database team")
        folder = tmp_path / "server"
        folder.mkdir()
        store = attach(folder, postgres.django() | {"NAME": "team"})
        yield Desk(folder, "olga", Ticking(), store, TINY)
        store.close()
        connection.execute("drop database team with (force)")


def views(team: Team) -> dict[str, Register]:
    names = (*ROLES, OUTSIDER)
    return {f"{name} {view}": register_view(team.desk(name), view=view) for name in names for view in View}


def worked(desk: Desk, folder: Path) -> Team:
    team = make(desk, folder)
    confirm(team.desk("edith"), claims(team.owner)[0], "seen")
    return team


def test_everybody_sees_the_same_as_in_a_file(server: Desk, desk: Desk, tmp_path: Path) -> None:
    assert views(worked(server, tmp_path / "x")) == views(worked(replace(desk, actor="olga"), tmp_path / "x"))


def test_acts_and_what_they_leave(server: Desk, tmp_path: Path) -> None:
    team = worked(server, tmp_path)
    made = seal(team.owner, SealedField.HEALTH, TOLD, case=team.ours)
    assert isinstance(made.about, Matter)
    assert open_note(team.owner, made.about.sealed).words == TOLD
    before = views(team)
    gone = revoke(team.owner, team.ours, "rita")
    assert register_view(team.desk("rita")).reports == ()
    retract(team.owner, gone.id, "")
    assert views(team) == before
    with pytest.raises(Overtaken):
        reject(team.owner, claims(team.owner)[0], "")
    with pytest.raises(NotAllowed):
        grant(team.desk("edith"), team.ours, "rita", CaseRole.OWNER)
    report = register_view(team.owner).reports[0].id
    erase_source(team.owner, report, "asked for")
    assert report not in {one.id for one in register_view(team.owner).reports}
    assert tombstones(team.desk("kim"))
    assert verify(team.desk("kim")).problems == ()


def test_two_at_once_write_one_chain(server: Desk, postgres: Server, tmp_path: Path) -> None:
    """No two lines follow the same line, and nobody's act is lost."""
    team = make(server, tmp_path)
    ids, wrong = claims(team.owner), []

    def work(name: str) -> None:
        store = attach(server.folder, postgres.django() | {"NAME": "team"})
        try:
            mine = replace(server, actor=name, store=store, memory=type(server.memory)())
            for _ in range(8):
                retract(mine, confirm(mine, ids[0], name).id, name)
        except Exception as problem:
            wrong.append(problem)
        finally:
            store.close()

    threads = [threading.Thread(target=work, args=(name,)) for name in ("olga", "edith")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert verify(team.desk("kim")).problems == ()
    assert len([line for line in log(team.owner) if line.what in ("confirm", "retract")]) == 32
