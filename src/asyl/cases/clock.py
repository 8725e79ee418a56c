"""Arithmetic of time limits."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from asyl.model import Unit

FRIDAY = 4
HOURS_A_DAY = 24


def due(start: date, limit: int, unit: Unit) -> date | None:
    """The last day of a limit that begins on `start`, the day of the event itself not counted.

    Months and years end on the day of the same number, or on the last day of a shorter month (31 January and one month:
    28 or 29 February). Working days are Monday to Friday; holidays are not known. Hours are whole days, rounded up.
    None when the day lies beyond the calendar.
    """
    try:
        return _UNITS[unit](start, limit)
    except (OverflowError, ValueError):
        return None


def _months(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _working_days(start: date, days: int) -> date:
    weeks, rest = divmod(days, 5)
    day = start + timedelta(weeks=weeks)
    while day.weekday() > FRIDAY and weeks:
        day -= timedelta(days=1)  # a start on a weekend: the whole weeks end on a Friday
    while rest:
        day += timedelta(days=1)
        rest -= day.weekday() <= FRIDAY
    return day


_UNITS: dict[Unit, Callable[[date, int], date]] = {
    Unit.HOUR: lambda start, limit: start + timedelta(days=-(-limit // HOURS_A_DAY)),
    Unit.CALENDAR_DAY: lambda start, limit: start + timedelta(days=limit),
    Unit.WORKING_DAY: _working_days,
    Unit.WEEK: lambda start, limit: start + timedelta(weeks=limit),
    Unit.MONTH: _months,
    Unit.YEAR: lambda start, limit: _months(start, 12 * limit),
}
