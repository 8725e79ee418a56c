"""Weights of what looks like a title or a publisher, learned from the corpus: `python -m train.heads [--folds]`.

A log-linear choice among the candidates of a page (none of them is one more), fitted by gradient steps from the score
that the rules give, drawn back to it. Plain arithmetic in a fixed order: the same corpus gives the same file. With
`--folds` nothing is written; every part of the corpus is read with weights of the others.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asyl.knowledge import own_knowledge
from asyl.model import Language
from asyl.text.head import head_candidates, head_lines
from asyl.text.head_choice import choose
from asyl.text.head_features import Candidate, Features, Page, features, weighed
from asyl.text.head_words import HeadWords, head_words
from benchmarks.head import normal, same_name

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "src" / "asyl" / "knowledge" / "languages" / "und" / "text.toml"
STEPS, RATE, BACK = 400, 0.3, 10.0
START = 0.7  # weight of the rules' score before anything is learned: as it is on the scale of log-odds
NOBODY: Features = {"nothing": 1.0}
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    part: str
    gold: Mapping[str, Any]
    page: Page
    titles: list[Candidate]
    publishers: list[Candidate]


def samples(languages: Mapping[str, Language], words: HeadWords) -> list[Sample]:
    found = []
    for file in sorted((ROOT / "corpus").glob("*/gold.json")):
        for gold in json.loads(file.read_text(encoding="utf-8"))["reports"]:
            text = (file.parent / "reports" / f"{gold['id']}.txt").read_text(encoding="utf-8")
            _, lines = head_lines(text, languages.get(gold["language"]), words)
            found.append(Sample(file.parent.name, gold, *head_candidates(text, lines, words)))
    return found


Choice = tuple[list[Features], list[bool]]


def title_choice(sample: Sample, words: HeadWords) -> Choice:
    rows = [features(one, sample.page, words) for one in sample.titles]
    return [*rows, NOBODY], [normal(one.text) == normal(sample.gold["title"]) for one in sample.titles] + [False]


def publisher_choice(sample: Sample, words: HeadWords) -> Choice:
    gold = sample.gold["publisher"]
    rows = [features(one, sample.page, words) for one in sample.publishers]
    right = [gold is not None and same_name(one.text, gold) for one in sample.publishers]
    return [*rows, NOBODY], [*right, gold is None]


def fit(choices: Sequence[Choice]) -> dict[str, float]:
    """Weights of the features; pages of which no candidate is right say nothing."""
    names = sorted({name for rows, _ in choices for row in rows for name in row})
    place = {name: number for number, name in enumerate(names)}
    start = np.array([START if name == "score" else 0.0 for name in names])
    pages: list[tuple[Floats, Floats]] = []
    for rows, right in choices:
        if any(right):
            table = np.zeros((len(rows), len(names)))
            for number, row in enumerate(rows):
                for name, value in row.items():
                    table[number, place[name]] = value
            pages.append((table, np.array(right, float)))
    weights = start.copy()
    for _ in range(STEPS):
        step = np.zeros(len(names))
        for table, right_ones in pages:
            logits = table @ weights
            chance = np.exp(logits - logits.max())
            chance /= chance.sum()
            wanted = chance * right_ones
            step += (wanted / max(wanted.sum(), 1e-12) - chance) @ table
        weights += RATE * (step / len(pages) - BACK / len(pages) * (weights - start))
    # "Nothing" is the choice that scores 0: what the others have, less what it has.
    lifted = {name: weight / START for name, weight in zip(names, weights, strict=True)}
    lifted["always"] = lifted.get("always", 0.0) - lifted.pop("nothing", 0.0)
    return {name: round(weight, 2) for name, weight in lifted.items() if round(weight, 2)}


def fit_both(known: Iterable[Sample], words: HeadWords) -> tuple[dict[str, float], dict[str, float]]:
    kept = list(known)
    return fit([title_choice(one, words) for one in kept]), fit([publisher_choice(one, words) for one in kept])


def right(sample: Sample, words: HeadWords, titles: Mapping[str, float], publishers: Mapping[str, float]) -> list[bool]:
    title, publisher = choose(
        weighed(sample.titles, sample.page, words, titles),
        weighed(sample.publishers, sample.page, words, publishers),
    )
    return [
        title is not None and normal(title.text) == normal(sample.gold["title"]),
        same_name(publisher.text if publisher else None, sample.gold["publisher"]),
    ]


def folds(known: Sequence[Sample], words: HeadWords) -> None:
    total = []
    for part in sorted({sample.part for sample in known}):
        weights = fit_both((sample for sample in known if sample.part != part), words)
        held = [right(sample, words, *weights) for sample in known if sample.part == part]
        total += held
        print(f"{part:<28} {len(held):>3} reports  title {_share(held, 0):.3f}  publisher {_share(held, 1):.3f}")
    print(f"{'all':<28} {len(total):>3} reports  title {_share(total, 0):.3f}  publisher {_share(total, 1):.3f}")


def _share(rows: Sequence[Sequence[bool]], column: int) -> float:
    return sum(row[column] for row in rows) / max(1, len(rows))


def written(titles: Mapping[str, float], publishers: Mapping[str, float]) -> str:
    lines = ["# Written by `python -m train.heads` from the corpus; what the features are: asyl.text.head_features."]
    for table, weights in (("head_title_weights", titles), ("head_publisher_weights", publishers)):
        lines += ["", f"[{table}]", *(f'"{name}" = "{weight:g}"' for name, weight in sorted(weights.items()))]
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    languages = own_knowledge().languages
    words = head_words(languages)
    known = samples(languages, words)
    if "--folds" in (sys.argv[1:] if arguments is None else arguments):
        folds(known, words)
        return 0
    FILE.write_text(written(*fit_both(known, words)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
