"""Invented reports about invented people, as values: a report is its claims, one a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from asyl.cases import build
from asyl.knowledge import Knowledge, own_knowledge
from asyl.model import (
    CaseFile,
    Change,
    ChangeKind,
    Claim,
    DateBasis,
    Dating,
    DirectionBasis,
    Fact,
    JoinedBy,
    Link,
    LinkKind,
    Mention,
    Modality,
    Passage,
    Person,
    PersonKey,
    Polarity,
    Report,
    Role,
    Speaker,
    Tier,
    View,
    Zone,
    ZoneKind,
)

NAME = "Dilnoza Karimova"
AS_OF = date(2026, 1, 1)


@dataclass(frozen=True)
class Say:
    """One claim before it stands in a report: `words` are its line."""

    event: str
    date: str | None = None
    words: str = ""
    speaker: str | None = None
    local: str | None = None  # the speaker is a named person of the report
    negated: bool = False
    modality: Modality | None = None
    place: str | None = None
    tier: Tier = Tier.SUGGESTED
    headline: bool = False
    attributes: Mapping[str, str | int | bool] | None = None


class Told:
    """A report and the claims that stand in it. No dataclass: hypothesis prints those field by field, and a claim does
    not keep its text."""

    def __init__(self, report: Report, claims: tuple[Claim, ...]) -> None:
        self.report, self.claims = report, claims

    def __repr__(self) -> str:
        said = (
            f"{c.event} {c.date} {c.polarity} {c.modality} {c.speaker} {c.place} {dict(c.attributes)}"
            for c in self.claims
        )
        return f"<{self.id}, {self.report.published}: {'; '.join(said)}>"

    @property
    def id(self) -> str:
        return self.report.id


def told(
    name: str,
    *says: Say,
    published: str | None = "2025-06-01",
    publisher: str | None = None,
    author: str | None = None,
    language: str = "en",
) -> Told:
    """A report whose lines are the claims' words, each naming the person."""
    lines = [
        f"{say.words or say.event.replace('_', ' ')} ({NAME}, line {number})." for number, say in enumerate(says, 1)
    ]
    text = "\n".join([*lines, "End."])
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    report = Report(
        id=name,
        digest=f"digest of {name}",
        text=text,
        text_version="1",
        language=language,
        zones=tuple(
            Zone(ZoneKind.HEADLINE, start, start + len(line))
            for say, start, line in zip(says, starts, lines, strict=True)
            if say.headline
        ),
        publisher=publisher if publisher is not None else f"The {name} Gazette",
        author=author,
        published=published,
        published_basis=DateBasis.STATED if published else DateBasis.UNKNOWN,
    )
    pairs = zip(says, starts, lines, strict=True)
    return Told(report, tuple(_claim(report, say, start, start + len(line) - 1) for say, start, line in pairs))


def _claim(report: Report, say: Say, start: int, end: int) -> Claim:
    attributed = Modality.ATTRIBUTED if say.speaker else Modality.ASSERTED
    return Claim(
        text=report.text,
        trigger=report.span(start, end),
        event=say.event,
        person="n0",
        person_as_written=NAME,
        polarity=Polarity.NEGATED if say.negated else Polarity.AFFIRMED,
        modality=say.modality or attributed,
        tier=say.tier,
        method="test",
        dating=Dating(say.date, "explicit") if say.date else None,
        speakers=(Speaker(say.speaker, local=say.local),) if say.speaker else (),
        place=say.place,
        attributes=tuple(sorted((say.attributes or {}).items())),
    )


def link(
    report: Told,
    source: Told | str,
    kind: LinkKind = LinkKind.REWRITE,
    *,
    lines: Sequence[tuple[int, int]] = (),
    share: float = 0.5,
    changes: Sequence[ChangeKind] = (),
    basis: DirectionBasis = DirectionBasis.ATTRIBUTION,
) -> Link:
    """`report` rests on `source` (a name: not in the register). `lines`: pairs of line numbers that were taken over."""
    there = None if isinstance(source, str) else source
    passages = tuple(
        Passage(report.claims[here - 1].trigger, there.claims[other - 1].trigger, 1.0)
        for here, other in lines
        if there is not None
    )
    return Link(
        report=report.id,
        source=there.id if there is not None else None,
        source_name=source if isinstance(source, str) else there.report.publisher if there is not None else None,
        kind=kind,
        basis=basis,
        passages=passages,
        changes=tuple(Change(change, None, None) for change in changes),
        share=share,
    )


def person(*reports: Told, name: str = NAME) -> Person:
    mentions = tuple(
        Mention(report.report.span(at, at + len(name)), "n0", name, Role.PROTECTED)
        for report in reports
        if (at := report.report.text.find(name)) >= 0
    )
    return Person("p1", (name,), frozenset(m.key for m in mentions), mentions, Role.PROTECTED, True, JoinedBy.SINGLE)


def case(
    *reports: Told,
    links: Sequence[Link] = (),
    as_of: date = AS_OF,
    keys: Mapping[PersonKey, str] | None = None,
    knowledge: Knowledge | None = None,
) -> CaseFile:
    claims = [claim for report in reports for claim in report.claims]
    known = {report.id: report.report for report in reports}
    return build(person(*reports), claims, links, known, knowledge or own_knowledge(), as_of, View.WORKING, keys)


def facts(file: CaseFile, event: str) -> list[Fact]:
    return [fact for fact in file.facts if fact.event == event]


def the(file: CaseFile, event: str) -> Fact:
    """The only fact of an event."""
    (fact,) = facts(file, event)
    return fact


def copy_of(original: Told, name: str, published: str | None = None) -> tuple[Told, Link]:
    """A verbatim copy under another outlet, with the link that the lineage room finds for it."""
    report = replace(
        original.report,
        id=name,
        digest=f"digest of {name}",
        publisher=f"The {name} Mirror",
        author=None,
        published=published,
        published_basis=DateBasis.STATED if published else DateBasis.UNKNOWN,
    )
    claims = tuple(
        replace(
            claim,
            text=report.text,
            trigger=replace(claim.trigger, report=name),
        )
        for claim in original.claims
    )
    copied = Told(report, claims)
    whole = Passage(report.span(0, len(report.text)), original.report.span(0, len(report.text)), 1.0)
    made = Link(name, original.id, original.report.publisher, LinkKind.COPY, DirectionBasis.DATE, (whole,), share=1.0)
    return copied, made
