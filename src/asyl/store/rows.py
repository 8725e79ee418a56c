"""Rows to values and back. JSON columns are plain ASCII, so every database takes them, whatever the words are."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any, TypeVar

import msgspec

from asyl.model import (
    IDENTITY,
    Claim,
    DateBasis,
    Dating,
    JudgedClaim,
    JudgedMention,
    Judgement,
    JudgementKind,
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
from .values import Entry, Kept, Seen

T = TypeVar("T")


def pack(value: object) -> str:
    """Any value of `model` as JSON in ASCII: NUL and lone surrogates are escapes."""
    return json.dumps(msgspec.to_builtins(value), separators=(",", ":"))


def unpack(text: str, kind: type[T]) -> T:
    """What `pack` was given. Raises msgspec.ValidationError when it is no such value."""
    return msgspec.convert(json.loads(text), kind)


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
    return Seen(row.source.report, row.path, row.place, row.at, replaces)


def judgement_of(row: models.Judgement) -> Judgement:
    kind = JudgementKind(row.kind)
    about: JudgedClaim | tuple[JudgedMention, JudgedMention]
    if kind in IDENTITY:
        about = unpack(row.about, tuple[JudgedMention, JudgedMention])
    else:
        about = unpack(row.about, JudgedClaim)
    return Judgement(
        id=row.name,
        kind=kind,
        about=about,
        by=row.by,
        at=row.at,
        why=row.why,
        retracted=row.retracted,
        retracted_by=row.retracted_by,
        retracted_why=row.retracted_why,
    )


def about_key(about: JudgedClaim | tuple[JudgedMention, JudgedMention]) -> str:
    """What two judgements about the same value share."""
    return sha256(pack(about).encode("ascii")).hexdigest()


def judgement_columns(judgement: Judgement) -> dict[str, Any]:
    return {
        "name": judgement.id,
        "kind": judgement.kind.value,
        "about": pack(judgement.about),
        "about_key": about_key(judgement.about),
        "by": judgement.by,
        "at": judgement.at,
        "why": judgement.why,
        "retracted": judgement.retracted,
        "retracted_by": judgement.retracted_by,
        "retracted_why": judgement.retracted_why,
    }


def entry_of(row: models.Act) -> Entry:
    return Entry(row.at, row.by, row.what, row.subject, row.why, unpack(row.detail, tuple[tuple[str, str], ...]))


def entry_columns(entry: Entry) -> dict[str, Any]:
    return {
        "at": entry.at,
        "by": entry.by,
        "what": entry.what,
        "subject": entry.subject,
        "why": entry.why,
        "detail": pack(entry.detail),
    }
