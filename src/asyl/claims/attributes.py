"""What a claim says beside its event: length of a sentence, suspended or not, status, outcome, authority."""

from __future__ import annotations

import re
from collections.abc import Mapping

from asyl.model import Attributes, Language

from .lines import Line
from .wildcards import stem_map

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
    fraction = language.map("small_numbers").get(norm)
    return float(fraction) if fraction else language.calendar.numbers.get(norm)


def _months(line: Line, first: int, stop: int, language: Language) -> int:
    """Years and months added up; the first length in the stretch."""
    units, joins = stem_map(language.map("term_units")), language.list("term_joins")
    total, at = 0.0, first
    while at < stop:
        norm = line.norm(at)
        length = 0.0 if _age(line, at, language) else _length(line, at, language, units)
        total += length
        if total and not length and norm not in joins and norm not in units:
            break
        at += 1
    return round(total)


def _length(line: Line, at: int, language: Language, units: Mapping[str, str]) -> float:
    """Months of "six-month", "two years", "three and a half years", "он екі жылға" at a chunk; 0 when none."""
    norm = line.norm(at)
    if "-" in norm:
        head, _, unit = norm.partition("-")
        number = number_of(head, language)
        return number * float(units[unit]) if number is not None and unit in units else 0.0
    number = number_of(norm, language)
    if number is None:
        return 0.0
    before = number_of(line.norm(at - 1), language)
    if before is not None and before % 10 == 0 and 0 < number < 10 <= before:
        number += before
    last = at + 1
    if _half(line, last, language):
        number, last = number + 0.5, last + _half(line, last, language)
    return number * float(units[line.norm(last)]) if line.norm(last) in units else 0.0


def _half(line: Line, at: int, language: Language) -> int:
    """How many chunks "and a half" takes at `at`."""
    for phrase in language.list("half_phrases"):
        words = phrase.split("_")
        if all(line.norm(at + k) == word for k, word in enumerate(words)):
            return len(words)
    return 0


def _age(line: Line, at: int, language: Language) -> bool:
    """ "two years ago", "six months later": a time, not a term."""
    return line.norm(at + 2) in language.list("not_terms") or line.norm(at - 1) in language.list("not_terms_before")
