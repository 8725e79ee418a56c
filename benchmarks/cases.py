"""Measures the cases room alone: gold claims, people and links of an annotated set in, facts and statuses out, scored.

    python benchmarks/cases.py [FOLDER] [--json] [--misses N]

FOLDER holds gold.json and reports/ (default: examples/). The gold is turned into model values (claims at their offsets,
links with their passages), a case file is built for every protected person, and the shared scorer judges facts,
origins, disagreements, status and overstatements. Nothing of the answer (facts, status, overstatements) is read.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from asyl.cases import build_from, index_sources
from asyl.knowledge import own_knowledge
from asyl.model import (
    CaseFile,
    Change,
    ChangeKind,
    Claim,
    DateBasis,
    Dating,
    DirectionBasis,
    Fact,
    JoinedBy,
    Link,
    LinkKind,
    Mention,
    Modality,
    Passage,
    Person,
    PersonKey,
    Polarity,
    Report,
    Role,
    Span,
    Speaker,
    Tier,
    View,
    Zone,
    ZoneKind,
)

ROOT = Path(__file__).resolve().parent.parent
Json = dict[str, Any]


def scorer() -> ModuleType:
    """The scoring program, kept byte for byte as the contract ships it, outside any package."""
    spec = importlib.util.spec_from_file_location("asyl_score", ROOT / "tests" / "score" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("tests/score/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reports_of(gold: Json, texts: Mapping[str, str]) -> dict[str, Report]:
    return {item["id"]: _report(item, texts[item["id"]]) for item in gold["reports"]}


def _report(item: Json, text: str) -> Report:
    title = text.find(item["title"])
    zones = (Zone(ZoneKind.HEADLINE, title, title + len(item["title"])),) if title >= 0 else ()
    return Report(
        id=item["id"],
        digest="",
        text=text,
        text_version="1",
        language=item["language"],
        zones=zones,
        title=item["title"],
        publisher=item["publisher"],
        author=item["author"],
        published=item["published"],
        published_basis=DateBasis.STATED if item["published"] else DateBasis.UNKNOWN,
    )


def claims_of(gold: Json, reports: Mapping[str, Report], score: ModuleType) -> dict[str, list[Claim]]:
    """Person -> the gold claims about them."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for item in gold["claims"]:
        found[item["person"]].append(_claim(item, reports[item["report"]], _owner(item, gold, score)))
    return found


def _owner(item: Json, gold: Json, score: ModuleType) -> str | None:
    """The person that a gold speaker is: one whose name it is, else the only one with such a name in the report."""
    if not item["speaker"]:
        return None
    people = gold["people"]
    exact = [person["id"] for person in people if item["speaker"] in person["variants"]]
    here = {claim["person"] for claim in gold["claims"] if claim["report"] == item["report"]}
    alike = [
        person["id"]
        for person in people
        if person["id"] in here and any(score.same_name(item["speaker"], form) for form in person["variants"])
    ]
    for found in (exact, alike):
        if len(found) == 1:
            return str(found[0])
    return None


def _claim(item: Json, report: Report, owner: str | None) -> Claim:
    speaker = item["speaker"]
    return Claim(
        text=report.text,
        trigger=report.span(item["start"], item["end"]),
        event=item["event"],
        person=item["person"],
        person_as_written=item["person"],
        polarity=Polarity(item["polarity"]),
        modality=Modality(item["modality"]),
        tier=Tier.SUGGESTED,
        method="gold",
        dating=Dating(item["date"], "explicit") if item["date"] else None,
        speakers=(Speaker(speaker, local=owner),) if speaker else (),
        place=item["attributes"].get("place"),
        attributes=tuple(sorted(item["attributes"].items())),
    )


def links_of(gold: Json, reports: Mapping[str, Report]) -> list[Link]:
    return [_link(item, reports) for item in gold["lineage"]]


def _link(item: Json, reports: Mapping[str, Report]) -> Link:
    here, there = reports[item["report"]], reports.get(item["source"] or "")
    passages = _passages(item, here, there) if there is not None else ()
    changes = tuple(
        Change(ChangeKind(c["kind"]), _find(there, c["from"]), _find(here, c["to"])) for c in item["changes"]
    )
    return Link(
        report=here.id,
        source=item["source"],
        source_name=item["source_name"],
        kind=LinkKind(item["kind"]),
        basis=DirectionBasis.ATTRIBUTION,
        passages=passages,
        changes=changes,
        share=min(1.0, sum(p.here.end - p.here.start for p in passages) / max(1, len(here.text))),
    )


def _passages(item: Json, here: Report, there: Report) -> tuple[Passage, ...]:
    return tuple(
        Passage(here.span(s["start"], s["end"]), there.span(s["source_start"], s["source_end"]), 1.0)
        for s in item["spans"]
    )


def _find(report: Report | None, words: str | None) -> Span | None:
    at = report.text.find(words) if report is not None and words else -1
    return report.span(at, at + len(words)) if report is not None and words is not None and at >= 0 else None


def people_of(gold: Json, texts: Mapping[str, str], reports: Mapping[str, Report], score: ModuleType) -> list[Person]:
    mentions: dict[str, list[Mention]] = defaultdict(list)
    names = {person["id"]: person["name"] for person in gold["people"]}
    for report, start, end, who in score.gold_mentions(gold["people"], texts):
        mentions[who].append(Mention(reports[report].span(start, end), who, names[who], Role.OTHER))
    return [_person(item, mentions[item["id"]]) for item in gold["people"]]


def _person(item: Json, mentions: Sequence[Mention]) -> Person:
    return Person(
        id=item["id"],
        names=tuple(item["variants"]),
        keys=frozenset(mention.key for mention in mentions),
        mentions=tuple(mentions),
        role=Role.PROTECTED if item["protected"] else Role.OTHER,
        protected=item["protected"],
        joined_by=JoinedBy.JUDGEMENT,
    )


def case_files(gold: Json, texts: Mapping[str, str], score: ModuleType) -> list[CaseFile]:
    """The case file of everybody the gold has facts for a person of: all of its people with claims."""
    reports = reports_of(gold, texts)
    claims = claims_of(gold, reports, score)
    people = people_of(gold, texts, reports, score)
    keys: dict[PersonKey, str] = {(report, person.id): person.id for person in people for report in reports}
    sources = index_sources(reports, links_of(gold, reports), own_knowledge(), keys)
    as_of = max(date.fromisoformat(item["published"]) for item in gold["reports"] if item["published"])
    return [
        build_from(sources, person, claims[person.id], as_of, View.WORKING) for person in people if claims[person.id]
    ]


def output_of(gold: Json, texts: Mapping[str, str], cases: Sequence[CaseFile], score: ModuleType) -> Json:
    """What the scorer reads: people, claims and lineage are gold's own, the rest is the room's."""
    shown: Json = score.gold_as_output(gold, texts)
    shown["facts"] = [_fact(fact) for case in cases for fact in case.facts]
    shown["status"] = [
        {"person": entry.person, "as_of": entry.as_of.isoformat(), "status": entry.status}
        for case in cases
        for entry in case.statuses
    ]
    shown["overstatements"] = [
        {"report": item.report, "person": item.person, "claimed_status": item.claimed, "proven_status": item.proven}
        for case in cases
        for item in case.overstatements
    ]
    return shown


def _fact(fact: Fact) -> Json:
    return {
        "person": fact.person,
        "event": fact.event,
        "date": fact.date,
        "reports": list(fact.reports),
        "origins": len(fact.origins),
        "disagreement": {"on": fact.disagreement.on} if fact.disagreement is not None else None,
    }


def table(out: Json) -> str:
    facts = out["facts"]
    rows = (
        ("facts, F1", facts["found"]["f1"], 0.95),
        ("origins exact, 2+ reports", facts["origins_accuracy_2plus_reports"], 0.85),
        ("(printing 1 always would get)", facts["origins_constant_1_2plus_reports"], None),
        ("disagreements, P", facts["disagreement"]["p"], 0.90),
        ("disagreements, R", facts["disagreement"]["r"], 0.90),
        ("status at date", out["status"]["accuracy"], 1.00),
        ("overstatements, P", out["overstatements"]["exact"]["p"], 0.95),
        ("overstatements, R", out["overstatements"]["exact"]["r"], 0.95),
    )
    return "\n".join(f"{name:<32}{value:>7.3f}" + (f"   bar {bar:.2f}" if bar else "") for name, value, bar in rows)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "examples")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list up to N misses per part")
    options = parser.parse_args(argv)
    score = scorer()
    gold = json.loads((options.folder / "gold.json").read_text(encoding="utf-8"))
    texts = score.load_texts(options.folder / "reports", gold)
    cases = case_files(gold, texts, score)
    out = score.score(gold, output_of(gold, texts, cases, score), texts, options.misses)
    parts = {part: out[part] for part in ("facts", "status", "overstatements")}
    if options.json:
        print(json.dumps(parts, ensure_ascii=False, indent=1))
        return 0
    print(table(out))
    for part in ("facts", "origins", "disagreement", "status", "overstatements"):
        for side, lines in out.get("lists", {}).get(part, {}).items():
            for line in lines:
                print(f"  {part} {side}: {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
