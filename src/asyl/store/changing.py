"""A register that becomes another: encrypted, or moved to a server. At any moment it is the old one or the new one.

The new one is built in a folder of its own. Then the old file is retired: from that moment nothing can be written into
it, also by a process that has had it open all along. Then a mark is made, and from there on whoever opens the register
finishes what is left to do; before it, whoever opens it takes the beginning back.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from asyl.model import RegisterProblem

from . import raw
from .locks import RETIRED, file_lock, silently

FOLDER = ".changing"
PLAIN, LOCKED, SERVER = "register.sqlite3", "register.sqlcipher", "server"
KEYS, KEEPING = "keys", "keeping"  # the vault's
_MARK = "ready"
_TRIGGER = "asyl_retired_"


def finish_changes(folder: Path) -> None:
    """Finishes a change that was decided and interrupted, before anybody asks what register this is.

    Raises RegisterProblem.
    """
    if os.path.exists(folder / FOLDER):
        try:
            with file_lock(folder, silently):
                if (folder / FOLDER / _MARK).exists():
                    finish(folder)
        except OSError as problem:
            raise RegisterProblem(f"the register in {folder} cannot be used: {problem.strerror}") from problem


def settle(folder: Path, key: bytes | None = None) -> None:
    """Finishes or takes back a change that was interrupted; waits for one that goes on. Raises OSError, Error."""
    if (folder / FOLDER).exists():
        with file_lock(folder, silently):
            settle_alone(folder, key)


def settle_alone(folder: Path, key: bytes | None = None) -> None:
    """As `settle`, for whoever holds the lock."""
    scratch = folder / FOLDER
    if not scratch.exists():
        return
    if (scratch / _MARK).exists():
        finish(folder)
        return
    file = folder / (PLAIN if key is None else LOCKED)
    if file.exists() and not (folder / SERVER).exists():
        with raw.connected(file, key) as connection:
            _reinstate(connection)
    shutil.rmtree(scratch)
    raw.sync_folder(folder)


def begin(folder: Path, key: bytes | None = None) -> Path:
    """An empty folder to build the new register in, for whoever holds the lock."""
    settle_alone(folder, key)
    scratch = folder / FOLDER
    scratch.mkdir(mode=0o700)
    raw.sync_folder(folder)
    return scratch


def retire(connection: Any) -> None:
    """Ends the transaction that `connection` is in, and with it all writing into this file.

    Its journal stays as it is: `finish` removes the file before the journal, so nobody opens the one without the other.
    """
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for (table,) in tables:
        for verb in ("INSERT", "UPDATE", "DELETE"):
            connection.execute(
                f'CREATE TRIGGER "{_TRIGGER}{table}_{verb.lower()}" BEFORE {verb} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{RETIRED}'); END"
            )
    connection.execute("COMMIT")


def _reinstate(connection: Any) -> None:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE ?", (f"{_TRIGGER}%",)
    ).fetchall()
    connection.execute("BEGIN IMMEDIATE")
    for (name,) in names:
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("COMMIT")


def decide(folder: Path, gone: Sequence[str]) -> None:
    """The point of no return of an encryption. `gone` are the plain originals, below the folder, to be removed."""
    scratch = folder / FOLDER
    raw.sync_folder(scratch)
    raw.write_durably(scratch / _MARK, json.dumps(list(gone)).encode())
    finish(folder)


def finish(folder: Path) -> None:
    """Puts the new file and its keys in their places and removes what was plain; begun anew it comes to the same."""
    scratch = folder / FOLDER
    gone = json.loads((scratch / _MARK).read_bytes())
    for name in (KEEPING, KEYS, LOCKED):
        if (scratch / name).exists():
            (scratch / name).replace(folder / name)
            raw.sync_folder(folder)
    for name in (*(f"{PLAIN}{ending}" for ending in ("", "-wal", "-shm")), *gone):
        (folder / name).unlink(missing_ok=True)
    raw.sync_folder(folder)
    shutil.rmtree(scratch)
    raw.sync_folder(folder)
