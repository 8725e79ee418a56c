"""The keys of an encrypted register: one secret, wrapped for a passphrase and for a recovery key on paper.

The file `keys` in the register's folder holds the wraps and no key. The secret is 256 random bits; what encrypts the
database and the originals is derived from it, so a new passphrase rewrites this one small file.
"""

from __future__ import annotations

import json
import os
import secrets
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from asyl.model import NotFound, RegisterProblem

from .files import replace, write_new
from .passphrase import DEFAULT, Cost, derive
from .recovery import RecoveryKey, open_with, wrap_for

FILE = "keys"
VERSION = 1
_NONCE = 12


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens a register: `register` is its random id, `secret` 32 bytes that never leave memory unwrapped."""

    register: str
    secret: bytes = field(repr=False)

    @property
    def database(self) -> bytes:
        """The key of the database file, 32 bytes."""
        return self.derive("database")

    def derive(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose."""
        info = f"asyl 1 {purpose}".encode()
        return HKDF(algorithm=SHA256(), length=32, salt=self.register.encode(), info=info).derive(self.secret)


def locked(folder: Path) -> bool:
    """True when the register in `folder` is encrypted: it has a file of wrapped keys."""
    return os.path.exists(folder / FILE)


def new_keys() -> Keys:
    return Keys(secrets.token_hex(8), secrets.token_bytes(32))


def register_id(folder: Path) -> str:
    """The id under which a key ring knows this register. Raises RegisterProblem, NotFound."""
    return str(_load(folder)["register"])


def keep_keys(folder: Path, keys: Keys, passphrase: str, recipient: str, cost: Cost = DEFAULT) -> None:
    """Writes the wraps of a new register. `recipient` is the public half of its recovery key. Raises OSError."""
    content = {
        "asyl": "keys",
        "version": VERSION,
        "register": keys.register,
        "passphrase": _wrapped(keys, passphrase, cost),
        "recovery": b64encode(wrap_for(keys.secret, [recipient])).decode(),
    }
    write_new(folder / FILE, _packed(content))


def unlock(folder: Path, passphrase: str) -> Keys:
    """The keys, by passphrase. Raises RegisterProblem when it is the wrong one or the file is no file of keys."""
    content = _load(folder)
    wrap = content["passphrase"]
    key = derive(passphrase, b64decode(wrap["salt"]), Cost(wrap["memory"], wrap["passes"], wrap["lanes"]))
    sealed = b64decode(wrap["wrapped"])
    try:
        secret = AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(content["register"], wrap))
    except InvalidTag as problem:
        raise RegisterProblem(f"this passphrase does not open the register in {folder}", subject=folder) from problem
    return Keys(content["register"], secret)


def recover(folder: Path, key: RecoveryKey) -> Keys:
    """The keys, by the recovery key on paper. Raises RegisterProblem when it is that of another register."""
    content = _load(folder)
    secret = open_with(b64decode(content["recovery"]), key)
    if secret is None:
        raise RegisterProblem(f"this recovery key does not open the register in {folder}", subject=folder)
    return Keys(content["register"], secret)


def change_passphrase(folder: Path, keys: Keys, passphrase: str, cost: Cost = DEFAULT) -> None:
    """Wraps the keys for a new passphrase; the old one opens no more. Raises OSError."""
    content = _load(folder) | {"passphrase": _wrapped(keys, passphrase, cost)}
    replace(folder / FILE, _packed(content))


def change_recovery(folder: Path, keys: Keys, recipient: str) -> None:
    """Wraps the keys for another recovery key; the old one opens no more, but still opens old backups."""
    content = _load(folder) | {"recovery": b64encode(wrap_for(keys.secret, [recipient])).decode()}
    replace(folder / FILE, _packed(content))


def _wrapped(keys: Keys, passphrase: str, cost: Cost) -> dict[str, Any]:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(_NONCE)
    wrap: dict[str, Any] = {
        "by": "argon2id, aes-256-gcm",
        "memory": cost.memory,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": b64encode(salt).decode(),
    }
    sealed = AESGCM(derive(passphrase, salt, cost)).encrypt(nonce, keys.secret, _bound(keys.register, wrap))
    return wrap | {"wrapped": b64encode(nonce + sealed).decode()}


def _bound(register: str, wrap: dict[str, Any]) -> bytes:
    """What the wrap is bound to: a wrap of another register, or with other costs, does not open."""
    shown = {name: value for name, value in wrap.items() if name != "wrapped"}
    return json.dumps([register, shown], sort_keys=True, separators=(",", ":")).encode()


def _packed(content: dict[str, Any]) -> bytes:
    return json.dumps(content, indent=1, sort_keys=True).encode() + b"\n"


def _load(folder: Path) -> dict[str, Any]:
    file = folder / FILE
    try:
        content = json.loads(file.read_bytes())
    except FileNotFoundError as problem:
        raise NotFound(f"the register in {folder} is not encrypted", subject=folder) from problem
    except OSError as problem:
        raise RegisterProblem(f"{file} cannot be read: {problem.strerror}", subject=file) from problem
    except ValueError as problem:
        raise RegisterProblem(f"{file} is damaged; restore a backup", subject=file) from problem
    if not isinstance(content, dict) or content.get("asyl") != "keys":
        raise RegisterProblem(f"{file} is no file of keys of asyl", subject=file)
    if content.get("version") != VERSION:
        raise RegisterProblem(f"{file} was made by a newer asyl; upgrade asyl", subject=file)
    if not _whole(content):
        raise RegisterProblem(f"{file} is damaged; restore a backup", subject=file)
    return content


def _whole(content: dict[str, Any]) -> bool:
    wrap = content.get("passphrase")
    if not isinstance(wrap, dict) or not all(isinstance(wrap.get(name), int) for name in ("memory", "passes", "lanes")):
        return False
    words = (content.get("register"), content.get("recovery"), wrap.get("salt"), wrap.get("wrapped"))
    try:
        return all(isinstance(word, str) and b64decode(word, validate=False) is not None for word in words)
    except NotBase64:
        return False
