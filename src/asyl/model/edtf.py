"""Dates as EDTF strings: the subset asyl writes, with the first and the last day each can mean.

Source: Extended Date/Time Format, ISO 8601-2:2019, levels 0 and 1 (years, months, days, seasons 21 to 24,
intervals, open ends `..`, qualifiers `~ ? %` at the end of a date).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from .errors import EdtfProblem

FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)
# First month and number of months of EDTF's seasons; winter (24) begins in the year it is named after.
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%])?")


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days, both included, that a date can mean."""

    earliest: date
    latest: date

    @property
    def days(self) -> int:
        """Length in days, 0 for one day."""
        return (self.latest - self.earliest).days

    def contains(self, other: DateRange) -> bool:
        return self.earliest <= other.earliest and other.latest <= self.latest

    def overlaps(self, other: DateRange) -> bool:
        return self.earliest <= other.latest and other.earliest <= self.latest


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _season(year: int, season: int) -> DateRange:
    first = _SEASONS[season]
    if first < 12:
        return DateRange(date(year, first, 1), _month_end(year, first + 2))
    if year == LAST_DAY.year:
        return DateRange(date(year, 12, 1), LAST_DAY)
    return DateRange(date(year, 12, 1), _month_end(year + 1, 2))


def _point(text: str) -> DateRange:
    match = _POINT.fullmatch(text)
    if not match:
        raise EdtfProblem(f"{text!r} is no EDTF date that asyl knows", subject=text)
    year, month, day = int(match[1]), match[2] and int(match[2]), match[3] and int(match[3])
    try:
        if day:
            return DateRange(date(year, month or 0, day), date(year, month or 0, day))
        if month in _SEASONS:
            return _season(year, month)
        if month:
            return DateRange(date(year, month, 1), _month_end(year, month))
        return DateRange(date(year, 1, 1), date(year, 12, 31))
    except (ValueError, calendar.IllegalMonthError) as problem:
        raise EdtfProblem(f"{text!r} is no day of the calendar", subject=text) from problem


def date_range(text: str) -> DateRange:
    """The first and last day that an EDTF string can mean.

    Raises EdtfProblem for anything outside the subset.
    """
    parts = text.strip().split("/")
    if len(parts) == 1:
        return _point(parts[0])
    if len(parts) != 2 or parts == ["..", ".."]:
        raise EdtfProblem(f"{text!r} is no EDTF interval", subject=text)
    low = FIRST_DAY if parts[0] in ("", "..") else _point(parts[0]).earliest
    high = LAST_DAY if parts[1] in ("", "..") else _point(parts[1]).latest
    if low > high:
        raise EdtfProblem(f"{text!r} ends before it begins", subject=text)
    return DateRange(low, high)


def is_edtf(text: str) -> bool:
    try:
        date_range(text)
    except EdtfProblem:
        return False
    return True


def compatible(one: str | None, other: str | None) -> bool:
    """True when both may be the same date: either is unknown, or one range contains the other.

    A range wider than 366 days is compatible only with a range that contains it, so that an open interval does
    not swallow every date (the rule of the shared scorer).
    """
    if one is None or other is None:
        return True
    a, b = date_range(one), date_range(other)
    if a == b:
        return True
    return (a.contains(b) and a.days <= 366) or (b.contains(a) and b.days <= 366)


def disjoint(one: str | None, other: str | None) -> bool:
    """True when no day is common to both, so that both cannot be the date of one happening."""
    if one is None or other is None:
        return False
    return not date_range(one).overlaps(date_range(other))


def narrower(one: str | None, other: str | None) -> str | None:
    """Of two dates the one that says more."""
    if one is None or other is None:
        return one if other is None else other
    return one if date_range(one).days <= date_range(other).days else other
