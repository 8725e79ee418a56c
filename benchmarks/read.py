"""How fast reports are read, stage by stage, and how lineage finds pairs beside datasketch and difflib.

CPU seconds of this machine, medians of several runs; only the ratios within one run say something elsewhere.
"""

import argparse
import dataclasses
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any

from asyl.desk import Engines, open_desk, own_engines, read
from asyl.lineage import MemoryPostings, index, trace_all
from asyl.model import Report

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "examples"
RUNS = 5
STAGES = ("extract", "read_head", "read_claims", "index", "trace_all", "propose", "resolve")


def timed(stage: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        begun = time.process_time()
        try:
            return stage(*arguments, **named)
        finally:
            spent[name] = spent.get(name, 0.0) + time.process_time() - begun

    return call


def watched(engines: Engines, spent: dict[str, float]) -> Engines:
    """The same engines, each counting the CPU seconds spent in it."""
    clocks: dict[str, Any] = {name: timed(getattr(engines, name), name, spent) for name in STAGES}
    return dataclasses.replace(engines, **clocks)


def one_reading(paths: list[Path]) -> dict[str, float]:
    spent: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        begun = time.process_time()
        with open_desk(Path(folder) / "register", create=True, engines=watched(own_engines(), spent)) as desk:
            read(desk, paths)
        whole = time.process_time() - begun
    return {**spent, "register": whole - sum(spent.values()), "whole": whole}


def stages(paths: list[Path]) -> dict[str, dict[str, float]]:
    one_reading(paths)  # tables and patterns are made once
    runs = [one_reading(paths) for _ in range(RUNS)]
    seconds = {name: median(run[name] for run in runs) for name in runs[0]}
    return {name: {"cpu": spent, "reports_per_second": len(paths) / spent} for name, spent in seconds.items() if spent}


def loaded(paths: list[Path]) -> dict[str, Report]:
    """The reports as asyl reads them, by the stem of their path."""
    with tempfile.TemporaryDirectory() as folder, open_desk(Path(folder) / "register", create=True) as desk:
        read(desk, paths)
        kept = {kept.source.report: Path(kept.source.path).stem for kept in desk.store.sources.all()}
        return {kept[name]: report for name, report in desk.store.readings.reports().items()}


Pairs = set[tuple[str, str]]


def lineage(reports: Mapping[str, Report]) -> Pairs:
    """Everything that lineage does without claims: index, passages, boilerplate, direction, named sources."""
    names = {report.id: stem for stem, report in reports.items()}
    postings = MemoryPostings()
    for report in reports.values():
        postings.add(report.id, index(report))
    by_id = {report.id: report for report in reports.values()}
    links = trace_all(by_id, {}, own_engines().knowledge, postings, {})
    found = {(names[link.report], names[link.source]) for link in links if link.source and link.passages}
    return {(min(pair), max(pair)) for pair in found}


def ours(reports: Mapping[str, Report]) -> dict[str, Any]:
    seconds, pairs = [], Pairs()
    for _ in range(RUNS):
        begun = time.process_time()
        pairs = lineage(reports)
        seconds.append(time.process_time() - begun)
    return {"cpu": seconds, "pairs": sorted(pairs)}


def peers(reports: Mapping[str, Report]) -> dict[str, Any]:
    python = os.environ.get("ASYL_PEERS_PYTHON")
    if python is None:
        sys.exit("run this through ./dev bench, which brings the peers")
    asked = json.dumps({"texts": {stem: report.text for stem, report in reports.items()}, "runs": RUNS})
    done = subprocess.run(
        [python, str(HERE / "peers" / "pairs.py")], input=asked, capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def true_pairs() -> Pairs:
    """Which reports really share passages, by the annotation of the sample set."""
    links = json.loads((EXAMPLES / "gold.json").read_text(encoding="utf-8"))["lineage"]
    return {tuple(sorted((link["report"], link["source"]))) for link in links if link["source"] and link["spans"]}


def judged(found: dict[str, Any], truth: Pairs) -> dict[str, Any]:
    pairs = {tuple(pair) for pair in found["pairs"]}
    right = len(pairs & truth)
    return {
        "cpu": median(found["cpu"]),
        "pairs": len(pairs),
        "precision": right / len(pairs) if pairs else None,
        "recall": right / len(truth),
    }


def table(result: dict[str, Any]) -> str:
    lines = [f"{result['reports']} reports, medians of {RUNS} runs", "", f"{'stage':<14}{'CPU s':>9}{'reports/s':>12}"]
    for name, row in result["stages"].items():
        lines.append(f"{name:<14}{row['cpu']:>9.3f}{row['reports_per_second']:>12.0f}")
    lines += ["", f"{'pairs by':<14}{'CPU s':>9}{'pairs':>7}{'precision':>11}{'recall':>8}"]
    for name, row in result["pairs"].items():
        shown = "-" if row["precision"] is None else f"{row['precision']:.2f}"
        lines.append(f"{name:<14}{row['cpu']:>9.3f}{row['pairs']:>7}{shown:>11}{row['recall']:>8.2f}")
    return "\n".join([*lines, f"({result['true_pairs']} of {result['possible_pairs']} pairs share passages)"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    paths = sorted((EXAMPLES / "reports").glob("*.txt"))
    reports, truth = loaded(paths), true_pairs()
    found = {"asyl lineage": ours(reports), **peers(reports)}
    result = {
        "reports": len(paths),
        "stages": stages(paths),
        "pairs": {name: judged(pairs, truth) for name, pairs in found.items()},
        "true_pairs": len(truth),
        "possible_pairs": sum(1 for _ in combinations(paths, 2)),
    }
    print(json.dumps(result) if wanted.json else table(result))


if __name__ == "__main__":
    main()
