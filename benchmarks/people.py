"""Names and people: how well pairs of names are told apart beside the peers, how fast, and how well a set's persons are
put together from its gold mentions.

Pairs: a JSON file {"people": {id: [spelling]}, "different": [[name, name, why]]} (open = all pairs of spellings of one
person against all other pairs; hard = against "different" alone), and a CSV file with the columns schema, name1, name2,
is_match (Person rows count). Both are read in place and only measured; without them these parts are left out. F1 is the
best over all thresholds, in every tool's favour. Peers run in the environment that ./dev bench makes for them.

Persons: every mention that the scorer finds by gold's variants is given with its report's person; B-cubed of the
persons that propose and resolve make of them, beside joining the same names letter for letter and joining nothing.

    ./dev bench people [--names FOLDER] [--set FOLDER] [--json]
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from asyl.knowledge import own_knowledge
from asyl.model import Mention, PersonKey, Role, Span, View
from asyl.people import propose, resolve, score

HERE = Path(__file__).resolve().parent
NAMES = HERE.parent.parent / "shared" / "data" / "names"
Pair = tuple[str, str]
Json = dict[str, Any]
SLOW_PEER, SPEED_PAIRS = 2_000, 300_000
BARS = {"turkic open f1": 0.97, "turkic open recall at p95": 0.97, "bench f1": 0.78, "persons f1": 0.95, "pairs/s": 1e5}


def curve(truth: Sequence[bool], scores: Sequence[float]) -> Json:
    """The best F1 over all thresholds, and the recall where precision is at least .95."""
    right, value = np.array(truth, bool), np.array(scores, float)
    order = np.argsort(-value, kind="stable")
    hits, given = np.cumsum(right[order]), np.arange(1, len(right) + 1)
    precision, recall = hits / given, hits / max(1, right.sum())
    border = np.append(value[order][1:] != value[order][:-1], True)
    f1 = np.where(border, 2 * precision * recall / np.maximum(precision + recall, 1e-9), 0)
    best = int(f1.argmax())
    sure = recall[border & (precision >= 0.95)]
    return {
        "f1": float(f1[best]), "p": float(precision[best]), "r": float(recall[best]),
        "threshold": float(value[order][best]), "recall_at_p95": float(sure.max()) if len(sure) else 0.0,
    }  # fmt: skip


def turkic(path: Path) -> tuple[list[Pair], list[Pair], list[Pair]]:
    """Pairs of one person, pairs marked different, all other pairs."""
    data = json.loads(path.read_text(encoding="utf-8"))
    people: Mapping[str, list[str]] = data["people"]
    same = [pair for names in people.values() for pair in combinations(names, 2)]
    hard = [(one, two) for one, two, _ in data["different"]]
    rest = [(a, b) for one, two in combinations(people, 2) for a in people[one] for b in people[two]]
    return same, hard, rest


def bench(path: Path) -> tuple[list[Pair], list[bool]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["schema"] == "Person"]
    return [(row["name1"], row["name2"]) for row in rows], [row["is_match"] == "true" for row in rows]


def ours(pairs: Sequence[Pair]) -> list[float]:
    found: list[float] = score([a for a, _ in pairs], [b for _, b in pairs], own_knowledge().scripts).tolist()
    return found


def peers(pairs: Sequence[Pair]) -> dict[str, list[float]]:
    """Scores of the peers; a slow one scores the first pairs only."""
    python = os.environ.get("ASYL_PEERS_PYTHON")
    if python is None:
        return {}
    asked = json.dumps({"pairs": pairs, "slow": SLOW_PEER})
    done = subprocess.run(
        [python, str(HERE / "peers" / "names.py")], input=asked, capture_output=True, text=True, check=True
    )
    return {name: answer["scores"] for name, answer in json.loads(done.stdout).items()}


def judged(pairs: Sequence[Pair], truth: Sequence[bool]) -> Json:
    """Every tool on the same pairs; a slow peer's figures are of the first pairs only and say how many."""
    scores = {"asyl": ours(pairs)} | peers(pairs)
    return {name: curve(truth[: len(values)], values) | {"pairs": len(values)} for name, values in scores.items()}


def speed(names: Sequence[str]) -> Json:
    """Pairs scored in a second of one core: every name with every other in turn, names read once as in a register."""
    count = len(names)
    pairs = [(names[n % count], names[(n * 7919 + n // count) % count]) for n in range(SPEED_PAIRS)]
    started = time.process_time()
    ours(pairs)
    return {"pairs": SPEED_PAIRS, "names": count, "pairs_per_second": SPEED_PAIRS / (time.process_time() - started)}


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("asyl_score", HERE.parent / "tests" / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_mentions(folder: Path) -> tuple[list[Mention], dict[tuple[str, int, int], str]]:
    """Mentions by gold's variants, each of its report's person, named by the fullest form there; and who each is."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    texts = {r["id"]: (folder / "reports" / f"{r['id']}.txt").read_bytes().decode() for r in gold["reports"]}
    protected = {person["id"]: person["protected"] for person in gold["people"]}
    found: list[tuple[str, int, int, str]] = scorer().gold_mentions(gold["people"], texts)
    forms: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for report, start, end, person in found:
        forms[report, person][texts[report][start:end]] += 1
    mentions = []
    for report, start, end, person in found:
        used = forms[report, person]
        name = max(used, key=lambda form: (len(form.split()), used[form], len(form), form))
        role = Role.PROTECTED if protected[person] else Role.OTHER
        mentions.append(Mention(Span.at(report, texts[report], start, end), person, name, role))
    return mentions, {(report, start, end): person for report, start, end, person in found}


def bcubed(clusters: Iterable[Iterable[Mention]], gold: Mapping[tuple[str, int, int], str]) -> Json:
    cluster_of = {
        (m.report, m.span.start, m.span.end): number for number, cluster in enumerate(clusters) for m in cluster
    }
    ours_, theirs, both = Counter(cluster_of.values()), Counter(gold.values()), Counter[tuple[int, str]]()
    for place, person in gold.items():
        both[cluster_of[place], person] += 1
    p = sum(n * n / ours_[cluster] for (cluster, _), n in both.items()) / len(gold)
    r = sum(n * n / theirs[person] for (_, person), n in both.items()) / len(gold)
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r)}


def grouped(mentions: Sequence[Mention], by: Mapping[PersonKey, Hashable]) -> list[list[Mention]]:
    groups: dict[Hashable, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[by[mention.key]].append(mention)
    return list(groups.values())


def persons(folder: Path) -> Json:
    mentions, gold = gold_mentions(folder)
    proposals = propose(mentions, [], own_knowledge())
    working = resolve(mentions, proposals, [], {}, View.WORKING)
    confirmed = resolve(mentions, proposals, [], {}, View.CONFIRMED)
    names = grouped(mentions, {mention.key: mention.name.casefold() for mention in mentions})
    return {
        "set": folder.name, "mentions": len(mentions), "persons of reports": len({m.key for m in mentions}),
        "proposals": len(proposals),
        "working view": bcubed([person.mentions for person in working], gold),
        "same letters": bcubed(names, gold),
        "nothing joined": bcubed([person.mentions for person in confirmed], gold),
    }  # fmt: skip


def measure(names: Path, folders: Sequence[Path]) -> Json:
    result: Json = {"persons": [persons(folder) for folder in folders]}
    spellings: list[str] = []
    if (names / "turkic_dev.json").is_file():
        same, hard, rest = turkic(names / "turkic_dev.json")
        # The open pairs come last, so that a slow peer that scores the first pairs only sees every positive.
        result["turkic open"] = judged([*same, *hard, *rest], [True] * len(same) + [False] * (len(hard) + len(rest)))
        result["turkic hard"] = judged([*same, *hard], [True] * len(same) + [False] * len(hard))
        spellings += sorted({name for pair in (*same, *hard) for name in pair})
    if (names / "name_bench_cases.csv").is_file():
        pairs, truth = bench(names / "name_bench_cases.csv")
        result["name_bench Person"] = judged(pairs, truth)
        spellings += sorted({name for pair in pairs for name in pair})
    spellings += sorted({mention.name for folder in folders for mention in gold_mentions(folder)[0]})
    result["speed"] = speed(spellings)
    result["bars"] = BARS
    return result


def show(result: Json) -> None:
    for part in ("turkic open", "turkic hard", "name_bench Person"):
        for tool, row in result.get(part, {}).items():
            print(
                f"{part:<18} {tool:<22} F1 {row['f1']:.3f} (P {row['p']:.3f} R {row['r']:.3f})"
                f"  R at P>=.95 {row['recall_at_p95']:.3f}  of {row['pairs']} pairs"
            )
    for row in result["persons"]:
        print(f"persons of {row['set']}: {row['mentions']} mentions, {row['proposals']} proposals; B-cubed")
        for view in ("working view", "same letters", "nothing joined"):
            print("  {0:<16} F1 {f1:.3f} (P {p:.3f} R {r:.3f})".format(view, **row[view]))
    print("speed: {pairs_per_second:,.0f} pairs a second of one core ({names} names)".format(**result["speed"]))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=Path, default=NAMES, help="folder of turkic_dev.json and name_bench_cases.csv")
    parser.add_argument("--set", type=Path, action="append", help="an annotated set; may be given several times")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    result = measure(options.names, options.set or [HERE.parent / "examples"])
    if options.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        show(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
