"""Where claims without a date belong: the passage they were taken from, else the group that fits best."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from asyl.model import Claim

from .dates import when
from .group import Group
from .happening import apart, elsewhere, place
from .numbers import numbers
from .sources import Sources, aligned

TOLD_APART = ("document", "outcome", "status")  # attributes that tell two happenings of one kind apart
CANDIDATES = 32  # groups, the latest ones, that an undated claim is held against


def place_undated(claims: Sequence[Claim], groups: list[Group], ends: Sequence[Claim], sources: Sources) -> None:
    """Add undated claims to groups, or open new ones. Those that a passage ties to a dated claim, or that name a place,
    go first, so that the others find fuller groups."""
    for claim in sorted(claims, key=lambda item: _turn(item, groups, sources)):
        near = sorted(groups, key=_recent)[-CANDIDATES:]
        rated = [(*rate(claim, group, ends, sources), _recent(group), group) for group in near]
        good = [item for item in rated if item[0] >= 0]
        if good:
            best = max(good, key=lambda item: (item[0], item[2], -_first(item[3])[0], _first(item[3])[1:]))
            best[3].add(claim, best[1])
        else:
            groups.append(Group.of([claim]))


def _turn(claim: Claim, groups: Sequence[Group], sources: Sources) -> tuple[bool, bool, str, int, str]:
    tied = any(aligned(sources, claim, member) for group in groups[-CANDIDATES:] for member in group.faces)
    return (not tied, not place(claim), claim.report, claim.trigger.start, claim.id)


def _first(group: Group) -> tuple[int, str, str]:
    claim = group.claims[0]
    return (claim.trigger.start, claim.report, claim.id)


def _recent(group: Group) -> date:
    return group.range.latest if group.range is not None else date.min


def rate(claim: Claim, group: Group, ends: Sequence[Claim], sources: Sources) -> tuple[int, str]:
    """How well an undated claim fits a group: below zero it does not."""
    if any(apart(claim, member, sources) for member in group.faces) or _ended(claim, group, ends):
        return -9, ""
    if any(aligned(sources, claim, m) or aligned(sources, m, claim) for m in group.faces):
        return 9, "the words were taken over"
    score = 0
    if claim.report not in group.reports:
        score += 1
        score += any(sources.linked(claim.report, report) for report in group.reports)
    score += _likeness(claim, group, sources)
    return score, "no date told; nothing else of this kind fits better"


def _likeness(claim: Claim, group: Group, sources: Sources) -> int:
    """Attributes that agree or differ: places, papers, outcomes, numbers."""
    score = 0
    if place(claim):
        named = [member for member in group.faces if place(member)]
        if any(not elsewhere(claim, member) for member in named):
            score += 2
        elif named:
            score -= 2 if any(sources.linked(claim.report, member.report) for member in named) else 3
            score -= claim.report in group.reports
    for name in TOLD_APART:
        values = {str(value) for member in group.faces if (value := member.attribute(name)) is not None}
        mine = claim.attribute(name)
        if mine is not None and values:
            score += 2 if str(mine) in values else -2
    return score + _same_numbers(claim, group, sources)


def _same_numbers(claim: Claim, group: Group, sources: Sources) -> int:
    measures = sources.knowledge.joining.counted.get(claim.event, ())
    mine = set(numbers(claim, measures, sources.reports.get(claim.report), sources.knowledge))
    theirs = {
        number
        for member in group.faces
        for number in numbers(member, measures, sources.reports.get(member.report), sources.knowledge)
    }
    return 2 if mine & theirs else 0


def _ended(claim: Claim, group: Group, ends: Sequence[Claim]) -> bool:
    """True when the claim's report tells this state and its end: what it says without a date is then another one."""
    if claim.report not in group.reports or group.range is None:
        return False
    return any(
        end.report == claim.report and (ended := when(end)) is not None and ended.earliest >= group.range.latest
        for end in ends
    )
