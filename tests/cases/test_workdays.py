"""Working days and holidays of each country, against days that were looked up or counted by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyl.cases import due, next_working_day, works
from asyl.cases.workdays import easter
from asyl.knowledge import own_knowledge
from asyl.knowledge.holidays import read_holidays
from asyl.model import KnowledgeProblem, Unit
from tests.cases.makers import Say, case, told

CALENDARS = own_knowledge().calendars


@pytest.mark.parametrize("day", ["1961-04-02", "2000-04-23", "2019-04-21", "2024-03-31", "2025-04-20", "2038-04-25"])
def test_easter(day: str) -> None:
    assert easter(int(day[:4])).isoformat() == day


@pytest.mark.parametrize(
    ("country", "day", "open_"),
    [
        ("KZ", "2024-03-22", False),  # Nauryz
        ("KZ", "2023-10-25", False),
        ("KZ", "2021-10-25", True),  # the day became a holiday in 2022
        ("KZ", "2021-12-01", False),
        ("KZ", "2022-12-01", True),
        ("KZ", "2024-06-17", False),  # Kurban Ait on a Sunday, made good on Monday
        ("TR", "2023-06-29", False),
        ("TR", "2024-10-29", False),
        ("DE", "2024-03-29", False),  # Good Friday
        ("DE", "2024-05-09", False),  # Ascension
        ("DE", "2024-10-03", False),
        ("DE", "2024-10-04", True),
        ("SE", "2024-06-21", False),  # Midsummer Eve
        ("SE", "2024-06-06", False),
        ("TH", "2024-04-16", False),  # Songkran, 13 and 14 April on a weekend
        ("US", "2024-11-28", False),  # fourth Thursday of November
        ("US", "2024-05-27", False),  # last Monday of May
        ("US", "2021-12-31", False),  # New Year's Day 2022 on a Saturday
        ("US", "2021-07-05", False),  # 4 July on a Sunday
        ("US", "2020-06-19", True),
    ],
)
def test_days_off(country: str, day: str, open_: bool) -> None:
    assert works(date.fromisoformat(day), CALENDARS[country]) is open_


def test_limits_in_working_days_leave_out_holidays() -> None:
    start = date(2024, 3, 19)  # a Tuesday; 21 and 22 March are Nauryz, 23 March is made good on Monday 25 March
    assert due(start, 3, Unit.WORKING_DAY, CALENDARS["KZ"]) == date(2024, 3, 27)
    assert due(start, 3, Unit.WORKING_DAY) == date(2024, 3, 22)
    assert due(date(9999, 12, 20), 30, Unit.WORKING_DAY) is None


@given(st.sampled_from(sorted(CALENDARS)), st.dates(date(1, 1, 8), date(9999, 12, 1)), st.integers(0, 15))
def test_working_days_are_counted_one_by_one(country: str, start: date, days: int) -> None:
    calendar = CALENDARS[country]
    last = due(start, days, Unit.WORKING_DAY, calendar)
    if last is not None and days:
        assert works(last, calendar)
        between = [start + timedelta(days=n) for n in range(1, (last - start).days + 1)]
        assert sum(works(day, calendar) for day in between) == days
    following = next_working_day(start, calendar)
    assert following is not None
    assert start <= following


def test_a_last_day_off_is_named_and_never_moved() -> None:
    file = case(
        told("a", Say("asylum_refusal", "2024-09-19", place="Berlin"), published="2024-09-20"), as_of=date(2024, 9, 21)
    )
    (item,) = [item for item in file.deadlines if item.rule.endswith("de.simple")]
    assert item.due == date(2024, 10, 3)
    assert any("2024-10-04" in note and "unverified" in note for note in item.notes)


@pytest.mark.parametrize(
    "table",
    [
        {"weekend": [5, 6, 7]},
        {"weekend": [0, 1, 2, 3, 4, 5, 6]},
        {"fixed": ["02-30"]},
        {"fixed": ["1 May"]},
        {"weekdays": ["05-25 7"]},
        {"listed": ["2024-06-16"]},
        {"listed": ["2024-06-16"], "listed_years": [2025, 2026]},
        {"easter": "monday"},
        {"observed": "sometimes"},
        {"source": ""},
        {"surprise": 1},
    ],
)
def test_a_wrong_calendar_is_refused_by_name(table: dict[str, object]) -> None:
    right = {"weekend": [5, 6], "observed": "no", "source": "a law", "verified": "seen"}
    assert read_holidays("h.toml", {"XX": right})
    with pytest.raises(KnowledgeProblem, match=r"h\.toml, XX"):
        read_holidays("h.toml", {"XX": right | table})
