"""From a file to a PostgreSQL server, and as a copy back into a file: every row, counted and compared."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from asyl.model import RegisterProblem, UsageProblem
from asyl.store import FILE, move_store, open_file, open_store, refuse_strangers, snapshot_file, tables_in, tables_of
from asyl.store import server as server_
from tests.services.postgres import Server
from tests.store.values import entry

if TYPE_CHECKING:
    from asyl.store import Store

KEY = b"k" * 32


@pytest.fixture
def address(postgres: Server) -> Iterator[str]:
    """An empty database of the test's own."""
    with psycopg.connect(postgres.dsn, autocommit=True) as connection:
        connection.execute("create database moved")
        yield f"postgresql://{postgres.user}@{postgres.host}:{postgres.port}/moved"
        connection.execute("drop database moved with (force)")


def write(store: "Store", subject: str) -> None:
    with store.act(entry("read", subject)):
        pass


def make(folder: Path, key: bytes | None) -> None:
    store = open_store(folder, create=True, key=key)
    for number in range(3):
        write(store, f"subject {number}")
    store.close()


@pytest.mark.parametrize("key", [None, KEY])
def test_every_row_arrives(tmp_path: Path, address: str, key: bytes | None) -> None:
    make(tmp_path / "register", key)
    store = open_store(tmp_path / "register", create=False, key=key)
    before, lines = tables_in(store), store.log.all()
    late = store
    assert move_store(tmp_path / "register", key, address, lambda: None) == before
    moved = open_store(tmp_path / "register", create=False, key=key)
    assert tables_in(moved) == before
    assert moved.log.all() == lines
    write(moved, "on the server")
    assert moved.log.breaks() == []
    with pytest.raises(RegisterProblem, match="encrypted or moved meanwhile"):
        write(late, "into the file")
    late.close()
    snapshot_file(moved, tmp_path / "copy.sqlite3", None)
    now = tables_in(moved)
    moved.close()
    assert tables_of(tmp_path / "copy.sqlite3", None) == now
    copy = open_file(tmp_path / "copy.sqlite3", None)
    write(copy, "numbered on")
    assert [line.subject for line in copy.log.all()][-2:] == ["on the server", "numbered on"]
    copy.close()


def test_an_interrupted_move_is_taken_back_and_can_be_done_again(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "register", None)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(server_, "keep", stop)
    with pytest.raises(KeyboardInterrupt):
        move_store(tmp_path / "register", None, address, lambda: None)
    monkeypatch.undo()
    store = open_store(tmp_path / "register", create=False)
    assert len(store.log.all()) == 3
    store.close()
    move_store(tmp_path / "register", None, address, lambda: None)
    store = open_store(tmp_path / "register", create=False)
    assert len(store.log.all()) == 3
    store.close()


def test_a_database_that_holds_another_register_is_not_written_over(tmp_path: Path, address: str) -> None:
    for name in ("one", "other"):
        make(tmp_path / name, None)
    move_store(tmp_path / "one", None, address, lambda: None)
    with pytest.raises(Exception, match="name an empty database"):
        move_store(tmp_path / "other", None, address, lambda: None)
    store = open_store(tmp_path / "other", create=False)
    write(store, "still here")
    store.close()
    assert (tmp_path / "other" / FILE).exists()


def test_a_database_of_something_else_is_refused(tmp_path: Path, address: str) -> None:
    with psycopg.connect(address) as connection:
        connection.execute("create table places (url text)")
    make(tmp_path / "register", None)
    with pytest.raises(RegisterProblem, match=r"something else \(places\)"):
        move_store(tmp_path / "register", None, address, lambda: None)
    with pytest.raises(RegisterProblem, match="places"):
        refuse_strangers(address)


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    make(tmp_path / "register", None)
    with pytest.raises(RegisterProblem, match="does not answer"):
        move_store(tmp_path / "register", None, "postgres://asyl@127.0.0.1:9/asyl", lambda: None)
    store = open_store(tmp_path / "register", create=False)
    write(store, "as before")
    store.close()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgres://asyl:secret@host/asyl", "pgpass"),
        ("mysql://host/asyl", "named as postgres://"),
        ("postgres://host/", "names no database"),
        ("postgres://[", "no address of a database"),
        ("postgres://host/asyl?application_name=x", "application_name"),
    ],
)
def test_an_address_that_will_not_do(address: str, said: str) -> None:
    with pytest.raises(UsageProblem, match=said):
        server_.read(address)


@pytest.mark.parametrize("content", ["", "[]", '{"asyl": "server", "version": 2}', '{"asyl": "server", "version": 1}'])
def test_a_damaged_file_that_names_the_server(tmp_path: Path, content: str) -> None:
    (tmp_path / "server").write_text(content)
    with pytest.raises((RegisterProblem, UsageProblem)):
        open_store(tmp_path, create=True)


def test_the_address_is_kept_and_read_again(tmp_path: Path) -> None:
    address = "postgres://asyl@db.example/asyl?sslmode=verify-full"
    server_.keep(tmp_path, address)
    found = server_.entry(tmp_path)
    assert (found["HOST"], found["USER"], found["NAME"]) == ("db.example", "asyl", "asyl")
    assert found["OPTIONS"] == {"sslmode": "verify-full"}
