"""Polarity and modality in languages that show them by particles, cue words and endings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from asyl.model import Language, Modality, Polarity

from .lines import Line
from .linking import Linked
from .wildcards import stem_set

_ENDS = frozenset(".;:!?")
_REACH = 9  # chunks of a clause in which a cue reaches the event
_NEAR = 3  # chunks before the head in which a negation holds for it


class Particles:
    """One pack's cues."""

    def __init__(self, language: Language) -> None:
        self.negators = language.list("negators")
        self.after = language.list("negative_after")
        self.denials = stem_set(language.list("denials"))
        self.planned = stem_set(language.list("planned_cues"))
        self.feared = stem_set(language.list("feared_cues"))
        self.hearsay = language.list("hearsay")
        self.adverbs = language.list("adverbs") | language.list("be")
        self.clause_words = language.list("clause_words")
        self.negative_forms = _shapes(language.list("negative_endings"))
        self.planned_forms = _shapes(language.list("planned_endings"))
        self.feared_forms = _shapes(language.list("feared_endings"))

    def polarity(self, linked: Linked) -> Polarity:
        rule = linked.match.rule
        negated = rule.option("negated") == "yes"
        if rule.option("negok") != "yes" and self._denied(linked):
            negated = not negated
        return Polarity.NEGATED if negated else Polarity.AFFIRMED

    def _denied(self, linked: Linked) -> bool:
        line, match = linked.line, linked.match
        inside = range(match.first, match.last)
        if any(self.negative_forms.fullmatch(line.norm(at)) for at in inside):
            return True
        if any(line.norm(at) in self.after for at in range(match.last, match.last + 2)):
            return True
        if any(line.norm(at) in self.negators for at in inside):
            return True
        return self._before(line, match.first) or (match.head != match.first and self._before(line, match.head))

    def _before(self, line: Line, at: int) -> bool:
        steps = 0
        for back in range(at - 1, max(-1, at - 9), -1):
            norm = line.norm(back)
            if norm in self.negators:
                return steps < _NEAR
            if norm in self.denials:
                return True
            if norm in _ENDS or norm in (",", "—", "–"):
                return False
            steps += norm not in self.adverbs
        return False

    def modality(self, linked: Linked) -> tuple[Modality, str]:
        given = linked.match.rule.option("modality")
        if given:
            return Modality(given), linked.match.rule.words
        line, match = linked.line, linked.match
        for at in range(match.first, match.last):
            norm = line.norm(at)
            if self.feared_forms.fullmatch(norm):
                return Modality.FEARED, norm
            if self.planned_forms.fullmatch(norm):
                return Modality.PLANNED, norm
        found = [(at, mode) for at in self._around(line, match.first, match.last) if (mode := self._cue(line.norm(at)))]
        if not found:
            return Modality.ASSERTED, ""
        feared = next((line.norm(at) for at, mode in found if mode is Modality.FEARED), "")
        if feared:
            return Modality.FEARED, feared
        return found[0][1], line.norm(found[0][0])

    def _cue(self, norm: str) -> Modality | None:
        if norm in self.feared:
            return Modality.FEARED
        if norm in self.planned:
            return Modality.PLANNED
        return Modality.ATTRIBUTED if norm in self.hearsay else None

    def _around(self, line: Line, first: int, last: int) -> Iterable[int]:
        """The chunks of the clause around the match; a conditional word may stand before its comma."""
        for back in range(first - 1, max(-1, first - _REACH - 1), -1):
            norm = line.norm(back)
            if norm in _ENDS or norm in (",", "—", "–", "("):
                break
            yield back
        for right in range(last, min(len(line.chunks), last + _REACH)):
            norm = line.norm(right)
            if norm in _ENDS or norm in (",", "—", "–", "(", ")"):
                break
            yield right


def _shapes(listed: Iterable[str]) -> re.Pattern[str]:
    """One expression for a list of them; an empty list matches nothing."""
    parts = sorted(listed)
    return re.compile("|".join(f"(?:{part})" for part in parts) if parts else r"(?!)")


_READY: dict[int, tuple[Language, Particles]] = {}


def particles(language: Language) -> Particles:
    """The cues of a pack; the same pack gives the same object."""
    held = _READY.get(id(language))
    if held is None or held[0] is not language:
        if len(_READY) > 32:
            _READY.clear()
        held = _READY[id(language)] = (language, Particles(language))
    return held[1]
