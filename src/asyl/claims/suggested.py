"""What an optional model suggested, let through the gate: words found, labels allowed, dates read by the grammar."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from asyl.knowledge import Knowledge
from asyl.model import (
    Claim,
    Dating,
    Mention,
    Modality,
    Polarity,
    Report,
    Role,
    Speaker,
    Suggestion,
    Tier,
    ZoneKind,
)
from asyl.text import find_dates, fold, sentences, tokens

from .gate import Gate, Proposal
from .learned_reading import GRAVE
from .reading import Reading

_KIND_PERSON = "person"
_LEAST_WORDS = 2  # words of a claim's quote; one word says nothing that can be checked
_LONGEST = 400  # code points of a claim's quote; a page is no quote
_MOST_SENTENCES = 2  # that a claim's quote may touch
_LONGEST_NAME = 80  # code points
_MOST_PLACES = 50  # places of a quote that are looked at
_MOST = 500  # suggestions of one answer that are looked at
_NEAR = 3  # sentences before or after a claim in which its person, date and speaker may stand


@dataclass(frozen=True, slots=True)
class Declined:
    """A suggestion that did not pass, and why."""

    suggestion: Suggestion
    why: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """The reading with what passed, and what did not. A person or a claim that was there already is not repeated."""

    reading: Reading
    refused: tuple[Declined, ...]


def admit_suggestions(
    report: Report, reading: Reading, suggestions: Sequence[Suggestion], method: str, knowledge: Knowledge
) -> Admitted:
    """Pure. `method` (backend and model) is written into every claim that passes. Linear in text and suggestions."""
    desk = _Examiner(report, knowledge, method)
    kept, over = suggestions[:_MOST], suggestions[_MOST:]
    mentions, refused = list(reading.mentions), [Declined(one, f"only {_MOST} suggestions are read") for one in over]
    for one in (one for one in kept if one.kind == _KIND_PERSON):
        found = desk.persons(one, mentions)
        mentions += found if isinstance(found, list) else []
        refused += [Declined(one, found)] if isinstance(found, str) else []
    claims = list(reading.claims)
    for one in (one for one in kept if one.kind != _KIND_PERSON):
        claim = desk.claim(one, mentions)
        if isinstance(claim, str):
            refused.append(Declined(one, claim))
        elif any(_same(claim, other) for other in claims):
            refused.append(Declined(one, "read already"))
        else:
            claims.append(claim)
    order = sorted(claims, key=lambda claim: (claim.trigger.start, claim.trigger.end))
    people = sorted(mentions, key=lambda mention: (mention.span.start, mention.span.end))
    return Admitted(Reading(tuple(people), tuple(order)), tuple(refused))


def _same(claim: Claim, other: Claim) -> bool:
    """One event of one person at one place. A sentence that was left to read does not stand in a claim's way."""
    if claim.event != other.event or not claim.trigger.overlaps(other.trigger):
        return False
    return other.tier is claim.tier or other.tier is Tier.SUGGESTED


class _Examiner:
    """One report, and where words stand in it."""

    def __init__(self, report: Report, knowledge: Knowledge, method: str) -> None:
        self.report, self.method, self.events = report, method, knowledge.events
        self.language = knowledge.language(report.language)
        self.gate = Gate(report, self.language)
        self.folded = fold(report.text)
        self.starts = [block.start for block in sentences(report.text, self.language)] or [0]
        self.dates = find_dates(report.text, self.language, report.published)
        self.frame = [(zone.start, zone.end) for zone in report.zones if zone.kind is ZoneKind.CHROME]

    def claim(self, one: Suggestion, mentions: Sequence[Mention]) -> Claim | str:
        """The claim, or why there is none."""
        fault = self._fault(one)
        if fault:
            return fault
        places = self.places(one.quote, one.before, one.after)
        if not places:
            return "its words do not stand in the report"
        start, end = places[0]
        if any(first < end and start < last for first, last in self.frame):
            return "its words belong to the frame of the page"
        if self._sentence(end - 1) - self._sentence(start) >= _MOST_SENTENCES:
            return "its words are too many to be a quote"
        reasons = [f"its words stand in {len(places)} places"] if len(places) > 1 else []
        person, subject = self._person(one, start, mentions)
        dating = self._dating(one.date, start)
        reasons += [f"“{one.date}” is no date that stands near"] if one.date and dating is None else []
        modality = Modality(one.modality)
        grave = one.event in GRAVE and modality in (Modality.ASSERTED, Modality.ATTRIBUTED)
        reasons += ["a model alone does not suffice for this event"] if grave else []
        written = self.report.text[slice(*subject)] if subject else ""
        proposal = Proposal(
            one.event,
            self.method,
            (start, end),
            person=person.local if person else None,
            person_as_written=written,
            subject=subject,
            linked=self._link(start, subject) if person and subject else "",
            polarity=Polarity(one.polarity),
            modality=modality,
            tier=Tier.TO_READ if reasons else Tier.SUGGESTED,
            dating=dating,
            speakers=self._speakers(one.speaker, start, mentions),
            reasons=tuple(reasons),
        )
        return self.gate.admit(proposal) or "its words do not stand in the report"

    def persons(self, one: Suggestion, known: Sequence[Mention]) -> list[Mention] | str:
        """Mentions at every place of the words at which nobody was found; the same words are the same person."""
        words = [token for token in tokens(one.quote[: _LONGEST_NAME + 1]) if token.is_word]
        if not words or len(one.quote) > _LONGEST_NAME or not any(token.text[:1].isupper() for token in words):
            return "its words are no name"
        places = self.places(one.quote)
        if not places:
            return "its words do not stand in the report"
        free = [place for place in places if not any(_meets(place, mention) for mention in known)]
        if not free:
            return "read already"
        name = self.report.text[slice(*free[0])]
        local = next((mention.local for mention in known if mention.name == name), f"{self.method}:{name}")
        return [Mention(self.report.span(*place), local, name, Role.OTHER, self.method) for place in free]

    def _fault(self, one: Suggestion) -> str:
        if one.event not in self.events:
            return f"“{one.event[:40]}” is no event type of asyl"
        if one.polarity not in set(Polarity) or one.modality not in set(Modality):
            return "polarity or modality is none of asyl's"
        if len(one.quote) > _LONGEST:
            return "its words are too many to be a quote"
        if sum(token.is_word for token in tokens(one.quote)) < _LEAST_WORDS:
            return "its words are too few to say anything"
        return ""

    def places(self, quote: str, before: str = "", after: str = "") -> list[tuple[int, int]]:
        """Where words stand, up to glyph variants, in order; only those between `before` and `after` where given."""
        wanted = fold(quote).text.strip()
        if not wanted:
            return []
        lead, tail = fold(before).text.strip(), fold(after).text.strip()
        found: list[tuple[int, int]] = []
        at = self.folded.text.find(wanted)
        while at >= 0 and len(found) < _MOST_PLACES:
            end = at + len(wanted)
            if self._stands_between(at, end, lead, tail):
                found.append(self.folded.original(at, end))
            at = self.folded.text.find(wanted, at + 1)
        return found

    def _stands_between(self, at: int, end: int, lead: str, tail: str) -> bool:
        """Whole words, with the given words around them."""
        text = self.folded.text
        whole = not (text[at - 1 : at].isalnum() and text[at].isalnum()) and not (
            text[end - 1].isalnum() and text[end : end + 1].isalnum()
        )
        return whole and text[:at].rstrip().endswith(lead) and text[end : end + len(tail) + 2].lstrip().startswith(tail)

    def _sentence(self, place: int) -> int:
        return max(0, bisect_right(self.starts, place) - 1)

    def _nearest(self, words: str, start: int) -> tuple[int, int] | None:
        """The place of the words nearest to a claim, at most a few sentences from it."""
        if not words:
            return None
        here = self._sentence(start)
        near = [place for place in self.places(words) if abs(self._sentence(place[0]) - here) <= _NEAR]
        return min(near, key=lambda place: (abs(self._sentence(place[0]) - here), abs(place[0] - start)), default=None)

    def _person(
        self, one: Suggestion, start: int, mentions: Sequence[Mention]
    ) -> tuple[Mention | None, tuple[int, int] | None]:
        place = self._nearest(one.person, start)
        if place is None:
            return None, None
        return next((mention for mention in mentions if _meets(place, mention)), None), place

    def _link(self, start: int, subject: tuple[int, int]) -> str:
        away = abs(self._sentence(subject[0]) - self._sentence(start))
        return "model" if away == 0 else f"model, {away} sentences away"

    def _dating(self, words: str, start: int) -> Dating | None:
        place = self._nearest(words, start)
        found = next((date for date in self.dates if place and date.start < place[1] and place[0] < date.end), None)
        if found is None or found.edtf is None:
            return None
        return Dating(found.edtf, found.basis, self.report.span(found.start, found.end), found.reference)

    def _speakers(self, words: str, start: int, mentions: Sequence[Mention]) -> tuple[Speaker, ...]:
        place = self._nearest(words, start)
        if place is None:
            return ()
        named = next((mention for mention in mentions if _meets(place, mention)), None)
        text = self.report.text[slice(*place)]
        return (Speaker(text, self.report.span(*place), None, named.local if named else None),)


def _meets(place: tuple[int, int], mention: Mention) -> bool:
    return mention.span.start < place[1] and place[0] < mention.span.end


def question_labels(knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """The event types with what each means and what it does not, for a model to choose from."""
    return tuple(
        (event.name, event.label + (f" (not: {'; '.join(event.does_not_assert)})" if event.does_not_assert else ""))
        for event in knowledge.events.values()
    )
