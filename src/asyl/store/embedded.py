"""A register in a folder: one SQLite file, made whole or not at all, recognised before it is opened."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asyl.model import NotFound, RegisterProblem

from .locks import LOCK, file_lock, silently

FILE = "register.sqlite3"
APPLICATION_ID = 0x6173796C  # "asyl"; stands in the file's header, where `file` and every SQLite tool show it
FORMAT = 1  # of the whole register; one higher whenever an older asyl could not use it any more
BUSY_SECONDS = 30
_MAGIC = b"SQLite format 3\0"
_OURS = (FILE, "blobs", LOCK, ".new-")  # what a register's folder holds; all else is somebody's


@dataclass(frozen=True, slots=True)
class Header:
    """Bytes 60 to 72 of a SQLite file."""

    application_id: int
    version: int


def database(file: Path, *, safe: bool = True) -> dict[str, Any]:
    """The file as an entry of Django's DATABASES: one writer at a time, and a commit that survives a power cut.

    Not `safe` is for a file that nobody uses yet and that is thrown away when making it fails.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_SECONDS,
            "init_command": f"PRAGMA synchronous={'FULL' if safe else 'OFF'}; PRAGMA cache_size=-65536;",
        },
    }


def ready(folder: Path, *, create: bool, fill: Callable[[Path], None]) -> Path:
    """The database file of the register in `folder`, checked; made first when `create` and there is none.

    `fill` gives a new file its tables. Raises NotFound when there is no register, RegisterProblem when something else
    is there or it was made by a newer asyl.
    """
    file = folder / FILE
    if not _exists(folder, file):
        if not create:
            raise NotFound(f"there is no register in {folder}; `asyl read PATH` makes one", subject=folder)
        _make(folder, file, fill)
    check(folder, file)
    return file


def _exists(folder: Path, file: Path) -> bool:
    with _speaking(folder):
        if folder.exists() and not folder.is_dir():
            raise RegisterProblem(f"{folder} is a file; a register is a folder", subject=folder)
        if not folder.exists() or file.exists():
            return folder.exists()
        strange = [name for name in sorted(os.listdir(folder)) if not name.startswith(_OURS)]
        if strange:
            raise RegisterProblem(
                f"{folder} is not a register and holds other things ({strange[0]}); name a new or empty folder",
                subject=folder,
            )
        return False


def check(folder: Path, file: Path) -> None:
    """Raises RegisterProblem unless the file is a register that this asyl can use. Changes nothing."""
    with _speaking(folder), file.open("r+b") as stream:
        head = stream.read(100)
    header = read_header(head)
    if header is None:
        raise RegisterProblem(f"{file} is damaged, encrypted, or not a register of asyl", subject=file)
    if header.application_id != APPLICATION_ID:
        raise RegisterProblem(f"{file} belongs to another program; it is not a register of asyl", subject=file)
    refuse_newer(file, header.version)


def refuse_newer(file: Path, version: int) -> None:
    """Raises RegisterProblem for a format that this asyl does not know."""
    if version > FORMAT:
        raise RegisterProblem(
            f"{file} was made by a newer asyl (format {version}, this one knows up to {FORMAT}); upgrade asyl",
            subject=file,
        )


def read_header(head: bytes) -> Header | None:
    """What the first 100 bytes of a file say; None when it is no SQLite file."""
    if len(head) < 100 or not head.startswith(_MAGIC):
        return None
    return Header(int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big"))


def _make(folder: Path, file: Path, fill: Callable[[Path], None]) -> None:
    """Builds the file under another name and gives it its own only when it is complete.

    Two processes may come here at once: the second waits and finds the file.
    """
    with _speaking(folder):
        _make_folder(folder)
        with file_lock(folder, silently):
            for left in folder.glob(".new-*"):  # by a process that was killed right here
                shutil.rmtree(left, ignore_errors=True)
            if not file.exists():
                _build_and_name(folder, file, fill)


def _build_and_name(folder: Path, file: Path, fill: Callable[[Path], None]) -> None:
    scratch = folder / f".new-{secrets.token_hex(6)}"
    scratch.mkdir(mode=0o700)
    try:
        _build(scratch / FILE, fill)
        (scratch / FILE).rename(file)
        sync_folder(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _make_folder(folder: Path) -> None:
    parent = folder.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(parent)


def _build(file: Path, fill: Callable[[Path], None]) -> None:
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    # While the journal mode is DELETE these two go into the file itself, where `check` reads them.
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={FORMAT}")
    fill(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
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


@contextmanager
def _speaking(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise RegisterProblem(
            f"the register in {folder} cannot be used: {(problem.strerror or str(problem)).lower()}", subject=folder
        ) from problem
