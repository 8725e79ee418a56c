"""What a date is counted from: the day of publication, and the date the narrative is at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from asyl.model import DateRange, date_range, is_edtf

from . import date_values as values

EXPLICIT, INFERRED, RELATIVE, CHAINED = "explicit", "year-inferred", "relative-to-publication", "chained"


@dataclass(frozen=True, slots=True)
class Reading:
    """A date as resolved. `edtf` None: it is one, but cannot be resolved."""

    edtf: str | None
    basis: str
    reference: str | None = None


@dataclass(slots=True)
class Narrative:
    """Where the reading stands. `published` is the last day of the publication date; `anchor` the date read last."""

    published: date | None
    anchor: str | None = None
    explicit: str | None = None  # the last date that gave its own year

    @classmethod
    def begin(cls, published: str | None) -> Narrative:
        """Before the first word. A publication date that is no EDTF, or of a year no report speaks of, is unknown."""
        if published is None or not is_edtf(published):
            return cls(None)
        day = date_range(published).latest
        return cls(day if values.FIRST_YEAR < day.year < values.LAST_YEAR else None)

    @property
    def reference(self) -> str | None:
        """EDTF of the publication, else of the narrative."""
        return self.published.isoformat() if self.published else self.anchor

    @property
    def here(self) -> DateRange | None:
        """The days that the narrative is at."""
        return date_range(self.anchor) if self.anchor else None

    def now(self) -> tuple[date | None, str]:
        """The day that `today` and `ago` count from, with the basis that gives."""
        if self.published:
            return self.published, RELATIVE
        return (self.here.earliest if self.here else None), CHAINED

    def move(self, reading: Reading) -> None:
        """The narrative goes on from a date that was read."""
        if reading.edtf and is_edtf(reading.edtf):
            self.anchor = reading.edtf
            if reading.basis == EXPLICIT:
                self.explicit = reading.edtf


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands around a date: `ahead` a cue that it lies in the future, `behind` a word in the past tense, `ending`
    "until" or "by" before it, `opening` it begins its clause."""

    ahead: bool = False
    behind: bool = False
    ending: bool = False
    opening: bool = False


def infer_year(
    narrative: Narrative, month: int, day: int | None, clause: Clause, weekday: int | None = None
) -> Reading:
    """A day or month without its year: the last one up to the publication.

    The next one instead when the clause looks ahead, when the last is more than 300 days back and the next less than 60
    on, or, for an end ("until 3 May"), when that is nearer. A weekday beside it must agree. In a story that has just
    given a day or a month with its year, the first one from there on; without a publication date, that too. The rule
    of the 300 and 60 days was measured on TimeML news.
    """
    now = narrative.published
    if now is None:
        return _from_narrative(narrative, month, day)
    if day and weekday is not None and (agreed := _on_weekday(now, month, day, weekday)):
        return Reading(agreed, INFERRED, now.isoformat())
    past, future = _before(now, month, day), _after(now, month, day)
    story = None if clause.ahead else _in_story(narrative, month, day, past)
    if story:
        return Reading(story, CHAINED, narrative.explicit)
    return Reading(_nearest(now, past, future, clause), INFERRED, now.isoformat())


def _on_weekday(now: date, month: int, day: int, weekday: int) -> str | None:
    """The day of that name nearest to `now`, of those up to three years back and one on."""
    days = [made for year in range(now.year - 3, now.year + 2) if (made := values.day(year, month, day))]
    agreed = [made for made in days if date.fromisoformat(made).weekday() == weekday]
    return min(agreed, key=lambda made: _gap(now, made), default=None)


def _nearest(now: date, past: str | None, future: str | None, clause: Clause) -> str | None:
    if past is None or future is None:
        return past or future
    back, on = _gap(now, past), _gap(now, future)
    ending = clause.ending and on < back and not clause.behind
    return future if clause.ahead or ending or (back > 300 and on < 60) else past


def _named(year: int, month: int, day: int | None) -> str | None:
    return values.day(year, month, day) if day else values.month(year, month)


def _before(now: date, month: int, day: int | None) -> str | None:
    """The last such date that has begun by `now`; 29 February looks back to the last leap year."""
    years = (year for year in range(now.year, now.year - 9, -1))
    return next((it for year in years if (it := _named(year, month, day)) and date_range(it).earliest <= now), None)


def _after(now: date, month: int, day: int | None) -> str | None:
    years = (year for year in range(now.year, now.year + 9))
    return next((it for year in years if (it := _named(year, month, day)) and date_range(it).earliest > now), None)


def _gap(now: date, edtf: str) -> int:
    """Days between `now` and the nearer end of a date."""
    there = date_range(edtf)
    return min(abs((there.earliest - now).days), abs((there.latest - now).days))


def _from_narrative(narrative: Narrative, month: int, day: int | None) -> Reading:
    if narrative.here is None:
        return Reading(None, CHAINED)
    year = narrative.here.earliest.year
    first = _named(year, month, day)
    if first is None or date_range(first).latest < narrative.here.earliest:
        first = _named(year + 1, month, day)
    return Reading(first, CHAINED, narrative.anchor)


def _in_story(narrative: Narrative, month: int, day: int | None, latest: str | None) -> str | None:
    """The date in the narrative's own time, when that has just given a year and lies before the last such date."""
    if (
        narrative.explicit is None
        or narrative.explicit != narrative.anchor
        or values.precision(narrative.explicit) == "year"
    ):
        return None
    told = _from_narrative(narrative, month, day).edtf
    return told if told and latest and told <= latest else None
