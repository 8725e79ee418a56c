"""EDTF: what a date can mean, against the edtf package as oracle."""

from datetime import date, timedelta

import edtf as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyl.model import EdtfProblem, compatible, date_range, disjoint, is_edtf, narrower

days = st.dates(date(1000, 1, 1), date(9998, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2019-12-25", "2019-12-25", "2019-12-25"),
        ("2016-11", "2016-11-01", "2016-11-30"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2015", "2015-01-01", "2015-12-31"),
        ("2018-05~", "2018-05-01", "2018-05-31"),
        ("2019-21", "2019-03-01", "2019-05-31"),
        ("2019-24", "2019-12-01", "2020-02-29"),
        ("9999-24", "9999-12-01", "9999-12-31"),
        ("2019-12-23/2019-12-25", "2019-12-23", "2019-12-25"),
        ("../2019-04-24", "0001-01-01", "2019-04-24"),
        ("2019-04/..", "2019-04-01", "9999-12-31"),
    ],
)
def test_what_a_date_can_mean(text: str, earliest: str, latest: str) -> None:
    found = date_range(text)
    assert (found.earliest.isoformat(), found.latest.isoformat()) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2019-13",
        "2019-02-30",
        "25.12.2019",
        "2019-12-25/2019-12-01",
        "../..",
        "2019/2020/2021",
        "20",
        "2019-25",
        "0000",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(EdtfProblem) as problem:
        date_range(text)
    assert problem.value.sentence
    assert not is_edtf(text)


@given(days)
def test_days_months_years_agree_with_the_oracle(day: date) -> None:
    for text in (f"{day:%Y-%m-%d}".zfill(10), f"{day.year:04d}-{day.month:02d}", f"{day.year:04d}"):
        theirs = oracle.parse_edtf(text)
        ours = date_range(text)
        assert ours.earliest.timetuple()[:3] == theirs.lower_strict()[:3]
        assert ours.latest.timetuple()[:3] == theirs.upper_strict()[:3]


@given(days, days)
def test_compatible_and_disjoint_are_symmetric_and_never_both(a: date, b: date) -> None:
    one, other = a.isoformat(), f"{b.year:04d}-{b.month:02d}"
    assert compatible(one, other) == compatible(other, one)
    assert disjoint(one, other) == disjoint(other, one)
    assert not (compatible(one, other) and disjoint(one, other))


@given(days)
def test_a_day_is_compatible_with_its_month_and_its_year(day: date) -> None:
    assert compatible(day.isoformat(), f"{day.year:04d}-{day.month:02d}")
    assert compatible(f"{day.year:04d}", day.isoformat())
    assert narrower(f"{day.year:04d}", day.isoformat()) == day.isoformat()


def test_an_open_interval_does_not_swallow_every_date() -> None:
    assert not compatible("../2019-04-24", "2015-01-01")
    assert compatible("../2019-04-24", "../2019-04-24")
    assert compatible(None, "2019")


@given(days)
def test_neighbouring_days_are_disjoint(day: date) -> None:
    assert disjoint(day.isoformat(), (day + timedelta(days=1)).isoformat())
