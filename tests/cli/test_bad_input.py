"""Bad input: named with its reason in one line, the rest still read, the register unharmed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.story import FIRST, Asyl


def test_every_bad_file_is_named_and_the_good_one_is_read(asyl: Asyl, story: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "empty.txt").write_bytes(b"")
    (bad / "binary.txt").write_bytes(b"\0\1\2" * 500)
    with (bad / "huge.txt").open("wb") as file:
        file.truncate(200_000_000)
    (bad / "loop").symlink_to(bad)
    (bad / "good.txt").write_text(FIRST, encoding="utf-8")
    done = asyl("read", "--json", tmp_path / "missing.txt", bad)
    assert done.returncode == 1
    out = json.loads(done.stdout)
    assert [Path(r["path"]).name for r in out["reports"]] == ["good.txt"]
    reasons = {Path(r["path"]).name: r["reason"] for r in out["refused"]}
    assert set(reasons) == {"missing.txt", "empty.txt", "binary.txt", "huge.txt", "loop"}
    for name, reason in reasons.items():
        assert "\n" not in reason
        assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert asyl("export").returncode == 0


def test_no_register_is_a_clear_refusal(asyl: Asyl) -> None:
    done = asyl("people")
    assert done.returncode == 2
    assert "no register" in done.stderr
    assert "asyl read" in done.stderr


def test_a_foreign_database_is_refused_and_not_touched(asyl: Asyl, story: Path, tmp_path: Path) -> None:
    folder = tmp_path / "register"
    folder.mkdir()
    with sqlite3.connect(folder / "register.sqlite3") as db:
        db.execute("CREATE TABLE mine (words TEXT)")
    db.close()
    before = (folder / "register.sqlite3").read_bytes()
    done = asyl("read", story)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert (folder / "register.sqlite3").read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b""])
def test_a_file_in_the_place_of_the_register_is_refused(
    asyl: Asyl, story: Path, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "register").write_bytes(content)
    done = asyl("read", story)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert (tmp_path / "register").read_bytes() == content


def test_a_wrong_date_is_a_usage_error(asyl: Asyl, story: Path) -> None:
    asyl("read", story)
    done = asyl("export", "--as-of", "31.12.2020")
    assert done.returncode == 2
    assert "2020-01-31" in done.stderr


def test_two_readers_at_once_both_succeed(asyl: Asyl, tmp_path: Path) -> None:
    for half in ("one", "two"):
        (tmp_path / half).mkdir()
        for number in range(6):
            text = FIRST.replace("Toktar", f"Toktar{'abcdef'[number]}{half}")
            (tmp_path / half / f"{half}{number}.txt").write_text(text, encoding="utf-8")
    environment = {**os.environ, "ASYL_REGISTER": str(tmp_path / "register")}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "asyl", "read", "--json", str(tmp_path / half)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        for half in ("one", "two")
    ]
    for process in running:
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err.decode()
        assert b"Traceback" not in err
    assert len(json.loads(asyl("export").stdout)["reports"]) == 12


def test_ctrl_c_leaves_what_was_read_so_far(asyl: Asyl, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(300):
        text = FIRST.replace("Emin", f"Emin {number}")
        (folder / f"r{number:03}.txt").write_text(text, encoding="utf-8")
    register = tmp_path / "register"
    process = subprocess.Popen(
        [sys.executable, "-m", "asyl", "read", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "ASYL_REGISTER": str(register)},
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and len(list(register.glob("blobs/**/*"))) < 12:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 130, err.decode()
    assert b"Traceback" not in err
    assert b"kept" in err
    kept = json.loads(asyl("export").stdout)["reports"]
    assert 0 < len(kept) < 300
