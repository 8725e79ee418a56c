"""What people decide: each act writes a judgement by value and its line in the log, together or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace

from asyl.model import (
    Claim,
    JudgedClaim,
    JudgedMention,
    Judgement,
    JudgementKind,
    Mention,
    NotFound,
    PersonKey,
    Report,
    UsageProblem,
)
from asyl.store import Entry

from .amending import checked
from .anchoring import Orphan, full_names, judged_claim
from .opening import Desk
from .views import as_judged, current

_About = JudgedClaim | tuple[JudgedMention, JudgedMention]


def confirm(desk: Desk, claim: str, why: str) -> Judgement:
    """Says that a claim (by id) is read rightly. Raises NotFound."""
    return _judge(desk, JudgementKind.CONFIRM, _about_claim(desk, claim), why)


def reject(desk: Desk, claim: str, why: str) -> Judgement:
    """Says that a claim is not what its words say: it counts no more. Raises NotFound."""
    return _judge(desk, JudgementKind.REJECT, _about_claim(desk, claim), why)


def amend(desk: Desk, claim: str, changes: Mapping[str, str], why: str) -> Judgement:
    """Sets fields of a claim right (see `amending.FIELDS`). Raises NotFound, UsageProblem."""
    amended = checked(changes, desk.engines.knowledge)
    return _judge(desk, JudgementKind.AMEND, replace(_about_claim(desk, claim), amended=amended), why)


def same(desk: Desk, left: PersonKey, right: PersonKey, why: str) -> Judgement:
    """Says that two persons of two reports are one. Raises NotFound, UsageProblem."""
    return _judge(desk, JudgementKind.SAME, _about_people(desk, left, right), why)


def different(desk: Desk, left: PersonKey, right: PersonKey, why: str) -> Judgement:
    """Says that they are not. Raises NotFound, UsageProblem."""
    return _judge(desk, JudgementKind.DIFFERENT, _about_people(desk, left, right), why)


def unsure(desk: Desk, left: PersonKey, right: PersonKey, why: str) -> Judgement:
    """Says that it cannot be told: the machine's proposal counts no more. Raises NotFound, UsageProblem."""
    return _judge(desk, JudgementKind.UNSURE, _about_people(desk, left, right), why)


def retract(desk: Desk, judgement: str, why: str) -> Judgement:
    """Takes a judgement back; everything is as it was before it. Twice is once. Raises NotFound."""
    store = desk.store
    if store.judgements.get(judgement).retracted is None:
        at = desk.clock()
        with store.act(Entry(at, desk.actor, "retract", judgement, why)):
            store.judgements.retract(judgement, at=at, by=desk.actor, why=why)
    return store.judgements.get(judgement)


def judgements(desk: Desk) -> tuple[Judgement, ...]:
    """Every judgement, also those taken back, oldest first."""
    return desk.store.judgements.all()


def orphans(desk: Desk) -> tuple[Orphan, ...]:
    """The judgements that hold but cannot be found again in the present readings. None is ever dropped."""
    return current(desk).anchored.orphans


def log(desk: Desk) -> tuple[Entry, ...]:
    """Who did what, when and why, oldest first."""
    return desk.store.log.all()


def _judge(desk: Desk, kind: JudgementKind, about: _About, why: str) -> Judgement:
    """Said twice it is one judgement: whoever was interrupted may repeat it."""
    at = desk.clock()
    judgement = Judgement(f"j{secrets.token_hex(6)}", kind, about, desk.actor, at, why)
    known = desk.store.judgements.same_as(judgement)
    if known is not None:
        return known
    with desk.store.act(Entry(at, desk.actor, kind.value, judgement.id, why)):
        desk.store.judgements.add(judgement)
    return judgement


def _about_claim(desk: Desk, claim: str) -> JudgedClaim:
    readings = desk.store.readings
    found = readings.claim(claim) or _amended(desk, claim)
    report = readings.report(found.report)
    names = full_names(readings.mentions([report.id])[report.id])
    return judged_claim(found, report, names.get(found.person or ""))


def _amended(desk: Desk, shown: str) -> Claim:
    """The claim as read, for the id that it has since a person amended it."""
    loaded = current(desk)
    for report in loaded.reports.values():
        for claim in loaded.claims.get(report.id, ()):
            judgement = loaded.anchored.claims.get(claim.id)
            if judgement is not None and as_judged(claim, judgement, report).id == shown:
                return claim
    raise NotFound(f"no claim has the id {shown}", subject=shown)


def _about_people(desk: Desk, left: PersonKey, right: PersonKey) -> tuple[JudgedMention, JudgedMention]:
    """In an order of its own, so that "A is B" and "B is A" are one judgement."""
    if left == right:
        raise UsageProblem("a person is always the same as themselves; name two", subject=left)
    one, other = _mention(desk, left), _mention(desk, right)
    pair = sorted((one, other), key=lambda side: (side.digest, side.span.start, side.span.end))
    return pair[0], pair[1]


def _mention(desk: Desk, key: PersonKey) -> JudgedMention:
    """The place that stands for a person of a report: where the fullest name is written."""
    report: Report = desk.store.readings.report(key[0])
    mentions: list[Mention] = [one for one in desk.store.readings.mentions([key[0]])[key[0]] if one.local == key[1]]
    if not mentions:
        raise NotFound(f"report {key[0]} names no person {key[1]}", subject=key)
    best = next((one for one in mentions if one.span.quote == one.name), mentions[0])
    return JudgedMention(report.digest, report.text_version, best.span, best.name)
