"""Judgements: what people decided. Retractable, never erased; every view of identity is a pure function of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .spans import Span


class JudgementKind(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    CONFIRM = "confirm"
    REJECT = "reject"
    AMEND = "amend"


IDENTITY = frozenset({JudgementKind.SAME, JudgementKind.DIFFERENT, JudgementKind.UNSURE})


@dataclass(frozen=True, slots=True)
class JudgedMention:
    """A mention by value: the bytes it was read from, the words and where they stood."""

    digest: str
    text_version: str
    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim by value, as the person saw it: words, roles and reading, never a computed id.

    `amended` holds the fields the person set instead, as (name, value) pairs of strings. `person` is the full name
    that the words were linked to, which tells two persons of "the pair" apart.
    """

    digest: str
    text_version: str
    trigger: Span
    subject: Span | None
    event: str
    person_as_written: str
    polarity: str
    modality: str
    date: str | None
    amended: tuple[tuple[str, str], ...] = ()
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision by one person. `about` is one claim, or two mentions. `retracted` is when it was taken back."""

    id: str
    kind: JudgementKind
    about: JudgedClaim | tuple[JudgedMention, JudgedMention]
    by: str
    at: datetime
    why: str
    retracted: datetime | None = None
    retracted_by: str | None = None
    retracted_why: str | None = None

    def live(self, as_of: datetime | None = None) -> bool:
        """True when it holds (at a moment, or now)."""
        if as_of is None:
            return self.retracted is None
        return self.at <= as_of and (self.retracted is None or self.retracted > as_of)


def live(judgements: Iterable[Judgement], as_of: datetime | None = None) -> list[Judgement]:
    """The judgements that hold, oldest first; order of input does not matter."""
    return sorted((j for j in judgements if j.live(as_of)), key=lambda j: (j.at, j.id))
