"""Power loss at any moment of a register's life: made, read into, decided in, encrypted, backed up."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from typing import Any

from tests.harness import power, scenario
from tests.harness.disk import Disk, watched

LIVES = ("plain", "locked", "encrypted", "backed up")


def run(folder: Path, count: int, seed: int) -> dict[str, Any]:
    """`count` points over all lives. Returns how many, and every loss with its place, to be looked at."""
    found: list[str] = []
    steps = 0
    for number, life in enumerate(LIVES):
        trace = lived(folder / life, life)
        steps += len(trace)
        found += lose(folder, life, trace, count // len(LIVES), seed + number)
    return {"points": count // len(LIVES) * len(LIVES), "steps": steps, "problems": found}


def lived(root: Path, life: str) -> list[power.Step]:
    """The trace of one life, everything it wrote below `root`."""
    files = scenario.reports(root.with_name(f"{root.name} reports"), 4)
    root.mkdir()
    register = root / "register"
    with watched(Disk(root)) as disk:
        if life == "locked":
            scenario.make_locked(register, disk.acknowledge)
        scenario.import_and_decide(register, files[:3], disk.acknowledge)
        if life == "encrypted":
            scenario.encrypt_now(register, disk.acknowledge)
        if life == "backed up":
            (root / "backups").mkdir()
            scenario.back_up(register, root / "backups", disk.acknowledge)
        scenario.import_and_decide(register, files[3:], disk.acknowledge)
    return disk.trace


def lose(folder: Path, life: str, trace: list[power.Step], count: int, seed: int) -> list[str]:
    """Everything that is lost at `count` points of one life."""
    random, disk, done, found = Random(seed), power.Disk(), 0, []
    for point in power.states(trace, count, seed):
        for step in trace[done:point]:
            disk.do(step)
        done = point
        left = folder / "left"
        left.mkdir()
        disk.after_power_loss(random, left)
        backups = left / "backups" if (left / "backups").exists() else None
        problems = scenario.check(left / "register", power.acknowledged(trace, point), backups)
        found += [f"{life}, seed {seed}, step {point} of {len(trace)}: {problem}" for problem in problems]
        shutil.rmtree(left)
    return found
