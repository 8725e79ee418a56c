"""Engines small enough to see through: `Name Surname fled on 2020-01-02.` and not much else."""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from asyl.desk import Engines
from asyl.intake import Extract, extract
from asyl.knowledge import Knowledge, own_knowledge
from asyl.model import (
    IDENTITY,
    CaseFile,
    Claim,
    Dating,
    DirectionBasis,
    Fact,
    JoinedBy,
    Judgement,
    JudgementKind,
    Link,
    LinkKind,
    Mention,
    Modality,
    Origin,
    OriginLevel,
    Passage,
    Person,
    PersonKey,
    Polarity,
    Postings,
    Proposal,
    Report,
    Role,
    Tier,
    Trait,
    Verdict,
    View,
    Zone,
    ZoneKind,
)

NAME = re.compile(r"[A-Z]\w+ [A-Z]\w+")
CLAIM = re.compile(
    r"(?P<name>[A-Z]\w+ [A-Z]\w+) (?P<maybe>maybe )?(?P<verb>fled|applied)(?: on (?P<date>\d{4}-\d\d-\d\d))?"
)
EVENTS = {"fled": "flight", "applied": "asylum_application"}
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class TinyHead:
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    published_basis: str
    published_span: tuple[int, int] | None
    language: str
    zones: tuple[Zone, ...]


@dataclass(frozen=True, slots=True)
class TinyReading:
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class TinyComparison:
    score: float
    verdict: Verdict


def read_head(found: Extract, knowledge: Knowledge) -> TinyHead:
    first = found.text.split("\n", 1)[0]
    dated = re.search(r"Published: (\d{4}-\d\d-\d\d)", found.text)
    return TinyHead(
        title=first or None,
        publisher=None,
        author=None,
        published=dated[1] if dated else None,
        published_basis="stated" if dated else "unknown",
        published_span=dated.span(1) if dated else None,
        language="en",
        zones=(Zone(ZoneKind.HEADLINE, 0, len(first)),) if first else (),
    )


def read_claims(report: Report, knowledge: Knowledge) -> TinyReading:
    mentions = tuple(
        Mention(report.span(*match.span()), match[0].casefold(), match[0], Role.PROTECTED)
        for match in NAME.finditer(report.text)
    )
    return TinyReading(mentions, tuple(_claim(report, match) for match in CLAIM.finditer(report.text)))


def _claim(report: Report, match: re.Match[str]) -> Claim:
    return Claim(
        report.text,
        trigger=report.span(match.start("verb"), match.end()),
        event=EVENTS[match["verb"]],
        person=match["name"].casefold(),
        person_as_written=match["name"],
        polarity=Polarity.AFFIRMED,
        modality=Modality.ASSERTED,
        tier=Tier.TO_READ if match["maybe"] else Tier.SUGGESTED,
        method="tiny",
        subject=report.span(*match.span("name")),
        dating=Dating(match["date"], "explicit", report.span(*match.span("date"))) if match["date"] else None,
    )


def index(report: Report) -> list[int]:
    words = [match[0].casefold() for match in WORD.finditer(report.text)]
    return [zlib.crc32(" ".join(words[at : at + 5]).encode()) for at in range(len(words) - 4)]


def trace(
    report: Report,
    reports: Mapping[str, Report],
    claims: Mapping[str, Sequence[Claim]],
    knowledge: Knowledge,
    postings: Postings,
    keys: Mapping[PersonKey, str],
) -> list[Link]:
    """Every older report that shares five words in a row is a source."""
    if not report.text:
        return []
    others = {other for places in postings.holders(index(report)).values() for other, _ in places}
    older = sorted(other for other in others if other in reports and _age(reports[other]) < _age(report))
    whole = report.span(0, len(report.text))
    return [
        Link(
            report=report.id,
            source=other,
            source_name=None,
            kind=LinkKind.COPY,
            basis=DirectionBasis.DATE,
            passages=(Passage(whole, reports[other].span(0, len(reports[other].text)), 1.0),),
        )
        for other in older
    ]


def _age(report: Report) -> tuple[str, str]:
    return report.published or "", report.id


def trace_all(
    reports: Mapping[str, Report],
    claims: Mapping[str, Sequence[Claim]],
    knowledge: Knowledge,
    postings: Postings,
    keys: Mapping[PersonKey, str],
) -> list[Link]:
    return [
        link for name in sorted(reports) for link in trace(reports[name], reports, claims, knowledge, postings, keys)
    ]


def traits(report: Report, mentions: Sequence[Mention], claims: Sequence[Claim], knowledge: Knowledge) -> list[Trait]:
    """Tiny reports say nothing of a person that tells people apart."""
    return []


def propose(
    mentions: Sequence[Mention], judgements: Sequence[Judgement], knowledge: Knowledge, traits: Sequence[Trait]
) -> list[Proposal]:
    """The same surname is a likely match."""
    keys = sorted({mention.key for mention in mentions})
    return [
        Proposal(one, other, Verdict.LIKELY, 0.9, ("same surname",))
        for at, one in enumerate(keys)
        for other in keys[at + 1 :]
        if one[0] != other[0] and one[1].split()[-1] == other[1].split()[-1]
    ]


def resolve(
    mentions: Sequence[Mention],
    proposals: Sequence[Proposal],
    judgements: Sequence[Judgement],
    digests: Mapping[str, str],
    view: View,
    traits: Sequence[Trait],
) -> list[Person]:
    """Joins what is proposed (working view) or judged the same, never what is judged different."""
    at = {(digests[m.report], m.span.start, m.span.end): m.key for m in mentions}
    judged: dict[JudgementKind, set[tuple[PersonKey, PersonKey]]] = {kind: set() for kind in IDENTITY}
    for judgement in judgements:
        assert isinstance(judgement.about, tuple)
        left, right = (at[(side.digest, side.span.start, side.span.end)] for side in judgement.about)
        judged[judgement.kind] |= {(left, right), (right, left)}
    apart = judged[JudgementKind.DIFFERENT] | judged[JudgementKind.UNSURE]
    machine = (
        {(p.left, p.right) for p in proposals if (p.left, p.right) not in apart} if view is View.WORKING else set()
    )
    group = {mention.key: mention.key for mention in mentions}
    for left, right in sorted(machine | judged[JudgementKind.SAME]):
        old, new = group[left], group[right]
        group = {key: new if own == old else own for key, own in group.items()}
    people = []
    for root in sorted(set(group.values())):
        keys = frozenset(key for key, own in group.items() if own == root)
        own = tuple(sorted((m for m in mentions if m.key in keys), key=lambda m: (m.report, m.span.start)))
        names = tuple(dict.fromkeys(m.name for m in own))
        joined = JoinedBy.SINGLE if len(keys) == 1 else JoinedBy.MACHINE
        name = "p" + sha256(repr(sorted(keys)).encode()).hexdigest()[:8]
        people.append(Person(name, names, keys, own, Role.PROTECTED, True, joined))
    return sorted(people, key=lambda person: person.id)


def compare(one: str, other: str, knowledge: Knowledge) -> TinyComparison:
    shared = len(set(one.casefold()) & set(other.casefold())) / max(1, len(set(one.casefold()) | set(other.casefold())))
    return TinyComparison(shared, Verdict.LIKELY if shared > 0.9 else Verdict.UNSURE)


def _origin(claim: Claim) -> Origin:
    return Origin(OriginLevel.TEXT, claim.report, (claim.id,))


@dataclass(frozen=True, slots=True)
class TinySources:
    links: tuple[Link, ...]
    happenings: tuple[tuple[str, str, bool], ...]


def index_sources(
    reports: Mapping[str, Report],
    links: Sequence[Link],
    knowledge: Knowledge,
    keys: Mapping[PersonKey, str],
    happenings: Sequence[tuple[str, str, bool]],
) -> TinySources:
    return TinySources(tuple(links), tuple(happenings))


def build(sources: TinySources, person: Person, claims: Sequence[Claim], as_of: date, view: View) -> CaseFile:
    """Each claim is a fact, unless a person said that two are one."""
    counted = [claim for claim in claims if claim.tier is Tier.SUGGESTED]
    group = {claim.id: claim.id for claim in counted}
    for one, other, joined in sources.happenings:
        if joined and one in group and other in group:
            group = {name: group[one] if own == group[other] else own for name, own in group.items()}
    together: dict[str, list[Claim]] = {}
    for claim in counted:
        together.setdefault(group[claim.id], []).append(claim)
    facts = tuple(_fact(person, claims) for claims in together.values())
    return CaseFile(person, as_of, view, facts, (), (), (), links=sources.links)


def _fact(person: Person, claims: list[Claim]) -> Fact:
    first = claims[0]
    origin = Origin(OriginLevel.TEXT, "x", (first.id,))
    return Fact(f"f{first.id}", person.id, first.event, first.date, tuple(claims), (origin,))


TINY = Engines(
    version="tiny 1",
    knowledge=own_knowledge(),
    extract=extract,
    read_head=read_head,
    read_claims=read_claims,
    index=index,
    trace_all=trace_all,
    trace=trace,
    traits=traits,
    propose=propose,
    resolve=resolve,
    compare=compare,
    index_sources=index_sources,
    build=build,
)


def newer(version: str, **others: object) -> Engines:
    """The tiny engines after an upgrade."""
    return replace(TINY, version=version, **others)  # type: ignore[arg-type]
