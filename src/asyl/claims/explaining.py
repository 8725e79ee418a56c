"""Why this claim: the rule that matched, or the signs that spoke loudest in the learned reader, with their weights."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asyl.model import Claim, Language

from .learned_reading import METHOD as LEARNED
from .proposing import METHOD as RULES

_PATTERN = re.compile(r"pattern (\d+)")
_CHANCE = re.compile(r"learned (\d(?:\.\d+)?)")
_SIGN = re.compile(r"(.+) ([+-]\d+\.\d+)", re.DOTALL)
_PERSON = "person: "


@dataclass(frozen=True, slots=True)
class Why:
    """`rule`: the words of the pattern that matched, "" for other methods. `chance` (0..1): of the learned reader, that
    something happened in these words. `signs`: what spoke for the event, loudest first, with its weight; `person`: what
    spoke for the person; `notes`: cues, and what the gate objected to."""

    method: str
    rule: str = ""
    chance: float | None = None
    signs: tuple[tuple[str, float], ...] = ()
    person: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def why(claim: Claim, language: Language) -> Why:
    """What decided for a claim. `language`: the pack that it was read with; a pattern it does not hold has no words."""
    rule, chance, signs, person, notes = "", None, [], [], []
    for reason in claim.reasons:
        pattern, sure, sign = _PATTERN.fullmatch(reason), _CHANCE.fullmatch(reason), _SIGN.fullmatch(reason)
        if claim.method == RULES and pattern is not None:
            number = int(pattern[1])
            rule = language.patterns[number - 1].words if 0 < number <= len(language.patterns) else ""
        elif claim.method == LEARNED and sure is not None:
            chance = float(sure[1])
        elif claim.method == LEARNED and reason.startswith(_PERSON):
            person.append(reason.removeprefix(_PERSON))
        elif claim.method == LEARNED and sign is not None:
            signs.append((sign[1], float(sign[2])))
        else:
            notes.append(reason)
    return Why(claim.method, rule, chance, tuple(signs), tuple(person), tuple(notes))
