"""Lineage beside its peers: pairs, passages, direction, speed, the quote channel, adding one report.

Planted: a corpus of benchmarks/planted.py, where it is known who took what from whom. Precision counts every pair that
was not planted as wrong, except siblings and chains of one family. Speed is CPU seconds of a warm run on one core, the
peers in the same run on the same texts. PAN13 (no obfuscation) is read in place where it is: character plagdet over
the pairs that its gold lists. Its offsets count characters that this copy of the texts has lost, so that even a perfect
answer stays below 1: `ceiling` is what an oracle gets that compares the two texts letter by letter around the place
that gold gives (it shares nothing with asyl), `moved` what asyl gets where gold's offsets are moved to where that
oracle finds the passage.

    ./dev bench lineage [--size=N] [--reuse=FOLDER] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from math import log2
from pathlib import Path
from statistics import quantiles
from typing import Any, TypeVar

import numpy as np

from asyl.knowledge import own_knowledge
from asyl.lineage import MemoryPostings, trace_all
from asyl.lineage.borders import grow
from asyl.lineage.chains import Chains, find_chains
from asyl.lineage.likeness import best_first
from asyl.lineage.register import LIMITS, published, shared_with
from asyl.lineage.seeds import Limits, find_seeds, rows_of
from asyl.lineage.templates import template_sides
from asyl.lineage.words import Words, read_words, shingles
from asyl.model import DateBasis, Link, Postings, Report

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # run as a script, so that its own folder and not the repository is on the path

from benchmarks.planted import KINDS, Planted, plant  # noqa: E402
from benchmarks.textfile import peak_memory  # noqa: E402

REUSE = HERE.parent.parent / "shared" / "data" / "reuse" / "pan13-no-obfuscation"
PEERS = ("rensa 16 bands", "rensa 64 bands", "datasketch .5", "duckdb 4-gram join")
Pair = tuple[int, int]
Stretches = tuple[int, int, int, int]  # start and end in the smaller document, start and end in the larger
Value = TypeVar("Value")


def timed(work: Callable[[], Value], runs: int = 1) -> tuple[float, Value]:
    """(CPU seconds of the best run, what it gave)."""
    best, found = float("inf"), None
    for _ in range(runs):
        started = time.process_time()
        found = work()
        best = min(best, time.process_time() - started)
    assert found is not None
    return best, found


# -- planted -----------------------------------------------------------------------------------------------------


def kernel(texts: Sequence[str], limits: Limits) -> tuple[Words, Chains]:
    words = read_words(texts)
    return words, find_chains(find_seeds(rows_of(words), limits), words.texts, limits)


def planted(size: int) -> dict[str, Any]:
    corpus = plant(size)
    order = sorted(range(size), key=lambda number: (corpus.documents[number].day, number))
    texts = [corpus.documents[number].text for number in order]
    cpu, (words, chains) = timed(lambda: kernel(texts, LIMITS), runs=4)
    outlets = [corpus.outlets[corpus.documents[number].outlet] for number in order]
    finishing, kept = timed(lambda: finished(words, chains, outlets), runs=3)
    given = passages(words, kept, order)
    result = {
        "documents": size,
        "megabytes": round(sum(map(len, texts)) / 1e6, 1),
        "asyl": pairs_found(corpus, given) | {"cpu": cpu, "docs_per_cpu_second": size / cpu, "memory": peak_memory()},
        "finishing_cpu": finishing,
        "passages": plagdet(planted_passages(corpus), without_family(corpus, given)),
        "stages": stages(texts),
    }
    for name in PEERS:
        peer = ask(name, [document.text for document in corpus.documents])
        if peer:
            pairs = {(min(a, b), max(a, b)): [(0, 0, 0, 0)] for a, b in peer["pairs"]}
            speed = {"cpu": peer["cpu"], "docs_per_cpu_second": size / peer["cpu"], "memory": peer["memory"]}
            result[name] = pairs_found(corpus, pairs) | speed
    return result


def finished(words: Words, chains: Chains, outlets: Sequence[str]) -> Chains:
    left, right = template_sides(chains, words.first, outlets, lambda number: shingles(words.only(number)))
    return grow(chains.pick(~(left | right)), words.hashes, words.first)


def stages(texts: Sequence[str]) -> dict[str, float]:
    """Millions a CPU second: letters read, words hashed into shingles, shingles joined."""
    reading, words = timed(lambda: read_words(texts), runs=3)
    rolling, _ = timed(lambda: shingles(words), runs=3)
    joining, _ = timed(lambda: find_seeds(rows_of(words), LIMITS), runs=3)
    letters = sum(map(len, texts)) / 1e6
    return {"letters": letters / reading, "shingles": len(words) / 1e6 / rolling, "joined": len(words) / 1e6 / joining}


def passages(words: Words, chains: Chains, order: Sequence[int]) -> dict[Pair, list[Stretches]]:
    found: dict[Pair, list[Stretches]] = defaultdict(list)
    for chain in best_first(chains):
        left, right = int(chains.left_text[chain]), int(chains.right_text[chain])
        here = words.stretch(left, int(chains.left[chain]), int(chains.left_end[chain]))
        there = words.stretch(right, int(chains.right[chain]), int(chains.right_end[chain]))
        one, other = order[left], order[right]
        found[min(one, other), max(one, other)].append((*here, *there) if one < other else (*there, *here))
    return found


def pairs_found(corpus: Planted, given: Mapping[Pair, Sequence[Stretches]]) -> dict[str, Any]:
    right = given.keys() & corpus.pairs.keys()
    wrong = sum(not corpus.related(*pair) for pair in given.keys() - corpus.pairs.keys())
    wanted, hit = Counter(corpus.pairs.values()), Counter(corpus.pairs[pair] for pair in right)
    return {
        "recall": len(right) / len(corpus.pairs),
        "precision": len(right) / max(1, len(right) + wrong),
        "by_kind": {kind: hit[kind] / max(1, wanted[kind]) for kind in KINDS},
        "pairs": len(given),
    }


def planted_passages(corpus: Planted) -> dict[Pair, list[Stretches]]:
    wanted: dict[Pair, list[Stretches]] = defaultdict(list)
    for document, start, end, source, low, high in corpus.passages:
        wanted[source, document].append((low, high, start, end))
    return wanted


def without_family(corpus: Planted, given: Mapping[Pair, list[Stretches]]) -> dict[Pair, list[Stretches]]:
    return {pair: found for pair, found in given.items() if pair in corpus.pairs or not corpus.related(*pair)}


def plagdet(wanted: Mapping[Pair, list[Stretches]], given: Mapping[Pair, list[Stretches]]) -> dict[str, float]:
    """Characters of both sides, micro-averaged, F1 over log2(1 + granularity) (Potthast and others 2010)."""
    common = sum(
        len(letters(given.get(pair, ()), side) & letters(wanted[pair], side)) for pair in wanted for side in (0, 2)
    )
    precision = common / max(1, sum(len(letters(given[pair], side)) for pair in given for side in (0, 2)))
    recall = common / sum(len(letters(wanted[pair], side)) for pair in wanted for side in (0, 2))
    hits = [sum(g[0] < w[1] and w[0] < g[1] for g in given.get(pair, ())) for pair in wanted for w in wanted[pair]]
    granularity = sum(hits) / max(1, sum(hit > 0 for hit in hits))
    score = 2 * precision * recall / max(1e-9, precision + recall) / log2(1 + granularity)
    return {"precision": precision, "recall": recall, "granularity": granularity, "plagdet": score}


def letters(stretches: Iterable[Stretches], side: int) -> set[int]:
    return {at for stretch in stretches for at in range(stretch[side], stretch[side + 1])}


def ask(peer: str, texts: Sequence[str]) -> dict[str, Any] | None:
    """What a peer found, in a process of its own; None without the environment of the peers or without the peer."""
    python = os.environ.get("ASYL_PEERS_PYTHON")
    if not python:
        return None
    asked = json.dumps({"texts": list(texts), "peers": [peer]})
    command = [python, str(HERE / "peers" / "reuse.py")]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    found: dict[str, Any] | None = json.loads(done.stdout).get(peer)
    return found


# -- the register ------------------------------------------------------------------------------------------------


def register(size: int) -> dict[str, Any]:
    """Direction over all links, and what it costs to find the passages of one more report through the index."""
    corpus = plant(size)
    everything = {report.id: report for report in reports_of(corpus)}
    postings = MemoryPostings()
    cpu, links = timed(lambda: trace_all(everything, {}, own_knowledge(), postings))
    costs = sorted(adding(report, everything, postings) for report in list(everything.values())[-min(size, 200) :])
    cuts = quantiles(costs, n=20)
    stressed = {report.id: report for report in with_worse_dates(reports_of(corpus))}
    less = trace_all(stressed, {}, own_knowledge(), MemoryPostings())
    return {
        "documents": size,
        "cpu": cpu,
        "links": len(links),
        **{f"clean_{name}": share for name, share in directions(corpus, everything, links).items()},
        **{f"stressed_{name}": share for name, share in directions(corpus, stressed, less).items()},
        "add_ms_p50": cuts[9],
        "add_ms_p95": cuts[18],
    }


def reports_of(corpus: Planted) -> list[Report]:
    return [
        Report(
            id=f"{number:07}",
            digest="",
            text=document.text,
            text_version="1",
            language="en",
            zones=(),
            publisher=corpus.outlets[document.outlet],
            published=document.day.isoformat(),
            published_basis=DateBasis.STATED,
        )
        for number, document in enumerate(corpus.documents)
    ]


def with_worse_dates(reports: Sequence[Report]) -> Iterator[Report]:
    """Of 100 dates 25 are withheld, 20 known to the month, 10 are the day of a capture, 3 a month wrong."""
    luck = np.random.default_rng(5).random(len(reports))
    for report, number in zip(reports, luck, strict=True):
        day = str(report.published)
        if number < 0.25:
            yield replace(report, published=None, published_basis=DateBasis.UNKNOWN)
        elif number < 0.45:
            yield replace(report, published=day[:7])
        elif number < 0.55:
            yield replace(report, published_basis=DateBasis.CAPTURED)
        elif number < 0.58:
            yield replace(report, published=(date.fromisoformat(day) - timedelta(days=30)).isoformat())
        else:
            yield report


def directions(corpus: Planted, reports: Mapping[str, Report], links: Sequence[Link]) -> dict[str, float]:
    """Of the planted pairs that are linked and show any evidence (a source that is named, two dates that can be
    compared) the shares that go the right way, the wrong way, and that are said to be unknown."""
    pairs = {(f"{source:07}", f"{derived:07}") for source, derived in corpus.pairs}
    counts: Counter[str] = Counter()
    for link in links:
        ways = {(link.source or "", link.report): "right", (link.report, link.source or ""): "wrong"}
        for pair, way in ways.items():
            if pair in pairs and evidence(corpus, reports, pair):
                counts[way if link.direction_known else "unknown"] += 1
    return {name: counts[name] / max(1, counts.total()) for name in ("right", "wrong", "unknown")}


def evidence(corpus: Planted, reports: Mapping[str, Report], pair: tuple[str, str]) -> bool:
    derived = corpus.documents[int(pair[1])]
    if derived.names_source and derived.sources[0] == int(pair[0]):
        return True
    basis = {reports[name].published_basis for name in pair}
    dates = [published(reports[name]) for name in pair]
    if None in dates or basis not in ({DateBasis.STATED}, {DateBasis.INFERRED}):
        return False
    return dates[0] is not None and dates[1] is not None and not dates[0].overlaps(dates[1])


def adding(report: Report, reports: Mapping[str, Report], postings: Postings) -> float:
    """CPU milliseconds to find what one report shares with the others, through the index."""
    started = time.process_time()
    shared_with(report, reports, postings)
    return (time.process_time() - started) * 1000


# -- PAN13 -------------------------------------------------------------------------------------------------------


def pan13(folder: Path) -> dict[str, Any]:
    files = sorted(path for part in ("source", "suspicious") for path in (folder / part).glob("*.txt"))
    number = {path.name: place for place, path in enumerate(files)}
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in files]
    wanted: dict[Pair, list[Stretches]] = defaultdict(list)
    for pair, stretches in gold(folder, number):
        wanted[pair].append(stretches)
    limits = Limits(gap=60)
    cpu, (words, chains) = timed(lambda: kernel(texts, limits), runs=3)
    given = passages(words, grow(chains, words.hashes, words.first), range(len(texts)))
    listed = {pair: given[pair] for pair in wanted if pair in given}
    moved = {pair: [moved_to(texts[pair[0]], texts[pair[1]], one) for one in wanted[pair]] for pair in wanted}
    return plagdet(wanted, listed) | {
        "ceiling": plagdet(wanted, moved)["plagdet"],
        "moved": plagdet(moved, listed)["plagdet"],
        "cpu": cpu,
        "texts": len(texts),
        "missed_pairs": len(wanted) - len(listed),
    }


LOST, ANCHOR, JUMP = 3500, 16, 60  # letters: most that an offset is moved by, that must agree, that may differ between


def moved_to(source: str, suspicious: str, gold: Stretches) -> Stretches:
    """Where a passage stands that was copied letter by letter (line ends apart) about where gold says: the longest
    common stretch, and from its ends on as long as the two texts agree again within a few letters."""
    one, other = source.replace("\n", " "), suspicious.replace("\n", " ")
    a, b = max(0, gold[0] - LOST // 8), max(0, gold[2] - LOST)
    found = SequenceMatcher(None, one[a : gold[1] + 50], other[b : gold[3] + 50], autojunk=False).find_longest_match()
    start, there = a + found.a, b + found.b
    end = agreeing(one, other, start + found.size, there + found.size)
    begin = agreeing(one[::-1], other[::-1], len(one) - start, len(other) - there)
    return len(one) - begin[0], end[0], len(other) - begin[1], end[1]


def agreeing(one: str, other: str, at: int, there: int) -> tuple[int, int]:
    """How far two texts agree from these places on, jumping over a few letters that one of them lacks."""
    while True:
        while at < len(one) and there < len(other) and one[at] == other[there]:
            at, there = at + 1, there + 1
        jumps = ((a, b) for size in range(1, JUMP) for less in range(size + 1) for a, b in ((less, size), (size, less)))
        jump = next((j for j in jumps if _agree(one, other, at + j[0], there + j[1])), None)
        if jump is None:
            return at, there
        at, there = at + jump[0], there + jump[1]


def _agree(one: str, other: str, at: int, there: int) -> bool:
    words = one[at : at + ANCHOR]
    return len(words) == ANCHOR and other.startswith(words, there)


def gold(folder: Path, number: Mapping[str, int]) -> Iterator[tuple[Pair, Stretches]]:
    for path in sorted((folder / "gold").glob("*.xml")):
        root = ElementTree.parse(path).getroot()  # noqa: S314  a benchmark's own data
        document = number[root.attrib["reference"]]
        for feature in root.findall("feature"):
            low, start = int(feature.attrib["source_offset"]), int(feature.attrib["this_offset"])
            high, end = low + int(feature.attrib["source_length"]), start + int(feature.attrib["this_length"])
            yield (number[feature.attrib["source_reference"]], document), (low, high, start, end)


def lines(results: Mapping[str, Any]) -> Iterator[str]:
    part = results["planted"]
    yield f"planted, {part['documents']} documents, {part['megabytes']} MB"
    yield f"  {'':20}{'recall':>7}{'prec.':>7}{'docs/CPU-s':>12}{'MB':>7}   " + " ".join(f"{kind:>7}" for kind in KINDS)
    for name in ("asyl", *PEERS):
        if name in part:
            row = part[name]
            kinds = " ".join(f"{row['by_kind'][kind]:7.2f}" for kind in KINDS)
            speed = f"{row['docs_per_cpu_second']:12,.0f}{row['memory']:7.0f}"
            yield f"  {name:20}{row['recall']:7.3f}{row['precision']:7.3f}{speed}   {kinds}"
    yield "  passages " + "  ".join(f"{name} {value:.3f}" for name, value in part["passages"].items())
    yield "  millions a CPU second: " + "  ".join(f"{name} {value:.0f}" for name, value in part["stages"].items())
    for name in ("register", "pan13"):
        if results.get(name):
            yield f"{name}  " + "  ".join(f"{key} {value:.4g}" for key, value in results[name].items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--register", type=int, default=1_000)
    parser.add_argument("--reuse", type=Path, default=REUSE)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = {"planted": planted(options.size), "register": register(options.register)}
    results["pan13"] = pan13(options.reuse) if options.reuse.is_dir() else {}
    print(json.dumps(results, indent=1) if options.json else "\n".join(lines(results)))


if __name__ == "__main__":
    main()
