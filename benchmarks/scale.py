"""Lineage over 100,000 and a million documents beside rensa: speed, memory, recall and precision of pairs.

The million is ten relabelled copies of the planted 100,000: in each the consonants are changed round, so that no word
sequence of one copy is one of another but by chance. Both systems read the texts from one file, in processes of their
own, and both start from the letters of the file. What asyl is timed for is everything up to passages with their places
in the texts: words, shingles, join, chains, borders, reading the texts of the passages again, boilerplate. Memory is
the peak of the whole process.

    ./dev bench scale [--size=N] [--copies=N] [--every=N] [--without-peers]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

from asyl.lineage.likeness import stretches_read
from asyl.lineage.register import LIMITS
from asyl.lineage.survey import sampling, survey, surveyed_chains
from asyl.lineage.templates import template_sides
from asyl.lineage.words import read_words, shingles

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]  # run as a script

from benchmarks.planted import KINDS, Planted, plant  # noqa: E402
from benchmarks.textfile import Texts, peak_memory  # noqa: E402

CONSONANTS = "bdfgklmnprstvzh"
PEER = "rensa 16 bands"


def relabelled(text: str, copy: int) -> str:
    turned = CONSONANTS[copy:] + CONSONANTS[:copy]
    upper = str.maketrans(CONSONANTS + CONSONANTS.upper(), turned + turned.upper())
    return text.translate(upper) if copy else text


def written(corpus: Planted, order: list[int], copies: int, path: Path) -> list[int]:
    lengths = []
    with path.open("w", encoding="ascii") as file:
        for copy in range(copies):
            for number in order:
                text = relabelled(corpus.documents[number].text, copy)
                file.write(text)
                lengths.append(len(text))
    return lengths


def measured(asked: dict[str, Any]) -> dict[str, Any]:
    """Passages of all texts of the file. asked: file, lengths, outlets (number of each text's), every."""
    texts = Texts(asked["file"], asked.pop("lengths"))
    every = asked["every"] or sampling(len(texts))
    marks = [time.process_time()]
    found = survey(texts, (), every)
    marks.append(time.process_time())
    chains = surveyed_chains(found, LIMITS)
    marks.append(time.process_time())
    first = found.first
    del found
    names = list(map(str, asked["outlets"]))
    left, right = template_sides(chains, first, names, lambda number: shingles(read_words([texts[number]])))
    kept = chains.pick(~(left | right))
    stretches = stretches_read(kept, first, texts)
    marks.append(time.process_time())
    memory = peak_memory()  # what follows is for the judge
    pairs = sorted(set(zip(kept.left_text.tolist(), kept.right_text.tolist(), strict=True)))
    return {
        "cpu": marks[-1] - marks[0],
        "stages": [round(b - a, 2) for a, b in pairwise(marks)],
        "memory": memory,
        "passages": len(stretches),
        "every": every,
        "pairs": pairs,
    }


def judged(corpus: Planted, order: list[int], copies: int, pairs: list[tuple[int, int]]) -> dict[str, Any]:
    size = len(order)
    right: Counter[str] = Counter()
    wrong = 0
    for a, b in pairs:
        one, other = order[a % size], order[b % size]
        pair = min(one, other), max(one, other)
        if a // size == b // size and pair in corpus.pairs:
            right[corpus.pairs[pair]] += 1
        elif a // size != b // size or not corpus.related(*pair):
            wrong += 1
    wanted = Counter(corpus.pairs.values())
    return {
        "recall": right.total() / (copies * len(corpus.pairs)),
        "precision": right.total() / max(1, right.total() + wrong),
        "by_kind": {kind: right[kind] / (copies * wanted[kind]) for kind in KINDS},
    }


def told(command: list[str], asked: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def show(name: str, size: int, figures: dict[str, Any], quality: dict[str, Any]) -> None:
    kinds = " ".join(f"{kind} {value:.2f}" for kind, value in quality["by_kind"].items())
    print(
        f"{name:16} {size:,} documents: {size / figures['cpu']:,.0f} a CPU second, {figures['memory']:,.0f} MB, recall "
        f"{quality['recall']:.3f} precision {quality['precision']:.3f} ({kinds})",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--every", type=int, default=0)
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        json.dump(measured(json.load(sys.stdin)), sys.stdout)
        return
    corpus = plant(options.size)
    order = sorted(range(options.size), key=lambda number: (corpus.documents[number].day, number))
    total = options.size * options.copies
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts"
        lengths = written(corpus, order, options.copies, path)
        outlets = [corpus.documents[number].outlet for number in order] * options.copies
        asked = {"file": str(path), "lengths": lengths, "outlets": outlets, "every": options.every}
        ours = told([sys.executable, str(Path(__file__).resolve()), "--measure"], asked)
        show(f"asyl 1 in {ours['every']}", total, ours, judged(corpus, order, options.copies, ours["pairs"]))
        print("  CPU seconds: survey {} chains {} boilerplate, places {}".format(*ours["stages"]), flush=True)
        peers = os.environ.get("ASYL_PEERS_PYTHON")
        if peers and not options.without_peers:
            asked = {"file": str(path), "lengths": lengths, "peers": [PEER]}
            theirs = told([peers, str(HERE / "peers" / "reuse.py")], asked)[PEER]
            show(PEER, total, theirs, judged(corpus, order, options.copies, theirs["pairs"]))
            print(f"  ratio {theirs['cpu'] / ours['cpu']:.2f}")


if __name__ == "__main__":
    main()
