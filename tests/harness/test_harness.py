"""The harnesses in small; `./dev bench register` runs them at full count. Each runs in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.harness import losses, power


def harness(root: Path, name: str, count: int, seed: int = 1) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.harness.run", name, "--count", str(count), "--seed", str(seed)],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.long
def test_kill_9_loses_nothing_that_was_acknowledged(root: Path) -> None:
    found = harness(root, "kill", 18)
    assert found["problems"] == []
    assert found["kills"] >= 9


@pytest.mark.long
def test_a_power_cut_loses_nothing_that_was_acknowledged(root: Path) -> None:
    found = harness(root, "power", 120)
    assert found["problems"] == []
    assert found["points"] == 120


@pytest.mark.long
def test_a_failing_write_is_said_and_loses_nothing(root: Path) -> None:
    found = harness(root, "errors", 12)
    assert found["problems"] == []
    assert found["refused"] >= 9


@pytest.mark.long
def test_a_locked_register_gives_nothing_away(root: Path) -> None:
    found = harness(root, "canaries", 200)
    assert found["problems"] == []
    assert found["control"] == 200, "the search has to find every canary in a plain register"


@pytest.mark.long
def test_a_damaged_backup_is_refused_with_the_sentence_that_fits(root: Path) -> None:
    found = harness(root, "backups", 99)
    assert found["problems"] == []
    assert found["kinds"] >= 20


@pytest.mark.long
def test_the_power_cut_would_show_a_missing_fsync(root: Path) -> None:
    """Without the fsyncs of the journal the same cuts lose what was acknowledged: the harness can fail."""
    with tempfile.TemporaryDirectory() as folder:
        trace = losses.lived(Path(folder) / "plain", "plain")
        forgetful = [step for step in trace if not (step[0] == "fsync" and step[1].endswith("-wal"))]
        assert len(forgetful) < len(trace)
        lost = losses.lose(Path(folder), "plain", forgetful, 24, 1)
    assert len(lost) >= 3


def test_a_sector_is_there_whole_or_not_at_all() -> None:
    file = power.File(bytearray(b"a" * 2048))
    file.since.append(("write", 256, b"b" * 1024))
    for seed in range(20):
        left = file.after_power_loss(Random(seed), 0.5)
        pieces = [set(left[start:end]) for start, end in ((256, 512), (512, 1024), (1024, 1280))]
        assert all(len(piece) == 1 for piece in pieces)
        assert left[:256] + left[1280:] == b"a" * 1024
