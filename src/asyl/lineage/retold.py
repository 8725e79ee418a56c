"""Sentences that tell the same in other words: found by the numbers, dates, names and claims they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log2

from .anchors import Anchor, Sentence

# Weight of an anchor by its kind. A claim is what a sentence is about; a name stands in many sentences.
_WEIGHT: Mapping[str, float] = {"claim": 1.5, "date": 1.5, "number": 1.0, "year": 0.7, "name": 0.6}
_ENOUGH = 2.0  # weight in common from which two sentences tell the same
_LIKE = 0.3  # part of the lighter sentence's weight that must be in common
Retold = tuple[Sentence, Sentence, float]  # here, there, likeness 0..1


def retold(here: Sequence[Sentence], there: Sequence[Sentence]) -> list[Retold]:
    """Pairs of sentences of a report and its source that tell the same, each sentence in at most one pair."""
    rarity = _rarity(here, there)
    pairs = sorted(_pairs(here, there, rarity), key=lambda p: (-p[2], p[0], p[1]))
    used_here, used_there = set[int](), set[int]()
    found = []
    for one, two, weight in pairs:
        if one not in used_here and two not in used_there:
            used_here.add(one)
            used_there.add(two)
            found.append((here[one], there[two], _likeness(here[one], there[two], weight, rarity)))
    return sorted(found, key=lambda pair: pair[0].start)


def _rarity(here: Sequence[Sentence], there: Sequence[Sentence]) -> dict[Anchor, float]:
    """Weight of each anchor that both have: the fewer sentences hold it, the more it says."""
    counts = [Counter(anchor for sentence in side for anchor in sentence.anchors) for side in (here, there)]
    total = max(2, len(here) + len(there))
    return {
        anchor: _WEIGHT[anchor[0]] * log2(1 + total / (counts[0][anchor] + counts[1][anchor])) / 2
        for anchor in counts[0].keys() & counts[1].keys()
    }


def _pairs(
    here: Sequence[Sentence], there: Sequence[Sentence], rarity: Mapping[Anchor, float]
) -> Iterator[tuple[int, int, float]]:
    holders: dict[Anchor, list[int]] = {}
    for number, sentence in enumerate(there):
        for anchor in sentence.anchors & rarity.keys():
            holders.setdefault(anchor, []).append(number)
    for number, sentence in enumerate(here):
        for other, common in _in_common(sentence, holders, rarity):
            if common >= _ENOUGH and _likeness(sentence, there[other], common, rarity) >= _LIKE:
                yield number, other, common


def _in_common(
    sentence: Sentence, holders: Mapping[Anchor, Sequence[int]], rarity: Mapping[Anchor, float]
) -> list[tuple[int, float]]:
    """(number of a sentence there, weight in common), where more than names is in common."""
    common: dict[int, float] = {}
    telling: set[int] = set()
    for anchor in sorted(sentence.anchors & rarity.keys()):
        for other in holders[anchor]:
            common[other] = common.get(other, 0.0) + rarity[anchor]
            if anchor[0] != "name":
                telling.add(other)
    return [(other, common[other]) for other in sorted(telling)]


def _likeness(one: Sentence, two: Sentence, common: float, rarity: Mapping[Anchor, float]) -> float:
    """Part of what the two sentences say that they say in common, 0..1."""
    weights = [sum(rarity.get(a, _WEIGHT[a[0]]) for a in sentence.anchors) for sentence in (one, two)]
    return round(min(1.0, common / max(1e-9, min(weights))), 4)
