"""Persons: mentions joined by judgements, and in the working view by likely proposals, never against a judgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from asyl.model import (
    DateRange,
    Judgement,
    JudgementKind,
    Mention,
    Person,
    PersonKey,
    Proposal,
    Trait,
    Verdict,
    View,
    live,
)

from .evidence import SAME_YEAR, Evidence, years_apart
from .judged import Anchors
from .locals import Local, full_words, gather
from .persons import person

SUPPORT = 0.5  # mean likeness of all full names of two groups that a machine's join needs
SHOWN = 12  # names of a group that count in that mean: the first ones
_JOINS = {Verdict.SAME: 0, Verdict.LIKELY: 1}
Pair = tuple[PersonKey, PersonKey]


def resolve(
    mentions: Sequence[Mention],
    proposals: Sequence[Proposal],
    judgements: Sequence[Judgement],
    digests: Mapping[str, str],
    view: View,
    traits: Sequence[Trait] = (),
) -> list[Person]:
    """The persons of a register: a pure function of mentions, live judgements and proposals, whatever their order.

    `digests` is report id to digest of its source. The confirmed view joins by `same` judgements alone; the working
    view also joins what is `same` or `likely` (joined_by `machine`), unless a judgement says different or unsure, the
    two groups hold two persons of one report, or their names do not support each other on the whole. A `same` that
    would put together what a live `different` keeps apart is not followed. Persons come in order of their ids.
    """
    locals_ = gather(mentions)
    groups = Groups(locals_, Evidence(traits))
    verdicts = _verdicts(Anchors(mentions, digests), judgements)
    for pair, kind in verdicts.items():
        if kind is JudgementKind.DIFFERENT:
            groups.keep_apart(*pair)
    for pair, kind in verdicts.items():
        if kind is JudgementKind.SAME:
            groups.join(*pair)
    if view is View.WORKING:
        for pair, kind in verdicts.items():
            if kind is JudgementKind.UNSURE:
                groups.keep_apart(*pair)
        _join_likely(groups, [p for p in proposals if p.left in locals_ and p.right in locals_])
    return _persons(groups, verdicts)


def orphans(
    mentions: Sequence[Mention], judgements: Sequence[Judgement], digests: Mapping[str, str]
) -> list[Judgement]:
    """Live judgements about two mentions of which one is not found any more: for a person to look at again."""
    anchors = Anchors(mentions, digests)
    about = [j for j in live(judgements) if isinstance(j.about, tuple)]
    return [j for j in about if isinstance(j.about, tuple) and any(anchors.key(side) is None for side in j.about)]


def _verdicts(anchors: Anchors, judgements: Iterable[Judgement]) -> dict[Pair, JudgementKind]:
    """The newest live judgement on each pair of persons, oldest first."""
    found: dict[Pair, JudgementKind] = {}
    for judgement in live(judgements):
        pair = anchors.pair(judgement)
        if pair:
            found.pop(pair, None)
            found[pair] = judgement.kind
    return found


@dataclass(slots=True)
class Group:
    """Persons of reports held to be one. `names` are its distinct full names, `why` the proposals it rests on."""

    keys: set[PersonKey]
    reports: dict[str, set[PersonKey]]
    names: dict[str, None]
    births: list[DateRange] = field(default_factory=list)
    apart: set[int] = field(default_factory=set)
    why: list[Proposal] = field(default_factory=list)


class Groups:
    """A partition that grows by joins and never joins what must stay apart."""

    def __init__(self, locals_: Mapping[PersonKey, Local], evidence: Evidence) -> None:
        self.locals = locals_
        self.groups: dict[int, Group] = {}
        self._of: dict[PersonKey, int] = {}
        for number, (key, local) in enumerate(locals_.items()):
            names = {local.fold: None} if full_words(local.name) > 1 else {}
            birth = evidence.birth(key)
            self.groups[number] = Group({key}, {key[0]: {key}}, dict(names), [birth] if birth else [])
            self._of[key] = number

    def of(self, key: PersonKey) -> Group:
        return self.groups[self._of[key]]

    def keep_apart(self, one: PersonKey, two: PersonKey) -> None:
        a, b = self._of[one], self._of[two]
        if a != b:  # already joined by a judgement: an unsure one does not undo it
            self.groups[a].apart.add(b)
            self.groups[b].apart.add(a)

    def together(self, one: PersonKey, two: PersonKey) -> bool:
        return self._of[one] == self._of[two]

    def apart(self, one: PersonKey, two: PersonKey) -> bool:
        return self._of[two] in self.groups[self._of[one]].apart

    def share_report(self, one: PersonKey, two: PersonKey) -> bool:
        """True when the two groups hold two persons of one report."""
        few, many = sorted((self.of(one).reports, self.of(two).reports), key=len)
        return any(report in many for report in few)

    def born_apart(self, one: PersonKey, two: PersonKey) -> bool:
        """True when reports state birth dates of the two groups that are more than a year apart."""
        return any(years_apart(a, b) for a in self.of(one).births for b in self.of(two).births)

    def join(self, one: PersonKey, two: PersonKey, why: Proposal | None = None) -> bool:
        """Joins the groups of two persons, unless they must stay apart. The smaller is poured into the larger."""
        a, b = sorted((self._of[one], self._of[two]), key=lambda n: (-len(self.groups[n].keys), n))
        if a == b or b in self.groups[a].apart:
            return False
        kept, gone = self.groups[a], self.groups.pop(b)
        for key in gone.keys:
            self._of[key] = a
        for number in gone.apart:
            self.groups[number].apart.discard(b)
            self.groups[number].apart.add(a)
        kept.keys |= gone.keys
        kept.apart |= gone.apart
        kept.births += [birth for birth in gone.births if birth not in kept.births]
        kept.names.update(gone.names)
        kept.why += [*gone.why, *([why] if why else [])]
        for report, keys in gone.reports.items():
            kept.reports.setdefault(report, set()).update(keys)
        return True


def _join_likely(groups: Groups, proposals: Sequence[Proposal]) -> None:
    """Joins by proposals, surest first. A join needs more than one bridge: the groups' names as a whole must agree, or
    the reports give one birth date."""
    strength: dict[tuple[str, str], float] = defaultdict(float)
    for proposal in proposals:
        left, right = groups.locals[proposal.left].fold, groups.locals[proposal.right].fold
        for pair in ((left, right), (right, left)):
            strength[pair] = max(strength[pair], proposal.score)
    likely = [proposal for proposal in proposals if proposal.verdict in _JOINS]
    for proposal in sorted(likely, key=lambda p: (_JOINS[p.verdict], -p.score, p.left, p.right)):
        one, two = proposal.left, proposal.right
        if groups.together(one, two) or groups.apart(one, two) or groups.share_report(one, two):
            continue
        if groups.born_apart(one, two):
            continue
        known = proposal.beside >= SAME_YEAR
        if known or _support(groups.of(one), groups.of(two), strength) >= SUPPORT:
            groups.join(one, two, proposal)


def _support(one: Group, two: Group, strength: Mapping[tuple[str, str], float]) -> float:
    """Mean likeness of the full names of two groups; 1 where one of them has only bare names."""
    names, others = sorted(one.names)[:SHOWN], sorted(two.names)[:SHOWN]
    if not names or not others:
        return 1.0
    total = sum(1.0 if a == b else strength.get((a, b), 0.0) for a in names for b in others)
    return total / (len(names) * len(others))


def _persons(groups: Groups, verdicts: Mapping[Pair, JudgementKind]) -> list[Person]:
    judged = {key for pair, kind in verdicts.items() if kind is JudgementKind.SAME for key in pair}
    shared = _shared_spans(groups.locals.values())
    found = [
        person([groups.locals[key] for key in sorted(group.keys)], group.why, bool(group.keys & judged), shared)
        for group in groups.groups.values()
    ]
    return sorted(found, key=lambda p: p.id)


def _shared_spans(locals_: Iterable[Local]) -> frozenset[tuple[str, int, int]]:
    """Places where one report names two persons with the same words (a family's plural)."""
    seen: dict[tuple[str, int, int], PersonKey] = {}
    shared = set()
    for local in locals_:
        for mention in local.mentions:
            place = mention.report, mention.span.start, mention.span.end
            if seen.setdefault(place, local.key) != local.key:
                shared.add(place)
    return frozenset(shared)
