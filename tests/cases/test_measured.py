"""The room alone on the sample set, against the figures it has to reach."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.cases import case_files, output_of, scorer


def test_the_room_alone_on_the_sample_set(root: Path) -> None:
    score, folder = scorer(), root / "examples"
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    texts = score.load_texts(folder / "reports", gold)
    out = score.score(gold, output_of(gold, texts, case_files(gold, texts, score), score), texts)
    assert out["facts"]["found"]["f1"] >= 0.95
    assert out["facts"]["origins_accuracy_2plus_reports"] >= 0.85
    assert out["facts"]["disagreement"]["p"] >= 0.90
    assert out["facts"]["disagreement"]["r"] >= 0.90
    assert out["status"]["accuracy"] == 1.0
    assert out["overstatements"]["exact"]["p"] >= 0.95
    assert out["overstatements"]["exact"]["r"] >= 0.95
