"""Invented people in invented reports, as values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from asyl.model import JudgedMention, Judgement, JudgementKind, Mention, Role, Span

START = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)


def report(name: str, *people: str | tuple[str, Role]) -> list[Mention]:
    """Mentions of a report that names these people one after the other; each is a person of the report's own."""
    named = [(person, Role.OTHER) if isinstance(person, str) else person for person in people]
    text = "; ".join(words for words, _ in named) + "."
    found, at = [], 0
    for number, (words, role) in enumerate(named):
        start = text.index(words, at)
        at = start + len(words)
        found.append(Mention(Span.at(name, text, start, at), f"n{number}", words, role))
    return found


def register(*reports: Sequence[Mention]) -> list[Mention]:
    return [mention for mentions in reports for mention in mentions]


def digests(mentions: Sequence[Mention]) -> dict[str, str]:
    return {mention.report: f"digest of {mention.report}" for mention in mentions}


def judged(mention: Mention) -> JudgedMention:
    return JudgedMention(f"digest of {mention.report}", "1", mention.span, mention.name)


def judge(number: int, kind: JudgementKind, one: Mention, two: Mention, *, retracted: bool = False) -> Judgement:
    at = START + timedelta(minutes=number)
    gone = at + timedelta(hours=1) if retracted else None
    return Judgement(f"j{number}", kind, (judged(one), judged(two)), "ana", at, "read both", retracted=gone)
