"""The index as one audience sees it: what they do not hold stands nowhere in it, and does not count as common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from asyl.model import Place, Postings


class HeldPostings:
    """`model.Postings` over another one, for some reports alone."""

    def __init__(self, whole: Postings, held: frozenset[str]) -> None:
        self._whole, self._held = whole, held
        self._all = whole.reports() <= held

    def add(self, report: str, shingles: Sequence[int]) -> None:
        self._whole.add(report, shingles)

    def remove(self, report: str) -> None:
        self._whole.remove(report)

    def holders(self, shingles: Iterable[int], most: int | None = None) -> Mapping[int, Sequence[Place]]:
        if self._all:
            return self._whole.holders(shingles, most)
        found = {
            shingle: [place for place in places if place[0] in self._held]
            for shingle, places in self._whole.holders(shingles).items()
        }
        return {
            shingle: places for shingle, places in found.items() if places and (most is None or len(places) <= most)
        }

    def reports(self) -> frozenset[str]:
        return self._whole.reports() & self._held
