"""The days on which a country's offices work, as far as its calendar in `holidays.toml` tells."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from asyl.model import WorkCalendar

_WEEKEND = frozenset({5, 6})
_DAY = timedelta(days=1)
_LONGEST_REST = 30  # days in a row that no calendar is closed


def works(day: date, calendar: WorkCalendar | None) -> bool:
    """True on a working day; without a calendar Monday to Friday."""
    if calendar is None:
        return day.weekday() not in _WEEKEND
    return day.weekday() not in calendar.weekend and day not in _closed(calendar.country, calendar, day.year)


def next_working_day(day: date, calendar: WorkCalendar | None) -> date | None:
    """The day itself when offices work on it, else the first one after it; None at the end of the calendar."""
    for _ in range(_LONGEST_REST):
        if works(day, calendar):
            return day
        if day == date.max:
            return None
        day += _DAY
    return None


def after_working_days(start: date, days: int, calendar: WorkCalendar | None) -> date:
    """The working day number `days` after a start that is not counted. Raises OverflowError beyond the calendar."""
    day = start
    while days:
        day += _DAY
        days -= works(day, calendar)
    return day


def unknown_holidays(day: date, calendar: WorkCalendar | None) -> str | None:
    """What a reader has to know about the holidays of a day's year; None when the calendar lists all of them."""
    if calendar is None:
        return "holidays of this country are not known: Saturdays and Sundays only"
    years = calendar.listed_years
    if years is not None and not years[0] <= day.year <= years[1]:
        return f"holidays that move with the moon are not listed for {day.year}"
    return None


@lru_cache(maxsize=512)
def _closed(country: str, calendar: WorkCalendar, year: int) -> frozenset[date]:
    """The holidays of a year, with the days on which those of a weekend are made good."""
    days = sorted(_holidays(calendar, year))
    if calendar.observed == "no":
        return frozenset(days)
    closed = set(days)
    for day in days:
        if day.weekday() in calendar.weekend and date.min < day < date.max - timedelta(days=7):
            closed.add(_made_good(day, closed, calendar))
    if calendar.observed == "nearest" and year < date.max.year and date(year + 1, 1, 1).weekday() == 5:
        closed.add(date(year, 12, 31))  # the next New Year's Day is a Saturday
    return frozenset(closed)


def _made_good(day: date, closed: set[date], calendar: WorkCalendar) -> date:
    if calendar.observed == "nearest":
        return day - _DAY if day.weekday() == 5 else day + _DAY
    while day.weekday() in calendar.weekend or day in closed:
        day += _DAY
    return day


def _holidays(calendar: WorkCalendar, year: int) -> set[date]:
    found = {day for day in calendar.listed if day.year == year}
    for month, number, first, last in calendar.fixed:
        if (first is None or first <= year) and (last is None or year <= last) and (month, number) != (2, 29):
            found.add(date(year, month, number))
    for month, number, weekday in calendar.weekdays:
        start = date(year, month, number)
        found.add(start + timedelta(days=(weekday - start.weekday()) % 7))
    if calendar.easter:
        sunday = easter(year)
        found.update(sunday + timedelta(days=offset) for offset in calendar.easter)
    return found


def easter(year: int) -> date:
    """Easter Sunday of the western church. Source: the anonymous Gregorian algorithm (Meeus)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, odd = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarter, left = divmod(rest, 4)
    week = (32 + 2 * odd + 2 * quarter - moon - left) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)
