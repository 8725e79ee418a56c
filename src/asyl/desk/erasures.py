"""The list of what was erased, kept beside the backups: an older one that is restored must not bring it back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from asyl import vault
from asyl.model import IntegrityFailure, RegisterProblem, Tombstone

from .opening import Desk

_NAMES = ("id", "what", "subject", "by", "why", "signer", "signature")


def keep_erasures(backup: Path, register: str, stones: Sequence[Tombstone], recipients: Sequence[str]) -> None:
    """Writes all tombstones, encrypted like the backup, into the backup's folder, in the place of an older list.

    Raises RegisterProblem.
    """
    rows = [{"at": stone.at.isoformat(), **{name: getattr(stone, name) for name in _NAMES}} for stone in stones]
    words = json.dumps({"asyl": "erasures", "version": 1, "register": register, "stones": rows}).encode()
    try:
        vault.put(_beside(backup, register), vault.wrap_for(words, recipients))
    except OSError as problem:
        raise RegisterProblem(f"the list of erasures could not be written: {problem.strerror or problem}") from problem


def renew_erasures(desk: Desk) -> bool:
    """Brings the list beside the newest backup up to date; False when that folder is not in reach.

    Then the next backup does it. Raises RegisterProblem.
    """
    keeping = vault.kept(desk.folder, desk.keys)
    if keeping is None or keeping.newest is None or not Path(keeping.newest.file).exists():
        return False
    keep_erasures(Path(keeping.newest.file), keeping.register, desk.store.graves.all(), keeping.recipients)
    return True


def erasures_beside(backup: Path, register: str, key: vault.RecoveryKey) -> tuple[Tombstone, ...]:
    """The tombstones in the backup's folder; none when there is no list.

    Raises IntegrityFailure when the list is damaged, was made for another key, or is of another register.
    """
    file = _beside(backup, register)
    if not file.exists():
        return ()
    try:
        words = vault.open_with(file.read_bytes(), key)
        content = json.loads(words or b"")
        stones = [_stone(row) for row in content["stones"]]
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise IntegrityFailure(
            f"the list of erasures {file} is damaged, or of another key: what was erased would come back", subject=file
        ) from problem
    if content["register"] != register:
        raise IntegrityFailure(f"the list of erasures {file} is of another register", subject=file)
    return tuple(stones)


def _beside(backup: Path, register: str) -> Path:
    return backup.parent / f"{register}-erasures.age"


def _stone(row: dict[str, str]) -> Tombstone:
    return Tombstone(at=datetime.fromisoformat(row["at"]), **{name: row[name] for name in _NAMES})
