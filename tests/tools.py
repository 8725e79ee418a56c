"""The missing-tool rule: a test that needs a program skips with the install line on a laptop and fails in CI."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that tests use, where to look for it, and the Debian packages that bring it."""

    find: Callable[[], Path | None]
    packages: str

    @property
    def install_line(self) -> str:
        return f"apt-get install --no-install-recommends {self.packages}"


def on_path(*names: str) -> Path | None:
    return next((Path(found) for name in names if (found := shutil.which(name))), None)


def postgresql() -> Path | None:
    """The folder of the server's programs: Debian keeps them off the path, one folder a version."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = versions[-1] if versions else on_path("initdb")
    return found.parent if found else None


def tesseract() -> Path | None:
    """Tesseract without our languages reads Kazakh as Russian, which is worse than not at all."""
    program = on_path("tesseract")
    if program is None:
        return None
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout.split()
    return program if {"kaz", "rus", "uig", "chi_sim", "eng"} <= set(listed) else None


TOOLS: Mapping[str, Tool] = {
    "chromium": Tool(lambda: on_path("chromium", "chromium-browser", "google-chrome"), "chromium fonts-noto-core"),
    "postgresql": Tool(postgresql, "postgresql"),
    "tesseract": Tool(
        tesseract,
        "tesseract-ocr tesseract-ocr-eng tesseract-ocr-rus tesseract-ocr-kaz tesseract-ocr-uig tesseract-ocr-chi-sim",
    ),
    "java": Tool(lambda: on_path("java"), "default-jre-headless"),
}


def need(name: str, tools: Mapping[str, Tool] = TOOLS) -> Path:
    """Where the tool is; without it the test that asks skips, or fails when CI=true."""
    tool = tools[name]
    if (found := tool.find()) is not None:
        return found
    message = f"{name} is missing: {tool.install_line}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)
