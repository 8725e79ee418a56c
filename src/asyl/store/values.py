"""What the store hands out that is no noun of the field: custody and the log."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from asyl.model import Source


@dataclass(frozen=True, slots=True)
class Kept:
    """A source with the name its bytes are sealed under."""

    source: Source
    blob: str
    sealed_as: str


@dataclass(frozen=True, slots=True)
class Seen:
    """That a source stood at a place. `path` is as given, `place` where that is (an absolute path, later an address).

    `replaces` is the report that stood there before.
    """

    report: str
    path: str
    place: str
    at: datetime
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: who did what, when, to what, and why. Ids and reasons only, never the words of a report."""

    at: datetime
    by: str
    what: str
    subject: str
    why: str = ""
    detail: tuple[tuple[str, str], ...] = field(default=())
