"""What a register needs to keep itself: whom backups are encrypted to, what signs them, which one is the newest.

The file `keeping` lies in the register's folder. Its secret half is encrypted when the register is. The register's own
key opens its backups too, so that a drill can be run at night by nobody; the recovery key on paper needs no register.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from asyl.model import RegisterProblem

from . import files
from .identity import Identity, new_identity
from .keys import Keys
from .recovery import RecoveryKey, new_recovery_key, read_recovery_key

FILE = "keeping"
_NONCE = 12


@dataclass(frozen=True, slots=True)
class Receipt:
    """The newest backup: its number, when, where, and the SHA-256 of the file."""

    number: int
    at: str
    file: str
    digest: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """`recovery` is the public half of the key on paper, `own` the register's key, `signer` signs manifests."""

    register: str
    recovery: str
    own: RecoveryKey
    signer: Identity
    newest: Receipt | None = None

    @property
    def recipients(self) -> tuple[str, ...]:
        return (self.recovery, self.own.recipient)


def new_keeping(register: str, recovery: str) -> Keeping:
    return Keeping(register, recovery, new_recovery_key(), new_identity())


def fingerprint(public: str) -> str:
    """A public key as a person compares it: the first 64 bits, in groups of four."""
    return " ".join(public[start : start + 4] for start in range(0, 16, 4))


def keep(folder: Path, keeping: Keeping, keys: Keys | None) -> None:
    """Writes the file anew; after a crash it is the old or the new one. Raises OSError."""
    secret = json.dumps({"own": keeping.own.words, "signer": keeping.signer.secret.hex()}).encode()
    newest = keeping.newest
    content = {
        "asyl": "keeping",
        "version": 1,
        "register": keeping.register,
        "recovery": keeping.recovery,
        "signer": keeping.signer.public,
        "secret": b64encode(secret if keys is None else _sealed(keys, secret)).decode(),
        "newest": newest and {name: getattr(newest, name) for name in Receipt.__slots__},
    }
    files.replace(folder / FILE, json.dumps(content, indent=1).encode() + b"\n")


def kept(folder: Path, keys: Keys | None) -> Keeping | None:
    """What `keep` wrote; None when nothing was. Raises RegisterProblem."""
    file = folder / FILE
    try:
        content = json.loads(file.read_bytes())
        if content["asyl"] != "keeping" or content["version"] != 1:
            raise RegisterProblem(f"{file} was made by a newer asyl or another program", subject=file)
        return _keeping(content, keys)
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise RegisterProblem(f"{file} cannot be read: {problem.strerror}", subject=file) from problem
    except (KeyError, TypeError, ValueError, NotBase64, InvalidTag) as problem:
        raise RegisterProblem(f"{file} is damaged; restore a backup", subject=file) from problem


def with_recovery(keeping: Keeping, recipient: str) -> Keeping:
    """With another recovery key, from the next backup on."""
    return replace(keeping, recovery=recipient)


def noted(keeping: Keeping, receipt: Receipt) -> Keeping:
    """With a new newest backup."""
    return replace(keeping, newest=receipt)


def _keeping(content: dict[str, Any], keys: Keys | None) -> Keeping:
    raw = b64decode(content["secret"], validate=True)
    secret = json.loads(raw if keys is None else _opened(keys, raw))
    newest = content["newest"]
    return Keeping(
        register=content["register"],
        recovery=content["recovery"],
        own=read_recovery_key(secret["own"]),
        signer=Identity(bytes.fromhex(secret["signer"])),
        newest=Receipt(**newest) if newest else None,
    )


def _sealed(keys: Keys, secret: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(keys.derive("keeping")).encrypt(nonce, secret, b"asyl keeping")


def _opened(keys: Keys, raw: bytes) -> bytes:
    return AESGCM(keys.derive("keeping")).decrypt(raw[:_NONCE], raw[_NONCE:], b"asyl keeping")
