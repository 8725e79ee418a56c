"""What people decide about claims and persons: one function for each act, each in one transaction with its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from asyl.model import Action, Judgement, JudgementKind, NotAllowed, NotFound, PersonKey
from asyl.store import same_among

from .holding import cases_for, holding_of, proven
from .matters import right_to_retract, rights_moved
from .opening import Desk
from .recording import decision, record_many, take_back
from .rights import MATTERS, Rights
from .rivals import refuse_overtaken
from .ruling import Ruling, valued
from .sealing import sealed_again


def confirm(desk: Desk, claim: str, why: str, over: str = "") -> Judgement:
    """Says that a claim (by id) is read rightly. Raises NotFound, NotAllowed, Overtaken."""
    return decide(desk, [Ruling(JudgementKind.CONFIRM, (claim,), why, over=over)])[0]


def reject(desk: Desk, claim: str, why: str, over: str = "") -> Judgement:
    """Says that a claim is not what its words say: it counts no more. Raises NotFound, NotAllowed, Overtaken."""
    return decide(desk, [Ruling(JudgementKind.REJECT, (claim,), why, over=over)])[0]


def amend(desk: Desk, claim: str, changes: Mapping[str, str], why: str, over: str = "") -> Judgement:
    """Sets fields of a claim right (see `amending.FIELDS`). Raises NotFound, UsageProblem, NotAllowed, Overtaken."""
    return decide(desk, [Ruling(JudgementKind.AMEND, (claim,), why, tuple(sorted(changes.items())), over)])[0]


def same(desk: Desk, left: PersonKey, right: PersonKey, why: str, over: str = "") -> Judgement:
    """Says that two persons of two reports are one. Raises NotFound, UsageProblem, NotAllowed, Overtaken."""
    return decide(desk, [Ruling(JudgementKind.SAME, (left, right), why, over=over)])[0]


def different(desk: Desk, left: PersonKey, right: PersonKey, why: str, over: str = "") -> Judgement:
    """Says that they are not. Raises as `same`."""
    return decide(desk, [Ruling(JudgementKind.DIFFERENT, (left, right), why, over=over)])[0]


def unsure(desk: Desk, left: PersonKey, right: PersonKey, why: str, over: str = "") -> Judgement:
    """Says that it cannot be told: the machine's proposal counts no more. Raises as `same`."""
    return decide(desk, [Ruling(JudgementKind.UNSURE, (left, right), why, over=over)])[0]


def join(desk: Desk, one: str, other: str, why: str, over: str = "") -> Judgement:
    """Says that two claims (by id) are one happening. Raises NotFound, UsageProblem, NotAllowed, Overtaken."""
    return decide(desk, [Ruling(JudgementKind.JOIN, (one, other), why, over=over)])[0]


def split(desk: Desk, one: str, other: str, why: str, over: str = "") -> Judgement:
    """Says that two claims are two happenings. Raises as `join`."""
    return decide(desk, [Ruling(JudgementKind.SPLIT, (one, other), why, over=over)])[0]


def decide(desk: Desk, rulings: Sequence[Ruling]) -> tuple[Judgement, ...]:
    """Many decisions in one transaction: all of them are written, or none. In the order given.

    Said twice it is one judgement: whoever was interrupted may repeat it. Raises NotFound, UsageProblem, NotAllowed;
    Overtaken when somebody else decided otherwise about the same and `over` does not name their judgement.
    """
    with desk.store.acts() as lines:
        rights = proven(desk)
        made = []
        for ruling, about in zip(rulings, valued(desk, rulings), strict=True):
            one = decision(desk, ruling.kind, about, ruling.why)
            cases = cases_for(desk, rights, one.sources, ruling.missing, Action.JUDGE)
            made.append(replace(one, cases=cases) if cases else one)
        standing = desk.store.judgements.on(one.about for one in made)
        known = same_among(made, standing)
        first: dict[tuple[object, ...], Judgement] = {}
        for one in made:
            first.setdefault((one.kind, one.about, one.cases), known.get(one.id, one))
        there = {one.id for one in known.values()}
        new = [one for one in first.values() if one.id not in there]
        over = {one.id: ruling.over for one, ruling in zip(made, rulings, strict=True)}
        refuse_overtaken(holding_of(desk, rights), new, standing, over)
        record_many(desk, new, lines)
    return tuple(first[one.kind, one.about, one.cases] for one in made)


def retract(desk: Desk, judgement: str, why: str) -> Judgement:
    """Takes a judgement back; everything is as it was before it. Twice is once. Raises NotFound, NotAllowed."""
    return retract_many(desk, [judgement], why)[0]


def retract_many(desk: Desk, judgements: Sequence[str], why: str) -> tuple[Judgement, ...]:
    """As `retract`, in one transaction: all of them, or none."""
    with desk.store.acts() as lines:
        before = proven(desk)
        found = desk.store.judgements.get_many(judgements)
        held = holding_of(desk, before, Action.HISTORY)
        for name in judgements:
            if name not in found or not held.sees(found[name]):
                raise NotFound(f"no judgement has the id {name}", subject=name)
            _may_retract(desk, before, found[name])
        standing = [one for one in found.values() if one.retracted is None]
        taken = take_back(desk, standing, why, lines)
        for one in taken:
            rights_moved(desk, before, one)
            sealed_again(desk, one)
        found |= {one.id: one for one in taken}
    return tuple(found[name] for name in judgements)


def _may_retract(desk: Desk, rights: Rights, judgement: Judgement) -> None:
    """Whoever may judge here may take back what others judged here; matters of a case are its owner's."""
    if judgement.kind in MATTERS:
        right_to_retract(desk, judgement)
        return
    mine = rights.where(desk.actor, Action.JUDGE)
    made_in = judgement.cases or ((rights.founding,) if rights.founding else ())
    if not rights.alone and not mine.issuperset(made_in):
        raise NotAllowed(f"{desk.actor} may not judge everywhere that {judgement.id} was made", subject=judgement.id)
