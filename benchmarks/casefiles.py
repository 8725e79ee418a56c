"""Measures how long case files take: all of a large invented register, and those that one new report touches.

    python benchmarks/casefiles.py [--people 10000] [--json]

Every person is told of by four reports with five claims each (200,000 claims for 10,000 persons); three of four reports
rest on the first by a passage, a few authors and outlets write all of them. Claims, links and texts are made before the
clock runs; what is measured is CPU time on one core: index the links, build every file; then, twenty times, put one
report more into the index and build the file that it touches.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from asyl.cases import Sources, build_from, index_sources, with_report
from asyl.knowledge import own_knowledge
from asyl.model import (
    Claim,
    DateBasis,
    Dating,
    DirectionBasis,
    JoinedBy,
    Link,
    LinkKind,
    Mention,
    Modality,
    Passage,
    Person,
    Polarity,
    Report,
    Role,
    Speaker,
    Tier,
    View,
)

REPORTS, CLAIMS, ADDED = 4, 5, 20
OUTLETS, AUTHORS = 40, 200
AS_OF = date(2026, 1, 1)
LIFE = (
    "irregular_entry",
    "arrest",
    "asylum_application",
    "asylum_registration",
    "detention",
    "conviction",
    "release",
    "asylum_refusal",
    "appeal",
    "appeal_decision",
    "status_granted",
    "extradition_request",
)


@dataclass(frozen=True)
class Invented:
    """A register: reports, links, and of each person the claims."""

    reports: Mapping[str, Report]
    links: Sequence[Link]
    people: Sequence[tuple[Person, Sequence[Claim]]]


def invent(people: int, seed: int = 7) -> Invented:
    """An invented register, the same for the same numbers."""
    dice = random.Random(seed)
    reports: dict[str, Report] = {}
    links: list[Link] = []
    files = []
    for number in range(people):
        person, claims, made = _person(number, dice)
        first = made[0]
        reports.update((report.id, report) for report in made)
        links += [_rests(report, first) for report in made[1:] if dice.random() < 0.75]
        files.append((person, claims))
    return Invented(reports, links, files)


def _person(number: int, dice: random.Random) -> tuple[Person, list[Claim], list[Report]]:
    name = f"Person Number{number}"
    born = date(2018, 1, 1) + timedelta(days=dice.randrange(2000))
    days = {event: born + timedelta(days=20 * place + dice.randrange(10)) for place, event in enumerate(LIFE)}
    made, claims, mentions = [], [], []
    for told in range(REPORTS):
        lines = [f"{name}, {20 + number % 40} years old: {event} on the day that was told." for event in LIFE[:CLAIMS]]
        report = Report(
            id=f"r{number}-{told}",
            digest="",
            text="\n".join(lines),
            text_version="1",
            language="en",
            zones=(),
            publisher=f"Outlet {dice.randrange(OUTLETS)}",
            author=f"Author Number{dice.randrange(AUTHORS)}" if dice.random() < 0.3 else None,
            published=(born + timedelta(days=300 + 40 * told)).isoformat(),
            published_basis=DateBasis.STATED,
        )
        made.append(report)
        at = 0
        for line, event in zip(lines, dice.sample(LIFE, CLAIMS), strict=True):
            mentions.append(Mention(report.span(at, at + len(name)), "n0", name, Role.PROTECTED))
            claims.append(_claim(report, at, at + len(line) - 1, event, days[event], name, dice))
            at += len(line) + 1
    keys = frozenset(mention.key for mention in mentions)
    person = Person(f"p{number}", (name,), keys, tuple(mentions), Role.PROTECTED, True, JoinedBy.SINGLE)
    return person, claims, made


def _claim(report: Report, start: int, end: int, event: str, day: date, name: str, dice: random.Random) -> Claim:
    told = (day + timedelta(days=dice.choice((0, 0, 0, 1)))).isoformat()
    dated = dice.choice((told, told, told[:7], None))
    return Claim(
        text=report.text,
        trigger=report.span(start, end),
        event=event,
        person="n0",
        person_as_written=name,
        polarity=Polarity.AFFIRMED if dice.random() < 0.95 else Polarity.NEGATED,
        modality=dice.choice((Modality.ASSERTED, Modality.ATTRIBUTED, Modality.ASSERTED, Modality.PLANNED)),
        tier=Tier.SUGGESTED,
        method="invented",
        dating=Dating(dated, "explicit") if dated else None,
        speakers=(Speaker("the lawyer"),) if dice.random() < 0.3 else (),
        place=dice.choice((None, "Almaty", "Istanbul", "Berlin")),
    )


def _rests(report: Report, source: Report) -> Link:
    words = len(report.text.split("\n", 1)[0])
    passage = Passage(report.span(0, words), source.span(0, words), 1.0)
    return Link(report.id, source.id, source.publisher, LinkKind.REWRITE, DirectionBasis.DATE, (passage,), share=0.2)


def measure(people: int) -> dict[str, float]:
    """CPU seconds for the whole, and CPU milliseconds for one report more (median and worst of twenty)."""
    made = invent(people)
    keys = {key: person.id for person, _ in made.people for key in person.keys}
    begun = time.process_time()
    sources = index_sources(made.reports, made.links, own_knowledge(), keys)
    indexed = time.process_time()
    facts = sum(len(build_from(sources, person, claims, AS_OF, View.WORKING).facts) for person, claims in made.people)
    built = time.process_time()
    single = sorted(_one_more(sources, made, number) for number in range(min(ADDED, people)))
    return {
        "people": people,
        "claims": sum(len(claims) for _, claims in made.people),
        "facts": facts,
        "index_s": round(indexed - begun, 2),
        "build_s": round(built - indexed, 2),
        "added_ms_median": round(1000 * single[len(single) // 2], 1),
        "added_ms_worst": round(1000 * single[-1], 1),
    }


def _one_more(sources: Sources, made: Invented, number: int) -> float:
    """CPU seconds to put a re-report about one person into the index and to build that person's file."""
    person, claims = made.people[number]
    first = made.reports[f"r{number}-0"]
    report = Report(
        id=f"new{number}",
        digest="",
        text=first.text,
        text_version="1",
        language="en",
        zones=(),
        publisher="Outlet 1",
        author=f"Author Number{number}",
        published="2025-10-10",
        published_basis=DateBasis.STATED,
    )
    begun = time.process_time()
    grown = with_report(sources, report, [_rests(report, first)], {(report.id, "n0"): person.id})
    build_from(grown, person, claims, AS_OF, View.WORKING)
    return time.process_time() - begun


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(argv)
    found = measure(options.people)
    print(json.dumps(found) if options.json else "\n".join(f"{name:<18}{value:>12}" for name, value in found.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
