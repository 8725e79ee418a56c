"""Joins claims of one event to happenings: first by date, then what is dated differently, then what has no date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from asyl.model import Claim

from .dates import gap, when
from .group import Group
from .happening import NEAR_LINKED, agreement, apart, nearness
from .sources import Sources
from .undated import place_undated

NEIGHBOURS = 16  # groups on either side in time that a group is compared with


def join(event: str, claims: Sequence[Claim], ends: Sequence[Claim], sources: Sources) -> list[Group]:
    """Happenings among the claims of one event that are said to have happened.

    `ends`: claims that a state of this kind ended (releases of a detention); empty for events that are no state.
    The result does not depend on the order of `claims`.
    """
    known = sources.knowledge.events.get(event)
    if known is not None and known.once:
        return [Group.of(sorted(claims, key=_order), "happens once in a life")]
    groups: list[Group] = []
    for claim in sorted((claim for claim in claims if when(claim) is not None), key=_order):
        _place_dated(claim, groups, sources)
    groups = _join_near(groups, sources)
    place_undated([claim for claim in claims if when(claim) is None], groups, ends, sources)
    return groups


def _order(claim: Claim) -> tuple[int, date, str, int, str]:
    found = when(claim)
    days, first = (found.days, found.earliest) if found is not None else (0, date.max)
    return (days, first, claim.report, claim.trigger.start, claim.id)


def _place_dated(claim: Claim, groups: list[Group], sources: Sources) -> None:
    best: tuple[int, Group, str] | None = None
    mine = when(claim)
    for group in groups:
        if mine is None or group.range is None or not mine.overlaps(group.range):
            continue
        if any(apart(claim, member, sources) for member in group.faces):
            continue
        found = [good for member in group.faces if (good := agreement(claim, member, sources)) is not None]
        if found and (best is None or max(found)[0] > best[0]):
            best = (max(found)[0], group, max(found)[1])
    if best is None:
        groups.append(Group.of([claim]))
    else:
        best[1].add(claim, best[2])


def _join_near(groups: list[Group], sources: Sources) -> list[Group]:
    """Join groups whose dates differ but that may be one happening, the nearest first."""
    ordered = sorted(groups, key=lambda group: _order(group.claims[0])[1:])
    pairs = []
    for number, one in enumerate(ordered):
        for step, other in enumerate(ordered[number + 1 : number + 1 + NEIGHBOURS]):
            found = _distance(one, other, sources)
            if found is not None:
                pairs.append((found[0], number, step, found[1], one, other))
    merged: dict[int, Group] = {}

    def now(group: Group) -> Group:
        while id(group) in merged:
            group = merged[id(group)]
        return group

    for _, _, _, reason, first, second in sorted(pairs, key=lambda pair: pair[:3]):
        one, other = now(first), now(second)
        if one is not other and _distance(one, other, sources) is not None:
            one.merge(other, reason)
            merged[id(other)] = one
    return [group for group in ordered if id(group) not in merged]


def _distance(one: Group, other: Group, sources: Sources) -> tuple[int, str] | None:
    """The smallest distance of two groups; None when any two of their claims cannot be one happening, or nothing
    says that they are."""
    if one.range is None or other.range is None or gap(one.range, other.range) > NEAR_LINKED:
        return None
    best: tuple[int, str] | None = None
    for claim in one.faces:
        for member in other.faces:
            if apart(claim, member, sources):
                return None
            found = nearness(claim, member, sources)
            if found is not None and (best is None or found < best):
                best = found
    return best
