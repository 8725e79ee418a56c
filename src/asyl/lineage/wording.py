"""Changes between two sentences that tell the same: another number, another date, a lost hedge, a lost `she says`, a
turned negation; and sentences of the source that were left out though they limit what is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from asyl.model import Change, ChangeKind, Report, Span, ZoneKind

from .anchors import Anchor, Sentence
from .known import Known
from .names import pieces
from .pairing import Pair, stem, stems
from .phrases import Phrases, clause, phrases_of
from .quantities import AGE, Quantity, changed, quantities

_NEAR = 31  # days between two dates of one happening
_SURE = 0.5  # likeness from which one number that is left on either side is the same number changed
_SHARED = 2  # words in common besides `she says` from which the rest is what she says
_REACH = 5  # words after a hedge or a negation that it is about
_LONGEST_WORD = 40
_FEW = 3  # sentences that hold a word: more, and it may be denied here and said there of different things
Place = tuple[Anchor, int, int]


class Wording:
    """Two reports, the sentences of both, and what is needed to read them."""

    def __init__(
        self,
        report: Report,
        source: Report,
        here: Sequence[Sentence],
        there: Sequence[Sentence],
        known: Known,
        attribution: Span | None = None,
    ) -> None:
        """attribution: where the report names this source."""
        knowledge = known.knowledge
        self.report, self.source, self.here, self.there, self.small = report, source, here, there, known.small_words
        spans = [naming.span for naming in known.named(report.id) if naming.cued] + (
            [attribution] if attribution else []
        )
        self.attributions = sorted({(span.start, span.end) for span in spans})
        self.languages = knowledge.language(report.language), knowledge.language(source.language)
        self.phrases = phrases_of(self.languages[0]), phrases_of(self.languages[1])
        self.same_language = report.language == source.language
        self._mine = frozenset(anchor for sentence in here for anchor in sentence.anchors)
        self._theirs = frozenset(anchor for sentence in there for anchor in sentence.anchors)
        self._told_numbers = [q for sentence in here for q in quantities(report, sentence, self.languages[0])]
        self._known_numbers = [q for sentence in there for q in quantities(source, sentence, self.languages[1])]

    def changes(self, pairs: Sequence[Pair]) -> Iterator[Change]:
        """What the sentences changed of those that they retell."""
        yield from self._ages()
        for pair in pairs:
            yield from self._numbers(pair)
            yield from self._dates(pair)
            yield from self._years(pair)
            if self.same_language:
                yield from self._source_dropped(pair)
                yield from self._hedges(pair)
                yield from self._turned(pair)

    def _numbers(self, pair: Pair) -> Iterator[Change]:
        new = quantities(self.report, pair.here, self.languages[0])
        old = quantities(self.source, pair.there, self.languages[1])
        found = changed(old, new)
        if not found and pair.likeness >= _SURE:
            left = [q for q in old if not _has(new, q)], [q for q in new if not _has(old, q)]
            found = [(left[0][0], left[1][0])] if len(left[0]) == len(left[1]) == 1 and _plain(*left) else []
        for before, after in found:
            if not _has(self._known_numbers, after) and not _has(self._told_numbers, before):
                other = before.value == after.value
                yield Change(
                    ChangeKind.NUMBER,
                    self.source.span(before.start, before.stop if other else before.end),
                    self.report.span(after.start, after.stop if other else after.end),
                )

    def _ages(self) -> Iterator[Change]:
        """Another age behind the same name; or the only age in either."""
        old, new = ([q for q in side if q.unit == AGE] for side in (self._known_numbers, self._told_numbers))
        named = {_word_before(self.source.text, q.start): q for q in old}
        for one in new:
            other = named.get(_word_before(self.report.text, one.start)) or (
                old[0] if len(old) == len(new) == 1 else None
            )
            if other and other.value != one.value and not _has(old, one):
                yield Change(
                    ChangeKind.NUMBER, self.source.span(other.start, other.end), self.report.span(one.start, one.end)
                )
                return

    def _dates(self, pair: Pair) -> Iterator[Change]:
        before = _left_over(pair.there, self._mine, "date")
        after = _left_over(pair.here, self._theirs, "date")
        if len(before) == len(after) == 1 and _comparable(before[0][0], after[0][0]):
            yield self._moved(before[0], after[0])

    def _years(self, pair: Pair) -> Iterator[Change]:
        before = _left_over(pair.there, self._mine, "year")
        after = _left_over(pair.here, self._theirs, "year")
        if len(before) == len(after) == 1:
            yield self._moved(before[0], after[0])

    def _moved(self, before: Place, after: Place) -> Change:
        return Change(ChangeKind.DATE, self.source.span(*before[1:]), self.report.span(*after[1:]))

    def _source_dropped(self, pair: Pair) -> Iterator[Change]:
        """What was somebody's word stands there as a fact."""
        here, there = self.phrases
        if here is None or there is None or here.told(self.report.text, pair.here.start, pair.here.end):
            return
        told = there.told(self.source.text, pair.there.start, pair.there.end)
        if told is None or self._is_no_statement(pair.here) or not self._says_the_same(pair, told):
            return
        yield Change(ChangeKind.SOURCE_DROPPED, self.source.span(*told), self._whole(pair.here))

    def _says_the_same(self, pair: Pair, told: tuple[int, int]) -> bool:
        """Whether the rest of the source's sentence has enough in common with the report's."""
        text = self.source.text
        rest = text[pair.there.start : told[0]] + " " + text[told[1] : pair.there.end]
        common = stems(rest, self.small) & stems(self.report.text[pair.here.start : pair.here.end], self.small)
        return len(common) >= _SHARED

    def _is_no_statement(self, sentence: Sentence) -> bool:
        """Whether a sentence is a headline, a quotation, or names the report's source itself."""
        if self.report.zone_at(sentence.start) is not ZoneKind.BODY:
            return True
        if any(low < sentence.end and sentence.start < high for low, high in self.attributions):
            return True
        return self.report.text[sentence.start : sentence.start + 1] in tuple("“\"«„‘'")

    def _whole(self, sentence: Sentence) -> Span:
        words = self.report.text[sentence.start : sentence.end].rstrip(" .!?…\n")
        return self.report.span(sentence.start, sentence.start + len(words))

    def _hedges(self, pair: Pair) -> Iterator[Change]:
        """A hedge of the source whose words the report has without any."""
        here, there = self.phrases
        if here is None or there is None or here.hedges(self.report.text, pair.here.start, pair.here.end):
            return
        mine = self._places(self.report, pair.here)
        for low, high in there.hedges(self.source.text, pair.there.start, pair.there.end):
            if any(anchor[0] == "date" and low < end and start < high for anchor, start, end in pair.there.places):
                continue
            about = self._next_stems(self.source, high, pair.there.end) | self._near_stems(low, pair.there)
            shared = sorted(mine[word] for word in about & mine.keys())
            if shared:
                before = clause(self.source.text, low, pair.there.start, pair.there.end)
                after = clause(self.report.text, shared[0], pair.here.start, pair.here.end)
                yield Change(ChangeKind.MODALITY, self.source.span(*before), self.report.span(*after))
                return

    def _near_stems(self, at: int, sentence: Sentence) -> set[str]:
        """The two words before an offset: `was released pending`, `has not appealed so far`."""
        words = pieces(self.source.text[sentence.start : at])[-2:]
        return {found for word in words if word.word not in self.small and (found := stem(word.word))}

    def _next_stems(self, report: Report, at: int, end: int) -> set[str]:
        while report.text[at : at + 1] in (" ", ",", "\u00a0"):  # `Perhaps, he ...`
            at += 1
        words = pieces(report.text[at : clause(report.text, at, at, end)[1]])[:_REACH]
        return {found for word in words if word.word not in self.small and (found := stem(word.word))}

    def _places(self, report: Report, sentence: Sentence) -> dict[str, int]:
        """Where each word of a sentence stands."""
        found: dict[str, int] = {}
        for piece in pieces(report.text[sentence.start : sentence.end]):
            word = stem(piece.word)
            if word and piece.word not in self.small:
                found.setdefault(word, sentence.start + piece.start)
        return found

    def _turned(self, pair: Pair) -> Iterator[Change]:
        """Words that one of the two denies and the other says."""
        sides = (self.source, pair.there, self.phrases[1]), (self.report, pair.here, self.phrases[0])
        denied = [self._denied(*side) for side in sides]
        for one, other in ((0, 1), (1, 0)):
            report, sentence, _ = sides[other]
            said = self._places(report, sentence)
            for word in sorted(denied[one].keys() & said.keys()):
                if word in denied[other] or self._is_common(word):
                    continue
                spans = [self._clause_of(sides[one], denied[one][word]), self._clause_of(sides[other], said[word])]
                before, after = spans if one == 0 else spans[::-1]
                yield Change(ChangeKind.POLARITY, before, after)
                return

    def _is_common(self, word: str) -> bool:
        """Whether a word stands in many sentences of either."""
        return any(
            sum(word in stems(report.text[s.start : s.end]) for s in sentences) > _FEW
            for report, sentences in ((self.report, self.here), (self.source, self.there))
        )

    def _denied(self, report: Report, sentence: Sentence, phrases: Phrases | None) -> dict[str, int]:
        """The words that a sentence denies, with where the negation stands."""
        found: dict[str, int] = {}
        if phrases is None:
            return found
        for (at, _), (low, high) in phrases.negated(report.text, sentence.start, sentence.end):
            words = pieces(report.text[low:high])
            for piece in words[:_REACH] if low > at else words[-_REACH:]:
                word = stem(piece.word)
                if word and piece.word not in self.small:
                    found.setdefault(word, at)
        return found

    def _clause_of(self, side: tuple[Report, Sentence, Phrases | None], at: int) -> Span:
        report, sentence, _ = side
        return report.span(*clause(report.text, at, sentence.start, sentence.end))

    def left_out(self, pairs: Sequence[Pair]) -> Iterator[Change]:
        """Sentences of the source that contradict or limit something and that no sentence of the report retells; and
        those that deny a status, where the report denies none."""
        here, phrases = self.phrases
        if phrases is None:
            return
        kept = {pair.there.start for pair in pairs}
        denies = here is None or any(here.denies_status(self.report.text, s.start, s.end) for s in self.here)
        for sentence in self.there:
            stretch = sentence.start, sentence.end
            lost = phrases.limits(self.source.text, *stretch) and sentence.start not in kept
            if lost or (not denies and phrases.denies_status(self.source.text, *stretch)):
                yield Change(ChangeKind.DROPPED, self.source.span(*stretch), None)


def _has(quantities: Sequence[Quantity], one: Quantity) -> bool:
    """Whether a number stands there with the same unit, or with none where it has none."""
    return any(
        other.value == one.value and (other.unit == one.unit or not (other.unit and one.unit)) for other in quantities
    )


def _word_before(text: str, at: int) -> str:
    """The word before a comma and a number."""
    words = pieces(text[max(0, at - _LONGEST_WORD) : at])
    return words[-1].word if words else ""


def _plain(old: Sequence[Quantity], new: Sequence[Quantity]) -> bool:
    return old[0].unit is None and new[0].unit is None


def _left_over(sentence: Sentence, others: frozenset[Anchor], kind: str) -> list[Place]:
    """The dates of a sentence with which nothing in the other report agrees, each once."""
    seen: dict[Anchor, Place] = {}
    for place in sentence.places:
        if place[0][0] == kind and not any(_agree(place[0], anchor) for anchor in others):
            seen.setdefault(place[0], place)
    return list(seen.values())


def _comparable(old: Anchor, new: Anchor) -> bool:
    """Two dates that may be one happening's: near each other, or a year or month written wrongly."""
    one, other = date.fromisoformat(old[1]), date.fromisoformat(new[1])
    return abs((one - other).days) <= _NEAR or (one.month, one.day) == (other.month, other.day)


def _agree(one: Anchor, other: Anchor) -> bool:
    if one[0] != other[0]:
        return False
    return one == other or (one[0] == "date" and one[1] <= other[2] and other[1] <= one[2])
