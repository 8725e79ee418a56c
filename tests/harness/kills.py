"""kill -9 at any moment of an import, of decisions, of a migration, a backup and an encryption."""

from __future__ import annotations

import shutil
import tarfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from tests.harness import forks, scenario
from tests.harness.scenario import Acknowledge

OLD = Path(__file__).parent.parent / "store" / "format1.tar.gz"


@dataclass(frozen=True, slots=True)
class Life:
    """What is killed: how its register begins, and what the child does. `locked`: what it ends as may be encrypted."""

    begin: Callable[[Path], list[str]]
    work: Callable[[Path, Acknowledge], None]


def run(folder: Path, count: int, seed: int) -> dict[str, Any]:
    """`count` kills, spread evenly over the lives and over the time each takes undisturbed."""
    random, found, kills, late = Random(seed), [], Counter[str](), 0
    for name, life in _lives(folder).items():
        template = folder / f"{name} template"
        known = life.begin(template)
        whole = _seconds(folder, template, life)
        for number in range(count // len(_lives(folder))):
            root = shutil.copytree(template, folder / "killed")
            end = forks.run(partial(life.work, root), random.uniform(0, whole * 1.05))
            kills[name] += end.code is None
            late += end.code == forks.DONE
            problems = scenario.check(root / "register", [*known, *end.acknowledged], root / "backups")
            if end.code not in (None, forks.DONE):
                problems.append(f"not killed, but: {end.said}")
            found += [f"{name}, seed {seed}, kill {number}: {problem}" for problem in problems]
            shutil.rmtree(root)
    return {"kills": sum(kills.values()), "by": dict(kills), "too late": late, "problems": found}


def _seconds(folder: Path, template: Path, life: Life) -> float:
    """How long the child takes when nobody kills it: the longer of two runs."""
    taken = []
    for _ in range(2):
        root = shutil.copytree(template, folder / "undisturbed")
        end = forks.run(partial(life.work, root))
        if end.code != forks.DONE:
            raise RuntimeError(end.said)
        taken.append(end.seconds)
        shutil.rmtree(root)
    return max(taken)


def _lives(folder: Path) -> dict[str, Life]:
    files = scenario.reports(folder / "reports", 5)

    def empty(root: Path) -> list[str]:
        (root / "backups").mkdir(parents=True)
        return []

    def begun(root: Path) -> list[str]:
        told = empty(root)
        scenario.import_and_decide(root / "register", files[:2], told.append)
        return told

    def locked(root: Path) -> list[str]:
        told = empty(root)
        scenario.make_locked(root / "register", told.append)
        scenario.import_and_decide(root / "register", files[:2], told.append)
        return told

    def old(root: Path) -> list[str]:
        with tarfile.open(OLD) as archive:
            archive.extractall(root, filter="data")
        return empty(root)

    return {
        "making and importing": Life(
            empty, lambda root, tell: scenario.import_and_decide(root / "register", files[2:4], tell)
        ),
        "importing, encrypted": Life(
            locked, lambda root, tell: scenario.import_and_decide(root / "register", files[2:4], tell)
        ),
        "deciding": Life(begun, lambda root, tell: scenario.decide(root / "register", tell, 30)),
        "migrating": Life(old, _migrate),
        "backing up": Life(locked, lambda root, tell: scenario.back_up(root / "register", root / "backups", tell)),
        "encrypting": Life(begun, lambda root, tell: scenario.encrypt_now(root / "register", tell)),
    }


def _migrate(root: Path, tell: Acknowledge) -> None:
    with scenario.at_desk(root / "register") as desk:
        for kept in desk.store.sources.all():
            tell(f"source {kept.source.report}")
        for judgement in desk.store.judgements.all():
            tell(f"judgement {judgement.id}")
