"""Indirect speech in languages with case endings: "X reported that ...", "according to X", "..., said X"."""

from __future__ import annotations

from collections.abc import Iterator

from .grammar import Grammar
from .lines import NAME, Line
from .wildcards import stem_set

_VOICE = 8  # chunks of the words that name a speaker
Reported = tuple[int, int, int, int, int]  # offsets start, end; chunks first, last of the speaker; the cue


class Reporting:
    """Finds who is said to say what in one line."""

    def __init__(self, grammar: Grammar) -> None:
        language = grammar.language
        self.g = grammar
        self.before = [tuple(entry.split("_")) for entry in language.list("according_words")]
        self.after = [tuple(entry.split("_")) for entry in language.list("according_after")]
        self.ends = language.list("reported_ends")
        self.opens = stem_set(language.list("say_openers"))
        self.content = language.list("content_words")

    def all(self, line: Line) -> Iterator[Reported]:
        """The stretches of a line that are somebody's words, each with where the speaker is named."""
        for at in range(len(line.chunks)):
            cue = self._phrase(line, at, self.before)
            if cue and (end := self._comma(line, at + cue)) > at + cue:
                yield line.start, line.end, at + cue, end, at
                continue
            cue = self._phrase(line, at, self.after)
            if cue and at:
                yield line.start, line.end, self._open(line, at), at, at
                continue
            yield from self._verb(line, at)

    def source(self, line: Line, at: int) -> tuple[int, int] | None:
        """The words that name whom a line goes back to, when a cue phrase begins at `at`."""
        cue = self._phrase(line, at, self.before)
        if cue and (end := self._comma(line, at + cue)) > at + cue:
            return at + cue, end
        cue = self._phrase(line, at, self.after)
        return (self._open(line, at), at) if cue and at else None

    def _verb(self, line: Line, at: int) -> Iterator[Reported]:
        norm = line.norm(at)
        if norm in self.ends and at > 2:
            voice = self.subject(line, at)
            if voice is not None:
                yield line.start, line.chunks[at].start, *voice, at
        elif norm in self.opens:
            voice = self.subject(line, at)
            if voice is None:
                return
            that = next((k for k in range(at + 1, min(at + 8, len(line.chunks))) if line.norm(k) in self.content), 0)
            if that and line.norm(that - 1) == ",":
                yield line.chunks[that].start, line.end, *voice, at
            elif self._aside(line, at, voice):
                yield line.start, line.end, *voice, at

    def _aside(self, line: Line, at: int, voice: tuple[int, int]) -> bool:
        """ "..., said X" at the end of a line or between commas."""
        first, last = min(at, voice[0]), max(at + 1, voice[1])
        return line.norm(first - 1) in (",", "—", "–") and line.norm(last) in (".", ",", "", "—", "–")

    def _phrase(self, line: Line, at: int, phrases: list[tuple[str, ...]]) -> int:
        """How many chunks a cue phrase takes here, 0 when none begins."""
        for phrase in phrases:
            if all(line.norm(at + k) == word for k, word in enumerate(phrase)):
                return len(phrase)
        return 0

    def _comma(self, line: Line, at: int) -> int:
        end = at
        while end < len(line.chunks) and line.chunks[end].word and end - at < _VOICE:
            end += 1
        return end

    def _open(self, line: Line, at: int) -> int:
        first = at
        while first > 0 and line.chunks[first - 1].word and at - first < _VOICE:
            first -= 1
        return first

    def subject(self, line: Line, at: int) -> tuple[int, int] | None:
        """The person or office that says it: a name or pronoun in the nominative nearest to the verb."""
        best: tuple[int, int, int] | None = None
        for place, ref in line.refs.items():
            if ref.kind in ("skip", "possessive") or abs(place - at) > 12:
                continue
            best = min(best or (99, 0, 0), (abs(place - at), ref.first, ref.last))
        for place in range(max(0, at - 12), min(len(line.chunks), at + 10)):
            chunk = line.chunks[place]
            named = chunk.norm == NAME and (not chunk.cases or chunk.cases == "*" or "n" in chunk.cases)
            if named or chunk.norm in self.g.subjects or chunk.norm in self.g.roles:
                best = min(best or (99, 0, 0), (abs(place - at), place, place + 1))
        return best[1:] if best is not None else None
