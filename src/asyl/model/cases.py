"""What all the reading adds up to for one person: facts, origins, disagreements, status, deadlines."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .claims import Claim
from .lineage import Link, Origin
from .people import Person
from .reports import Report
from .spans import Span


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values that reports disagree about; `claims` and `reports` are ids."""

    value: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Values side by side, never a winner. on: date, status, number, polarity, place."""

    on: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Claims about one person and event that may be one happening."""

    id: str
    person: str
    event: str
    date: str | None
    claims: tuple[Claim, ...]
    origins: tuple[Origin, ...]
    disagreement: Disagreement | None = None
    why_joined: str = ""
    further: tuple[Disagreement, ...] = ()  # what else the claims disagree about, less grave than `disagreement`

    @property
    def reports(self) -> tuple[str, ...]:
        return tuple(sorted({claim.report for claim in self.claims}))


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that a status rests on."""

    kind: str
    issued: str | None
    valid_until: str | None


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """A legal status from a day on. `facts` are the ids that prove it; `unknown` proves itself."""

    person: str
    as_of: date
    status: str
    lapsed: bool
    facts: tuple[str, ...]
    document: Document | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Overstatement:
    """A report names a stronger status than any dated act or paper proves at that date."""

    report: str
    person: str
    claim: str | None
    span: Span
    claimed: str
    proven: str


@dataclass(frozen=True, slots=True)
class Understatement:
    """A report names a weaker status than what is proven at that date, or denies one that is."""

    report: str
    person: str
    claim: str
    span: Span
    said: str
    proven: str


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """What cannot all be so, in a sentence, with the words it rests on; never which side is wrong.

    on: `order`, `age`, `weekday`, `validity`, `time served`, `life`, `role`.
    """

    person: str
    on: str
    sentence: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Risk:
    """A pattern of `risks.toml` that the file shows, with the words it rests on. Says nothing about the person."""

    person: str
    rule: str
    sentence: str
    spans: tuple[Span, ...]
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a dated rule makes of a dated fact."""

    person: str
    rule: str
    what: str
    due: date
    trigger: str  # fact id
    verified: bool
    source: str
    missed: bool = False
    notes: tuple[str, ...] = ()  # how it was counted, and what a reader has to know of that


class View(StrEnum):
    """working: machine proposals joined and counted, and marked so; confirmed: judgements alone."""

    WORKING = "working"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What one person's case amounts to at a date, every line with its spans."""

    person: Person
    as_of: date
    view: View
    facts: tuple[Fact, ...]
    statuses: tuple[StatusEntry, ...]
    overstatements: tuple[Overstatement, ...]
    deadlines: tuple[Deadline, ...]
    links: tuple[Link, ...] = ()  # between reports that speak of this person
    open_claims: tuple[Claim, ...] = ()  # said, but not as having happened: planned, feared, negated
    gaps: tuple[str, ...] = ()
    understatements: tuple[Understatement, ...] = ()
    inconsistencies: tuple[Inconsistency, ...] = ()
    risks: tuple[Risk, ...] = ()

    @property
    def reports(self) -> tuple[str, ...]:
        return tuple(sorted({m.report for m in self.person.mentions}))


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that was not taken, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that one reader may see of a register, computed: the input of every page, print and export."""

    as_of: date
    view: View
    reports: tuple[Report, ...]
    paths: tuple[tuple[str, tuple[str, ...]], ...]  # report id -> paths
    replaced: tuple[tuple[str, str], ...]  # (new report id, older version's report id)
    people: tuple[Person, ...]
    claims: tuple[Claim, ...]
    judged: tuple[tuple[str, str], ...]  # claim id -> confirmed, rejected, amended
    links: tuple[Link, ...]
    cases: tuple[CaseFile, ...]
    refused: tuple[Refusal, ...] = field(default=())
