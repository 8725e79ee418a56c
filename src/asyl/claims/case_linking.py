"""Who an event happened to in languages with case endings: the person who stands in the case the pattern asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .grammar import Grammar
from .lines import Line, Ref
from .linking import Linked
from .patterns import Match
from .syntax import NOBODY, Found
from .verbs import STOPS

_CLAUSE = 24  # chunks of a clause on either side of the match
_OPEN = frozenset('()—–-"«»„“”')  # marks that a clause may hold
ANY = "*"


@dataclass(frozen=True, slots=True)
class _Candidate:
    ref: Ref
    price: float
    exact: bool


class CaseLinker:
    """Links the matches of one page's lines."""

    def __init__(self, grammar: Grammar, able: Mapping[str, bool]) -> None:
        self.g = grammar
        self.able = able
        self.pronoun_cases = grammar.language.map("pronoun_cases")
        self.relative_cases = grammar.language.map("relative_cases")
        self.places = grammar.language.list("place_prepositions")

    def link(self, match: Match, line: Line) -> Linked | None:
        """None when the pattern's neighbours bar it."""
        rule = match.rule
        if self._barred(match, line):
            return None
        found = self._found(match, line, rule.option("cases", "n"))
        if rule.option("other") == "topic" and found is not None and not any(self.able.get(who) for who in found.who):
            found = None
        if found is None:
            who, sure = line.topic
            found = Found((who,) if who else (), None, "topic", sure) if rule.option("topic") != "no" else NOBODY
        return Linked(match, line, None, found, match.first, match.last)

    def _barred(self, match: Match, line: Line) -> bool:
        rule = match.rule
        if line.norm(match.last) in rule.words_of("unlessnext"):
            return True
        if line.norm(match.first - 1) in rule.words_of("unlessprev"):
            return True
        barring = rule.words_of("unless")
        if not barring:
            return False
        near = [line.norm(at) for at in range(match.first - 4, match.last + 5)]
        stems = tuple(word[:-1] for word in barring if word.endswith("*"))
        return any(norm in barring or (stems and norm.startswith(stems)) for norm in near)

    def _found(self, match: Match, line: Line, wanted: str) -> Found | None:
        if match.slot is not None:
            inside = [line.refs[at] for at in range(*match.slot) if at in line.refs and line.refs[at].kind != "skip"]
            return self._as_found(line, inside[0], "slot") if inside else NOBODY
        low, high = self._clause(line, match)
        best = self._best(line, low, high, match, wanted)
        if best is not None:
            return self._as_found(line, best.ref, "case", sure=best.exact and best.ref.sure)
        if self._crowded(line, low, high, wanted):
            return NOBODY
        return self._antecedent(line, low, wanted) or self._shared(line, low, wanted)

    def _clause(self, line: Line, match: Match) -> tuple[int, int]:
        low = match.first
        while low > 0 and match.first - low < _CLAUSE and not self._border(line, low - 1):
            low -= 1
        high = match.last
        while high < len(line.chunks) and high - match.last < _CLAUSE and not self._border(line, high):
            high += 1
        return low, high

    def _border(self, line: Line, at: int) -> bool:
        norm = line.norm(at)
        if norm in STOPS and norm not in _OPEN:
            return True
        if norm == ",":
            return not self._between_names(line, at)
        return norm in self.g.clause_words and line.norm(at - 1) == ","

    def _between_names(self, line: Line, at: int) -> bool:
        """A comma of a list of names, or of the age after a name: no end of the clause."""
        after = line.norm(at + 1)
        return (at + 1 in line.refs and line.refs[at + 1].kind == "name" and self._ends_ref(line, at)) or (
            after[:1].isdigit() or line.norm(at - 1) in self.g.language.list("age_units")
        )

    def _ends_ref(self, line: Line, at: int) -> bool:
        return any(line.refs[back].last == at for back in range(max(0, at - 3), at) if back in line.refs)

    def cases(self, line: Line, ref: Ref) -> str:
        """The cases that the words of a reference can stand in."""
        if ref.kind == "name":
            return line.chunks[ref.first].cases or ANY
        return self.pronoun_cases.get(line.norm(ref.first), ANY)

    def _best(self, line: Line, low: int, high: int, match: Match, wanted: str) -> _Candidate | None:
        found = []
        side = match.rule.option("side")
        for at, ref in line.refs.items():
            if not low <= at < high or ref.kind == "skip" or match.first <= at < match.head:
                continue
            if (side == "right" and at < match.first) or (side == "left" and at >= match.last):
                continue
            candidate = self._candidate(line, ref, match, wanted)
            if candidate is not None:
                found.append(candidate)
        return min(found, key=lambda one: one.price, default=None)

    def _candidate(self, line: Line, ref: Ref, match: Match, wanted: str) -> _Candidate | None:
        cases = self.cases(line, ref)
        if ref.kind == "possessive":
            if "g" not in wanted:
                return None
        elif cases != ANY and not set(cases) & set(wanted):
            return None
        before = line.norm(ref.first - 1)
        if before in self.g.prepositions and match.rule.option("prep") != "yes":
            return None
        distance = match.first - ref.last if ref.last <= match.first else ref.first - match.last
        exact = cases != ANY and set(cases) <= set(wanted)
        price = max(0, distance) + (0 if exact else 4) + (0 if cases != ANY else 2)
        first = wanted[:1]
        price += 0 if first in cases else 3
        if not any(self.able.get(who, True) for who in ref.who):
            price += 6
        return _Candidate(ref, price, exact or cases == ANY or first in cases)

    def _crowded(self, line: Line, low: int, high: int, wanted: str) -> bool:
        """Others than the persons of the report stand in the clause ("the activists were deported")."""
        others = self.g.generic | self.g.others
        return any(line.norm(at) in others for at in range(low, high))

    def _antecedent(self, line: Line, low: int, wanted: str) -> Found | None:
        """ "X, whom the court sentenced": the one before the comma, when the relative stands in the wanted case."""
        for at in range(low, min(low + 3, len(line.chunks))):
            cases = self.relative_cases.get(line.norm(at))
            if cases is None:
                continue
            if not set(cases) & set(wanted):
                return None
            comma = at - 1 if line.norm(at - 1) == "," else low - 1
            for back in range(comma - 1, max(-1, comma - 5), -1):
                ref = line.refs.get(back)
                if ref is not None and ref.kind != "skip":
                    return Found(ref.who, ref, "relative", ref.sure)
            return NOBODY
        return None

    def _shared(self, line: Line, low: int, wanted: str) -> Found | None:
        """A clause without a subject of its own goes on with the subject of the clause before it."""
        if "n" not in wanted and "d" not in wanted and "a" not in wanted:
            return None
        refs = [ref for at, ref in line.refs.items() if at < low and ref.kind in ("name", "pronoun", "noun", "plural")]
        subjects = [ref for ref in refs if self.cases(line, ref) in ("n", ANY) or "n" in self.cases(line, ref)]
        if not subjects or "n" not in wanted:
            return None
        last = max(subjects, key=lambda ref: ref.first)
        alone = len({ref.who for ref in refs if ref.who}) == 1
        return Found(last.who, last, "shared", alone and last.sure)

    def _as_found(self, line: Line, ref: Ref, how: str, *, sure: bool = True) -> Found:
        return Found(self._joined(line, ref), ref, how, sure)

    def _joined(self, line: Line, ref: Ref) -> tuple[str, ...]:
        """ "X and Y": all of the list, whichever of them was found."""
        who = list(ref.who)
        if ref.kind != "name":
            return ref.who
        at = ref.last
        while line.norm(at) in self.g.coordinators or line.norm(at) == ",":
            other = line.refs.get(at + 1)
            if other is None or other.kind != "name" or self.cases(line, other) != self.cases(line, ref):
                break
            who += other.who
            at = other.last
        at = ref.first - 1
        while line.norm(at) in self.g.coordinators and at > 0:
            other = next((line.refs[k] for k in range(max(0, at - 2), at) if k in line.refs), None)
            if other is None or other.last != at or self.cases(line, other) != self.cases(line, ref):
                break
            who = [*other.who, *who]
            at = other.first - 1
        return tuple(dict.fromkeys(who))
