"""What a claim says beside its event: length of a sentence, suspended or not, status, outcome, authority."""

from __future__ import annotations

import re

from asyl.model import Attributes, Language

from .lines import Line

_UNITS = {
    "year": 12.0,
    "years": 12.0,
    "month": 1.0,
    "months": 1.0,
    "week": 0.25,
    "weeks": 0.25,
    "day": 1 / 30,
    "days": 1 / 30,
}
_REACH = 14  # chunks after a conviction in which its length stands


def sentence_attributes(line: Line, first: int, last: int, language: Language) -> Attributes:
    """`sentence_months` and `suspended` from the words of a conviction and those after it."""
    stop = min(len(line.chunks), last + _REACH)
    months = _months(line, max(0, first - 6), stop, language)
    words = {line.norm(at) for at in range(max(0, first - 6), stop)}
    found: list[tuple[str, str | int | bool]] = []
    if months:
        found.append(("sentence_months", months))
    if words & language.list("suspended_words"):
        found.append(("suspended", True))
    return tuple(found)


def number_of(norm: str, language: Language) -> float | None:
    """A number written in digits or words, also as the first part of "six-month"."""
    plain = norm.replace(",", "")
    if re.fullmatch(r"\d{1,4}(?:\.\d)?", plain):
        return float(plain)
    return {"a": 1.0, "one": 1.0, "half": 0.5}.get(norm) or language.calendar.numbers.get(norm)


def _months(line: Line, first: int, stop: int, language: Language) -> int:
    """Years and months added up; the first length in the stretch."""
    total, at = 0.0, first
    while at < stop:
        norm = line.norm(at)
        number, unit = None, ""
        if "-" in norm:
            parts = norm.split("-")
            number, unit = number_of(parts[0], language), parts[1] if len(parts) > 1 else ""
        elif line.norm(at + 1) in _UNITS or (line.norm(at + 1) == "and" and line.norm(at + 3) in _UNITS):
            number, unit = number_of(norm, language), line.norm(at + 1)
            if unit == "and" and number is not None:
                number, unit = number + 0.5, line.norm(at + 4) if line.norm(at + 4) in _UNITS else line.norm(at + 3)
        if number is not None and unit in _UNITS and not _age(line, at):
            total += number * _UNITS[unit]
        elif total and norm not in ("and", "of", "years", "months", "year", "month"):
            break
        at += 1
    return round(total)


def _age(line: Line, at: int) -> bool:
    """ "two years ago", "six months later": a time, not a term."""
    return (
        line.norm(at + 2) in ("ago", "later", "old", "earlier", "after", "before", "since")
        or line.norm(at - 1) == "after"
    )
