"""Connections below Django: for making a file, copying it and asking it what it is."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

BUSY_SECONDS = 30  # how long a statement waits for another process's transaction


def address(file: Path) -> str:
    """The file as SQLite's own kind of address: one that never makes a file that is not there."""
    return f"{file.absolute().as_uri()}?mode=rw"


@contextmanager
def connected(file: Path, key: bytes | None) -> Iterator[Any]:
    """A connection in autocommit to a file that is there; `key` opens an encrypted one. Raises the library's Error."""
    with closing(_connect(file, key)) as connection:
        yield connection


def _connect(file: Path, key: bytes | None) -> Any:
    if key is None:
        return sqlite3.connect(address(file), uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    from .base import unlocked

    return unlocked(key, database=address(file), uri=True, isolation_level=None, timeout=BUSY_SECONDS)


def make_empty(file: Path) -> None:
    """A file of nobody else's that is not there yet. Raises OSError."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def sync_file(file: Path) -> None:
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(file: Path, data: bytes) -> None:
    """A small file, whole or not there. Raises OSError."""
    draft = file.with_name(file.name + ".draft")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    draft.replace(file)
    sync_folder(file.parent)


def errors() -> tuple[type[Exception], ...]:
    """What the libraries raise that are in use."""
    locked = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.Error,) if locked is None else (sqlite3.Error, locked.Error)
