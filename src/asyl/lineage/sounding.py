"""One name in two alphabets: the consonants of its words, as the tables of `knowledge/scripts/` read them."""

from __future__ import annotations

from collections.abc import Mapping

from asyl.model.scripts import Scripts, Sounds

from .letters import plain

_LONGEST_GROUP = 4
_GLIDES = frozenset("yw")  # written in one alphabet and left out in another
_MERGED = {"q": "k"}


class Sounding:
    """Reads words of any alphabet that the tables know. Remembers what it read."""

    def __init__(self, scripts: Scripts) -> None:
        self._scripts = scripts
        self._of_letter = {
            letter: code
            for code, script in sorted(scripts.scripts.items(), reverse=True)
            for letter in script.letters
            if len(letter) == 1
        }
        self._known: dict[str, str] = {}

    def script(self, word: str) -> str:
        """The alphabet of a word by its first letter that a table has; "" when none has it."""
        return next((self._of_letter[letter] for letter in word.casefold() if letter in self._of_letter), "")

    def consonants(self, word: str) -> str:
        """The consonants of a word, one sign each; a sound that a spelling leaves open is read the first way."""
        if word not in self._known:
            self._known[word] = self._read(word.casefold())
        return self._known[word]

    def _read(self, word: str) -> str:
        code = self.script(word)
        if not code:
            return plain(word)
        letters, found, at = self._scripts.scripts[code].letters, "", 0
        while at < len(word):
            size, sounds = _longest(letters, word, at)
            found += "".join(_MERGED.get(part[0], part[0]) for part in sounds if not self._is_soft(part[0]))
            at += size
        return found

    def _is_soft(self, sound: str) -> bool:
        return not sound or sound in self._scripts.vowels or sound in _GLIDES


def _longest(letters: Mapping[str, Sounds], word: str, at: int) -> tuple[int, Sounds]:
    for size in range(min(_LONGEST_GROUP, len(word) - at), 0, -1):
        group = word[at : at + size]
        marked = [group]
        if at == 0:
            marked.insert(0, "^" + group)
        if at + size == len(word):
            marked.insert(0, group + "$")
        for key in marked:
            if key in letters:
                return size, letters[key]
    return 1, ()
