"""May two claims about one person and event be one happening? Each answer with its reason."""

from __future__ import annotations

from asyl.model import Claim

from .dates import YEAR, gap, may_be_one, published, when
from .sources import Sources, aligned, fold

NEAR_LINKED = YEAR + 34  # a retelling that takes the wrong month or year is still told of that happening
NEAR_UNLINKED = 3  # independent reports that differ by more days tell of two happenings
NEAR_SAME_REPORT = 31  # two voices in one report that date one happening differently
COARSE = 31  # days: a date wider than this does not tell two happenings of one kind apart


def apart(one: Claim, other: Claim, sources: Sources) -> bool:
    """True when two claims cannot be one happening: a report tells both as two, or was written before the other one."""
    a, b = when(one), when(other)
    if a is None or b is None:
        return _too_early(one, other, sources) or _too_early(other, one, sources)
    if a.overlaps(b):
        return max(a.days, b.days) > COARSE and not sources.linked(one.report, other.report) and elsewhere(one, other)
    if one.report == other.report and voice(one) == voice(other):
        return True
    return _too_early(one, other, sources) or _too_early(other, one, sources)


def _too_early(one: Claim, other: Claim, sources: Sources) -> bool:
    """True when `one`'s report came out before what `other` tells of began."""
    out, happened = published(sources.reports.get(one.report)), when(other)
    return out is not None and happened is not None and happened.earliest > out.latest


def voice(claim: Claim) -> str:
    return fold(claim.speaker or "")


def elsewhere(one: Claim, other: Claim) -> bool:
    """True when both name a place and neither name is part of the other."""
    here, there = place(one), place(other)
    return bool(here and there) and not (
        set(here.split()) <= set(there.split()) or set(there.split()) <= set(here.split())
    )


def place(claim: Claim) -> str:
    return fold(str(claim.place or claim.attribute("place") or ""))


def agreement(one: Claim, other: Claim, sources: Sources) -> tuple[int, str] | None:
    """How strongly two dated claims speak for one happening, with the reason; None when nothing does."""
    a, b = when(one), when(other)
    if a is None or b is None or one.date is None or other.date is None:
        return None
    if a == b:
        return 4, "same date"
    if a.overlaps(b) and (aligned(sources, one, other) or aligned(sources, other, one)):
        return 4, "the words were taken over"
    if may_be_one(one.date, other.date):
        return 3, "one date contains the other"
    return (2, "the dates share days") if a.overlaps(b) and min(a.days, b.days) <= YEAR else None


def nearness(one: Claim, other: Claim, sources: Sources) -> tuple[int, str] | None:
    """Days between two claims whose dates differ but that may still be one happening, with the reason."""
    a, b = when(one), when(other)
    if a is None or b is None:
        return None
    days = gap(a, b)
    if one.report == other.report:
        limit, reason = NEAR_SAME_REPORT, "two voices of one report date it differently"
    elif sources.linked(one.report, other.report):
        limit, reason = NEAR_LINKED, "one report rests on the other and dates it differently"
    else:
        limit, reason = NEAR_UNLINKED, "dates a few days apart"
    return (days, reason) if days <= limit else None
