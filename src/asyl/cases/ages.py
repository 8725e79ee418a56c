"""Ages that a report gives a person, held against the birth and against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from asyl.model import DateRange, Fact, Inconsistency, Person, Report, Span
from asyl.text import find_dates

from .dates import published, range_of
from .sources import Sources

BESIDE = 40  # code points after (or a few before) a name in which an age is this person's
_BEFORE = 24
_MENTIONS = 2  # of one person in one report, the first ones: ages are told where somebody is introduced
_DIGITS = re.compile(r"\d")
_BREAK = re.compile(r"[.!?;\n]")


@dataclass(frozen=True, slots=True)
class Age:
    """An age as told, and the years in which a person of that age was born."""

    years: int
    span: Span
    born: DateRange


def ages(person: Person, sources: Sources) -> list[Age]:
    """The ages that stand beside a person's name, in reports that say when they came out."""
    found: dict[Span, Age] = {}
    seen: dict[str, int] = {}
    for mention in sorted(person.mentions, key=lambda item: (item.report, item.span.start)):
        report = sources.reports.get(mention.report)
        out = published(report)
        seen[mention.report] = seen.get(mention.report, 0) + 1
        if report is None or out is None or seen[mention.report] > _MENTIONS:
            continue
        for years, span in _beside(report, mention.span, sources):
            if (born := _born(years, out)) is not None:
                found[span] = Age(years, span, born)
    return sorted(found.values(), key=lambda age: (age.span.report, age.span.start))


def _beside(report: Report, name: Span, sources: Sources) -> Iterator[tuple[int, Span]]:
    """Ages just before the name ("27-year-old X"), and just after it in its sentence ("X, 27 years old")."""
    text = report.text
    stop = _BREAK.search(text, name.end, name.end + BESIDE)
    after = (name.end, stop.start() if stop else min(len(text), name.end + BESIDE))
    for start, end in ((max(0, name.start - _BEFORE), name.start), after):
        if not _DIGITS.search(text, start, min(end, start + _BEFORE)):
            continue
        language = sources.knowledge.language(report.language)
        for found in find_dates(text, language, report.published, start=start, end=end):
            gap = text[found.end : name.start] if end == name.start else text[name.end : found.start]
            near = len(gap.split()) <= (2 if end == name.start else 1)
            if near and found.kind == "age" and found.count is not None and found.unit == "year":
                yield found.count, report.span(found.start, found.end)


def _born(years: int, out: DateRange) -> DateRange | None:
    """The years in which somebody of an age was born, a year more on either side for careless counting."""
    try:
        return DateRange(date(out.earliest.year - years - 2, 1, 1), date(out.latest.year - years + 1, 12, 31))
    except ValueError:
        return None


def age_conflicts(person: Person, facts: Sequence[Fact], sources: Sources) -> list[Inconsistency]:
    """Ages that no birth of the file allows, and pairs of reports whose ages no birth allows."""
    told = ages(person, sources)
    births = [(fact, day) for fact in facts if fact.event == "birth" and fact.date and (day := range_of(fact.date))]
    found = [
        Inconsistency(
            person.id,
            "age",
            f"{age.years} years old when the report came out; born {fact.date}",
            (age.span, *(claim.trigger for claim in fact.claims)),
        )
        for age in told
        for fact, day in births
        if not age.born.overlaps(day)
    ]
    if told and not found:
        youngest, oldest = max(told, key=_late), min(told, key=_late)
        if not youngest.born.overlaps(oldest.born):
            sentence = f"{oldest.years} years old by one report and {youngest.years} by another: no birth fits both"
            found.append(Inconsistency(person.id, "age", sentence, (oldest.span, youngest.span)))
    return found


def _late(age: Age) -> tuple[date, str, int]:
    return age.born.earliest, age.span.report, age.span.start
