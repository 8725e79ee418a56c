"""Where claims of one fact differ: values side by side, never a winner."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from asyl.model import Claim, Disagreement, Fact, Version

from .dates import may_be_one, published, when
from .happening import elsewhere
from .numbers import Number, numbers
from .retelling import named_status
from .sources import Sources, fold

Valued = list[tuple[str, Claim]]  # a value as shown, and a claim that gives it


def disagreements(
    fact: Fact,
    retellings: frozenset[str],
    echoes: Mapping[str, Claim],
    denials: Sequence[Claim],
    sources: Sources,
) -> tuple[Disagreement, ...]:
    """What the claims of a fact disagree about, the gravest first: status, number, date, polarity, place.

    `retellings` are the ids of claims that put a stronger status in the place of the act, `echoes` map a claim of a
    copy to the original, `denials` are all claims about this person that something did not happen.
    """
    bare = replace(fact, claims=tuple(claim for claim in fact.claims if claim.id not in echoes))
    told: tuple[tuple[str, Callable[[], Valued]], ...] = (
        ("status", lambda: _statuses(bare, retellings, sources)),
        ("number", lambda: _numbers(bare, sources)),
        ("date", lambda: _dates(bare)),
        ("polarity", lambda: _polarity(bare, retellings, denials, sources)),
        ("number", lambda: _suspended(bare)),
        ("place", lambda: _places(bare, sources)),
    )
    found = []
    for on, read in told:
        values = read()
        if len({value for value, _ in values}) > 1:
            repeated = [(value, c) for value, claim in values for c in fact.claims if _echo_of(c, claim, echoes)]
            found.append(Disagreement(on, _versions([*values, *repeated])))
    return tuple(found)


def _echo_of(claim: Claim, original: Claim, echoes: Mapping[str, Claim]) -> bool:
    return claim.id in echoes and echoes[claim.id].id == original.id


def _versions(values: Valued) -> tuple[Version, ...]:
    """Values with who gives them, the most often given first."""
    by_value: dict[str, list[Claim]] = {}
    for value, claim in values:
        by_value.setdefault(value, []).append(claim)
    found = [
        Version(value, tuple(sorted(c.id for c in claims)), tuple(sorted({c.report for c in claims})))
        for value, claims in by_value.items()
    ]
    return tuple(sorted(found, key=lambda version: (-len(version.reports), version.value)))


def _statuses(fact: Fact, retellings: frozenset[str], sources: Sources) -> Valued:
    """The statuses that claims name. A claim that names none agrees with all, unless it is retold as a status."""
    values: Valued = []
    for claim in fact.claims:
        named = claim.attribute("status") if claim.event == fact.event else None
        if claim.id in retellings:
            named = named_status(claim, sources)
        elif retellings and named is None and claim.event == fact.event:
            named = named_status(claim, sources) or fact.event
        if isinstance(named, str):
            values.append((named, claim))
    return values


def _numbers(fact: Fact, sources: Sources) -> Valued:
    measures = sources.knowledge.joining.counted.get(fact.event, ())
    given = [
        (claim, numbers(claim, measures, sources.reports.get(claim.report), sources.knowledge)) for claim in fact.claims
    ]
    for measure in measures:
        values = [(number, claim) for claim, found in given for number in found if number.measure == measure]
        if len({number.size for number, _ in values}) > 1 and not _one_end(values, measure):
            labels: Mapping[int, str] = {number.size: number.label for number, _ in reversed(values)}
            return [(labels[number.size], claim) for number, claim in values]
    return []


def _one_end(values: Sequence[tuple[Number, Claim]], measure: str) -> bool:
    """True when durations differ because the beginnings do: all come to an end in one month. A claim without a date is
    one with those that give its duration."""
    if measure != "duration":
        return False
    ends = []
    dated = {number.size for number, claim in values if when(claim) is not None}
    for number, claim in values:
        begun = when(claim)
        if begun is None and number.size in dated:
            continue
        if begun is None or begun.days > 31:
            return False
        ends.append((begun.earliest.toordinal() + number.size, begun.latest.toordinal() + number.size))
    slack = 31  # durations are told in whole months
    begins = {claim.date for _, claim in values if claim.date is not None}
    return len(begins) > 1 and max(low for low, _ in ends) <= min(high for _, high in ends) + slack


def _dates(fact: Fact) -> Valued:
    """Only dates that share no day disagree; a coarser one does not."""
    dated = [(found, claim) for claim in fact.claims if (found := when(claim)) is not None]
    if not dated or max(found.earliest for found, _ in dated) <= min(found.latest for found, _ in dated):
        return []
    return [(claim.date or "", claim) for _, claim in dated]


def _polarity(fact: Fact, retellings: frozenset[str], denials: Sequence[Claim], sources: Sources) -> Valued:
    affirmed = [claim for claim in fact.claims if claim.id not in retellings and claim.event == fact.event]
    against = denied_by(affirmed, denials, sources)
    if not against:
        return []
    return [("affirmed", claim) for claim in affirmed] + [("negated", claim) for claim in against]


def denied_by(claims: Sequence[Claim], denials: Sequence[Claim], sources: Sources) -> list[Claim]:
    """The denials of any of a fact's claims. A voice that tells the fact too denies another happening."""
    tellers = {(claim.report, fold(claim.speaker or "")) for claim in claims}
    return [
        denial
        for denial in denials
        if (denial.report, fold(denial.speaker or "")) not in tellers
        and any(contradicts(denial, claim, sources) for claim in claims)
    ]


def contradicts(denial: Claim, claim: Claim, sources: Sources) -> bool:
    """True when a claim that something did not happen is about what another claim says happened.

    An undated denial reaches up to the day its report came out. One that denies only an attribute (a suspended
    sentence), or the event at another place, leaves the event alone. A report that tells both in one voice does not
    contradict itself.
    """
    if denial.event != claim.event or denial.attribute("suspended") is not None or elsewhere(denial, claim):
        return False
    if denial.report == claim.report and (denial.speaker is None or fold(denial.speaker) == fold(claim.speaker or "")):
        return False
    named, said = denial.attribute("status"), claim.attribute("status")
    if named is not None and said is not None and named != said:
        return False
    if denial.date is not None and claim.date is not None:
        return may_be_one(denial.date, claim.date)
    return _reaches(denial, claim, sources)


def _reaches(denial: Claim, claim: Claim, sources: Sources) -> bool:
    """True when a denial came after what it may deny: the day told, else the day the claim came out."""
    denied = published(sources.reports.get(denial.report))
    told = when(claim) or published(sources.reports.get(claim.report))
    if told is None:
        return True  # nothing says that it came after the denial
    if denied is None:
        return sources.rests_on(denial.report, claim.report)
    return told.earliest <= denied.latest


def _suspended(fact: Fact) -> Valued:
    given = [
        (claim.attribute("suspended"), claim) for claim in fact.claims if claim.attribute("sentence_months") is not None
    ]
    return [("suspended" if flag else "not suspended", claim) for flag, claim in given if isinstance(flag, bool)]


def _places(fact: Fact, sources: Sources) -> Valued:
    """Places disagree when they lie in different countries that asyl knows; a town and its country do not."""
    values: Valued = []
    for claim in fact.claims:
        name = fold(str(claim.place or claim.attribute("place") or ""))
        if name in sources.places:
            values.append((sources.knowledge.countries[sources.places[name]].name, claim))
    return values
