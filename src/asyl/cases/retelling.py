"""Retellings that put a status in the place of a weaker act ("refugee status" for an asylum seeker's certificate)."""

from __future__ import annotations

from collections.abc import Sequence

from asyl.model import ChangeKind, Claim, LinkKind

from .dates import gap, may_be_one, published, when
from .page import in_summary
from .sources import Sources, aligned, within

SOON = 62  # days between a source and its retelling within which an undated status is the source's act
NEAR = 31  # days by which a retelling may misdate an act


def rank(status: str | None, sources: Sources) -> int:
    """The place of a status on the ladder; below the ladder for what stands apart from it, and for no status at all."""
    known = sources.knowledge.statuses.get(status) if status is not None else None
    return -1 if known is None or known.rank is None else known.rank


def named_status(claim: Claim, sources: Sources) -> str | None:
    """The status that a claim's words name: its attribute, else the one its event proves."""
    named = claim.attribute("status")
    if isinstance(named, str) and named in sources.knowledge.statuses:
        return named
    known = sources.knowledge.events.get(claim.event)
    return known.proves if known is not None else None


def retold(claims: Sequence[Claim], sources: Sources) -> dict[str, Claim]:
    """Claim id -> the claim of the act that it retells as something stronger. `claims` are one person's, and happened.

    Reports nearest to the origin come first: a claim that is itself a retelling is no witness for another one.
    """
    rules = sources.knowledge.joining
    acts = [claim for claim in claims if claim.event in rules.acts]
    grants = sorted((claim for claim in claims if claim.event in rules.grants), key=lambda item: _near(item, sources))
    found: dict[str, Claim] = {}
    for claim in grants:
        mine = rank(named_status(claim, sources), sources)
        others = [other for other in claims if other.id not in found]
        weaker = [act for act in acts if rank(named_status(act, sources), sources) < mine]
        rated = [(score, act) for act in weaker if (score := _rate(claim, act, others, sources)) is not None]
        if rated:
            best = max(rated, key=lambda pair: (pair[0], pair[1].id))[1]
            found[claim.id] = max(
                (act for act in weaker if _one_decision(act, best)), key=lambda act: _strength(act, best, sources)
            )
    return {claim: _last(act, found) for claim, act in found.items()}


def _one_decision(act: Claim, best: Claim) -> bool:
    """One report, one day: what was refused, declined and given in one ruling is retold by what was given."""
    return act is best or (act.report == best.report and act.date is not None and act.date == best.date)


def _strength(act: Claim, best: Claim, sources: Sources) -> tuple[int, bool, str]:
    return (rank(named_status(act, sources), sources), act is best, act.id)


def _near(claim: Claim, sources: Sources) -> tuple[int, str, int, str]:
    return (len(sources.above(claim.report)), claim.report, claim.trigger.start, claim.id)


def _last(act: Claim, found: dict[str, Claim]) -> Claim:
    """The weakest act at the end of a chain of retellings; every step is weaker, so the chain ends."""
    while act.id in found:
        act = found[act.id]
    return act


def brought(claims: Sequence[Claim], sources: Sources) -> dict[str, Claim]:
    """Claim id -> the claim of the act that brought it with it, on the same day, in the same report or a linked one."""
    found: dict[str, Claim] = {}
    for event, others in sources.knowledge.joining.brings.items():
        acts = sorted((act for act in claims if act.event == event and act.date is not None), key=lambda act: act.id)
        for claim in claims:
            if claim.event in others and claim.date is not None:
                same = [act for act in acts if act.date == claim.date and sources.linked(claim.report, act.report)]
                if same:
                    found[claim.id] = same[0]
    return found


def _rate(claim: Claim, act: Claim, claims: Sequence[Claim], sources: Sources) -> tuple[int, int, int] | None:
    """How well an act explains a status that a report names: (evidence, nearness, strength of the act), or None."""
    strength = rank(named_status(act, sources), sources)
    if claim.report == act.report:
        return (1, 0, strength) if _own_rival(claim, act, claims, sources) else None
    if sources.rests_on(claim.report, act.report):
        return _from_source(claim, act, claims, sources, strength)
    same_day = (
        claim.date is not None and claim.date == act.date and (found := when(claim)) is not None and found.days == 0
    )
    rival = (claim.event, act.event) in sources.knowledge.joining.rivals
    alone = not _says(claim, claims, {act.report}) and not _says(act, claims, {claim.report})
    return (1, 0, strength) if same_day and rival and alone else None


def _own_rival(claim: Claim, act: Claim, claims: Sequence[Claim], sources: Sources) -> bool:
    """A report that names two outcomes of one decision: the weaker one is the act."""
    if (claim.event, act.event) not in sources.knowledge.joining.rivals:
        return False
    if claim.date is not None and act.date is not None:
        return may_be_one(claim.date, act.date)
    summary = in_summary(sources.reports.get(claim.report), claim.trigger.start)
    return summary and claim.date is None and not _body_says(claim, claims, sources)


def _body_says(claim: Claim, claims: Sequence[Claim], sources: Sources) -> bool:
    """True when the same report says the same outside headline and lead, with a date."""
    return any(
        other.report == claim.report
        and other.date is not None
        and named_status(other, sources) == named_status(claim, sources)
        for other in claims
    )


def _from_source(
    claim: Claim,
    act: Claim,
    claims: Sequence[Claim],
    sources: Sources,
    strength: int,
) -> tuple[int, int, int] | None:
    """A status in a report that rests on another: what the other one tells in its place, if it tells no such status."""
    out, happened, told = published(sources.reports.get(act.report)), when(claim), when(act)
    if out is not None and happened is not None and happened.earliest > out.latest:
        return None
    if _says(claim, claims, sources.above(claim.report)):
        return None
    same_words = 2 * aligned(sources, claim, act)
    # A date that leaves a year open does not show that the retelling knows of another act.
    if happened is not None and told is not None and (happened.days <= NEAR or happened.overlaps(told)):
        days = gap(happened, told)
        close = 3 if days == 0 else 1 if days <= NEAR else 0
        return (same_words + close, -days, strength) if same_words or close else None
    if same_words or (happened is None and _close(claim, act, sources) and _changed(claim, act, sources)):
        return (2, 0, strength)
    return (1, -_age(act), strength) if told is not None and _soon(claim, act, sources) else None


def _changed(claim: Claim, act: Claim, sources: Sources) -> bool:
    """True when the comparison of the two reports found that one status was put in the place of the other here."""
    return any(
        change.kind is ChangeKind.STATUS
        and change.after is not None
        and change.before is not None
        and within(claim.trigger, change.after)
        and within(act.trigger, change.before)
        for link in sources.links.get(claim.report, ())
        if link.source == act.report
        for change in link.changes
    )


def _says(claim: Claim, claims: Sequence[Claim], reports: frozenset[str] | set[str]) -> bool:
    """True when one of some reports tells an event of the same kind that may be the same."""
    return any(
        other.event == claim.event
        and other.report in reports
        and (claim.date is None or other.date is None or may_be_one(claim.date, other.date))
        for other in claims
    )


def _age(act: Claim) -> int:
    found = when(act)
    return -found.latest.toordinal() if found else 0


def _soon(claim: Claim, act: Claim, sources: Sources) -> bool:
    """True when a report retells another whole, soon after it."""
    whole = any(
        link.source == act.report and link.kind in (LinkKind.COPY, LinkKind.REWRITE)
        for link in sources.links.get(claim.report, ())
    )
    return whole and _close(claim, act, sources)


def _close(claim: Claim, act: Claim, sources: Sources) -> bool:
    here, there = published(sources.reports.get(claim.report)), published(sources.reports.get(act.report))
    return here is not None and there is not None and gap(here, there) <= SOON
