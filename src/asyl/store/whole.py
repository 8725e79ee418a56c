"""The front of what is done to a register as a whole; Django is loaded when the first of these is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import server
from .opening import open_file, set_up

if TYPE_CHECKING:
    from .register import Store


@dataclass(frozen=True, slots=True)
class Table:
    """What a table holds: how many rows, and the SHA-256 over all of them in their order."""

    rows: int
    digest: str


def snapshot_file(store: Store, file: Path, key: bytes | None) -> None:
    """The register at one moment as a new file, encrypted by `key` like the register itself; others go on writing.

    Of a register on a server it is a file with the same rows. Raises RegisterProblem.
    """
    from . import copies

    copies.snapshot_file(store, file, key)


def tables_of(file: Path, key: bytes | None) -> dict[str, Table]:
    """What every table of a register's file holds. Raises RegisterProblem."""
    store = open_file(file, key)
    try:
        return tables_in(store)
    finally:
        store.close()


def tables_in(store: Store) -> dict[str, Table]:
    """What every table of an open register holds, at one moment. Raises RegisterProblem."""
    from . import copies

    with store.snapshot():
        return copies.tables(store.alias)


def damage(file: Path, key: bytes | None) -> list[str]:
    """What SQLite itself finds wrong with a file, page by page."""
    from . import raw

    try:
        with raw.connected(file, key) as connection:
            rows = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    except raw.errors() as problem:
        return [str(problem)]
    return [row for row in rows if row != "ok"]


def move_store(folder: Path, key: bytes | None, address: str, waiting: Callable[[], None]) -> Mapping[str, Table]:
    """Moves the rows of an embedded register into an empty database on a server, and compares every one.

    Killed at any moment, the register is the file as it was, or the server. The file stays, and nothing can be written
    into it any more. Returns what each table holds. Raises RegisterProblem, UsageProblem, IntegrityFailure.
    """
    set_up()
    from . import copies

    return copies.move(folder, key, address, waiting)


def refuse_strangers(address: str) -> None:
    """Raises RegisterProblem when a database holds tables that are not ours, or does not answer, UsageProblem."""
    set_up()
    from . import copies

    copies.refuse_strangers(server.read(address))


def keep_server(folder: Path, address: str) -> None:
    """Writes into a folder where its rows lie. Raises UsageProblem, RegisterProblem."""
    from .embedded import speaking

    with speaking(folder):
        server.keep(folder, address)
