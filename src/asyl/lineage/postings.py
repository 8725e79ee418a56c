"""The index of a register in memory: which report holds a shingle, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from asyl.model import Place, Report, ZoneKind

from .survey import kept_of, sampling
from .words import read_words, shingles

_OFTEN = 2  # places of one shingle in one text that are indexed


class MemoryPostings:
    """Postings kept in dictionaries: for tests and for registers that are read once. Implements model.Postings."""

    def __init__(self) -> None:
        self._places: dict[int, dict[str, list[int]]] = {}
        self._held: dict[str, frozenset[int]] = {}

    def add(self, report: str, shingles: Sequence[int]) -> None:
        self.remove(report)
        for position, shingle in enumerate(shingles):
            if shingle:
                self._places.setdefault(shingle, {}).setdefault(report, []).append(position)
        self._held[report] = frozenset(shingles) - {0}

    def remove(self, report: str) -> None:
        for shingle in self._held.pop(report, ()):
            holders = self._places[shingle]
            del holders[report]
            if not holders:
                del self._places[shingle]

    def holders(self, shingles: Iterable[int], most: int | None = None) -> Mapping[int, Sequence[Place]]:
        found = {shingle: self._places[shingle] for shingle in shingles if shingle in self._places}
        return {
            shingle: [(report, position) for report in sorted(holders) for position in holders[report]]
            for shingle, holders in found.items()
            if most is None or sum(map(len, holders.values())) <= most
        }

    def reports(self) -> frozenset[str]:
        return frozenset(self._held)


def chrome(report: Report) -> list[tuple[int, int]]:
    """The stretches of a report that are page furniture: they are never indexed."""
    return [(zone.start, zone.end) for zone in report.zones if zone.kind is ZoneKind.CHROME]


def index(report: Report, texts: int = 1) -> list[int]:
    """The shingles of a report by their first word, 63-bit hashes; 0 where none is kept. Page chrome is left out.

    texts: how many reports the register has. A large one keeps only some of the shingles (`survey.sampling`): always
    the same ones, so that an index made while it was smaller answers as well. Empty for a report of less than four
    words. Linear in the length of the text.
    """
    words = read_words([report.text], [chrome(report)])
    found: list[int] = shingles(words).tolist()
    return _twice_at_most(kept_of(found[: max(0, len(found) - 3)], sampling(texts)))


def _twice_at_most(shingles: list[int]) -> list[int]:
    """0 for the third and later places of a shingle: a text that repeats itself does not make its words common."""
    seen: dict[int, int] = {}
    for at, shingle in enumerate(shingles):
        seen[shingle] = times = seen.get(shingle, 0) + 1
        if times > _OFTEN:
            shingles[at] = 0
    return shingles
