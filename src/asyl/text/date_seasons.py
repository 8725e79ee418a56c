"""Seasons: "in the winter of 2019", "last summer", "the following spring"."""

from __future__ import annotations

from datetime import date

from asyl.model import DateRange, date_range

from . import date_values as values
from .date_context import CHAINED, EXPLICIT, INFERRED, Clause, Narrative, Reading
from .date_fields import Words
from .date_resolve import related_year


def season(words: Words, narrative: Narrative, clause: Clause) -> list[Reading]:
    """The season of a year that is named, or the one that its relation ("last", "that") or the story leads to."""
    number = words.first("S") or 0
    year, basis, reference = words.first("Y"), EXPLICIT, None
    if year is None:
        year, basis, reference = related_year(words, narrative)
    if year is not None:
        return [Reading(f"{year:04d}-{number}", basis, reference)]
    relation = words.relation
    if relation in ("G", "E", "P") and narrative.here:
        return [Reading(_beside(number, relation, narrative.here, narrative.anchor), CHAINED, narrative.anchor)]
    now, basis = narrative.now()
    if now is None:
        return []
    if not relation:
        told = _in_story(number, narrative, now)
        if told:
            return [Reading(told, CHAINED, narrative.anchor)]
        basis = INFERRED
    step = _step(number, "N" if clause.ahead else relation, now)
    return [Reading(f"{_begun(number, now) + step:04d}-{number}", basis, narrative.reference)]


def _begun(number: int, now: date) -> int:
    """The year of the last such season that has begun."""
    return now.year if _days(now.year, number).earliest <= now else now.year - 1


def _step(number: int, relation: str, now: date) -> int:
    """Years from the last season that has begun: "last summer", said in summer, is the one before."""
    begun = _days(_begun(number, now), number)
    if relation == "N":
        return 1
    if relation == "L" and now <= begun.latest:
        return -1
    return 1 if relation == "T" and begun.latest.year < now.year else 0


def _days(year: int, number: int) -> DateRange:
    return date_range(f"{year:04d}-{number}")


def _in_story(number: int, narrative: Narrative, now: date) -> str | None:
    """The first such season from the narrative's date on, when that gave its own year and the season is past."""
    if (
        narrative.here is None
        or narrative.explicit != narrative.anchor
        or values.precision(narrative.anchor or "") == "year"
    ):
        return None
    made = _beside(number, "E", narrative.here, narrative.anchor)
    return made if date_range(made).earliest <= now else None


def _beside(number: int, relation: str, here: DateRange, anchor: str | None) -> str:
    """The season after (G), around (E) or before (P) the narrative's date."""
    years = range(here.earliest.year - 2, here.latest.year + 3)
    known = [(year, _days(year, number)) for year in years]
    if relation == "P":
        return f"{max(year for year, days in known if days.latest < here.earliest):04d}-{number}"
    if relation == "E":
        return f"{min(year for year, days in known if days.latest >= here.earliest):04d}-{number}"
    # "The following spring" after a day is the next; after a year, that of the next year.
    start = here.latest if values.precision(anchor or "") == "year" else here.earliest
    return f"{min(year for year, days in known if days.earliest > start):04d}-{number}"
