"""Bare names: a given name, a surname, or an initial with a surname, and the one person they can mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from asyl.model import Proposal, Verdict

from .around import Around, proposal
from .compare import Comparison
from .locals import Local, full_words
from .weighing import weighed

OPTIONS = 12  # names that a bare name may belong to and is still looked at
COMPANY = 2  # people named beside both that make one person of two bare names
PEOPLE = 48  # persons of these names whose reports are looked at
MOST_LIKELY, MOST_UNSURE = 0.8, 0.6  # scores are capped: a bare name never ranks above a full one


SAME_BARE = Comparison(1.0, Verdict.UNSURE, ("the same bare name",), "single-name")


@dataclass(frozen=True, slots=True)
class Choice:
    """One person that a bare name can mean: the names this person has, the reports' persons of these names."""

    names: frozenset[str]
    people: tuple[Local, ...]


def bare_names(around: Around) -> Iterator[Proposal]:
    """Proposals for all persons without a full name."""
    for name, people in around.by_name.items():
        if around.full(name):
            continue
        options = set(around.alike(name))
        if len(people) > 1:
            options.add(name)
        if 0 < len(options) <= OPTIONS:
            choices = _choices(around, options)
            for local in people:
                yield from _bare(around, local, choices)


def _choices(around: Around, options: set[str]) -> list[Choice]:
    """Names that are likely one another's spellings are one choice."""
    groups: list[set[str]] = []
    for name in sorted(options):
        near = [group for group in groups if any(around.likely(name, other) for other in group)]
        groups = [group for group in groups if group not in near] + [{name}.union(*near)]
    return [
        Choice(frozenset(group), tuple(islice((p for n in sorted(group) for p in around.by_name[n]), PEOPLE)))
        for group in groups
    ]


def _bare(around: Around, local: Local, choices: Sequence[Choice]) -> Iterator[Proposal]:
    taken = {other.fold for other in around.reports[local.key[0]] if other.key != local.key}
    open_ones = [choice for choice in choices if not choice.names & taken]
    full = [choice for choice in open_ones if any(around.full(name) for name in choice.names)] or open_ones
    found = [near for choice in full if (near := _nearest(around, local, choice))]
    beside = sum(bool(shared) for _, shared in found)
    settled = False
    for person, shared in found:
        likely, reason = _settled(around, local, person, len(found), shared, beside)
        settled |= likely
        yield _offer(around, local, person, likely, reason)
    for choice in open_ones if not settled and len(full) < len(open_ones) else ():
        # Who it is stays open, but reports in one company that use one bare name mean one person.
        near = _nearest(around, local, choice)
        if choice not in full and near is not None and len(near[1]) >= COMPANY:
            yield _offer(around, local, near[0], True, f"a bare name in both, and beside both {', '.join(near[1])}")


def _offer(around: Around, local: Local, person: Local, likely: bool, reason: str) -> Proposal:
    said = around.alike(local.fold).get(person.fold)
    weights = around.evidence.between(local.key, person.key)
    if weights:
        return weighed(around, local, person, replace(said or SAME_BARE, verdict=Verdict.UNSURE), weights)
    score, reasons = (said.score, said.reasons) if said else (1.0, SAME_BARE.reasons)
    verdict, most = (Verdict.LIKELY, MOST_LIKELY) if likely else (Verdict.UNSURE, MOST_UNSURE)
    return proposal(local, person, min(score, most), verdict, [*reasons, reason])


def _nearest(around: Around, local: Local, choice: Choice) -> tuple[Local, list[str]] | None:
    """The person of a choice of whom most speaks for it: what is known beside the name, then how many of the same
    people are named in that report; and who these are.

    Only names that were compared with the bare one count: one likely spelling may hold the word, another not.
    """
    names = around.alike(local.fold).keys() | {local.fold}
    people = [p for p in choice.people if p.key[0] != local.key[0] and p.fold in names]
    shared = [(person, around.shared(local, person)) for person in people]
    return max(shared, key=lambda found: _promise(around, local, *found), default=None)


def _promise(around: Around, local: Local, person: Local, shared: Sequence[str]) -> tuple[float, int, bool]:
    odds = sum(weight.odds for weight in around.evidence.between(local.key, person.key))
    return odds, len(shared), around.full(person.fold)


def _settled(
    around: Around, local: Local, person: Local, choices: int, shared: Sequence[str], beside: int
) -> tuple[bool, str]:
    """Whether a bare name says who, and why. `choices` people can be meant, beside `beside` of them others are named
    who are named beside this one too; `shared` are these others for the person in question."""
    if shared and beside == 1:
        return True, f"{shared[0]} is named beside both, and beside nobody else who can be meant"
    if choices > 1:
        return False, f"{choices} people of the register can be meant"
    if around.initials(local.fold) and full_words(local.name) and around.full(person.fold):
        return True, "only one person of the register has this initial and name"
    return False, "only one person of the register can be meant, but nobody else is named beside both"
