"""The numbers of a claim: how long something lasted, how long the sentence, how high the fine."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asyl.knowledge import Knowledge
from asyl.model import Claim, Language, Report

from .sources import Sources

_WORD = re.compile(r"\d{1,3}(?:[ ,.  ]\d{3})+(?!\d)|\d+|[^\W\d_]+(?:[-‐-–'’][^\W\d_]+)*", re.UNICODE)
_SENTENCE_END = re.compile(r"[.!?…](?=\s)|\n")
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "quarter": 91, "year": 365, "decade": 3650}
_NO_DURATION = frozenset({"age", "ago", "later", "later_by", "earlier"})  # "37 years old", "two years ago"
_LIFE = 120 * 365  # days; "2019 years" in a language that writes a year so is no duration
_WINDOW = 240  # code points around a claim's words in which its sentence is looked for


@dataclass(frozen=True, slots=True)
class Number:
    """A figure with its unit. `size` compares across units of one measure: days of a duration, months of a sentence."""

    measure: str
    size: int
    label: str


def numbers(claim: Claim, measures: tuple[str, ...], report: Report | None, knowledge: Knowledge) -> tuple[Number, ...]:
    """What a claim says in numbers, of the measures asked for; empty when it gives none."""
    found: list[Number] = []
    if "sentence" in measures:
        found += _sentence(claim)
    if "fine" in measures:
        found += _fine(claim)
    if "duration" in measures:
        found += _durations(claim, report, knowledge)
    return tuple(found)


def _sentence(claim: Claim) -> list[Number]:
    months = claim.attribute("sentence_months")
    if not isinstance(months, int) or isinstance(months, bool):
        return []
    length = f"{months // 12} years" if months >= 24 and months % 12 == 0 else f"{months} months"
    return [Number("sentence", months, length + (", suspended" if claim.attribute("suspended") is True else ""))]


def _fine(claim: Claim) -> list[Number]:
    fine = claim.attribute("fine")
    digits = re.sub(r"\D", "", str(fine)) if fine is not None else ""
    return [Number("fine", int(digits[:18]), str(fine))] if digits else []


def _durations(claim: Claim, report: Report | None, knowledge: Knowledge) -> list[Number]:
    """A duration in the claim's own words, else the only one of its sentence."""
    days = claim.attribute("duration_days")
    if isinstance(days, int) and not isinstance(days, bool):
        return [Number("duration", days, f"{days} days")]
    language = knowledge.language(report.language) if report else None
    if report is None or language is None:
        return []
    own = durations(claim.quote, language)
    around = own or durations(sentence_around(report.text, claim.trigger.start, claim.trigger.end), language)
    return around if len({number.size for number in around}) == 1 else []


def stated_durations(claim: Claim, sources: Sources) -> list[Number]:
    """How long a claim says in its own words that something lasted."""
    report = sources.reports.get(claim.report)
    language = sources.knowledge.language(report.language) if report is not None else None
    return durations(claim.quote, language) if language is not None else []


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence that words stand in, roughly: up to the next full stop or line break on either side."""
    low = max(0, start - _WINDOW)
    before = [match.end() for match in _SENTENCE_END.finditer(text, low, start)]
    after = _SENTENCE_END.search(text, end, min(len(text), end + _WINDOW))
    return text[before[-1] if before else low : after.start() if after else min(len(text), end + _WINDOW)]


def durations(text: str, language: Language) -> list[Number]:
    """Every "<number> <unit of time>" of a text, in order. Units are those of the pack's map `date_words`."""
    units = language.map("date_words")
    words = [match[0] for match in _WORD.finditer(text)]
    found: list[Number] = []
    for place, word in enumerate(words):
        unit = units.get(word.casefold(), "").removeprefix("unit:").removesuffix("s")
        after = units.get(words[place + 1].casefold(), "") if place + 1 < len(words) else ""
        if unit not in _DAYS or place == 0 or after in _NO_DURATION:
            continue
        amount = _amount(words[max(0, place - 3) : place], language)
        if 0 < amount * _DAYS[unit] <= _LIFE:
            found.append(Number("duration", amount * _DAYS[unit], f"{amount} {unit}{'' if amount == 1 else 's'}"))
    return found


def _amount(words: list[str], language: Language) -> int:
    """The number that ends a list of words: digits, or number words added up ("fifty-eight", "двадцать восемь")."""
    total, last = 0, 0
    for word in reversed(words):
        value = _value(word, language)
        if value is None or (last and value <= last):
            break
        total, last = total + value, value
        if word.isdecimal():
            break
    return total


def _value(word: str, language: Language) -> int | None:
    digits = re.sub(r"[ ,.  ]", "", word)
    if digits.isdecimal():
        return int(digits) if len(digits) <= 6 else None
    known = language.calendar.numbers
    parts = re.split(r"[-‐-–]", word.casefold())
    values = [known.get(part) for part in parts]
    if any(value is None for value in values):
        return known.get(word.casefold())
    return sum(value for value in values if value is not None)
