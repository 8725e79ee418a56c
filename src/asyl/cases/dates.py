"""Dates of claims: ranges parsed once, distances in days, the day by which something is known to have happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from asyl.model import Claim, DateBasis, DateRange, Report, compatible, date_range, is_edtf

LAST_DAY = date(9999, 12, 31)
YEAR = 366  # days: the widest range that still tells when something happened


@lru_cache(maxsize=65536)
def range_of(edtf: str) -> DateRange | None:
    """The days an EDTF string can mean; None when it is no date (a claim is never refused for that)."""
    return date_range(edtf) if is_edtf(edtf) else None


def when(claim: Claim) -> DateRange | None:
    return range_of(claim.date) if claim.date else None


def published(report: Report | None) -> DateRange | None:
    """When a report was published, as far as it says so itself; a capture date is no publication date."""
    if report is None or not report.published or report.published_basis in (DateBasis.CAPTURED, DateBasis.UNKNOWN):
        return None
    return range_of(report.published)


def gap(one: DateRange, other: DateRange) -> int:
    """Days between two ranges, 0 when they share a day."""
    if one.overlaps(other):
        return 0
    first, second = (one, other) if one.latest < other.earliest else (other, one)
    return (second.earliest - first.latest).days


@lru_cache(maxsize=65536)
def may_be_one(one: str, other: str) -> bool:
    """True when one of two dates contains the other (`model.compatible`, cached)."""
    return range_of(one) is not None and range_of(other) is not None and compatible(one, other)


def narrowest(dates: Iterable[str]) -> str | None:
    """The date that says most; of equals the earliest."""
    known = [(found.days, found.earliest, text) for text in dates if (found := range_of(text)) is not None]
    return min(known)[2] if known else None


def hull(dates: Iterable[str]) -> str | None:
    """One date for several: the narrowest when they share days, else the interval from the first to the last. Dates too
    far apart for an interval to tell anything: the one that is given most often, of equals the earliest."""
    given = Counter(text for text in dates if range_of(text) is not None)
    ranges = [found for text in given if (found := range_of(text)) is not None]
    if not ranges:
        return None
    if max(item.earliest for item in ranges) <= min(item.latest for item in ranges):
        return narrowest(given)
    closed = [item for item in ranges if item.days <= YEAR] or ranges
    whole = DateRange(min(item.earliest for item in closed), max(item.latest for item in closed))
    if whole.days <= YEAR:
        return f"{whole.earliest.isoformat()}/{whole.latest.isoformat()}"
    most = max(given.values())
    return narrowest(text for text, count in given.items() if count == most)
