"""The one door that every proposed claim passes, whatever method proposed it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from asyl.model import Attributes, Claim, Dating, Language, Modality, Polarity, Report, Span, Speaker, Tier
from asyl.text import Folded, fold, tokens

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a method proposes. Words are given as offsets, or as `quote` that the gate must find (then `near` helps).

    `person` is a `Mention.local`. `weighed`: the method has read the scope of negations and conditionals itself; of
    any other proposal the gate takes a cue in the quote as a veto.
    """

    event: str
    method: str
    place: Place | None = None
    quote: str | None = None
    near: int | None = None
    person: str | None = None
    person_as_written: str = ""
    subject: Place | None = None
    linked: str = ""
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    tier: Tier = Tier.SUGGESTED
    dating: Dating | None = None
    speakers: tuple[Speaker, ...] = ()
    place_name: str | None = None
    attributes: Attributes = ()
    reasons: tuple[str, ...] = field(default=())
    weighed: bool = False


class Gate:
    """Checks proposals against one report. Nothing else in this room makes a Claim."""

    def __init__(self, report: Report, language: Language | None) -> None:
        self.report = report
        self.language = language
        self._folded: Folded | None = None
        self._stems: dict[str, re.Pattern[str]] = {}

    def admit(self, proposal: Proposal) -> Claim | None:
        """The claim, or None when its words do not stand in the report or do not license its label."""
        place, doubt = self._found(proposal)
        if place is None or not self.report.text[place[0] : place[1]].strip():
            return None
        tier, modality, reasons = proposal.tier, proposal.modality, [*proposal.reasons]
        if doubt:
            tier, reasons = Tier.TO_READ, [*reasons, doubt]
        if not self._licensed(proposal.event, place):
            tier, reasons = Tier.TO_READ, [*reasons, f"no word in the quote says {proposal.event}"]
        veto = "" if proposal.weighed else self._veto(proposal, place)
        if veto:
            tier, reasons = Tier.TO_READ, [*reasons, veto]
            modality = Modality.FEARED if modality is Modality.ASSERTED else modality
        if proposal.person is None and tier is Tier.SUGGESTED:
            tier, reasons = Tier.TO_READ, [*reasons, "nobody of the report was found for it"]
        return Claim(
            self.report.text,
            self.report.span(*place),
            proposal.event,
            proposal.person,
            proposal.person_as_written,
            proposal.polarity,
            modality,
            tier,
            proposal.method,
            self._span(proposal.subject),
            proposal.linked,
            proposal.dating if self._holds(proposal.dating) else None,
            tuple(speaker for speaker in proposal.speakers if self._spoken(speaker)),
            proposal.place_name,
            proposal.attributes,
            tuple(reasons),
        )

    def _found(self, proposal: Proposal) -> tuple[Place | None, str]:
        if proposal.place is not None:
            start, end = proposal.place
            inside = 0 <= start < end <= len(self.report.text)
            if inside and (proposal.quote is None or self.report.text[start:end] == proposal.quote):
                return (start, end), ""
            if proposal.quote is None:
                return None, ""
        return self.find(proposal.quote or "", proposal.near)

    def find(self, quote: str, near: int | None = None) -> tuple[Place | None, str]:
        """Where a quote stands, up to glyph variants; the doubt when it stands in several places."""
        if self._folded is None:
            self._folded = fold(self.report.text)
        wanted = fold(quote).text.strip()
        if not wanted:
            return None, ""
        places: list[int] = []
        at = self._folded.text.find(wanted)
        while at >= 0 and len(places) < 50:
            places.append(at)
            at = self._folded.text.find(wanted, at + 1)
        if not places:
            return None, ""
        best = places[0] if near is None else min(places, key=lambda at: abs(self._folded.offsets[at] - near))  # type: ignore[union-attr]
        offsets = self._folded.offsets
        doubt = f"these words stand in {len(places)} places" if len(places) > 1 and near is None else ""
        return (offsets[best], offsets[best + len(wanted)]), doubt

    def _licensed(self, event: str, place: Place) -> bool:
        """A stem of the pack's `licence` for this event stands in the quote; events without an entry need none."""
        stems = self.language.map("licence").get(event) if self.language else None
        if not stems:
            return True
        if event not in self._stems:
            self._stems[event] = re.compile(
                r"\b(?:" + "|".join(re.escape(stem.replace("_", " ")) for stem in stems.split()) + ")"
            )
        quote = fold(self.report.text[slice(*place)]).text.casefold()
        return self._stems[event].search(quote) is not None

    def _veto(self, proposal: Proposal, place: Place) -> str:
        """A negation under an affirmed claim, or a conditional under one that is said to have happened."""
        if self.language is None:
            return "the language is not known"
        words = {token.norm for token in tokens(self.report.text[slice(*place)])}
        if proposal.polarity is Polarity.AFFIRMED and any(_negates(word, self.language) for word in words):
            return "a negation stands in the quote"
        if proposal.modality in (Modality.ASSERTED, Modality.ATTRIBUTED) and words & self.language.list(
            "veto_conditionals"
        ):
            return "a conditional stands in the quote"
        return ""

    def _span(self, place: Place | None) -> Span | None:
        return (
            self.report.span(*place)
            if place is not None and 0 <= place[0] < place[1] <= len(self.report.text)
            else None
        )

    def _holds(self, dating: Dating | None) -> bool:
        return dating is not None and (dating.span is None or dating.span.holds(self.report.text))

    def _spoken(self, speaker: Speaker) -> bool:
        return all(span is None or span.holds(self.report.text) for span in (speaker.span, speaker.cue))


def _negates(word: str, language: Language) -> bool:
    return word in language.list("negators") or word.endswith("n't")


def admit_all(gate: Gate, proposals: Sequence[Proposal]) -> list[Claim]:
    return [claim for claim in map(gate.admit, proposals) if claim is not None]
