"""Bytes kept for ever: written once under a random name, verified whenever they are read.

The name says nothing about the content: a digest as file name would tell whoever takes the disk which public
document it holds.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from asyl.model import IntegrityFailure, RegisterProblem

from .files import sync_folder, write_new
from .keys import Keys

PLAIN = "plain"  # how a blob is sealed in a register that is not encrypted
ENCRYPTED = "aes-256-gcm"  # under a key of its own, derived from the register's and the blob's name
FOLDER = "blobs"
_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{30}")
_MARK = b"asyl1\0"  # how an encrypted blob begins
_NONCE = 12


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


def seal(register: Path, data: bytes, keys: Keys | None = None) -> Sealed:
    """Writes bytes below `register`, durably, under a new name; nothing that is there is ever overwritten.

    With `keys` they are encrypted before the first of them is written. Raises RegisterProblem when the disk does not
    take them. What was begun is removed; after a kill `sweep` does it.
    """
    name = secrets.token_hex(16)
    blob = f"{name[:2]}/{name[2:]}"
    path = register / FOLDER / blob
    try:
        _folder(path.parent)
        write_new(path, data if keys is None else _encrypt(keys, blob, data))
    except OSError as problem:
        raise RegisterProblem(
            f"an original could not be kept in {register}: {problem.strerror or problem}", subject=register
        ) from problem
    return Sealed(digest_of(data), blob, len(data), PLAIN if keys is None else ENCRYPTED)


def unseal(register: Path, blob: str, digest: str, keys: Keys | None = None) -> bytes:
    """The bytes of a blob. Raises IntegrityFailure when they are gone or are not what was put there."""
    path = register / FOLDER / _checked(blob)
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise IntegrityFailure(
            f"the original {digest[:10]} cannot be read ({problem.strerror or problem}): {path}", subject=digest
        ) from problem
    content = data if keys is None else _decrypt(keys, blob, data)
    if content is None or digest_of(content) != digest:
        raise IntegrityFailure(f"the original {digest[:10]} is not what was sealed: {path} was changed", subject=digest)
    return content


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
        sync_folder(step.parent)


def _encrypt(keys: Keys, blob: str, data: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return _MARK + nonce + AESGCM(_key(keys, blob)).encrypt(nonce, data, blob.encode())


def _decrypt(keys: Keys, blob: str, data: bytes) -> bytes | None:
    """The bytes; None when they were changed, or encrypted under another name or key."""
    body = data.removeprefix(_MARK)
    try:
        return AESGCM(_key(keys, blob)).decrypt(body[:_NONCE], body[_NONCE:], blob.encode())
    except (InvalidTag, ValueError):
        return None


def _key(keys: Keys, blob: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=blob.encode()).derive(keys.derive("originals"))
