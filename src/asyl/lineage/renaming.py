"""Names that a report spells otherwise than its source: `Yorman` become `Jorman`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import Indel

from asyl.model import Change, ChangeKind, Report, ZoneKind

from .letters import plain
from .sounding import Sounding

_SEQUENCE = re.compile(r"[^\W\d_][\w’'-]*(?:[ \u00a0][^\W\d_][\w’'-]*){1,4}")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ALIKE = 0.7  # likeness of two words that may be one name misspelt
_ENDING = 3  # letters by which a declined name may be longer
_MOST = 400  # names of a report that are compared


@dataclass(frozen=True, slots=True)
class Name:
    start: int
    end: int
    words: tuple[str, ...]


def renamings(report: Report, source: Report, sounding: Sounding, small: frozenset[str]) -> Iterator[Change]:
    """Names of several words that are nearly, not quite, one of the source's, each change once.

    small: capitalised words that are no names. Between two languages only the consonants are compared: there, names
    are spelt and declined otherwise without being others.
    """
    ear = _Ear(sounding, one_language=report.language == source.language)
    here, there = names_in(report, small), names_in(source, small)
    known = {word for name in there for word in name.words}
    done: set[tuple[str, str]] = set()
    for name in here:
        if all(ear.same(word, other) for word in name.words for other in (ear.closest(word, known),)):
            continue
        for old in there:
            change = _changed(name, old, ear)
            if change and change not in done:
                done.add(change)
                yield Change(ChangeKind.NAME, source.span(old.start, old.end), report.span(name.start, name.end))
                break


def names_in(report: Report, small: frozenset[str]) -> list[Name]:
    """Sequences of capitalised words, each spelling once."""
    found: dict[tuple[str, ...], Name] = {}
    run: list[re.Match[str]] = []
    for match in [*_WORD.finditer(report.text), None]:
        joined = bool(run) and match is not None and report.text[run[-1].end() : match.start()] in (" ", "\u00a0")
        capital = match is not None and match.group()[0].isupper() and plain(match.group()) not in small
        if match is not None and capital and (joined or not run):
            run.append(match)
            continue
        if 1 < len(run) <= 5 and report.zone_at(run[0].start()) is not ZoneKind.CHROME:
            words = tuple(plain(word.group().removesuffix("'s").removesuffix("’s")) for word in run)
            found.setdefault(words, Name(run[0].start(), run[-1].end(), words))
        run = [match] if match is not None and capital else []
    return list(found.values())[:_MOST]


def _changed(name: Name, old: Name, ear: _Ear) -> tuple[str, str] | None:
    """The two words that are one name spelt in two ways, when the rest of the shorter name agrees."""
    short, long = (name, old) if len(name.words) <= len(old.words) else (old, name)
    changed: tuple[str, str] | None = None
    for word in short.words:
        other = ear.closest(word, set(long.words))
        if ear.same(word, other):
            continue
        if ear.likeness(word, other) < _ALIKE:
            return None
        changed = (word, other) if short is name else (other, word)
    return changed


class _Ear:
    """Compares words of names: by their letters in one language, by their consonants between two."""

    def __init__(self, sounding: Sounding, *, one_language: bool) -> None:
        self._sounding, self._one_language = sounding, one_language
        self._heard: dict[str, str] = {}

    def closest(self, word: str, others: set[str]) -> str:
        return max(sorted(others), key=lambda other: self.likeness(word, other), default="")

    def likeness(self, one: str, other: str) -> float:
        return Indel.normalized_similarity(*self._read(one, other))

    def same(self, one: str, other: str) -> bool:
        """Equal, or an inflected form of it, or read the same in another alphabet or language."""
        if one == other:
            return True
        first, second = self._read(one, other)
        if first == one and one.isascii():
            return False
        short, long = sorted((first, second), key=len)
        return bool(short) and long.startswith(short[: max(2, len(short) - 1)]) and len(long) - len(short) <= _ENDING

    def _read(self, one: str, other: str) -> tuple[str, str]:
        """Both as they are compared."""
        if self._one_language and self._sounding.script(one) == self._sounding.script(other):
            return one, other
        return self._consonants(one), self._consonants(other)

    def _consonants(self, word: str) -> str:
        """What spellings of two languages have in common: `kh` and `k`, `gh` and `g`, double letters are one."""
        if word not in self._heard:
            signs = self._sounding.consonants(word).lower().replace("x", "k")
            self._heard[word] = "".join(sign for sign, _ in groupby(signs))
        return self._heard[word]
