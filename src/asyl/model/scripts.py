"""How names sound: the values that `knowledge/scripts/` is loaded into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Sounds = tuple[tuple[str, ...], ...]
"""A reading: one entry per sound, each the alternatives that the spelling leaves open (`x` = `x`, `sh` or `k`)."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What separates two sounds, 0 (one sound) to 1.2 (a vowel and a consonant).

    `near` holds both orders of a pair; `drop` is what it costs that one spelling has a sound and the other lacks it.
    """

    near: Mapping[tuple[str, str], float]
    drop: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Script:
    """One writing system. `letters` maps casefolded letters and groups of letters to sounds; a group that begins with
    `^` is read so at the start of a word only, one that ends with `$` at its end only.

    `endings` are case endings of names, (ending, what stood there in the nominative), with `^` an article in front;
    `costs` names the table of sounds that readings of this script are compared with; a name with one of the letters
    `vowelled` writes every vowel and is compared as `plain`.
    """

    code: str  # ISO 15924
    letters: Mapping[str, Sounds]
    endings: tuple[tuple[str, str], ...]
    costs: str
    vowelled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Suffix:
    """A name's ending with a meaning of its own: `role` patronymic, surname or endearment; `gender` f, m or None.

    `leaves` is put in its place; `least` the letters that must stand before it; `cost` what it costs that one name has
    it and the other does not.
    """

    ending: str
    role: str
    gender: str | None
    leaves: str
    least: int
    cost: float


@dataclass(frozen=True, slots=True)
class Han:
    """Han characters of names: character to syllable, and how the parts of a syllable sound in foreign names."""

    syllables: Mapping[str, str]
    initials: Mapping[str, Sounds]
    finals: Mapping[str, Sounds]
    fillers: frozenset[str]  # syllables that stand for a bare consonant: a sign of a name spelled by Chinese syllables
    surnames: frozenset[str]  # two-character Chinese surnames


@dataclass(frozen=True, slots=True, eq=False)
class Scripts:
    """Everything asyl knows of how names are written and read. Compared by identity: loaded once, used as a key."""

    scripts: Mapping[str, Script]
    costs: Mapping[str, Costs]  # `plain`, `abjad` (short vowels unwritten), `han`
    vowels: frozenset[str]
    classes: tuple[frozenset[str], ...]  # consonants that are mixed up; their places name the classes
    rough: tuple[frozenset[str], ...]  # the same with less care
    suffixes: tuple[Suffix, ...]
    titles: Mapping[str, str]  # title to gender: f, m or nothing
    particles: frozenset[str]
    han: Han
