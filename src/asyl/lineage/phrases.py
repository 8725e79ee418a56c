"""Words that change what a sentence says: hedges, negations, `she says`, reservations; and the clause they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from asyl.model import Language

_NOTHING = re.compile(r"(?!)")
_CLAUSE_ENDS = re.compile(r"[,;:.!?…“”«»„()\n]|\s[–—-]\s")
_WORD = re.compile(r"\w")
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Compiled phrases of one language. Every method takes a text and a stretch of it."""

    hedge: re.Pattern[str]
    negation: re.Pattern[str]
    negation_after: re.Pattern[str]
    told_verb: re.Pattern[str]
    told_phrase: re.Pattern[str]
    reservation: re.Pattern[str]
    status: re.Pattern[str]

    def hedges(self, text: str, start: int, end: int) -> list[Stretch]:
        """A capital inside the sentence is a name's or a month's: `in May`."""
        found = (match.span() for match in self.hedge.finditer(text, start, end))
        return [(low, high) for low, high in found if not text[low].isupper() or not _WORD.search(text, start, low)]

    def told(self, text: str, start: int, end: int) -> Stretch | None:
        """The words by which a sentence is somebody's word: `His sister says`, `According to a guard`."""
        phrase = self.told_phrase.search(text, start, end)
        if phrase:
            return clause(text, phrase.start(), start, end)
        verb = self.told_verb.search(text, start, end)
        return (clause(text, verb.start(), start, end)[0], verb.end()) if verb else None

    def negated(self, text: str, start: int, end: int) -> list[tuple[Stretch, Stretch]]:
        """(a negation, the stretch of the sentence that it denies) for each."""
        found = []
        for match in self.negation.finditer(text, start, end):
            found.append((match.span(), (match.end(), clause(text, match.end(), start, end)[1])))
        for match in self.negation_after.finditer(text, start, end):
            found.append((match.span(), (clause(text, match.start(), start, end)[0], match.start())))
        return found

    def denies_status(self, text: str, start: int, end: int) -> bool:
        """Whether a sentence says that somebody has no status: `Neither of them is a recognised refugee`."""
        return any(self.status.search(text, *stretch) for _, stretch in self.negated(text, start, end))

    def limits(self, text: str, start: int, end: int) -> bool:
        """Whether a sentence contradicts or limits something."""
        return self.reservation.search(text, start, end) is not None


def clause(text: str, at: int, start: int, end: int) -> Stretch:
    """The clause of the sentence `start:end` around an offset: from mark to mark, white space left out."""
    low, high = start, end
    for match in _CLAUSE_ENDS.finditer(text, start, end):
        if match.end() <= at:
            low = match.end()
        elif match.start() >= at:
            high = match.start()
            break
    part = text[low:high]
    return low + len(part) - len(part.lstrip()), high - (len(part) - len(part.rstrip()))


def phrases_of(language: Language | None) -> Phrases | None:
    """The phrases of a language; None without a pack."""
    if language is None:
        return None
    lists = ("hedges", "negations", "negations_after", "told_verbs", "told_phrases", "reservations", "status_words")
    return _compiled(tuple(language.list(name) for name in lists))


@lru_cache(maxsize=64)
def _compiled(lists: tuple[frozenset[str], ...]) -> Phrases:
    return Phrases(*map(_any, lists))


def _any(words: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    if not ordered:
        return _NOTHING
    body = "|".join(r"\s+".join(map(_escaped, word.split())) for word in ordered)
    # `n't` ends a word, the others are words.
    return (
        re.compile(rf"(?:(?<!\w)(?:{body})|(?<=[a-z])n['’]t)(?!\w)", re.IGNORECASE)
        if "n't" in words
        else re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE)
    )


def _escaped(word: str) -> str:
    return re.escape(word).replace("'", "['’]")
