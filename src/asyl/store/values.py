"""What the store hands out that is no noun of the field: custody and the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from asyl.model import Judgement, Source


@dataclass(frozen=True, slots=True)
class Kept:
    """A source with the name its bytes are sealed under."""

    source: Source
    blob: str
    sealed_as: str


@dataclass(frozen=True, slots=True)
class Seen:
    """That a source stood at a place. `path` is as given, `place` where that is (an absolute path, later an address).

    `replaces` is the report that stood there before, `case` the case it was read for (empty while there are none).
    `by` is who brought it.
    """

    report: str
    path: str
    place: str
    at: datetime
    replaces: str | None = None
    case: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: who did what, when, to what, and why. Ids and reasons only, never the words of a report."""

    at: datetime
    by: str
    what: str
    subject: str
    why: str = ""
    detail: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Ciphertext:
    """A sealed value as it lies in the register."""

    name: str
    case: str
    field: str
    version: int
    words: str


def same_among(judgements: Iterable[Judgement], standing: Iterable[Judgement]) -> dict[str, Judgement]:
    """By the id of each judgement the first standing one that says the same about the same, by the same person, in the
    same cases."""
    first: dict[tuple[object, ...], Judgement] = {}
    for one in standing:
        first.setdefault(_sense(one), one)
    return {one.id: first[_sense(one)] for one in judgements if _sense(one) in first}


def _sense(judgement: Judgement) -> tuple[object, ...]:
    return judgement.kind, judgement.about, judgement.by, judgement.cases
