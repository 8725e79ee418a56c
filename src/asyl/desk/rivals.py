"""Two people at one thing: the second is told what the first decided before anything is written over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from asyl.model import (
    ABOUT_CLAIM,
    HAPPENING,
    IDENTITY,
    About,
    JudgedClaim,
    Judgement,
    JudgementKind,
    Overtaken,
)

from .holding import Holding

SAID = {
    JudgementKind.CONFIRM: "confirmed",
    JudgementKind.REJECT: "rejected",
    JudgementKind.AMEND: "amended",
    JudgementKind.SAME: "said the same person of",
    JudgementKind.DIFFERENT: "said two persons of",
    JudgementKind.UNSURE: "left open",
    JudgementKind.JOIN: "joined",
    JudgementKind.SPLIT: "split",
}
_FAMILIES = (ABOUT_CLAIM, IDENTITY, HAPPENING)


def refuse_overtaken(
    held: Holding, mine: Sequence[Judgement], standing: Iterable[Judgement], over: Mapping[str, str]
) -> None:
    """Raises Overtaken when somebody else's newest decision about the same thing is another one and is not named in
    `over` (by the id of mine). `standing` are the decisions that hold about these things; call it inside the act."""
    newest: dict[tuple[object, ...], Judgement] = {}
    for judgement in standing:
        if held.sees(judgement) and any(judgement.kind in family for family in _FAMILIES):
            newest[_thing(judgement)] = judgement
    for one in mine:
        rival = newest.get(_thing(one))
        if rival is not None and rival.by != one.by and not _agree(rival, one) and over.get(one.id) != rival.id:
            raise Overtaken(_sentence(rival), subject=rival)


def _thing(judgement: Judgement) -> tuple[object, ...]:
    """What a judgement is about, whatever it says of it."""
    about: About = judgement.about
    family = next(number for number, kinds in enumerate(_FAMILIES) if judgement.kind in kinds)
    return family, replace(about, amended=()) if isinstance(about, JudgedClaim) else about


def _agree(one: Judgement, other: Judgement) -> bool:
    return (one.kind, one.about) == (other.kind, other.about)


def _sentence(rival: Judgement) -> str:
    why = f" ({rival.why})" if rival.why else ""
    day = rival.at.strftime("%Y-%m-%d %H:%M")
    return (
        f"{rival.by} {SAID[rival.kind]} this on {day}{why}; nothing of yours was written. "
        f"To decide otherwise all the same: --over {rival.id}"
    )
