"""Names in languages with case endings: which nominative a written form stands for, and in which case it stands.

The endings are the pack's map `case_endings` (knowledge/languages/README.md). A form is read together with the other
forms of the report: the nominative that more of them lead to wins.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from asyl.model import Language

from .names import Run
from .pieces import Piece
from .wildcards import stem_map

_MOST = 6  # readings of one word that are weighed
_DOUBT = 1.0  # a reading that weighs so little less is kept in mind
_WORDS = 4  # words of one name that are weighed together
ANY = "*"


@dataclass(frozen=True, slots=True)
class Form:
    """A reading of a written form: its nominative (casefolded), its possible cases, the gender it shows ("" none)."""

    lemma: str
    cases: str
    gender: str
    kept: int  # letters of the written form that the nominative begins with
    strong: bool = False  # hardly anything but this case looks so


class Endings:
    """One pack's case endings."""

    def __init__(self, language: Language) -> None:
        self._rules = [
            (re.compile(shape), [_outcome(part) for part in value.split("|")])
            for shape, value in language.map("case_endings").items()
        ]
        self._fixed = language.list("undeclined_names")
        self._tails = language.list("honorific_tails")
        self.governing = [(re.compile(shape), cases) for shape, cases in language.map("governing_forms").items()]
        self.last_only = bool(language.list("declined_words") & {"last"})
        self._held: dict[str, tuple[Form, ...]] = {}

    def __bool__(self) -> bool:
        return bool(self._rules)

    def forms(self, word: str) -> tuple[Form, ...]:
        """The readings of a casefolded word; at least the word itself in any case."""
        if word not in self._held:
            if len(self._held) > 5000:
                self._held.clear()
            self._held[word] = self._read(word)
        return self._held[word]

    def _read(self, word: str) -> tuple[Form, ...]:
        head, _, tail = word.rpartition("-")
        if head and tail in self._tails:
            return (Form(head, ANY, "", len(head)),)
        found: dict[Form, None] = {}
        if len(word.rstrip(".")) > 2 and len(word) < 40 and word not in self._fixed:
            for shape, outcomes in self._rules:
                hit = shape.fullmatch(word)
                if hit is not None:
                    for cases, gender, added in outcomes:
                        strong = cases.startswith("!")
                        found[Form(hit[1] + added, cases.lstrip("!"), gender, len(hit[1]), strong)] = None
        return tuple(found)[:_MOST] or (Form(word, ANY, "", len(word)),)


def _outcome(text: str) -> tuple[str, str, str]:
    cases, gender, added, *_ = [*text.split(), "", "", ""]
    return cases, gender.replace("-", ""), added


def nominatives(
    rows: Sequence[Sequence[Piece]], runs: Sequence[Run], endings: Endings, language: Language
) -> list[Run]:
    """The runs with their nominative, case and gender filled in."""
    forms_of: dict[str, set[str]] = defaultdict(set)
    for run in runs:
        for word in run.words:
            for form in endings.forms(word.casefold()):
                forms_of[form.lemma].add(word.casefold())
    return [_read(run, rows[run.sentence], endings, forms_of, language) for run in runs]


def _read(
    run: Run, row: Sequence[Piece], endings: Endings, forms_of: Mapping[str, set[str]], language: Language
) -> Run:
    """The run read; a first word that does not agree with the rest and opens the phrase is left out."""
    before = row[run.first - 1].norm if run.first else ""
    after = row[run.last + 1].norm if run.last + 1 < len(row) and row[run.last].text == "," else ""
    asked = _asked(before, after, endings, language)
    choices = [endings.forms(word.casefold()) for word in run.words]
    if endings.last_only:
        choices = [*([_bare(each) for each in choices[:-1]]), choices[-1]]
    ranked = sorted(
        product(*choices[:_WORDS]), key=lambda each: _weight(each, run.words, forms_of, asked), reverse=True
    )
    head = ranked[0]
    combination = [*head, *(options[0] for options in choices[_WORDS:])]
    opens = run.first == 0 or not row[run.first - 1].word or before in language.list("place_prepositions")
    if len(combination) > 1 and opens and _stranger(combination):
        shorter = replace(run, first=_second(run, row), words=run.words[1:])
        return _read(shorter, row, endings, forms_of, language)
    cases = _common([form.cases for form in combination])
    least = _weight(head, run.words, forms_of, asked) - _DOUBT
    for other in ranked[1:]:
        if cases != ANY and _weight(other, run.words, forms_of, asked) >= least:
            cases += "".join(case for case in _common([form.cases for form in other]).strip(ANY) if case not in cases)
    genders = {form.gender for form in combination if form.gender}
    words = tuple(_spell(word, form) for word, form in zip(run.words, combination, strict=True))
    return replace(run, lemma=words, cases=cases, gender=genders.pop() if len(genders) == 1 else "")


def _asked(before: str, after: str, endings: Endings, language: Language) -> tuple[str, str]:
    """The cases that the word before a name asks for, and the gender that it or the relative word after it shows."""
    gender = stem_map(language.map("kin")).get(before) or stem_map(language.map("person_nouns")).get(before, "")
    wanted = language.map("governs").get(before, "")
    if not wanted:
        wanted = next((cases for shape, cases in endings.governing if shape.fullmatch(before)), "")
    return wanted, gender.replace("n", "") or language.map("relative_genders").get(after, "")


def _bare(forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """The readings of a word that takes no ending because the last word of the name does."""
    bare = tuple(replace(form, cases=ANY) for form in forms if form.cases in ("n", ANY))
    return bare[:1] or forms[:1]


def _second(run: Run, row: Sequence[Piece]) -> int:
    """Where the second word of a run stands; a dot may follow the first."""
    return run.first + (2 if row[run.first + 1].text == "." else 1)


def _stranger(combination: Sequence[Form]) -> bool:
    """The first word of a sentence does not agree with the name after it: it is no part of the name."""
    rest = combination[1:]
    if not _common([form.cases for form in combination]):
        return bool(_common([form.cases for form in rest]))
    genders = {form.gender for form in rest if form.gender}
    return len(rest) > 1 and len(genders) == 1 and combination[0].gender not in ("", *genders)


def _weight(
    combination: Sequence[Form], words: Sequence[str], forms_of: Mapping[str, set[str]], asked: tuple[str, str]
) -> float:
    """Agreement inside the name, other forms of the same name in the report, the case that the preposition asks for."""
    weight = 0.0
    for form, word in zip(combination, words, strict=False):
        others = forms_of[form.lemma] - {word.casefold()}
        weight += min(3, len(others)) + (1.0 if form.lemma in others else 0.0)
    cases = _common([form.cases for form in combination])
    genders = {form.gender for form in combination if form.gender}
    weight += (2.5 if cases else 0.0) + (2.0 if len(genders) < 2 else 0.0)
    weight += sum(0.4 for form, word in zip(combination, words, strict=False) if form.lemma == word.casefold())
    weight += sum(form.strong for form in combination)
    wanted, gender = asked
    if wanted and cases != ANY and set(wanted) & set(cases):
        weight += 2.0
    if gender and genders:
        weight += 1.5 if gender in genders else -1.5
    return weight


def _common(cases: Sequence[str]) -> str:
    """The cases that all words share; ANY when none of them shows its case."""
    shown = [set(each) for each in cases if each != ANY]
    if not shown:
        return ANY
    shared = set.intersection(*shown)
    return "".join(sorted(shared))


def _spell(word: str, form: Form) -> str:
    """The nominative with the capitals of the written form."""
    if len(word) != len(word.casefold()):
        return word
    added = form.lemma[form.kept :]
    return word[: form.kept] + (added.upper() if word.isupper() and len(word) > 2 else added)


_READY: dict[int, tuple[Language, Endings]] = {}


def endings_of(language: Language) -> Endings:
    """The endings of a pack; the same pack gives the same object."""
    held = _READY.get(id(language))
    if held is None or held[0] is not language:
        if len(_READY) > 32:
            _READY.clear()
        held = _READY[id(language)] = (language, Endings(language))
    return held[1]
