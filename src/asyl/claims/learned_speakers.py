"""Whose word a claim is: everyone who speaks around it, the narrator, and nobody, beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from asyl.model import Speaker

from .learned_ground import Ground
from .learned_triggers import Candidate
from .lines import Line
from .narrator import speaker_of
from .speech import Said, Voice

BACK, AHEAD = 8, 2  # lines before and after a candidate in which a speaker is looked for
MOST = 9  # speakers weighed for one candidate


@dataclass(frozen=True, slots=True)
class Source:
    """One who may be speaking. `kind`: voice (named at a saying word), narrator; `key` tells one from another."""

    key: str
    kind: str
    speaker: Speaker
    voice: Voice | None


class SpeakerChoice:
    """Options and features for the candidates of one page."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.page = ground, ground.page
        self.names = {person.local: " ".join(person.name) for person in self.page.persons}
        self.roles = {person.local: str(person.role) for person in self.page.persons}
        self._held: dict[int, list[Source]] = {}
        self._covers: dict[int, list[Said]] = {}
        self._told = self._narration()
        self.counts = Counter(source.key for line in self.page.lines for source in self._of(line))
        self.voices = sum(self.counts.values())

    def _narration(self) -> tuple[str, int, int]:
        """How much of the report is told in the first person outside quotations, its first and last such line."""
        lines: list[int] = []
        for line in self.page.lines:
            for at, chunk in enumerate(line.chunks):
                if self.page.grammar.pronouns.get(chunk.norm) in ("1", "w") and not any(
                    said.direct for said in self.page.speech.at(line.chunks[at].start)
                ):
                    lines.append(line.number)
                    break
        if not lines:
            return "no", 0, -1
        share = len(lines) / len(self.page.lines)
        return ("much" if share > 0.3 else "some" if share > 0.1 else "little"), lines[0], lines[-1]

    def _region(self, line: Line) -> str:
        """Where a line stands in a report told in the first person."""
        how, first, last = self._told
        if how in ("no", "little"):
            return how
        here = "before" if line.number < first else "after" if line.number > last else "inside"
        return f"{how} {here}"

    def _of(self, line: Line) -> list[Source]:
        """The speakers that a line names, in its order."""
        held = self._held.get(line.number)
        if held is None:
            voices = self.page.speech.voices(line)
            held = self._held[line.number] = [one for voice in voices if (one := self._source(voice)) is not None]
        return held

    def _source(self, voice: Voice) -> Source | None:
        line, report = self.page.lines[voice.line], self.page.report
        local = next(iter(speaker_of(voice, self.page.lines, self.page.letters)), None)
        if local is None and line.norm(voice.first) in self.page.grammar.pronouns and voice.last - voice.first < 2:
            return None
        span = report.span(line.chunks[voice.first].start, line.chunks[voice.last - 1].end)
        cue = report.span(line.chunks[voice.cue].start, line.chunks[voice.cue].end)
        name = self.names[local] if local else span.quote
        return Source(local or name.casefold(), "voice", Speaker(name, span, cue, local), voice)

    def options(self, candidate: Candidate) -> list[Source]:
        """The speakers in reach: whose words the candidate stands in, those named near, nearest first, the narrator."""
        lines = self.page.lines
        found: dict[str, Source] = {}
        for said in self._said(candidate):
            source = self._source(said.voice) if said.voice is not None else None
            if source is not None:
                found.setdefault(source.key, source)
        if self.page.narrator:
            name = self.names[self.page.narrator]
            narrator = Source(self.page.narrator, "narrator", Speaker(name, None, None, self.page.narrator), None)
            found.setdefault(narrator.key, narrator)
        for far in (0, 1, -1, 2, -2, *range(3, BACK + 1)):
            number = candidate.line - far
            if 0 <= number < len(lines):
                for source in reversed(self._of(lines[number])):
                    found.setdefault(source.key, source)
            if len(found) >= MOST:
                break
        self._named(candidate, found)
        return list(found.values())[: MOST + 3]

    def _named(self, candidate: Candidate, found: dict[str, Source]) -> None:
        """Persons named or referred to in the line and the two before it, at most three."""
        more = 0
        for number in range(candidate.line, max(-1, candidate.line - 3), -1):
            for ref in self.page.lines[number].refs.values():
                for who in ref.who:
                    if who not in found and more < 3:
                        found[who] = Source(who, "named", Speaker(self.names[who], None, None, who), None)
                        more += 1

    def _said(self, candidate: Candidate) -> list[Said]:
        held = self._covers.get(candidate.start)
        if held is None:
            held = self._covers[candidate.start] = self.page.speech.at(candidate.start)
        return held

    def features(self, candidate: Candidate, options: Sequence[Source]) -> list[list[str]]:
        """One list for each option and a last one for "nobody: the report's own voice"."""
        context = self.context(candidate)
        return [*(self._one(candidate, source, context) for source in options), self._none(candidate, context)]

    def context(self, candidate: Candidate) -> dict[str, str]:
        """What the place of a candidate says about who speaks there."""
        line = self.page.lines[candidate.line]
        covers = self._said(candidate)
        grammar = self.page.grammar
        persons = [grammar.pronouns.get(line.norm(at), "") for at in range(candidate.first, candidate.last)]
        before = self.page.lines[candidate.line - 1] if candidate.line else None
        told = before is not None and before.paragraph == line.paragraph and bool(self._of(before))
        return {
            "cover": "direct" if any(one.direct for one in covers) else "indirect" if covers else "open",
            "voiced": str(any(one.voice is not None for one in covers)),
            "first": str(any(person in ("1", "w") for person in persons)),
            "line": str(min(len(self._of(line)), 2)),
            "before": str(told),
            "narrator": str(bool(self.page.narrator)),
            "zone": line.zone,
            "told": self._region(line),
            "asks": str(line.norm(len(line.chunks) - 1) == "?"),
        }

    def _none(self, candidate: Candidate, context: dict[str, str]) -> list[str]:
        line = self.page.lines[candidate.line]
        names = {"none"} | {f"none {key}={value}" for key, value in context.items()}
        cover = f"none {context['cover']}"
        names |= {
            f"{cover} voiced{context['voiced']} line{context['line']} before{context['before']} first{context['first']}"
        }
        names |= {f"{cover} first{context['first']} narrator{context['narrator']}", f"none|{candidate.event}"}
        names |= {f"none w={line.norm(at)}" for at in range(candidate.first, candidate.last)}
        names |= {f"none b={line.norm(at)}" for at in range(max(0, candidate.first - 4), candidate.first)}
        names.add(f"{cover} told {context['told']} first{context['first']}")
        names |= {f"none {sign}" for sign in self._ruled(candidate)}
        names.add(f"none voices{min(len(self.counts), 3)}")
        return sorted(names)

    def _ruled(self, candidate: Candidate) -> set[str]:
        ruled = self.ground.over(candidate.line, candidate.start, candidate.end)
        return {f"ruled={one.modality} {bool(one.speakers)}" for one in ruled} or {"ruled=nothing"}

    def _one(self, candidate: Candidate, source: Source, context: dict[str, str]) -> list[str]:
        sort = self._sort(source)
        covering = [
            said for said in self._said(candidate) if said.voice is not None and self._key(said.voice) == source.key
        ]
        depth = "-"
        if covering:
            voiced = [said for said in self._said(candidate) if said.voice is not None]
            depth = "outer" if voiced and covering[0] is voiced[0] else "inner"
        places = [
            one for far in range(-AHEAD, BACK + 1) for one in self._near(candidate.line - far) if one.key == source.key
        ]
        tells = f"narrator={source.key == self.page.narrator}"
        names = {
            "any", f"kind={source.kind}", f"sort={sort}", f"cover={context['cover']} {depth}",
            f"cover={context['cover']} {depth} {sort}", f"{tells} first{context['first']}",
            f"{tells} {context['cover']} first{context['first']}", f"{tells} {context['told']} {context['cover']}",
            f"{tells} {context['told']} {context['cover']} line{context['line']}",
            f"count={min(self.counts[source.key], 4)} {sort}", f"said={self.counts[source.key] * 2 > self.voices}",
        }  # fmt: skip
        if any(said.direct for said in covering):
            names.add("direct")
        if places:
            names |= self._distance(candidate, places, context)
        else:
            names.add("near=never")
        ruled = self.ground.over(candidate.line, candidate.start, candidate.end)
        voices = {one.speakers[0].local or one.speakers[0].name.casefold() for one in ruled if one.speakers}
        names.add(f"ruled={'this' if source.key in voices else 'other' if voices else 'nobody'}")
        return sorted(names)

    def _near(self, number: int) -> list[Source]:
        return self._of(self.page.lines[number]) if 0 <= number < len(self.page.lines) else []

    def _key(self, voice: Voice) -> str:
        source = self._source(voice)
        return source.key if source is not None else ""

    def _distance(self, candidate: Candidate, places: Sequence[Source], context: dict[str, str]) -> set[str]:
        """Where the nearest saying word of this speaker stands."""
        line = self.page.lines[candidate.line]
        nearest = min(places, key=lambda one: self._far(candidate, one))
        if nearest.voice is None:
            return set()
        other = self.page.lines[nearest.voice.line]
        far = candidate.line - nearest.voice.line
        block = (
            "same" if other.paragraph == line.paragraph else "next" if other.paragraph == line.paragraph - 1 else "far"
        )
        cue = other.norm(nearest.voice.cue)
        names = {
            f"far={max(-2, min(far, 5))} {block}",
            f"far={max(-2, min(far, 5))} {block} {context['cover']}",
            f"cue={cue}",
        }
        names.add(f"last={self._last(candidate, nearest)} {block} {context['cover']}")
        if not far:
            side = (
                "before"
                if nearest.voice.cue < candidate.first
                else "after"
                if nearest.voice.cue >= candidate.last
                else "in"
            )
            gap = min(abs(nearest.voice.cue - candidate.first) // 3, 5) if side == "before" else 0
            names |= {f"side={side} gap{gap}", f"side={side} cue={cue}", f"side={side} {context['cover']}"}
            low, high = (
                (nearest.voice.cue, candidate.first) if side == "before" else (candidate.last, nearest.voice.cue)
            )
            names.add(f"side={side} marks{min(2, sum(line.norm(k) in (',', ';') for k in range(low, high)))}")
        return names

    def _far(self, candidate: Candidate, source: Source) -> float:
        if source.voice is None:
            return 99.0
        far = candidate.line - source.voice.line
        return far if far >= 0 else 0.5 - far

    def _last(self, candidate: Candidate, source: Source) -> bool:
        """Nobody else spoke between this one and the candidate."""
        if source.voice is None:
            return False
        for number in range(candidate.line, source.voice.line, -1):
            if any(one.key != source.key for one in self._near(number)):
                return False
        return True

    def _sort(self, source: Source) -> str:
        if source.speaker.local is not None:
            return self.roles.get(source.speaker.local, "person")
        return "unnamed"
