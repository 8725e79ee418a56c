"""Values of `model` as JSON and as digests."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import TypeVar

import msgspec

from asyl.model import About, JudgedClaim, Judgement

T = TypeVar("T")


def pack(value: object) -> str:
    """Any value of `model` as JSON in ASCII: NUL and lone surrogates are escapes."""
    return json.dumps(msgspec.to_builtins(value), separators=(",", ":"))


def unpack(text: str, kind: type[T]) -> T:
    """What `pack` was given. Raises msgspec.ValidationError when it is no such value."""
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        # The fast way takes no lone surrogates.
        return msgspec.convert(json.loads(text), kind)


@lru_cache(maxsize=8192)  # each is needed for its column, its key and its digest
def pack_about(about: About) -> str:
    return pack(about)


def about_key(about: About) -> str:
    """What two judgements about the same thing share, whatever they say of it."""
    thing = replace(about, amended=()) if isinstance(about, JudgedClaim) and about.amended else about
    return sha256(pack_about(thing).encode("ascii")).hexdigest()


def judgement_digest(judgement: Judgement) -> str:
    """What the log holds of a judgement, so that a changed row shows."""
    parts = [judgement.id, judgement.kind.value, pack_about(judgement.about), judgement.by, _moment(judgement.at)]
    taken = [_moment(judgement.retracted), judgement.retracted_by, judgement.retracted_why]
    body = json.dumps([*parts, judgement.why, *taken, judgement.cases], separators=(",", ":"))
    return sha256(body.encode("ascii")).hexdigest()


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None
