"""From what a person names on the command line to single files: folders opened, loops and odd things refused."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from asyl.model import Refusal, Refused

from .detect import HTML_SUFFIXES, TEXT_SUFFIXES

MAX_BYTES = 32_000_000  # a 600-word report is 4 kB; a page of 32 MB is no report
READABLE = f"{', '.join(sorted(TEXT_SUFFIXES | HTML_SUFFIXES))}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The bytes of one file as they lay there. `path` is as given, for showing and matching."""

    path: str
    untrusted: bytes


def walk(paths: Iterable[str | Path]) -> Iterator[Path | Refusal]:
    """Every file named or lying below a named folder, each once, in order of name.

    What cannot be read is a Refusal with its reason in one line; a folder that was already seen (a link loop) too.
    Nothing is opened here.
    """
    folders: set[tuple[int, int]] = set()
    files: set[tuple[int, int]] = set()
    for path in paths:
        yield from _step(Path(path), folders, files, named=True)


def _step(
    path: Path, folders: set[tuple[int, int]], files: set[tuple[int, int]], *, named: bool
) -> Iterator[Path | Refusal]:
    try:
        state = path.stat()
    except OSError as problem:
        yield Refusal(str(path), _why(problem))
        return
    place = state.st_dev, state.st_ino
    if stat.S_ISDIR(state.st_mode):
        if place in folders:
            yield Refusal(str(path), "this folder was already read (a link that loops back)")
            return
        folders.add(place)
        yield from _folder(path, folders, files)
    elif not stat.S_ISREG(state.st_mode):
        yield Refusal(str(path), "not an ordinary file")
    elif not named and path.suffix.casefold() not in TEXT_SUFFIXES | HTML_SUFFIXES:
        yield Refusal(str(path), f"not a kind of file that asyl reads ({READABLE})")
    elif place not in files:
        files.add(place)
        yield path


def _folder(path: Path, folders: set[tuple[int, int]], files: set[tuple[int, int]]) -> Iterator[Path | Refusal]:
    try:
        children = sorted(os.listdir(path))
    except OSError as problem:
        yield Refusal(str(path), _why(problem))
        return
    for child in children:
        # Hidden entries are an editor's or a version control's, not reports.
        if not child.startswith("."):
            yield from _step(path / child, folders, files, named=False)


def load(path: Path) -> Loaded:
    """The bytes of one file. Raises Refused when it is missing, unreadable, empty or larger than MAX_BYTES."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_BYTES:
                limit = f"asyl reads files of up to {MAX_BYTES / 1e6:.0f} MB"
                raise Refused(f"{size / 1e6:.0f} MB; {limit}: split it or take its text", subject=path)
            data = file.read(MAX_BYTES + 1)
    except OSError as problem:
        raise Refused(_why(problem), subject=path) from problem
    if len(data) > MAX_BYTES:
        raise Refused(f"grew past {MAX_BYTES / 1e6:.0f} MB while it was read", subject=path)
    if not data.strip():
        raise Refused("the file is empty", subject=path)
    return Loaded(str(path), data)


def _why(problem: OSError) -> str:
    if isinstance(problem, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(problem, PermissionError):
        return "no permission to read it"
    return (problem.strerror or str(problem)).lower()
