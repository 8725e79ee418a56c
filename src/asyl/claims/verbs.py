"""Verb groups in a line: the auxiliaries around a head, its voice, and where clauses end."""

from __future__ import annotations

from dataclasses import dataclass

from .grammar import Grammar
from .inflect import ING, PARTICIPLE, PAST
from .lines import DATE, NAME, Line

STOPS = frozenset('.;:!?"()[]–—•●|▪→·*✓►■◆')


@dataclass(frozen=True, slots=True)
class Group:
    """A verb with its auxiliaries: chunks `first` to `head`. `cue` is what a word before "to" makes of it."""

    first: int
    head: int
    passive: bool
    finite: bool
    words: tuple[str, ...]
    cue: str = ""
    marked: bool = False  # the voice is shown by an auxiliary


class Verbs:
    """Questions about the verbs of a line, answered with one language's closed word classes."""

    def __init__(self, grammar: Grammar) -> None:
        self.g = grammar
        self.aux = grammar.be | grammar.have | grammar.modals | grammar.get | {"do", "does", "did"}
        self.skips = grammar.adverbs | grammar.neg

    def group(self, line: Line, head: int, kinds: frozenset[str]) -> Group:
        """The group whose main verb stands at `head`; `kinds` are the forms that verb can be there."""
        at, first, cue = head - 1, head, ""
        words: list[str] = []
        while at >= 0 and head - at < 14:
            norm = line.norm(at)
            if norm == "," and not words and self._aside(line, at) >= 0:
                at = self._aside(line, at)
                continue
            if self._chains(line, at, words):
                cue = cue or self.g.catenatives[norm]
                first = at
            elif norm in self.aux or norm == "to":
                first = at
            elif not self.skippable(norm) and not (norm == DATE and line.norm(at - 1) in self.aux):
                break
            words.append(norm)
            at -= 1
        passive = self._passive(line, head, kinds, tuple(words))
        finite = any(word in self.aux for word in words) or not kinds <= {ING, PARTICIPLE}
        marked = passive and any(word in self.g.be or word in self.g.get for word in words)
        return Group(self._tighten(line, first, head), head, passive, finite, tuple(words), cue, marked)

    def _chains(self, line: Line, at: int, words: list[str]) -> bool:
        """A word that takes the verb after it: "due to be", "risks being". "had to" and "to be" are auxiliaries."""
        norm = line.norm(at)
        if norm not in self.g.catenatives or norm in self.aux:
            return False
        return line.norm(at + 1) == "to" or words[-1:] == ["to"] or ING in self._kinds(line, at + 1)

    def _aside(self, line: Line, at: int) -> int:
        """The auxiliary before an aside ("was not, contrary to the caption, given"), -1 when there is none."""
        for left in range(at - 1, max(0, at - 9), -1):
            if line.norm(left) == ",":
                before = line.norm(left - 1)
                return left - 1 if before in self.aux or before in self.g.neg else -1
            if line.norm(left) in STOPS:
                return -1
        return -1

    def _kinds(self, line: Line, at: int) -> frozenset[str]:
        norm = line.norm(at)
        if norm in self.g.verbs:
            return self.g.verbs[norm]
        if norm.endswith("ing") and len(norm) > 5:
            return frozenset({ING})
        return frozenset()

    def skippable(self, norm: str) -> bool:
        return norm in self.skips or (norm.endswith("ly") and len(norm) > 4)

    def _tighten(self, line: Line, first: int, head: int) -> int:
        """Adverbs and negations directly before the group belong to it."""
        while first > 0 and (line.norm(first - 1) in self.g.neg or self.skippable(line.norm(first - 1))):
            first -= 1
        return min(first, head)

    def _passive(self, line: Line, head: int, kinds: frozenset[str], words: tuple[str, ...]) -> bool:
        if PARTICIPLE not in kinds:
            return False
        for word in words:
            if word in self.g.be or word in self.g.get:
                return True
            if word in self.g.have or word in self.g.modals or word in ("to", "do", "does", "did"):
                return False
        if PAST in kinds and line.norm(head - len(words) - 1) in self.g.subjects:
            return False
        if line.norm(head + 1) == "to" and line.norm(head) in self.g.catenatives and not words:
            return False  # "refused to grant"
        return PAST not in kinds or not self._object_follows(line, head)

    def _object_follows(self, line: Line, head: int) -> bool:
        at = head + 1
        if line.norm(at) in ("over", "back", "up", "down", "off", "out", "away"):
            at += 1
        norm = line.norm(at)
        if norm in self.g.objects or norm in self.g.possessives or norm in self.g.determiners or norm == NAME:
            return True
        closed = self.g.prepositions | self.g.coordinators | self.g.clause_words
        plain = norm.isalpha() and norm not in closed and norm not in self.g.verbs and not self.skippable(norm)
        left = line.norm(head - 1)
        worded = head > 0 and line.chunks[head - 1].word and left not in self.aux
        return plain and (left == NAME or left in self.g.subjects or worded)

    def is_verb(self, line: Line, at: int) -> bool:
        """A finite-looking verb stands here."""
        norm = line.norm(at)
        if norm in self.aux:
            return True
        kinds = self.g.verbs.get(norm)
        if kinds is None:
            return norm.endswith("ed") and len(norm) > 4 and line.chunks[at].word
        if self._after_article(line, at):
            return False
        return PAST in kinds or norm.endswith("s")

    def _after_article(self, line: Line, at: int) -> bool:
        before = line.norm(at - 1)
        return before in self.g.determiners or before in self.g.possessives or before == "'s"

    def bound(self, line: Line, at: int) -> bool:
        """A clause ends here: a mark, a clause word, a relative, a verb."""
        norm = line.norm(at)
        if norm in STOPS or norm in (",", "-"):
            return True
        return norm in self.g.relatives or norm in self.g.clause_words or self.is_verb(line, at)

    def noun_here(self, line: Line, group: Group, kinds: frozenset[str]) -> bool:
        """A form that is also a noun ("murder", "charges") after an article or preposition is the noun."""
        before = line.norm(group.head - 1)
        if ING in kinds and before in ("a", "the", "this"):
            return True
        if kinds <= {PAST, PARTICIPLE, ING}:
            return False
        return self._after_article(line, group.head) or (before in self.g.prepositions and before != "to")
