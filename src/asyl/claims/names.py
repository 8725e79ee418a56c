"""Runs of capitalised words that may be names, with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from asyl.model import Language

from .pieces import Piece, fold_word
from .wildcards import stem_map, stem_set

LONGEST = 6  # words of one name; a longer run is a title or a list
_SMALL = ("prepositions", "coordinators", "determiners", "clause_words", "be", "have", "modals")
_ARTICLE = re.compile(r"(?:al|el|as|at|an|ar|ad|az|ud|ul|d|l|o)[-'’][^\W\d_a-z]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]?\.?|[^\W\d_]\.?")


@dataclass(frozen=True, slots=True)
class Run:
    """A candidate name: pieces `first` to `last` (exclusive) of sentence `sentence`.

    `title` is the title before it, `before` the describing words between ("Kurdish bookseller").
    """

    sentence: int
    first: int
    last: int
    words: tuple[str, ...]
    title: str | None = None
    loud: bool = False  # stands in a line of capitals, where a capital letter says nothing
    lemma: tuple[str, ...] = ()  # the words in the nominative, in languages with case endings
    cases: str = ""  # the cases the written form can be, as letters of the pack; "" in languages without
    gender: str = ""  # that its endings show

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(folded for word in self.lemma or self.words if (folded := fold_word(word)))


def initials(word: str) -> bool:
    """True for "A.", "K.M.", "S.-H.D."."""
    return _INITIALS.fullmatch(word) is not None


def find_runs(sentence: int, row: Sequence[Piece], language: Language) -> list[Run]:
    """The candidate names of one sentence, in order."""
    loud = _loud(row, language) or _heading(row, language)
    found: list[Run] = []
    at = 0
    while at < len(row):
        if not _name_word(row[at]):
            at += 1
            continue
        end = _run_end(row, at, language)
        found += _trimmed(sentence, row, at, end, language, loud)
        at = end
    return found


def _name_word(piece: Piece) -> bool:
    """A word with a capital, also behind an article ("al-Barmaki")."""
    capital = piece.capital or _ARTICLE.match(piece.text) is not None
    return piece.word and capital and not any(ch.isdigit() for ch in piece.text)


def _run_end(row: Sequence[Piece], at: int, language: Language) -> int:
    particles = language.list("particles")
    end = at + 1
    while end < len(row):
        piece = row[end]
        dot = piece.text == "." and _dotted(row[end - 1], language) and row[end - 1].end == piece.start
        if dot or _name_word(piece):
            end += 1
        elif piece.norm in particles and (gap := _particles(row, end, particles)):
            end += gap
        else:
            break
    return end


def _particles(row: Sequence[Piece], at: int, particles: frozenset[str]) -> int:
    """How many chunks "de la Fuente" takes, 0 when no name word follows the particles."""
    for gap in (1, 2):
        if at + gap < len(row) and _name_word(row[at + gap]):
            return gap + 1
        if at + gap >= len(row) or row[at + gap].norm not in particles:
            return 0
    return 0


def _dotted(piece: Piece, language: Language) -> bool:
    """A word that keeps its dot inside a name: an initial, "Mr.", "Msgr."."""
    return initials(piece.text) or piece.norm in language.map("titles")


def _loud(row: Sequence[Piece], language: Language) -> bool:
    """A line without ordinary small-letter words: a headline in Title Case or in capitals."""
    small = {word for name in _SMALL for word in language.list(name)}
    words = [piece for piece in row if piece.word and len(piece.text) > 3 and piece.text[:1].isalpha()]
    if len(words) > 1 and all(piece.shouting for piece in words):
        return True
    plain = sum(not piece.capital and piece.norm not in small for piece in words)
    return len(words) >= 4 and plain * 10 <= len(words)


def _heading(row: Sequence[Piece], language: Language) -> bool:
    """A short line all of whose words are capitalised and which has a small word or a question mark in it."""
    words = [piece for piece in row if piece.word]
    small = language.list("function_words")
    asks = row[-1].text == "?" or any(piece.norm in small for piece in words)
    return len(words) >= 2 and asks and all(piece.capital or not piece.text[:1].isalpha() for piece in words)


def _trimmed(sentence: int, row: Sequence[Piece], first: int, last: int, language: Language, loud: bool) -> list[Run]:
    """The run without the words that only open a sentence, its title split off."""
    small, titles = language.list("function_words"), language.map("titles")
    describing = tuple(stem_map(language.map(name)) for name in ("roles", "kin", "person_nouns"))
    nations = stem_set(language.list("demonyms"))
    title = None
    while first < last and row[first].norm in small and not row[first].shouting:
        first += 1
    while first < last - 1:
        norm = row[first].norm.rstrip(".")
        if norm in titles:
            title = norm
        elif not (norm in nations or any(norm in words for words in describing) or row[first].text == "."):
            break
        first += 1
    while (
        first < last and (row[last - 1].norm in small or row[last - 1].text == ".") and not _initial_at(row, last - 1)
    ):
        last -= 1
    if first >= last or last - first > LONGEST * 2:
        return []
    words = tuple(piece.text for piece in row[first:last] if piece.text != ".")
    named = any(fold_word(word) for word in words)
    return [Run(sentence, first, last, words, title, loud)] if named and len(words) <= LONGEST else []


def _initial_at(row: Sequence[Piece], at: int) -> bool:
    return at > 0 and row[at].text == "." and initials(row[at - 1].text)
