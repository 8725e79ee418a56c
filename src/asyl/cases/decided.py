"""What a person said about happenings goes before what was worked out: these two are one, those two are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from asyl.model import Claim

from .dates import when
from .group import Group

Happenings = Mapping[tuple[str, str], bool]  # two claims by id -> whether they are one happening


def decided(groups: Sequence[Group], said: Happenings, echoes: Mapping[str, Claim]) -> list[Group]:
    """The groups after what was decided. A decision about a copy holds for what it copies.

    Joined claims drag their groups together; of split ones the later, with all that was joined to it, goes out into a
    group of its own. Claims that stand in no group (another event, another person) are not touched.
    """
    pairs = _of_originals(said, echoes)
    found = list(groups)
    for one, other in sorted(pair for pair, together in pairs.items() if together):
        found = _join(found, one, other)
    for one, other in sorted(pair for pair, together in pairs.items() if not together):
        found = _split(found, one, other, {pair for pair, together in pairs.items() if together})
    return found


def _of_originals(said: Happenings, echoes: Mapping[str, Claim]) -> dict[tuple[str, str], bool]:
    pairs: dict[tuple[str, str], bool] = {}
    for pair, together in said.items():
        one, other = sorted(echoes[name].id if name in echoes else name for name in pair)
        if one != other:
            pairs[one, other] = together
    return pairs


def _join(groups: list[Group], one: str, other: str) -> list[Group]:
    first, second = _holding(groups, one), _holding(groups, other)
    if first is None or second is None or first is second:
        return groups
    first.merge(second, "a person said that they are one happening")
    return [group for group in groups if group is not second]


def _split(groups: list[Group], one: str, other: str, joined: set[tuple[str, str]]) -> list[Group]:
    both = _holding(groups, one)
    if both is None or both is not _holding(groups, other):
        return groups
    by_id = {claim.id: claim for claim in both.claims}
    stays, goes = sorted((by_id[one], by_id[other]), key=_order)
    going = _reached(goes.id, joined)
    if stays.id in going:
        going = {goes.id}
    reason = "a person said that it is another happening"
    left = Group.of(claim for claim in both.claims if claim.id not in going)
    left.reasons |= both.reasons
    gone = Group.of((claim for claim in both.claims if claim.id in going), reason)
    gone.reasons.add(reason)
    return [*(left if group is both else group for group in groups), gone]


def _reached(start: str, joined: Iterable[tuple[str, str]]) -> set[str]:
    """The claims that a person joined to one, over any number of steps."""
    found, todo = {start}, [start]
    while todo:
        at = todo.pop()
        near = {name for pair in joined if at in pair for name in pair} - found
        found |= near
        todo += near
    return found


def _holding(groups: Iterable[Group], claim: str) -> Group | None:
    return next((group for group in groups if any(member.id == claim for member in group.claims)), None)


def _order(claim: Claim) -> tuple[str, str, int, str]:
    dated = when(claim)
    return (dated.earliest.isoformat() if dated else "~", claim.report, claim.trigger.start, claim.id)
