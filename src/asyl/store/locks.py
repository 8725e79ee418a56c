"""One process at a time makes a register or computes its tables; the others wait and say so."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from asyl.model import RegisterProblem

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

LOCK = "lock"
MOVED = ("server", ".changing")  # where one of these is, the file in the folder is not the register any more
RETIRED = "this register was encrypted or moved meanwhile; run the command again"
_PATIENCE = 1.0  # seconds before a person is told what is going on
_PAUSE = 0.05
_ADVISORY = 0x6173796C  # the number of asyl's lock on a PostgreSQL server


@contextmanager
def file_lock(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Holds the register's lock file; calls `waiting` once when somebody else has held it for a second.

    The system lets go of it when the process ends, however it ends. Raises OSError when the file cannot be made.
    """
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        wait_for(lambda: _taken(handle), waiting)
        yield
    finally:
        os.close(handle)


@contextmanager
def lock(connection: BaseDatabaseWrapper, folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Holds a register's lock: the file in its folder, or the server's. Raises RegisterProblem."""
    with ExitStack() as held:
        try:
            if connection.vendor == "sqlite":
                held.enter_context(file_lock(folder, waiting))
                _refuse_another(connection, folder)
            else:
                held.enter_context(_server_lock(connection, waiting))
        except OSError as problem:
            raise RegisterProblem(f"the register in {folder} cannot be locked: {problem.strerror}") from problem
        yield


def _refuse_another(connection: BaseDatabaseWrapper, folder: Path) -> None:
    """Whoever waited while the register was encrypted or moved has the old file open, and must not go by it."""
    moved = any((folder / name).exists() for name in MOVED)
    if moved or not Path(connection.settings_dict["FILE"]).exists():
        raise RegisterProblem(RETIRED, subject=folder)


@contextmanager
def _server_lock(connection: BaseDatabaseWrapper, waiting: Callable[[], None]) -> Iterator[None]:
    with connection.cursor() as cursor:

        def attempt() -> bool:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ADVISORY])
            return bool(cursor.fetchone()[0])

        wait_for(attempt, waiting)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY])


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_for(attempt: Callable[[], bool], waiting: Callable[[], None]) -> None:
    """Tries until it succeeds; calls `waiting` once after a second."""
    began, told = time.monotonic(), False
    while not attempt():
        if not told and time.monotonic() - began > _PATIENCE:
            waiting()
            told = True
        time.sleep(_PAUSE)


def silently() -> None:
    """For short waits that nobody needs to hear of."""
