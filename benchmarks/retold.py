"""Retellings of which it is known what they changed: are the changes found, and nothing else?

The invented reports of `benchmarks/retold/*.toml` are read as any report is (claims and people by rules and weights),
all of them in one register. A change is found when the link to its source has one of the same kind with the words of
one side, as the scoring contract compares words; whatever else a link says was changed is wrong. `heldout.toml` is for
measuring: nobody reads its misses.

    ./dev bench retold [--misses] [--json]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from asyl import claims, people
from asyl.knowledge import own_knowledge
from asyl.lineage import MemoryPostings, trace_all
from asyl.model import Change, Claim, DateBasis, Link, Mention, Report, View, Zone, ZoneKind

HERE = Path(__file__).resolve().parent
Wanted = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Retelling:
    """A report, the id of its source, and what it changed: kind, words of the source, words of the report."""

    report: Report
    source: str
    changes: Sequence[tuple[str, str, str]]


def scorer() -> ModuleType:
    """The scoring contract, loaded from its file."""
    spec = importlib.util.spec_from_file_location("asyl_score", HERE.parent / "tests" / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report_of(entry: Wanted, name: str) -> Report:
    text = entry["text"].strip()
    head = text.find("\n")
    return Report(
        id=name,
        digest="",
        text=text,
        text_version="1",
        language=entry.get("language", "en"),
        zones=(Zone(ZoneKind.HEADLINE, 0, head),),
        title=text[:head],
        publisher=entry["publisher"],
        published=entry["published"],
        published_basis=DateBasis.STATED,
    )


def stories(part: Path) -> Iterator[tuple[Report, list[Retelling]]]:
    """Every source with its retellings."""
    for number, story in enumerate(tomllib.loads(part.read_text(encoding="utf-8"))["story"]):
        source = report_of(story, f"{part.stem}{number:02}")
        yield (
            source,
            [
                Retelling(report_of(entry, f"{source.id}-{at}"), source.id, [tuple(one) for one in entry["changes"]])
                for at, entry in enumerate(story["retelling"])
            ],
        )


def traced(reports: Mapping[str, Report]) -> list[Link]:
    knowledge = own_knowledge()
    read: dict[str, Sequence[Claim]] = {}
    mentions: list[Mention] = []
    for report in reports.values():
        reading = claims.read(report, knowledge)
        read[report.id] = reading.claims
        mentions += reading.mentions
    proposals = people.propose(mentions, (), knowledge)
    resolved = people.resolve(mentions, proposals, (), {}, View.WORKING)
    keys = {key: person.id for person in resolved for key in person.keys}
    return trace_all(reports, read, knowledge, MemoryPostings(), keys)


def words(change: Change) -> tuple[str, str]:
    return change.before.quote if change.before else "", change.after.quote if change.after else ""


def judged(told: Sequence[Retelling], links: Sequence[Link], score: ModuleType) -> dict[str, Any]:
    wanted, hit, given = Counter[str](), Counter[str](), Counter[str]()
    lines: list[str] = []
    linked = 0
    for one in told:
        own = [link for link in links if (link.report, link.source) == (one.report.id, one.source)]
        linked += bool(own)
        found = [(change.kind.value, *words(change)) for link in own for change in link.changes]
        fits = {
            number: [(1.0, at) for at, other in enumerate(found) if _same(change, other, score)]
            for number, change in enumerate(one.changes)
        }
        pairs = score.matching(len(one.changes), {number: fitting for number, fitting in fits.items() if fitting})
        wanted.update(change[0] for change in one.changes)
        given.update(change[0] for change in found)
        hit.update(one.changes[number][0] for number in pairs)
        name = f"{one.report.id} ({len(own)})"
        lines += [f"missed {name} {c}" for number, c in enumerate(one.changes) if number not in pairs]
        lines += [f"wrong  {name} {c}" for number, c in enumerate(found) if number not in pairs.values()]
    kinds = {kind: f"{hit[kind]} of {wanted[kind]} found, {given[kind]} given" for kind in sorted(wanted | given)}
    return {
        "retellings": len(told),
        "linked": linked,
        "recall": hit.total() / max(1, wanted.total()),
        "precision": hit.total() / max(1, given.total()),
        "kinds": kinds,
        "lines": lines,
    }


def _same(wanted: tuple[str, str, str], found: tuple[str, str, str], score: ModuleType) -> bool:
    sides = ((wanted[1], found[1]), (wanted[2], found[2]))
    return wanted[0] == found[0] and any(bool(a) and bool(b) and score.same_text(a, b) for a, b in sides)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list them, but never those of the held-out part")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    parts = {path.stem: list(stories(path)) for path in sorted((HERE / "retold").glob("*.toml"))}
    every = [one for part in parts.values() for story in part for one in (story[0], *(r.report for r in story[1]))]
    links, score = traced({report.id: report for report in every}), scorer()
    results = {name: judged([r for _, told in part for r in told], links, score) for name, part in parts.items()}
    for name, result in results.items():
        lines = result.pop("lines")
        if options.misses and name != "heldout":
            print("\n".join(lines))
    if options.json:
        print(json.dumps(results, indent=1))
        return
    for name, result in results.items():
        print(
            f"{name:10} {result['retellings']} retellings, {result['linked']} linked: changes recall "
            f"{result['recall']:.3f} precision {result['precision']:.3f}"
        )
        for kind, line in result["kinds"].items():
            print(f"    {kind:15} {line}")


if __name__ == "__main__":
    main()
