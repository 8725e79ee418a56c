"""All models of the learned reader from one list of samples, and their files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from asyl.claims.learned_triggers import page_features

from .corpus import ROOT, Sample
from .fit import fit
from .pairs import date_items, manner_items, person_items

FOLDER = ROOT.parent / "src" / "asyl" / "knowledge" / "models"


def fit_all(samples: Sequence[Sample]) -> dict[str, dict[str, Any]]:
    """Name of a model -> its JSON. `samples` in a fixed order: the same samples give the same bytes."""
    whole = [sample for sample in samples if sample.people]  # the phrase book names no persons
    triggers = [(page_features(sample.ground, sample.parts), sample.labels) for sample in samples]
    return {
        "triggers": fit(triggers, l1=0.1, l2=0.5, rounds=60),
        "persons": fit(
            [item for sample in whole for item in person_items(sample)], l1=0.1, l2=0.3, rounds=80, moves=False
        ),
        "dates": fit([item for sample in whole for item in date_items(sample)], l1=0.1, l2=0.3, rounds=80, moves=False),
        "polarity": fit(
            [item for sample in samples for item in manner_items(sample, "polarity")], l1=0.1, l2=0.3, moves=False
        ),
        "modality": fit(
            [item for sample in whole for item in manner_items(sample, "modality")], l1=0.1, l2=0.3, moves=False
        ),
    }


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
