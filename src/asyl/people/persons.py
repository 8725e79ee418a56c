"""One person out of the mentions that were joined: an opaque id, names by use, a role, what holds it together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from asyl.model import JoinedBy, Person, Proposal, Role

from .locals import Local, fold, full_words, majority, order

_OFFICE = frozenset({Role.OFFICIAL, Role.LAWYER, Role.JUDGE, Role.REPORTER})


def person(
    members: Sequence[Local], why: Sequence[Proposal], judged: bool, shared: frozenset[tuple[str, int, int]]
) -> Person:
    """The person made of `members`. `shared` are places where two persons are named with the same words."""
    mentions = tuple(sorted((mention for local in members for mention in local.mentions), key=order))
    places = [(m.report, m.span.start, m.span.end) for m in mentions]
    own = [place for place in places if place not in shared]
    # A person named only where another is named too takes the local name in, so that no two persons share an id.
    origin = own[0] if own else (*places[0], mentions[0].local)
    role = majority(local.role for local in members for _ in local.mentions)
    return Person(
        id="p" + sha256("\0".join(map(str, origin)).encode("utf-8", "surrogatepass")).hexdigest()[:12],
        names=_names(members),
        keys=frozenset(local.key for local in members),
        mentions=mentions,
        role=role,
        protected=_protected(members),
        joined_by=_joined_by(members, why, judged),
        joins=tuple(sorted(why, key=lambda p: (-p.score, p.left, p.right))),
    )


def _joined_by(members: Sequence[Local], why: Sequence[Proposal], judged: bool) -> JoinedBy:
    if len(members) == 1:
        return JoinedBy.SINGLE
    return JoinedBy.MACHINE if why or not judged else JoinedBy.JUDGEMENT


def _protected(members: Sequence[Local]) -> bool:
    """Seeks protection, or is kin of one who does; not where a report gives them an office."""
    roles = {mention.role for local in members for mention in local.mentions}
    return bool(roles & {Role.PROTECTED, Role.RELATIVE}) and not roles & _OFFICE


def _names(members: Sequence[Local]) -> tuple[str, ...]:
    """Every name in use, once: full forms before bare ones, the most used first."""
    used: Counter[str] = Counter()
    for local in members:
        used[local.name] += 1
        for mention in local.mentions:
            used[" ".join(mention.span.quote.split())] += 1
    best: dict[str, str] = {}
    for name in sorted(used, key=lambda text: (-used[text], text)):
        best.setdefault(fold(name), name)
    total: Counter[str] = Counter()
    for name, count in used.items():
        total[fold(name)] += count
    fullest = {fold(local.name) for local in members}
    ranked = sorted(best, key=lambda f: (full_words(f) < 2, f not in fullest, -total[f], f))
    return tuple(best[name] for name in ranked if name)
