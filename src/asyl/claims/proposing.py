"""Rules over a page: every match linked to persons, dated, weighed and attributed, as proposals for the gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from asyl.model import Attributes, Dating, Modality, Polarity, Speaker, date_range

from .attributes import sentence_attributes
from .case_factuality import particles
from .case_linking import CaseLinker
from .dating import date_of
from .factuality import denied_next, modality, polarity
from .gate import Proposal
from .lines import Line
from .linking import Linked, link
from .narrator import speaker_of
from .page import Page
from .patterns import Match, Rules
from .speech import Voice
from .syntax import Syntax
from .tiers import Tiers

METHOD = "rules"


class Proposer:
    """Applies one language's patterns to one page."""

    def __init__(self, page: Page, rules: Rules) -> None:
        self.page = page
        self.rules = rules
        self.syntax = Syntax(page.grammar)
        self.protectable = {person.local: person.protectable for person in page.persons}
        self.cased = CaseLinker(page.grammar, self.protectable) if page.grammar.inflected else None
        self.tiers = Tiers(page, self.protectable)
        self.names = {person.local: " ".join(person.name) for person in page.persons}

    def proposals(self) -> Iterator[Proposal]:
        yields = self.page.grammar.language.map("yields")
        for line in self.page.lines:
            matches = (self._link(match, line) for match in self.page.matches(line, self.rules))
            linked = _best([one for one in matches if one is not None], yields)
            for one in linked:
                yield from self._one(one, linked)

    def _link(self, match: Match, line: Line) -> Linked | None:
        if self.cased is not None:
            return self.cased.link(match, line)
        return link(match, line, self.syntax, self.protectable)

    def _modality(self, linked: Linked) -> tuple[Modality, str]:
        if self.cased is not None:
            return particles(self.page.grammar.language).modality(linked)
        return modality(linked, self.page.grammar)

    def _one(self, linked: Linked, others: Sequence[Linked]) -> Iterator[Proposal]:
        """A proposal for each person that a match was linked to, or one for nobody."""
        line, rule = linked.line, linked.match.rule
        denied, retracted = self._polarity(linked)
        mode, cue = self._modality(linked)
        dating = date_of(linked, others, self.page.lines, self.page.report, self.page.grammar)
        mode = self._planned_by_date(mode, dating)
        speakers, mode = self._speakers(linked, mode) if not retracted else ((), mode)
        place = (line.chunks[linked.first].start, line.chunks[linked.last - 1].end)
        ref = linked.found.ref
        written = self._written(line, linked)
        for who in linked.found.who or (None,):
            yield Proposal(
                rule.event,
                METHOD,
                place,
                person=who,
                person_as_written=written,
                subject=(line.chunks[ref.first].start, line.chunks[ref.last - 1].end) if ref is not None else None,
                linked=linked.found.how,
                polarity=denied,
                modality=mode,
                tier=self.tiers.tier(linked, who, mode, denied),
                dating=dating,
                speakers=speakers,
                attributes=self._attributes(linked),
                reasons=(f"pattern {rule.number}", *((f"cue {cue}",) if cue else ())),
                weighed=True,
            )

    def _written(self, line: Line, linked: Linked) -> str:
        ref = linked.found.ref
        if ref is None:
            return ""
        return self.page.report.text[line.chunks[ref.first].start : line.chunks[ref.last - 1].end]

    def _polarity(self, linked: Linked) -> tuple[Polarity, bool]:
        """The polarity, and whether the next line takes back what this one says."""
        if self.cased is not None:
            return particles(self.page.grammar.language).polarity(linked), False
        denied = polarity(linked, self.page.grammar)
        number = linked.line.number + 1
        following = self.page.lines[number] if number < len(self.page.lines) else None
        retracted = denied is Polarity.AFFIRMED and denied_next(linked.line, following, self.page.grammar)
        return (Polarity.NEGATED if retracted else denied), retracted

    def _planned_by_date(self, mode: Modality, dating: Dating | None) -> Modality:
        """What lies after the day of publication has not happened yet."""
        published = self.page.report.published
        late = dating is not None and published is not None and dating.range.earliest > date_range(published).latest
        return Modality.PLANNED if late and mode is Modality.ASSERTED else mode

    def _attributes(self, linked: Linked) -> Attributes:
        found = dict(linked.match.rule.attributes)
        if linked.match.rule.event == "conviction":
            found |= dict(sentence_attributes(linked.line, linked.first, linked.last, self.page.grammar.language))
        return tuple(sorted(found.items()))

    # ---- speech
    def _speakers(self, linked: Linked, mode: Modality) -> tuple[tuple[Speaker, ...], Modality]:
        line = linked.line
        start = line.chunks[linked.match.head].start
        voices = [said.voice for said in self.page.speech.at(start)]
        found = tuple(
            speaker for voice in voices if voice is not None and (speaker := self._speaker(voice)) is not None
        )
        if not voices and self.page.narrator:
            name = self.names[self.page.narrator]
            found, voices = (Speaker(name, None, None, self.page.narrator),), [None]
        if mode is Modality.ATTRIBUTED and not found and linked.found.ref is not None:
            local = next(iter(linked.found.who), None)
            name = self.names[local] if local else self._written(line, linked)
            found = (Speaker(name, None, None, local),)
        if voices and mode is Modality.ASSERTED:
            mode = Modality.ATTRIBUTED
        return found, mode

    def _speaker(self, voice: Voice) -> Speaker | None:
        line = self.page.lines[voice.line]
        report = self.page.report
        cue = report.span(line.chunks[voice.cue].start, line.chunks[voice.cue].end)
        span = report.span(line.chunks[voice.first].start, line.chunks[voice.last - 1].end)
        local = next(iter(speaker_of(voice, self.page.lines, self.page.letters)), None)
        if local is None and line.norm(voice.first) in self.page.grammar.pronouns:
            return None
        return Speaker(self.names[local] if local else span.quote, span, cue, local)


def _best(found: Sequence[Linked], yields: Mapping[str, str]) -> list[Linked]:
    """Of matches of one event that share chunks the longest; an event yields to the ones the pack names; in order."""
    kept: list[Linked] = []
    for one in sorted(found, key=_preference):
        if not any(one.match.rule.event == other.match.rule.event and _overlap(one, other) for other in kept):
            kept.append(one)
    stronger = {event: frozenset(others.split()) for event, others in yields.items()}
    kept = [
        one
        for one in kept
        if not any(
            other.match.rule.event in stronger.get(one.match.rule.event, frozenset())
            and _overlap(one, other)
            and (_weak(one) or not _weak(other))
            for other in kept
        )
    ]
    return sorted(kept, key=lambda item: (item.match.first, item.match.rule.number))


def _preference(linked: Linked) -> tuple[bool, bool, int, int]:
    """Strong patterns before weak ones, those that found somebody before those that did not, longer before shorter."""
    match = linked.match
    return (_weak(linked), not linked.found.who, match.first - match.last, match.rule.number)


def _weak(linked: Linked) -> bool:
    return linked.match.rule.option("weak") == "yes"


def _overlap(one: Linked, other: Linked) -> bool:
    return one.match.first < other.match.last and other.match.first < one.match.last


def propose(page: Page, rules: Rules) -> list[Proposal]:
    return list(Proposer(page, rules).proposals())
