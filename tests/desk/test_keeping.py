"""Making, encrypting, backing up, restoring and drilling at the desk, on a file and on a server."""

import errno
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from asyl import vault
from asyl.desk import Desk, confirm, erase_source, open_desk, read, register_view, tombstones, verify
from asyl.desk.backups import backup
from asyl.desk.erasures import erasures_beside
from asyl.desk.locking import change_recovery, encrypt, init, lock, recover
from asyl.desk.moving import may_move, move
from asyl.desk.restoring import Wanted, drill, restore
from asyl.desk.unlocking import unlock_unasked
from asyl.model import IntegrityFailure, NotFound, RegisterProblem, UsageProblem
from tests.desk.conftest import Opener
from tests.desk.tiny import TINY
from tests.services.postgres import Server

WORDS = "correct horse battery staple"
CHEAP = vault.Cost(64, 1, 1)


@pytest.fixture
def address(postgres: Server) -> Iterator[str]:
    with psycopg.connect(postgres.dsn, autocommit=True) as connection:
        connection.execute("create database team")
        yield f"postgresql://{postgres.user}@{postgres.host}:{postgres.port}/team"
        connection.execute("drop database team with (force)")


@pytest.fixture
def passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "passphrase").write_text(WORDS)
    monkeypatch.setenv("ASYL_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    return WORDS


def reports(desk: Desk) -> set[str]:
    return {report.text for report in register_view(desk).reports}


def test_nothing_plain_of_an_encrypted_register(tmp_path: Path, pile: Path, passphrase: str) -> None:
    folder = tmp_path / "register"
    made = init(folder, passphrase=passphrase, cost=CHEAP)
    assert made.encrypted
    with open_desk(folder, engines=TINY) as desk:
        read(desk, [pile])
        assert len(reports(desk)) == 3
        assert [line.what for line in desk.store.log.all()][:2] == ["init", "read"]
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for word in (b"Sagidulla", b"herder", b"first.txt", b"SQLite"):
        assert word not in everything


def test_without_the_passphrase_it_refuses_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passphrase: str
) -> None:
    init(tmp_path / "register", passphrase=passphrase, cost=CHEAP)
    monkeypatch.delenv("ASYL_PASSPHRASE_FILE")
    with pytest.raises(RegisterProblem, match="nobody is here to be asked"), open_desk(tmp_path / "register"):
        pass
    with pytest.raises(RegisterProblem, match="nobody is here"), open_desk(tmp_path / "register", create=True):
        pass


def test_encrypted_later_everything_is_as_it_was(tmp_path: Path, desk: Desk, pile: Path, passphrase: str) -> None:
    read(desk, [pile])
    confirm(desk, register_view(desk).claims[0].id, "sure")
    backup(desk, tmp_path)
    before = register_view(desk)
    signer = vault.kept(desk.folder, None)
    made = encrypt(desk.folder, passphrase, cost=CHEAP)
    with open_desk(desk.folder, engines=TINY) as locked:
        assert register_view(locked) == before
        assert verify(locked).problems == ()
        after = vault.kept(desk.folder, locked.keys)
    assert signer is not None
    assert after is not None
    assert after.signer == signer.signer, "its backups are still signed by the same key"
    assert made.recovery is not None
    assert after.recovery == made.recovery.recipient


def test_an_original_that_is_damaged_stops_the_encryption(desk: Desk, pile: Path, passphrase: str) -> None:
    read(desk, [pile])
    blob = next(desk.folder.glob("blobs/??/*"))
    whole = blob.read_bytes()
    blob.write_bytes(b"changed")
    with pytest.raises(IntegrityFailure, match="is not what was sealed"):
        encrypt(desk.folder, passphrase, cost=CHEAP)
    blob.write_bytes(whole)
    assert len(reports(desk)) == 3
    assert not vault.locked(desk.folder)
    encrypt(desk.folder, passphrase, cost=CHEAP)


def test_a_lost_passphrase_and_a_lost_recovery_key(tmp_path: Path, passphrase: str) -> None:
    folder = tmp_path / "register"
    made = init(folder, passphrase=passphrase, cost=CHEAP)
    assert made.recovery is not None
    keys = recover(folder, made.recovery.on_paper())
    other = change_recovery(folder, keys)
    assert recover(folder, other.words) == keys
    with pytest.raises(RegisterProblem, match="does not open"):
        recover(folder, made.recovery.words)
    assert unlock_unasked(folder) == keys


def test_what_is_there_is_not_made_again(tmp_path: Path, desk: Desk, passphrase: str) -> None:
    with pytest.raises(RegisterProblem, match="already"):
        init(desk.folder)
    init(tmp_path / "locked", passphrase=passphrase, cost=CHEAP)
    with pytest.raises(RegisterProblem, match="already"):
        init(tmp_path / "locked")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letters.txt").write_text("dear")
    with pytest.raises(RegisterProblem, match=r"holds other things \(letters.txt\)"):
        init(tmp_path / "other", passphrase=passphrase, cost=CHEAP)
    assert os.listdir(tmp_path / "other") == ["letters.txt"]
    with pytest.raises(NotFound, match="not encrypted"):
        lock(desk.folder)


def test_an_init_that_was_interrupted_is_begun_again(tmp_path: Path, passphrase: str) -> None:
    folder = tmp_path / "register"
    init(folder, passphrase=passphrase, cost=CHEAP)
    (folder / "register.sqlcipher").unlink()
    made = init(folder, passphrase=passphrase, cost=CHEAP)
    assert made.recovery is not None
    with open_desk(folder, engines=TINY) as desk:
        assert desk.keys == recover(folder, made.recovery.words)


def test_what_was_erased_does_not_come_back(tmp_path: Path, desk: Desk, pile: Path) -> None:
    read(desk, [pile])
    victim = next(one for one in register_view(desk).reports if "Bekova" in one.text)
    made = backup(desk, tmp_path)
    assert made.recovery is not None
    erase_source(desk, victim.id, "she asked")
    found = restore(made.path, tmp_path / "again", made.recovery)
    assert found.erased == len(tombstones(desk)) > 0
    with open_desk(tmp_path / "again", engines=TINY) as again:
        assert victim.text not in reports(again)
        assert verify(again).problems == ()
        assert again.store.readings.find("Bekova") == ()
        assert backup(again, tmp_path).number == 2
    everything = b"".join(path.read_bytes() for path in (tmp_path / "again").rglob("*") if path.is_file())
    assert b"Bekova" not in everything
    assert drill(desk, made.path).found is not None


def test_a_list_of_erasures_that_was_changed_is_refused(tmp_path: Path, desk: Desk, pile: Path) -> None:
    read(desk, [pile])
    made = backup(desk, tmp_path)
    assert made.recovery is not None
    (tmp_path / next(iter(tmp_path.glob("*-erasures.age"))).name).write_bytes(b"changed")
    with pytest.raises(IntegrityFailure, match="what was erased would come back"):
        restore(made.path, tmp_path / "again", made.recovery)
    assert os.listdir(tmp_path / "again") == []
    with pytest.raises(IntegrityFailure):
        erasures_beside(made.path, made.path.name.split("-")[0], made.recovery)


def test_a_drill_finds_an_older_backup_in_the_place_of_the_newest(tmp_path: Path, desk: Desk, pile: Path) -> None:
    with pytest.raises(UsageProblem, match="no backup"):
        drill(desk)
    read(desk, [pile])
    older, newer = backup(desk, tmp_path), backup(desk, tmp_path)
    assert drill(desk).problems == ()
    newer.path.write_bytes(older.path.read_bytes())
    assert "not the newest: that is 2" in drill(desk).problems[0]
    assert older.recovery is not None
    with pytest.raises(RegisterProblem, match="not the newest"):
        restore(newer.path, tmp_path / "again", older.recovery, Wanted(at_least=2))
    assert len(list((desk.folder / "drills").iterdir())) == 2


def test_a_recovery_key_that_was_never_shown_is_none(
    tmp_path: Path, desk: Desk, pile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(desk, [pile])
    with pytest.raises(RegisterProblem, match="could not be written"):
        _on_a_full_disk(desk, monkeypatch)
    made = backup(desk, tmp_path)
    assert made.recovery is not None
    restore(made.path, tmp_path / "again", made.recovery)
    assert backup(desk, tmp_path).recovery is None


def _on_a_full_disk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk of the backup takes nothing."""
    target = desk.folder.parent / "full"
    target.mkdir()

    def fails(source: object, target: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "link", fails)
    try:
        backup(desk, target)
    finally:
        monkeypatch.undo()


def test_a_clock_that_was_set_back_loses_nothing(tmp_path: Path, opener: Opener, pile: Path) -> None:
    """Order is that of the log's numbers and never that of its times."""
    with opener() as desk:
        read(desk, [pile])
        made = backup(desk, tmp_path)
    early = datetime(1999, 1, 1, tzinfo=UTC)
    with open_desk(tmp_path / "register", engines=TINY, clock=lambda: early) as desk:
        confirm(desk, register_view(desk).claims[0].id, "sure")
        again = backup(desk, tmp_path)
        assert (made.number, again.number) == (1, 2)
        assert drill(desk).problems == ()
        assert verify(desk).problems == ()
        assert [line.number for line in desk.store.log.lines()] == list(range(1, len(desk.store.log.all()) + 1))


def test_a_team_moves_to_a_server_and_back(tmp_path: Path, desk: Desk, pile: Path, address: str) -> None:
    read(desk, [pile])
    confirm(desk, register_view(desk).claims[0].id, "sure")
    before = register_view(desk)
    may_move(desk)
    moved = move(desk.folder, None, address, "tester", desk.clock)
    assert moved.rows > 20
    with open_desk(desk.folder, engines=TINY) as there:
        assert register_view(there) == before
        assert verify(there).problems == ()
        with pytest.raises(RegisterProblem, match="on a server already"):
            may_move(there)
        made = backup(there, tmp_path)
        assert drill(there).problems == ()
    assert made.recovery is not None
    restore(made.path, tmp_path / "again", made.recovery)
    with open_desk(tmp_path / "again", engines=TINY) as again:
        assert register_view(again) == before
    with pytest.raises(RegisterProblem, match="run the command again"):
        confirm(desk, before.claims[1].id, "too late")


def test_a_team_begins_on_a_server(tmp_path: Path, pile: Path, address: str, passphrase: str) -> None:
    folder = tmp_path / "register"
    init(folder, passphrase=passphrase, database=address, cost=CHEAP)
    with open_desk(folder, engines=TINY) as desk:
        read(desk, [pile])
        assert len(reports(desk)) == 3
        made = backup(desk, tmp_path)
        assert drill(desk).problems == ()
    assert not any(b"Sagidulla" in path.read_bytes() for path in folder.glob("blobs/??/*"))
    assert b"Sagidulla" not in made.path.read_bytes()


def test_a_register_on_a_server_is_not_encrypted_in_its_place(
    tmp_path: Path, address: str, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ASYL_PASSPHRASE_FILE")
    init(tmp_path / "register", database=address)
    with pytest.raises(RegisterProblem, match="are on a server: encrypt its disk"):
        encrypt(tmp_path / "register", passphrase, cost=CHEAP)
    assert not vault.locked(tmp_path / "register")
