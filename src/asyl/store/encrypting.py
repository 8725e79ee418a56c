"""A plain register becomes an encrypted one, in place: every row is copied and compared before the plain file goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any

from asyl.model import IntegrityFailure, RegisterProblem

from . import changing, embedded, raw
from .locks import file_lock
from .opening import open_store

Reseal = Callable[[str, str], tuple[str, str]]  # blob, digest -> the blob it lies in now, and how it is sealed there


def encrypt(
    folder: Path, key: bytes, keep_keys: Callable[[Path], None], reseal: Reseal, waiting: Callable[[], None]
) -> int:
    """Encrypts the register in `folder` and returns how many originals there are. Killed at any moment, it is the plain
    register as it was or the encrypted one.

    `keep_keys` writes the wrapped keys into a folder, `reseal` seals an original anew. Other processes wait; what
    still has the plain file open can read on and writes no more. Raises RegisterProblem, IntegrityFailure.
    """
    open_store(folder, create=False).close()  # brought to the present format, or refused
    with embedded.speaking(folder), file_lock(folder, waiting):
        if not (folder / embedded.FILE).exists():
            raise RegisterProblem(f"the register in {folder} is encrypted already", subject=folder)
        scratch = changing.begin(folder)
        try:
            keep_keys(scratch)
            with _plain(folder / embedded.FILE) as holder:
                holder.execute("BEGIN IMMEDIATE")  # every other writer waits
                gone = _copy(folder, scratch / embedded.LOCKED_FILE, key, reseal)
                changing.retire(holder)
        except BaseException:
            changing.settle_alone(folder)
            raise
        changing.decide(folder, [f"blobs/{blob}" for blob in gone])
    return len(gone)


def _copy(folder: Path, file: Path, key: bytes, reseal: Reseal) -> list[str]:
    """The encrypted copy, whole and on the disk; returns the names of the originals it no longer uses."""
    plain = folder / embedded.FILE
    raw.make_empty(file)
    with _plain(plain) as reader, raw.connected(file, key) as writer:
        _export(plain, file, key)
        writer.execute(f"PRAGMA application_id={embedded.APPLICATION_ID}")
        writer.execute(f"PRAGMA user_version={embedded.FORMAT}")
        _compare(reader, writer)
        writer.execute("BEGIN IMMEDIATE")
        rows = writer.execute("SELECT id, blob, digest FROM store_source ORDER BY id").fetchall()
        for number, blob, digest in rows:
            writer.execute(
                "UPDATE store_source SET blob = ?, sealed_as = ? WHERE id = ?", (*reseal(blob, digest), number)
            )
        writer.execute("COMMIT")
    embedded.finish(file, key)
    return [blob for _, blob, _ in rows]


@contextmanager
def _plain(file: Path) -> Iterator[Any]:
    """The plain file by the library that also copies it: two libraries in one process undo each other's locks, and the
    first to close would take the journal away from under the other."""
    from sqlcipher3 import dbapi2

    with closing(
        dbapi2.connect(raw.address(file), uri=True, isolation_level=None, timeout=raw.BUSY_SECONDS)
    ) as connection:
        yield connection


def _export(plain: Path, file: Path, key: bytes) -> None:
    from sqlcipher3 import dbapi2

    with closing(dbapi2.connect(raw.address(plain), uri=True, isolation_level=None)) as connection:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"ATTACH DATABASE ? AS locked KEY \"x'{key.hex()}'\"", (raw.address(file),))
        connection.execute("PRAGMA locked.journal_mode = OFF")  # thrown away when it fails, synced when it is whole
        connection.execute("PRAGMA locked.synchronous = OFF")
        connection.execute("SELECT sqlcipher_export('locked')")


def _compare(one: Any, other: Any) -> None:
    """Every row of every table is in both. Raises IntegrityFailure."""
    tables = [connection.execute(_TABLES).fetchall() for connection in (one, other)]
    same = tables[0] == tables[1] and all(
        mine == theirs
        for (name, _) in tables[0]
        for mine, theirs in zip_longest(*(each.execute(_ROWS.format(name)) for each in (one, other)))
    )
    if not same:
        raise IntegrityFailure("the encrypted copy is not the register; nothing was changed")


_TABLES = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
_ROWS = 'SELECT * FROM "{}" ORDER BY rowid'
