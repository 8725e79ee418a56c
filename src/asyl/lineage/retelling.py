"""Changes between what two reports claim about one person: status, polarity, date, number, modality, added, dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from asyl.knowledge import Knowledge
from asyl.model import (
    Change,
    ChangeKind,
    Claim,
    Modality,
    Polarity,
    Report,
    Span,
    Tier,
    compatible,
    date_range,
    disjoint,
)

from .letters import plain
from .phrases import phrases_of
from .sounding import Sounding

Told = Mapping[str, Sequence[Claim]]  # person -> claims of one report
_NUMBERS = ("sentence_months", "fine")
_GRAVE = frozenset({"harm", "asylum", "justice", "return"})  # groups of events that a retelling should not invent
_OPEN = (Modality.FEARED, Modality.PLANNED)
_NEARLY = 0.75  # likeness of the consonants of two words that are one name in two spellings
_SENTENCE_ENDS = (". ", "! ", "? ", "\n")
_SAME_HAPPENING = 31  # days between two dates that reports give to one happening


@dataclass(frozen=True, slots=True)
class Retelling:
    """How a report stands to its source.

    retold: it retells it soon after; rests: it took over passages; whole: so much of it that what it leaves out was
    dropped and what it has besides was added. source: the report that it retells; words: its words as they are
    compared, by which it names people.
    """

    retold: bool
    rests: bool
    whole: bool
    source: Report
    words: frozenset[str]

    def knows(self, claim: Claim) -> bool:
        """Whether the source names the person of a claim."""
        names = [plain(word) for word in claim.person_as_written.split() if word[0].isupper()]
        return bool(names) and (names[-1] in self.words or names[0] in self.words)


def same_people(here: Told, there: Told, sounding: Sounding) -> Told:
    """The claims of a report by the person of the source that each is about, where the two spell a name differently."""
    known = {person: _spelt(claims, sounding) for person, claims in there.items()}
    found: dict[str, list[Claim]] = {}
    for person, claims in here.items():
        alike = [] if person in known else [other for other in known if other not in here]
        names = _spelt(claims, sounding)
        fitting = sorted(other for other in alike if _one_name(names, known[other]))
        found.setdefault(fitting[0] if len(fitting) == 1 else person, []).extend(claims)
    return found


def _spelt(claims: Sequence[Claim], sounding: Sounding) -> tuple[str, ...]:
    """The longest name by which claims call their person, its words by their consonants."""
    longest = max((claim.person_as_written for claim in claims), key=lambda name: (len(name), name), default="")
    return tuple(sorted(filter(None, map(sounding.consonants, longest.split()))))


def _one_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Two names of several words of which the shorter one's are nearly the other's."""
    short, long = sorted((one, other), key=len)
    return len(short) > 1 and all(
        max(Indel.normalized_similarity(word, part) for part in long) >= _NEARLY for word in short
    )


def claim_changes(here: Told, there: Told, knowledge: Knowledge, way: Retelling) -> Iterator[Change]:
    """What a report changed of what its source says about the same people.

    What happened after the source was published is news and no change.
    """
    for person in sorted(here.keys() & there.keys()):
        mine = [claim for claim in here[person] if not _is_news(claim, way.source.published)]
        upgrade = _upgrade(mine, there[person], knowledge)
        if upgrade:
            yield upgrade
        for event in sorted({claim.event for claim in mine} & {claim.event for claim in there[person]}):
            new = [claim for claim in mine if claim.event == event]
            old = [claim for claim in there[person] if claim.event == event]
            if not upgrade or all(upgrade.after != claim.trigger for claim in new):
                yield from _event(new, old, knowledge, way)
    if way.rests or way.whole:
        yield from _added(here, there, knowledge, way)


def _is_news(claim: Claim, until: str | None) -> bool:
    return bool(until and claim.date) and date_range(claim.date or "").earliest > date_range(until or "").latest


def _event(mine: Sequence[Claim], theirs: Sequence[Claim], knowledge: Knowledge, way: Retelling) -> Iterator[Change]:
    """Changes on one event of one person; a value counts as changed when no claim of the source agrees."""
    new, old = _closest(mine, theirs)
    if new.polarity is not old.polarity:
        if new.modality not in _OPEN and old.modality not in _OPEN:
            yield Change(ChangeKind.POLARITY, old.trigger, new.trigger)
        return
    before, after = _date_words(old), _date_words(new)
    if _moved(new, theirs, way) and before.quote.casefold() != after.quote.casefold():
        yield Change(ChangeKind.DATE, before, after)
    for name in _NUMBERS:
        if new.attribute(name) is not None and old.attribute(name) not in (None, new.attribute(name)):
            yield Change(ChangeKind.NUMBER, old.trigger, new.trigger, name)
    if new.polarity is Polarity.AFFIRMED:
        yield from _hardened(new, old, theirs, knowledge, way.source)


def _moved(new: Claim, theirs: Sequence[Claim], way: Retelling) -> bool:
    """Whether the report gives a happening a day that the source does not give it."""
    dated = [claim.date for claim in theirs if claim.date]
    if new.date is None or not dated or not all(disjoint(new.date, date) for date in dated):
        return False
    return way.retold or any(_days_apart(new.date, date) <= _SAME_HAPPENING for date in dated)


def _days_apart(one: str, other: str) -> int:
    a, b = date_range(one), date_range(other)
    return max((b.earliest - a.latest).days, (a.earliest - b.latest).days, 0)


def _hardened(
    new: Claim, old: Claim, theirs: Sequence[Claim], knowledge: Knowledge, source: Report
) -> Iterator[Change]:
    """What was feared, planned or somebody's word has become a fact. Of what somebody says only harm is looked at: a
    whole article can be one person's word, and its dates and papers do not become weaker by that."""
    if new.modality is not Modality.ASSERTED:
        return
    harm = old.event in knowledge.events and knowledge.events[old.event].group == "harm"
    if all(claim.modality in _OPEN for claim in theirs):
        yield Change(ChangeKind.MODALITY, old.trigger, new.trigger)
    elif harm and not new.speakers and all(claim.modality is Modality.ATTRIBUTED for claim in theirs):
        yield Change(ChangeKind.SOURCE_DROPPED, _speaker_words(old, source, knowledge), new.trigger)


def _closest(mine: Sequence[Claim], theirs: Sequence[Claim]) -> tuple[Claim, Claim]:
    """The two claims that agree best: polarity and date first, then order in the text."""
    return min(
        ((new, old) for new in mine for old in theirs),
        key=lambda pair: (
            pair[0].polarity is not pair[1].polarity,
            not compatible(pair[0].date, pair[1].date),
            pair[0].trigger.start,
            pair[1].trigger.start,
        ),
    )


def _date_words(claim: Claim) -> Span:
    return claim.dating.span if claim.dating and claim.dating.span else claim.trigger


def _speaker_words(claim: Claim, source: Report, knowledge: Knowledge) -> Span:
    """The words by which a claim of the source is somebody's word."""
    phrases = phrases_of(knowledge.language(source.language))
    at = claim.trigger.start
    low = max(source.text.rfind(mark, 0, at) for mark in _SENTENCE_ENDS) + 1
    high = min((end for mark in _SENTENCE_ENDS if (end := source.text.find(mark, at)) >= 0), default=len(source.text))
    told = phrases.told(source.text, low, high) if phrases else None
    if told:
        return source.span(*told)
    return next((speaker.cue or speaker.span or claim.trigger for speaker in claim.speakers), claim.trigger)


def _rank(claim: Claim, knowledge: Knowledge) -> int | None:
    """The place on the ladder of the status that a claim says somebody has; None: none."""
    event = knowledge.events.get(claim.event)
    status = claim.attribute("status") or (event.proves if event else None)
    known = knowledge.statuses.get(str(status)) if status else None
    return known.rank if known and claim.happened else None


def _upgrade(mine: Sequence[Claim], theirs: Sequence[Claim], knowledge: Knowledge) -> Change | None:
    """A stronger status than any that the source knows."""
    new = [(rank, claim) for claim in mine if (rank := _rank(claim, knowledge)) is not None]
    old = [(rank, claim) for claim in theirs if (rank := _rank(claim, knowledge)) is not None]
    if not new or not old:
        return None
    highest, claim = max(new, key=lambda entry: (entry[0], -entry[1].trigger.start))
    if highest <= max(rank for rank, _ in old):
        return None
    before = [entry for entry in old if compatible(entry[1].date, claim.date)] or old
    known, source = max(before, key=lambda entry: (entry[0], -entry[1].trigger.start))
    return Change(ChangeKind.STATUS, source.trigger, claim.trigger, f"rank {known} to {highest}")


def _grave(claims: Sequence[Claim], knowledge: Knowledge) -> Iterator[Claim]:
    for claim in claims:
        event = knowledge.events.get(claim.event)
        if claim.tier is Tier.SUGGESTED and event and event.group in _GRAVE:
            yield claim


def _added(here: Told, there: Told, knowledge: Knowledge, way: Retelling) -> Iterator[Change]:
    """Events that the source does not tell of that person, said to have happened; a status is `_upgrade`'s."""
    for person in sorted(here):
        told = {claim.event for claim in there.get(person, ())}
        for claim in _grave(here[person], knowledge):
            if claim.event in told or not claim.happened or _is_news(claim, way.source.published):
                continue
            if (person not in there or _rank(claim, knowledge) is None) and (way.whole or way.knows(claim)):
                told.add(claim.event)
                yield Change(ChangeKind.ADDED, None, claim.trigger)
