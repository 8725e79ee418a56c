"""Rows to values and back. JSON columns are plain ASCII, so every database takes them, whatever the words are."""

from __future__ import annotations

from typing import Any

import msgspec

from asyl.model import (
    ABOUT_CLAIM,
    HAPPENING,
    IDENTITY,
    About,
    Claim,
    DateBasis,
    Dating,
    JudgedClaim,
    JudgedMention,
    JudgedPair,
    Judgement,
    JudgementKind,
    Matter,
    Modality,
    Polarity,
    Report,
    Source,
    Span,
    Speaker,
    Tier,
    Zone,
)

from . import models
from .digests import about_key, pack, pack_about, unpack
from .values import Entry, Kept, Seen


class Head(msgspec.Struct, frozen=True):
    """A report without its text and its ids."""

    text_version: str
    language: str
    zones: tuple[Zone, ...]
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    published_basis: DateBasis
    published_at: Span | None
    warnings: tuple[str, ...]


class ClaimParts(msgspec.Struct, frozen=True):
    """A claim without the text it is checked against."""

    trigger: Span
    event: str
    person: str | None
    person_as_written: str
    polarity: Polarity
    modality: Modality
    tier: Tier
    method: str
    subject: Span | None
    linked: str
    dating: Dating | None
    speakers: tuple[Speaker, ...]
    place: str | None
    attributes: tuple[tuple[str, str | int | bool], ...]
    reasons: tuple[str, ...]


def reading_columns(report: Report) -> dict[str, Any]:
    head = Head(**{name: getattr(report, name) for name in Head.__struct_fields__})
    return {"text": report.text, "head": pack(head)}


def report_of(row: models.Reading) -> Report:
    """Needs `source` loaded with the row."""
    head = msgspec.structs.asdict(unpack(row.head, Head))
    return Report(id=row.source.report, digest=row.source.digest, text=row.text, **head)


def claim_of(value: str, text: str) -> Claim:
    """The claim in a row, checked against its report's text. Raises QuoteNotThere when a quote does not stand there."""
    return Claim(text, **msgspec.structs.asdict(unpack(value, ClaimParts)))


def kept_of(row: models.Source) -> Kept:
    """Needs `seen` with its `replaces` loaded; the rows in the order of being seen."""
    seen = sorted(row.seen.all(), key=lambda one: one.pk)
    replaces = next((one.replaces.report for one in reversed(seen) if one.replaces is not None), None)
    source = Source(
        report=row.report,
        digest=row.digest,
        media_type=row.media_type,
        size=row.size,
        received=row.received,
        paths=tuple(dict.fromkeys(one.path for one in seen)),
        replaces=replaces,
    )
    return Kept(source, row.blob, row.sealed_as)


def seen_of(row: models.SourcePath) -> Seen:
    replaces = row.replaces.report if row.replaces is not None else None
    return Seen(row.source.report, row.path, row.place, row.at, replaces, row.case, row.by)


def judgement_of(row: models.Judgement) -> Judgement:
    kind = JudgementKind(row.kind)
    return Judgement(
        id=row.name,
        kind=kind,
        about=_about(kind, row.about),
        by=row.by,
        at=row.at,
        why=row.why,
        retracted=row.retracted,
        retracted_by=row.retracted_by,
        retracted_why=row.retracted_why,
        cases=unpack(row.cases, tuple[str, ...]),
    )


def _about(kind: JudgementKind, text: str) -> About:
    if kind in IDENTITY:
        return unpack(text, tuple[JudgedMention, JudgedMention])
    if kind in ABOUT_CLAIM:
        return unpack(text, JudgedClaim)
    return unpack(text, JudgedPair) if kind in HAPPENING else unpack(text, Matter)


def concerns_of(about: About) -> tuple[str, ...]:
    """By what a judgement is found again: the digests of its sources, its case, its sealed value."""
    if isinstance(about, JudgedClaim):
        return (about.digest,)
    if isinstance(about, JudgedPair):
        return tuple(dict.fromkeys((about.one.digest, about.other.digest)))
    if isinstance(about, Matter):
        person = about.person.digest if about.person else ""
        return tuple(dict.fromkeys(key for key in (about.case, about.source, person, about.sealed) if key))
    return tuple(dict.fromkeys(side.digest for side in about))


def judgement_columns(judgement: Judgement) -> dict[str, Any]:
    return {
        "name": judgement.id,
        "kind": judgement.kind.value,
        "about": pack_about(judgement.about),
        "about_key": about_key(judgement.about),
        "by": judgement.by,
        "at": judgement.at,
        "why": judgement.why,
        "retracted": judgement.retracted,
        "retracted_by": judgement.retracted_by,
        "retracted_why": judgement.retracted_why,
        "cases": pack(judgement.cases),
    }


def entry_of(row: models.Act) -> Entry:
    return Entry(row.at, row.by, row.what, row.subject, row.why, unpack(row.detail, tuple[tuple[str, str], ...]))
