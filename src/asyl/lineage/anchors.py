"""What survives a retelling, even in another language: numbers, dates, names, and claims about the same person."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from asyl.knowledge import Knowledge
from asyl.model import Claim, Language, Report, ZoneKind, date_range
from asyl.text import find_dates, sentences

from .sounding import Sounding

_NUMBER = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|\d+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST = 1200  # code points of a sentence that is compared; longer ones are lists or have no end marks
_MOST = 2000  # sentences of a report that are compared
_FEWEST_BONES = 2
_PRECISE = 31  # days a date may span to be an anchor

Anchor = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its anchors: ("number", "8"), ("date", first, last), ("year", "2021"), ("name", "dsbrg"),
    ("claim", who, event)."""

    start: int
    end: int
    anchors: frozenset[Anchor]
    places: tuple[tuple[Anchor, int, int], ...] = ()  # numbers, dates and names, where they stand


def anchored(
    report: Report, claims: Sequence[tuple[str, Claim]], knowledge: Knowledge, sounding: Sounding
) -> list[Sentence]:
    """The sentences of a report with what can be found again in a retelling. claims: (person, claim).

    Headlines count, by-lines and page chrome do not. Linear in the length of the text.
    """
    language = knowledge.language(report.language)
    blocks = [
        block
        for block in sentences(report.text, language)
        if report.zone_at(block.start) not in (ZoneKind.CHROME, ZoneKind.BYLINE) and block.end - block.start <= _LONGEST
    ][:_MOST]
    found: list[set[Anchor]] = [set() for _ in blocks]
    places: list[list[tuple[Anchor, int, int]]] = [[] for _ in blocks]
    starts = [block.start for block in blocks]
    dates = list(_dates(report, language))
    spans = [(low, high) for low, high, _ in dates]
    for low, high, anchor in [*dates, *_numbers(report.text, language, spans), *_names(report.text, starts, sounding)]:
        at = bisect_right(starts, low) - 1
        if at >= 0 and high <= blocks[at].end:
            found[at].add(anchor)
            places[at].append((anchor, low, high))
    for person, claim in claims:
        at = bisect_right(starts, claim.trigger.start) - 1
        if at >= 0 and claim.trigger.start < blocks[at].end:
            found[at].add(("claim", person, claim.event))
    return [
        Sentence(block.start, block.end, frozenset(own), tuple(sorted(where, key=lambda place: place[1:])))
        for block, own, where in zip(blocks, found, places, strict=True)
    ]


def _dates(report: Report, language: Language | None) -> Iterator[tuple[int, int, Anchor]]:
    for date in find_dates(report.text, language, report.published):
        if date.edtf and date.kind == "date":
            days = date_range(date.edtf)
            if days.days <= _PRECISE:
                yield date.start, date.end, ("date", str(days.earliest), str(days.latest))
            elif date.edtf.isdigit():
                yield date.start, date.end, ("year", date.edtf)


def _numbers(
    text: str, language: Language | None, dates: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, Anchor]]:
    words: Mapping[str, int] = language.calendar.numbers if language else {}
    starts = [low for low, _ in dates]

    def in_date(at: int) -> bool:
        number = bisect_right(starts, at) - 1
        return number >= 0 and at < dates[number][1]

    for match in _NUMBER.finditer(text):
        if not in_date(match.start()):
            yield match.start(), match.end(), ("number", re.sub(r"\D", "", match.group()).lstrip("0") or "0")
    for match in _WORD.finditer(text):
        value = _number(match.group().casefold(), words)
        if value is not None and value > 1 and not in_date(match.start()):
            yield match.start(), match.end(), ("number", str(value))


def _number(word: str, words: Mapping[str, int]) -> int | None:
    """What a word counts: `nine`, `forty-one`; None when it is no number."""
    value = words.get(word)
    tens, dash, ones = word.partition("-")
    if value is None and dash and words.get(tens, 1) % 10 == 0 and 0 < words.get(ones, 0) < 10:
        return words[tens] + words[ones]
    return value


def _names(text: str, starts: Sequence[int], sounding: Sounding) -> Iterator[tuple[int, int, Anchor]]:
    """Capitalised words; the first word of a sentence is one by position and not by nature."""
    first = frozenset(starts)
    for match in _WORD.finditer(text):
        word = match.group()
        if word[0].isupper() and match.start() not in first:
            bones = sounding.consonants(word.removesuffix("'s").removesuffix("’s"))
            if len(bones) >= _FEWEST_BONES:
                yield match.start(), match.end(), ("name", bones[:5])
