"""One open register: its tables by subject, and the ways to change them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connections, transaction

from .decisions import Judgements
from .derived import Derived
from .erasing import Graves
from .locks import lock
from .log import Log
from .members import CaseKeys, Members, SealedValues
from .opening import disconnect
from .postings import StoredPostings
from .problems import speaking
from .readings import Readings
from .sources import Sources
from .values import Entry


@dataclass(frozen=True, slots=True)
class Store:
    """A register, open."""

    folder: Path
    alias: str
    sources: Sources
    readings: Readings
    judgements: Judgements
    log: Log
    derived: Derived
    postings: StoredPostings
    members: Members
    keys: CaseKeys
    sealed: SealedValues
    graves: Graves

    @classmethod
    def over(cls, folder: Path, alias: str) -> Store:
        return cls(
            folder=folder,
            alias=alias,
            sources=Sources(alias),
            readings=Readings(alias),
            judgements=Judgements(alias),
            log=Log(alias),
            derived=Derived(alias),
            postings=StoredPostings(alias),
            members=Members(alias),
            keys=CaseKeys(alias),
            sealed=SealedValues(alias),
            graves=Graves(alias),
        )

    def speaking(self) -> AbstractContextManager[None]:
        """Turns what the database complains of into RegisterProblem; every transaction does so by itself."""
        return speaking(self.folder)

    @contextmanager
    def act(self, entry: Entry) -> Iterator[None]:
        """One act: everything inside and its line in the log are kept together, or nothing is."""
        with self.acts() as lines:
            yield
            lines.append(entry)

    @contextmanager
    def acts(self) -> Iterator[list[Entry]]:
        """Some acts in one transaction: what is put into the list inside is written into the log at its end.

        Nobody else acts meanwhile: what is looked up inside still holds when it is written.
        """
        with self.computing():
            self.log.take_turn()
            lines: list[Entry] = []
            yield lines
            if lines:
                self.log.add(lines)

    @contextmanager
    def computing(self) -> Iterator[None]:
        """One transaction for computed tables only, which leave no line in the log."""
        with speaking(self.folder), transaction.atomic(using=self.alias):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whoever writes meanwhile; nothing can be written inside."""
        connection = connections[self.alias]
        level = "" if connection.vendor == "sqlite" else " ISOLATION LEVEL REPEATABLE READ READ ONLY"
        with speaking(self.folder), connection.cursor() as cursor:
            cursor.execute(f"BEGIN{level}")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")

    @contextmanager
    def alone(self, waiting: Callable[[], None]) -> Iterator[None]:
        """Holds the register's lock for long work; `waiting` is called once when another process has it for a second.

        Judgements do not need it: they go on meanwhile.
        """
        with lock(connections[self.alias], self.folder, waiting):
            yield

    def close(self) -> None:
        disconnect(self.alias)
