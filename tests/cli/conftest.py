"""The command, run as a user runs it, over a small invented story."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.story import FIRST, SECOND, Asyl


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "courier.txt").write_text(FIRST, encoding="utf-8")
    (folder / "gazette.txt").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture
def asyl(tmp_path: Path) -> Asyl:
    """Runs the command in a process of its own with a register below tmp_path."""
    environment = {**os.environ, "ASYL_REGISTER": str(tmp_path / "register"), "PYTHONIOENCODING": "utf-8"}

    def run(*args: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "asyl", *map(str, args)],
            capture_output=True,
            encoding="utf-8",
            env={**environment, **(env or {})},
            cwd=tmp_path,
            timeout=120,
            check=False,
        )

    return run
