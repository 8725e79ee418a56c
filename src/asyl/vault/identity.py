"""Who somebody is, as keys: one secret of 32 bytes, from which an X25519 key opens things and an Ed25519 key signs."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, field

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from asyl.model import IntegrityFailure, NotAllowed

BARE, _WRAPPED = "open", "argon2id"  # how a secret begins that has no passphrase, or one
# 64 MiB, 3 passes: about 0.2 s of one core, above the second choice of RFC 9106. Written beside each secret.
MEMORY_KIB, PASSES, LANES = 65536, 3, 4
_KEY_HEX = 64


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody's secret. `public` is what others need: both public keys in hex."""

    secret: bytes = field(repr=False)

    @property
    def public(self) -> str:
        return (self.opening_key.public_key().public_bytes_raw() + self._signing.public_key().public_bytes_raw()).hex()

    @property
    def opening_key(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(_derive(self.secret, b"asyl opening"))

    @property
    def _signing(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(_derive(self.secret, b"asyl signing"))

    def sign(self, data: bytes) -> str:
        """An Ed25519 signature in hex."""
        return self._signing.sign(data).hex()


def new_identity() -> Identity:
    return Identity(secrets.token_bytes(32))


def opening_part(public: str) -> bytes:
    """The X25519 half of a public key in hex. Raises IntegrityFailure when it is no such key."""
    return _half(public, 0)


def signed_by(public: str, data: bytes, signature: str) -> bool:
    """True when the owner of the public key signed exactly this."""
    try:
        Ed25519PublicKey.from_public_bytes(_half(public, 1)).verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError, IntegrityFailure):
        return False
    return True


def _half(public: str, which: int) -> bytes:
    try:
        raw = bytes.fromhex(public[which * _KEY_HEX : (which + 1) * _KEY_HEX])
    except ValueError:
        raw = b""
    if len(raw) != 32:
        raise IntegrityFailure("a member's public key is damaged", subject=public)
    return raw


def wrap_identity(identity: Identity, passphrase: str | None) -> str:
    """The secret as it is kept: wrapped by a passphrase (argon2id, AES-256-GCM), or bare when there is none."""
    if not passphrase:
        return f"{BARE}:{base64.b64encode(identity.secret).decode()}"
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    cost = f"{MEMORY_KIB},{PASSES},{LANES}"
    key = _stretch(passphrase, salt, cost)
    box = AESGCM(key).encrypt(nonce, identity.secret, identity.public.encode())
    return ":".join((_WRAPPED, cost, salt.hex(), nonce.hex(), box.hex(), identity.public))


def unwrap_identity(kept: str, passphrase: str | None) -> Identity:
    """Raises NotAllowed for a wrong passphrase or none, IntegrityFailure when it is no identity."""
    kind, _, rest = kept.partition(":")
    try:
        if kind == BARE:
            return Identity(base64.b64decode(rest, validate=True))
        cost, salt, nonce, box, public = rest.split(":")
        parts = bytes.fromhex(salt), bytes.fromhex(nonce), bytes.fromhex(box)
        numbers = [int(number) for number in cost.split(",")]
    except ValueError as problem:
        raise IntegrityFailure("a member's identity is damaged; restore a backup") from problem
    # What a changed row may ask of this machine is bounded.
    if kind != _WRAPPED or len(numbers) != 3 or numbers[0] > 1 << 22 or numbers[1] > 16:
        raise IntegrityFailure("a member's identity is damaged; restore a backup")
    if not passphrase:
        raise NotAllowed("this member has a passphrase; type it, or name a file that holds it in ASYL_MEMBER_FILE")
    try:
        return Identity(AESGCM(_stretch(passphrase, parts[0], cost)).decrypt(parts[1], parts[2], public.encode()))
    except InvalidTag as problem:
        raise NotAllowed("that is not this member's passphrase") from problem


def _stretch(passphrase: str, salt: bytes, cost: str) -> bytes:
    memory, passes, lanes = (int(number) for number in cost.split(","))
    secret = passphrase.encode("utf-8", "surrogatepass")
    return hash_secret_raw(secret, salt, passes, memory, lanes, 32, Type.ID)


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, purpose).derive(secret)
