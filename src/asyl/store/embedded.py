"""A register in a folder: one SQLite file, made whole or not at all, recognised before it is opened."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asyl.model import NotFound, RegisterProblem

from . import changing, raw
from .locks import LOCK, file_lock, silently
from .sentences import said

FILE = "register.sqlite3"
LOCKED_FILE = "register.sqlcipher"  # another name: what still has the plain file open touches nothing of this one
SERVER = "server"  # says which PostgreSQL database holds the rows, instead of a file here
KEYS = "keys"  # the vault's wrapped keys: where they are, the register is encrypted
APPLICATION_ID = 0x6173796C  # "asyl"; stands in the file's header, where `file` and every SQLite tool show it
FORMAT = 3  # of the whole register; one higher whenever an older asyl could not use it any more
BUSY_SECONDS = raw.BUSY_SECONDS
_MAGIC = b"SQLite format 3\0"
# What a register's folder holds; all else is somebody's.
_OURS = (FILE, LOCKED_FILE, SERVER, KEYS, "keeping", "blobs", "drills", "moved", LOCK, ".new-", changing.FOLDER)
_SETTINGS = "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;"


@dataclass(frozen=True, slots=True)
class Header:
    """Bytes 60 to 72 of a SQLite file."""

    application_id: int
    version: int


def database(file: Path, key: bytes | None = None, *, safe: bool = True) -> dict[str, Any]:
    """The file as an entry of Django's DATABASES: one writer at a time, and a commit that survives a power cut.

    With a `key` it is a file of SQLCipher. Not `safe` is for a file that nobody uses yet and that is thrown away when
    making it fails.
    """
    options: dict[str, Any] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": BUSY_SECONDS,
        "init_command": f"PRAGMA synchronous={'FULL' if safe else 'OFF'}; {_SETTINGS}",
    }
    if key is not None:
        options["key"] = key
    engine = "django.db.backends.sqlite3" if key is None else "asyl.store"
    return {"ENGINE": engine, "NAME": raw.address(file), "FILE": str(file), "OPTIONS": options}


def name_of(key: bytes | None) -> str:
    """The name of a register's file."""
    return FILE if key is None else LOCKED_FILE


def ready(folder: Path, *, create: bool, fill: Callable[[Path], None], key: bytes | None = None) -> Path:
    """The database file of the register in `folder`, checked; made first when `create` and there is none.

    `fill` gives a new file its tables. Raises NotFound when there is no register, RegisterProblem when something else
    is there, it was made by a newer asyl, or it is encrypted and there is no key.
    """
    with speaking(folder):
        changing.settle(folder, key)
    file = folder / name_of(key)
    if key is None and _exists(folder, folder / LOCKED_FILE):
        raise RegisterProblem(f"the register in {folder} is encrypted and was not unlocked", subject=folder)
    if not _exists(folder, file):
        if not create:
            raise NotFound(f"there is no register in {folder}; `asyl read PATH` makes one", subject=folder)
        _make(folder, file, fill, key)
    check(folder, file, key)
    return file


def _exists(folder: Path, file: Path) -> bool:
    with speaking(folder):
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


def check(folder: Path, file: Path, key: bytes | None = None) -> None:
    """Raises RegisterProblem unless the file is a register that this asyl can use. Changes nothing."""
    header = _plain_header(folder, file) if key is None else _locked_header(folder, file, key)
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


def _plain_header(folder: Path, file: Path) -> Header | None:
    with speaking(folder), file.open("r+b") as stream:
        return read_header(stream.read(100))


def read_header(head: bytes) -> Header | None:
    """What the first 100 bytes of a file say; None when it is no SQLite file."""
    if len(head) < 100 or not head.startswith(_MAGIC):
        return None
    return Header(int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big"))


def _locked_header(folder: Path, file: Path, key: bytes) -> Header | None:
    """The same of an encrypted file; None when the key does not open it."""
    from sqlcipher3.dbapi2 import DatabaseError, OperationalError

    with speaking(folder), file.open("r+b"):
        pass
    try:
        with raw.connected(file, key) as connection:
            numbers = [
                connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
            ]
    except OperationalError as problem:
        raise RegisterProblem(f"the register in {folder} cannot be used: {problem}", subject=folder) from problem
    except DatabaseError:
        return None
    return Header(*numbers)


def _make(folder: Path, file: Path, fill: Callable[[Path], None], key: bytes | None) -> None:
    """Builds the file under another name and gives it its own only when it is complete.

    Two processes may come here at once: the second waits and finds the file.
    """
    with speaking(folder):
        make_folder(folder)
        with file_lock(folder, silently):
            for left in folder.glob(".new-*"):  # by a process that was killed right here
                shutil.rmtree(left, ignore_errors=True)
            if not file.exists():
                _build_and_name(folder, file, fill, key)


def _build_and_name(folder: Path, file: Path, fill: Callable[[Path], None], key: bytes | None) -> None:
    scratch = folder / f".new-{secrets.token_hex(6)}"
    scratch.mkdir(mode=0o700)
    try:
        build(scratch / file.name, fill, key)
        (scratch / file.name).rename(file)
        raw.sync_folder(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def make_folder(folder: Path) -> None:
    """The folder of a register, for nobody else's eyes. Raises OSError."""
    parent = folder.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    raw.sync_folder(parent)


def build(file: Path, fill: Callable[[Path], None], key: bytes | None) -> None:
    """Makes a whole file that was not there, durable when it returns. Raises OSError, the library's Error."""
    raw.make_empty(file)
    # While the journal mode is DELETE these two go into the file itself, where `check` reads them.
    with raw.connected(file, key) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={FORMAT}")
    fill(file)
    finish(file, key)


def finish(file: Path, key: bytes | None) -> None:
    """From now on the file is written through a journal of its own, and it is on the disk."""
    with raw.connected(file, key) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    raw.sync_file(file)


@contextmanager
def speaking(folder: Path) -> Iterator[None]:
    """Turns what the system complains of into RegisterProblem."""
    try:
        yield
    except OSError as problem:
        raise RegisterProblem(
            f"the register in {folder} cannot be used: {(problem.strerror or str(problem)).lower()}", subject=folder
        ) from problem
    except raw.errors() as problem:
        raise RegisterProblem(f"the register in {folder} cannot be used: {said(problem)}", subject=folder) from problem
