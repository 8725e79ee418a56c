"""From a passphrase to a key: argon2id, slow on purpose."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from asyl.model import RegisterProblem, UsageProblem

SHORTEST = 12  # characters; with argon2id beside it, enough against a stolen disk when they are not a known phrase


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try costs: `memory` in KiB, `passes` over it, `lanes` in parallel."""

    memory: int
    passes: int
    lanes: int


DEFAULT = Cost(256 * 1024, 3, 4)  # about a second on a laptop
SMALL = Cost(64 * 1024, 3, 4)  # RFC 9106, the second recommended option: where memory is scarce
_SLOW_ENOUGH = 0.5  # seconds
_MOST = Cost(4 * 1024 * 1024, 64, 64)  # what a file that somebody wrote to may ask of this machine


def calibrated() -> Cost:
    """A cost that takes this machine half a second or more."""
    cost = DEFAULT
    while cost.passes < 12:
        began = time.perf_counter()
        try:
            derive("a passphrase to measure with", b"\0" * 16, cost)
        except HashingError:  # not enough memory
            return SMALL
        if time.perf_counter() - began >= _SLOW_ENOUGH:
            return cost
        cost = Cost(cost.memory, cost.passes * 2, cost.lanes)
    return cost


def derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """A key of 32 bytes. The same letters give the same key whatever keyboard composed them (NFKC).

    Raises RegisterProblem for a cost that no asyl asks for.
    """
    if not (8 <= cost.memory <= _MOST.memory and 0 < cost.passes <= _MOST.passes and 0 < cost.lanes <= _MOST.lanes):
        raise RegisterProblem("the file of keys asks for a cost that no asyl asks for; it is damaged")
    words = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(words, salt, cost.passes, cost.memory, cost.lanes, 32, Type.ID)


def checked(passphrase: str) -> str:
    """A passphrase good enough to be set. Raises UsageProblem."""
    if len(passphrase) < SHORTEST:
        raise UsageProblem(f"the passphrase has fewer than {SHORTEST} characters; take five or six random words")
    if len(set(passphrase)) < 5:
        raise UsageProblem("the passphrase repeats a few characters; take five or six random words")
    return passphrase
