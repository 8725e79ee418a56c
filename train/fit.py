"""Fitting: conditional random fields over sequences of feature names, kept as whole numbers."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pycrfsuite

Items = Sequence[Sequence[str]]
SCALE = 64


def fit(
    samples: Sequence[tuple[Items, Sequence[str]]],
    *,
    l1: float,
    l2: float,
    rounds: int = 60,
    least: int = 2,
    moves: bool = True,
) -> dict[str, Any]:
    """The JSON of `asyl.knowledge.Weights`. The same samples in the same order give the same numbers."""
    counts = Counter(name for items, _ in samples for item in items for name in item)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": l1, "c2": l2, "max_iterations": rounds, "feature.possible_transitions": False})
    for items, labels in samples:
        trainer.append([[name for name in item if counts[name] >= least] for item in items], list(labels))
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "model")
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
        info = tagger.info()
        tagger.close()
    return table(sorted(info.labels), info.state_features, info.transitions if moves else {})


def table(
    labels: list[str], states: dict[tuple[str, str], float], moves: dict[tuple[str, str], float]
) -> dict[str, Any]:
    """Weights rounded to 1/SCALE; those that round to nothing are left out."""
    column = {label: at for at, label in enumerate(labels)}
    rows: dict[str, list[tuple[int, int]]] = {}
    for (name, label), weight in states.items():
        value = round(weight * SCALE)
        if value:
            rows.setdefault(name, []).append((column[label], value))
    features = sorted(rows)
    starts, columns, values = [0], [], []
    for name in features:
        for at, value in sorted(rows[name]):
            columns.append(at)
            values.append(value)
        starts.append(len(columns))
    flat = [round(moves.get((a, b), 0.0) * SCALE) for a in labels for b in labels] if moves else []
    return {
        "scale": SCALE,
        "labels": labels,
        "features": features,
        "starts": starts,
        "columns": columns,
        "values": values,
        "moves": flat,
    }
