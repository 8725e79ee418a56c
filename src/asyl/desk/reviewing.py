"""What waits for a person, most useful first: claims, persons who may be one, claims that may be one happening."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from asyl.knowledge import Knowledge
from asyl.model import (
    Claim,
    Fact,
    Mention,
    PersonKey,
    Register,
    Report,
    Span,
    Tier,
    Verdict,
)
from asyl.text import sentences

from .loading import Loaded
from .opening import Desk, Step, quietly
from .views import current, register_view

_SPOKEN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")  # a reason for people is words; engines' own are names, numbers
_LONGEST = 600  # code points of a sentence that are shown around the words
_OVERSTATED, _DISAGREED, _PROVES, _WEAK, _PROTECTED = 6, 5, 4, 1, 3


class Waiting(StrEnum):
    CLAIMS = "claims"
    PEOPLE = "people"
    FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Words:
    """Words in their sentence: what stands before them, the words, what stands behind; of which report."""

    report: str
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide. `subject` is what the act takes: a claim's id, two claims, two persons of reports.

    `says` is the machine's reading in a line, `why` how it came to it, `also` the other reports that say so,
    `against` what is said otherwise, each with the reports that say it. `weight` ranks: the higher, the more depends on
    the answer.
    """

    kind: Waiting
    subject: tuple[str, ...] | tuple[PersonKey, PersonKey]
    person: str
    says: str
    words: tuple[Words, ...]
    why: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    against: tuple[tuple[str, tuple[str, ...]], ...] = ()
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Review:
    """The register as the reviewer sees it, and the questions."""

    register: Register
    questions: tuple[Question, ...] = field(default=())


def review(desk: Desk, what: Waiting = Waiting.CLAIMS, progress: Step = quietly) -> Review:
    """What waits in everything that the actor holds. Raises as `register_view`."""
    register = register_view(desk, progress=progress)
    loaded = current(desk, progress)
    ask = {Waiting.CLAIMS: _claims, Waiting.PEOPLE: _people, Waiting.FACTS: _facts}[what]
    found = ask(register, loaded, desk.engines.knowledge)
    return Review(register, tuple(sorted(found, key=lambda one: (-one.weight, one.person, str(one.subject)))))


def _claims(register: Register, loaded: Loaded, knowledge: Knowledge) -> Iterator[Question]:
    """Claims about protected persons that nobody judged. What proves a status, is disputed or overstates goes first."""
    judged = dict(register.judged)
    reports = {report.id: report for report in register.reports}
    owners = {key: person for person in register.people if person.protected for key in person.keys}
    facts = {claim.id: (case, fact) for case in register.cases for fact in case.facts for claim in fact.claims}
    overstated = {item.claim for case in register.cases for item in case.overstatements}
    for claim in register.claims:
        person = owners.get(claim.key) if claim.key else None
        if person is None or claim.id in judged:
            continue
        _, fact = facts.get(claim.id, (None, None))
        event = knowledge.events.get(claim.event)
        weight = float(_OVERSTATED * (claim.id in overstated) + _PROVES * bool(event and event.proves))
        weight += _DISAGREED * bool(fact and fact.disagreement) + _WEAK * (claim.tier is Tier.TO_READ)
        others = [one for one in fact.claims if one.id != claim.id] if fact else []
        # One confirmed claim holds a fact up: what stands alone, or first, is more useful than the tenth copy.
        weight += 2.0 / (1 + len(others)) + (0.5 if fact and fact.claims[0].id == claim.id else 0.0)
        yield Question(
            kind=Waiting.CLAIMS,
            subject=(claim.id,),
            person=person.name,
            says=reading(claim, knowledge),
            words=(in_sentence(claim.trigger, reports[claim.report]),),
            why=_why(claim),
            also=tuple(dict.fromkeys(one.report for one in others if one.report != claim.report)),
            against=_against(fact),
            weight=weight,
        )


def _why(claim: Claim) -> tuple[str, ...]:
    said = f"said by {claim.speaker}" if claim.speaker else ""
    weak = "only a weak sign stands here" if claim.tier is Tier.TO_READ else ""
    named = f'"{claim.person_as_written}" is taken to be this person ({claim.linked})' if claim.linked else ""
    reasons = (reason for reason in claim.reasons if _SPOKEN.fullmatch(reason))
    return tuple(part for part in (f"read by {claim.method}", *reasons, named, said, weak) if part)


def _against(fact: Fact | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if fact is None or fact.disagreement is None:
        return ()
    on = fact.disagreement.on
    return tuple((f"{on} {one.value}", one.reports) for one in fact.disagreement.versions)


def reading(claim: Claim, knowledge: Knowledge) -> str:
    """What the machine makes of a claim, in a line."""
    event = knowledge.events.get(claim.event)
    parts = [event.label if event else claim.event]
    parts += [f"on {claim.date} ({claim.dating.basis})"] if claim.dating else ["undated"]
    parts += [f"in {claim.place}"] if claim.place else []
    parts += [f"{name} {value}" for name, value in claim.attributes]
    parts += [claim.polarity.value] if not claim.happened and claim.polarity.value != "affirmed" else []
    parts += [claim.modality.value] if claim.modality.value != "asserted" else []
    return ", ".join(parts)


def in_sentence(span: Span, report: Report) -> Words:
    """A span's words within the sentence (or the few) that they stand in."""
    first, last = max(0, span.start - _LONGEST), span.end + _LONGEST  # a window: a report may be megabytes of one line
    around = [
        (first + block.start, first + block.end)
        for block in sentences(report.text[first:last])
        if first + block.start < span.end and span.start < first + block.end
    ]
    start = min((one for one, _ in around), default=span.start)
    end = max((one for _, one in around), default=span.end)
    before, after = report.text[min(start, span.start) : span.start], report.text[span.end : max(end, span.end)]
    return Words(report.id, before, span.quote, after)


def _people(register: Register, loaded: Loaded, knowledge: Knowledge) -> Iterator[Question]:
    """Pairs about whom the machine has a word and nobody decided; those about protected persons first."""
    first = _first_mentions(loaded)
    protected = {key for person in register.people if person.protected for key in person.keys}
    answered = _unsure(loaded)
    for one in loaded.proposals:
        left, right = first.get(one.left), first.get(one.right)
        if (
            left is None
            or right is None
            or one.verdict is Verdict.DIFFERENT
            or frozenset((one.left, one.right)) in answered
        ):
            continue
        both = (one.left in protected) + (one.right in protected)
        yield Question(
            kind=Waiting.PEOPLE,
            subject=(one.left, one.right),
            person=left.name,
            says=f"{left.name} and {right.name} may be one person: {one.verdict.value}",
            words=tuple(in_sentence(side.span, loaded.reports[side.report]) for side in (left, right)),
            why=one.reasons,
            weight=_PROTECTED * both + one.score + (1.0 if one.verdict is not Verdict.SAME else 0.0),
        )


def _unsure(loaded: Loaded) -> set[frozenset[PersonKey]]:
    """Pairs about whom somebody said that it cannot be told: they are not asked about again and again."""
    places = {(m.report, m.span.start, m.span.end): m.key for found in loaded.mentions.values() for m in found}
    pairs = set()
    for judgement in loaded.anchored.identity:
        if isinstance(judgement.about, tuple):
            spans = [side.span for side in judgement.about]
            pairs.add(
                frozenset(places[s.report, s.start, s.end] for s in spans if (s.report, s.start, s.end) in places)
            )
    return pairs


def _first_mentions(loaded: Loaded) -> Mapping[PersonKey, Mention]:
    found: dict[PersonKey, Mention] = {}
    for mention in loaded.all_mentions:
        best = found.get(mention.key)
        if best is None or (mention.span.quote == mention.name and best.span.quote != best.name):
            found[mention.key] = mention
    return found


def _facts(register: Register, loaded: Loaded, knowledge: Knowledge) -> Iterator[Question]:
    """Claims of two reports that the machine took to be one happening though their dates differ or one has none."""
    reports = {report.id: report for report in register.reports}
    said = {frozenset((one, two)) for one, two, _ in loaded.anchored.happenings}
    for case in register.cases:
        for fact in case.facts:
            pair = _most_apart(fact)
            if pair is None or frozenset((pair[0].id, pair[1].id)) in said:
                continue
            yield Question(
                kind=Waiting.FACTS,
                subject=(pair[0].id, pair[1].id),
                person=case.person.name,
                says=f"one happening: {reading(pair[0], knowledge)} / {reading(pair[1], knowledge)}",
                words=tuple(in_sentence(claim.trigger, reports[claim.report]) for claim in pair),
                why=(fact.why_joined,) if fact.why_joined else (),
                also=fact.reports,
                against=_against(fact),
                weight=_DISAGREED * bool(fact.disagreement) + len(fact.reports) / 10,
            )


def _most_apart(fact: Fact) -> tuple[Claim, Claim] | None:
    """The first claim and the one that is dated most otherwise, of another report."""
    first = fact.claims[0]
    others = [one for one in fact.claims if one.report != first.report and one.date != first.date]
    return (first, max(others, key=lambda one: (one.date or "", one.id))) if others else None
