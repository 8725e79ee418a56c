"""Numbers with what they count: `seventeen days`, `1,200 dollars`, `, 34,`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asyl.model import Language, Report

from .anchors import Sentence
from .names import pieces
from .pairing import stem

_REACH = 48  # code points after a number in which the word stands that says what it counts
_WORDS = 3  # words there that are looked at
AGE = "age"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `start:end`; unit: a stretch of time, `age`, or None; counted: beginnings of the next few words;
    stop: where the unit ends."""

    value: str
    start: int
    end: int
    unit: str | None
    counted: frozenset[str]
    stop: int

    def alike(self, other: Quantity) -> bool:
        """Whether both count the same thing."""
        if self.unit or other.unit:
            return self.unit == other.unit
        return not self.counted.isdisjoint(other.counted)


def quantities(report: Report, sentence: Sentence, language: Language | None) -> list[Quantity]:
    """The numbers of a sentence, in order."""
    units = language.map("units") if language else {}
    return [
        _quantity(report.text, anchor[1], start, end, sentence.end, units)
        for anchor, start, end in sentence.places
        if anchor[0] == "number"
    ]


def _quantity(text: str, value: str, start: int, end: int, stop: int, units: Mapping[str, str]) -> Quantity:
    after = text[end : min(stop, end + _REACH)]
    words = pieces(after)[:_WORDS]
    if _is_age(text, start, end, after):
        return Quantity(value, start, end, AGE, frozenset(), end)
    if words and words[0].word in units and not after[: words[0].start].strip("- \u00a0"):
        return Quantity(value, start, end, units[words[0].word], frozenset(), end + words[0].end)
    if text[end : end + 1] == "%":
        return Quantity(value, start, end, units.get("%"), frozenset(), end + 1)
    return Quantity(value, start, end, None, frozenset(filter(None, (stem(w.word) for w in words))), end)


def _is_age(text: str, start: int, end: int, after: str) -> bool:
    """`Anna Berg, 34, said`; `the 34-year-old`."""
    between_commas = after[:1] in (",", ".") and text[:start].rstrip(" \u00a0").endswith(",")
    return text[start:end].isdigit() and len(text[start:end]) < 3 and (between_commas or after.startswith("-year-old"))


def changed(old: Sequence[Quantity], new: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Numbers that stand for the same in two sentences and differ, each in one pair at the most."""
    before = [one for one in old if not any(_same(one, other) for other in new)]
    after = [one for one in new if not any(_same(one, other) for other in old)]
    found = []
    for one in after:
        fitting = [other for other in before if one.alike(other) or _other_unit(one, other)]
        if fitting:
            found.append((fitting[0], one))
            before.remove(fitting[0])
    return found


def _same(one: Quantity, other: Quantity) -> bool:
    return one.value == other.value and (one.unit == other.unit or not (one.unit and other.unit))


def _other_unit(one: Quantity, other: Quantity) -> bool:
    """`five days` have become `five weeks`, `three months` `three years`."""
    times = one.unit not in (None, AGE) and other.unit not in (None, AGE)
    return times and one.unit != other.unit
