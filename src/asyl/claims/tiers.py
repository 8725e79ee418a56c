"""Which claims are suggested as the machine's reading, and which only shown to be read."""

from __future__ import annotations

from collections.abc import Mapping

from asyl.model import Modality, Polarity, Tier, ZoneKind

from .caution import Caution
from .lines import Line
from .linking import Linked
from .page import Page
from .patterns import Rule

_GUESSED = ("topic", "nearest")


class Tiers:
    """Decides for one page. `able`: whether events of asylum and harm may befall a person."""

    def __init__(self, page: Page, able: Mapping[str, bool]) -> None:
        self.page = page
        self.able = able
        self.grave = page.grammar.language.list("grave_events")
        self.caution = Caution(page)
        self.spreads: dict[str, int] = {}

    def tier(self, linked: Linked, who: str | None, mode: Modality, denied: Polarity) -> Tier:
        if who is None or not self.able.get(who, False) or self._guess(linked):
            return Tier.TO_READ
        plain = denied is Polarity.AFFIRMED and mode in (Modality.ASSERTED, Modality.ATTRIBUTED)
        weak = self._weak(linked, plain) or self._doubtful(linked) or (plain and self._taken_back(linked))
        if plain and linked.match.rule.event in self.grave:
            weak = weak or self.caution.doubts_of(linked)
        return Tier.TO_READ if weak else Tier.SUGGESTED

    def _guess(self, linked: Linked) -> bool:
        """Nobody is named for it, and the line has a subject of its own, or the event is too grave to guess."""
        rule, found = linked.match.rule, linked.found
        if found.how not in _GUESSED:
            return False
        if rule.option("needs") == "owner" or (rule.event in self.grave and not self._fragment(linked)):
            return True
        if found.how == "topic" and linked.line.zone == ZoneKind.HEADLINE:
            return True
        return found.how == "topic" and not found.sure and linked.group is not None and linked.group.finite

    def _weak(self, linked: Linked, plain: bool) -> bool:
        """The pattern says so: always, for plain assertions, or without its context."""
        rule = linked.match.rule
        weak = rule.option("weak")
        if weak == "yes" or (weak == "asserted" and plain):
            return True
        context = rule.option("context")
        return bool(context) and not self._context(linked.line, context, rule)

    def _taken_back(self, linked: Linked) -> bool:
        """A grave event said by an article, a caption, "someone": corrections quote such words to take them back."""
        if linked.match.rule.event not in self.grave:
            return False
        names = self.page.grammar.language.list("retraction_sources")
        for said in self.page.speech.at(linked.line.chunks[linked.match.head].start):
            if said.voice is not None:
                line = self.page.lines[said.voice.line]
                if any(line.norm(at) in names for at in range(said.voice.first, said.voice.last)):
                    return True
        return False

    def _doubtful(self, linked: Linked) -> bool:
        """A question, a word in scare quotes, a bare infinitive ("permission to extradite"): nothing is said."""
        line, group = linked.line, linked.group
        if line.norm(len(line.chunks) - 1) == "?":
            return True
        closed = '"' in (line.norm(linked.last), line.norm(linked.last + 1))
        if line.norm(linked.first - 1) == '"' and closed and linked.last - linked.first < 4:
            return True
        bare = group is not None and not group.cue and line.norm(group.first) == "to"
        return bare and not any(word in self.page.grammar.be for word in group.words) if group is not None else False

    def _fragment(self, linked: Linked) -> bool:
        """A line of a list or timeline that leaves its subject out."""
        return linked.first <= 4 or linked.line.norm(linked.first - 1) in (":", ";", "-", "–", "—")

    def _context(self, line: Line, name: str, rule: Rule) -> bool:
        """A word of the named list stands in this line or the three before it; for lesser events, in two lines."""
        if rule.event not in self.grave and self._spread(name) >= 2:
            return True
        words = self.page.grammar.language.list(name)
        near = self.page.lines[max(0, line.number - 3) : line.number + 1]
        return any(chunk.norm in words for other in near for chunk in other.chunks)

    def _spread(self, name: str) -> int:
        """How many lines of the page hold a word of the list."""
        if name not in self.spreads:
            words = self.page.grammar.language.list(name)
            self.spreads[name] = sum(any(chunk.norm in words for chunk in line.chunks) for line in self.page.lines)
        return self.spreads[name]
