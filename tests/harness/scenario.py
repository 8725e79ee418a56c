"""What the harnesses put a register through: made, read into, decided in, opened again, encrypted, backed up.

Each step tells of what is acknowledged; `check` opens what is left and asks for all of it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asyl import vault
from asyl.desk import Desk, confirm, open_desk, read, register_view, reject, retract, verify
from asyl.desk.backups import backup
from asyl.desk.locking import encrypt, init
from asyl.desk.restoring import restore
from asyl.model import AsylError, NotFound
from asyl.store import FILE, LOCKED_FILE, damage
from tests.desk.tiny import TINY

PASSPHRASE = "a passphrase of the harness"
COST = vault.Cost(64, 1, 1)  # the harness measures the disk, not argon2
Acknowledge = Callable[[str], None]
_BEGAN = datetime(2021, 5, 1, 12, tzinfo=UTC)


class Clock:
    """A second with every look."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> datetime:
        self.looks += 1
        return _BEGAN + timedelta(seconds=self.looks)


def unlock(folder: Path) -> vault.Keys:
    return vault.unlock(folder, PASSPHRASE)


@contextmanager
def at_desk(folder: Path, *, create: bool = False) -> Iterator[Desk]:
    with open_desk(folder, create=create, engines=TINY, clock=Clock(), unlock=unlock) as desk:
        yield desk


def reports(folder: Path, number: int) -> list[Path]:
    """Invented reports, one claim each."""
    folder.mkdir(exist_ok=True)
    made = []
    for count in range(number):
        file = folder / f"n{count:03}.txt"
        file.write_text(f"Report {count}\nPublished: 2020-02-01\nToktar Sagidulla fled on 2020-01-02. {count} words.\n")
        made.append(file)
    return made


def import_and_decide(folder: Path, files: Collection[Path], acknowledge: Acknowledge, *, create: bool = True) -> None:
    """Reads files one by one and decides about a claim of each; some decisions are taken back."""
    with at_desk(folder, create=create) as desk:
        for number, file in enumerate(sorted(files)):
            for report in read(desk, [file]).added:
                acknowledge(f"source {report}")
            claim = register_view(desk).claims[number % 3].id
            made = (reject if number % 3 == 1 else confirm)(desk, claim, f"reason {number}")
            acknowledge(f"judgement {made.id}")
            if number % 3 == 2:
                retract(desk, made.id, "a slip")
                acknowledge(f"retracted {made.id}")


def decide(folder: Path, acknowledge: Acknowledge, number: int) -> None:
    """Many decisions about what is there."""
    with at_desk(folder) as desk:
        claims = register_view(desk).claims
        for count in range(number):
            made = confirm(desk, claims[count % len(claims)].id, f"reason {count}")
            acknowledge(f"judgement {made.id}")
            retract(desk, made.id, "a slip")
            acknowledge(f"retracted {made.id}")


def make_locked(folder: Path, acknowledge: Acknowledge) -> None:
    init(folder, passphrase=PASSPHRASE, cost=COST)
    acknowledge("locked")


def encrypt_now(folder: Path, acknowledge: Acknowledge) -> None:
    encrypt(folder, PASSPHRASE, cost=COST)
    acknowledge("locked")


def back_up(folder: Path, target: Path, acknowledge: Acknowledge) -> None:
    with at_desk(folder) as desk:
        made = backup(desk, target)
    acknowledge(f"backup {made.path.name}")


def check(folder: Path, acknowledged: Collection[str], backups: Path | None = None) -> list[str]:
    """What is lost, damaged or half done; nothing, when all is well."""
    try:
        with at_desk(folder) as desk:
            problems = _content(desk, acknowledged)
        problems += _file(folder)
    except NotFound as gone:
        problems = [f"{len(acknowledged)} acknowledged and no register: {gone.sentence}"] if acknowledged else []
    except AsylError as problem:
        problems = [f"will not open: {problem.sentence}"]
    if "locked" in acknowledged and (folder / FILE).exists():
        problems.append("the plain file is there")
    if backups is not None:
        problems += _backups(folder, acknowledged, backups)
    return problems


def _content(desk: Desk, acknowledged: Collection[str]) -> list[str]:
    problems = list(verify(desk, originals=True).problems)
    sources = {kept.source.report for kept in desk.store.sources.all()}
    judgements = {judgement.id: judgement for judgement in desk.store.judgements.all()}
    for what in acknowledged:
        kind, _, name = what.partition(" ")
        if kind == "source" and name not in sources:
            problems.append(f"lost: {what}")
        if kind in ("judgement", "retracted") and name not in judgements:
            problems.append(f"lost: {what}")
        if kind == "retracted" and name in judgements and judgements[name].retracted is None:
            problems.append(f"lost: {what}")
    problems += [
        f"half done: source {report} has no reading"
        for report in sorted(sources - desk.store.readings.made_by(TINY.version))
    ]
    return problems


def _file(folder: Path) -> list[str]:
    if (folder / LOCKED_FILE).exists():
        return damage(folder / LOCKED_FILE, unlock(folder).database)
    return damage(folder / FILE, None)


def _backups(folder: Path, acknowledged: Collection[str], backups: Path) -> list[str]:
    """Every backup under its final name can be restored, whether it was acknowledged or not."""
    problems = [
        f"lost: {what}" for what in acknowledged if what.startswith("backup ") and not (backups / what[7:]).exists()
    ]
    keys = unlock(folder) if vault.locked(folder) else None
    keeping = vault.kept(folder, keys)
    for file in sorted(backups.glob("*.asyl.age")):
        if keeping is None:
            problems.append("a backup, and no key to it")
            continue
        try:
            restore(file, folder.with_name(f"{folder.name}-{file.stem}"), keeping.own, unlock=unlock)
        except AsylError as problem:
            problems.append(f"{file.name}: {problem.sentence}")
    return problems


def quiet() -> None:
    """Nothing of a child's troubles reaches the terminal; what matters is what is left on the disk."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stderr.fileno())
