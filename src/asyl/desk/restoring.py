"""A backup becomes a register again, or is tried without becoming one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from pathlib import Path
from typing import Any

from asyl import vault
from asyl.model import Action, AsylError, IntegrityFailure, NotFound, RegisterProblem, Tombstone, UsageProblem
from asyl.store import FILE, LOCKED_FILE, Entry, damage, open_store

from .backups import held, keeping_of, save, scratch_in
from .erasing import bury_again, stone_holds
from .erasures import erasures_beside
from .holding import check
from .opening import Clock, Desk, Passphrase, Step, nothing, now, open_desk, quietly
from .unlocking import Unlock, unlock_unasked
from .verifying import verify

DRILLS = "drills"


@dataclass(frozen=True, slots=True)
class Found:
    """What a backup turned out to hold. `problems` is empty when it is whole."""

    manifest: vault.Manifest
    originals: int
    rows: int
    lines: int
    erased: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a drill found, as written to `path`."""

    path: Path
    backup: Path
    number: int
    found: Found | None
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person knows of the backup they restore: the least number, and the fingerprint of who signed it."""

    at_least: int = 0
    signer: str = ""


def restore(
    backup: Path,
    folder: Path,
    key: vault.RecoveryKey,
    wanted: Wanted = Wanted(),
    progress: Step = quietly,
    *,
    actor: str = "local",
    clock: Clock = now,
    passphrase: Passphrase = nothing,
    unlock: Unlock = unlock_unasked,
) -> Found:
    """Makes a register in a new or empty folder out of a backup. Everything is verified, and what was erased since is
    erased again, before the folder is a register.

    Raises RegisterProblem (wrong key, older than wanted, a register there), IntegrityFailure (damaged), UsageProblem.
    """
    _empty(folder)
    progress("decrypting", 0, 0)
    with scratch_in(folder, "restore") as scratch:
        manifest = vault.read_backup(backup, key, scratch)
        _as_wanted(backup, manifest, wanted)
        keys = _keys(scratch, key, unlock)
        stones = erasures_beside(backup, manifest.register, key)
        with _opened(scratch, keys, actor, clock, passphrase) as copy:
            found = _look(copy, scratch, manifest, stones, progress)
            if found.problems:
                raise IntegrityFailure(f"{backup} is not whole: {found.problems[0]}", subject=backup)
            entry = Entry(clock(), actor, "restore", str(manifest.number), detail=(("made", manifest.at),))
            with copy.store.act(entry):
                pass
            _noted(copy, backup, manifest)
        _settle_in(scratch, folder)
    return found


def _keys(scratch: Path, key: vault.RecoveryKey, unlock: Unlock) -> vault.Keys | None:
    """Of an encrypted register: by its recovery key; whoever else a backup was made for needs the passphrase."""
    if not vault.locked(scratch):
        return None
    try:
        return vault.recover(scratch, key)
    except RegisterProblem:
        return unlock(scratch)


def drill(
    desk: Desk, backup: Path | None = None, key: vault.RecoveryKey | None = None, progress: Step = quietly
) -> Certificate:
    """Restores a backup (the newest) into a folder that is thrown away, verifies all of it, and writes a certificate.

    With the `key` on paper it shows that the paper is right, else the register's own key is used. Raises
    UsageProblem when there is no backup yet, NotAllowed; what is wrong with the backup is in the certificate.
    """
    check(desk, Action.KEEP)
    keeping = vault.kept(desk.folder, desk.keys)
    if keeping is None or (backup is None and keeping.newest is None):
        raise UsageProblem("there is no backup of this register yet; `asyl backup FOLDER` makes one")
    path = backup or Path(keeping.newest.file if keeping.newest else "")
    found: Found | None = None
    problems: tuple[str, ...] = ()
    try:
        found = _try(desk, keeping, path, key or keeping.own, progress)
        problems = found.problems
    except AsylError as problem:
        problems = (problem.sentence,)
    certificate = _certified(desk, keeping, path, found, problems, "recovery key" if key else "the register's own key")
    with desk.store.act(Entry(desk.clock(), desk.actor, "drill", certificate.path.name, detail=_outcome(problems))):
        pass
    return certificate


def _try(desk: Desk, keeping: vault.Keeping, path: Path, key: vault.RecoveryKey, progress: Step) -> Found:
    progress("decrypting", 0, 0)
    with scratch_in(desk.folder, "drill") as scratch:
        manifest = vault.read_backup(path, key, scratch)
        if manifest.register != keeping.register:
            raise IntegrityFailure(f"{path} is a backup of another register", subject=path)
        newest = keeping.newest.number if keeping.newest else 0
        _as_wanted(path, manifest, Wanted(newest, vault.fingerprint(keeping.signer.public)))
        known = (*erasures_beside(path, manifest.register, key), *desk.store.graves.all())
        stones = tuple({stone.id: stone for stone in known}.values())
        with _opened(scratch, desk.keys, desk.actor, desk.clock, desk.passphrase) as copy:
            return _look(copy, scratch, manifest, stones, progress)


def _as_wanted(path: Path, manifest: vault.Manifest, wanted: Wanted) -> None:
    if manifest.number < wanted.at_least:
        raise RegisterProblem(
            f"{path} is backup {manifest.number} of {manifest.at[:10]}, and not the newest: that is {wanted.at_least}",
            subject=path,
        )
    if wanted.signer and "".join(wanted.signer.split()).lower() != manifest.signer[:16]:
        raise IntegrityFailure(f"{path} was signed by another register than the one you know", subject=path)


def _opened(scratch: Path, keys: vault.Keys | None, actor: str, clock: Clock, passphrase: Passphrase) -> Any:
    def unlock(folder: Path) -> vault.Keys:
        if keys is None:
            raise RegisterProblem("the backup is encrypted, and this register is not", subject=folder)
        return keys

    if not any((scratch / name).exists() for name in (FILE, LOCKED_FILE)):
        raise IntegrityFailure("the backup holds no register", subject=scratch)
    return open_desk(scratch, actor=actor, clock=clock, passphrase=passphrase, unlock=unlock)


def _look(copy: Desk, scratch: Path, manifest: vault.Manifest, stones: Sequence[Tombstone], progress: Step) -> Found:
    file = scratch / (LOCKED_FILE if (scratch / LOCKED_FILE).exists() else FILE)
    key = copy.keys.database if copy.keys is not None and file.name == LOCKED_FILE else None
    problems = damage(file, key)
    now_held = held(copy.store)["tables"]
    problems += [
        f"table {name}: not the rows that were backed up"
        for name, table in sorted(manifest.facts.get("tables", {}).items())
        if now_held.get(name) != table
    ]
    verified = verify(copy, originals=True, progress=progress)
    if not all(map(stone_holds, stones)):
        raise IntegrityFailure("the list of erasures beside the backup was changed: a signature does not hold")
    erased = bury_again(copy, stones)
    problems += _risen(copy, stones)
    rows = sum(table[0] for table in now_held.values())
    return Found(
        manifest, verified.originals, rows, verified.lines, len(erased.stones), (*problems, *verified.problems)
    )


def _noted(copy: Desk, backup: Path, manifest: vault.Manifest) -> None:
    """The restored register goes on counting its backups from this one."""
    keeping, _ = keeping_of(copy)
    receipt = vault.Receipt(manifest.number, manifest.at, str(backup.absolute()), digest_of_file(backup))
    save(copy, vault.noted(keeping, receipt))


def _risen(copy: Desk, stones: Sequence[Tombstone]) -> list[str]:
    """What a tombstone stands for and is there all the same."""
    there = {kept.source.report for kept in copy.store.sources.all()}
    there |= {judgement.id for judgement in copy.store.judgements.all()}
    return [f"{stone.subject} was erased and is there" for stone in stones if stone.subject in there]


def _certified(
    desk: Desk, keeping: vault.Keeping, path: Path, found: Found | None, problems: Sequence[str], opened_by: str
) -> Certificate:
    at = desk.clock().astimezone(UTC)
    content: dict[str, Any] = {
        "asyl": "drill",
        "version": 1,
        "at": at.isoformat(timespec="seconds"),
        "register": keeping.register,
        "backup": {"file": str(path), "sha256": digest_of_file(path)},
        "opened_by": opened_by,
        "whole": not problems,
        "problems": list(problems),
        "signer": keeping.signer.public,
    }
    if found is not None:
        content["backup"] |= {"number": found.manifest.number, "at": found.manifest.at}
        content["verified"] = {
            "files": len(found.manifest.files),
            "originals": found.originals,
            "rows": found.rows,
            "log_lines": found.lines,
            "erased_again": found.erased,
        }
    words = json.dumps(content, indent=1, sort_keys=True)
    target = desk.folder / DRILLS / f"{at:%Y-%m-%dT%H%M%SZ}.json"
    try:
        target.parent.mkdir(mode=0o700, exist_ok=True)
        signed = json.dumps({"certificate": words, "signature": keeping.signer.sign(words.encode())}, indent=1)
        vault.put(target, signed.encode() + b"\n")
    except OSError as problem:
        raise RegisterProblem(f"the certificate could not be written: {problem.strerror or problem}") from problem
    return Certificate(target, path, found.manifest.number if found else 0, found, tuple(problems))


def digest_of_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            digest = sha256()
            while piece := file.read(1 << 20):
                digest.update(piece)
            return digest.hexdigest()
    except OSError:
        return ""


def _outcome(problems: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return (("whole", "no" if problems else "yes"),)


def _empty(folder: Path) -> None:
    try:
        open_store(folder, create=False)
    except NotFound:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as problem:
            raise RegisterProblem(f"{folder} cannot be made: {problem.strerror}", subject=folder) from problem
        return
    raise RegisterProblem(f"there is a register in {folder} already; name a new folder", subject=folder)


def _settle_in(scratch: Path, folder: Path) -> None:
    """Everything first, the database last: with it the folder is a register."""
    for name in ("lock", *(f"{file}{ending}" for file in (FILE, LOCKED_FILE) for ending in ("-wal", "-shm"))):
        (scratch / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "blobs", ignore_errors=True)
    names = sorted((path.name for path in scratch.iterdir()), key=lambda name: name in (FILE, LOCKED_FILE))
    try:
        vault.sync_tree(scratch)
        for name in names:
            (scratch / name).replace(folder / name)
        vault.sync_tree(folder)
    except OSError as problem:
        raise RegisterProblem(f"{folder} cannot be written: {problem.strerror or problem}", subject=folder) from problem
