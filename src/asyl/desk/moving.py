"""A register moves from its file to a PostgreSQL server, for a team."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from asyl.model import Action, RegisterProblem
from asyl.store import FILE, LOCKED_FILE, Entry, move_store, on_server, open_store

from .holding import check
from .opening import Clock, Desk, Step, quietly, waiting


@dataclass(frozen=True, slots=True)
class Moved:
    """What arrived: how many rows in how many tables. `left` is the file that nothing is written into any more."""

    tables: int
    rows: int
    left: Path


def may_move(desk: Desk) -> None:
    """Raises NotAllowed for whoever does not keep this register, RegisterProblem when it is on a server already."""
    check(desk, Action.KEEP)
    if on_server(desk.folder):
        raise RegisterProblem(f"the rows of the register in {desk.folder} are on a server already", subject=desk.folder)


def move(folder: Path, key: bytes | None, address: str, actor: str, clock: Clock, progress: Step = quietly) -> Moved:
    """Moves every row into an empty database (postgres://USER@HOST/NAME); originals stay in the folder.

    Ask `may_move` first. Counts and digests of every table are compared before the register is the server's. Raises
    RegisterProblem, UsageProblem, IntegrityFailure; then nothing has changed.
    """
    progress("moving", 0, 0)
    held = move_store(folder, key, address, waiting(progress))
    store = open_store(folder, create=False, key=key)
    try:
        with store.act(Entry(clock(), actor, "move", "register")):
            pass
    finally:
        store.close()
    left = folder / (FILE if key is None else LOCKED_FILE)
    return Moved(len(held), sum(table.rows for table in held.values()), left)
