"""Judgements brought back to the mentions of today's reading: by place, by words, or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from asyl.model import JudgedMention, Judgement, Mention, PersonKey, Span


class Anchors:
    """Finds the person that a judged mention names. `digests` is report id to digest of its source."""

    def __init__(self, mentions: Iterable[Mention], digests: Mapping[str, str] | None = None) -> None:
        self._mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            self._mentions[mention.report].append(mention)
        self._reports: dict[str, list[str]] | None = None
        if digests is not None:
            self._reports = defaultdict(list)
            for report, digest in sorted(digests.items()):
                self._reports[digest].append(report)

    def key(self, judged: JudgedMention) -> PersonKey | None:
        """The person (report, local) of a judged mention, or None when it cannot be told: the judgement is orphaned.

        In order: the same place and words; the same words where the text around them agrees best; a mention at that
        place that holds those words or is held by them.
        """
        reports = [judged.span.report] if self._reports is None else self._reports.get(judged.digest, [])
        for report in reports:
            if found := _find(judged.span, self._mentions.get(report, [])):
                return found
        return None

    def pair(self, judgement: Judgement) -> tuple[PersonKey, PersonKey] | None:
        """The two persons a judgement is about, in order of their keys; None for a claim's judgement or an orphan."""
        if not isinstance(judgement.about, tuple):
            return None
        one, two = (self.key(judged) for judged in judgement.about)
        if one is None or two is None or one == two:
            return None
        return (one, two) if one < two else (two, one)


def _find(span: Span, mentions: list[Mention]) -> PersonKey | None:
    there = [m for m in mentions if (m.span.start, m.span.end, m.span.quote) == (span.start, span.end, span.quote)]
    if found := _only(there):
        return found
    ranked: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.span.quote == span.quote:
            ranked[_agreement(mention.span, span)].append(mention)
    if ranked:
        return _only(ranked[max(ranked)])
    over = [m for m in mentions if m.span.start < span.end and span.start < m.span.end]
    return _only([m for m in over if m.span.quote in span.quote or span.quote in m.span.quote])


def _only(mentions: list[Mention]) -> PersonKey | None:
    keys = {mention.key for mention in mentions}
    return keys.pop() if len(keys) == 1 else None


def _agreement(one: Span, two: Span) -> int:
    """Code points of context that agree, counted from the words outwards."""
    return _common(one.prefix[::-1], two.prefix[::-1]) + _common(one.suffix, two.suffix)


def _common(one: str, two: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
