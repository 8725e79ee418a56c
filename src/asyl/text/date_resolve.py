"""Days, months, years, weekdays: what they amount to in their context."""

from __future__ import annotations

import re
from datetime import date

from asyl.model import DateRange, date_range, is_edtf

from . import date_values as values
from .date_context import CHAINED, EXPLICIT, INFERRED, RELATIVE, Clause, Narrative, Reading, infer_year
from .date_fields import Words


def numeric(said: str, narrative: Narrative, us: bool, weekday: int | None) -> Reading:
    """A date in figures. If day and month can be either, a weekday decides, else the publication, else `us`."""
    parts = re.findall(r"\d+|[IVX]+", said.partition("T")[0])
    if len(parts[0]) == 4:
        numbers = [int(part) for part in parts]
        return Reading(values.day(*numbers[:3]) if len(numbers) >= 3 else values.month(*numbers[:2]), EXPLICIT)
    year = int(parts[2]) if len(parts[2]) == 4 else values.century(int(parts[2]))
    if not parts[1].isdigit():
        return Reading(values.day(year, _roman(parts[1]), int(parts[0])), EXPLICIT)
    first, second = int(parts[0]), int(parts[1])
    ways = [way for way in (values.day(year, second, first), values.day(year, first, second)) if way]
    if us:
        ways.reverse()
    published = narrative.published.isoformat() if narrative.published else None
    if len(ways) == 2 and weekday is not None:
        ways.sort(key=lambda way: date.fromisoformat(way).weekday() != weekday)
    elif len(ways) == 2 and published is not None and published in ways:
        ways = [published]
    return Reading(ways[0] if ways else None, EXPLICIT)


def _roman(said: str) -> int:
    numerals = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
    return numerals.index(said.upper()) + 1 if said.upper() in numerals else 0


def related_year(words: Words, narrative: Narrative) -> tuple[int | None, str, str | None]:
    """(year, basis, reference) of "last year", "of that year", "this year" inside a date."""
    relation = words.relation
    steps = {"L": -1, "P": -1, "T": 0, "E": 0, "N": 1, "G": 1}
    now, basis = narrative.now()
    if "r" in words.letters:
        step = int(words.said("r"))
    elif relation and "y" in words.letters:
        step = steps[relation]
        if relation in "PEG" and narrative.here:
            now, basis = narrative.here.earliest, CHAINED
    else:
        return None, EXPLICIT, None
    reference = narrative.reference if basis == RELATIVE else narrative.anchor
    return (now.year + step if now else None), basis, reference


def day_or_month(words: Words, narrative: Narrative, clause: Clause) -> list[Reading]:
    """The dates of "22 and 25 November 2019", "Oct. 3-4", "May 30 of last year", "that March", "June"."""
    months, days = words.numbers("M"), words.numbers("do")
    year: int | None = words.first("Y")
    basis, reference = EXPLICIT, None
    if year is None:
        year, basis, reference = related_year(words, narrative)
    found: list[Reading] = []
    numbers: list[int | None] = [*days] if days else [None]
    for month in months[:2]:
        for number in numbers:
            if year is not None:
                made = values.day(year, month, number) if number else values.month(year, month)
                found.append(Reading(made, basis, reference))
            else:
                found.append(_without_year(words, month, number, narrative, clause))
    if (len(found) > 1 and "-" in words.letters) or "k" in words.letters:
        return [span_of(found[0], found[-1])]
    return found


def _without_year(words: Words, month: int, day: int | None, narrative: Narrative, clause: Clause) -> Reading:
    relation = words.relation if "W" not in words.letters else ""
    now, basis = narrative.now()
    if "L" in words.letters and "W" not in words.letters:
        relation = "L"
    if relation in ("E", "G") and narrative.here:
        return _from_here(month, day, relation == "G", narrative.here, narrative.anchor)
    if relation in ("L", "N", "T") and now and day is None:
        step = {"L": -1, "N": 1, "T": 0}[relation]
        year = now.year if relation == "T" else _beside(now, month, step)
        return Reading(values.month(year, month), basis, narrative.reference)
    return infer_year(narrative, month, day, clause, words.first("W"))


def _from_here(month: int, day: int | None, after: bool, here: DateRange, anchor: str | None) -> Reading:
    """ "That March" the first from the narrative on, "the following March" the first after all that it can mean."""
    start = here.latest if after else here.earliest
    for year in range(start.year, start.year + 9):
        made = _dated(year, month, day)
        if made and (date_range(made).earliest > start if after else date_range(made).latest >= start):
            return Reading(made, CHAINED, anchor)
    return Reading(None, CHAINED, anchor)


def _beside(now: date, month: int, step: int) -> int:
    """The year of the last (-1) or next (1) such month that is not the month of `now`."""
    if step < 0:
        return now.year if month < now.month else now.year - 1
    return now.year if month > now.month else now.year + 1


def feast(words: Words, narrative: Narrative, clause: Clause) -> list[Reading]:
    """New Year's Day and the like: a day and a month by another name ("12-31"), or the fourth Thursday of a month
    ("11-3x4": weekday from Monday = 0, times)."""
    said, _, times = words.said("H").partition("x")
    month, day = (int(part) for part in said.split("-"))
    if times:
        return _moving_feast(month, day, int(times), words, narrative)
    letters = "dM" + words.letters.replace("H", "x")
    return day_or_month(Words(letters, [day, month, *words.values], words.the), narrative, clause)


def _moving_feast(month: int, weekday: int, times: int, words: Words, narrative: Narrative) -> list[Reading]:
    """The last such day before the publication unless a year is given; with "next" the first after it."""
    year, basis, reference = words.first("Y"), EXPLICIT, None
    if year is None:
        year, basis, reference = related_year(words, narrative)
    if year is not None:
        return [Reading(_nth_weekday(year, month, weekday, times), basis, reference)]
    now, basis = narrative.now()
    if now is None:
        return []
    days = [_nth_weekday(year, month, weekday, times) for year in range(now.year - 1, now.year + 2)]
    if words.relation == "N":
        return [Reading(next((it for it in days if it and it > now.isoformat()), None), basis, narrative.reference)]
    past = [it for it in days if it and it <= now.isoformat()]
    return [Reading(past[-1] if past else None, basis, narrative.reference)]


def _nth_weekday(year: int, month: int, weekday: int, times: int) -> str | None:
    first = date(year, month, 1).weekday()
    return values.day(year, month, 1 + (weekday - first) % 7 + 7 * (times - 1))


def day_alone(words: Words, narrative: Narrative, clause: Clause) -> list[Reading]:
    """ "On the 14th": of the narrative's month, or the next one when that would go back in time."""
    day, here = words.first("o") or 0, narrative.here
    if here is None or values.precision(narrative.anchor or "") not in ("day", "month"):
        return []
    made = values.day(here.earliest.year, here.earliest.month, day)
    if (made is None or date_range(made).latest < here.earliest) and values.precision(narrative.anchor or "") == "day":
        later = values.day(*values.shift_months(here.earliest, 1), day)
        past = later and narrative.published and date_range(later).latest > narrative.published and not clause.ahead
        made = made if past else later
    return [Reading(made, CHAINED, narrative.anchor)] if made else []


def year_alone(words: Words, narrative: Narrative, clause: Clause) -> list[Reading]:
    made = values.year(words.first("Y") or 0)
    return [Reading(made, EXPLICIT)] if made else []


def weekday(words: Words, narrative: Narrative, clause: Clause) -> list[Reading]:
    """A weekday: the last up to the publication (that day included), after "last" one before it, the next with "next"
    or a cue; "that" and "the following" go on from the narrative."""
    number = words.first("W")
    relation = words.relation
    now, basis = narrative.now()
    if relation in ("E", "G") and narrative.here and values.precision(narrative.anchor or "") == "day":
        start, basis = narrative.here.earliest, CHAINED
        step = (number or 0) - start.weekday()
        step += 7 if step < 0 or (relation == "G" and step == 0) else 0
        return days_from(start, step, basis, narrative.anchor)
    if now is None or number is None:
        return []
    back = (now.weekday() - number) % 7
    if clause.ending and (clause.behind or not back) and relation not in ("L", "N", "P"):
        step = -back
    elif relation == "N" or ((clause.ahead or (clause.ending and not clause.opening)) and relation not in ("L", "P")):
        step = 7 - back
    elif relation == "T":
        step = -back if now.weekday() >= number else number - now.weekday()
    else:
        step = -(back or 7) if relation in ("L", "P") else -back
    return days_from(now, step, basis, narrative.reference)


def days_from(start: date | None, days: int, basis: str, reference: str | None) -> list[Reading]:
    """The day so many days from another, as one reading; none when the calendar ends before."""
    there = values.shift_days(start, days) if start else None
    return [Reading(values.iso(there), basis, reference)] if there else []


def span_of(first: Reading, last: Reading) -> Reading:
    """The interval of two dates, nothing when it would end before it begins."""
    if first.edtf is None or last.edtf is None:
        return Reading(None, first.basis, first.reference)
    made = values.joined(first.edtf, last.edtf)
    basis = (
        first.basis if first.basis == last.basis else INFERRED if INFERRED in (first.basis, last.basis) else last.basis
    )
    return Reading(made if is_edtf(made) else None, basis, first.reference or last.reference)


def year_of(words: Words, edtf: str) -> Reading:
    """A day or month that takes its year from the end of its range."""
    end, year = date_range(edtf), int(edtf[:4])
    month, day = words.first("M") or 1, words.first("do")
    made = _dated(year, month, day)
    if made and date_range(made).earliest > end.latest:
        made = _dated(year - 1, month, day)
    return Reading(made, EXPLICIT)


def _dated(year: int, month: int, day: int | None) -> str | None:
    return values.day(year, month, day) if day else values.month(year, month)
