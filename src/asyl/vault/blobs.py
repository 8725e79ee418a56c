"""Bytes kept for ever: written once under a random name, verified whenever they are read.

The name says nothing about the content: a digest as file name would tell whoever takes the disk which public
document it holds.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from asyl.model import IntegrityFailure, RegisterProblem

PLAIN = "plain"  # how a blob is sealed; the only way until a register is encrypted
FOLDER = "blobs"
_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{30}")
_UNFINISHED = ".new"
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})


@dataclass(frozen=True, slots=True)
class Sealed:
    """Where bytes lie and what they are: `digest` is their SHA-256 in hex, `blob` a random name, `size` in bytes."""

    digest: str
    blob: str
    size: int
    sealed_as: str = PLAIN


def digest_of(data: bytes) -> str:
    """The SHA-256 of the content, in hex."""
    return sha256(data).hexdigest()


def seal(register: Path, data: bytes) -> Sealed:
    """Writes bytes below `register`, durably, under a new name; nothing that is there is ever overwritten.

    Raises RegisterProblem when the disk does not take them. What was begun is removed; after a kill `sweep` does it.
    """
    name = secrets.token_hex(16)
    blob = f"{name[:2]}/{name[2:]}"
    path = register / FOLDER / blob
    unfinished = path.with_name(path.name + _UNFINISHED)
    try:
        _folder(path.parent)
        _write(unfinished, data)
        try:
            _publish(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)
        _sync(path.parent)
    except OSError as problem:
        raise RegisterProblem(
            f"an original could not be kept in {register}: {problem.strerror or problem}", subject=register
        ) from problem
    return Sealed(digest_of(data), blob, len(data))


def unseal(register: Path, blob: str, digest: str) -> bytes:
    """The bytes of a blob. Raises IntegrityFailure when they are gone or are not what was put there."""
    path = register / FOLDER / _checked(blob)
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise IntegrityFailure(
            f"the original {digest[:10]} cannot be read ({problem.strerror or problem}): {path}", subject=digest
        ) from problem
    if digest_of(data) != digest:
        raise IntegrityFailure(f"the original {digest[:10]} is not what was sealed: {path} was changed", subject=digest)
    return data


def sweep(register: Path, keep: Collection[str]) -> int:
    """Removes what a killed process left: unfinished files and blobs that nothing names. Returns how many.

    Only safe while nobody else seals in this register.
    """
    root = register / FOLDER
    removed = 0
    for path in sorted(root.glob("??/*")):
        if path.relative_to(root).as_posix() not in keep:
            with suppress(OSError):
                path.unlink()
                removed += 1
    return removed


def _checked(blob: str) -> str:
    """A blob's name comes from a database that somebody may have written to: it must not lead out of the folder."""
    if not _NAME.fullmatch(blob):
        raise IntegrityFailure(f"{blob!r} is no name of a sealed original", subject=blob)
    return blob


def _folder(folder: Path) -> None:
    for step in (folder.parent, folder):
        try:
            step.mkdir(mode=0o700)
        except FileExistsError:
            continue
        _sync(step.parent)


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        # A failed fsync is never tried again: the kernel may have thrown the pages away.
        os.fsync(file.fileno())


def _publish(unfinished: Path, path: Path) -> None:
    """A hard link refuses to replace; where the file system has none, the random name makes a clash impossible."""
    try:
        os.link(unfinished, path)
    except OSError as problem:
        if problem.errno not in _NO_LINKS:
            raise
        unfinished.rename(path)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
