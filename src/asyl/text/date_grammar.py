"""The grammar: which rows of date words are a date, a duration, an age. Patterns over the letters of `date_words`."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DAY = "t?q?[do]q?"
_DAYS = f"{_DAY}(?:[-&,k]{_DAY}){{0,2}}"
_YEAR = "(?:[.,]?O?t?[-]?Yy?)"
_REL = "[LTNGPE]"
_REL_YEAR = f"(?:O?i?t?(?:{_REL}y|yL|r|L(?![dnwWMSuym])))"
_UNIT = "[uym4]"
# Longest and surest first: at one place the first that fits is taken.
_RULES = (
    ("full", r"(?:W[.,]?,?)?F"),
    ("age", r"[dnw]-?y-?g|[dnw][-](?=g)g|jy?[dnw]|g"),
    ("day", rf"Y-?y?[.,]?O?t?(?:W,?)?(?:M\.?{_DAY}|{_DAY}O?M)(?!,?Y)"),
    ("day", rf"r?(?:{_REL}?W\.?,?t?)?(?:{_DAYS}(?:u?O)?h?t?M\.?|{_REL}?M\.?,?{_DAYS}(?!M))(?:{_YEAR}|{_REL_YEAR})?"),
    ("month", rf"Yy,?O?h?M(?!\.?O?{_DAY})|Y,?O?M(?!,?Y|\.?O?{_DAY})"),
    ("month", rf"(?:{_REL}|r)?M\.?(?:[-&/k]M\.?)?(?:{_YEAR}|{_REL_YEAR})?"),
    ("feast", rf"{_REL}?H(?:{_YEAR}|{_REL_YEAR})?"),
    ("quarter", rf"[ow]-?4(?:{_YEAR}|{_REL_YEAR})?"),
    ("season", rf"Y[-/](?:Y|[dno]),?S|Y-?y?,?O?t?h?S|(?:{_REL}{{0,3}}|r)S(?:O?Y[-/][dno]|{_YEAR}|{_REL_YEAR})?"),
    ("count", rf"[dnwv]?V?-?{_UNIT}(?:&[dnw]{_UNIT})?[aleQ]|Q[dnwv]?{_UNIT}(?!a)"),
    ("duration", rf"{_REL}[dnwv]+-?{_UNIT}"),
    ("near", rf"[he]?{_REL}{{1,2}}{_UNIT}|t{_UNIT}[el]|ht?[ym](?![a-zA-Z])"),
    ("weekday", rf"{_REL}{{0,2}}W"),
    ("near", "[RrC]|Z(?![a-zA-Z&])"),
    ("duration", rf"[dnwv][-]?V?[-]?(?:{_UNIT}|c)"),
    ("decade", "z"),
    ("year", r"Yy?"),
    ("ordinal", "o"),
)  # fmt: skip
_POINT = re.compile(
    "(?![x.,;/:&ik¶])(?:"  # nothing begins with one of these: most of a text is passed over at once
    + "|".join(f"(?P<{name}_{number}>{rule})" for number, (name, rule) in enumerate(_RULES))
    + ")"
)

# So many numbers and marks without a word between them are a table, and no part of what a report tells.
_TABLE = re.compile(r"[YMFdonwWy,.;:/&-]{240,}")


def points(letters: str) -> Iterator[tuple[str, int, int]]:
    """(rule, first, end) of everything in a row that speaks of time, in order, none overlapping."""
    told = _TABLE.sub(lambda table: "x" * len(table.group()), letters)
    for match in _POINT.finditer(told):
        yield (match.lastgroup or "").rpartition("_")[0], match.start(), match.end()
