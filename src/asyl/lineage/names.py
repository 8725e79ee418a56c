"""Names of outlets as they are compared: caseless, without marks, articles and small connecting words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from asyl.knowledge import Knowledge

from .addresses import letters_of
from .letters import plain
from .sounding import Sounding

_WORD = re.compile(r"[^\W_]+")
_NOT_COMPARED = frozenset({"the", "and", "и", "және"})
_STEM = 4  # letters of the first word that a name is looked up by
_ENDING = 3  # letters by which a word of a language that declines names may differ at its end
_BONES = 4  # consonants that a name needs to be known by them
_LONG_ENOUGH = 4  # letters that a word needs to be declined


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a text: `text[start:end]`, and how it is compared."""

    start: int
    end: int
    word: str
    capital: bool


def small_words(knowledge: Knowledge) -> frozenset[str]:
    """Words that are no names though a sentence can begin with them: function words, months, days of the week."""
    packs = knowledge.languages.values()
    days = (word for pack in packs for word in (*pack.calendar.months, *pack.calendar.weekdays))
    return frozenset(map(plain, days)) | frozenset(
        plain(word) for pack in packs for word in pack.list("function_words")
    )


@lru_cache(maxsize=65536)
def compared(word: str) -> str:
    return plain(word)


def pieces(text: str) -> list[Piece]:
    """The words of a text (runs of letters and digits) in order."""
    return [
        Piece(match.start(), match.end(), compared(match.group()), not match.group()[0].islower())
        for match in _WORD.finditer(text)
    ]


def name_key(name: str) -> tuple[str, ...]:
    """What two spellings of one outlet's name have in common: `The Jura & Alp Review`, `Jura and Alp Review`."""
    return tuple(word for word in map(compared, _WORD.findall(name)) if word and word not in _NOT_COMPARED)


def same_key(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) == len(other) and bool(one) and all(map(same_word, one, other))


def same_word(name: str, word: str) -> bool:
    """Equal, or the same word with another ending where that is how names are declined (not in Latin letters)."""
    if name == word:
        return True
    if name.isascii() or min(len(name), len(word)) < _LONG_ENOUGH or abs(len(name) - len(word)) > _ENDING:
        return False
    stem = max(_LONG_ENOUGH - 1, len(name) - 2)
    return word[:stem] == name[:stem]


class NameBook:
    """Known names by the beginning of their first word, and by its consonants where a text uses another alphabet."""

    def __init__(
        self, names: Iterable[tuple[str, str]], sounding: Sounding, hosts: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """From (name, what it stands for); several names may stand for the same. hosts: web host -> the same."""
        self._hosts, self._joined = dict(hosts), dict[str, str]()
        found: dict[str, set[tuple[tuple[str, ...], str]]] = {}
        sounded: dict[str, set[tuple[tuple[str, ...], str, str]]] = {}
        for name, owner in names:
            key = name_key(name)
            self._joined.setdefault("".join(key), owner)
            for short in {key, tuple(word for word in key if not word.isdigit())} - {()}:
                found.setdefault(short[0][:_STEM], set()).add((short, owner))
                bones = tuple(map(sounding.consonants, short))
                if len("".join(bones)) >= _BONES:
                    sounded.setdefault(bones[0], set()).add((bones, owner, sounding.script(name)))
        self._names = {stem: sorted(entries, key=lambda e: (-len(e[0]), e)) for stem, entries in found.items()}
        self._sounded = {bones: sorted(entries, key=lambda e: (-len(e[0]), e)) for bones, entries in sounded.items()}
        self._sounding = sounding

    def at_host(self, host: str) -> str | None:
        """Whose web address it is: a known one, or one made of the letters of a name."""
        parts = host.split(".")
        known = (self._hosts.get(".".join(parts[at:])) for at in range(len(parts) - 1))
        return next(filter(None, known), None) or self._joined.get(letters_of(host) or "-")

    def at(self, words: Sequence[Piece], number: int) -> tuple[int, str] | None:
        """The longest name that begins at a word: (number of the word after it, owner)."""
        word = words[number].word
        for key, owner in self._names.get(word[:_STEM], ()):
            after = _match(words, number, key)
            if after:
                return after, owner
        for bones, owner, script in self._sounded.get(self._sounding.consonants(word), ()):
            heard = words[number : number + len(bones)]
            if self._sounding.script(word) != script and [self._sounding.consonants(w.word) for w in heard] == [*bones]:
                return number + len(bones), owner
        return None


def _match(words: Sequence[Piece], number: int, key: Sequence[str]) -> int:
    """The number of the word after the name, 0 when it does not stand here."""
    for part in key:
        while number < len(words) and words[number].word in _NOT_COMPARED and part not in _NOT_COMPARED:
            number += 1
        if number >= len(words) or not same_word(part, words[number].word):
            return 0
        number += 1
    return number
