"""Where a report names a weaker status than what is proven at that date, or denies the one that is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from asyl.model import Claim, Fact, StatusEntry, Understatement

from .dates import gap, published, when
from .echoes import without
from .facts import Joined
from .overstatements import TOLD_NOW
from .retelling import named_status, rank
from .sources import Sources
from .standing import status_on


def understatements(
    person: str, joined: Joined, entries: Sequence[StatusEntry], sources: Sources
) -> tuple[Understatement, ...]:
    """One a report: the first place where it tells an act as less than its own source does and the file proves, or
    says that a status was not given which is held on the day of the report."""
    found: dict[str, Understatement] = {}
    told = [under for fact in joined.facts for under in _weaker(person, fact, joined, entries, sources)]
    told += [under for denial in joined.denials if (under := _denied(person, denial, joined, entries, sources))]
    for under in sorted(told, key=lambda item: (item.report, item.span.start, item.claim)):
        found.setdefault(under.report, under)
    return tuple(found[report] for report in sorted(found))


def _weaker(
    person: str, fact: Fact, joined: Joined, entries: Sequence[StatusEntry], sources: Sources
) -> list[Understatement]:
    """Claims of a fact that name less than a source of theirs does, where the source's reading is what is proven."""
    named = [
        (claim, status) for claim in without(fact.claims, joined.no_proof) if (status := claim.attribute("status"))
    ]
    found = []
    for claim, status in named:
        mine = rank(str(status), sources)
        above = [str(other) for source, other in named if sources.rests_on(claim.report, source.report)]
        proven = _held(fact, claim, entries)
        if mine > 0 and proven in above and rank(proven, sources) > mine:
            found.append(Understatement(claim.report, person, claim.id, claim.trigger, str(status), proven))
    return found


def _held(fact: Fact, claim: Claim, entries: Sequence[StatusEntry]) -> str:
    """What a fact proves, else what is held on the day that a claim speaks of."""
    by_fact = [entry.status for entry in entries if fact.id in entry.facts]
    told = when(claim)
    entry = status_on(entries, told.latest) if told is not None else None
    return by_fact[0] if by_fact else entry.status if entry is not None else "unknown"


def _denied(
    person: str, denial: Claim, joined: Joined, entries: Sequence[StatusEntry], sources: Sources
) -> Understatement | None:
    if denial.event not in sources.knowledge.joining.grants:
        return None
    said = rank(named_status(denial, sources), sources)
    day = _spoken_of(denial, sources)
    entry = status_on(entries, day) if day is not None else None
    if entry is None or entry.lapsed or said <= 0 or rank(entry.status, sources) < said:
        return None
    # A report cannot deny what came after it or on its day; one that tells the grant itself denies another one.
    proofs = [fact for fact in joined.facts if fact.id in entry.facts]
    if day is None or entry.as_of >= day or any(denial.report in fact.reports for fact in proofs):
        return None
    return Understatement(denial.report, person, denial.id, denial.trigger, "none", entry.status)


def _spoken_of(denial: Claim, sources: Sources) -> date | None:
    """The day for which something is denied: its own when it is told, else that of the report."""
    told, out = when(denial), published(sources.reports.get(denial.report))
    if told is not None:
        return out.latest if out is not None and gap(told, out) <= TOLD_NOW else told.earliest
    return out.latest if out is not None else None
