"""The recovery key: printed once, kept on paper, opens backups and a register whose passphrase is lost.

It is an identity of age (https://age-encryption.org), so a backup also opens with any other age program. Its letters
carry a checksum (Bech32): a slip of the pen is told from a wrong key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyrage
from pyrage import x25519

from asyl.model import UsageProblem

_PREFIX = "AGE-SECRET-KEY-1"
_BREAKS = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """`words` is the whole key, `recipient` its public half: whoever has only that can encrypt and not decrypt."""

    words: str = field(repr=False)
    recipient: str

    def on_paper(self) -> str:
        """The key in groups of four, for a person to write down and type again."""
        body = self.words.removeprefix(_PREFIX)
        groups = [body[start : start + 4] for start in range(0, len(body), 4)]
        half = (len(groups) + 1) // 2
        return f"{_PREFIX}\n{' '.join(groups[:half])}\n{' '.join(groups[half:])}"


def new_recovery_key() -> RecoveryKey:
    identity = x25519.Identity.generate()
    return RecoveryKey(str(identity), str(identity.to_public()))


def read_recovery_key(words: str) -> RecoveryKey:
    """What a person typed, with any spaces, line breaks and dashes. Raises UsageProblem."""
    body = _BREAKS.sub("", words).upper().removeprefix(_BREAKS.sub("", _PREFIX))
    try:
        identity = x25519.Identity.from_str(_PREFIX + body)
    except (pyrage.IdentityError, UnicodeEncodeError) as problem:
        raise UsageProblem("these letters are no recovery key: one of them is wrong, or some are missing") from problem
    return RecoveryKey(str(identity), str(identity.to_public()))


def checked_recipient(words: str) -> str:
    """A public key that backups may be encrypted to. Raises UsageProblem."""
    try:
        return str(x25519.Recipient.from_str(words.strip()))
    except (pyrage.RecipientError, UnicodeEncodeError) as problem:
        raise UsageProblem(f"{words!r} is no public key of age (age1...)", subject=words) from problem


def wrap_for(secret: bytes, recipients: Iterable[str]) -> bytes:
    """Encrypts something short."""
    return bytes(pyrage.encrypt(secret, [x25519.Recipient.from_str(one) for one in recipients]))


def open_with(sealed: bytes, key: RecoveryKey) -> bytes | None:
    """What `wrap_for` was given; None when the key is another one or the bytes were changed."""
    try:
        return bytes(pyrage.decrypt(sealed, [x25519.Identity.from_str(key.words)]))
    except pyrage.DecryptError:
        return None
