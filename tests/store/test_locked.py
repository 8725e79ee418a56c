"""An encrypted register: the same rows behind a key, and a plain one that becomes encrypted in its place."""

import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from asyl.model import NotFound, RegisterProblem
from asyl.store import FILE, LOCKED_FILE, damage, encrypt_store, finish_changes, open_store, tables_in
from asyl.store import changing as changing_
from asyl.store.embedded import FORMAT
from tests.store.values import entry

if TYPE_CHECKING:
    from asyl.store import Store

KEY, OTHER = b"k" * 32, b"o" * 32
OLD = Path(__file__).with_name("format1.tar.gz")
WORD = "Қамбарбек-of-the-log"


def kept(folder: Path) -> None:
    (folder / "keys").write_bytes(b"wrapped")


def same_blob(blob: str, _: str) -> tuple[str, str]:
    return blob[::-1], "sealed anew"


def write(store: "Store", subject: str = WORD) -> None:
    with store.act(entry("read", subject)):
        pass


def make(folder: Path, key: bytes | None = KEY) -> Path:
    store = open_store(folder, create=True, key=key)
    write(store)
    store.close()
    return folder


def subjects(folder: Path, key: bytes | None) -> list[str]:
    store = open_store(folder, create=False, key=key)
    try:
        assert store.log.breaks() == []
        return [line.subject for line in store.log.all()]
    finally:
        store.close()


def encrypt(folder: Path) -> int:
    return encrypt_store(folder, KEY, kept, same_blob, lambda: None)


def test_what_goes_in_comes_out_and_is_not_to_be_seen(tmp_path: Path) -> None:
    make(tmp_path / "register")
    assert subjects(tmp_path / "register", KEY) == [WORD]
    data = (tmp_path / "register" / LOCKED_FILE).read_bytes()
    assert not data.startswith(b"SQLite")
    assert b"of-the-log" not in data
    assert b"store_act" not in data


def test_the_settings_that_survive_a_power_cut_and_a_search_of_the_disk(tmp_path: Path) -> None:
    from django.db import connections

    for key in (None, KEY):
        store = open_store(tmp_path / f"register{key is None}", create=True, key=key)
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2}
        wanted["cache_size"] = -65536
        with connections[store.alias].cursor() as cursor:
            found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
        store.close()
        assert found == wanted


def test_another_key_opens_nothing_and_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = make(tmp_path / "register")
    before = (folder / LOCKED_FILE).read_bytes()
    with pytest.raises(RegisterProblem, match="damaged, encrypted, or not a register"):
        open_store(folder, create=True, key=OTHER)
    with pytest.raises(RegisterProblem, match="is encrypted and was not unlocked"):
        open_store(folder, create=True)
    assert (folder / LOCKED_FILE).read_bytes() == before
    assert not (folder / FILE).exists()
    assert capfd.readouterr().err == "", "SQLCipher keeps its complaints to itself"


@pytest.mark.parametrize("content", [b"", b"x" * 4096, b"SQLite format 3\0" + bytes(4080)])
def test_a_file_that_is_no_encrypted_register(tmp_path: Path, content: bytes) -> None:
    folder = make(tmp_path / "register")
    (folder / LOCKED_FILE).write_bytes(content)
    with pytest.raises(RegisterProblem, match=r"not a register of asyl|belongs to another program"):
        open_store(folder, create=True, key=KEY)


def test_a_page_that_was_changed_is_seen(tmp_path: Path) -> None:
    folder = make(tmp_path / "register")
    data = bytearray((folder / LOCKED_FILE).read_bytes())
    data[3 * 4096 + 77] ^= 1
    (folder / LOCKED_FILE).write_bytes(data)
    assert damage(folder / LOCKED_FILE, KEY)


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    from asyl.store import raw

    folder = make(tmp_path / "register")
    with raw.connected(folder / LOCKED_FILE, KEY) as connection:
        connection.execute(f"PRAGMA user_version={FORMAT + 1}")
    with pytest.raises(RegisterProblem, match="made by a newer asyl"):
        open_store(folder, create=False, key=KEY)


def test_none_is_made_when_none_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        open_store(tmp_path, create=False, key=KEY)
    assert os.listdir(tmp_path) == []


def test_encrypted_in_its_place(tmp_path: Path) -> None:
    folder = make(tmp_path / "register", None)
    store = open_store(folder, create=False)
    before = tables_in(store)
    store.close()
    assert encrypt(folder) == 0
    assert sorted(os.listdir(folder)) == ["keys", "lock", LOCKED_FILE]
    store = open_store(folder, create=False, key=KEY)
    assert tables_in(store) == before
    store.close()
    with pytest.raises(RegisterProblem, match="encrypted"):
        encrypt(folder)


def test_a_committed_register_of_the_first_format_is_encrypted(tmp_path: Path) -> None:
    with tarfile.open(OLD) as archive:
        archive.extractall(tmp_path, filter="data")
    folder = tmp_path / "register"
    originals = {f"blobs/{path.relative_to(folder / 'blobs')}" for path in folder.glob("blobs/??/*")}
    assert encrypt(folder) == len(originals) == 3
    store = open_store(folder, create=False, key=KEY)
    try:
        assert len(store.log.all()) == 6
        assert store.log.breaks() == []
        assert len(store.judgements.all()) == 2
        assert {f"blobs/{one.blob[::-1]}" for one in store.sources.all()} == originals
        assert {one.sealed_as for one in store.sources.all()} == {"sealed anew"}
    finally:
        store.close()
    assert not any((folder / name).exists() for name in originals), "the plain originals are gone"


STEPS = ("keep_keys", "reseal", "retire", "decide", "finish")


@pytest.mark.parametrize("step", STEPS)
def test_interrupted_it_is_the_one_or_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Taken back before the decision, finished after it, whoever opens the register next."""
    with tarfile.open(OLD) as archive:
        archive.extractall(tmp_path, filter="data")
    folder = tmp_path / "register"

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    keep: Callable[[Path], None] = stop if step == "keep_keys" else kept
    reseal: Callable[[str, str], tuple[str, str]] = same_blob
    if step == "reseal":
        reseal = stop  # type: ignore[assignment]
    if step in ("retire", "decide", "finish"):
        monkeypatch.setattr(changing_, step, stop)
    with pytest.raises(KeyboardInterrupt):
        encrypt_store(folder, KEY, keep, reseal, lambda: None)
    monkeypatch.undo()
    finish_changes(folder)
    key = KEY if step == "finish" else None
    assert len(subjects(folder, key)) == 6
    assert (folder / FILE).exists() == (key is None)
    assert not (folder / changing_.FOLDER).exists()
    if key is None:
        store = open_store(folder, create=False)
        write(store)
        store.close()
        assert encrypt(folder) == 3


def test_whoever_had_it_open_reads_on_and_writes_no_more(tmp_path: Path) -> None:
    folder = make(tmp_path / "register", None)
    late = open_store(folder, create=False)
    encrypt(folder)
    assert [line.subject for line in late.log.all()] == [WORD]
    with pytest.raises(RegisterProblem, match="encrypted or moved meanwhile; run the command again"):
        write(late)
    with pytest.raises(RegisterProblem, match="run the command again"), late.alone(lambda: None):
        pass
    with pytest.raises(RegisterProblem, match="run the command again"), late.computing():
        late.derived.mark("anything", "yes")
    new = open_store(folder, create=False, key=KEY)
    write(new, "after")
    late.close()  # closing removes the journal of the file that is gone, and no other
    write(new, "later")
    new.close()
    assert subjects(folder, KEY) == [WORD, "after", "later"]


def test_a_writer_keeps_the_encryption_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from asyl.store import raw

    folder = make(tmp_path / "register", None)
    monkeypatch.setattr(raw, "BUSY_SECONDS", 0.1)
    # Another process, as it is in life: locks of one process do not keep out another library in it.
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, folder / FILE], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(RegisterProblem, match="another asyl is writing"):
            encrypt(folder)
        other.communicate(b"")
    assert subjects(folder, None) == [WORD]
    assert encrypt(folder) == 0


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""
