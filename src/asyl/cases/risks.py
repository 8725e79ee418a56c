"""Patterns that somebody who works on a case should see at once, each with its words; never a score."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from asyl.model import Claim, Fact, Modality, Person, Polarity, Risk, RiskRule, Span, StatusEntry, Verified

from .dates import published, range_of, when
from .sources import Sources
from .standing import status_on

BESIDE = 200  # code points on either side of a person's name in which words are about them
_LONGEST = timedelta(days=3650)


def risks(
    person: Person,
    facts: Sequence[Fact],
    entries: Sequence[StatusEntry],
    open_claims: Sequence[Claim],
    sources: Sources,
    as_of: date,
) -> tuple[Risk, ...]:
    """The rules of `checks.toml` that a file fulfils by `as_of`, in the order of the file."""
    found: list[Risk] = []
    for rule in sources.knowledge.checks.risks:
        spans: list[Span] = []
        if rule.events:
            spans = [span for claims in _told(rule, facts, open_claims, entries, sources, as_of) for span in claims]
        elif rule.words:
            spans = _worded(rule, person, sources, as_of)
        elif (entry := _runs_out(rule, entries, as_of)) is not None:
            spans = [claim.trigger for fact in facts if fact.id in entry.facts for claim in fact.claims]
        if spans:
            verified = rule.verified is Verified.SEEN
            found.append(Risk(person.id, rule.id, rule.sentence, tuple(dict.fromkeys(spans)), rule.source, verified))
    return tuple(found)


def _told(
    rule: RiskRule,
    facts: Sequence[Fact],
    open_claims: Sequence[Claim],
    entries: Sequence[StatusEntry],
    sources: Sources,
    as_of: date,
) -> Iterator[list[Span]]:
    """Groups of words that show the pattern: the claims of one fact, or one thing that is planned or feared."""
    if "happened" in rule.said:
        for fact in facts:
            day = range_of(fact.date) if fact.date else None
            if fact.event in rule.events and _fits(rule, day.latest if day else None, facts, entries, as_of):
                yield [claim.trigger for claim in fact.claims]
    for claim in open_claims:
        if claim.event in rule.events and claim.polarity is Polarity.AFFIRMED and _open_kind(claim) in rule.said:
            out = published(sources.reports.get(claim.report))
            said_on = out.latest if out is not None else None
            if said_on is None and (told := when(claim)) is not None:
                said_on = told.earliest
            if _fits(rule, said_on, facts, entries, as_of):
                yield [claim.trigger]


def _open_kind(claim: Claim) -> str:
    return {Modality.PLANNED: "planned", Modality.FEARED: "feared"}.get(claim.modality, "")


def _fits(rule: RiskRule, day: date | None, facts: Sequence[Fact], entries: Sequence[StatusEntry], as_of: date) -> bool:
    """True when the conditions of a rule hold on a day; of what has no day only those rules that ask for none."""
    if day is None:
        return not (rule.statuses or rule.after or rule.before)
    if day > as_of:
        return False
    if rule.statuses and not _protected(rule, day, entries):
        return False
    if rule.after and not any(_by(fact, day) for fact in facts if fact.event in rule.after):
        return False
    later = [fact for fact in facts if fact.event in rule.before]
    return not rule.before or not any(_by(fact, day) for fact in later)


def _protected(rule: RiskRule, day: date, entries: Sequence[StatusEntry]) -> bool:
    """True when one of the rule's statuses was held before something that happened on a day."""
    before = status_on(entries, day - timedelta(days=1)) if day > date.min else None
    return before is not None and not before.lapsed and before.status in rule.statuses


def _by(fact: Fact, day: date) -> bool:
    found = range_of(fact.date) if fact.date else None
    return found is not None and found.earliest <= day


def _worded(rule: RiskRule, person: Person, sources: Sources, as_of: date) -> list[Span]:
    """Stretches of text beside a person's name, in reports that were out by then."""
    found: set[Span] = set()
    for mention in person.mentions:
        report = sources.reports.get(mention.report)
        words = rule.words.get(report.language, ()) if report is not None else ()
        out = published(report)
        if report is None or not words or (out is not None and out.earliest > as_of):
            continue
        low = max(0, mention.span.start - BESIDE)
        near = report.text[low : mention.span.end + BESIDE]
        lowered = near.lower()
        if len(lowered) != len(near):
            continue  # a letter whose small form is longer: offsets would not hold
        for word in words:
            if (match := _pattern(word).search(lowered)) is not None:
                found.add(report.span(low + match.start(), low + match.end()))
    return sorted(found, key=lambda span: (span.report, span.start, span.end))


@lru_cache(maxsize=256)
def _pattern(words: str) -> re.Pattern[str]:
    """Words as they stand, " ... " for at most 60 code points of one sentence between them."""
    return re.compile(r"[^.!?\n]{0,60}?".join(re.escape(part) for part in words.split(" ... ")))


def _runs_out(rule: RiskRule, entries: Sequence[StatusEntry], as_of: date) -> StatusEntry | None:
    entry = status_on(entries, as_of)
    paper = entry.document if entry is not None else None
    if entry is None or paper is None or paper.valid_until is None or entry.status not in rule.statuses:
        return None
    last = range_of(paper.valid_until)
    if last is None or rule.expires_within is None:
        return None
    left = last.latest - as_of
    return entry if timedelta(0) <= left <= min(timedelta(days=rule.expires_within), _LONGEST) else None
