"""Where a report names a stronger status than any dated act or paper proves at that date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from asyl.model import Claim, Fact, Overstatement, StatusEntry

from .dates import gap, published, when
from .disagreements import contradicts, denied_by
from .echoes import without
from .facts import Joined
from .retelling import named_status, rank
from .sources import Sources
from .standing import status_on

TOLD_NOW = 31  # days between an act and its report within which the report may mean the standing on its own day


def overstatements(
    person: str,
    joined: Joined,
    entries: Sequence[StatusEntry],
    sources: Sources,
) -> tuple[Overstatement, ...]:
    """One overstatement a report: the strongest status it names beyond what is proven, at its first mention."""
    found: dict[str, tuple[int, int, Overstatement]] = {}
    for fact in joined.facts:
        for claim in fact.claims:
            over = _over(person, claim, fact, joined, entries, sources)
            if over is None:
                continue
            order = (-rank(over.claimed, sources), claim.trigger.start)
            if claim.report not in found or order < found[claim.report][:2]:
                found[claim.report] = (*order, over)
    return tuple(found[report][2] for report in sorted(found))


def _over(
    person: str,
    claim: Claim,
    fact: Fact,
    joined: Joined,
    entries: Sequence[StatusEntry],
    sources: Sources,
) -> Overstatement | None:
    original = joined.echoes.get(claim.id, claim)  # a copy says no more and no less than the original
    claimed = named_status(original, sources)
    if claimed is None or rank(claimed, sources) <= 0 or not _unproven(original, fact, joined, sources):
        return None
    proven = _proven(original, fact, entries, sources)
    if rank(proven, sources) >= rank(claimed, sources):
        return None
    return Overstatement(claim.report, person, claim.id, claim.trigger, claimed, proven)


def _unproven(claim: Claim, fact: Fact, joined: Joined, sources: Sources) -> bool:
    """True when a status is not what its fact proves: it retells an act, names more than others do, or is denied."""
    if claim.id in joined.retellings:
        return True
    if claim.id in joined.brought:
        return False
    originals = without(fact.claims, joined.echoes)
    others = without(originals, joined.retellings)
    ranks = [rank(status, sources) for other in others if (status := named_status(other, sources)) is not None]
    if ranks and rank(named_status(claim, sources), sources) > min(ranks):
        return True
    return any(contradicts(denial, claim, sources) for denial in denied_by(originals, joined.denials, sources))


def _proven(claim: Claim, fact: Fact, entries: Sequence[StatusEntry], sources: Sources) -> str:
    """The strongest status proven for the day a claim speaks of, and for the day of its report when it is news."""
    told = when(claim)
    out = published(sources.reports.get(claim.report))
    days: list[date] = []
    if told is not None:
        days.append(told.latest)
    if out is not None and (told is None or gap(told, out) <= TOLD_NOW):
        days.append(out.latest)
    if not days:
        days.append(entries[-1].as_of)
    shown = [entry.status for day in days if (entry := status_on(entries, day)) is not None]
    shown += [entry.status for entry in entries if fact.id in entry.facts and told is not None]
    return max(shown, key=lambda status: (rank(status, sources), status), default="unknown")
