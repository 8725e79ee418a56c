"""A desk: one person at work in one register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from asyl.store import open_store

from .engines import Engines, own_engines

if TYPE_CHECKING:
    from asyl.store import Store

Step = Callable[[str, int, int], None]  # what is being done, how many are done, how many there are (0: not known)
Clock = Callable[[], datetime]
WAITING = "waiting for another asyl that is at work in this register"


@dataclass(frozen=True, slots=True)
class Desk:
    """An open register with who acts in it, the clock, and the engines. Every act takes one."""

    folder: Path
    actor: str
    clock: Clock
    store: Store
    engines: Engines


def now() -> datetime:
    return datetime.now(UTC)


def quietly(what: str, done: int, total: int) -> None:
    """Progress for nobody."""


@contextmanager
def open_desk(
    folder: Path, *, create: bool = False, actor: str = "local", clock: Clock = now, engines: Engines | None = None
) -> Iterator[Desk]:
    """Opens the register in `folder` (made first when `create` and there is none) and closes it again.

    Raises NotFound when there is none, RegisterProblem when it cannot be used.
    """
    store = open_store(folder, create=create)
    try:
        with store.speaking():
            yield Desk(folder, actor, clock, store, engines or own_engines())
    finally:
        store.close()


def waiting(progress: Step) -> Callable[[], None]:
    """Says through `progress` that another process has the register."""
    return lambda: progress(WAITING, 0, 0)
