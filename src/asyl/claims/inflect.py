"""The forms of a verb: which spellings a dictionary form takes, and what each can be."""

from __future__ import annotations

from collections.abc import Mapping

BASE, THIRD, PAST, PARTICIPLE, ING = "base", "third", "past", "participle", "ing"
_VOWELS = frozenset("aeiou")


def forms(verb: str, irregular: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Form -> what it can be (`base`, `third`, `past`, `participle`, `ing`).

    `irregular` maps a verb to "past participle [ing]", each with `/` between variants.
    """
    found: dict[str, set[str]] = {}

    def add(kind: str, spellings: str) -> None:
        for spelling in spellings.split("/"):
            found.setdefault(spelling, set()).add(kind)

    past, participle, ing, *_ = [*irregular.get(verb, "").split(), "", "", ""]
    add(BASE, verb)
    add(THIRD, _third(verb))
    add(PAST, past or _past(verb))
    add(PARTICIPLE, participle or past or _past(verb))
    add(ING, ing or _ing(verb))
    return {form: frozenset(kinds) for form, kinds in found.items()}


def _consonant_y(verb: str) -> bool:
    return len(verb) > 1 and verb.endswith("y") and verb[-2] not in _VOWELS


def _third(verb: str) -> str:
    if _consonant_y(verb):
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _past(verb: str) -> str:
    if _consonant_y(verb):
        return verb[:-1] + "ied"
    return verb + ("d" if verb.endswith("e") else "ed")


def _ing(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return verb + "ing"
