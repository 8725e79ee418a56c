"""Files that are whole or not there: written under another name, made durable, then named."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

UNFINISHED = ".new"
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})


class Writer:
    """A file being written, for whoever wants something with `write`; nothing is kept back in memory."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def write(self, data: bytes | bytearray | memoryview) -> int:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._handle, rest) :]
        return len(data)

    def flush(self) -> None:
        """There is nothing to flush."""


def write_new(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Writes a file that must not be there yet; durable when it returns. Raises OSError."""
    pieces = [data] if isinstance(data, bytes) else data

    def fill(writer: Writer) -> None:
        for piece in pieces:
            writer.write(piece)

    fill_new(path, fill)


def fill_new(path: Path, fill: Callable[[Writer], None]) -> None:
    """As `write_new`, with the content written by `fill`. What was begun is removed when that fails."""
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        _write(unfinished, fill)
        _publish(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(path.parent)


def replace(path: Path, data: bytes) -> None:
    """Puts a file in the place of another: after a crash it is the one or the other, whole. Raises OSError."""
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        _write(unfinished, lambda writer: _all(writer, data))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _all(writer: Writer, data: bytes) -> None:
    writer.write(data)


def _write(path: Path, fill: Callable[[Writer], None]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        fill(Writer(handle))
        # A failed fsync is never tried again: the kernel may have thrown the pages away.
        os.fsync(handle)
    finally:
        os.close(handle)


def _publish(unfinished: Path, path: Path) -> None:
    """A hard link refuses to replace; where the file system has none, names are random or checked before."""
    try:
        os.link(unfinished, path)
    except OSError as problem:
        if problem.errno not in _NO_LINKS:
            raise
        unfinished.rename(path)


def sync_tree(folder: Path) -> None:
    """Makes every file and name below a folder durable. Raises OSError."""
    for top, _, names in os.walk(folder):
        for name in names:
            handle = os.open(os.path.join(top, name), os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        sync_folder(Path(top))
