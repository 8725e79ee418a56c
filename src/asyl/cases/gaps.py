"""What a file lacks, in short sentences, the gravest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from asyl.model import Claim, Fact, OriginLevel, StatusEntry

from .dates import published, range_of, when
from .retelling import rank
from .sources import Sources

KEY = frozenset(
    {"asylum_registration", "status_granted", "asylum_refusal", "removal", "removal_order", "conviction", "death"}
)
ENTRIES = frozenset({"irregular_entry", "flight", "move"})
PAPER = 2  # rank of the weakest status that comes with a paper
NAMED = 3  # key facts that are named in one line


def gaps(
    facts: Sequence[Fact],
    entries: Sequence[StatusEntry],
    open_claims: Sequence[Claim],
    sources: Sources,
    as_of: date,
) -> tuple[str, ...]:
    """Gaps of a case file, each once."""
    found = [
        *_status(facts, entries, sources),
        *_origins(facts, sources),
        *_entry(facts),
        *_plans(facts, open_claims, as_of),
    ]
    found += [*_out_of_life(facts, sources), *_undated(facts, sources)]
    return tuple(dict.fromkeys(found))


def _status(facts: Sequence[Fact], entries: Sequence[StatusEntry], sources: Sources) -> list[str]:
    last = entries[-1] if entries else None
    if last is None or last.status == "unknown":
        return ["no dated act or paper proves a status"] if facts else []
    found = []
    if last.lapsed and last.document is not None:
        found.append(f"the paper behind the status ran out on {last.document.valid_until}; no renewal seen")
    if last.document is None and rank(last.status, sources) >= PAPER:
        found.append(f"no paper seen for the status: {last.status}")
    return found


def _origins(facts: Sequence[Fact], sources: Sources) -> list[str]:
    found, single = [], []
    for fact in facts:
        absent = [origin.label for origin in fact.origins if origin.level is OriginLevel.NOT_RETRIEVED]
        found += [f"not retrieved: {name}" for name in absent]
        if fact.event in KEY and len(fact.origins) == 1:
            single.append(_label(fact, sources))
    if single:
        more = f" and {len(single) - NAMED} more" if len(single) > NAMED else ""
        found.append(f"only one origin for: {'; '.join(single[:NAMED])}{more}")
    return found


def _label(fact: Fact, sources: Sources) -> str:
    known = sources.knowledge.events.get(fact.event)
    name = known.label if known is not None else fact.event
    return f"{name}, {fact.date}" if fact.date else name


def _entry(facts: Sequence[Fact]) -> list[str]:
    """Time limits run from the arrival: without its date none can be told."""
    asks = any(fact.event in ("asylum_application", "asylum_registration") for fact in facts)
    dated = any(fact.event in ENTRIES and fact.date is not None for fact in facts)
    return ["no source for the date of entry"] if asks and not dated else []


def _plans(facts: Sequence[Fact], open_claims: Sequence[Claim], as_of: date) -> list[str]:
    """What was planned for a day that has passed, and is told nowhere as done or as not done."""
    told = {fact.event for fact in facts} | {claim.event for claim in open_claims if claim.polarity == "negated"}
    late = [
        claim
        for claim in open_claims
        if claim.modality == "planned" and claim.polarity == "affirmed" and claim.event not in told
        if (found := when(claim)) is not None and found.latest < as_of
    ]
    return [
        f"planned for {(claim.date or '').removeprefix('../')}, outcome not told: {claim.event}"
        for claim in sorted(late, key=lambda claim: (claim.date or "", claim.id))
    ]


def _out_of_life(facts: Sequence[Fact], sources: Sources) -> list[str]:
    """What is dated before the birth or after the death of the person: one of the two is wrong, or somebody else's."""
    dated = [(fact, found) for fact in facts if fact.date is not None and (found := range_of(fact.date)) is not None]
    births = [found.earliest for fact, found in dated if fact.event == "birth"]
    deaths = [found.latest for fact, found in dated if fact.event == "death"]
    early = [fact for fact, found in dated if births and found.latest < min(births)]
    late = [fact for fact, found in dated if deaths and found.earliest > max(deaths)]
    return [f"dated before the birth: {_label(fact, sources)}" for fact in early] + [
        f"dated after the death: {_label(fact, sources)}" for fact in late
    ]


def _undated(facts: Sequence[Fact], sources: Sources) -> list[str]:
    reports = {claim.report for fact in facts for claim in fact.claims}
    undated = sorted(report for report in reports if published(sources.reports.get(report)) is None)
    return [f"{len(undated)} of {len(reports)} reports have no publication date"] if undated else []
