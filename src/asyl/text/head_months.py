"""Days of publication in languages that have no pack: only the names of months, on the date lines of a head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from .date_context import EXPLICIT
from .date_values import day
from .dates import DateFound

# Languages whose months are looked up, in this order; a month that several write alike is the same month in all.
_LANGUAGES = [
    *("es", "fr", "de", "tr", "da", "it", "pt", "nl", "sv", "nb", "pl", "uk"),
    *("az", "uz", "ro", "el", "fi", "hu", "cs", "ka", "sq", "ar", "fa"),
]
_LONGEST_LINE = 220  # characters: a head may give its day in a line of its own, not in a paragraph
_DAY = re.compile(
    r"(?<![\w.])(?P<day>\d{1,2})(?:\.|º|ª|er|\.º)?\s+(?:de\s+|d['’])?(?P<month>[^\W\d_]{3,12})\.?,?\s+"
    r"(?:del?\s+)?(?P<year>(?:19|20)\d\d)(?!\d)"
)


def foreign_days(text: str, start: int, end: int, found: Sequence[DateFound]) -> list[DateFound]:
    """`found` with the days added that stand in the short lines of `text[start:end]` as day, month's name, year.

    A date that a pack has read in full stays; a part of one (the bare year) gives way.
    """
    made = list(found)
    for line in re.finditer(r"[^\n\r]+", text[start:end]):
        if len(line.group()) > _LONGEST_LINE:
            continue
        for match in _DAY.finditer(line.group()):
            begin, finish = start + line.start() + match.start(), start + line.start() + match.end()
            inside = [date for date in made if date.start < finish and begin < date.end]
            if any(date.edtf and len(date.edtf) == 10 for date in inside):
                continue
            edtf = day(int(match["year"]), _month(match["month"].casefold()) or 0, int(match["day"]))
            if edtf:
                made = [date for date in made if date not in inside]
                made.append(DateFound(begin, finish, edtf, "date", EXPLICIT, None))
    return sorted(made, key=lambda date: date.start)


@lru_cache(maxsize=512)
def _month(name: str) -> int | None:
    """The number of a month by its name; None for any other word."""
    # Imported here: it takes half a second, and few pages need it.
    from dateparser.date import DateDataParser

    parser = DateDataParser(
        languages=_LANGUAGES,
        settings={
            "REQUIRE_PARTS": ["day", "month", "year"],
            "DATE_ORDER": "DMY",
            "STRICT_PARSING": True,
            "PARSERS": ["absolute-time"],
            "RELATIVE_BASE": datetime(2000, 1, 1),  # never today: the same text gives the same date
        },
    )
    read = parser.get_date_data(f"11 {name} 2000").date_obj
    return read.month if read and read.day == 11 else None
