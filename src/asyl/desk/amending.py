"""A claim as a person set it right: which fields can be set, to what, and the claim that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from asyl.model import (
    Claim,
    Dating,
    JudgedClaim,
    Modality,
    Polarity,
    Report,
    UsageProblem,
    is_edtf,
)

if TYPE_CHECKING:
    from asyl.knowledge import Knowledge

FIELDS = ("event", "date", "polarity", "modality", "place", "status")
BASIS = "amended"  # of a date that a person set


def checked(changes: Mapping[str, str], knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """The changes in order, when each names a field that can be set and a value that it can have.

    An empty value takes a date, a place or a status away. Raises UsageProblem.
    """
    if not changes:
        raise UsageProblem(f"nothing to amend; name one of {', '.join(FIELDS)}")
    for field, value in changes.items():
        if field not in FIELDS:
            raise UsageProblem(f"{field!r} cannot be amended; name one of {', '.join(FIELDS)}", subject=field)
        if not _allowed(field, value, knowledge):
            raise UsageProblem(f"{value!r} is no {field}", subject=value)
    return tuple(sorted(changes.items()))


def _allowed(field: str, value: str, knowledge: Knowledge) -> bool:
    if field in ("date", "place", "status") and not value:
        return True
    tests = {
        "event": lambda: value in knowledge.events,
        "date": lambda: is_edtf(value),
        "polarity": lambda: value in set(Polarity),
        "modality": lambda: value in set(Modality),
        "place": lambda: bool(value.strip()),
        "status": lambda: value in knowledge.statuses,
    }
    return tests[field]()


def amended_claim(claim: Claim, judged: JudgedClaim, report: Report) -> Claim:
    """The claim with what a person set in the place of what was read."""
    fields: dict[str, Any] = {}
    for field, value in judged.amended:
        if field == "date":
            fields["dating"] = Dating(value, BASIS) if value else None
        elif field == "status":
            others = tuple(pair for pair in claim.attributes if pair[0] != "status")
            fields["attributes"] = tuple(sorted((*others, ("status", value)))) if value else others
        elif field == "polarity":
            fields[field] = Polarity(value)
        elif field == "modality":
            fields[field] = Modality(value)
        else:
            fields[field] = value or None
    return replace(claim, text=report.text, **fields)
