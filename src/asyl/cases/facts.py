"""From claims to facts: what is one happening, with what stands behind it and what is said against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from asyl.model import Claim, Fact, Modality, Polarity, Tier

from .dates import hull
from .decided import decided
from .disagreements import disagreements
from .echoes import echoes, without
from .group import Group
from .joining import join
from .origins import Ground, grounds, origins
from .retelling import brought, retold
from .sources import Sources


@dataclass(frozen=True, slots=True)
class Joined:
    """A person's facts, and what some of their claims are: `retellings` put a stronger status in the place of an act,
    `brought` is only what an act brings with it, `echoes` map a claim of a copy to the original one. `denials` say that
    something did not happen."""

    facts: tuple[Fact, ...]
    retellings: frozenset[str]
    brought: frozenset[str]
    echoes: Mapping[str, Claim]
    denials: tuple[Claim, ...]

    @property
    def no_proof(self) -> frozenset[str]:
        """Claims that prove nothing by themselves."""
        return self.retellings | frozenset(self.echoes)


def join_facts(person: str, claims: Sequence[Claim], sources: Sources) -> Joined:
    """Join a person's claims to facts. Only claims of tier `suggested` count; the order of `claims` does not matter."""
    suggested = sorted((claim for claim in claims if claim.tier is Tier.SUGGESTED), key=_reading, reverse=True)
    counted = sorted({claim.id: claim for claim in suggested}.values(), key=lambda claim: claim.id)
    repeated = echoes(counted, sources)
    happened = [claim for claim in counted if claim.happened]
    originals = without(happened, repeated)
    effects = brought(originals, sources)
    stronger = retold(without(originals, effects), sources)
    moved = {**stronger, **effects}
    joined = Joined(
        facts=(),
        retellings=frozenset(c.id for c in happened if repeated.get(c.id, c).id in stronger),
        brought=frozenset(c.id for c in happened if repeated.get(c.id, c).id in effects),
        echoes=repeated,
        denials=tuple(claim for claim in without(counted, repeated) if denies(claim)),
    )
    told_by: dict[str, list[Claim]] = {}  # id of what is told first -> it, and the copies that repeat it
    for claim in happened:
        told_by.setdefault(repeated.get(claim.id, claim).id, []).append(claim)
    retellers: dict[str, list[str]] = {}
    for claim_id, act in moved.items():
        retellers.setdefault(act.id, []).append(claim_id)
    facts = []
    for event, group in _groups(without(originals, moved), repeated, sources):
        told = {claim.id for claim in group.claims}
        told |= {retold_by for claim in group.claims for retold_by in retellers.get(claim.id, ())}
        every = [claim for one in told for claim in told_by.get(one, ())]
        facts.append(_fact(person, event, group, every, joined, sources))
    return replace(joined, facts=tuple(sorted(facts, key=_order)))


def _reading(claim: Claim) -> tuple[str, str, str]:
    """Of two readings of the same words, which have one id, the same one is taken in every run."""
    return (claim.id, claim.date or "", claim.speaker or "")


def denies(claim: Claim) -> bool:
    """True when somebody says that it did not happen (not merely that it will not)."""
    return claim.polarity is Polarity.NEGATED and claim.modality in (Modality.ASSERTED, Modality.ATTRIBUTED)


def _groups(claims: Sequence[Claim], repeated: Mapping[str, Claim], sources: Sources) -> list[tuple[str, Group]]:
    events: dict[str, list[Claim]] = {}
    for claim in claims:
        events.setdefault(claim.event, []).append(claim)
    lasting = sources.knowledge.joining.lasting
    found = []
    for event in sorted(events):
        ends = [claim for claim in claims if claim.event in lasting.get(event, ())]
        groups = join(event, events[event], ends, sources)
        if sources.happenings:
            groups = decided(groups, sources.happenings, repeated)
        found += [(event, group) for group in groups]
    return found


def _fact(person: str, event: str, group: Group, every: Sequence[Claim], joined: Joined, sources: Sources) -> Fact:
    claims = tuple(sorted(every, key=lambda claim: (claim.report, claim.trigger.start, claim.id)))
    ground = grounds(claims, sources)
    retells = any(claim.id in joined.retellings for claim in claims)
    reasons = sorted(group.reasons | ({"a report retells it as something stronger"} if retells else set()))
    fact = Fact(
        id=_id(person, event, without(claims, joined.echoes)),
        person=person,
        event=event,
        date=_date(group.claims, ground),
        claims=claims,
        origins=origins(claims, ground, sources),
        why_joined="; ".join(reasons),
    )
    found = disagreements(fact, joined.retellings, joined.echoes, joined.denials, sources)
    return replace(fact, disagreement=found[0], further=found[1:]) if found else fact


def _date(claims: Sequence[Claim], ground: Mapping[str, Ground]) -> str | None:
    """The date by those who found out themselves; by all when none of them dates it."""
    dates = {claim.id: claim.date for claim in claims if claim.date is not None}
    own = [date for claim, date in dates.items() if ground[claim].own]
    return hull(own or list(dates.values()))


def _id(person: str, event: str, claims: Sequence[Claim]) -> str:
    """Stable and opaque. A copy that comes in later does not change it."""
    parts = (person, event, *sorted(claim.id for claim in claims))
    return "f" + sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _order(fact: Fact) -> tuple[str, str, str]:
    return (fact.date or "~", fact.event, fact.id)
