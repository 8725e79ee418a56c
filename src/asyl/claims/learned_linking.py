"""What the learned reader sees of a candidate beside a person, beside a date, and in its own clause."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .features import see, senses
from .gate import Proposal
from .learned_clauses import Clause
from .learned_ground import Ground
from .learned_triggers import Candidate
from .lines import Line, Ref
from .persons import Person

_FIRST_PERSON = frozenset({"i", "me", "my", "we", "us", "our", "я", "меня", "мне", "мы", "нас", "мен", "мені", "біз"})


@dataclass(frozen=True, slots=True)
class _Look:
    """What is the same for all persons beside one candidate."""

    words: frozenset[str]
    refs: tuple[tuple[int, Ref], ...]
    voices: tuple[str, ...]
    opening: str
    ruled: tuple[Proposal, ...]


class Pairs:
    """Features of (candidate, person) for one page."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.page = page = ground.page
        self._players: tuple[Candidate | None, dict[str, set[str]]] = (None, {})
        self._look: tuple[Candidate | None, _Look] = (None, _Look(frozenset(), (), (), "", ()))
        counts = Counter(chunk.who for line in page.lines for chunk in line.chunks if chunk.who)
        ranked = sorted((person for person in page.persons if person.protectable), key=lambda p: -counts[p.local])
        self.rank = {person.local: min(at, 3) for at, person in enumerate(ranked)}
        self.titled = {c.who for line in page.lines if line.zone == "headline" for c in line.chunks if c.who}
        self.places: dict[str, list[tuple[int, int, str]]] = {}
        for line in page.lines:
            for at, ref in line.refs.items():
                for who in ref.who:
                    self.places.setdefault(who, []).append((line.number, at, ref.kind))
        for places in self.places.values():
            places.sort()

    def features(self, candidate: Candidate, person: Person) -> list[str]:
        line = self.page.lines[candidate.line]
        who = person.local
        look = self._looked(candidate, line)
        names = {"any", f"rank={self.rank.get(who, 'none')}", f"may={person.protectable}", f"role={person.role}"}
        if line.topic[0] == who:
            names.add(f"topic={line.topic[1]}")
        inside = [at for at, ref in look.refs if who in ref.who]
        others = {name for _, ref in look.refs for name in ref.who} - {who}
        names.add(f"others={min(len(others), 2)}")
        for at in inside:
            names |= self._inside(candidate, line, at, bool(others))
        if not inside:
            names |= self._outside(candidate, line, who, bool(others))
        if self.page.narrator:
            names.add(f"narrator={who == self.page.narrator} {bool(look.words & _FIRST_PERSON)}")
        names |= {f"said={who == voice}" for voice in look.voices}
        names |= {
            f"part={part}" for part in self._parts(candidate).get(who, {"none" if self._parts(candidate) else "nobody"})
        }
        names |= self._ruled(candidate, who)
        names |= {f"{name}|{candidate.event}" for name in names if name.startswith(("in=", "out=", "near=", "part="))}
        return sorted(names | self._standing(candidate, person) | self._words(candidate, person))

    def _standing(self, candidate: Candidate, person: Person) -> set[str]:
        """How prominent the person is in the report, beside how the clause begins."""
        size, titled = min(len(self.rank), 4), person.local in self.titled
        rank = self.rank.get(person.local, "none")
        opening = self._looked(candidate, self.page.lines[candidate.line]).opening
        return {f"title={titled} of{size}", f"rank={rank} of{size}", f"rank={rank} {opening}"}

    def _opening(self, candidate: Candidate, line: Line) -> str:
        """What kind of word the clause begins with: a pronoun's kind, a name, something else."""
        for at in range(candidate.first, min(candidate.first + 3, candidate.last)):
            ref = line.refs.get(at)
            if ref is not None:
                return ref.kind + self.page.grammar.pronouns.get(line.norm(at), "")
        return "plain" if candidate.first else "start"

    def _words(self, candidate: Candidate, person: Person) -> set[str]:
        """Gender and number of the clause's pronouns beside the person's; kin words that name the person."""
        line, grammar = self.page.lines[candidate.line], self.page.grammar
        names: set[str] = set()
        for at in range(candidate.first, candidate.last):
            norm = line.norm(at)
            kind = grammar.pronouns.get(norm, "")
            if kind in ("m", "f") and person.gender:
                names |= {f"gender={person.gender == kind}", f"gender={person.gender == kind} {norm}"}
            elif kind in ("p", "w") or norm in grammar.plurals:
                names |= {f"plural={norm}", f"plural {self.rank.get(person.local, 'none')} of{min(len(self.rank), 4)}"}
            if norm in grammar.kin or norm in grammar.nouns:
                names |= {f"noun={norm in person.nouns}", f"noun={norm in person.nouns} kin{norm in grammar.kin}"}
        return names

    def _looked(self, candidate: Candidate, line: Line) -> _Look:
        if self._look[0] is not candidate:
            refs = tuple((at, ref) for at, ref in line.refs.items() if candidate.first <= at < candidate.last)
            words = frozenset(line.norm(at) for at in range(candidate.first, candidate.last))
            ruled = tuple(self.ground.over(candidate.line, candidate.start, candidate.end))
            look = _Look(words, refs, tuple(self._voices(candidate)), self._opening(candidate, line), ruled)
            self._look = candidate, look
        return self._look[1]

    def _parts(self, candidate: Candidate) -> dict[str, set[str]]:
        if self._players[0] is not candidate:
            line = self.page.lines[candidate.line]
            self._players = candidate, self.ground.players(line, candidate.first, candidate.last)
        return self._players[1]

    def _ruled(self, candidate: Candidate, who: str) -> set[str]:
        """Whether the rules linked an event there to this person, to another, to nobody."""
        found = set()
        for proposal in self._looked(candidate, self.page.lines[candidate.line]).ruled:
            same = "same" if proposal.event == candidate.event else "other"
            whom = "this" if proposal.person == who else "another" if proposal.person else "nobody"
            found |= {f"ruled={same} {whom}", f"ruled={same} {whom} {proposal.linked}"}
        return found or {"ruled=none"}

    def _inside(self, candidate: Candidate, line: Line, at: int, shared: bool) -> set[str]:
        kind = line.refs[at].kind
        order = sum(candidate.first <= other < at and bool(line.refs[other].who) for other in line.refs)
        before, after = line.norm(at - 1), line.norm(line.refs[at].last)
        return {
            f"in={kind}", f"in={kind} {_company(shared)}", f"in=order{min(order, 2)} {_company(shared)}",
            f"before={before}", f"after={after}", f"in=start{at == candidate.first}",
        }  # fmt: skip

    def _outside(self, candidate: Candidate, line: Line, who: str, shared: bool) -> set[str]:
        """Where the person was last spoken of before the candidate, and whether somebody else was since."""
        own = self.places.get(who, [])
        here = bisect_left(own, (line.number, candidate.first, ""))
        after = bisect_left(own, (line.number, candidate.last, ""))
        follows = after < len(own) and own[after][0] == line.number
        names = {f"out=after{follows} {'shared' if shared else 'alone'}"}
        if not here:
            return names | {"near=never"}
        last = own[here - 1]
        far = line.number - last[0]
        since = {
            name
            for name, places in self.places.items()
            if name != who and _between(places, (last[0], last[1] + 1, ""), (line.number, candidate.first, ""))
        }
        rivals = sum(name in self.rank for name in since)
        where = "line" if far == 0 else "paragraph" if self.page.lines[last[0]].paragraph == line.paragraph else "far"
        return names | {
            f"near={where}", f"near={where} {min(rivals, 2)} {_company(shared)}", f"near={last[2]} {min(far, 4)}",
            f"rivals={min(rivals, 3)}",
        }  # fmt: skip

    def _voices(self, candidate: Candidate) -> list[str]:
        found = []
        for said in self.page.speech.at(candidate.start):
            if said.voice is not None:
                line = self.page.lines[said.voice.line]
                found += [
                    line.chunks[at].who
                    for at in range(said.voice.first, min(said.voice.last, len(line.chunks)))
                    if line.chunks[at].who
                ][:1]
        return found


def _between(places: Sequence[tuple[int, int, str]], low: tuple[int, int, str], high: tuple[int, int, str]) -> bool:
    """One of the ordered places lies from `low` to `high`."""
    at = bisect_left(places, low)
    return at < len(places) and places[at] < high


def _company(shared: bool) -> str:
    return "shared" if shared else "alone"


def manner_features(ground: Ground, candidate: Candidate) -> list[str]:
    """What tells polarity and modality: the words of the clause, those around it in the line, whose words they are."""
    page = ground.page
    line = page.lines[candidate.line]
    known = senses(page.grammar.language)
    chances = {person.local: person.protectable for person in page.persons}
    seen = see(line, Clause(line.number, candidate.first, candidate.last), known, chances)
    names = {"any", "event=" + candidate.event, "zone=" + line.zone}
    for word, group in zip(seen.words, seen.senses, strict=True):
        names |= {"w=" + word} | {"c=" + sense for sense in group}
    names |= {f"2={one} {two}" for one, two in zip(seen.words, seen.words[1:], strict=False)}
    names |= {
        f"event={candidate.event} c={sense}"
        for group in seen.senses
        for sense in group
        if sense in ("not_w", "modal_may", "plan_w", "refuse", "halt_w")
    }
    around = [line.norm(at) for at in range(max(0, candidate.first - 10), candidate.first)]
    names |= {"b=" + word for word in around} | {f"b1={word}" for word in around[-2:]}
    names |= {"a=" + line.norm(at) for at in range(candidate.last, min(candidate.last + 6, len(line.chunks)))}
    names |= {
        "bc=" + sense
        for word in around
        for sense in known.of(word)
        if sense in ("not_w", "modal_may", "plan_w", "say_w")
    }
    for proposal in ground.over(candidate.line, candidate.start, candidate.end):
        same = "same" if proposal.event == candidate.event else "other"
        names |= {f"ruled={same} {proposal.polarity}", f"ruled={same} {proposal.modality}"}
    said = page.speech.at(candidate.start)
    names |= {f"said={bool(one.voice)} {one.direct}" for one in said} or {"said=none"}
    names.add(f"told={bool(page.narrator)} {bool(set(seen.words) & _FIRST_PERSON)}")
    names.add("last=" + line.norm(len(line.chunks) - 1))
    return sorted(names)
