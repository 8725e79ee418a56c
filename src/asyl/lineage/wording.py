"""Changes between two sentences that tell the same: another number, another date, a lost hedge, a turned negation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from asyl.knowledge import Knowledge
from asyl.model import Change, ChangeKind, Report

from .anchors import Anchor, Sentence

Place = tuple[Anchor, int, int]
_KINDS = {"number": ChangeKind.NUMBER, "date": ChangeKind.DATE}
_NEAR = 31  # days between two dates of one happening
_MOST = 2  # numbers or dates that differ on one side; more, and nobody knows which became which


def sentence_changes(
    report: Report, source: Report, pairs: Sequence[tuple[Sentence, Sentence]], knowledge: Knowledge
) -> Iterator[Change]:
    """What each sentence changed of the sentence of the source that it retells."""
    for here, there in pairs:
        for name, kind in _KINDS.items():
            before, after = _left_over(there, here, name), _left_over(here, there, name)
            if before and len(before) == len(after) <= _MOST:
                for old, new in zip(before, after, strict=True):
                    same_words = source.text[slice(*old[1:])].casefold() == report.text[slice(*new[1:])].casefold()
                    if not same_words and _comparable(old[0], new[0]):
                        yield Change(kind, source.span(*old[1:]), report.span(*new[1:]))
        if report.language == source.language:
            yield from _weakened(report, source, here, there, knowledge)


def _left_over(sentence: Sentence, other: Sentence, kind: str) -> list[Place]:
    """The numbers or dates of a sentence that the other one has not, each once."""
    seen: dict[Anchor, Place] = {}
    for place in sentence.places:
        if place[0][0] == kind and not any(_agree(place[0], anchor) for anchor in other.anchors):
            seen.setdefault(place[0], place)
    return list(seen.values())


def _comparable(old: Anchor, new: Anchor) -> bool:
    """Two dates that may be one happening's: near each other, or a year or month written wrongly."""
    if old[0] != "date":
        return True
    one, other = date.fromisoformat(old[1]), date.fromisoformat(new[1])
    return abs((one - other).days) <= _NEAR or (one.month, one.day) == (other.month, other.day)


def _agree(one: Anchor, other: Anchor) -> bool:
    if one[0] != other[0]:
        return False
    return one == other or (one[0] == "date" and one[1] <= other[2] and other[1] <= one[2])


def _weakened(
    report: Report, source: Report, here: Sentence, there: Sentence, knowledge: Knowledge
) -> Iterator[Change]:
    """A hedge of the source that the report's sentence has not, none of its own instead."""
    language = knowledge.language(report.language)
    hedges = language.list("hedges") if language else frozenset()
    before, after = _phrases(source, there, hedges), _phrases(report, here, hedges)
    if before and not after:
        yield Change(ChangeKind.MODALITY, source.span(there.start, there.end), report.span(here.start, here.end))


def _phrases(report: Report, sentence: Sentence, phrases: frozenset[str]) -> list[tuple[int, int]]:
    if not phrases:
        return []
    pattern = r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, phrases), key=lambda p: (-len(p), p))) + r")(?!\w)"
    text = report.text[sentence.start : sentence.end]
    return [(m.start() + sentence.start, m.end() + sentence.start) for m in re.finditer(pattern, text, re.IGNORECASE)]
