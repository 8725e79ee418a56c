"""A case file from a person, their claims, and the links between reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from asyl.knowledge import Knowledge
from asyl.model import CaseFile, Claim, Link, Person, PersonKey, Report, Tier, View

from .ages import age_conflicts
from .arithmetic import arithmetic
from .countries import countries_of
from .deadlines import deadlines, valid_until
from .facts import join_facts
from .gaps import gaps
from .overstatements import overstatements
from .risks import risks
from .sequence import out_of_order
from .sources import Sources, index_sources
from .standing import acts, history
from .understatements import understatements


def build(
    person: Person,
    claims: Sequence[Claim],
    links: Iterable[Link],
    reports: Mapping[str, Report],
    knowledge: Knowledge,
    as_of: date,
    view: View,
    keys: Mapping[PersonKey, str] | None = None,
) -> CaseFile:
    """The case file of one person at a date.

    `claims` are this person's, `links` those of the whole register. `keys` maps `Mention.key` of everybody (a lawyer, a
    wife) to a person's id; with it one witness who speaks in two reports is counted once. For many persons of one
    register index the links once and use `build_from`.
    """
    return build_from(index_sources(reports, links, knowledge, keys), person, claims, as_of, view)


def build_from(sources: Sources, person: Person, claims: Sequence[Claim], as_of: date, view: View) -> CaseFile:
    """As `build`, from links that were indexed by `index_sources`."""
    joined = join_facts(person.id, claims, sources)
    countries = countries_of(joined.facts, sources)
    done = acts(joined.facts, joined.no_proof, sources, as_of)
    entries = history(person.id, done, as_of, sources, lambda act: valid_until(act, countries, sources))
    still_open = tuple(
        sorted((claim for claim in claims if not claim.happened and claim.tier is Tier.SUGGESTED), key=_order)
    )
    wrong = [*out_of_order(joined.facts, sources), *age_conflicts(person, joined.facts, sources)]
    wrong += arithmetic(joined.facts, countries, sources)
    return CaseFile(
        person=person,
        as_of=as_of,
        view=view,
        facts=joined.facts,
        statuses=entries,
        overstatements=overstatements(person.id, joined, entries, sources),
        deadlines=deadlines(joined.facts, entries, countries, sources, as_of),
        links=_links(claims, person, sources),
        open_claims=still_open,
        gaps=gaps(joined.facts, entries, still_open, sources, as_of),
        understatements=understatements(person.id, joined, entries, sources),
        inconsistencies=tuple(dict.fromkeys(wrong)),
        risks=risks(person, joined.facts, entries, still_open, sources, as_of),
    )


def _order(claim: Claim) -> tuple[str, int, str]:
    return (claim.report, claim.trigger.start, claim.id)


def _links(claims: Sequence[Claim], person: Person, sources: Sources) -> tuple[Link, ...]:
    """Links between reports that speak of this person, and to what they name that is not there."""
    about = {claim.report for claim in claims} | {mention.report for mention in person.mentions}
    return tuple(
        link
        for report in sorted(about)
        for link in sources.links.get(report, ())
        if link.source is None or link.source in about
    )
