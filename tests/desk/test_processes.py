"""Several processes at one register, and processes that do not live to the end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from asyl.desk import read, register_view
from asyl.store.locks import file_lock, silently
from tests.desk.conftest import Opener

REPORTS = 24


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "many"
    made.mkdir()
    for number in range(REPORTS):
        (made / f"n{number:02}.txt").write_text(
            f"Report {number}\nToktar Sagidulla fled on 2020-01-02. {number} words.\n"
        )
    return made


def start(root: Path, register: Path, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.desk.run", str(register), str(folder)],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def after(process: "subprocess.Popen[str]", lines: int) -> list[str]:
    """The first lines that a process prints."""
    assert process.stdout is not None
    return [process.stdout.readline().strip() for _ in range(lines)]


def test_two_readings_at_once_both_succeed(root: Path, tmp_path: Path, folder: Path, opener: Opener) -> None:
    both = [start(root, tmp_path / "register", folder) for _ in range(2)]
    ends = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert [errors for _, errors in ends] == ["", ""]
    added = sorted(int(said.splitlines()[-1].split()[1]) for said, _ in ends)
    assert added == [0, REPORTS]
    with opener() as desk:
        assert len(register_view(desk).reports) == REPORTS
        assert len(desk.store.sources.sightings()) == REPORTS


def test_whoever_waits_says_so(root: Path, tmp_path: Path, folder: Path, opener: Opener) -> None:
    with opener():
        pass
    with file_lock(tmp_path / "register", silently):
        process = start(root, tmp_path / "register", folder)
        assert after(process, 1) == ["waiting for another asyl that is at work in this register"]
    said, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, "")
    assert said.splitlines()[-1] == f"added {REPORTS} known 0"


def kept(process: "subprocess.Popen[str]", said: list[str]) -> set[str]:
    rest, _ = process.communicate(timeout=60)
    return {line.split()[1] for line in [*said, *rest.splitlines()] if line.startswith("kept ")}


def check(opener: Opener, folder: Path, acknowledged: set[str]) -> None:
    """Everything acknowledged is there, whole; the register opens and the rest can be read."""
    with opener() as desk:
        names = {Path(one.source.path).name for one in desk.store.sources.all()}
        assert acknowledged <= names
        assert {report.id for report in register_view(desk).reports} == {
            one.source.report for one in desk.store.sources.all()
        }
        outcome = read(desk, [folder])
        assert len(outcome.added) == REPORTS - len(names)
        blobs = desk.folder / "blobs"
        assert {path.relative_to(blobs).as_posix() for path in blobs.glob("??/*")} == desk.store.sources.blobs()
        assert len(register_view(desk).reports) == REPORTS


def kill_after(root: Path, register: Path, folder: Path, lines: int, pause: float) -> set[str]:
    process = start(root, register, folder)
    said = after(process, lines)
    time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    return kept(process, said)


@pytest.mark.parametrize(("lines", "pause"), [(1, 0.0), (7, 0.003), (16, 0.011)])
def test_a_killed_reading_loses_nothing_acknowledged(
    root: Path, tmp_path: Path, folder: Path, opener: Opener, lines: int, pause: float
) -> None:
    acknowledged = kill_after(root, tmp_path / "register", folder, lines, pause)
    assert len(acknowledged) >= lines - 1
    check(opener, folder, acknowledged)


@pytest.mark.long
@pytest.mark.parametrize("pause", [number * 0.04 for number in range(20)])
def test_killed_at_any_moment(root: Path, tmp_path: Path, folder: Path, opener: Opener, pause: float) -> None:
    """Also while the register is being made."""
    check(opener, folder, kill_after(root, tmp_path / "register", folder, 0, 0.3 + pause))


def test_an_interrupt_from_the_keyboard_keeps_what_was_read(
    root: Path, tmp_path: Path, folder: Path, opener: Opener
) -> None:
    process = start(root, tmp_path / "register", folder)
    said = after(process, 5)
    process.send_signal(signal.SIGINT)
    acknowledged = kept(process, said)
    assert process.returncode in (0, 130)
    check(opener, folder, acknowledged)


def test_judgements_go_on_while_another_process_reads(opener: Opener, folder: Path) -> None:
    from asyl.desk import confirm

    with opener() as desk:
        read(desk, [folder / "n00.txt"])
        claim = register_view(desk).claims[0].id
        with file_lock(desk.folder, silently):
            made = confirm(desk, claim, "")
        assert desk.store.judgements.all() == (made,)
