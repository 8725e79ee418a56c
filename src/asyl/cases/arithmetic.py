"""Arithmetic on dates: weekdays, how long a paper is valid, how long somebody was held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from asyl.model import Claim, DateRange, Fact, Inconsistency, Language, RuleKind, Verified

from .clock import due
from .dates import range_of, when
from .deadlines import codes_of, in_force
from .numbers import stated_durations
from .sources import Sources

BESIDE = 16  # code points before a date in which its weekday stands
VALID_SLACK = 3  # days by which a paper may run out sooner or later than counted
HELD_SLACK = 32  # days: durations are told in whole months
HOLDING = ("arrest", "detention")

Counted = tuple[date, str, int]  # a last day, how it was counted, by how many days it may be off


def arithmetic(facts: Sequence[Fact], countries: Mapping[str, str], sources: Sources) -> list[Inconsistency]:
    """Weekdays that are not those of their dates, papers that run out on another day than counted, and times served
    that do not fit the days between an arrest and a release."""
    found = [item for fact in facts for claim in fact.claims for item in _weekday(fact, claim, sources)]
    for fact in facts:
        found += _validity(fact, countries.get(fact.id), sources)
    return [*found, *_served(facts, sources)]


def _weekday(fact: Fact, claim: Claim, sources: Sources) -> Iterator[Inconsistency]:
    """ "Tuesday, March 26" of a year in which it was a Wednesday."""
    span = claim.dating.span if claim.dating else None
    report, day = sources.reports.get(claim.report), when(claim)
    language = sources.knowledge.language(report.language) if report is not None else None
    if span is None or report is None or language is None or day is None or day.days:
        return
    if not any(char.isdigit() for char in span.quote):
        return  # the day was counted from the weekday
    start = max(report.text.rfind("\n", 0, span.start) + 1, span.start - BESIDE)
    named = _weekday_in(report.text[start : span.end], language)
    if named is not None and named != day.earliest.weekday():
        sentence = f"{claim.date} was a {day.earliest:%A}, the report gives it another weekday"
        yield Inconsistency(fact.person, "weekday", sentence, (report.span(start, span.end),))


def _weekday_in(words: str, language: Language) -> int | None:
    """The weekday that stands last before a date."""
    parts = [part.strip(",.;:()'\"").casefold() for part in words.split()]
    found = [language.calendar.weekdays[part] for part in parts if part in language.calendar.weekdays]
    return found[-1] if found else None


def _validity(fact: Fact, country: str | None, sources: Sources) -> Iterator[Inconsistency]:
    """A stated last day against the day of issue with the stated or the lawful duration."""
    day = range_of(fact.date) if fact.date else None
    if day is None or day.days:
        return
    for claim in fact.claims:
        stated = range_of(str(claim.attribute("valid_until") or ""))
        if stated is None or stated.days > 1:
            continue
        told = _told_validity(day, claim, sources)
        counted = told or _lawful(fact, day.earliest, country, sources)
        if counted and not any(_near(last, stated, slack) for last, _, slack in counted):
            last, how, _ = counted[0]
            sentence = (
                f"valid until {claim.attribute('valid_until')} as stated; {fact.date} and {how} make {last.isoformat()}"
            )
            yield Inconsistency(fact.person, "validity", sentence, (claim.trigger,))


def _near(last: date, stated: DateRange, slack: int) -> bool:
    return stated.earliest.toordinal() - slack <= last.toordinal() <= stated.latest.toordinal() + slack


def _told_validity(day: DateRange, claim: Claim, sources: Sources) -> list[Counted]:
    """Durations come in days of even months and years: a day in sixty is left open for that."""
    found = []
    for number in stated_durations(claim, sources):
        try:
            last = day.earliest + timedelta(days=number.size)
        except OverflowError:
            continue
        found.append((last, number.label, VALID_SLACK + number.size // 60))
    return found


def _lawful(fact: Fact, day: date, country: str | None, sources: Sources) -> list[Counted]:
    if country is None:
        return []
    return [
        (
            last,
            f"{rule.limit} {rule.unit.replace('_', ' ')} by {rule.source}"
            + (" (unverified)" if rule.verified is Verified.RECALL else ""),
            VALID_SLACK,
        )
        for _, rule in in_force(sources.knowledge.procedures, codes_of(country, sources), day)
        if rule.kind is RuleKind.VALIDITY and fact.event in rule.triggers
        if rule.limit is not None and rule.unit is not None
        if (last := due(day, rule.limit, rule.unit)) is not None
    ]


def _served(facts: Sequence[Fact], sources: Sources) -> Iterator[Inconsistency]:
    """A duration told with a release, against every day on which it may have begun."""
    begins = [
        (fact, day)
        for fact in facts
        if fact.event in HOLDING and fact.date and (day := range_of(fact.date)) is not None and day.days <= HELD_SLACK
    ]
    for fact in facts:
        day = range_of(fact.date) if fact.date else None
        if fact.event != "release" or day is None or day.days > HELD_SLACK:
            continue
        before = [(other, begun) for other, begun in begins if begun.earliest <= day.latest]
        for claim in fact.claims:
            numbers = stated_durations(claim, sources)
            if len({number.size for number in numbers}) != 1 or not before:
                continue
            served = numbers[0]
            spans = [(other, (day.earliest - begun.earliest).days) for other, begun in before]
            if all(abs(held - served.size) > HELD_SLACK + served.size // 10 for _, held in spans):
                other, held = min(spans, key=lambda pair: (abs(pair[1] - served.size), pair[0].id))
                sentence = f"held {served.label} as told; from {other.date} to {fact.date} are {held} days"
                words = (claim.trigger, *(one.trigger for one in other.claims))
                yield Inconsistency(fact.person, "time served", sentence, words)
