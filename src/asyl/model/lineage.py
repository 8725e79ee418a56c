"""Lineage: who repeated whom, in which passages, and what changed on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from .spans import Span


class LinkKind(StrEnum):
    """copy: a paragraph or more as running text; rewrite: retold passages; quote: words taken over from a named source;
    cite: named as a source or corrected."""

    COPY = "copy"
    REWRITE = "rewrite"
    QUOTE = "quote"
    CITE = "cite"


class DirectionBasis(StrEnum):
    """What tells who took from whom, best evidence first."""

    ATTRIBUTION = "attribution"
    DATE = "date"
    CONTAINMENT = "containment"
    NONE = "none"


class ChangeKind(StrEnum):
    STATUS = "status"
    DATE = "date"
    NUMBER = "number"
    POLARITY = "polarity"
    MODALITY = "modality"
    PLACE = "place"
    NAME = "name"
    SOURCE_DROPPED = "source_dropped"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that a report shares with its source, with the words on both sides. similarity 0..1 over words."""

    here: Span
    there: Span
    similarity: float


@dataclass(frozen=True, slots=True)
class Change:
    """What a report changed of what its source said: the words on both sides, None on the side that lacks them."""

    kind: ChangeKind
    before: Span | None
    after: Span | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """`report` rests on a source: a report of the register (`source`), or a name that is `not retrieved`."""

    report: str
    source: str | None
    source_name: str | None
    kind: LinkKind
    basis: DirectionBasis
    passages: tuple[Passage, ...] = ()
    changes: tuple[Change, ...] = ()
    attribution: Span | None = None
    share: float = 0.0  # part of the report's body that the passages cover, 0..1

    @property
    def direction_known(self) -> bool:
        return self.basis is not DirectionBasis.NONE


class OriginLevel(StrEnum):
    """At which level an origin is independent of others."""

    WITNESS = "witness"
    COLLECTION = "collection"
    AUTHOR = "author"
    PUBLISHER_FAMILY = "publisher_family"
    TEXT = "text"
    NOT_RETRIEVED = "not_retrieved"


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent root of what several claims say; `claims` are ids."""

    level: OriginLevel
    label: str
    claims: tuple[str, ...]


Place = tuple[str, int]  # (report id, token position)


class Postings(Protocol):
    """Where each shingle stands: the index that lineage reads. Implemented in memory and by the register."""

    def add(self, report: str, shingles: Sequence[int]) -> None:
        """Index one report: `shingles[i]` is the 64-bit hash of the shingle that begins at token i, 0 for none.

        Adding a report again replaces what was there.
        """
        ...

    def remove(self, report: str) -> None:
        """Forget a report whole; nothing happens when it is not there."""
        ...

    def holders(self, shingles: Iterable[int], most: int | None = None) -> Mapping[int, Sequence[Place]]:
        """For each known shingle the places it stands at, ordered by report id and position.

        most: shingles that stand at more places than this are left out, and are not read further than that.
        """
        ...

    def reports(self) -> frozenset[str]:
        """The reports that are indexed."""
        ...
