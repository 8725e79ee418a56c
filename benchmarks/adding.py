"""Adding one report to a standing index inside the register: CPU milliseconds, step by step.

The register is the real one: its SQLite file with WAL and synchronous FULL, filled with the shingles of a planted
corpus; then reports that it has not seen are added one by one, each in its own transaction: shingles of the text, who
holds them, the passages with exact borders and boilerplate, and the new postings written.

    ./dev bench adding [--size=N] [--add=N]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import fmean, quantiles
from typing import TYPE_CHECKING

from asyl.lineage import index
from asyl.lineage.register import shared_with
from asyl.model import DateBasis, Report
from asyl.store import open_store

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a script

from benchmarks.planted import Planted, plant

if TYPE_CHECKING:
    from asyl.store import Store

_TOGETHER = 500  # reports in one transaction while the register is filled


def reports_of(corpus: Planted) -> dict[str, Report]:
    return {
        f"{number:07}": Report(
            id=f"{number:07}",
            digest="",
            text=document.text,
            text_version="1",
            language="und",
            zones=(),
            publisher=corpus.outlets[document.outlet],
            published=document.day.isoformat(),
            published_basis=DateBasis.STATED,
        )
        for number, document in enumerate(corpus.documents)
    }


def filled(store: Store, reports: Mapping[str, Report], names: list[str]) -> float:
    """CPU seconds that it takes to index the reports of these names."""
    started = time.process_time()
    for low in range(0, len(names), _TOGETHER):
        with store.computing():
            for name in names[low : low + _TOGETHER]:
                store.postings.add(name, index(reports[name], len(reports)))
    return time.process_time() - started


def added(store: Store, report: Report, reports: Mapping[str, Report]) -> tuple[dict[str, float], set[tuple[str, str]]]:
    """(CPU milliseconds by step, pairs of reports found)."""
    marks = [time.process_time()]
    shingles = index(report, len(reports))
    marks.append(time.process_time())
    pairs, _ = shared_with(report, reports, store.postings)
    marks.append(time.process_time())
    with store.computing():
        store.postings.add(report.id, shingles)
    marks.append(time.process_time())
    steps = {name: (b - a) * 1000 for name, a, b in zip(("read", "find", "write"), marks, marks[1:], strict=False)}
    return steps, set(pairs)


def measure(corpus: Planted, count: int) -> None:
    reports = reports_of(corpus)
    names = sorted(reports)
    last = names[-count:]
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "register", create=True)
        filling = filled(store, reports, names[:-count])
        steps: list[dict[str, float]] = []
        found: set[tuple[str, str]] = set()
        for name in last:
            step, pairs = added(store, reports[name], reports)
            steps.append(step)
            found |= pairs
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / 1e6
        store.close()
    planted = {(f"{a:07}", f"{b:07}") for a, b in corpus.pairs if f"{b:07}" in last}
    hit = len(planted & (found | {(b, a) for a, b in found}))
    cuts = quantiles([sum(step.values()) for step in steps], n=100)
    means = "  ".join(f"{name} {fmean(step[name] for step in steps):.2f}" for name in steps[0])
    print(f"{len(reports):,} reports, filled in {filling:.0f} CPU s, {size:.0f} MB")
    print(f"  CPU ms p50 {cuts[49]:.2f}  p95 {cuts[94]:.2f}  p99 {cuts[98]:.2f}; mean {means}")
    print(f"  recall of the pairs of the added reports {hit / len(planted):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--add", type=int, default=300)
    options = parser.parse_args()
    measure(plant(options.size), options.add)


if __name__ == "__main__":
    main()
