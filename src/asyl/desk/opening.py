"""A desk: one person at work in one register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from asyl import vault
from asyl.store import finish_changes, open_store

from .engines import Engines, own_engines
from .unlocking import Unlock, unlock_unasked

if TYPE_CHECKING:
    from asyl.store import Store
    from asyl.vault import Identity, Keys

Step = Callable[[str, int, int], None]  # what is being done, how many are done, how many there are (0: not known)
Clock = Callable[[], datetime]
Passphrase = Callable[[], "str | None"]
WAITING = "waiting for another asyl that is at work in this register"


def nothing() -> str | None:
    """The passphrase of somebody who has none."""
    return None


@dataclass(slots=True)
class Memory:
    """What a desk looked up and need not look up again while it holds: never evidence, never a decision."""

    rights: tuple[str, object] | None = None
    identity: tuple[str, Identity] | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """An open register with who acts in it, the clock, and the engines. Every act takes one.

    `case` narrows what is seen and done to one case; empty for every case of the actor. `passphrase` is asked when the
    actor's identity is locked by one.
    """

    folder: Path
    actor: str
    clock: Clock
    store: Store
    engines: Engines
    case: str = ""
    passphrase: Passphrase = nothing
    memory: Memory = field(default_factory=Memory)
    keys: Keys | None = None  # of an encrypted register


def now() -> datetime:
    return datetime.now(UTC)


def quietly(what: str, done: int, total: int) -> None:
    """Progress for nobody."""


@contextmanager
def open_desk(
    folder: Path,
    *,
    create: bool = False,
    actor: str = "local",
    clock: Clock = now,
    engines: Engines | None = None,
    case: str = "",
    passphrase: Passphrase = nothing,
    unlock: Unlock = unlock_unasked,
) -> Iterator[Desk]:
    """Opens the register in `folder` (made first when `create` and there is none) and closes it again.

    An encrypted one is opened by `unlock`. Raises NotFound when there is none, RegisterProblem when it cannot be used.
    """
    finish_changes(folder)
    keys = unlock(folder) if vault.locked(folder) else None
    store = open_store(folder, create=create, key=keys.database if keys else None)
    try:
        with store.speaking():
            yield Desk(folder, actor, clock, store, engines or own_engines(), case, passphrase, keys=keys)
    finally:
        store.close()


def waiting(progress: Step) -> Callable[[], None]:
    """Says through `progress` that another process has the register."""
    return lambda: progress(WAITING, 0, 0)
