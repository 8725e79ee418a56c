"""Judgements found again in the present readings: by their words and what was read in them, never by an id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from asyl.model import (
    Claim,
    JudgedClaim,
    JudgedMention,
    JudgedPair,
    Judgement,
    JudgementKind,
    Matter,
    Mention,
    PersonKey,
    Report,
    Span,
    anchor,
    live,
)

_GONE = "the source it was made about is not in this register, or cannot be read any more"
_NO_WORDS = "the words it was made about do not stand in the present text, or stand there more than once"
_NO_CLAIM = "the words stand, but are not read that way any more"
_NO_MENTION = "the words stand, but no person is read there any more"


@dataclass(frozen=True, slots=True)
class Orphan:
    """A judgement that holds but cannot be found again in the present readings, and why."""

    judgement: Judgement
    reason: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """The judgements that hold. `identity` are moved to where their words stand now; `claims` is the newest one about
    each claim, by the claim's id; `happenings` are pairs of claims (ids) with whether they are one happening;
    `orphans` are the rest."""

    identity: tuple[Judgement, ...]
    claims: Mapping[str, Judgement]
    happenings: tuple[tuple[str, str, bool], ...]
    orphans: tuple[Orphan, ...]


def anchor_judgements(
    judgements: Iterable[Judgement],
    standing: Mapping[str, str],
    reports: Mapping[str, Report],
    mentions: Mapping[str, Sequence[Mention]],
    claims: Mapping[str, Sequence[Claim]],
) -> Anchored:
    """Finds the live judgements again. `standing` gives for a source's digest the report that stands for it now."""
    place = _Places(standing, reports, mentions, claims)
    identity: list[Judgement] = []
    about_claims: dict[str, Judgement] = {}
    happenings: dict[tuple[str, str], bool] = {}
    orphans: list[Orphan] = []
    for judgement in live(judgements):
        about = judgement.about
        if isinstance(about, Matter):
            continue
        found = place.of(about)
        if isinstance(found, str):
            orphans.append(Orphan(judgement, found))
        elif isinstance(found, Claim):
            about_claims[found.id] = judgement
        elif isinstance(found[0], Claim) and isinstance(found[1], Claim):
            one, other = sorted((found[0].id, found[1].id))
            happenings[one, other] = judgement.kind is JudgementKind.JOIN
        elif isinstance(found[0], JudgedMention) and isinstance(found[1], JudgedMention):
            identity.append(replace(judgement, about=(found[0], found[1])))
    said = tuple((*pair, joined) for pair, joined in happenings.items())
    return Anchored(tuple(identity), about_claims, said, tuple(orphans))


_Found = Claim | tuple[Claim, Claim] | tuple[JudgedMention, JudgedMention]


@dataclass(frozen=True, slots=True)
class _Places:
    """The present readings, to look for judged words in."""

    standing: Mapping[str, str]
    reports: Mapping[str, Report]
    mentions: Mapping[str, Sequence[Mention]]
    claims: Mapping[str, Sequence[Claim]]

    def of(self, about: JudgedClaim | JudgedPair | tuple[JudgedMention, JudgedMention]) -> _Found | str:
        """What is meant today, or why it cannot be told."""
        if isinstance(about, JudgedClaim):
            return self.claim(about)
        if isinstance(about, JudgedPair):
            one, other = self.claim(about.one), self.claim(about.other)
            if isinstance(one, str):
                return one
            return other if isinstance(other, str) else (one, other)
        left, right = self.mention(about[0]), self.mention(about[1])
        if isinstance(left, str):
            return left
        return right if isinstance(right, str) else (left, right)

    def claim(self, judged: JudgedClaim) -> Claim | str:
        return find_claim(judged, self.reports.get(self.standing.get(judged.digest, "")), self.claims, self.mentions)

    def mention(self, judged: JudgedMention) -> JudgedMention | str:
        return _mention(judged, self.standing, self.reports, self.mentions)


def decided_pairs(anchored: Anchored, mentions: Mapping[str, Sequence[Mention]]) -> frozenset[frozenset[PersonKey]]:
    """The pairs of persons about whom somebody decided: nothing more is proposed about them."""
    found = set()
    for judgement in anchored.identity:
        if judgement.kind is not JudgementKind.UNSURE and isinstance(judgement.about, tuple):
            keys = [_key(side.span, mentions.get(side.span.report, ())) for side in judgement.about]
            found.add(frozenset(key for key in keys if key is not None))
    return frozenset(pair for pair in found if len(pair) == 2)


def _key(span: Span, mentions: Sequence[Mention]) -> PersonKey | None:
    """The person that is named at a place: exactly there, else the only one whose name overlaps it."""
    there = {one.key for one in mentions if (one.span.start, one.span.end) == (span.start, span.end)}
    there = there or {one.key for one in mentions if one.span.overlaps(span)}
    return there.pop() if len(there) == 1 else None


def _mention(
    judged: JudgedMention,
    standing: Mapping[str, str],
    reports: Mapping[str, Report],
    mentions: Mapping[str, Sequence[Mention]],
) -> JudgedMention | str:
    report = reports.get(standing.get(judged.digest, ""))
    if report is None:
        return _GONE
    place = anchor(report.text, judged.span)
    if place is None:
        return _NO_WORDS
    span = report.span(*place)
    if not any(mention.span.overlaps(span) for mention in mentions.get(report.id, ())):
        return _NO_MENTION
    return JudgedMention(report.digest, report.text_version, span, judged.name)


def find_claim(
    judged: JudgedClaim,
    report: Report | None,
    claims: Mapping[str, Sequence[Claim]],
    mentions: Mapping[str, Sequence[Mention]],
) -> Claim | str:
    """The claim of a report that a judgement means, or why it cannot be told."""
    if report is None:
        return _GONE
    place = anchor(report.text, judged.trigger)
    if place is None:
        return _NO_WORDS
    span = report.span(*place)
    names = full_names(mentions.get(report.id, ()))
    same = [
        claim
        for claim in claims.get(report.id, ())
        if claim.trigger.overlaps(span) and _same_reading(judged, claim, names.get(claim.person or ""))
    ]
    return min(same, key=lambda claim: _distance(claim.trigger, span)) if same else _NO_CLAIM


def full_names(mentions: Iterable[Mention]) -> dict[str, str]:
    """The fullest name of each person of one report, by `Mention.local`."""
    return {mention.local: mention.name for mention in mentions}


def _same_reading(judged: JudgedClaim, claim: Claim, name: str | None) -> bool:
    """What was decided about one reading does not hold for another; what a person amended need not agree."""
    amended = {field for field, _ in judged.amended}
    read = {
        "event": (judged.event, claim.event),
        "polarity": (judged.polarity, claim.polarity.value),
        "modality": (judged.modality, claim.modality.value),
        "date": (judged.date, claim.date),
    }
    return _same_name(judged.person, name) and all(
        field in amended or before == after for field, (before, after) in read.items()
    )


def _same_name(one: str | None, other: str | None) -> bool:
    """The same words, or one name's words among the other's: a fuller form of a name is no other person."""
    if one is None or other is None:
        return one is other
    a, b = set(one.casefold().split()), set(other.casefold().split())
    return a <= b or b <= a


def _distance(one: Span, other: Span) -> tuple[int, int]:
    return abs(one.start - other.start) + abs(one.end - other.end), one.start


def judged_claim(claim: Claim, report: Report, person: str | None) -> JudgedClaim:
    """A claim by value, as a judgement keeps it."""
    return JudgedClaim(
        digest=report.digest,
        text_version=report.text_version,
        trigger=claim.trigger,
        subject=claim.subject,
        event=claim.event,
        person_as_written=claim.person_as_written,
        polarity=claim.polarity.value,
        modality=claim.modality.value,
        date=claim.date,
        person=person,
    )


VERDICTS = {
    JudgementKind.CONFIRM: "confirmed",
    JudgementKind.REJECT: "rejected",
    JudgementKind.AMEND: "amended",
}
