"""All models of the learned reader from one list of samples, and their files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asyl.claims.learned_triggers import page_features

from .corpus import ROOT, Sample
from .fit import fit
from .pairs import fit_links

FOLDER = ROOT.parent / "src" / "asyl" / "knowledge" / "models"


def fit_all(samples: Sequence[Sample]) -> dict[str, dict[str, Any]]:
    """Name of a model -> its JSON. `samples` in a fixed order: the same samples give the same bytes."""
    triggers = [(page_features(sample.ground, sample.parts), sample.labels) for sample in samples]
    return {"triggers": fit(triggers, l1=0.1, l2=0.5, rounds=60), **fit_links(samples)}


def write(tables: dict[str, dict[str, Any]], folder: Path = FOLDER) -> list[Path]:
    """One JSON file for each model, the same bytes for the same numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, table in sorted(tables.items()):
        lines = ",\n".join(
            f"{json.dumps(key)}: {json.dumps(table[key], ensure_ascii=False, separators=(',', ':'))}"
            for key in sorted(table)
        )
        file = folder / f"{name}.json"
        file.write_text("{\n" + lines + "\n}\n", encoding="utf-8")
        files.append(file)
    return files


def write_dense(arrays: dict[str, NDArray[Any]] | None, folder: Path = FOLDER) -> list[Path]:
    """The network as one file of plain arrays (numpy writes no time into it)."""
    if arrays is None:
        return []
    file = folder / "network.npz"
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return [file]
