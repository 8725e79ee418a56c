"""How well the learned reader reads: leave-one-part-out over `corpus/`, `python -m benchmarks.learned`.

Each part is read by models that never saw it; a part that is alone in its languages by models that saw two thirds of it
and not the third that they read. Printed per part and in all: strict, person-event and relaxed F1, and what
is right on matched claims, with the rules alone beside them. `--curve` trains on fewer and fewer parts, `--parts a,b`
measures only some.

Optimistic: patterns, senses, phrases and thresholds were made by people who had read the corpus (corpus/README.md).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any

from asyl.claims.gate import Gate, admit_all
from asyl.claims.learned_dense import Dense
from asyl.claims.learned_reading import Models, ready, with_learned
from asyl.claims.merging import merge
from asyl.knowledge import own_knowledge, own_vectors, read_network, read_weights
from asyl.model import Claim
from train.corpus import ROOT, Sample, load_part, part_names
from train.dense import fit_dense
from train.phrases import load_phrases
from train.weights import fit_all

COUNTS = ("strict", "person_event", "relaxed")
Reader = Callable[[Sample], Sequence[Claim]]


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("asyl_score", ROOT.parent / "tests" / "score" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("tests/score/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reader(models: Models | None) -> Reader:
    def read(sample: Sample) -> Sequence[Claim]:
        gate = Gate(sample.page.report, sample.page.grammar.language)
        return merge(admit_all(gate, with_learned(sample.page, models, sample.ground.ruled)))

    return read


def output(samples: Iterable[Sample], read: Reader) -> dict[str, Any]:
    """The readings in the shape the scorer takes; a person of one report is a person of its own."""
    found: dict[str, Any] = {"reports": [], "people": [], "claims": []}
    for sample in samples:
        name = sample.page.report.id
        found["reports"].append({"id": name, "path": f"{name}.txt"})
        for person in sample.page.persons:
            chunks = [chunk for line in sample.page.lines for chunk in line.chunks if chunk.who == person.local]
            places = [{"report": name, "start": chunk.start, "end": chunk.end} for chunk in chunks]
            found["people"].append(
                {"id": f"{name}:{person.local}", "names": [" ".join(person.name)], "mentions": places}
            )
        found["claims"] += [_claim(name, claim) for claim in read(sample)]
    return found


def _claim(name: str, claim: Claim) -> dict[str, Any]:
    return {
        "report": name,
        "person": f"{name}:{claim.person}" if claim.person else None,
        "event": claim.event,
        "date": claim.date,
        "polarity": str(claim.polarity),
        "modality": str(claim.modality),
        "speaker": claim.speaker,
        "start": claim.trigger.start,
        "end": claim.trigger.end,
        "attributes": dict(claim.attributes),
        "tier": str(claim.tier),
    }


def measure(part: str, samples: Sequence[Sample], read: Reader) -> dict[str, Any]:
    gold = json.loads((ROOT / part / "gold.json").read_text(encoding="utf-8"))
    kept = {sample.page.report.id for sample in samples}
    gold["reports"] = [item for item in gold["reports"] if item["id"] in kept]
    gold["claims"] = [item for item in gold["claims"] if item["report"] in kept]
    texts = {sample.page.report.id: sample.page.report.text for sample in samples}
    result: dict[str, Any] = scorer().score(gold, output(samples, read), texts)
    return result


def line(name: str, result: dict[str, Any]) -> str:
    claims = result["claims"]
    parts = [
        f"{key} {claims[key]['p'] or 0:.3f}/{claims[key]['r'] or 0:.3f}/{claims[key]['f1'] or 0:.3f}" for key in COUNTS
    ]
    right = claims["accuracy"]
    parts += [f"{key} {right[key] or 0:.2f}" for key in ("polarity", "modality", "date", "attribution_given")]
    parts += [f"dangerous {claims['dangerous']['false']}", f"persons {result['people']['bcubed']['f1'] or 0:.3f}"]
    return f"{name:<28} {'  '.join(parts)}"


def together(results: Sequence[dict[str, Any]]) -> str:
    total: Counter[str] = Counter()
    for result in results:
        for key in COUNTS:
            for what in ("matched", "gold", "system"):
                total[key + what] += result["claims"][key][what]
        total["dangerous"] += result["claims"]["dangerous"]["false"]
    told = [
        f"{key} {2 * total[key + 'matched'] / max(1, total[key + 'gold'] + total[key + 'system']):.3f}"
        for key in COUNTS
    ]
    return "  ".join([*told, f"dangerous {total['dangerous']}"])


def train(samples: Sequence[Sample]) -> Models:
    vectors = own_vectors()
    network = fit_dense(samples, vectors)
    dense = Dense(read_network(network), vectors) if network is not None and vectors is not None else None
    return ready({name: read_weights(name, table) for name, table in fit_all(samples).items()}, dense)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--curve", action="store_true")
    parser.add_argument("--parts", default="")
    chosen = parser.parse_args(arguments)
    knowledge = own_knowledge()
    parts = {name: load_part(name, knowledge) for name in part_names()}
    phrases = [sample for code in sorted(knowledge.languages) for sample in load_phrases(code, knowledge)]
    held = chosen.parts.split(",") if chosen.parts else sorted(parts)
    for size in range(1, len(parts)) if chosen.curve else [len(parts) - 1]:
        learned, ruled = [], []
        for number, part in enumerate(held):
            started = time.monotonic()
            others = [name for name in sorted(parts) if name != part]
            chosen_parts = sorted(others[(number + step) % len(others)] for step in range(size))
            for seen, unseen in folds(part, parts):
                models = train([sample for name in chosen_parts for sample in parts[name]] + seen + phrases)
                learned.append(measure(part, unseen, reader(models)))
                ruled.append(measure(part, unseen, reader(None)))
                if not chosen.curve:
                    print(line(part, learned[-1]), f"{time.monotonic() - started:.0f} s", flush=True)
                    print(line("  rules alone", ruled[-1]), flush=True)
        print(f"trained on {size} parts: {together(learned)}", flush=True)
        print(f"          rules alone: {together(ruled)}", flush=True)
    return 0


def folds(part: str, parts: Mapping[str, list[Sample]]) -> list[tuple[list[Sample], list[Sample]]]:
    """(also trained on, measured) of a held-out part."""
    own = {sample.page.report.language for sample in parts[part]}
    rest = {sample.page.report.language for name, samples in parts.items() if name != part for sample in samples}
    if own & rest:
        return [([], parts[part])]
    return [
        (
            [s for at, s in enumerate(parts[part]) if at % 3 != third],
            [s for at, s in enumerate(parts[part]) if at % 3 == third],
        )
        for third in range(3)
    ]


if __name__ == "__main__":
    sys.exit(main())
