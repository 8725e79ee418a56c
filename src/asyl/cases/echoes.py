"""Echoes: claims of a copied passage that say word for word what the original says. They weigh nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from asyl.model import Claim, LinkKind

from .sources import Sources, within

Reading = tuple[str, str, str, str, str]
EXPLICIT = "explicit"  # basis of a date that stands in the words with its year


def echoes(claims: Sequence[Claim], sources: Sources) -> dict[str, Claim]:
    """Claim id -> the first claim that it repeats, over any number of copies."""
    readings: dict[Reading, list[Claim]] = {}
    for claim in claims:
        readings.setdefault(_reading(claim), []).append(claim)
    found: dict[str, Claim] = {}
    for claim in claims:
        same = readings[_reading(claim)]
        copied = _copied(claim, sources) if len(same) > 1 else frozenset()
        originals = [other for other in same if other.report in copied and _same_date(claim, other)]
        if originals:
            found[claim.id] = min(originals, key=lambda item: (item.report, item.trigger.start, item.id))
    return {claim: _first(original, found) for claim, original in found.items()}


def _first(claim: Claim, found: dict[str, Claim]) -> Claim:
    """The beginning of a chain of copies. Chains end: see `_before`."""
    while claim.id in found:
        claim = found[claim.id]
    return claim


def _reading(claim: Claim) -> Reading:
    return (claim.quote, claim.event, claim.polarity, claim.modality, claim.speaker or "")


def _same_date(claim: Claim, original: Claim) -> bool:
    """True when a copy tells the original's date. What it counted from its own day ("last Tuesday", a month without its
    year) is counted from the wrong one: a copied passage speaks of the original's day."""
    if claim.date == original.date or claim.dating is None or original.dating is None:
        return True
    return claim.dating.basis != EXPLICIT


def _copied(claim: Claim, sources: Sources) -> frozenset[str]:
    """The reports from which the passage around a claim was copied."""
    return frozenset(
        link.source
        for link in sources.links.get(claim.report, ())
        if link.kind is LinkKind.COPY and link.source is not None and _before(link.source, claim.report, sources)
        if any(within(claim.trigger, passage.here) for passage in link.passages)
    )


def _before(source: str, report: str, sources: Sources) -> bool:
    """False for a source that rests on the report in turn; of two that do so, the smaller id comes first. Each step
    from copy to original then leaves a circle for good or goes to a smaller id, so that no chain runs in a circle.
    """
    return report not in sources.above(source) or source < report


def without(claims: Iterable[Claim], ids: Iterable[str]) -> list[Claim]:
    left_out = frozenset(ids)
    return [claim for claim in claims if claim.id not in left_out]
