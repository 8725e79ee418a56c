"""From what somebody says about ids to what is judged, by value: looked up for many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from asyl.model import (
    ABOUT_CLAIM,
    HAPPENING,
    About,
    Claim,
    JudgedClaim,
    JudgedMention,
    JudgedPair,
    Judgement,
    JudgementKind,
    Mention,
    NotFound,
    PersonKey,
    Report,
    UsageProblem,
    live,
)

from .amending import amended_claim, checked
from .anchoring import find_claim, full_names, judged_claim
from .opening import Desk


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision as it is said: about a claim, two claims, or two persons, each by id or key.

    `over` names a judgement of somebody else that the actor knows of and decides against.
    """

    kind: JudgementKind
    subject: tuple[str, ...] | tuple[PersonKey, PersonKey]
    why: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    over: str = ""

    @property
    def missing(self) -> str:
        """What is said when its subject is not there, or not this person's to see."""
        name = self.subject[0]
        if isinstance(name, str):
            return f"no claim has the id {name}"
        return f"report {name[0]} names no person {name[1]}"


def valued(desk: Desk, rulings: Sequence[Ruling]) -> list[About]:
    """What each ruling is about, by value. Raises NotFound, UsageProblem."""
    for ruling in rulings:
        # Before anything is looked up: whether a claim is there must not show in what is complained of.
        if ruling.kind is JudgementKind.AMEND:
            checked(dict(ruling.changes), desk.engines.knowledge)
    looked = Looked(desk)
    looked.look(part for ruling in rulings for part in ruling.subject)
    return [_value(looked, ruling) for ruling in rulings]


def named(desk: Desk, person: PersonKey) -> JudgedMention:
    """A person of a report by value. Raises NotFound."""
    looked = Looked(desk)
    looked.look([person])
    return looked.mention(person)


def _value(looked: Looked, ruling: Ruling) -> About:
    subject = ruling.subject
    if len(subject) == 2 and subject[0] == subject[1]:
        what = "a claim is" if ruling.kind in HAPPENING else "a person is"
        raise UsageProblem(f"{what} always the same as itself; name two", subject=subject[0])
    if _people(subject):
        # In an order of its own, so that "A is B" and "B is A" are one judgement.
        one, other = sorted((looked.mention(key) for key in subject), key=_place)
        return one, other
    claims = [looked.claim(str(name)) for name in subject]
    if ruling.kind in ABOUT_CLAIM:
        if ruling.kind is JudgementKind.AMEND:
            amended = checked(dict(ruling.changes), looked.desk.engines.knowledge)
            return replace(claims[0], amended=amended)
        return claims[0]
    first, second = sorted(claims, key=lambda side: (side.digest, side.trigger.start, side.trigger.end, side.event))
    return JudgedPair(first, second)


def _people(
    subject: tuple[str, ...] | tuple[PersonKey, PersonKey],
) -> TypeGuard[tuple[PersonKey, PersonKey]]:
    return not isinstance(subject[0], str)


def _place(side: JudgedMention) -> tuple[str, int, int]:
    return side.digest, side.span.start, side.span.end


@dataclass(slots=True)
class Looked:
    """What was looked up for some rulings: claims by id, reports and their mentions."""

    desk: Desk
    claims: dict[str, Claim] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    mentions: dict[str, list[Mention]] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)

    def look(self, parts: Iterable[str | PersonKey]) -> None:
        """Reads what is needed for some claims and persons at once."""
        readings, names = self.desk.store.readings, list(parts)
        self.claims = readings.claims_by_id(part for part in names if isinstance(part, str))
        wanted = {part[0] for part in names if not isinstance(part, str)}
        wanted |= {claim.report for claim in self.claims.values()}
        self.reports = readings.reports(wanted)
        self.mentions = readings.mentions(self.reports)

    def claim(self, name: str) -> JudgedClaim:
        claim = self.claims.get(name) or self._amended(name)
        report = self.reports[claim.report]
        if report.id not in self.names:
            self.names[report.id] = full_names(self.mentions[report.id])
        return judged_claim(claim, report, self.names[report.id].get(claim.person or ""))

    def mention(self, key: PersonKey) -> JudgedMention:
        """The place that stands for a person of a report: where the fullest name is written."""
        report = self.reports.get(key[0])
        named = [one for one in self.mentions.get(key[0], ()) if one.local == key[1]]
        if report is None or not named:
            raise NotFound(f"report {key[0]} names no person {key[1]}", subject=key)
        best = next((one for one in named if one.span.quote == one.name), named[0])
        return JudgedMention(report.digest, report.text_version, best.span, best.name)

    def _amended(self, shown: str) -> Claim:
        """The claim as read, for the id that it has since a person amended it: looked for among what was amended."""
        for judgement in live(self.desk.store.judgements.all({JudgementKind.AMEND})):
            found = self._read(judgement)
            if found is not None and isinstance(judgement.about, JudgedClaim):
                report = self.reports[found.report]
                if amended_claim(found, judgement.about, report).id == shown:
                    return found
        raise NotFound(f"no claim has the id {shown}", subject=shown)

    def _read(self, judgement: Judgement) -> Claim | None:
        """The claim that an amendment means, in the report that stands for its source now."""
        about, store = judgement.about, self.desk.store
        name = store.sources.standing_for(judgement.sources[0])
        if name is None or not isinstance(about, JudgedClaim):
            return None
        self.reports |= store.readings.reports([name])
        self.mentions |= store.readings.mentions([name])
        report = self.reports.get(name)
        claims = store.readings.claims([report]) if report is not None else {}
        found = find_claim(about, report, claims, self.mentions)
        return None if isinstance(found, str) else found
