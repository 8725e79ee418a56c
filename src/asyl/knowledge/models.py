"""The learned reader's weights: plain data files of `models/`, made by `./dev train` from `corpus/`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from asyl.model import KnowledgeProblem


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A linear model. Feature `i` has, for label `columns[k]`, the weight `values[k] / scale`, for every `k` from
    `starts[i]` to `starts[i + 1]`. `moves`: row by row, the weight of a label after another; empty when items stand
    alone."""

    labels: tuple[str, ...]
    features: tuple[str, ...]
    starts: tuple[int, ...]
    columns: tuple[int, ...]
    values: tuple[int, ...]
    moves: tuple[int, ...]
    scale: int


def read_weights(name: str, table: Mapping[str, Any]) -> Weights:
    """Weights from their JSON. Raises KnowledgeProblem when the parts do not fit each other."""
    try:
        found = Weights(
            tuple(table["labels"]),
            tuple(table["features"]),
            tuple(table["starts"]),
            tuple(table["columns"]),
            tuple(table["values"]),
            tuple(table["moves"]),
            int(table["scale"]),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise KnowledgeProblem(f"models, {name}: {problem} is missing or wrong", subject=name) from problem
    size = len(found.labels)
    fits = len(found.starts) == len(found.features) + 1 and found.starts[-1] == len(found.columns) == len(found.values)
    if (
        not fits
        or found.scale < 1
        or len(found.moves) not in (0, size * size)
        or not all(0 <= at < size for at in set(found.columns))
    ):
        raise KnowledgeProblem(f"models, {name}: its lists do not fit each other; run `./dev train`", subject=name)
    return found


@lru_cache(maxsize=1)
def own_models() -> Mapping[str, Weights]:
    """The package's own models by name. Empty when it was built without them."""
    folder = files("asyl.knowledge") / "models"
    if not folder.is_dir():
        return {}
    found = {}
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".json"):
            found[file.name.removesuffix(".json")] = read_weights(
                file.name, json.loads(file.read_text(encoding="utf-8"))
            )
    return found
