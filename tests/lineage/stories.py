"""Invented mini-stories for the tests of lineage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from asyl.knowledge import own_knowledge
from asyl.lineage import MemoryPostings, index, trace, trace_all
from asyl.model import (
    Attributes,
    Claim,
    DateBasis,
    Dating,
    Link,
    Modality,
    Polarity,
    Report,
    Speaker,
    Tier,
    Zone,
    date_range,
)

KNOWLEDGE = own_knowledge()


def report(
    name: str,
    text: str,
    publisher: str | None = None,
    published: str | None = None,
    *,
    language: str = "en",
    zones: Sequence[Zone] = (),
    basis: DateBasis = DateBasis.STATED,
) -> Report:
    return Report(
        id=name,
        digest=name,
        text=text,
        text_version="1",
        language=language,
        zones=tuple(zones),
        publisher=publisher,
        published=published,
        published_basis=basis if published else DateBasis.UNKNOWN,
    )


def claim(
    source: Report,
    quote: str,
    event: str,
    person: str = "p",
    *,
    date: str | None = None,
    polarity: Polarity = Polarity.AFFIRMED,
    modality: Modality = Modality.ASSERTED,
    attributes: Attributes = (),
    speaker: str | None = None,
) -> Claim:
    """A claim carried by a quote of the report; a speaker is given by his words in the report."""
    start = source.text.index(quote)
    words = source.text.index(speaker) if speaker else 0
    return Claim(
        source.text,
        trigger=source.span(start, start + len(quote)),
        event=event,
        person=person,
        person_as_written=person,
        polarity=polarity,
        modality=modality,
        tier=Tier.SUGGESTED,
        method="test",
        dating=Dating(date, "explicit") if date and date_range(date) else None,
        speakers=(Speaker(speaker, source.span(words, words + len(speaker))),) if speaker else (),
        attributes=attributes,
    )


def trace_of(*reports: Report, claims: Sequence[Claim] = ()) -> list[Link]:
    """All links of a register of these reports; persons of one name are one person."""
    by_report: dict[str, list[Claim]] = {}
    for one in claims:
        by_report.setdefault(one.report, []).append(one)
    keys = {one.key: one.key[1] for one in claims if one.key}
    return trace_all({r.id: r for r in reports}, by_report, KNOWLEDGE, MemoryPostings(), keys)


def one_by_one(*reports: Report) -> list[Link]:
    """The same, each report traced for itself through an index."""
    postings = MemoryPostings()
    for one in reports:
        postings.add(one.id, index(one))
    everything = MappingProxyType({r.id: r for r in reports})
    found = [link for one in reports for link in trace(one, everything, {}, KNOWLEDGE, postings)]
    return sorted(found, key=lambda link: (link.report, link.source or "", link.source_name or "", link.kind))


def holds(link: Link, *reports: Report) -> bool:
    """Whether every span of a link stands where it says, on both sides."""
    texts = {r.id: r.text for r in reports}
    spans = [span for passage in link.passages for span in (passage.here, passage.there)]
    spans += [span for change in link.changes for span in (change.before, change.after) if span]
    spans += [link.attribution] if link.attribution else []
    return all(span.holds(texts[span.report]) for span in spans)


RIVER = (
    "Maruf Tolegen crossed the frozen river below the mill on the night of 4 January 2021 with a rucksack and a torch. "
    "Border guards found him at dawn in a shepherd's hut, feeding a stove with fence posts, and drove him to Karasai. "
    "The district court fined him forty thousand tenge and left out the expulsion that the prosecutor had asked for. "
    "On 9 February the migration police took his application for asylum and gave him a paper valid until May."
)
HARBOUR = (
    "Selma Idrissova waited eleven weeks in the harbour town before anybody asked her name. The shelter stands between "
    "a cannery and a football ground, and at night the forklifts reverse with a sound like crickets. She mends nets "
    "for the cooperative, which pays her in fish and telephone credit, and keeps the receipts in a biscuit tin."
)


def turned(links: Sequence[Link]) -> list[Link]:
    """Links without their order."""
    return sorted((replace(link) for link in links), key=repr)
