"""The hash chain of the log: every line holds the SHA-256 of the line before it and of itself.

By itself a chain shows what was edited, taken out, put in or moved. It cannot show that somebody computed the whole
rest anew, or cut the end off: that needs a checkpoint kept elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

START = "0" * 64  # what the first line holds in the place of a line before it


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the log as it lies there; `at` is in UTC, `detail` the JSON of the column."""

    number: int
    at: datetime
    by: str
    what: str
    subject: str
    why: str
    salt: str
    why_digest: str
    detail: str
    chain: str


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the history is not what was written: the number of the line, and what is wrong."""

    number: int
    problem: str


def why_digest(salt: str, why: str) -> str:
    """A digest of the reason that nobody can guess the reason from; empty when there is none."""
    return sha256(f"{salt}:{why}".encode("utf-8", "surrogatepass")).hexdigest() if why else ""


def link(before: str, line: Line) -> str:
    """What the line's `chain` has to be after a line whose own is `before`."""
    when = line.at.astimezone(UTC).isoformat(timespec="microseconds")
    body = [before, line.number, when, line.by, line.what, line.subject, line.why_digest, line.detail]
    return sha256(json.dumps(body, separators=(",", ":")).encode("ascii")).hexdigest()


def breaks(lines: Iterable[Line], head: tuple[int, str] | None) -> Iterator[Break]:
    """Every place where lines, in their order, do not follow from each other. `head` is the last line as it was marked
    when it was written: (number, chain)."""
    before, expected = START, 1
    for line in lines:
        if line.number != expected:
            yield Break(line.number, f"line {expected} is not there")
        elif link(before, line) != line.chain:
            yield Break(line.number, "it does not follow from the line before, or was changed")
        if line.why and why_digest(line.salt, line.why) != line.why_digest:
            yield Break(line.number, "its reason was changed")
        before, expected = line.chain, line.number + 1
    if head is not None and head != (expected - 1, before):
        yield Break(head[0], "the log does not end where it ended when it was last written")
