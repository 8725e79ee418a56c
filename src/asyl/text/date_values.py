"""Calendar arithmetic on days and EDTF strings."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1000, 2199  # years that a report may speak of


def day(year: int, month: int, number: int) -> str | None:
    """EDTF of a day, None when the calendar does not have it."""
    if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]:
        return f"{year:04d}-{month:02d}-{number:02d}"
    return None


def month(year: int, number: int) -> str | None:
    """EDTF of a month, None outside the years a report may speak of."""
    return f"{year:04d}-{number:02d}" if FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12 else None


def year(number: int) -> str | None:
    return f"{number:04d}" if FIRST_YEAR <= number <= LAST_YEAR else None


def century(short: int) -> int:
    """The year that two digits name: 70 to 99 are of the last century."""
    return 1900 + short if short >= 70 else 2000 + short


def iso(when: date) -> str | None:
    return day(when.year, when.month, when.day)


def shift_days(when: date, days: int) -> date | None:
    try:
        return when + timedelta(days=days)
    except OverflowError:
        return None


def shift_months(when: date, months: int) -> tuple[int, int]:
    """(year, month) so many months on."""
    count = when.year * 12 + when.month - 1 + months
    return count // 12, count % 12 + 1


def week(when: date, weeks: int) -> str | None:
    """EDTF interval, Monday to Sunday, of the week that lies so many weeks from the one `when` is in."""
    monday = shift_days(when, 7 * weeks - when.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}" if monday else None


def weekend(when: date, weeks: int) -> str | None:
    """EDTF interval, Saturday to Sunday, of such a week."""
    saturday = shift_days(when, 7 * weeks - when.weekday() + 5)
    return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}" if saturday else None


def joined(first: str, last: str) -> str:
    """EDTF interval of two dates, the outer ends where they are intervals themselves."""
    return f"{first.partition('/')[0]}/{last.rpartition('/')[2]}"


def precision(edtf: str) -> str:
    """What the first part of an EDTF string names: day, month, season or year."""
    parts = edtf.rstrip("~?%").partition("/")[0].split("-")
    if len(parts) == 3:
        return "day"
    if len(parts) == 2:
        return "month" if parts[1].rstrip("~?%") <= "12" else "season"
    return "year"


def approximate(edtf: str) -> str:
    return edtf if edtf.endswith("~") or "/" in edtf else edtf + "~"
