"""When a report was published, as its page says; never when somebody copied the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day
from itertools import pairwise

from asyl.model import DateBasis, Language, date_range, is_edtf

from .date_context import EXPLICIT
from .dates import DateFound, find_dates
from .head_lines import Line, in_brackets
from .head_words import HeadWords

EPOCH = "1970-01-01"  # what a machine writes that knows no date
_REACH = 40  # characters before a date in which the word that explains it stands


@dataclass(frozen=True, slots=True)
class Published:
    edtf: str | None
    basis: DateBasis
    span: tuple[int, int] | None


def published_date(
    text: str,
    head: Sequence[Line],
    opening: Sequence[Line],
    body: tuple[int, int],
    pack: Language | None,
    words: HeadWords,
    hint: str | None,
) -> Published:
    """The best date of the head; else the container's; else a day whose year the body tells (inferred); else none."""
    stated = _best([(line, date) for line in head for date in line.dates], text, words)
    if stated:
        return Published(stated.edtf, DateBasis.STATED, (stated.start, stated.end))
    if hint and is_edtf(hint):
        return Published(hint, DateBasis.STATED, None)
    for line in [*head, *opening]:
        for found in line.dates:
            if found.edtf == EPOCH or any(words.crawled.search(each.text) for each in head):
                continue
            inferred = _with_year(found, text, body, pack) if found.start - line.start < _REACH * 2 else None
            if inferred and not _refused(line, found, text, words):
                return Published(inferred, DateBasis.INFERRED, (found.start, found.end))
    return Published(None, DateBasis.UNKNOWN, None)


def _best(dates: list[tuple[Line, DateFound]], text: str, words: HeadWords) -> DateFound | None:
    """The explicit day with the best reason to be the one; the first of equals."""
    ranked = []
    for number, (line, date) in enumerate(dates):
        if date.kind != "date" or date.basis != EXPLICIT or not date.edtf or len(date.edtf) != 10:
            continue
        if date.edtf == EPOCH or _refused(line, date, text, words):
            continue
        before = text[max(line.start, date.start - _REACH) : date.start]
        ranked.append((0 if words.published.search(before) else 1, in_brackets(line, date), number, date))
    return min(ranked, key=lambda entry: entry[:3])[3] if ranked else None


def _refused(line: Line, date: DateFound, text: str, words: HeadWords) -> bool:
    """Whether the words before a date say that it is another one. The nearest word counts."""
    if words.crawled.search(line.text) and not words.published.search(
        text[max(line.start, date.start - _REACH) : date.start]
    ):
        return True
    before = text[max(line.start, date.start - _REACH) : date.start]
    bad = max((match.end() for match in words.unpublished.finditer(before)), default=-1)
    good = max((match.end() for match in words.published.finditer(before)), default=-1)
    return bad > good


def _with_year(found: DateFound, text: str, body: tuple[int, int], pack: Language | None) -> str | None:
    """A day and month of a head, in the first year that does not lie before the latest date that the body gives."""
    if found.kind != "date" or found.basis == EXPLICIT:
        return None
    latest = max(
        (date_range(date.edtf).earliest for date in find_dates(text, pack, None, start=body[0], end=body[1])
         if date.basis == EXPLICIT and date.edtf and "/" not in date.edtf and date.edtf[:2] in ("19", "20")),
        default=None,
    )  # fmt: skip
    if latest is None:
        return None
    return _first_after(text[found.start : found.end], pack, latest)


def _first_after(said: str, pack: Language | None, latest: Day) -> str | None:
    """The words read as a date of the year of `latest` or one of the next two, the first that does not lie before it.

    Where two years give the same date, a weekday decided it.
    """
    reads = [find_dates(said, pack, f"{year}-12-31") for year in range(latest.year, latest.year + 3)]
    days = [read[0].edtf for read in reads if read and read[0].edtf and len(read[0].edtf) == 10]
    agreed = [day for day, following in pairwise(days) if day == following]
    return next((day for day in agreed or days if date_range(day).latest >= latest), None)
