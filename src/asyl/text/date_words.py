"""What the words of a language do in a date: one letter for each kind; the grammar is a pattern over letters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asyl.model import KnowledgeProblem, Language

# Kind of word (the names used in the map `date_words` of a pack) -> its letter in the grammar.
LETTERS = {
    # unit:day week fortnight weekend quarter halfyear decade century; year, quarter and month have their own
    # letter. With an s it
    # is the plural, where a language tells it: "last month" is a date, "the last months" is none.
    "unit": "u",
    "ago": "a",  # counted back from the publication
    "later": "l",  # counted on from the narrative, after the number
    "later_by": "Q",  # the same, before the number (or after it)
    "earlier": "e",  # counted back from the narrative
    "last": "L",
    "next": "N",
    "this": "T",
    "following": "G",  # the next after the narrative
    "previous": "P",  # the one before the narrative
    "same": "E",  # the one the narrative is in
    "of": "O",
    "the": "t",
    "in": "i",
    "by": "b",
    "until": "U",
    "since": "s",
    "before": "B",
    "after": "A",
    "from": "f",
    "to": "k",
    "between": "K",
    "and": "&",
    "part": "h",  # part:early mid late
    "about": "~",
    "relative": "R",  # relative:days from the publication
    "relative_year": "r",  # relative_year:years from the publication
    "anchor": "C",  # anchor:days from the narrative
    "anchor_last": "Z",  # the same, only at the end of its clause: "the day before." but not "the day before he left"
    "feast": "H",  # feast:MM-DD
    "ordinal": "o",  # ordinal:day of the month
    "age": "g",  # after a number of years
    "aged": "j",  # before a number of years
    "vague": "v",  # several, a few
    "half": "V",
    "daypart": "D",
    "clock_unit": "c",
}
# Kinds of suffix of a number (map `date_suffixes`).
SUFFIXES = frozenset({"ordinal", "decade", "age", "plain"})
UNITS = frozenset({"day", "week", "fortnight", "weekend", "month", "quarter", "halfyear", "year", "decade", "century"})

_SHORTEST_PAST = 4  # letters that a word with a past ending has at least
_OWN_LETTER = {"year": "y", "month": "m", "quarter": "4"}

Meaning = tuple[str, "int | str"]
Phrases = tuple[re.Pattern[str], dict[str, "Meaning"]]


@dataclass(frozen=True, slots=True)
class DateWords:
    """One language's words: `single` word -> (letter, value); `phrases` first word -> what may follow it, with the
    meaning of the whole."""

    single: dict[str, Meaning]
    phrases: dict[str, Phrases]
    suffixes: dict[str, str]
    large: frozenset[str]  # a month, weekday or season only when written large
    never_alone: frozenset[str]  # only with a day, a year or a preposition
    seasons_alone: frozenset[str]  # forms of a season that say "in" by themselves
    future: frozenset[str]  # cues that a date lies ahead
    laws: frozenset[str]  # a year beside one names a law
    counted: frozenset[str]  # a number before one counts
    numbering: frozenset[str]  # a number after one names a thing
    before_to: frozenset[str]  # with "to" after it a cue that a date lies ahead ("is to", "set to")
    saying: frozenset[str]  # "said": what stands before it is no cue for what stands after
    past: frozenset[str]  # words in the past tense
    past_endings: tuple[str, ...]
    common: frozenset[str]
    articles: bool  # the language has a word for "the"

    def is_past(self, form: str) -> bool:
        return form in self.past or (len(form) > _SHORTEST_PAST and form.endswith(self.past_endings))


def date_words(language: Language | None) -> DateWords:
    """The date words of a pack, read once for each pack. Raises KnowledgeProblem for a kind that nobody knows."""
    for known, made in _CACHE:
        if known is language:
            return made
    made = _compile(language)
    if len(_CACHE) >= _KEPT:
        _CACHE.pop(0)
    _CACHE.append((language, made))
    return made


# By identity: a pack is a frozen value of mappings, which cannot be a key.
_CACHE: list[tuple[Language | None, DateWords]] = []
_KEPT = 32


def _compile(language: Language | None) -> DateWords:
    nothing: frozenset[str] = frozenset()
    if language is None:
        return DateWords({}, {}, {}, *(nothing,) * 10, (), nothing, False)
    single, longer = _forms(language)
    suffixes = dict(language.map("date_suffixes"))
    unknown = sorted(set(suffixes.values()) - SUFFIXES)
    if unknown:
        where = language.code
        raise KnowledgeProblem(f"languages/{where}: date_suffixes has no kind {unknown[0]!r}", subject=where)
    return DateWords(
        single=single,
        phrases={first: _phrases(rests) for first, rests in longer.items()},
        suffixes=suffixes,
        large=language.list("date_large"),
        never_alone=language.list("date_never_alone"),
        seasons_alone=language.list("date_seasons_alone"),
        future=language.list("date_future_cues"),
        laws=language.list("date_law_words"),
        counted=language.list("date_counted_words"),
        numbering=language.list("date_numbering_words"),
        before_to=language.list("date_cues_before_to"),
        saying=language.list("date_say_words"),
        past=language.list("date_past_words"),
        past_endings=tuple(sorted(language.list("date_past_endings"))),
        common=language.list("language_words"),
        articles="the" in language.map("date_words").values(),
    )


def _forms(language: Language) -> tuple[dict[str, Meaning], dict[str, dict[str, Meaning]]]:
    """Single words, and phrases by their first word."""
    single: dict[str, Meaning] = {}
    longer: dict[str, dict[str, Meaning]] = {}
    tables = language.calendar
    for letter, table in (("w", tables.numbers), ("S", tables.seasons), ("W", tables.weekdays), ("M", tables.months)):
        single |= {form: (letter, number) for form, number in table.items()}
    for form, kind in language.map("date_words").items():
        meaning = _meaning(language.code, kind)
        first, *rest = form.casefold().split()
        if rest:
            longer.setdefault(first, {})[" ".join(rest)] = meaning
        else:
            single.setdefault(first, meaning)
    return single, longer


def _phrases(rests: dict[str, Meaning]) -> Phrases:
    """What may follow one first word, the longest first; white space between words is any."""
    longest_first = sorted(rests, key=lambda rest: (-len(rest), rest))
    ways = "|".join(r"\s+".join(map(re.escape, rest.split())).replace("'", "['’]") for rest in longest_first)
    return re.compile(rf"\s+(?:{ways})(?![^\W_])", re.IGNORECASE), rests


def _meaning(code: str, kind: str) -> Meaning:
    name, _, value = kind.partition(":")
    if name not in LETTERS or (name == "unit" and value.removesuffix("s") not in UNITS):
        raise KnowledgeProblem(f"languages/{code}: date_words has no kind {kind!r}", subject=code)
    letter = _OWN_LETTER.get(value.removesuffix("s"), LETTERS[name]) if name == "unit" else LETTERS[name]
    return letter, int(value) if value.lstrip("-").isdigit() else value
