"""Roles that a re-report swaps: its source tells a thing of one person, it tells the same thing of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from asyl.model import CaseFile, Fact, Inconsistency

from .dates import range_of
from .sources import Sources

Told = Mapping[str, Sequence[tuple[CaseFile, Fact]]]  # report -> what it tells, of whom


def role_swaps(cases: Sequence[CaseFile], sources: Sources) -> tuple[Inconsistency, ...]:
    """One inconsistency for each fact that a report tells of one person and its source of another, on one day.

    Both persons have to be named in both reports, and neither report tells the thing of the other person: two people
    who were arrested together are no swap. Only happenings with a day count.
    """
    told: dict[str, list[tuple[CaseFile, Fact]]] = {}
    named: dict[str, set[str]] = {}
    for case in cases:
        for mention in case.person.mentions:
            named.setdefault(mention.report, set()).add(case.person.id)
        for fact in case.facts:
            day = range_of(fact.date) if fact.date else None
            if day is not None and not day.days:
                for report in fact.reports:
                    told.setdefault(report, []).append((case, fact))
    found = [
        item
        for report in sorted(told)
        for source in sorted({link.source for link in sources.links.get(report, ()) if link.source in told} - {None})
        for item in _between(report, str(source), told, named, sources)
    ]
    return tuple(dict.fromkeys(found))


def _between(
    report: str, source: str, told: Told, named: Mapping[str, set[str]], sources: Sources
) -> Iterator[Inconsistency]:
    both = named.get(report, set()) & named.get(source, set())
    if len(both) < 2:
        return
    here = _by_happening(told[report], both)
    there = _by_happening(told[source], both)
    for key in sorted(here.keys() & there.keys()):
        mine, theirs = here[key], there[key]
        if len(mine) != 1 or len(theirs) != 1 or mine.keys() & theirs.keys():
            continue
        (case, fact), (other, original) = next(iter(mine.values())), next(iter(theirs.values()))
        event, day = key
        label = sources.knowledge.events[event].label if event in sources.knowledge.events else event
        sentence = f'"{label}", {day}: told of {case.person.name} here, of {other.person.name} by the source'
        spans = tuple(claim.trigger for claim in fact.claims if claim.report == report)
        spans += tuple(claim.trigger for claim in original.claims if claim.report == source)
        for person in (case.person.id, other.person.id):
            yield Inconsistency(person, "role", sentence, spans)


def _by_happening(
    told: Sequence[tuple[CaseFile, Fact]], people: set[str]
) -> dict[tuple[str, str], dict[str, tuple[CaseFile, Fact]]]:
    """Event and day -> person -> where it is told, for some people."""
    found: dict[tuple[str, str], dict[str, tuple[CaseFile, Fact]]] = {}
    for case, fact in told:
        if case.person.id in people and fact.date is not None:
            found.setdefault((fact.event, fact.date), {})[case.person.id] = (case, fact)
    return found
