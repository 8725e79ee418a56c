"""What the learned reader sees of a candidate beside a person, beside a date, and in its own clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from asyl.text import DateFound

from .features import see, senses
from .learned_clauses import Clause
from .learned_ground import Ground
from .learned_triggers import Candidate
from .lines import Line
from .page import Page
from .persons import Person

_FAR = 12  # lines back that a mention or a date is looked for
_FIRST_PERSON = frozenset({"i", "me", "my", "we", "us", "our", "я", "меня", "мне", "мы", "нас", "мен", "мені", "біз"})


class Pairs:
    """Features of (candidate, person) for one page."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.page = page = ground.page
        self._players: tuple[Candidate | None, dict[str, set[str]]] = (None, {})
        counts = Counter(chunk.who for line in page.lines for chunk in line.chunks if chunk.who)
        ranked = sorted((person for person in page.persons if person.protectable), key=lambda p: -counts[p.local])
        self.rank = {person.local: min(at, 3) for at, person in enumerate(ranked)}
        self.places: dict[str, list[tuple[int, int, str]]] = {}
        for line in page.lines:
            for at, ref in line.refs.items():
                for who in ref.who:
                    self.places.setdefault(who, []).append((line.number, at, ref.kind))

    def features(self, candidate: Candidate, person: Person) -> list[str]:
        line = self.page.lines[candidate.line]
        who = person.local
        names = {"any", f"rank={self.rank.get(who, 'none')}", f"may={person.protectable}", f"role={person.role}"}
        if line.topic[0] == who:
            names.add(f"topic={line.topic[1]}")
        inside = [at for at, ref in line.refs.items() if candidate.first <= at < candidate.last and who in ref.who]
        others = {
            name for at, ref in line.refs.items() if candidate.first <= at < candidate.last for name in ref.who
        } - {who}
        names.add(f"others={min(len(others), 2)}")
        for at in inside:
            names |= self._inside(candidate, line, at, bool(others))
        if not inside:
            names |= self._outside(candidate, line, who, bool(others))
        words = {line.norm(at) for at in range(candidate.first, candidate.last)}
        if self.page.narrator:
            names.add(f"narrator={who == self.page.narrator} {bool(words & _FIRST_PERSON)}")
        names |= {f"said={who == voice}" for voice in self._voices(candidate)}
        names |= {
            f"part={part}" for part in self._parts(candidate).get(who, {"none" if self._parts(candidate) else "nobody"})
        }
        names |= self._ruled(candidate, who)
        return sorted(
            names
            | {f"{name}|{candidate.event}" for name in names if name.startswith(("in=", "out=", "near=", "part="))}
        )

    def _parts(self, candidate: Candidate) -> dict[str, set[str]]:
        if self._players[0] is not candidate:
            line = self.page.lines[candidate.line]
            self._players = candidate, self.ground.players(line, candidate.first, candidate.last)
        return self._players[1]

    def _ruled(self, candidate: Candidate, who: str) -> set[str]:
        """Whether the rules linked an event there to this person, to another, to nobody."""
        found = set()
        for proposal in self.ground.over(candidate.line, candidate.start, candidate.end):
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
        past = [place for place in self.places.get(who, ()) if place[:2] < (line.number, candidate.first)]
        next_ = [
            place
            for place in self.places.get(who, ())
            if (line.number, candidate.last) <= place[:2] and place[0] == line.number
        ]
        names = {f"out=after{bool(next_)} {'shared' if shared else 'alone'}"}
        if not past:
            return names | {"near=never"}
        last = past[-1]
        far = line.number - last[0]
        since = {
            name
            for name, places in self.places.items()
            if name != who and any(last[:2] < place[:2] < (line.number, candidate.first) for place in places)
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


def _company(shared: bool) -> str:
    return "shared" if shared else "alone"


def date_features(ground: Ground, candidate: Candidate, others: Sequence[Candidate], line: Line, at: int) -> list[str]:
    """Features of (candidate, date chunk `at` of `line`); `others` are the page's candidates."""
    page = ground.page
    date = line.chunks[at].date
    ruled = [
        proposal.dating for proposal in ground.over(candidate.line, candidate.start, candidate.end, candidate.event)
    ]
    said = {"none" if one is None else "this" if date and one.edtf == date.edtf else "other" for one in ruled}
    names = {f"ruled={one}" for one in said} or {"ruled=nothing"}
    names |= {"any", f"kind={date.kind if date else ''}", f"basis={date.basis if date else ''}"}
    far = candidate.line - line.number
    if far:
        between = sum(
            line.number < other.line < candidate.line or (other.line == line.number and other.first > at)
            for other in others
        )
        same = page.lines[candidate.line].paragraph == line.paragraph
        return sorted(
            names
            | {f"back={min(far, 4)} {same}", f"crossed={min(between, 3)}", f"back={min(far, 4)} {min(between, 2)}"}
        )
    inside = candidate.first <= at < candidate.last
    low, high = (candidate.last, at) if at >= candidate.last else (at + 1, candidate.first)
    crossed = sum(
        other is not candidate and other.line == line.number and low <= other.first < high for other in others
    )
    gap = 0 if inside else max(0, high - low)
    side = "in" if inside else "after" if at >= candidate.last else "before"
    more = {
        f"side={side}",
        f"side={side} {min(gap // 3, 5)}",
        f"side={side} crossed{min(crossed, 2)}",
        f"word={line.norm(at - 1)}",
    }
    return sorted(names | more | {f"side={side}|{candidate.event}", f"opens={at < 3}"})


def reachable_dates(page: Page, candidate: Candidate) -> list[tuple[Line, int, DateFound]]:
    """The dates of the candidate's line, else those of the lines before it in reach, nearest first."""
    found: list[tuple[Line, int, DateFound]] = []
    for number in range(candidate.line, max(-1, candidate.line - 4), -1):
        line = page.lines[number]
        found += [
            (line, at, chunk.date) for at, chunk in enumerate(line.chunks) if chunk.date is not None and chunk.date.edtf
        ]
    return found


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
