"""Arithmetic of time limits."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from asyl.model import Unit, WorkCalendar

from .workdays import after_working_days

HOURS_A_DAY = 24
LONGEST = 10_000  # working days: longer limits are beyond any law


def due(start: date, limit: int, unit: Unit, calendar: WorkCalendar | None = None) -> date | None:
    """The last day of a limit that begins on `start`, the day of the event itself not counted.

    Months and years end on the day of the same number, or on the last day of a shorter month (31 January and one month:
    28 or 29 February). Working days are those of the `calendar`, without one Monday to Friday. Hours are whole days,
    rounded up. None when the day lies beyond the calendar of years.
    """
    try:
        if unit is Unit.WORKING_DAY:
            return after_working_days(start, limit, calendar) if limit <= LONGEST else None
        return _UNITS[unit](start, limit)
    except (OverflowError, ValueError):
        return None


def _months(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


_UNITS: dict[Unit, Callable[[date, int], date]] = {
    Unit.HOUR: lambda start, limit: start + timedelta(days=-(-limit // HOURS_A_DAY)),
    Unit.CALENDAR_DAY: lambda start, limit: start + timedelta(days=limit),
    Unit.WEEK: lambda start, limit: start + timedelta(weeks=limit),
    Unit.MONTH: _months,
    Unit.YEAR: lambda start, limit: _months(start, 12 * limit),
}
