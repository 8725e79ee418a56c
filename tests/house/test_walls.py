"""The walls hold, seen from both sides: by what is written and by what is loaded."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.rooms import ENGINES, GROUND, built

KEEP_OUT = ("django", "sqlite3", "socket", "requests", "urllib3", "subprocess")
WALLED = [room for room in built() if room in (*ENGINES, *GROUND)]

# Third-party number and string libraries load parts of the standard library by themselves; that is not a wall broken.
LOADED = """
import sys
{first}
before = set(sys.modules)
import asyl.{room}
print(*sorted(set({keep_out!r}) & (set(sys.modules) - before)))
"""


def lint_imports(config: Path, search: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--no-cache", "--config", str(config)]
    return subprocess.run(
        command, cwd=search, env={"PYTHONPATH": str(search)}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("room", WALLED)
def test_importing_an_engine_loads_no_framework_database_or_network(room: str) -> None:
    first = "import numpy, rapidfuzz"
    source = LOADED.format(room=room, keep_out=KEEP_OUT, first=first)
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


# One import for each wall that must not be there.
BREACHES = [
    ("claims", "from asyl import store", "only point down"),
    ("claims", "from asyl import lineage", "only point down"),
    ("model", "from asyl import text", "only point down"),
    ("lineage", "import django", "engines, text and model"),
    ("people", "import sqlite3", "engines, text and model"),
    ("cases", "import pathlib", "engines, text and model"),
    ("text", "import urllib.request", "engines, text and model"),
    ("knowledge", "import socket", "knowledge reads"),
    ("cli", "from asyl import store", "doors ask the desk"),
    ("desk", "import django", "django lives in"),
    ("store", "import socket", "only intake and wire"),
    ("nowhere", "import json", "only point down"),
]


@pytest.fixture(scope="module")
def skeleton(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A house of empty rooms under our own contracts: the contracts are tested, not the code."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(root / "pyproject.toml", folder)
    for room in ("cli", "desk", "store", "intake", *ENGINES, *GROUND):
        (folder / "asyl" / room).mkdir(parents=True)
        (folder / "asyl" / room / "__init__.py").touch()
    (folder / "asyl" / "__init__.py").touch()
    return folder


def test_an_empty_house_breaks_no_wall(skeleton: Path) -> None:
    done = lint_imports(skeleton / "pyproject.toml", skeleton)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("room", "line", "wall"), BREACHES)
def test_a_breach_breaks_its_wall(skeleton: Path, tmp_path: Path, room: str, line: str, wall: str) -> None:
    house = shutil.copytree(skeleton, tmp_path / "house")
    (house / "asyl" / room).mkdir(exist_ok=True)
    (house / "asyl" / room / "__init__.py").write_text(f"{line}\n")
    done = lint_imports(house / "pyproject.toml", house)
    assert done.returncode == 1, done.stdout + done.stderr
    said = " ".join(done.stdout.split())
    assert wall in said, said
