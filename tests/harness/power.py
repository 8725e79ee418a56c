"""What may lie on a disk after the power went: a trace of writes and fsyncs replayed up to a point, and from there on
every sector of 512 bytes that no fsync had covered is there or is not.

Names follow the same rule by folder: what an fsync of the folder had not covered is there up to some point of its own.
A rename is there or not, in both folders at once.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

SECTOR = 512
Step = tuple[Any, ...]


@dataclass(slots=True, eq=False)
class File:
    """A file apart from its names: what is surely on the disk, and what was written since the last fsync."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[Step] = field(default_factory=list)  # ("write", offset, data) or ("truncate", size)

    def settle(self) -> None:
        for step in self.since:
            _apply(self.sure, step)
        self.since.clear()

    def after_power_loss(self, random: Random, luck: float) -> bytes:
        left = bytearray(self.sure)
        for step in self.since:
            if step[0] == "truncate":
                if random.random() < luck:
                    _apply(left, step)
                continue
            _, offset, data = step
            for start, piece in _sectors(offset, data):
                if random.random() < luck:
                    _apply(left, ("write", start, piece))
        return bytes(left)


@dataclass(slots=True, eq=False)
class Change:
    """Names that come and go together: (folder, name, what it names; None: nothing any more)."""

    names: tuple[tuple[str, str, File | str | None], ...]
    sure: bool = False


@dataclass(slots=True)
class Disk:
    """The state of a disk as a trace is replayed."""

    files: dict[str, File] = field(default_factory=dict)  # by the path a process sees now
    changes: list[Change] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)

    def do(self, step: Step) -> None:
        what, path, *rest = step
        if what == "write":
            self.files[path].since.append(("write", rest[0], rest[1]))
        elif what == "truncate":
            self.files[path].since.append(("truncate", rest[0]))
        elif what == "fsync":
            self.files[path].settle()
        elif what == "fsyncdir":
            self._cover("" if path == "." else path)
        elif what != "ack":
            self._names(what, path, *rest)

    def _cover(self, folder: str) -> None:
        for change in self.changes:
            change.sure |= any(here == folder for here, _, _ in change.names)

    def _names(self, what: str, path: str, other: str = "") -> None:
        if what == "create":
            self.files[path] = File()
            self._change((path, self.files[path]))
        elif what == "mkdir":
            self._change((path, path))
        elif what in ("unlink", "rmdir"):
            self.files.pop(path, None)
            self._change((path, None))
        elif what == "link":
            self.files[other] = self.files[path]
            self._change((other, self.files[path]))
        elif what == "rename":
            self.files[other] = self.files.pop(path)
            self._change((path, None), (other, self.files[other]))

    def _change(self, *names: tuple[str, File | str | None]) -> None:
        self.changes.append(Change(tuple((*os.path.split(path), named) for path, named in names)))

    def after_power_loss(self, random: Random, target: Path) -> None:
        """Writes what is left into an empty folder."""
        luck = random.choice((0.0, 0.3, 0.7, 1.0))
        names: dict[str, dict[str, File | str]] = {}
        for change in self._kept(random):
            for folder, name, named in change.names:
                here = names.setdefault(folder, {})
                if named is None:
                    here.pop(name, None)
                else:
                    here[name] = named
        self._write(random, luck, names, "", target)

    def _kept(self, random: Random) -> list[Change]:
        """Every change that is sure, and of each folder the others up to a point; what stands before one that is there
        in a folder is there too."""
        ends = {
            folder: random.randint(0, len(self.changes)) for change in self.changes for folder, _, _ in change.names
        }
        if random.random() < 0.3:
            ends = dict.fromkeys(ends, 0)
        last = dict.fromkeys(ends, -1)
        there: set[int] = set()
        for number in reversed(range(len(self.changes))):
            folders = [folder for folder, _, _ in self.changes[number].names]
            chosen = self.changes[number].sure or any(number < ends[folder] for folder in folders)
            if chosen or any(number < last[folder] for folder in folders):
                there.add(number)
                for folder in folders:
                    last[folder] = max(last[folder], number)
        return [change for number, change in enumerate(self.changes) if number in there]

    def _write(
        self, random: Random, luck: float, names: dict[str, dict[str, File | str]], folder: str, target: Path
    ) -> None:
        for name, named in names.get(folder, {}).items():
            if isinstance(named, File):
                (target / name).write_bytes(named.after_power_loss(random, luck))
            else:
                (target / name).mkdir(exist_ok=True)
                self._write(random, luck, names, os.path.join(folder, name) if folder else name, target / name)


def states(trace: Sequence[Step], points: int, seed: int) -> list[int]:
    """Points in a trace, spread over all of it, in their order."""
    random = Random(seed)
    return sorted(random.randint(1, len(trace)) for _ in range(points))


def acknowledged(trace: Sequence[Step], point: int) -> list[str]:
    return [step[1] for step in trace[:point] if step[0] == "ack"]


def _apply(content: bytearray, step: Step) -> None:
    if step[0] == "truncate":
        size = step[1]
        del content[size:]
        content.extend(bytes(size - len(content)))
        return
    _, offset, data = step
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data


def _sectors(offset: int, data: bytes) -> list[tuple[int, bytes]]:
    """The data cut where sectors end."""
    pieces, start = [], 0
    while start < len(data):
        size = SECTOR - (offset + start) % SECTOR
        pieces.append((offset + start, data[start : start + size]))
        start += size
    return pieces
