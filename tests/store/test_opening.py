"""Opening: a register, or a sentence that says why not."""

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from asyl.model import NotFound, RegisterProblem
from asyl.store import FILE, embedded, open_store
from asyl.store.embedded import APPLICATION_ID, FORMAT, read_header
from tests.store.values import entry

if TYPE_CHECKING:
    from asyl.store import Store


def make(folder: Path) -> Path:
    open_store(folder, create=True).close()
    return folder / FILE


def refused(folder: Path, *, create: bool = True) -> str:
    with pytest.raises(RegisterProblem) as raised:
        open_store(folder, create=create)
    return raised.value.sentence


def test_a_new_register_says_what_it_is(tmp_path: Path) -> None:
    file = make(tmp_path / "deep" / "register")
    header = read_header(file.read_bytes()[:100])
    assert header is not None
    assert (header.application_id, header.version) == (APPLICATION_ID, FORMAT)
    assert sorted(os.listdir(file.parent)) == ["lock", FILE]
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_settings_that_survive_a_power_cut(tmp_path: Path) -> None:
    from django.db import connections

    store = open_store(tmp_path / "register", create=True)
    with connections[store.alias].cursor() as cursor:
        found = {}
        for name in ("journal_mode", "synchronous", "foreign_keys"):
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]
    store.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_the_format_counts_the_migrations() -> None:
    """A migration without a new format would let an older asyl write into tables it does not know."""
    import asyl.store.migrations

    assert asyl.store.migrations.__file__ is not None
    steps = list(Path(asyl.store.migrations.__file__).parent.glob("0*.py"))
    assert len(steps) == FORMAT


def test_the_migrations_make_the_models(tmp_path: Path) -> None:
    from io import StringIO

    from django.core.management import call_command

    make(tmp_path / "register")
    said = StringIO()
    call_command("makemigrations", "store", check=True, dry_run=True, stdout=said)
    assert "No changes" in said.getvalue()


def test_two_registers_in_one_process_one_after_the_other_and_at_once(tmp_path: Path) -> None:
    one, other = (open_store(tmp_path / name, create=True) for name in ("one", "other"))
    with one.act(entry("read", "only here")):
        pass
    assert [line.subject for line in one.log.all()] == ["only here"]
    assert other.log.all() == ()
    one.close()
    other.close()
    again = open_store(tmp_path / "one", create=False)
    assert [line.subject for line in again.log.all()] == ["only here"]
    again.close()


def test_none_is_made_when_none_was_asked_for(tmp_path: Path) -> None:
    for folder in (tmp_path / "register", tmp_path):
        with pytest.raises(NotFound, match="asyl read"):
            open_store(folder, create=False)
    assert os.listdir(tmp_path) == []


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "register").write_text("notes")
    assert "is a file; a register is a folder" in refused(tmp_path / "register")
    assert "cannot be used" in refused(tmp_path / "register" / "below")


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear")
    assert "holds other things (letters.txt)" in refused(tmp_path)
    assert os.listdir(tmp_path) == ["letters.txt"]


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0", os.urandom(8192)])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert "damaged, encrypted, or not a register" in refused(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


def test_a_database_of_another_program(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("CREATE TABLE places (url)")
    before = (tmp_path / FILE).read_bytes()
    assert "belongs to another program" in refused(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_register_of_a_newer_asyl(tmp_path: Path) -> None:
    file = make(tmp_path / "register")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version={FORMAT + 1}")
    assert "made by a newer asyl" in refused(file.parent)
    assert "upgrade asyl" in refused(file.parent, create=False)


def test_a_damaged_register_is_said_to_be(tmp_path: Path) -> None:
    file = make(tmp_path / "register")
    data = bytearray(file.read_bytes())
    data[4096 : len(data)] = b"\xff" * (len(data) - 4096)
    file.write_bytes(data)
    assert "damaged" in refused(file.parent)


def test_a_register_that_was_begun_and_never_finished_is_begun_again(tmp_path: Path) -> None:
    left = tmp_path / ".new-0123456789ab"
    left.mkdir()
    (left / FILE).write_bytes(b"half")
    make(tmp_path)
    assert sorted(os.listdir(tmp_path)) == ["lock", FILE]


def test_an_older_format_is_brought_up_to_date(tmp_path: Path) -> None:
    file = make(tmp_path / "register")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version=0")
        connection.execute("DROP TRIGGER store_judgement_no_delete")
    open_store(file.parent, create=False).close()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (FORMAT,)
        triggers = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()
    assert triggers == (10,)


OPEN = """
import os, sys
from pathlib import Path
from asyl.model import AsylError
from asyl.store import open_store
from asyl.store.opening import set_up
set_up()
import asyl.store.register, django.db.backends.sqlite3.base, django.db.migrations.executor
os.setgroups([]), os.setgid(65534), os.setuid(65534)
try:
    open_store(Path(sys.argv[1]), create=True)
except AsylError as problem:
    print(problem.sentence)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_may_not_be_written(there: bool) -> None:
    # Not pytest's folder: its parents are closed to anybody else.
    with tempfile.TemporaryDirectory() as top:
        os.chmod(top, 0o755)  # noqa: S103
        folder = Path(top) / "register"
        if there:
            file = make(folder)
            os.chmod(folder, 0o755)  # noqa: S103
            os.chmod(file, 0o644)
        done = subprocess.run([sys.executable, "-c", OPEN, str(folder)], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert "permission denied" in done.stdout


def test_a_register_in_use_for_too_long_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = make(tmp_path / "register")
    monkeypatch.setattr(embedded, "BUSY_SECONDS", 0.1)
    store = open_store(file.parent, create=False)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert store.log.all() == ()  # reading goes on
        with pytest.raises(RegisterProblem, match="another asyl is writing"):
            write(store)
    write(store)
    store.close()


def write(store: "Store") -> None:
    with store.act(entry()):
        pass


LAZY = """
import sys
import asyl.desk, asyl.store
assert "django" not in sys.modules
from pathlib import Path
asyl.store.open_store(Path(sys.argv[1]), create=True).close()
assert "django.urls" not in sys.modules, "a register needs no web"
"""


def test_django_is_loaded_late_and_asks_nothing_of_the_shell(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", LAZY, tmp_path / "register"],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "somebody.elses.site"},
        check=True,
    )
