"""A seeded corpus of invented news in which it is known who took what from whom.

The language is made up: pseudo-words of a Zipf vocabulary in which every word has preferred successors, so that short
sequences recur by nature as they do in real news. Kinds and their shares are those that the bars of the lineage room
were measured with: of 100 documents 75 are originals; the derived ones are wire (60 to 100 % copied, 2 % of words
edited), excerpt (1 to 3 passages of 25 to 80 words), light (15 % edited), merge (two sources, 5 %), heavy (35 %) and
quote (10 to 20 words). 40 outlets with two footers each on 60 % of their documents; 70 % of the derived name their
source; 15 % re-report a re-report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

KINDS = ("wire", "excerpt", "light", "merge", "heavy", "quote")
_SHARES = (0.24, 0.24, 0.16, 0.12, 0.12, 0.12)
_EDITS = {"wire": 0.02, "excerpt": 0.0, "light": 0.15, "merge": 0.05, "heavy": 0.35, "quote": 0.0}
_DERIVED, _CHAINED, _NAMED, _FOOTED = 0.25, 0.15, 0.7, 0.6
_OUTLETS, _FOOTERS, _FOOTER_WORDS = 40, 2, 24
_VOCABULARY, _SUCCESSORS, _PREFERRED = 30_000, 24, 0.55
_SENTENCE = 17  # one word in so many ends a sentence
_FIRST_DAY = date(2020, 1, 1)
_ONSETS = (*tuple("bdfghklmnprstvz"), "st", "tr", "kl", "br", "sh", "ch", "th")
_SYLLABLES = [onset + vowel for onset in _ONSETS for vowel in ("a", "e", "i", "o", "u", "ai", "ou")]
_NAME_ENDS = ("Courier", "Gazette", "Herald", "Observer", "Tribune", "Journal", "Chronicle", "Messenger")
Passage = tuple[int, int, int, int, int, int]  # document, start, end, source, start, end; code points


@dataclass(frozen=True, slots=True)
class Document:
    """One invented report. kind: `original` or one of KINDS; sources: numbers of the documents it took from."""

    text: str
    outlet: int
    day: date
    kind: str
    sources: tuple[int, ...] = ()
    names_source: bool = False


@dataclass(frozen=True, slots=True)
class Planted:
    """pairs: (source, derived) -> kind. passages: what stands where on both sides. related: (smaller, larger) numbers
    of documents of one family that are not pairs (siblings, chains): neither right nor wrong when found."""

    documents: list[Document]
    outlets: list[str]
    pairs: dict[tuple[int, int], str]
    passages: list[Passage]
    families: list[int] = field(repr=False)

    def related(self, one: int, other: int) -> bool:
        return self.families[one] == self.families[other]


@dataclass(slots=True)
class _Draft:
    """Words of a document and, for each, the source and the word there that it comes from (-1: its own)."""

    words: list[int]
    source: list[int]
    place: list[int]


class _Language:
    def __init__(self, random: np.random.Generator) -> None:
        sizes = random.integers(1, 4, _VOCABULARY)
        picks = random.integers(0, len(_SYLLABLES), (_VOCABULARY, 3))
        self.words = ["".join(_SYLLABLES[s] for s in row[:size]) for row, size in zip(picks, sizes, strict=True)]
        weights = 1 / (np.arange(_VOCABULARY) + 2.7)
        self._cumulative = np.cumsum(weights / weights.sum())
        self._successors = self.draw(random, _VOCABULARY * _SUCCESSORS).reshape(_VOCABULARY, _SUCCESSORS)

    def draw(self, random: np.random.Generator, size: int) -> Numbers:
        return np.minimum(np.searchsorted(self._cumulative, random.random(size)), _VOCABULARY - 1)

    def stories(self, random: np.random.Generator, lengths: Numbers) -> list[list[int]]:
        """One chain of words for each length, all grown side by side."""
        count, longest = len(lengths), int(lengths.max(initial=0))
        rows = np.empty((count, longest), dtype=np.int64)
        rows[:, 0] = self.draw(random, count)
        for column in range(1, longest):
            # The better part of the successors is drawn from the first few: a squared uniform number.
            choice = (random.random(count) ** 2 * _SUCCESSORS).astype(np.int64)
            follows = self._successors[rows[:, column - 1], choice]
            rows[:, column] = np.where(random.random(count) < _PREFERRED, follows, self.draw(random, count))
        return [row[:length].tolist() for row, length in zip(rows, lengths, strict=True)]


def plant(count: int, seed: int = 7) -> Planted:
    """`count` documents in order of their days; the same for the same seed."""
    random = np.random.default_rng(seed)
    language = _Language(random)
    stories = language.stories(random, np.clip(random.gamma(6, 36, count).astype(np.int64), 60, 900))
    outlets = [_outlet_name(random, number) for number in range(_OUTLETS)]
    footers = [language.stories(random, np.full(_FOOTERS, _FOOTER_WORDS)) for _ in range(_OUTLETS)]
    first_derived = max(1, round(count * (1 - _DERIVED)))
    writer = _Writer(random, language, outlets, footers)
    kinds = random.choice(len(KINDS), count, p=_SHARES)
    documents: list[Document] = []
    drafts: list[_Draft] = []
    families = list(range(count))
    found: list[Passage] = []
    pairs: dict[tuple[int, int], str] = {}
    places: list[list[tuple[int, int]]] = []
    for number in range(count):
        own = stories[number]
        if number < first_derived:
            draft, kind, sources = _Draft(own, [-1] * len(own), [-1] * len(own)), "original", tuple[int, ...]()
        else:
            kind = KINDS[int(kinds[number])]
            sources = _sources(random, number, first_derived, kind)
            draft = _derived(random, kind, own, sources, drafts, language)
        document, where = writer.document(draft, kind, sources, documents)
        documents.append(document)
        drafts.append(draft)
        places.append(where)
        for source in sources:
            pairs[source, number] = kind
            _join(families, source, number)
        found += _passages(number, draft, places)
    return Planted(documents, outlets, pairs, found, [_root(families, number) for number in range(count)])


def _outlet_name(random: np.random.Generator, number: int) -> str:
    place = "".join(_SYLLABLES[s] for s in random.integers(0, len(_SYLLABLES), 3)).capitalize()
    return f"{place} {_NAME_ENDS[number % len(_NAME_ENDS)]}"


def _sources(random: np.random.Generator, number: int, first_derived: int, kind: str) -> tuple[int, ...]:
    wanted = 2 if kind == "merge" else 1
    chosen: list[int] = []
    while len(chosen) < min(wanted, number):
        chained = number > first_derived and random.random() < _CHAINED
        low, high = (first_derived, number) if chained else (0, first_derived)
        source = int(random.integers(low, high))
        if source not in chosen:
            chosen.append(source)
    return tuple(chosen)


def _derived(
    random: np.random.Generator,
    kind: str,
    own: list[int],
    sources: tuple[int, ...],
    drafts: Sequence[_Draft],
    language: _Language,
) -> _Draft:
    """Text taken from the sources, in the way of the kind, between text of its own."""
    takes = [take for source in sources for take in _takes(random, kind, len(drafts[source].words), source)]
    draft = _Draft([], [], [])
    rest = own if kind in ("excerpt", "quote") else own[: len(own) // 4]
    cuts = sorted(random.integers(0, len(rest) + 1, len(takes)).tolist())
    for (source, start, end), low, high in zip(takes, [0, *cuts], cuts, strict=False):
        _write_own(draft, rest[low:high])
        _take(random, draft, drafts[source].words[start:end], source, start, _EDITS[kind], language)
    _write_own(draft, rest[cuts[-1] if cuts else 0 :])
    return draft


def _takes(random: np.random.Generator, kind: str, length: int, source: int) -> Iterator[tuple[int, int, int]]:
    """(source, first word, word after the last) of what is taken."""
    if kind == "quote":
        sizes = [int(random.integers(10, 21))]
    elif kind == "excerpt":
        sizes = [int(random.integers(25, 81)) for _ in range(int(random.integers(1, 4)))]
    else:
        sizes = [int(length * random.uniform(0.6, 1.0))]
    at = 0
    for size in sizes:
        size = min(size, length - at)
        if size < 10:
            return
        start = at + int(random.integers(0, length - at - size + 1))
        yield source, start, start + size
        at = start + size


def _write_own(draft: _Draft, words: Sequence[int]) -> None:
    draft.words += words
    draft.source += [-1] * len(words)
    draft.place += [-1] * len(words)


def _take(
    random: np.random.Generator,
    draft: _Draft,
    words: Sequence[int],
    source: int,
    start: int,
    edits: float,
    language: _Language,
) -> None:
    """Copy words, editing some: half are replaced, a quarter is left out, a quarter gets a new word before it."""
    luck, how = random.random(len(words)), random.random(len(words))
    fresh = language.draw(random, len(words)).tolist()
    for i, word in enumerate(words):
        edited = luck[i] < edits
        if edited and how[i] >= 0.75:
            continue
        if edited:
            draft.words.append(fresh[i])
            draft.source.append(source)
            draft.place.append(start + i)
        if not edited or how[i] >= 0.5:
            draft.words.append(word)
            draft.source.append(source)
            draft.place.append(start + i)


class _Writer:
    """Turns words into text: sentences, an attribution, a footer."""

    def __init__(
        self, random: np.random.Generator, language: _Language, outlets: Sequence[str], footers: list[list[list[int]]]
    ) -> None:
        self._random, self._language, self._outlets, self._footers = random, language, outlets, footers

    def document(
        self, draft: _Draft, kind: str, sources: tuple[int, ...], before: Sequence[Document]
    ) -> tuple[Document, list[tuple[int, int]]]:
        """The document and where each word of the draft stands in its text."""
        outlet = int(self._random.integers(0, _OUTLETS))
        names = bool(sources) and self._random.random() < _NAMED
        if sources:
            day = max(before[source].day for source in sources) + timedelta(days=int(self._random.integers(1, 6)))
        else:
            day = _FIRST_DAY + timedelta(days=int(self._random.integers(0, 700)))
        text, places = self._sentences(draft.words)
        if names:
            text += f" As reported by the {self._outlets[before[sources[0]].outlet]}."
        if self._random.random() < _FOOTED:
            footer = self._footers[outlet][int(self._random.integers(0, _FOOTERS))]
            text += "\n\n" + self._sentences(footer, whole=True)[0]
        return Document(text, outlet, day, kind, sources, names), places

    def _sentences(self, words: Sequence[int], *, whole: bool = False) -> tuple[str, list[tuple[int, int]]]:
        """A sentence ends where the word says so, so that a copy keeps the full stops of what it copies."""
        parts: list[str] = []
        places: list[tuple[int, int]] = []
        at, begins = 0, True
        for number in words:
            word = self._language.words[number]
            places.append((at, at + len(word)))
            ends = number % _SENTENCE == 0 and not whole
            parts.append((word.capitalize() if begins else word) + ("." if ends else ""))
            at += len(parts[-1]) + 1
            begins = ends
        return " ".join(parts) + ("" if not parts or begins else "."), places


def _passages(number: int, draft: _Draft, places: Sequence[Sequence[tuple[int, int]]]) -> Iterator[Passage]:
    """Runs of words taken from one stretch of one source."""
    start = 0
    for i in range(1, len(draft.words) + 1):
        goes_on = (
            i < len(draft.words)
            and draft.source[i] == draft.source[i - 1]
            and 0 <= draft.place[i] - draft.place[i - 1] <= 8
        )
        if goes_on:
            continue
        source = draft.source[start]
        if source >= 0:
            here, there = places[number], places[source]
            low, high = draft.place[start], draft.place[i - 1]
            yield number, here[start][0], here[i - 1][1], source, there[low][0], there[high][1]
        start = i


def _root(families: list[int], number: int) -> int:
    while families[number] != number:
        families[number] = families[families[number]]
        number = families[number]
    return number


def _join(families: list[int], one: int, other: int) -> None:
    families[_root(families, other)] = _root(families, one)
