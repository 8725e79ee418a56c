"""The quote channel: a sentence of a register, its words changed, finds itself; and what sentences score that are in no
register.

The sentences are those of the originals of a planted corpus. Noise: that part of the words is replaced, left out or
joined by new ones, in equal parts; in three of ten sentences the two halves change places.

    ./dev bench sayings [--size=N] [--ask=N] [--json]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from asyl.lineage.sayings import SURE, Sayings

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a script

from benchmarks.planted import plant

NOISES = (0.0, 0.15, 0.3, 0.45, 0.6)
FEWEST = 8  # words of a sentence that is asked for


def noisy(words: Sequence[str], noise: float, random: np.random.Generator, fresh: Sequence[str]) -> str:
    kept = list(words)
    if noise and random.random() < 0.3:
        half = len(kept) // 2
        kept = kept[half:] + kept[:half]
    changed: list[str] = []
    for word in kept:
        how = random.random() / noise if noise else 1.0
        new = fresh[int(random.integers(len(fresh)))]
        changed += [new] if how < 1 / 3 else [] if how < 2 / 3 else [word, new] if how < 1 else [word]
    return " ".join(changed)


def sentences_of(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for end in [at for at, letter in enumerate(text) if letter in ".\n"] + [len(text)]:
        if len(text[start:end].split()) >= FEWEST:
            found.append((start, end))
        start = end + 1
    return found


def measured(size: int, ask: int) -> dict[str, Any]:
    corpus = plant(size)
    # Without footers: a sentence that stands in many texts has no one source.
    stories = [document.text.split("\n\n")[0] for document in corpus.documents if document.kind == "original"]
    texts, strangers = stories[: len(stories) * 9 // 10], stories[len(stories) * 9 // 10 :]
    started = time.process_time()
    register = Sayings(texts)
    result: dict[str, Any] = {"sentences": len(register), "made_cpu": time.process_time() - started}
    random = np.random.default_rng(11)
    fresh = [word for text in texts[:200] for word in text.lower().replace(".", "").split()]
    asked = []
    for number in random.choice(len(texts), ask).tolist():
        places = sentences_of(texts[number])
        if places:
            asked.append((number, *places[int(random.integers(len(places)))]))
    for noise in NOISES:
        result[f"noise {noise}"] = row(register, texts, asked, noise, random, fresh)
    never = [text[slice(*place)] for text in strangers[:ask] for place in sentences_of(text)[:2]]
    tops = sorted(max((one.score for one in register.find(sentence, 1)), default=0.0) for sentence in never)
    result["strangers"] = {f"p{cut}": tops[min(len(tops) - 1, len(tops) * cut // 100)] for cut in (50, 95, 99, 100)}
    return result


def row(
    register: Sayings,
    texts: Sequence[str],
    asked: Sequence[tuple[int, int, int]],
    noise: float,
    random: np.random.Generator,
    fresh: Sequence[str],
) -> dict[str, float]:
    right, sure, wrong, costs, scores = 0, 0, 0, [], []
    for number, start, end in asked:
        words = noisy(texts[number][start:end].split(), noise, random, fresh)
        begun = time.process_time()
        found = register.find(words, 1)
        costs.append(time.process_time() - begun)
        hit = bool(found) and found[0].text == number and found[0].start < end and start < found[0].end
        right += hit
        scores.append(found[0].score if hit else 0.0)
        sure += hit and found[0].score >= SURE
        wrong += bool(found) and not hit and found[0].score >= SURE
    size = len(asked)
    costs.sort()
    return {
        "recall_at_1": right / size,
        "sure": sure / size,
        "sure_and_wrong": wrong / size,
        "cpu_ms": costs[size // 2] * 1000,
        "cpu_ms_p95": costs[size * 95 // 100] * 1000,
        "score_p10": sorted(scores)[size // 10],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--ask", type=int, default=2_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result = measured(options.size, options.ask)
    if options.json:
        print(json.dumps(result, indent=1))
        return
    for name, value in result.items():
        numbers = value if isinstance(value, dict) else {"": value}
        print(f"{name:12}", "  ".join(f"{key} {number:,.3f}" for key, number in numbers.items()))


if __name__ == "__main__":
    main()
