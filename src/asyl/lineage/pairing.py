"""Which sentence of a source a sentence retells: by the words, names, numbers, dates and claims they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

from asyl.model import Report

from .anchors import Anchor, Sentence
from .names import pieces

_SHORTEST, _STEM = 4, 5  # letters of a word that is compared, and of what is compared of it
_WEIGHT: Mapping[str, float] = {"claim": 1.2, "date": 1.0, "number": 0.7, "year": 0.7, "name": 0.5, "stem": 0.6}
_COMMON = 24  # sentences of either side that hold a feature: more, and it says nothing (and costs time)
_ENOUGH, _LIKE = 1.5, 0.34  # weight in common; part of the lighter sentence
_MOST = 400  # sentences of a report that are paired


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of the report, the one of the source that it retells best, and how alike they are, 0..1."""

    here: Sentence
    there: Sentence
    likeness: float


def stem(word: str) -> str | None:
    """What is compared of a word: its beginning; None of a short one or a number."""
    return word[:_STEM] if len(word) >= _SHORTEST and not word.isdigit() else None


def stems(text: str, small: frozenset[str] = frozenset()) -> set[str]:
    return {found for piece in pieces(text) if piece.word not in small and (found := stem(piece.word))}


def paired(
    report: Report, source: Report, here: Sequence[Sentence], there: Sequence[Sentence], small: frozenset[str]
) -> list[Pair]:
    """The sentences of a report that retell one of the source, in order; several may retell the same. small: function
    words."""
    mine = [_features(report.text, sentence, small) for sentence in here[:_MOST]]
    theirs = [_features(source.text, sentence, small) for sentence in there]
    rarity = _rarity(mine, theirs)
    holders: dict[Anchor, list[int]] = {}
    for number, features in enumerate(theirs):
        for feature in features & rarity.keys():
            holders.setdefault(feature, []).append(number)
    found = []
    for number, features in enumerate(mine):
        common: dict[int, float] = {}
        for feature in sorted(features & rarity.keys()):
            for other in holders[feature]:
                common[other] = common.get(other, 0.0) + rarity[feature]
        best = max(((weight, -other) for other, weight in common.items()), default=None)
        if best is None or best[0] < _ENOUGH:
            continue
        lighter = min(_weight(features, rarity), _weight(theirs[-best[1]], rarity))
        likeness = min(1.0, best[0] / max(lighter, 1e-9))
        if likeness >= _LIKE:
            found.append(Pair(here[number], there[-best[1]], round(likeness, 4)))
    return found


def _features(text: str, sentence: Sentence, small: frozenset[str]) -> frozenset[Anchor]:
    words = stems(text[sentence.start : sentence.end], small)
    return sentence.anchors | {("stem", word) for word in words}


def _rarity(mine: Sequence[frozenset[Anchor]], theirs: Sequence[frozenset[Anchor]]) -> dict[Anchor, float]:
    """Weight of each feature that both have: the fewer sentences hold it, the more it says."""
    counts = [Counter(feature for features in side for feature in features) for side in (mine, theirs)]
    total = max(2, len(mine) + len(theirs))
    return {
        feature: _WEIGHT[feature[0]] * log2(1 + total / (counts[0][feature] + counts[1][feature])) / 2
        for feature in counts[0].keys() & counts[1].keys()
        if max(counts[0][feature], counts[1][feature]) <= _COMMON
    }


def _weight(features: frozenset[Anchor], rarity: Mapping[Anchor, float]) -> float:
    return sum(rarity.get(feature, _WEIGHT[feature[0]]) for feature in features)
