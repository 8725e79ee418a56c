"""What is dated before what it has to come after: an appeal before the refusal, a release before the arrest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from asyl.model import DateRange, Fact, Inconsistency, OrderRule

from .dates import range_of
from .sources import Sources

Dated = tuple[Fact, DateRange]
_NAMED = 3  # facts of a kind that a sentence names
_ONE_CASE = 400  # days that what belongs to one case lies apart at most: a year, and some days of delay


def out_of_order(facts: Sequence[Fact], sources: Sources) -> list[Inconsistency]:
    """One inconsistency for each fact that comes before everything which an order of `checks.toml` puts before it.

    Only dates that leave no doubt count; an undated fact of the kind may have come first, and keeps the order.
    """
    by_event: dict[str, list[tuple[Fact, DateRange | None]]] = {}
    for fact in facts:
        by_event.setdefault(fact.event, []).append((fact, range_of(fact.date) if fact.date else None))
    found = [item for rule in sources.knowledge.checks.orders for item in _broken(rule, by_event, sources)]
    return sorted(found, key=lambda item: item.sentence)


def _broken(
    rule: OrderRule, by_event: Mapping[str, Sequence[tuple[Fact, DateRange | None]]], sources: Sources
) -> Iterator[Inconsistency]:
    first = [pair for event in (*rule.after, *rule.unless) for pair in by_event.get(event, ())]
    grounds = [(fact, day) for event in rule.after for fact, day in by_event.get(event, ()) if day is not None]
    for fact, day in by_event.get(rule.event, ()):
        if day is None or not grounds or any(other is None or other.earliest <= day.latest for _, other in first):
            continue
        near = [pair for pair in grounds if (pair[1].latest - day.earliest).days <= _ONE_CASE]
        told = sorted(near, key=lambda pair: (pair[1].earliest, pair[0].id))[:_NAMED]
        if not told:
            continue
        later = " and ".join(_named(other, sources) for other, _ in told)
        yield Inconsistency(
            person=fact.person,
            on="order",
            sentence=f"{_named(fact, sources)} is dated before {later}: {rule.because}",
            spans=tuple(claim.trigger for one in (fact, *(other for other, _ in told)) for claim in one.claims),
        )


def _named(fact: Fact, sources: Sources) -> str:
    known = sources.knowledge.events.get(fact.event)
    return f'"{known.label if known is not None else fact.event}", {fact.date}'
