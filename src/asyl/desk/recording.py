"""Decisions written down: the judgement and its line in the log, in the transaction of the act."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

from asyl.model import IDENTITY, About, Judgement, JudgementKind, Matter
from asyl.store import Entry, judgement_digest

from .opening import Desk
from .rights import MATTERS


def decision(desk: Desk, kind: JudgementKind, about: About, why: str, cases: Sequence[str] = ()) -> Judgement:
    """A judgement of the actor, now; not yet written."""
    return Judgement(f"j{secrets.token_hex(8)}", kind, about, desk.actor, desk.clock(), why, cases=tuple(cases))


def given(desk: Desk, case: str, digest: str, why: str = "") -> Judgement:
    """That a source is given to a case."""
    return decision(desk, JudgementKind.GIVE, Matter(case, source=digest), why, (case,))


def record(desk: Desk, judgement: Judgement, lines: list[Entry]) -> Judgement:
    """Writes one judgement inside `store.acts`."""
    return record_many(desk, [judgement], lines)[0]


def record_many(desk: Desk, judgements: Sequence[Judgement], lines: list[Entry]) -> Sequence[Judgement]:
    """Writes judgements inside `store.acts`, each with its line."""
    desk.store.judgements.add_many(judgements)
    lines += [
        Entry(one.at, one.by, one.kind.value, one.id, one.why, _detail(one, judgement_digest(one)))
        for one in judgements
    ]
    return judgements


def take_back(desk: Desk, judgements: Sequence[Judgement], why: str, lines: list[Entry]) -> list[Judgement]:
    """Takes judgements that hold back, inside `store.acts`. Returns them as they are then."""
    at = desk.clock()
    taken = [replace(one, retracted=at, retracted_by=desk.actor, retracted_why=why) for one in judgements]
    desk.store.judgements.retract([one.id for one in taken], at=at, by=desk.actor, why=why)
    lines += [
        Entry(at, desk.actor, _retracts(one.kind), one.id, why, _detail(one, judgement_digest(one))) for one in taken
    ]
    return taken


def _retracts(kind: JudgementKind) -> str:
    """What the log calls it: what may move rights, or who is who, is told apart, so that nothing else needs to look."""
    if kind in MATTERS:
        return "retract_matter"
    return "retract_identity" if kind in IDENTITY else "retract"


def _detail(judgement: Judgement, digest: str) -> tuple[tuple[str, str], ...]:
    return (("value", digest), *(("case", case) for case in judgement.cases))
