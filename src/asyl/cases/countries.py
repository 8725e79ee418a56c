"""Which country's procedure an act belongs to: said by its place, its authority or its words, else carried on."""

from __future__ import annotations

from collections.abc import Sequence

from asyl.model import Claim, Fact

from .dates import range_of
from .numbers import sentence_around
from .sources import Sources, fold

ARRIVALS = frozenset({"move", "relocation", "irregular_entry", "flight"})
# Acts of an authority: what their sentence names is where they were done. A flight names where it began as well.
_LEGAL = frozenset(
    {
        "asylum_application",
        "asylum_registration",
        "asylum_refusal",
        "status_granted",
        "stay_allowed",
        "appeal",
        "appeal_decision",
        "residence_granted",
        "status_extension",
        "conviction",
        "charge",
        "removal_order",
        "removal_declined",
    }
)
_LONGEST = 6  # words of the longest name of a country or an authority
_QUOTE = 1000  # code points of a quote that are looked at


def countries_of(facts: Sequence[Fact], sources: Sources) -> dict[str, str]:
    """Fact id -> country code. A fact that names no country, or several, has the one of the last fact before it that
    names one; an undated fact has only what it names itself. An arrival ends that: it has the country of the first fact
    after it that names one, if no other arrival comes between. Where neither says anything, nothing is said.
    """
    found: dict[str, str] = {}
    here: str | None = None
    waiting: list[str] = []  # since an arrival at a place that no list knows
    for fact in sorted(facts, key=_begins):
        said = _said(fact, sources)
        arrives = fact.event in ARRIVALS
        if fact.date is None or (said and all(sources.knowledge.countries[code].body for code in said)):
            found.update((fact.id, code) for code in sorted(said) if len(said) == 1)
            continue
        if len(said) == 1:
            here = next(iter(said))
            found.update((earlier, here) for earlier in waiting if not arrives)
            waiting = []
        elif arrives:
            here, waiting = None, [fact.id]
        elif here is None and waiting:
            waiting.append(fact.id)
        if here is not None:
            found[fact.id] = here
    return found


def _begins(fact: Fact) -> tuple[int, bool, str, str]:
    """In order of time; on one day the arrival comes first."""
    found = range_of(fact.date) if fact.date is not None else None
    day = found.earliest.toordinal() if found is not None else 0
    return (day, fact.event not in ARRIVALS, fact.event, fact.id)


def _said(fact: Fact, sources: Sources) -> set[str]:
    """The countries that a fact's claims name: in place or authority, else in their own words."""
    placed = {code for claim in fact.claims for code in named(_attributes(claim), sources)}
    said = placed or {code for claim in fact.claims for code in named(claim.quote[:_QUOTE], sources)}
    if said or fact.event not in _LEGAL:
        return said
    return {code for claim in fact.claims for code in named(_sentence(claim, sources), sources)}


def _sentence(claim: Claim, sources: Sources) -> str:
    """The sentence that a claim stands in: whose court it was may stand at its other end."""
    report = sources.reports.get(claim.report)
    return sentence_around(report.text, claim.trigger.start, claim.trigger.end) if report is not None else ""


def _attributes(claim: Claim) -> str:
    parts = (claim.place, claim.attribute("place"), claim.attribute("authority"))
    return " | ".join(str(value) for value in parts if value)


def named(text: str, sources: Sources) -> set[str]:
    """Codes of the countries that a text names by any of their words."""
    words = fold(text).split()
    runs = (" ".join(words[at : at + size]) for size in range(1, _LONGEST + 1) for at in range(len(words) - size + 1))
    return {sources.places[run] for run in runs if run in sources.places}
