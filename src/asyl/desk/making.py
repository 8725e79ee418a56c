"""From bytes to a reading, in memory: extract, read the head, read the claims."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from asyl.intake import overlay
from asyl.model import Claim, DateBasis, Mention, Report, Span

from .engines import Engines, Head

if TYPE_CHECKING:
    from asyl.intake import Extract


@dataclass(frozen=True, slots=True)
class Made:
    """A report with what was read in it."""

    report: Report
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    media_type: str


def make(engines: Engines, untrusted: bytes, name: str, report: str, digest: str) -> Made:
    """Reads bytes. Raises Refused when they are nothing that asyl can read."""
    extract = engines.extract(untrusted, name)
    made = _report(extract, engines.read_head(extract, engines.knowledge), report, digest)
    return read_again(engines, made, extract.media_type)


def read_again(engines: Engines, report: Report, media_type: str) -> Made:
    """Reads the claims of a report that is there."""
    reading = engines.read_claims(report, engines.knowledge)
    return Made(report, tuple(reading.mentions), tuple(reading.claims), media_type)


def warned(report: Report, sentence: str) -> Report:
    """The report with one more warning."""
    return replace(report, warnings=tuple(dict.fromkeys((*report.warnings, sentence))))


def _report(extract: Extract, head: Head, report: str, digest: str) -> Report:
    text, span = extract.text, head.published_span
    return Report(
        id=report,
        digest=digest,
        text=text,
        text_version=extract.text_version,
        language=head.language,
        zones=overlay(head.zones, extract.zones),
        title=head.title,
        publisher=head.publisher,
        author=head.author,
        published=head.published,
        published_basis=DateBasis(head.published_basis),
        published_at=Span.at(report, text, *span) if span else None,
        warnings=extract.warnings,
    )
