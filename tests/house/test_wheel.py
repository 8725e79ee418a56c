"""What `pip install asyl` brings: everything that is read at run time, and nothing that only we need."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=root, capture_output=True, check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_package(root: Path, wheel: Path) -> None:
    source = root / "src"
    present = [path for path in source.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == {str(path.relative_to(source)) for path in present}
    assert any(name.startswith("asyl/knowledge/") and name.endswith(".toml") for name in held)


def test_the_wheel_carries_the_licence(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = {name.split("/", 1)[1]: name for name in archive.namelist() if ".dist-info/" in name}
        metadata = archive.read(names["METADATA"]).decode()
    assert "licenses/LICENSE" in names
    assert "License-Expression: Apache-2.0" in metadata


@pytest.mark.long
def test_an_ordinary_install_reads_reports(root: Path, dev: ModuleType, wheel: Path, tmp_path: Path) -> None:
    """With the runtime lock alone: a package that only the tests bring must not be needed."""
    python = tmp_path / "venv" / "bin" / "python"
    dev.uv("making an environment", "venv", "--python", dev.PYTHON, tmp_path / "venv")
    dev.uv("installing", "pip", "install", "--python", python, "--require-hashes", "-r", dev.LOCKS / "runtime.txt")
    dev.uv("installing asyl", "pip", "install", "--python", python, "--no-deps", wheel)
    report = sorted((root / "examples" / "reports").glob("*.txt"))[0]
    command = [str(part) for part in (python.with_name("asyl"), "read", "--register", tmp_path / "register", report)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


RUSSIAN = """
from asyl.model import Question
from asyl.wire import natasha
text = "Адвокат Зарина Мусабекова сообщила, что Тимура Ержанова вернули в Душанбе."
answer = natasha().ask(Question(text, "ru", None, (text,), ()))
print(*sorted(f"{one.kind}:{one.quote}" for one in answer.suggestions), sep="\\n")
"""


@pytest.mark.long
@pytest.mark.skipif(sys.version_info >= (3, 13), reason="its dictionary reader does not run on this Python")
def test_the_extra_for_russian_persons_finds_them(dev: ModuleType, wheel: Path, tmp_path: Path) -> None:
    """With the extra as a user installs it: not in the locks, since a package it needs is source only."""
    python = tmp_path / "venv" / "bin" / "python"
    dev.uv("making an environment", "venv", "--python", dev.PYTHON, tmp_path / "venv")
    dev.uv("installing", "pip", "install", "--python", python, "--require-hashes", "-r", dev.LOCKS / "runtime.txt")
    dev.uv("installing asyl with the extra", "pip", "install", "--python", python, f"asyl[natasha] @ {wheel.as_uri()}")
    done = subprocess.run([str(python), "-W", "ignore", "-c", RUSSIAN], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:2] == ["person:Зарина Мусабекова", "person:Тимура Ержанова"]
