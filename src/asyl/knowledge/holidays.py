"""The days on which offices are closed, as data, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from asyl.model import KnowledgeProblem, Verified, WorkCalendar

from .entries import Entry

OBSERVED = frozenset({"no", "next", "nearest"})
_FIXED = re.compile(r"(\d\d)-(\d\d)(?: (\d{4})?\.\.(\d{4})?)?")
_WEEKDAY = re.compile(r"(\d\d)-(\d\d) ([0-6])")
LEAP = 2024  # a year that has every day


def read_holidays(file: str, tables: Mapping[str, Any]) -> dict[str, WorkCalendar]:
    """Country -> its days off. Raises KnowledgeProblem for a day that no year has, and for days off outside the years
    that are said to be listed."""
    return {country: _calendar(country, Entry(file, country, table)) for country, table in tables.items()}


def _calendar(country: str, entry: Entry) -> WorkCalendar:
    listed = frozenset(_day(entry, text) for text in entry.texts("listed", required=False))
    years = _numbers(entry, "listed_years")
    found = WorkCalendar(
        country=country,
        weekend=frozenset(_numbers(entry, "weekend")),
        fixed=tuple(_fixed(entry, text) for text in entry.texts("fixed", required=False)),
        weekdays=tuple(_weekday(entry, text) for text in entry.texts("weekdays", required=False)),
        easter=_numbers(entry, "easter"),
        listed=listed,
        listed_years=(years[0], years[1]) if len(years) == 2 else None,
        observed=entry.choice("observed", OBSERVED),
        source=entry.text("source"),
        verified=Verified(entry.choice("verified", frozenset(Verified))),
        note=entry.optional("note"),
    )
    entry.finish()
    if len(found.weekend) > 6 or not found.weekend <= set(range(7)):
        raise entry.problem("`weekend` needs weekdays from 0 to 6, and leaves a day to work on")
    if listed and (found.listed_years is None or not {day.year for day in listed} <= set(_years(found.listed_years))):
        raise entry.problem("`listed` needs `listed_years`, two years around all of its days")
    return found


def _years(pair: tuple[int, int]) -> range:
    return range(pair[0], pair[1] + 1)


def _numbers(entry: Entry, key: str) -> tuple[int, ...]:
    value = entry.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, int) and not isinstance(item, bool) for item in value):
        raise entry.problem(f"`{key}` is no list of whole numbers")
    return tuple(value)


def _day(entry: Entry, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise entry.problem(f"{text!r} is no day of the calendar") from problem


def _fixed(entry: Entry, text: str) -> tuple[int, int, int | None, int | None]:
    match = _FIXED.fullmatch(text)
    if match is None:
        raise entry.problem(f"{text!r} is no day of the year: MM-DD, with 2022.. or ..2021 after it")
    day = _day(entry, f"{LEAP}-{match[1]}-{match[2]}")
    return day.month, day.day, int(match[3]) if match[3] else None, int(match[4]) if match[4] else None


def _weekday(entry: Entry, text: str) -> tuple[int, int, int]:
    match = _WEEKDAY.fullmatch(text)
    if match is None:
        raise KnowledgeProblem(f"{entry.where}: {text!r} is no weekday after a day: MM-DD N", subject=text)
    day = _day(entry, f"{LEAP}-{match[1]}-{match[2]}")
    return day.month, day.day, int(match[3])
