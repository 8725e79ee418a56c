"""Backups: made while others work, restored into a new folder, and drilled, because one never tried is none."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asyl import vault
from asyl.model import Action, RegisterProblem, UsageProblem
from asyl.store import FILE, LOCKED_FILE, Entry, open_file, snapshot_file, tables_in

from .erasures import keep_erasures
from .holding import check
from .opening import Desk, Step, quietly, waiting

if TYPE_CHECKING:
    from asyl.store import Store

SUFFIX = ".asyl.age"
SCRATCH = ".new-"  # how everything begins that may be thrown away


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made. `recovery` is the key that was made for it, when there was none before: shown once."""

    path: Path
    number: int
    digest: str
    originals: int
    size: int
    recovery: vault.RecoveryKey | None = None
    signer: str = ""


def backup(desk: Desk, target: Path, also: Sequence[str] = (), progress: Step = quietly) -> Backup:
    """Writes the whole register, encrypted, into a new file (`target`, or a name of its own in the folder `target`).

    It opens with the recovery key and with the register's own; `also` are public keys of age for more people.
    Judgements go on meanwhile, readings wait. Raises RegisterProblem, UsageProblem, NotAllowed.
    """
    check(desk, Action.KEEP)
    more = [vault.checked_recipient(one) for one in also]
    keeping, recovery = keeping_of(desk)
    path, number = _named(target, keeping)
    with desk.store.alone(waiting(progress)), scratch_in(desk.folder, "backup") as scratch:
        file = scratch / (FILE if desk.keys is None else LOCKED_FILE)
        progress("copying", 0, 0)
        snapshot_file(desk.store, file, _key(desk))
        originals, facts = _described(file, _key(desk))
        heading = vault.Heading(keeping.register, number, _now(desk), facts)
        members = _members(desk, file, originals, progress)
        recipients = (*keeping.recipients, *more)
        digest = vault.write_backup(path, heading, members, keeping.signer, recipients)
        keep_erasures(path, keeping.register, desk.store.graves.all(), recipients)
    receipt = vault.Receipt(number, _now(desk), str(path.absolute()), digest)
    save(desk, vault.noted(keeping, receipt))
    with desk.store.act(Entry(desk.clock(), desk.actor, "backup", str(number), detail=(("sha256", digest),))):
        pass
    signer = vault.fingerprint(keeping.signer.public)
    return Backup(path, number, digest, len(originals), path.stat().st_size, recovery, signer)


def keeping_of(desk: Desk) -> tuple[vault.Keeping, vault.RecoveryKey | None]:
    """What the register keeps itself with; made first, with a recovery key to be shown, when there is nothing yet.

    A recovery key whose backup did not come to its end was never shown: there is another one then.
    """
    keeping = vault.kept(desk.folder, desk.keys)
    if keeping is not None and (keeping.newest is not None or desk.keys is not None):
        return keeping, None
    recovery = vault.new_recovery_key()
    made = keeping or vault.new_keeping(secrets.token_hex(8), recovery.recipient)
    made = vault.with_recovery(made, recovery.recipient)
    save(desk, made)
    return made, recovery


def save(desk: Desk, keeping: vault.Keeping) -> None:
    try:
        vault.keep(desk.folder, keeping, desk.keys)
    except OSError as problem:
        raise RegisterProblem(
            f"the register in {desk.folder} cannot be written: {problem.strerror or problem}", subject=desk.folder
        ) from problem


@contextmanager
def scratch_in(folder: Path, name: str) -> Iterator[Path]:
    """A folder to work in that is gone afterwards; what a killed process left of one is removed first."""
    try:
        for left in folder.glob(f"{SCRATCH}{name}-*"):
            shutil.rmtree(left, ignore_errors=True)
        scratch = folder / f"{SCRATCH}{name}-{secrets.token_hex(4)}"
        scratch.mkdir(mode=0o700)
    except OSError as problem:
        raise RegisterProblem(f"{folder} cannot be written: {problem.strerror or problem}", subject=folder) from problem
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _named(target: Path, keeping: vault.Keeping) -> tuple[Path, int]:
    """Where the next backup goes, and its number: higher than that of every other, also after a restore."""
    number, path = keeping.newest.number + 1 if keeping.newest else 1, target
    if target.is_dir():
        while (path := target / f"{keeping.register}-{number:05}{SUFFIX}").exists():
            number += 1
    if path.exists():
        raise UsageProblem(f"{path} exists already and is not overwritten; name a new file", subject=path)
    if not path.parent.is_dir():
        raise UsageProblem(f"there is no folder {path.parent}", subject=path.parent)
    return path, number


def _key(desk: Desk) -> bytes | None:
    return None if desk.keys is None else desk.keys.database


def _described(file: Path, key: bytes | None) -> tuple[list[str], dict[str, Any]]:
    """The names of the originals in a copy, and what the copy holds."""
    copy = open_file(file, key)
    try:
        originals = [kept.blob for kept in copy.sources.all()]
        return originals, {**held(copy), "originals": len(originals)}
    finally:
        copy.close()


def held(store: Store) -> dict[str, Any]:
    """Rows and digest of every table."""
    return {"tables": {name: [table.rows, table.digest] for name, table in tables_in(store).items()}}


def _members(desk: Desk, file: Path, originals: Sequence[str], progress: Step) -> Iterator[tuple[str, Path]]:
    yield file.name, file
    for name in vault.FILES:
        if (desk.folder / name).exists():
            yield name, desk.folder / name
    for number, blob in enumerate(originals):
        progress("backing up originals", number, len(originals))
        yield f"blobs/{blob}", desk.folder / "blobs" / blob


def _now(desk: Desk) -> str:
    return desk.clock().astimezone(UTC).isoformat(timespec="seconds")
