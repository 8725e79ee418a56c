"""What one report says of its persons that helps to tell people apart: births and ages, each with its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from asyl.knowledge import Knowledge
from asyl.model import Claim, Language, Mention, Polarity, Report, Span, Tier, Trait, TraitKind, date_range
from asyl.text import find_dates

_BEFORE, _AFTER = 48, 40  # code points beside a name in which an age is looked for
_YOUNGEST, _OLDEST = 1, 110  # years
_BARE = re.compile(r"\s?[,(]\s?(\d{1,3})(?=\s?[,)])")  # "Aliya Omirbek, 37," "Aliya Omirbek (37)"
_GAP = re.compile(r"[\s,(–—-]{0,3}")  # between a name and the age that follows it
_BETWEEN = re.compile(r"[^\n.;:!?,()]{0,30}")  # between an age and the name that follows it: "37-year-old baker Aliya"
_YEAR = 366  # days
_LIVES = "birth"


def traits(report: Report, mentions: Sequence[Mention], claims: Iterable[Claim], knowledge: Knowledge) -> list[Trait]:
    """The traits of a report's persons, in order of the text. Ages count from the day of publication, where that is
    known; a stated age is a birth date of two possible years. Pure."""
    language = knowledge.language(report.language)
    found = [*_births(claims), *_ages(report, mentions, language)]
    return sorted(found, key=lambda one: (one.span.start if one.span else -1, one.key, one.kind))


def _births(claims: Iterable[Claim]) -> Iterator[Trait]:
    for claim in claims:
        sure = claim.tier is Tier.SUGGESTED and claim.happened and claim.polarity is Polarity.AFFIRMED
        if claim.event != _LIVES or claim.person is None or not sure:
            continue
        key = claim.report, claim.person
        if claim.dating is not None:
            yield Trait(key, TraitKind.BIRTH, claim.dating.edtf, claim.dating.span or claim.trigger)
        place = claim.place or dict(claim.attributes).get("place")
        if place:
            yield Trait(key, TraitKind.BIRTHPLACE, str(place), claim.trigger)


def _ages(report: Report, mentions: Sequence[Mention], language: Language | None) -> Iterator[Trait]:
    if report.published is None:
        return
    day = date_range(report.published)
    for mention in mentions:
        found = _age_beside(report, mention.span, language)
        if found is not None:
            age, start, end = found
            first = (day.earliest - timedelta(days=_YEAR * (age + 1) - age * 3 // 4)).isoformat()
            last = (day.latest - timedelta(days=age * 365 + age // 4)).isoformat()
            yield Trait(mention.key, TraitKind.AGE, f"{first}/{last}", report.span(start, end))


def _age_beside(report: Report, span: Span, language: Language | None) -> tuple[int, int, int] | None:
    """An age in years and where it stands: right after a name, or right before it."""
    text = report.text
    bare = _BARE.match(text, span.end)
    if bare and _YOUNGEST <= int(bare[1]) <= _OLDEST:
        return int(bare[1]), bare.start(1), bare.end(1)
    start, end = max(0, span.start - _BEFORE), min(len(text), span.end + _AFTER)
    if not any(char.isdigit() for char in text[start:end]):
        return None
    for one in find_dates(text, language, report.published, start=start, end=end):
        if one.kind == "age" and one.unit == "year" and one.count and _YOUNGEST <= one.count <= _OLDEST:
            behind = one.start >= span.end and _GAP.fullmatch(text, span.end, one.start)
            if behind or (one.end <= span.start and _BETWEEN.fullmatch(text, one.end, span.start)):
                return one.count, one.start, one.end
    return None
