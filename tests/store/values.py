"""Values to put into a store: invented, and with every kind of character."""

from dataclasses import replace
from datetime import UTC, datetime

from asyl.model import (
    ABOUT_CLAIM,
    HAPPENING,
    IDENTITY,
    Change,
    ChangeKind,
    Claim,
    DateBasis,
    Dating,
    DirectionBasis,
    JudgedClaim,
    JudgedMention,
    JudgedPair,
    Judgement,
    JudgementKind,
    Link,
    LinkKind,
    Matter,
    Mention,
    Modality,
    Passage,
    Polarity,
    Proposal,
    Report,
    Role,
    Span,
    Speaker,
    Tier,
    Verdict,
    Zone,
    ZoneKind,
)
from asyl.store import Entry

AT = datetime(2020, 1, 6, 9, 30, 15, 123456, tzinfo=UTC)
ODD = "Қытай \\n \\0 NUL:\0 lone:\ud83d \udcff rtl:\u202e 中文 😀 it’s"
TEXT = f"Marta Ellingsen said that Toktar Sagidulla fled in 2019. {ODD}"
DIGEST = "d" * 64


def span(start: int, end: int, report: str = "r1") -> Span:
    return Span.at(report, TEXT, start, end)


def report(name: str = "r1", digest: str = DIGEST, text: str = TEXT) -> Report:
    return Report(
        id=name,
        digest=digest,
        text=text,
        text_version="1",
        language="kk",
        zones=(Zone(ZoneKind.HEADLINE, 0, 15), Zone(ZoneKind.BODY, 16, 40)),
        title=ODD,
        publisher="Steppe Courier",
        author=None,
        published="2020-01-06",
        published_basis=DateBasis.STATED,
        published_at=Span.at(name, text, 0, 5),
        warnings=("\0",),
    )


def mention(start: int, end: int, local: str) -> Mention:
    return Mention(span(start, end), local, TEXT[start:end], Role.PROTECTED)


MENTIONS = [mention(0, 15, "p1"), mention(26, 42, "p2")]
CLAIM = Claim(
    TEXT,
    trigger=span(43, 55),
    event="flight",
    person="p2",
    person_as_written=ODD,
    polarity=Polarity.AFFIRMED,
    modality=Modality.ATTRIBUTED,
    tier=Tier.SUGGESTED,
    method="tests",
    subject=span(26, 42),
    linked="full",
    dating=Dating("2019", "explicit", span(51, 55), None),
    speakers=(Speaker("Marta Ellingsen", span(0, 15), span(16, 20), "p1"), Speaker("nobody")),
    place="\ud800",
    attributes=(("fine", ODD), ("sentence_months", 6), ("suspended", True)),
    reasons=("because",),
)
LINK = Link(
    report="r1",
    source=None,
    source_name=ODD,
    kind=LinkKind.REWRITE,
    basis=DirectionBasis.ATTRIBUTION,
    passages=(Passage(span(0, 15), span(16, 40), 0.5),),
    changes=(Change(ChangeKind.DATE, None, span(51, 55), "ö"),),
    attribution=span(57, 90),
    share=0.25,
)
PROPOSAL = Proposal(("r1", "p1"), ("r2", "p9"), Verdict.LIKELY, 0.75, (ODD,))
JUDGED = JudgedClaim(
    DIGEST, "1", span(43, 55), None, "flight", ODD, "affirmed", "asserted", None, (("date", "2019"),), "T S"
)
PAIR = (JudgedMention(DIGEST, "1", span(0, 15), ODD), JudgedMention("e" * 64, "1", span(26, 42, "r2"), "x"))


MATTER = Matter("k1", ODD, "f" * 64, PAIR[0], ODD, "reader", ("health",), "s1")


def judgement(name: str, kind: JudgementKind, by: str = "a reader") -> Judgement:
    if kind in ABOUT_CLAIM:
        return Judgement(name, kind, JUDGED, by, AT, ODD)
    if kind in HAPPENING:
        return Judgement(name, kind, JudgedPair(JUDGED, replace(JUDGED, event="move")), by, AT, ODD)
    return Judgement(name, kind, PAIR if kind in IDENTITY else MATTER, by, AT, ODD)


def entry(what: str = "read", subject: str = ODD) -> Entry:
    return Entry(AT, "a reader", what, subject, ODD, (("one", ODD),))
