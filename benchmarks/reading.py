"""Measures `claims.read` on annotated sets, report by report: persons within reports, and claims.

    python benchmarks/reading.py [--reports SET_FOLDER]... [--head gold|read] [--misses N] [--json]

A set folder holds `gold.json` and `reports/` (tests/score/score.py tells the measures). Persons are not joined across
reports here, so recall of the people part is that of one report at a time: each report is scored as a set of its own
and the counts are added up.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from asyl.claims import Reading, read
from asyl.knowledge import Knowledge, own_knowledge
from asyl.model import Claim, DateBasis, Report, Zone, ZoneKind
from asyl.text import read_head

ROOT = Path(__file__).resolve().parent.parent


def scorer() -> ModuleType:
    """The scoring contract, loaded from its file."""
    spec = importlib.util.spec_from_file_location("asyl_score", ROOT / "tests" / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_report(entry: dict[str, Any], text: str) -> Report:
    """A report whose head is what the gold file says."""
    start, end = entry["body_start"], entry["body_end"]
    zones = [Zone(ZoneKind.HEADLINE, 0, start)] if start else []
    if end < len(text):
        zones.append(Zone(ZoneKind.CHROME, end, len(text)))
    return Report(
        entry["id"], "0" * 64, text, "1", entry["language"], tuple(zones), entry["title"], entry["publisher"],
        entry["author"], entry["published"], DateBasis.STATED if entry["published"] else DateBasis.UNKNOWN,
    )  # fmt: skip


def read_report(entry: dict[str, Any], text: str, knowledge: Knowledge) -> Report:
    """A report whose head is read from its text, as the product does."""
    head = read_head(text, knowledge.languages)
    return Report(
        entry["id"], "0" * 64, text, "1", head.language, head.zones, head.title, head.publisher, head.author,
        head.published, head.published_basis,
    )  # fmt: skip


def as_output(reports: list[Report], readings: list[Reading]) -> dict[str, Any]:
    """The scorer's shape; a person is (report, local)."""
    people: dict[str, dict[str, Any]] = {}
    claims: list[dict[str, Any]] = []
    for reading in readings:
        for mention in reading.mentions:
            key = "/".join(mention.key)
            person = people.setdefault(key, {"id": key, "names": [mention.name], "mentions": []})
            person["mentions"].append({"report": mention.report, "start": mention.span.start, "end": mention.span.end})
        claims += [as_claim(claim) for claim in reading.claims]
    heads = [{"id": report.id, "path": f"{report.id}.txt"} for report in reports]
    return {"reports": heads, "people": list(people.values()), "claims": claims}


def as_claim(claim: Claim) -> dict[str, Any]:
    return {
        "report": claim.report,
        "person": "/".join(claim.key) if claim.key else None,
        "event": claim.event,
        "date": claim.date,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "speaker": claim.speaker,
        "start": claim.trigger.start,
        "end": claim.trigger.end,
        "tier": claim.tier.value,
        "attributes": dict(claim.attributes),
    }


def read_set(folder: Path, head: str, language: str) -> tuple[dict[str, Any], list[Report], list[Reading], float]:
    """Gold, reports, readings and the CPU seconds that reading took, of the reports in `language` ("" for all)."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    knowledge = own_knowledge()
    reports, readings, spent = [], [], 0.0
    gold["reports"] = [entry for entry in gold["reports"] if language in ("", entry["language"])]
    held = {entry["id"] for entry in gold["reports"]}
    gold["claims"] = [claim for claim in gold["claims"] if claim["report"] in held]
    for entry in gold["reports"]:
        text = (folder / "reports" / f"{entry['id']}.txt").read_bytes().decode("utf-8")
        reports.append(gold_report(entry, text) if head == "gold" else read_report(entry, text, knowledge))
        started = time.process_time()
        readings.append(read(reports[-1], knowledge))
        spent += time.process_time() - started
    return gold, reports, readings, spent


def people_alone(
    module: ModuleType, gold: dict[str, Any], reports: list[Report], output: dict[str, Any]
) -> dict[str, Any]:
    """B-cubed and detection of each report as a set of its own, counts added up over reports."""
    total: Counter[str] = Counter()
    weighted = {"p": 0.0, "r": 0.0}
    for report in reports:
        here = {
            "reports": [entry for entry in gold["reports"] if entry["id"] == report.id],
            "people": _present(gold["people"], report.text, module),
            **{part: [] for part in ("claims", "lineage", "facts", "status", "overstatements")},
        }
        system = {
            "reports": [{"id": report.id, "path": f"{report.id}.txt"}],
            "people": [person for person in output["people"] if person["id"].split("/")[0] == report.id],
        }
        part = module.score(here, system, {report.id: report.text})["people"]
        weighted["p"] += (part["bcubed"]["p"] or 0.0) * part["bcubed"]["matched"]
        weighted["r"] += (part["bcubed"]["r"] or 0.0) * part["bcubed"]["gold"]
        total.update({key: part["bcubed"][key] for key in ("matched", "gold")})
        total.update({f"d_{key}": part["detection"][key] for key in ("matched", "gold", "system")})
    p, r = weighted["p"] / max(1, total["matched"]), weighted["r"] / max(1, total["gold"])
    found = total["d_matched"]
    return {
        "bcubed": {"p": p, "r": r, "f1": 2 * p * r / ((p + r) or 1.0)},
        "detection": {"p": found / max(1, total["d_system"]), "r": found / max(1, total["d_gold"])},
        "mention_recall": total["matched"] / max(1, total["gold"]),
    }


def _present(people: list[dict[str, Any]], text: str, module: ModuleType) -> list[dict[str, Any]]:
    return [person for person in people if module.find_names(text, person["variants"])]


def measure(folder: Path, head: str, language: str, misses: int) -> dict[str, Any]:
    module = scorer()
    gold, reports, readings, spent = read_set(folder, head, language)
    output = as_output(reports, readings)
    texts = {report.id: report.text for report in reports}
    scored = module.score(gold, output, texts, misses)
    words = sum(len(report.text.split()) for report in reports)
    return {
        "set": folder.name,
        "people": people_alone(module, gold, reports, output),
        "claims": scored["claims"],
        "reports_per_second_at_600_words": words / 600 / (spent or 1.0),
        "lists": scored.get("lists", {}),
    }


def show(result: dict[str, Any]) -> None:
    people, claims = result["people"], result["claims"]
    print(f"{result['set']}: {result['reports_per_second_at_600_words']:.0f} reports of 600 words a second")
    print("  people within reports   B-cubed P {p:.3f} R {r:.3f} F1 {f1:.3f}".format(**people["bcubed"]))
    print("  person detection        P {p:.3f} R {r:.3f}".format(**people["detection"]))
    for name in ("relaxed", "person_event", "content", "strict"):
        row = claims[name]
        figures = " ".join(f"{key.upper()} {row[key] or 0:.3f}" for key in ("p", "r", "f1"))
        print(f"  {name:<22}  {figures}  ({row['matched']} of {row['gold']}, {row['system']} given)")
    print(f"  shown in some tier      {claims['shown_recall']:.3f}   dangerous {claims['dangerous']}")
    print("  " + "  ".join(f"{name} {value:.3f}" for name, value in claims["accuracy"].items() if value is not None))
    for part in ("people", "claims"):
        for side in ("missed", "spurious"):
            for line in result["lists"].get(part, {}).get(side, []):
                print(f"    {part} {side}: {line}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path, action="append", help="a set folder; may be given several times")
    parser.add_argument(
        "--head", choices=("gold", "read"), default="read", help="where the head of a report comes from"
    )
    parser.add_argument("--language", default="", help="only reports of this language")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list up to N missed and N spurious items")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    folders = options.reports or [ROOT / "examples"]
    results = [measure(folder, options.head, options.language, options.misses) for folder in folders]
    if options.json:
        print(json.dumps(results, ensure_ascii=False, indent=1))
    else:
        for result in results:
            show(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
