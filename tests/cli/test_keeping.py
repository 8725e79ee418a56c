"""Making, encrypting, backing up and restoring a register, as a user does it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.story import Asyl

WORDS = "correct horse battery staple"


@pytest.fixture
def words(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody who keeps the passphrase in a file."""
    file = tmp_path / "passphrase"
    file.write_text(f"{WORDS}\n", encoding="utf-8")
    return {"ASYL_PASSPHRASE_FILE": str(file)}


def paper(tmp_path: Path, printed: str) -> dict[str, str]:
    """The recovery key as it was printed, typed into a file."""
    file = tmp_path / "paper"
    file.write_text(printed, encoding="utf-8")
    return {"ASYL_RECOVERY_FILE": str(file)}


def test_a_plain_register_says_what_that_means(asyl: Asyl, story: Path, tmp_path: Path) -> None:
    made = asyl("init")
    assert made.returncode == 0
    assert "not encrypted: whoever gets hold of this disk reads everything" in made.stderr
    again = asyl("init")
    assert again.returncode == 2
    assert "already" in again.stderr
    first = asyl("read", story, env={"ASYL_REGISTER": str(tmp_path / "other")})
    assert "not encrypted" in first.stderr
    assert "not encrypted" not in asyl("read", story, env={"ASYL_REGISTER": str(tmp_path / "other")}).stderr


@pytest.mark.long
def test_the_life_of_an_encrypted_register(asyl: Asyl, story: Path, tmp_path: Path, words: dict[str, str]) -> None:
    made = asyl("init", "--encrypt", env=words)
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("AGE-SECRET-KEY-1")
    assert asyl("read", story, env=words).returncode == 0
    refused = asyl("people")
    assert refused.returncode == 2
    assert "nobody is here to be asked for the passphrase" in refused.stderr
    assert "ASYL_PASSPHRASE_FILE" in refused.stderr
    exported = asyl("export", env=words)
    (tmp_path / "disk").mkdir()
    done = asyl("backup", tmp_path / "disk", env=words)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "", "its recovery key was shown when it was made"
    drilled = asyl("drill", env=words)
    assert drilled.returncode == 0, drilled.stderr
    (certificate,) = (tmp_path / "register" / "drills").iterdir()
    assert json.loads(json.loads(certificate.read_text())["certificate"])["whole"] is True
    (backup,) = (tmp_path / "disk").glob("*.asyl.age")
    restored = asyl("restore", backup, "--register", tmp_path / "again", env=paper(tmp_path, made.stdout))
    assert restored.returncode == 0, restored.stderr
    again = asyl("export", "--register", tmp_path / "again", env=words)
    assert json.loads(again.stdout) == json.loads(exported.stdout)
    backup.write_bytes(backup.read_bytes()[:-7])
    broken = asyl("drill", env=words)
    assert broken.returncode == 3
    assert "damaged or cut off" in broken.stderr


@pytest.mark.long
def test_a_plain_one_is_encrypted_and_its_passphrase_changed(
    asyl: Asyl, story: Path, tmp_path: Path, words: dict[str, str]
) -> None:
    asyl("read", story)
    before = json.loads(asyl("export").stdout)
    done = asyl("encrypt", env=words)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "register" / "register.sqlite3").exists()
    assert json.loads(asyl("export", env=words).stdout) == before
    new = tmp_path / "new"
    new.write_text("another passphrase altogether\n")
    changed = asyl(
        "passphrase", "--recovery", env={**paper(tmp_path, done.stdout), "ASYL_NEW_PASSPHRASE_FILE": str(new)}
    )
    assert changed.returncode == 0, changed.stderr
    wrong = asyl("people", env=words)
    assert wrong.returncode == 2
    assert "this passphrase does not open" in wrong.stderr
    assert "Traceback" not in wrong.stderr
    assert asyl("people", env={"ASYL_PASSPHRASE_FILE": str(new)}).returncode == 0
    assert "locked already" in asyl("lock").stderr


def test_a_passphrase_at_hand_is_not_ignored(asyl: Asyl, story: Path, tmp_path: Path, words: dict[str, str]) -> None:
    done = asyl("read", story, env=words)
    assert done.returncode == 2
    assert "asyl init --encrypt" in done.stderr
    assert not (tmp_path / "register").exists()


@pytest.mark.parametrize("command", [("init", "--encrypt"), ("unlock",), ("lock",), ("restore", "nothing")])
def test_without_a_terminal_nothing_waits(asyl: Asyl, command: tuple[str, ...]) -> None:
    done = asyl(*command)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "said"), [(None, "cannot be read"), (b"", "holds no"), (b"\xff\xfe", "cannot be read")]
)
def test_a_passphrase_file_that_will_not_do(asyl: Asyl, tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "passphrase"
    if content is not None:
        file.write_bytes(content)
    done = asyl("init", "--encrypt", env={"ASYL_PASSPHRASE_FILE": str(file)})
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "register").exists()


@pytest.mark.long
def test_at_a_terminal_it_asks_and_shows_nothing(tmp_path: Path) -> None:
    mine, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "asyl", "init", "--encrypt", "--register", str(tmp_path / "register")],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={name: value for name, value in os.environ.items() if not name.startswith("ASYL_")},
    )
    assert process.stderr is not None
    said = b""
    with process:
        for question in (b"random words", b"same again"):
            while question not in said:
                said += process.stderr.read1(1000)  # type: ignore[attr-defined]
                assert process.poll() is None, said
            os.write(mine, f"{WORDS}\n".encode())
        out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert out.startswith(b"AGE-SECRET-KEY-1")
    assert WORDS.encode() not in out + said + err
    os.close(mine)
    os.close(theirs)


@pytest.mark.long
def test_backups_of_a_plain_register_show_their_key_once(asyl: Asyl, story: Path, tmp_path: Path) -> None:
    asyl("read", story)
    assert "there is no backup" in asyl("drill").stderr
    first = asyl("backup", tmp_path / "one.age")
    assert first.stdout.startswith("AGE-SECRET-KEY-1")
    assert asyl("backup", tmp_path / "two.age").stdout == ""
    again = asyl("backup", tmp_path / "two.age")
    assert again.returncode == 2
    assert "exists already" in again.stderr
    older = asyl(
        "restore",
        tmp_path / "one.age",
        "--at-least",
        2,
        "--register",
        tmp_path / "r",
        env=paper(tmp_path, first.stdout),
    )
    assert older.returncode == 2
    assert "not the newest" in older.stderr
    wrong = asyl(
        "restore", tmp_path / "two.age", "--register", tmp_path / "r", env=paper(tmp_path, "AGE-SECRET-KEY-1 QQQQ")
    )
    assert wrong.returncode == 2
    assert "one of them is wrong" in wrong.stderr
    there = asyl("restore", tmp_path / "two.age", env=paper(tmp_path, first.stdout))
    assert "already; name a new folder" in there.stderr
