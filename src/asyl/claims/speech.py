"""Who is said to say what: stretches of a report that are somebody's words, direct or indirect."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .case_speech import Reporting
from .grammar import Grammar
from .lines import NAME, Line
from .quotes import Quoted

FEW = 4  # words; a shorter quotation is a term, not speech


@dataclass(frozen=True, slots=True)
class Voice:
    """Where a speaker is named: chunks `first` to `last` of a line; `cue` the saying word."""

    line: int
    first: int
    last: int
    cue: int


@dataclass(frozen=True, slots=True)
class Said:
    """`text[start:end]` is said by `voice` (None: the report does not name who)."""

    start: int
    end: int
    voice: Voice | None
    direct: bool


class Speech:
    """All speech of a report, found line by line."""

    def __init__(
        self,
        grammar: Grammar,
        lines: Sequence[Line],
        quotes: Sequence[Quoted],
        initials: Mapping[str, str] | None = None,
    ) -> None:
        self.g = grammar
        self.lines = lines
        self._starts = [line.start for line in lines]
        self._by_line: dict[int, list[Said]] = {}
        self.initials = initials
        self.sources = [tuple(entry.split("_")) for entry in sorted(grammar.language.list("according_words"))]
        self.reporting = Reporting(grammar) if grammar.inflected else None
        self._turns()
        self._direct(quotes)
        for line in lines:
            if self.reporting is not None:
                for start, end, first, last, cue in self.reporting.all(line):
                    self._add(Said(start, end, Voice(line.number, first, last, cue), False))
            else:
                self._indirect(line)

    def at(self, offset: int) -> list[Said]:
        """Whose words stand at an offset, outermost first."""
        held = self._by_line.get(bisect_right(self._starts, offset) - 1, ())
        return sorted(
            (said for said in held if said.start <= offset < said.end), key=lambda said: (said.start, -said.end)
        )

    def voices(self, line: Line) -> list[Voice]:
        """Everyone whom a line names as saying something, in order of the cues, whatever it is that they say."""
        found: list[Voice] = []
        for at, chunk in enumerate(line.chunks):
            voice = self._according_to(line, at) or self._labelled(line, at)
            if voice is None and (chunk.norm in self.g.say or chunk.norm in self.g.speaking):
                voice = self._voice(line, at)
            if voice is not None:
                found.append(voice)
        return found

    def _labelled(self, line: Line, at: int) -> Voice | None:
        """ "LEE:" at the start of a paragraph."""
        label = self._label(line) if at == 0 else 0
        return Voice(line.number, 0, max(1, label - 1), label - 1) if label else None

    def _according_to(self, line: Line, at: int) -> Voice | None:
        if self.reporting is not None:
            found = self.reporting.source(line, at)
            return Voice(line.number, *found, at) if found is not None else None
        first = at + self._source_cue(line, at)
        if first == at:
            return None
        end = first
        while end < len(line.chunks) and line.norm(end) not in (",", ".", ";", ":", "(") and end - at < 14:
            end += 1
        return Voice(line.number, first, end, at) if end > first else None

    def _source_cue(self, line: Line, at: int) -> int:
        """How many chunks "according to" takes here, 0 when no such cue begins."""
        fits = (len(cue) for cue in self.sources if all(line.norm(at + k) == word for k, word in enumerate(cue)))
        return max(fits, default=0)

    def _add(self, said: Said) -> None:
        """Kept under each line that it touches, so that looking up costs the same however long the report is."""
        first, last = bisect_right(self._starts, said.start) - 1, bisect_right(self._starts, said.end - 1) - 1
        for number in range(max(0, first), last + 1):
            self._by_line.setdefault(number, []).append(said)

    # ---- turns of a conversation ("LEE: I left.")
    def _turns(self) -> None:
        labels = [line for line in self.lines if self._label(line)]
        if len(labels) < 3:
            return
        for line, following in zip(labels, [*labels[1:], None], strict=True):
            at = self._label(line)
            if line.chunks[0].who or line.norm(0) in (self.initials or {}):
                end = following.start if following is not None else self.lines[-1].end
                self._add(Said(line.chunks[at].start, end, Voice(line.number, 0, max(1, at - 1), at - 1), True))

    def _label(self, line: Line) -> int:
        """The chunk after "NAME:" at the start of a paragraph's first line, 0 when there is none."""
        first = line.number == 0 or self.lines[line.number - 1].paragraph != line.paragraph
        if not first or not (
            line.chunks[0].who or line.norm(0) in (self.initials or {}) or line.norm(0) in self.g.roles
        ):
            return 0
        for at in range(1, min(6, len(line.chunks) - 1)):
            if line.norm(at) == ":":
                return at + 1
        return 0

    # ---- direct
    def _direct(self, quotes: Sequence[Quoted]) -> None:
        last: tuple[int, Voice] | None = None
        for quote in quotes:
            here = self._line_of(quote.start)
            after = self._line_of(quote.end - 1)
            if here is None or after is None:
                continue
            voice = self._beside(quote, here, after)
            if voice is None and last is not None and self.lines[last[0]].paragraph == here.paragraph:
                voice = last[1]
            if voice is None and quote.words >= FEW:
                voice = self._sentence_before(here)
            if voice is not None:
                last = (here.number, voice)
            if quote.words >= FEW or (
                voice is not None and quote.words >= 2 and last is not None and last[0] == here.number
            ):
                self._add(Said(quote.start, quote.end, voice, True))

    def _line_of(self, offset: int) -> Line | None:
        at = bisect_right(self._starts, offset) - 1
        return self.lines[at] if at >= 0 else None

    def _beside(self, quote: Quoted, here: Line, after: Line) -> Voice | None:
        """The saying verb directly after the quotation, or directly before it."""
        right = next((k for k, chunk in enumerate(after.chunks) if chunk.start >= quote.end), len(after.chunks))
        voice = self._verb_near(after, right, min(right + 9, len(after.chunks))) or self._credited(after, right)
        if voice is None and right >= len(after.chunks) and after.number + 1 < len(self.lines):
            following = self.lines[after.number + 1]
            if following.paragraph == after.paragraph:
                voice = self._verb_near(following, 0, min(5, len(following.chunks)), strict=True)
        if voice is not None:
            return voice
        left = next((k for k, chunk in enumerate(here.chunks) if chunk.start >= quote.start), 0)
        return self._verb_near(here, max(0, left - 16), left, backwards=True)

    def _credited(self, line: Line, at: int) -> Voice | None:
        """ "...", according to X."""
        at += line.norm(at) == ","
        first = at + self._source_cue(line, at)
        if first == at:
            return None
        end = first
        while end < len(line.chunks) and line.chunks[end].word and end - at < 12:
            end += 1
        return Voice(line.number, first, end, at) if end > first else None

    def _verb_near(
        self, line: Line, first: int, last: int, *, strict: bool = False, backwards: bool = False
    ) -> Voice | None:
        order = range(last - 1, first - 1, -1) if backwards else range(first, last)
        for at in order:
            if (line.norm(at) in self.g.say or line.norm(at) in self.g.speaking) and line.norm(at - 1) != "to":
                voice = self._voice(line, at)
                if voice is not None:
                    return voice
            if strict and line.norm(at) not in self.g.subjects and line.norm(at) != NAME:
                return None
        return None

    def _sentence_before(self, here: Line) -> Voice | None:
        if here.number == 0 or self.lines[here.number - 1].paragraph != here.paragraph:
            return None
        before = self.lines[here.number - 1]
        return self._verb_near(before, 0, len(before.chunks), backwards=True)

    # ---- who speaks
    def _voice(self, line: Line, verb: int) -> Voice | None:
        """The subject of a saying verb: before it, or after it ("said the lawyer")."""
        if self.reporting is not None:
            found = self.reporting.subject(line, verb)
            return Voice(line.number, *found, verb) if found is not None else None
        left = self._subject_left(line, verb)
        if left is not None:
            return left
        return self._subject_right(line, verb)

    def _subject_left(self, line: Line, verb: int) -> Voice | None:
        at = verb - 1
        while at >= 0 and (
            line.norm(at) in self.g.have or line.norm(at) in self.g.adverbs or line.norm(at).endswith("ly")
        ):
            at -= 1
        end = at + 1
        if at >= 0 and line.norm(at) in (",", ")"):
            at, end = self._before_apposition(line, at)
        while at >= 0 and self._in_name(line, at) and end - at < 9:
            at -= 1
        first = at + 1
        return Voice(line.number, first, end, verb) if first < end and self._speaks(line, first, end) else None

    def _before_apposition(self, line: Line, at: int) -> tuple[int, int]:
        """ "X, his lawyer, said": back over the apposition."""
        back = at - 1
        while back >= 0 and line.norm(back) not in (",", "(", ".", ";", '"') and at - back < 12:
            back -= 1
        return (back - 1, back) if back > 0 and line.norm(back) in (",", "(") else (at - 1, at)

    def _in_name(self, line: Line, at: int) -> bool:
        norm = line.norm(at)
        if (
            norm in self.g.clause_words
            or norm in self.g.relatives
            or norm in self.g.coordinators
            or norm in self.g.have
        ):
            return False
        return line.chunks[at].word and norm not in self.g.be and norm not in self.g.say and norm not in self.g.modals

    def _speaks(self, line: Line, first: int, last: int) -> bool:
        """A name, a pronoun, or a noun phrase with an article or a capital: not a bare verb."""
        norm = line.norm(first)
        if any(line.norm(at) == NAME for at in range(first, last)) or norm in self.g.subjects:
            return True
        return (
            norm in self.g.determiners
            or line.norm(last - 1) in self.g.roles
            or line.norm(last - 1).rstrip("s") in self.g.roles
        )

    def _subject_right(self, line: Line, verb: int) -> Voice | None:
        at = verb + 1
        end = at
        while end < len(line.chunks) and end - at < 8 and self._in_name(line, end):
            end += 1
            if line.norm(end - 1) == NAME or line.norm(end - 1) in self.g.subjects:
                break
        if at < end and (
            any(line.norm(k) == NAME for k in range(at, end))
            or line.norm(at) in self.g.subjects
            or line.norm(at) in ("the", "his", "her")
        ):
            return Voice(line.number, at, end, verb)
        return None

    # ---- indirect
    def _indirect(self, line: Line) -> None:
        self._according(line)
        for at, chunk in enumerate(line.chunks):
            if chunk.norm not in self.g.say or self._inside_direct(chunk.start):
                continue
            voice = self._subject_left(line, at)
            if voice is not None:
                self._content(line, at, voice)
            elif line.norm(at - 1) == ",":
                right = self._subject_right(line, at)
                if right is not None:
                    self._add(Said(line.start, line.end, right, False))

    def _inside_direct(self, offset: int) -> bool:
        return any(said.direct for said in self.at(offset))

    def _content(self, line: Line, at: int, voice: Voice) -> None:
        """What a saying verb governs: all that follows, or, when it stands between commas or at the end, the line."""
        after = line.norm(at + 1)
        parenthetical = after in (",", ".", "") and voice.first > 0 and line.norm(voice.first - 1) == ","
        if parenthetical:
            self._add(Said(line.start, line.end, voice, False))
        elif line.norm(at) in self.g.say_open and (at + 1 < len(line.chunks)) and after not in (",", "."):
            self._add(Said(line.chunks[at + 1].start, self._content_end(line, at + 1), voice, False))

    def _content_end(self, line: Line, at: int) -> int:
        """Indirect speech ends with the line, at a semicolon or dash, or at ", but"."""
        for k in range(at, len(line.chunks)):
            if line.norm(k) in (";", "–", "—") or (line.norm(k) == "," and line.norm(k + 1) in self.g.turns):
                return line.chunks[k].start
        return line.end

    def _according(self, line: Line) -> None:
        for at in range(len(line.chunks) - 2):
            first = at + self._source_cue(line, at)
            if first > at:
                end = first
                while end < len(line.chunks) and line.norm(end) not in (",", ".", ";", "(") and end - at < 14:
                    end += 1
                self._add(Said(line.start, line.end, Voice(line.number, first, end, at), False))
