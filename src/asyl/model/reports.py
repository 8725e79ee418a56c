"""What came in: sealed sources, and the readings made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .spans import Span


class ZoneKind(StrEnum):
    """What a part of a page is."""

    HEADLINE = "headline"
    LEAD = "lead"
    BYLINE = "byline"
    BODY = "body"
    CAPTION = "caption"
    QUOTE = "quote"
    CHROME = "chrome"  # navigation, subscription boxes, related links: never read for claims


class DateBasis(StrEnum):
    """How a report's date is known; the three are never mixed."""

    STATED = "stated"
    INFERRED = "inferred"
    CAPTURED = "captured"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Zone:
    """`text[start:end]` of the canonical text is of this kind; zones do not overlap and are in order."""

    kind: ZoneKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """Sealed bytes: what came in, when, and under which paths. Evidence, never changed.

    `report` is the id that every reading of these bytes has; `replaces` the report that stood at the same path
    before (an edited page is a new version, linked to the old).
    """

    report: str
    digest: str
    media_type: str
    size: int
    received: datetime
    paths: tuple[str, ...]
    replaces: str | None = None

    @property
    def path(self) -> str:
        return self.paths[0]


@dataclass(frozen=True, slots=True)
class Report:
    """One reading of a source. Offsets everywhere are code points into `text`, the canonical text."""

    id: str
    digest: str
    text: str
    text_version: str
    language: str  # BCP 47 primary subtag, "und" when it is not known
    zones: tuple[Zone, ...]
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None  # EDTF
    published_basis: DateBasis = DateBasis.UNKNOWN
    published_at: Span | None = None  # where the stated date stands
    warnings: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The words at `start` to `end`. Raises QuoteNotThere outside the text."""
        return Span.at(self.id, self.text, start, end)

    def zone_at(self, offset: int) -> ZoneKind:
        """The kind of the zone an offset lies in; BODY where no zone was marked."""
        for zone in self.zones:
            if zone.start <= offset < zone.end:
                return zone.kind
        return ZoneKind.BODY
