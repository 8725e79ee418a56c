"""Words under lock: a key for each sealed class of a case, wrapped for every member who may open it.

Everything is bound to what it belongs to (`about`): a ciphertext that was moved to another row does not open.
"""

from __future__ import annotations

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from asyl.model import IntegrityFailure

from .identity import Identity, opening_part

_VERSION = "1"  # X25519, HKDF-SHA256, AES-256-GCM; stands before everything sealed this way
_NONCE, _BLOCK = 12, 64


def new_key() -> bytes:
    """A key for AES-256-GCM."""
    return secrets.token_bytes(32)


def wrap_key(key: bytes, public: str, about: str) -> str:
    """A key that only the owner of a public key can unwrap."""
    once = X25519PrivateKey.generate()
    mine = once.public_key().public_bytes_raw()
    theirs = opening_part(public)
    shared = once.exchange(X25519PublicKey.from_public_bytes(theirs))
    return _pack(mine + _encrypt(_subkey(shared, mine + theirs), key, about))


def unwrap_key(wrapped: str, identity: Identity, about: str) -> bytes:
    """Raises IntegrityFailure when it was not wrapped for this identity and this purpose, or was changed."""
    raw = _unpack(wrapped)
    theirs, own = raw[:32], identity.opening_key
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(theirs))
    except ValueError as problem:
        raise _damaged(about) from problem
    mine = own.public_key().public_bytes_raw()
    return _decrypt(_subkey(shared, theirs + mine), raw[32:], about)


def seal_words(key: bytes, words: str, about: str) -> str:
    """Words as ciphertext; their length shows in steps of 64 bytes only."""
    plain = words.encode("utf-8", "surrogatepass") + b"\x80"
    return _pack(_encrypt(_subkey(key, about.encode()), plain + b"\0" * (-len(plain) % _BLOCK), about))


def open_words(key: bytes, sealed: str, about: str) -> str:
    """Raises IntegrityFailure when the words were sealed for something else, or were changed."""
    plain = _decrypt(_subkey(key, about.encode()), _unpack(sealed), about)
    return plain.rstrip(b"\0")[:-1].decode("utf-8", "surrogatepass")


def _encrypt(key: bytes, plain: bytes, about: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, about.encode())


def _decrypt(key: bytes, raw: bytes, about: str) -> bytes:
    try:
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], about.encode())
    except (InvalidTag, ValueError) as problem:
        raise _damaged(about) from problem


def _subkey(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, b"asyl sealed " + purpose).derive(key)


def _pack(raw: bytes) -> str:
    return f"{_VERSION}:{base64.b64encode(raw).decode()}"


def _unpack(sealed: str) -> bytes:
    version, _, rest = sealed.partition(":")
    try:
        if version != _VERSION:
            raise ValueError(version)
        return base64.b64decode(rest, validate=True)
    except ValueError as problem:
        raise _damaged(version) from problem


def _damaged(about: str) -> IntegrityFailure:
    return IntegrityFailure("a sealed value or its key was changed, or belongs to something else", subject=about)
