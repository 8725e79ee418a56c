"""Letters to sounds: one word of any script read by the tables, longest group of letters first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from asyl.model import Han, Scripts, Sounds

from .sounds import OWN, Codes, phonology

LONGEST = 5  # letters in the longest group of a table, `tsch` and a mark of place
LETTERS = 40  # letters of one word that are read; what is longer is no name


@dataclass(frozen=True, slots=True)
class Readers:
    """The tables of all scripts in one: code points of different scripts never collide."""

    letters: dict[str, Codes]
    script_of: dict[str, str]


@lru_cache(maxsize=4)
def readers(scripts: Scripts) -> Readers:
    codes = phonology(scripts).codes
    letters: dict[str, Codes] = {}
    script_of: dict[str, str] = {}
    for script in scripts.scripts.values():
        for group, sounds in script.letters.items():
            letters[group] = tuple(codes[part] for part in sounds)
            script_of.setdefault(group.strip("^$")[:1], script.code)
    return Readers(letters, script_of)


def script_of(word: str, scripts: Scripts) -> str:
    """ISO 15924 code of a word's first letter that a table knows; `Zyyy` when there is none."""
    known = readers(scripts).script_of
    for letter in word:
        if letter in scripts.han.syllables:
            return "Hani"
        if found := known.get(letter) or known.get(_bare(letter)):
            return found
    return "Zyyy"


def spell(word: str, scripts: Scripts) -> Codes:
    """The sounds of one casefolded NFC word, doubled ones once."""
    read = readers(scripts).letters
    out: list[int] = []
    text = f"^{_jamo(word)[:LETTERS]}$"
    at = 1
    while at < len(text) - 1:
        for found, end in _groups(text, at, read):
            out += found
            at = end
            break
        else:
            out += _single(text[at], read)
            at += 1
    return squeeze(out)


def _groups(text: str, at: int, read: dict[str, Codes]) -> Iterator[tuple[Codes, int]]:
    """Readings of the letters from `at` on: at a word's start or end first, longest first."""
    begin = at - 1 if at == 1 else at
    for start in dict.fromkeys((begin, at)):
        for end in range(min(len(text), at + LONGEST), at, -1):
            if (found := read.get(text[start:end])) is not None:
                yield found, min(end, len(text) - 1)


def _single(letter: str, read: dict[str, Codes]) -> Codes:
    """A letter outside the tables: without its marks when that is known, else it stands for itself."""
    bare = _bare(letter)
    if bare in read:
        return read[bare]
    return (OWN + ord(letter),) if unicodedata.category(letter)[0] in "LN" else ()


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter)[:1]


def _jamo(word: str) -> str:
    """Hangul syllables taken apart into letters; everything else stays composed."""
    return "".join(unicodedata.normalize("NFD", c) if "가" <= c <= "힣" else c for c in word)


def squeeze(codes: list[int]) -> Codes:
    return tuple(code for at, code in enumerate(codes) if at == 0 or codes[at - 1] != code)


def spell_han(characters: str, scripts: Scripts) -> Codes:
    """Han characters by their syllables, as they sound in a transcribed name."""
    out: list[int] = []
    for character in characters[:LETTERS]:
        syllable = scripts.han.syllables.get(character)
        out += _syllable(syllable, scripts) if syllable else [OWN + ord(character)]
    return squeeze(out)


def _syllable(syllable: str, scripts: Scripts) -> list[int]:
    codes = phonology(scripts).codes
    initial, final = _split(syllable, scripts.han)
    parts: Sounds = scripts.han.initials.get(initial, ()) + scripts.han.finals[final]
    return [codes[part] for part in parts]


def _split(syllable: str, han: Han) -> tuple[str, str]:
    for size in (2, 1):
        if syllable[:size] in han.initials and syllable[size:] in han.finals:
            return syllable[:size], syllable[size:]
    return "", syllable


@lru_cache(maxsize=4)
def _pinyin(scripts: Scripts) -> frozenset[str]:
    return frozenset(scripts.han.syllables.values())


def pinyin(word: str, scripts: Scripts) -> tuple[str, ...]:
    """A Latin word cut into three or more pinyin syllables of which one stands for a bare consonant, else nothing.

    Such a word may be a foreign name that went through Chinese characters (the spelling of Chinese passports).
    """
    if not (word.isascii() and word.isalpha() and 5 < len(word) <= LETTERS):
        return ()
    known = _pinyin(scripts)
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for size in range(min(6, end), 0, -1):
            before = best[end - size]
            if before is not None and word[end - size : end] in known:
                cut = (*before, word[end - size : end])
                known_best = best[end]
                best[end] = cut if known_best is None or len(cut) < len(known_best) else known_best
    found = best[-1] or ()
    return found if len(found) >= 3 and scripts.han.fillers & set(found) else ()


def spell_pinyin(syllables: tuple[str, ...], scripts: Scripts) -> Codes:
    return squeeze([code for syllable in syllables for code in _syllable(syllable, scripts)])
