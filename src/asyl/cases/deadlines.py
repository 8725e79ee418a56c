"""Deadlines: dated rules, chosen by the date of the event that starts the clock, applied to dated facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from asyl.model import DateRange, Deadline, Fact, Procedure, Rule, RuleKind, StatusEntry, Unit, Verified, WorkCalendar

from .clock import due
from .dates import LAST_DAY, range_of
from .sources import Sources
from .standing import Act, status_on
from .workdays import next_working_day, unknown_holidays, works

EXACT_DAY, EXACT_MONTH = 2, 31  # how many days a fact's date may leave open for a limit in days, and in months
MOOT = ("removal", "relocation", "citizenship_granted", "death")  # after these no limit of that country matters
_LONG = frozenset({Unit.MONTH, Unit.YEAR})

Told = Mapping[str, Sequence[tuple[str, DateRange]]]  # event -> (fact id, when) of what has happened


def in_force(procedures: Sequence[Procedure], codes: Sequence[str], day: date) -> list[tuple[Procedure, Rule]]:
    """The rules that may have held on a day in countries or bodies (codes). Two versions that meet in one month, known
    only to the month, both hold in it."""
    return [
        (procedure, rule)
        for procedure in procedures
        if procedure.country in codes and _holds(procedure.effective_from, procedure.effective_to, day)
        for rule in procedure.rules
        if _holds(rule.effective_from, rule.effective_to, day)
    ]


def _holds(first: str | None, last: str | None, day: date) -> bool:
    begins = range_of(first) if first is not None else None
    ends = range_of(last) if last is not None else None
    return (begins is None or begins.earliest <= day) and (ends is None or day <= ends.latest)


def deadlines(
    facts: Sequence[Fact],
    entries: Sequence[StatusEntry],
    countries: Mapping[str, str],
    sources: Sources,
    as_of: date,
) -> tuple[Deadline, ...]:
    """What is still to be done, or was missed, by `as_of`; limits that were kept are left out.

    A limit whose keeping no event of the vocabulary shows is listed until its day, never called missed.
    """
    found: dict[tuple[str, str, date], Deadline] = {}
    told = _told(facts, as_of)
    irregular = any(fact.event == "irregular_entry" for fact in facts)
    for fact in facts:
        start = _start(fact, EXACT_MONTH)
        if start is None or start > as_of or fact.id not in countries:
            continue
        for procedure, rule in in_force(sources.knowledge.procedures, codes_of(countries[fact.id], sources), start):
            if fact.event not in rule.triggers or not _meant(rule, start, entries, irregular):
                continue
            if rule.unit not in _LONG and _start(fact, EXACT_DAY) is None:
                continue
            calendar = sources.knowledge.calendars.get(procedure.country)
            item = _deadline(fact, procedure, rule, start, told, as_of, calendar)
            if item is not None:
                found.setdefault((item.rule, item.trigger, item.due), item)
    return tuple(sorted(found.values(), key=lambda item: (item.due, item.rule, item.trigger)))


def codes_of(country: str, sources: Sources) -> tuple[str, ...]:
    """A country and what it lies within: the codes whose procedures hold there."""
    known = sources.knowledge.countries.get(country)
    return (country, *(known.within if known is not None else ()))


def _start(fact: Fact, exact: int) -> date | None:
    """The first day on which the event can have happened: a limit never looks longer than it may be."""
    found = range_of(fact.date) if fact.date is not None else None
    return found.earliest if found is not None and found.days <= exact else None


def _meant(rule: Rule, start: date, entries: Sequence[StatusEntry], irregular: bool) -> bool:
    """True when a rule's conditions hold as far as the file tells."""
    if rule.after_irregular_entry is not None and rule.after_irregular_entry != irregular:
        return False
    if not rule.from_status:
        return True
    entry = status_on(entries, start)
    return entry is None or entry.status == "unknown" or entry.status in rule.from_status


def _deadline(
    fact: Fact,
    procedure: Procedure,
    rule: Rule,
    start: date,
    told: Told,
    as_of: date,
    calendar: WorkCalendar | None,
) -> Deadline | None:
    last = due(start, rule.limit, rule.unit, calendar) if rule.limit is not None and rule.unit is not None else None
    if last is None or _settled(rule, fact, start, last, told) or (not rule.ends and last < as_of):
        return None
    return Deadline(
        person=fact.person,
        rule=f"{procedure.id} {rule.id}",
        what=_what(rule),
        due=last,
        trigger=fact.id,
        verified=rule.verified is Verified.SEEN,
        source=_source(procedure, rule),
        missed=last < as_of,
        notes=_notes(rule, last, calendar),
    )


def _notes(rule: Rule, last: date, calendar: WorkCalendar | None) -> tuple[str, ...]:
    """How a last day stands to the days off. It is never moved: a limit shown too long is worse than one too short."""
    found = []
    if rule.unit is Unit.WORKING_DAY and (unknown := unknown_holidays(last, calendar)) is not None:
        found.append(unknown)
    if calendar is not None and not works(last, calendar):
        following = next_working_day(last, calendar)
        found.append(
            f"the last day is a {last:%A}, on which offices are closed ({calendar.source}"
            + (", unverified" if calendar.verified is Verified.RECALL else "")
            + ")"
            + (f"; the next working day is {following.isoformat()}: not counted, ask the law" if following else "")
        )
    return tuple(found)


def _told(facts: Sequence[Fact], as_of: date) -> Told:
    found: dict[str, list[tuple[str, DateRange]]] = {}
    for fact in facts:
        dated = range_of(fact.date) if fact.date is not None else None
        if dated is not None and dated.latest <= as_of:
            found.setdefault(fact.event, []).append((fact.id, dated))
    return found


def _settled(rule: Rule, fact: Fact, start: date, last: date, told: Told) -> bool:
    """True when something ended the limit. A person's own duty, done on a day after it, stays on the list as missed:
    that is an argument somebody will have to meet. `ends` begins with the act itself; what follows only implies it."""
    if rule.limit == 0 and fact.event in rule.ends:
        return True
    done = [(event, day) for event in (*rule.ends, *MOOT) for day in _after(event, fact, start, told)]
    acted = [day for event, day in done if rule.ends and event == rule.ends[0]]
    late = rule.kind is RuleKind.DUTY and bool(acted) and min(acted) > last
    return bool(done) and not late


def _after(event: str, fact: Fact, start: date, told: Told) -> Iterator[date]:
    """The first days on which events of a kind can have happened, from `start` on."""
    for other, found in told.get(event, ()):
        if other != fact.id and start <= found.latest:
            yield max(found.earliest, start)


def _what(rule: Rule) -> str:
    parts = [rule.what]
    if rule.condition:
        parts.append(f"({rule.condition})")
    if rule.tolling:
        parts.append(f"(the clock {rule.tolling})")
    return " ".join(parts)


def _source(procedure: Procedure, rule: Rule) -> str:
    parts = [rule.source]
    if rule.starts_on:
        parts.append(f"the clock starts on: {rule.starts_on}")
    if procedure.effective_from is None and rule.effective_from is None:
        parts.append("in force since when is not known")
    return "; ".join(parts)


def valid_until(act: Act, countries: Mapping[str, str], sources: Sources) -> date | None:
    """Until when the paper of an act is valid by the rules of its country; None when no rule says so."""
    code = countries.get(act.fact.id)
    if code is None or act.day == LAST_DAY:
        return None
    ends = [
        last
        for _, rule in in_force(sources.knowledge.procedures, codes_of(code, sources), act.day)
        if rule.kind is RuleKind.VALIDITY
        and act.fact.event in rule.triggers
        and rule.limit is not None
        and rule.unit is not None
        if (last := due(act.day, rule.limit, rule.unit)) is not None
    ]
    return max(ends, default=None)
