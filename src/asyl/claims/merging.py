"""One claim for each event, person and speaker of a report, at the fullest mention."""

from __future__ import annotations

from collections.abc import Sequence

from asyl.model import Claim, Modality, Tier, compatible

_RANK = {Modality.ASSERTED: 0, Modality.ATTRIBUTED: 1, Modality.PLANNED: 2, Modality.FEARED: 3}


def merge(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Repeats left out: same event, person, polarity and standing, dates that may be one. In order of the text."""
    groups: dict[tuple[str, str | None], list[Claim]] = {}
    for claim in sorted(claims, key=_fullness):
        held = groups.setdefault((claim.event, claim.person), [])
        if not any(_repeats(claim, other) for other in held):
            held.append(claim)
    kept = [claim for held in groups.values() for claim in held]
    return tuple(
        sorted(kept, key=lambda claim: (claim.trigger.start, claim.trigger.end, claim.event, claim.person or ""))
    )


def _fullness(claim: Claim) -> tuple[int, int, int, int]:
    """Fullest first: suggested, dated, with attributes, longer."""
    return (claim.tier is not Tier.SUGGESTED, claim.dating is None, -len(claim.attributes), claim.trigger.start)


def _repeats(claim: Claim, other: Claim) -> bool:
    if claim.trigger.overlaps(other.trigger):
        return True
    if (
        claim.polarity is not other.polarity
        or claim.happened is not other.happened
        or claim.modality is not other.modality
    ):
        return False
    return claim.speaker == other.speaker and compatible(claim.date, other.date) and claim.tier is other.tier
