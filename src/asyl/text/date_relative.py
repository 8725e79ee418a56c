"""Yesterday, last month, two years ago, 20 days later, the third quarter: dates counted from another."""

from __future__ import annotations

from datetime import date

from . import date_values as values
from .date_context import CHAINED, EXPLICIT, Clause, Narrative, Reading
from .date_fields import Words
from .date_resolve import days_from, related_year

_MOST = 1000  # units that a report counts


def near(words: Words, narrative: Narrative, clause: Clause) -> list[Reading]:
    """Yesterday, last month, earlier this week, the following year, that day."""
    now, basis = narrative.now()
    if "R" in words.letters:
        return days_from(now, int(words.said("R")), basis, narrative.reference)
    if words.said("CZ"):
        return _from_anchor(int(words.said("CZ")), narrative)
    if "r" in words.letters:
        return [Reading(values.year(now.year + int(words.said("r"))), basis, narrative.reference)] if now else []
    return [] if words.said("uym4").endswith("s") else _near_unit(words, narrative)


def _near_unit(words: Words, narrative: Narrative) -> list[Reading]:
    """ "Last month" from the publication, "the following month" from the narrative; "the last month" is a duration."""
    relation = words.relation or ("P" if "e" in words.letters else "T" if "h" in words.letters else "G")
    now, basis = narrative.now()
    reference = narrative.reference
    if relation in "EGP":
        coarse = words.unit in ("day", "week") and values.precision(narrative.anchor or "") != "day"
        now = narrative.here.earliest if narrative.here and not coarse else None
        basis, reference = CHAINED, narrative.anchor
    if now is None or (relation == "L" and words.the):
        return []
    made = _unit_at(now, words.unit, {"L": -1, "P": -1, "N": 1, "G": 1}.get(relation, 0))
    if made and "e" in words.letters and words.unit == "week":
        made = f"{made.partition('/')[0]}/{now.isoformat()}" if now.weekday() else now.isoformat()
    return [Reading(made, basis, reference)] if made else []


def _from_anchor(days: int, narrative: Narrative) -> list[Reading]:
    if narrative.here is None:
        return []
    if values.precision(narrative.anchor or "") != "day":
        return [Reading(values.approximate(narrative.anchor or ""), CHAINED, narrative.anchor)]
    return days_from(narrative.here.latest if days > 0 else narrative.here.earliest, days, CHAINED, narrative.anchor)


def _unit_at(now: date, unit: str, step: int) -> str | None:
    """The week, month, quarter or year that lies so many from the one `now` is in."""
    if unit == "quarter":
        first = 12 * now.year + 3 * ((now.month - 1) // 3) + 3 * step
        return f"{first // 12:04d}-{first % 12 + 1:02d}/{first // 12:04d}-{first % 12 + 3:02d}"
    if unit == "weekend":
        return values.weekend(now, step if step or now.weekday() >= 5 else -1)
    there = values.shift_days(now, step)
    made = {
        "year": values.year(now.year + step),
        "month": values.month(*values.shift_months(now, step)),
        "week": values.week(now, step),
        "day": values.iso(there) if there else None,
    }
    return made.get(unit)


def count(words: Words, narrative: Narrative, clause: Clause) -> list[Reading]:
    """So many units ago (from the publication), later or earlier (from the narrative); nothing when vague."""
    number = words.first("dnw")
    number = 1 if number is None else number
    if "v" in words.letters or "V" in words.letters or number > _MOST:
        return []
    step = -number if "a" in words.letters or "e" in words.letters else number
    if words.unit == "year" and _is_months(narrative.anchor) and narrative.anchor:
        ends = (f"{int(end[:4]) + step:04d}{end[4:]}" for end in narrative.anchor.split("/"))
        return [Reading("/".join(ends), CHAINED, narrative.anchor)]
    start, basis, reference = (narrative.here.earliest if narrative.here else None), CHAINED, narrative.anchor
    exact = values.precision(narrative.anchor or "")
    if "a" in words.letters:
        start, basis = narrative.now()
        reference, exact = narrative.reference, "day"
    if start is None:
        return []
    made = _counted(start, step, words.unit, exact == "day", exact == "year" or "a" in words.letters)
    return [Reading(made, basis, reference)] if made else []


def _is_months(edtf: str | None) -> bool:
    """Whether a date is a span of months, as a quarter is."""
    return edtf is not None and len(edtf) == 15 and edtf[7] == "/"


def quarter(words: Words, narrative: Narrative, clause: Clause) -> list[Reading]:
    """ "The third quarter of 2020", as an interval of months; without a year the last that has begun."""
    number = words.first("ow") or 0
    if words.unit != "quarter" or not 1 <= number <= 4:
        return []
    year, basis, reference = words.first("Y"), EXPLICIT, None
    if year is None:
        year, basis, reference = related_year(words, narrative)
    if year is None:
        now, basis = narrative.now()
        reference = narrative.reference
        year = (now.year if now.month > 3 * (number - 1) else now.year - 1) if now else None
    if year is None:
        return []
    return [Reading(f"{year:04d}-{3 * number - 2:02d}/{year:04d}-{3 * number:02d}", basis, reference)]


def _counted(start: date, number: int, unit: str, exact: bool, years: bool) -> str | None:
    """Days are exact when counted from a day, weeks about a day, months and years about a month (`years`: a year)."""
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days:
        there = values.shift_days(start, number * days)
        made = values.iso(there) if there else None
        if made is None or (exact and unit == "day"):
            return made
        return values.approximate(made if exact else made[:7])
    months = {"month": 1, "halfyear": 6, "quarter": 3, "year": 12, "decade": 120}.get(unit)
    if months is None:
        return None
    year, month = values.shift_months(start, number * months)
    made = values.year(year) if unit == "decade" or (years and unit == "year") else values.month(year, month)
    return values.approximate(made) if made else None
