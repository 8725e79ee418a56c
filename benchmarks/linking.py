"""Linking alone: gold triggers are given, persons, dates, speakers, modality and polarity are to be found.

    python -m benchmarks.linking [--parts a,b] [--errors N]

Leave one part out over `corpus/`: each part is linked by models that never saw it. Every gold claim of a report is
handed over as its place and its event; printed is how often the linked persons hold the gold person (R) and are gold
(P), how often the date is the gold one or rightly none (`date`) and compatible, how often the speaker is right where
gold names one (`speaker`) and where it names none (`silent`), and modality and polarity. `persons`: B-cubed of the
names within each report and precision and recall of mentions. `--errors N` lists up to N wrong ones of each kind.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Any

from asyl.claims.learned_links import PARTS, LinkModels, Links, linked
from asyl.claims.learned_model import Model
from asyl.claims.learned_triggers import Candidate
from asyl.knowledge import own_knowledge, read_weights
from benchmarks.learned import scorer
from train.corpus import ROOT, Gold, Sample, load_part, part_names
from train.pairs import fit_links, placed

WHAT = ("person R", "person P", "date", "date~", "speaker", "silent", "modality", "polarity")


def judge(part: str, samples: Sequence[Sample], models: LinkModels, listed: list[str]) -> Counter[str]:
    """Right and asked of every kind, keys `<kind>` and `<kind>/`."""
    tools = scorer()
    total: Counter[str] = Counter()
    for sample in samples:
        found = placed(sample)
        others = [candidate for candidate, _ in found]
        for (candidate, claims), links in zip(found, linked(sample.ground, models, others), strict=True):
            _judge_one(tools, sample, candidate, claims, links, total, listed)
    return total


def _judge_one(
    tools: ModuleType, sample: Sample, candidate: Candidate, claims: Sequence[Gold], links: Links,
    total: Counter[str], listed: list[str],
) -> None:  # fmt: skip
    given = [sample.persons.get(person.local, person.local) for person in links.persons]
    wanted = {claim["person"] for claim in claims}
    total["person P"] += sum(who in wanted for who in given)
    total["person P/"] += len(given)
    for claim in claims:
        speaker = links.speakers[0].name if links.speakers else None
        edtf = links.dating.edtf if links.dating else None
        right = {
            "person R": claim["person"] in given,
            "date": tools.same_date(claim["date"], edtf),
            "date~": bool(tools.compatible(claim["date"], edtf)),
            "modality": claim["modality"] == links.modality,
            "polarity": claim["polarity"] == links.polarity,
        }
        if claim["speaker"] is not None:
            right["speaker"] = _same_speaker(tools, sample, claim["speaker"], speaker)
        else:
            right["silent"] = speaker is None
        for what, fits in right.items():
            total[what] += fits
            total[what + "/"] += 1
            if not fits:
                got = {
                    "date": edtf, "date~": edtf, "speaker": speaker, "silent": speaker, "person R": given,
                    "modality": links.modality, "polarity": links.polarity,
                }  # fmt: skip
                key = "person" if what == "person R" else "speaker" if what == "silent" else what.rstrip("~")
                before = sample.page.report.text[max(0, claim["start"] - 90) : claim["start"]].replace("\n", " / ")
                told = f"{claim['report']} {claim['event']} gold {claim[key]} got {got[what]}"
                listed.append(f"{what}: {told} | {before}[[{claim['quote']}]]")


def _same_speaker(tools: ModuleType, sample: Sample, gold: str, got: str | None) -> bool:
    if not got:
        return False
    owners: dict[str, set[str]] = defaultdict(set)
    for person in sample.people.values():
        for name in person["variants"]:
            owners[tools.norm(name)].add(person["id"])
    same = owners.get(tools.norm(gold), set()) & owners.get(tools.norm(got), set())
    return bool(tools.same_name(gold, got) or same)


def persons(part: str, samples: Iterable[Sample]) -> dict[str, float]:
    """B-cubed within each report and detection of mentions, added up."""
    tools = scorer()
    gold = json.loads((ROOT / part / "gold.json").read_text(encoding="utf-8"))
    total: Counter[str] = Counter()
    weighted = {"p": 0.0, "r": 0.0}
    for sample in samples:
        name, text = sample.page.report.id, sample.page.report.text
        people = [person for person in gold["people"] if tools.find_names(text, person["variants"])]
        here = {"reports": [one for one in gold["reports"] if one["id"] == name], "people": people}
        here |= {kind: [] for kind in ("claims", "lineage", "facts", "status", "overstatements")}
        system = {"reports": [{"id": name, "path": f"{name}.txt"}], "people": list(_people(sample))}
        result = tools.score(here, system, {name: text})["people"]
        row = result["bcubed"]
        weighted["p"] += (row["p"] or 0.0) * row["matched"]
        weighted["r"] += (row["r"] or 0.0) * row["gold"]
        total.update({key: row[key] for key in ("matched", "gold")})
        total.update({f"d {key}": result["detection"][key] for key in ("matched", "gold", "system")})
    p, r = weighted["p"] / max(1, total["matched"]), weighted["r"] / max(1, total["gold"])
    return {
        "P": p, "R": r, "F1": 2 * p * r / ((p + r) or 1.0), "mentions R": total["matched"] / max(1, total["gold"]),
        "persons P": total["d matched"] / max(1, total["d system"]),
        "persons R": total["d matched"] / max(1, total["d gold"]),
    }  # fmt: skip


def _people(sample: Sample) -> Iterable[dict[str, Any]]:
    name = sample.page.report.id
    for person in sample.page.persons:
        chunks = [chunk for line in sample.page.lines for chunk in line.chunks if chunk.who == person.local]
        places = [{"report": name, "start": chunk.start, "end": chunk.end} for chunk in chunks]
        yield {"id": person.local, "names": [" ".join(person.name)], "mentions": places}


def row(name: str, total: Counter[str]) -> str:
    told = [f"{what} {total[what] / max(1, total[what + '/']):.3f}" for what in WHAT]
    return f"{name:<28} {'  '.join(told)}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", default="", help="measure only these")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument(
        "--together", action="store_true", help="one model for all measured parts that saw none of them"
    )
    parser.add_argument("--names", action="store_true", help="persons only: nothing is trained")
    options = parser.parse_args(arguments)
    knowledge = own_knowledge()
    parts = {name: load_part(name, knowledge) for name in part_names()}
    everything: Counter[str] = Counter()
    listed: list[str] = []
    held = options.parts.split(",") if options.parts else sorted(parts)
    models: LinkModels | None = None
    for part in held:
        told = "  ".join(f"{key} {value:.3f}" for key, value in persons(part, parts[part]).items())
        print(f"{part:<28} names: {told}", flush=True)
        if options.names:
            continue
        started = time.monotonic()
        out = held if options.together else [part]
        if models is None or not options.together:
            tables = fit_links([sample for name in sorted(parts) if name not in out for sample in parts[name]])
            models = LinkModels(*(Model(read_weights(name, tables[name])) for name in PARTS))
        total = judge(part, parts[part], models, listed)
        everything += total
        print(row(part, total), f"{time.monotonic() - started:.0f} s", flush=True)
    print(row("all", everything))
    for what in WHAT:
        for line in [line for line in listed if line.startswith(what + ":")][: options.errors]:
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
