"""Stretches of text that two reports share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from asyl.model import Report, ZoneKind

_PARAGRAPH, _ALIKE = 40, 0.85  # words and likeness from which a passage is running text taken over


@dataclass(frozen=True, slots=True)
class Shared:
    """Words that two reports have in common: stretches (code points) of either, covered words, bits, likeness 0..1.

    stock: whether this is boilerplate of the outlet here, there. retold: the words differ, what they tell does not.
    """

    here: tuple[int, int]
    there: tuple[int, int]
    words: int
    bits: float
    similarity: float
    stock: tuple[bool, bool] = (False, False)
    retold: bool = False

    def turned(self) -> Shared:
        return Shared(self.there, self.here, self.words, self.bits, self.similarity, self.stock[::-1], self.retold)

    @property
    def is_copy(self) -> bool:
        """Running text of a paragraph or more, word by word or nearly."""
        return self.words >= _PARAGRAPH and self.is_verbatim

    @property
    def is_verbatim(self) -> bool:
        """Taken over word by word or nearly."""
        return not self.retold and self.similarity >= _ALIKE


def merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping stretches made one, in order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def length(stretches: Iterable[tuple[int, int]]) -> int:
    """Code points that the stretches cover."""
    return sum(end - start for start, end in merged(stretches))


def body_length(report: Report) -> int:
    """Code points of a report that are no page chrome."""
    return len(report.text) - sum(zone.end - zone.start for zone in report.zones if zone.kind is ZoneKind.CHROME)
