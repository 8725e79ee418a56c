"""Each write and each fsync of a register's life fails once, or the disk stays full from there on."""

from __future__ import annotations

import errno
import shutil
from functools import partial
from pathlib import Path
from typing import Any

from tests.harness import forks, scenario
from tests.harness.disk import Disk, watched
from tests.harness.scenario import Acknowledge


def run(folder: Path, count: int, seed: int) -> dict[str, Any]:
    """`count` failures spread evenly over the steps of a life (all of them when there are fewer), from step `seed` on.

    By turns the disk is full for good, full once, and broken once.
    """
    files = scenario.reports(folder / "reports", 2)
    steps = _steps(folder / "whole", files)
    stride = max(1, steps // count)
    found, tried, refused = [], 0, 0
    for number, step in enumerate(range(seed, steps + 1, stride)):
        code, sticky = ((errno.ENOSPC, True), (errno.ENOSPC, False), (errno.EIO, False))[number % 3]
        root = folder / "failing"
        root.mkdir()
        disk = Disk(root, keep=False, fail_at=step, code=code, sticky=sticky)
        end = forks.run(partial(_watched, disk, root, files))
        problems = scenario.check(root / "register", end.acknowledged, root / "backups")
        if end.code not in (forks.DONE, forks.REFUSED):
            problems.append(f"no clear sentence: {end.said}")
        found += [f"step {step} of {steps}, {errno.errorcode[code]}: {problem}" for problem in problems]
        tried, refused = tried + 1, refused + (end.code == forks.REFUSED)
        shutil.rmtree(root)
    return {"steps": steps, "tried": tried, "refused": refused, "problems": found}


def _steps(root: Path, files: list[Path]) -> int:
    root.mkdir()
    with watched(Disk(root, keep=False)) as disk:
        _live(root, files, lambda _: None)
    return disk.steps


def _watched(disk: Disk, root: Path, files: list[Path], tell: Acknowledge) -> None:
    with watched(disk):
        _live(root, files, tell)


def _live(root: Path, files: list[Path], tell: Acknowledge) -> None:
    (root / "backups").mkdir()
    scenario.import_and_decide(root / "register", files[:1], tell)
    scenario.back_up(root / "register", root / "backups", tell)
    scenario.encrypt_now(root / "register", tell)
    scenario.import_and_decide(root / "register", files[1:], tell)
