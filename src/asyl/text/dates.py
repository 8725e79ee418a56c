"""Dates in running text: found, resolved against the publication or the narrative, each with its basis."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from asyl.model import Language, is_edtf

from . import date_relative as relative
from . import date_resolve as resolve
from . import date_values as values
from .date_context import EXPLICIT, Clause, Narrative, Reading
from .date_fields import Words
from .date_filter import is_date
from .date_grammar import points
from .date_lexer import BREAK, Row, lex
from .date_seasons import season
from .date_words import DateWords, date_words

_RESOLVERS: dict[str, Callable[[Words, Narrative, Clause], list[Reading]]] = {
    "day": resolve.day_or_month,
    "month": resolve.day_or_month,
    "feast": resolve.feast,
    "quarter": relative.quarter,
    "season": season,
    "weekday": resolve.weekday,
    "near": relative.near,
    "count": relative.count,
    "ordinal": resolve.day_alone,
    "year": resolve.year_alone,
}
_OTHER_KINDS = {"age": "age", "duration": "duration"}
_BY_THEMSELVES = frozenset({"year", "near", "count", "quarter"})  # rules that ask nothing of the clause around them
_CUES_BEFORE, _CUES_AFTER = 12, 6  # words around a date in which a cue of its clause may stand
_OWNING = ("'s", "’s")
_CLAUSE_ENDS = f".;{BREAK}"
_SHORT_PAIR = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])")  # 03/30
_UNITS = {"y": "year", "m": "month", "c": "hour"}


@dataclass(frozen=True, slots=True)
class DateFound:
    """`text[start:end]` speaks of time. kind: `date`, `duration` ("six months"), `age` ("37-year-old").

    `edtf` is None for what is no date and for a date that cannot be resolved; basis and reference as in model.Dating.
    `count` and `unit` (day, week, month, year ...) tell how long a duration or how old an age is, where that is said.
    """

    start: int
    end: int
    edtf: str | None
    kind: str
    basis: str
    reference: str | None
    count: int | None = None
    unit: str | None = None


def find_dates(
    text: str,
    language: Language | None,
    published: str | None,
    *,
    start: int = 0,
    end: int | None = None,
) -> list[DateFound]:
    """Everything in `text[start:end]` that speaks of time, ordered, none overlapping.

    `published` is the EDTF date that relative dates count from; without it they count from the narrative's last date.
    Without a language only dates in figures are found. "By" and "before" give `../X`, "after" `X/..`; "since" and
    "until" give X alone. Linear in the length of the text.
    """
    words = date_words(language)
    row = lex(text, words, start, len(text) if end is None else min(end, len(text)))
    return list(_Reader(text, row, words, Narrative.begin(published)).read())


@dataclass(frozen=True, slots=True)
class _Point:
    rule: str
    first: int
    last: int


class _Reader:
    """One pass over a row, from left to right."""

    def __init__(self, text: str, row: Row, words: DateWords, narrative: Narrative) -> None:
        self._text, self._row, self._words, self._narrative = text, row, words, narrative
        self._month_first = _month_first(text, row)

    def read(self) -> Iterator[DateFound]:
        known = [_Point(*found) for found in points(self._row.letters)]
        at = 0
        while at < len(known):
            point = known[at]
            if at and BREAK in self._row.letters[known[at - 1].last : point.first]:
                self._narrative.explicit = None  # a new paragraph may be told from today again
            following = known[at + 1] if at + 1 < len(known) else None
            at += 1
            if point.rule in _OTHER_KINDS:
                yield self._span(point)
            elif point.rule != "decade" and self._is_date(point):
                if following and self._is_range(point, following) and (found := self._range(point, following)):
                    at += 1
                    yield found
                else:
                    yield from self._single(point)

    def _is_date(self, point: _Point) -> bool:
        return is_date(point.rule, self._text, self._row, self._words, point.first, point.last)

    def _span(self, point: _Point) -> DateFound:
        """A duration or an age."""
        words = self._words_of(point)
        unit = next((_UNITS.get(letter) or words.unit for letter in words.letters if letter in "uym4c"), None)
        number = words.first("dnwgY") or None
        return DateFound(*self._place(point), None, point.rule, "", None, number, unit or ("year" if number else None))

    def _words_of(self, point: _Point) -> Words:
        row = self._row
        letters = row.letters[point.first : point.last]
        the = letters[:1] == "t" or (point.first > 0 and row.letters[point.first - 1] == "t")
        return Words(letters, row.values[point.first : point.last], the)

    def _place(self, point: _Point) -> tuple[int, int]:
        first, last = point.first, point.last
        while self._row.letters[first] in "q-,." and first < last - 1:
            first += 1
        while self._row.letters[last - 1] in "q-,." and last - 1 > first:
            last -= 1
        return self._row.starts[first], self._row.ends[last - 1]

    def _readings(self, point: _Point, clause: Clause | None = None) -> list[Reading]:
        words = self._words_of(point)
        if point.rule == "full":
            said, day = words.said("F"), words.first("W")
            return [resolve.numeric(said, self._narrative, self._month_first, day)]
        if clause is None:
            clause = Clause() if point.rule in _BY_THEMSELVES else self._clause(point)
        return _RESOLVERS[point.rule](words, self._narrative, clause)

    def _single(self, point: _Point) -> Iterator[DateFound]:
        readings = self._readings(point)
        bounds = self._before(point)
        spans = self._spans(point, len(readings))
        for (start, end), reading in zip(spans, readings, strict=True):
            self._narrative.move(reading)
            made = _bounded(reading.edtf, bounds) if reading.edtf else None
            made = made if made and is_edtf(made) else None
            yield DateFound(start, end, made, "date", reading.basis, reading.reference)

    def _spans(self, point: _Point, wanted: int) -> list[tuple[int, int]]:
        """One stretch for each reading: "22 and 25 November" is two dates, the month belongs to the nearest."""
        start, end = self._place(point)
        if wanted <= 1:
            return [(start, end)] * wanted
        row = self._row
        days = [at for at in range(point.first, point.last) if row.letters[at] in "do"] or [
            at for at in range(point.first, point.last) if row.letters[at] == "M"
        ]
        starts = [start, *(row.starts[at] for at in days[1:wanted])]
        ends = [*(row.ends[at] for at in days[: wanted - 1]), end]
        return list(zip(starts, ends, strict=True))

    def _before(self, point: _Point) -> str:
        """The letters of the prepositions and the like that stand directly before, nearest first."""
        found, at = "", point.first - 1
        while at >= 0 and self._row.letters[at] in "ti~qh:" and point.first - at < 5:
            found += self._row.letters[at]
            at -= 1
        inner = self._row.letters[point.first : point.last]
        return found + ("h" if "h" in inner else "") + (self._row.letters[at] if at >= 0 else "")

    def _clause(self, point: _Point) -> Clause:
        ending = self._before(point)[-1:] in ("b", "U")
        end = self._row.ends[point.last - 1]
        owning = self._text[end : end + 2] in _OWNING  # "Wednesday's ruling"
        ahead = not owning and (self._cue_before(point) or self._cue_after(point))
        return Clause(ahead, self._is_past(point), ending, self._opens(point, "btUi,"))

    def _is_past(self, point: _Point) -> bool:
        """Whether a word in the past tense stands in the clause."""
        letters, values = self._row.letters, self._row.values
        first = point.first
        while first and point.first - first < _CUES_BEFORE and letters[first - 1] not in _CLAUSE_ENDS:
            first -= 1
        last = point.last
        while last < len(letters) and last - point.last < _CUES_AFTER and letters[last] not in _CLAUSE_ENDS:
            last += 1
        return any(letters[at] == "x" and self._words.is_past(str(values[at])) for at in range(first, last))

    def _opens(self, point: _Point, skipped: str) -> bool:
        """Whether a date, with the prepositions named, begins its clause."""
        letters, first = self._row.letters, point.first
        while first and letters[first - 1] in skipped:
            first -= 1
        return not first or letters[first - 1] in _CLAUSE_ENDS

    def _cue_before(self, point: _Point) -> bool:
        """Whether a cue that it lies ahead stands before in the clause, with no "said" between."""
        row = self._row
        for at in range(point.first - 1, max(-1, point.first - 1 - _CUES_BEFORE), -1):
            if row.letters[at] in _CLAUSE_ENDS or row.values[at] in self._words.saying:
                return False
            if row.values[at] in self._words.future and row.letters[at - 1 : at] != "-":
                return True
            if row.letters[at] == "k" and at and row.values[at - 1] in self._words.before_to:
                return True
        return False

    def _cue_after(self, point: _Point) -> bool:
        """Whether a date that begins its clause is followed by a cue ("On Friday he will ...")."""
        row = self._row
        if not self._opens(point, "ti,"):
            return False
        for at in range(point.last, min(point.last + _CUES_AFTER, len(row.letters))):
            if row.letters[at] in _CLAUSE_ENDS:
                return False
            if row.values[at] in self._words.future:
                return True
        return False

    def _is_range(self, point: _Point, following: _Point) -> bool:
        between = self._row.letters[point.last : following.first].replace("t", "").replace("i", "").replace("h", "")
        opening = self._before(point)[-1:]
        if following.rule in ("age", "duration", "decade", "count") or point.rule == "count":
            return False
        if between in ("-", "k", "-k") or (between == "&" and opening == "K") or (between == "U" and opening in "fsi"):
            return self._is_date(following) and opening != "b"
        return False

    def _range(self, point: _Point, following: _Point) -> DateFound | None:
        """Two dates as one interval; a first without its year takes the second's."""
        narrative = self._narrative
        before = replace(narrative)
        firsts = self._readings(point)
        if not firsts:
            return None
        narrative.move(firsts[-1])
        lasts = self._readings(following, Clause(self._cue_before(point), self._is_past(point)))
        if not lasts:
            narrative.anchor, narrative.explicit = before.anchor, before.explicit
            return None
        first, last = firsts[0], lasts[-1]
        words = self._words_of(point)
        if last.basis == EXPLICIT and first.basis != EXPLICIT and point.rule in ("day", "month") and last.edtf:
            first = resolve.year_of(words, last.edtf)
        made = resolve.span_of(first, last)
        if made.edtf is None:
            narrative.anchor, narrative.explicit = before.anchor, before.explicit
            return None
        narrative.move(made)
        return DateFound(
            self._place(point)[0], self._place(following)[1], made.edtf, "date", made.basis, made.reference
        )


def _bounded(edtf: str, before: str) -> str:
    """The date with what stands before it: "by", "before", "after", "early", "about"."""
    bound = before[-1:]
    if bound in ("b", "B") and bound:
        return f"../{edtf.rpartition('/')[2]}"
    if bound == "A" and values.precision(edtf) != "season":
        return f"{edtf.partition('/')[0]}/.."
    return values.approximate(edtf) if "h" in before or "~" in before else edtf


def _month_first(text: str, row: Row) -> bool:
    """Whether the text writes the month first in figures, as one unmistakable date shows."""
    pairs = []
    for letter, said in zip(row.letters, row.values, strict=True):
        if letter == "F" and isinstance(said, str):
            parts = "".join(c if c.isdigit() else " " for c in said).split()
            if len(parts) == 3 and len(parts[0]) <= 2:
                pairs.append((int(parts[0]), int(parts[1])))
    pairs += [(int(one), int(other)) for one, other in _SHORT_PAIR.findall(text)]
    return any(12 < second <= 31 for _, second in pairs) and not any(12 < first <= 31 for first, _ in pairs)
