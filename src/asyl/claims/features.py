"""What the learned reader sees of a clause: its words, their senses, their order, its neighbours, who stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from asyl.model import Language

from .learned_clauses import Clause
from .lines import DATE, NAME, Line

_STEM = 4  # letters of the shortest stem that `senses.toml` may end with `*` after
_ENDINGS = ("ings", "ing", "edly", "ed", "es", "s")


class Senses:
    """The word senses of one language pack. `of` reads single words, `phrases` runs of words."""

    def __init__(self, language: Language) -> None:
        self._words: dict[str, frozenset[str]] = {}
        self._stems: dict[str, frozenset[str]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._known: dict[str, frozenset[str]] = {}
        for name in sorted(key for key in language.words if key.startswith("sense:")):
            for entry in sorted(language.words[name]):
                self._learn(entry, name.removeprefix("sense:"))

    def _learn(self, entry: str, sense: str) -> None:
        parts = tuple(entry.split())
        if len(parts) > 1:
            self._phrases.setdefault(parts[0], []).append((parts, sense))
        elif entry.endswith("*"):
            self._stems[entry[:-1]] = self._stems.get(entry[:-1], frozenset()) | {sense}
        else:
            self._words[entry] = self._words.get(entry, frozenset()) | {sense}

    def of(self, word: str) -> frozenset[str]:
        """Every sense that a word can have: its own, and those of the listed stems that it begins with."""
        found = self._known.get(word)
        if found is None:
            found = self._words.get(word, frozenset()) | self._stem(word)
            if len(self._known) < 50_000:
                self._known[word] = found
        return found

    def _stem(self, word: str) -> frozenset[str]:
        stems = (self._stems.get(word[:length]) for length in range(2, min(len(word), 24) + 1))
        return frozenset().union(*(found for found in stems if found))

    def phrases(self, words: Sequence[str]) -> dict[int, set[str]]:
        """Word index -> senses of the listed phrases that it stands in."""
        found: dict[int, set[str]] = {}
        for at, word in enumerate(words):
            for parts, sense in self._phrases.get(word, ()):
                if (
                    at + 1 < len(words)
                    and _fits(parts[1], words[at + 1])
                    and len(parts) <= len(words) - at
                    and all(map(_fits, parts, words[at : at + len(parts)]))
                ):
                    for inside in range(at, at + len(parts)):
                        found.setdefault(inside, set()).add(sense)
        return found


def _fits(part: str, word: str) -> bool:
    return word == part or (part.endswith("*") and word.startswith(part[:-1]))


@dataclass(frozen=True, slots=True)
class Seen:
    """A clause as words (names, dates and numbers as signs) with the senses of each."""

    words: tuple[str, ...]
    senses: tuple[frozenset[str], ...]


_READY: dict[int, tuple[Language, Senses]] = {}


def senses(language: Language) -> Senses:
    """The senses of a language pack; the same pack gives the same object."""
    held = _READY.get(id(language))
    if held is None or held[0] is not language:
        if len(_READY) > 32:
            _READY.clear()
        held = _READY[id(language)] = (language, Senses(language))
    return held[1]


def see(line: Line, clause: Clause, known: Senses, protectable: Mapping[str, bool]) -> Seen:
    """The words and senses of one clause. `protectable`: local of a person -> whether things may happen to them."""
    words: list[str] = []
    for at in range(clause.first, clause.last):
        chunk = line.chunks[at]
        if chunk.norm == NAME:
            word = "<P>" if protectable.get(chunk.who, True) else "<Q>"
        elif chunk.norm == DATE:
            word = "<D>"
        else:
            word = "<N>" if chunk.norm[:1].isdigit() else chunk.norm
        words.append(word)
    phrases = known.phrases(words)
    return Seen(tuple(words), tuple(known.of(word) | phrases.get(at, set()) for at, word in enumerate(words)))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word without its commonest English endings; other words as they are."""
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def clause_features(
    lines: Sequence[Line], parts: Sequence[Clause], known: Senses, protectable: Mapping[str, bool]
) -> list[list[str]]:
    """For every clause its features, sorted: names that the model's weights are kept under."""
    seen = [see(lines[part.line], part, known, protectable) for part in parts]
    found = []
    for at, part in enumerate(parts):
        line = lines[part.line]
        names = {"any", "zone=" + line.zone, f"long={min(len(seen[at].words), 12) // 3}"}
        names |= _words(seen[at]) | _meanings(seen[at]) | _persons(line, part)
        for step in (-1, 1):
            names |= _neighbour(seen, parts, at, step)
        found.append(sorted(names))
    return found


def is_sign(name: str) -> bool:
    """True for the signs that the network hears beside the words: rules, senses, kinds of persons, zone, length."""
    return name.startswith(("rule", "prop", "ref", "zone", "long", "c="))


def _words(seen: Seen) -> set[str]:
    words = seen.words
    names = {f"first={words[0]}", f"first2={words[0]} {words[1] if len(words) > 1 else ''}", "end=" + _mark(words[-1])}
    for word in words:
        names |= {"w=" + word, "s=" + stem(word)}
        if len(word) > 6:
            names.add("p=" + word[:5])
    names |= {f"2={left} {right}" for left, right in zip(("^", *words), (*words, "$"), strict=True)}
    return names


def _mark(word: str) -> str:
    return "word" if word[-1:].isalnum() or word[-1:] == ">" else word


def _meanings(seen: Seen) -> set[str]:
    """Senses, and each sense with the word beside it. Pairs of senses bring nothing once rules are heard."""
    names = {"c=" + sense for group in seen.senses for sense in group}
    for at in range(len(seen.words) - 1):
        names |= {f"cw={sense} {seen.words[at + 1]}" for sense in seen.senses[at]}
        names |= {f"wc={seen.words[at]} {sense}" for sense in seen.senses[at + 1]}
    return names


def _persons(line: Line, part: Clause) -> set[str]:
    """Kinds of words for persons in the clause, and whether it begins with one."""
    names = set()
    for at in range(part.first, part.last):
        ref = line.refs.get(at)
        if ref is not None:
            known = "known" if ref.who else "unknown"
            names |= {f"ref={ref.kind} {known}"} | ({f"ref1={ref.kind}"} if at == part.first else set())
    return names or {"ref=none"}


def _neighbour(seen: Sequence[Seen], parts: Sequence[Clause], at: int, step: int) -> set[str]:
    other = at + step
    if not 0 <= other < len(parts):
        return {f"{step}:none"}
    where = f"{step}{'' if parts[other].line == parts[at].line else 'x'}:"
    names = {where + "c=" + sense for group in seen[other].senses for sense in group}
    return names | {where + "s=" + stem(word) for word in seen[other].words}
