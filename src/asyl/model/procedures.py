"""A country's asylum procedure as data: dated rules, each with its source and whether anybody verified it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Verified(StrEnum):
    """seen: read in a public text; recall: from memory, shown as unverified wherever it appears."""

    SEEN = "seen"
    RECALL = "recall"


class Unit(StrEnum):
    HOUR = "hour"
    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class RuleKind(StrEnum):
    """duty: the person has to act by then; decision: an authority has to; validity: a paper runs out then; penalty:
    what a law threatens, never a clock; safeguard: a protection or a risk without a clock."""

    DUTY = "duty"
    DECISION = "decision"
    VALIDITY = "validity"
    PENALTY = "penalty"
    SAFEGUARD = "safeguard"


@dataclass(frozen=True, slots=True)
class Rule:
    """One step. `trigger` is the event type (of events.toml) that starts the clock of `limit` `unit`s; None: no clock.

    `ends` names the events that stop it (the thing was done); `track` is asylum, criminal, removal, international.
    `other_triggers` start the same clock. `starts_on`, `from_state` and `to_state` are the words of the source; where
    `starts_on` is nothing that the event types know, `trigger` is None and the clock only runs from a day that a person
    gives. `condition` is what must hold that no claim tells (the kind of refusal). `effective_from` and `effective_to`
    narrow a rule that holds for only a part of its procedure's time. `penalty_months` is a maximum, not a deadline.
    """

    id: str
    what: str
    track: str
    trigger: str | None
    ends: tuple[str, ...]
    limit: int | None
    unit: Unit | None
    authority: str
    document: str | None
    if_missed: str | None
    source: str
    verified: Verified
    from_status: tuple[str, ...] = ()
    to_status: tuple[str, ...] = ()
    after_irregular_entry: bool | None = None
    tolling: str | None = None
    note: str | None = None
    kind: RuleKind = RuleKind.DUTY
    other_triggers: tuple[str, ...] = ()
    starts_on: str | None = None
    from_state: str | None = None
    to_state: str | None = None
    condition: str | None = None
    penalty_months: int | None = None
    effective_from: str | None = None
    effective_to: str | None = None

    @property
    def triggers(self) -> tuple[str, ...]:
        return (*((self.trigger,) if self.trigger else ()), *self.other_triggers)


@dataclass(frozen=True, slots=True)
class Procedure:
    """The rules of one country in force over a span of time, chosen by the date of the trigger event.

    `effective_from` and `effective_to` are EDTF; None: not known.
    """

    id: str
    country: str
    name: str
    effective_from: str | None
    effective_to: str | None
    rules: tuple[Rule, ...]
    note: str | None = None
    period: str | None = None  # what sets this version apart from the others of its name


@dataclass(frozen=True, slots=True)
class Country:
    """A country (or a body that has a procedure of its own) and the words by which a text names it, casefolded.

    `within` are the codes whose procedures also hold there (DE: EU). A `body` is no place: what it did says nothing
    about where the person is afterwards.
    """

    code: str
    name: str
    words: frozenset[str]
    within: tuple[str, ...] = ()
    body: bool = False


class Slot(StrEnum):
    """The parts of a person's legal standing that run side by side; what is shown is the first of removal, held,
    pending that is filled."""

    PENDING = "pending"  # an application that is being examined, or was refused
    HELD = "held"  # a status or permit that was given
    REMOVAL = "removal"  # an order to leave, or that it was carried out


@dataclass(frozen=True, slots=True)
class Transition:
    """What an act does to a person's standing. `order` sorts acts of one day, `because` says it in a sentence.

    `becomes` is a status of statuses.toml, `claimed` (the one the act names, else the one its event proves) or `before`
    (the one that stood in the slot before the last change); None: the act only clears. `raise_only`: a standing that is
    stronger stays. Conditions, None or empty when it does not matter: `court` (a court ruled, and nobody else),
    `outcome` (attribute of the act), `when` (the standing shown must be one of these).
    """

    event: str
    order: int
    slot: Slot | None
    becomes: str | None
    clears: tuple[Slot, ...]
    raise_only: bool
    court: bool | None
    outcome: str | None
    when: tuple[str, ...]
    because: str
    example: str


@dataclass(frozen=True, slots=True)
class Standings:
    """The rules of `transitions.toml`: per event type its transitions in the order they are tried, and the words that
    tell a court from other authorities, casefolded."""

    transitions: Mapping[str, tuple[Transition, ...]]
    court_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Joining:
    """The rules of `joining.toml`: which claims may be one happening, and what of them is compared.

    `lasting`: a state -> the events that end it. `counted`: an event -> what its numbers are (`duration`, `sentence`,
    `fine`). `brings`: an act -> the events that are only what it brings with it. `grants`: events that give a status,
    which a retelling may put in the place of a weaker act. `acts`: those weaker acts. `rivals`: pairs (stronger,
    weaker) of which one decision can only be one.
    """

    lasting: Mapping[str, tuple[str, ...]]
    counted: Mapping[str, tuple[str, ...]]
    brings: Mapping[str, tuple[str, ...]]
    grants: frozenset[str]
    acts: frozenset[str]
    rivals: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class OrderRule:
    """`event` comes after at least one of `after`, as far as a file dates any; one of `unless` before it explains it
    too."""

    event: str
    after: tuple[str, ...]
    unless: tuple[str, ...]
    because: str
    example: str


@dataclass(frozen=True, slots=True)
class RiskRule:
    """A pattern that somebody who works on the case should see at once.

    `events` with one of `said` (happened, planned, feared), while one of `statuses` is shown and its paper valid (none:
    whatever is shown); `after` and `before`: only when an event of these kinds came before, and none of those had come.
    `words`: language -> stretches of text beside the person's name, casefolded. `expires_within`: days until the paper
    behind one of `statuses` runs out.
    """

    id: str
    sentence: str
    events: tuple[str, ...]
    said: tuple[str, ...]
    statuses: tuple[str, ...]
    after: tuple[str, ...]
    before: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    expires_within: int | None
    source: str
    verified: Verified
    example: str


@dataclass(frozen=True, slots=True)
class Checks:
    """The rules of `checks.toml`: what has to come after what, and the patterns that are risks."""

    orders: tuple[OrderRule, ...] = ()
    risks: tuple[RiskRule, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days on which a country's offices are closed.

    `weekend`: weekdays, 0 is Monday. `fixed`: (month, day, first year or None, last year or None). `weekdays`: (month,
    day, weekday): the first such weekday on or after that day. `easter`: days counted from Easter Sunday of the western
    church. `listed`: days that move with the moon, given one by one, for the years of `listed_years` only. `observed`:
    what happens to a holiday on a weekend: `no`, `next` (the next working day), `nearest` (Friday or Monday).
    """

    country: str
    weekend: frozenset[int]
    fixed: tuple[tuple[int, int, int | None, int | None], ...]
    weekdays: tuple[tuple[int, int, int], ...]
    easter: tuple[int, ...]
    listed: frozenset[date]
    listed_years: tuple[int, int] | None
    observed: str
    source: str
    verified: Verified
    note: str | None = None
