"""What a candidate name's neighbours say: is it a person's, what is that person, of which gender."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from asyl.model import Language, Role

from .endings import endings_of
from .inflect import forms
from .names import Run, initials
from .pieces import Piece
from .wildcards import stem_map, stem_set

_AGE = re.compile(r"[1-9]\d?")
_CODE = re.compile(r"(?:[^\W\d_]\.-?){2,3}|[^\W\d_]\.-[^\W\d_]\.[^\W\d_]\.")  # a person known by initials: "K.M."
_QUOTES = frozenset("\"'«»„“”‘’(")
_PLACED = "l"  # the locative: people do not stand in it


@dataclass(frozen=True, slots=True)
class Sight:
    """One run and its evidence. `score` > 0 speaks for a person; `place` tells that it stands where places stand."""

    run: Run
    score: float
    role: Role | None = None
    gender: str = ""
    kin: str = ""
    nouns: frozenset[str] = frozenset()
    place: bool = False
    listed: bool = False  # stands beside "and" or a comma


class Looker:
    """Reads the neighbours of runs with one language's lists."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.titles = language.map("titles")
        self.roles = stem_map(language.map("roles"))
        self.kin = stem_map(language.map("kin"))
        self.nouns = stem_map(language.map("person_nouns"))
        self.human = stem_set(language.list("human_verbs"))
        self.says = {form for verb in language.list("say_verbs") for form in forms(verb, language.map("irregular"))}
        self.bad = stem_set(language.list("not_person_words"))
        self.nations = stem_set(language.list("demonyms"))
        self.countries = stem_set(language.list("countries"))
        self.places = language.list("place_prepositions")
        self.tails = tuple(language.list("name_endings"))
        self.endings = endings_of(language)
        self.calendar = {*language.calendar.months, *language.calendar.weekdays, *language.list("day_words")}
        self.small = language.list("function_words")
        self.articles = language.list("articles")
        self.naming = language.list("naming_words")
        self.openers = language.list("person_openers")
        self.ages = language.list("age_units")
        self.ends = language.list("description_ends")
        self.links = language.list("list_links")

    def look(self, run: Run, row: Sequence[Piece]) -> Sight:
        """The evidence of one run. Score: above 0 for, below 0 against; 2 or more decides alone."""
        inside = self._inside(run, row)
        left, role, gender, kin, nouns, place = self._left(run, row)
        right, right_role, right_gender, right_nouns = self._right(run, row)
        if run.title:
            gender = gender or self.titles[run.title].replace("n", "")
            left = max(left, 3.0)
        if run.cases == _PLACED:
            left, place = min(left, -2.0), True
        return Sight(
            run,
            inside + left + right,
            role or right_role,
            gender or run.gender or right_gender,
            kin,
            nouns | right_nouns,
            place and left <= 0,
            self._listed(run, row),
        )

    def _inside(self, run: Run, row: Sequence[Piece]) -> float:
        words = [piece.norm for piece in row[run.first : run.last] if piece.word]
        if any(word in self.bad or word in self.calendar for word in words):
            return -8.0
        if any(self._place_name(word) or word in self.nations for word in words):
            return -6.0 if len(words) == 1 else -3.0
        score = 1.6 if len(words) > 1 else 0.0
        score += 2.4 if len(words) == 1 and _CODE.fullmatch(row[run.first].text) else 0.0
        score += 1.0 if any(word.endswith(self.tails) and len(word) > 4 for word in words) else 0.0
        if len(words) == 1 and row[run.first].shouting and not initials(row[run.first].text):
            score -= 3.0  # an acronym
        if len(words) == 1 and words[0] in self.small:
            score -= 4.0
        return score

    def _place_name(self, word: str) -> bool:
        """A country or city, also in another case."""
        if word in self.countries:
            return True
        return bool(self.endings) and any(form.lemma in self.countries for form in self.endings.forms(word))

    def _left(self, run: Run, row: Sequence[Piece]) -> tuple[float, Role | None, str, str, frozenset[str], bool]:
        at = run.first - 1
        while at >= 0 and row[at].text in _QUOTES:
            at -= 1
        if at > 0 and row[at].text == ":" and row[at - 1].norm in self.language.list("credit_words"):
            return -6.0, None, "", "", frozenset(), False
        role, gender, kin, nouns, score = self._before(row, at)
        if score or at < 0:
            return score, role, gender, kin, nouns, False
        norm = row[at].norm
        if norm in self.articles:
            return -3.0, None, "", "", frozenset(), False
        if norm in self.places:
            return -2.0, None, "", "", frozenset(), True
        return (2.0 if norm in self.naming else 0.0), None, "", "", frozenset(), False

    def _before(self, row: Sequence[Piece], at: int) -> tuple[Role | None, str, str, frozenset[str], float]:
        """Describing words directly before the name: "his wife", "the Kurdish bookseller", "lawyer"."""
        role: Role | None = None
        gender = kin = ""
        nouns: set[str] = set()
        score = 0.0
        if at > 0 and row[at].text == "," and self._describes(row[at - 1].norm):
            at -= 1
        while at >= 0 and row[at].word and len(nouns) < 3:
            norm = row[at].norm
            if norm[:1].isdigit() and "-" in norm:
                norm = norm.rpartition("-")[2]  # "29-летнему"
            if norm in self.kin:
                kin, gender, score = kin or norm, gender or self.kin[norm].replace("n", ""), 3.0
            elif norm in self.roles:
                role, score = role or Role(self.roles[norm]), max(score, 2.5)
            elif norm in self.nouns:
                gender, score = gender or self.nouns[norm].replace("n", ""), max(score, 2.5)
            elif norm not in self.nations:
                break
            nouns.add(norm)
            at -= 1
        return role, gender, kin, frozenset(nouns), score

    def _describes(self, norm: str) -> bool:
        return norm in self.kin or norm in self.roles or norm in self.nouns

    def _right(self, run: Run, row: Sequence[Piece]) -> tuple[float, Role | None, str, frozenset[str]]:
        at = run.last
        if at >= len(row):
            return 0.0, None, "", frozenset()
        norm, text = row[at].norm, row[at].text
        if norm == "'s" and at + 1 < len(row):
            kin = any(
                row[k].norm in self.kin or self.roles.get(row[k].norm) == "lawyer"
                for k in range(at + 1, min(at + 3, len(row)))
            )
            return (2.5 if kin else 0.3), None, "", frozenset()
        if text in ",(" and at + 1 < len(row):
            return self._apposition(row, at + 1, text)
        if norm in self.human or norm in self.says:
            return (1.5 if norm in self.says or len(norm) > 3 else 1.0), None, "", frozenset()
        return 0.0, None, "", frozenset()

    def _apposition(self, row: Sequence[Piece], at: int, mark: str) -> tuple[float, Role | None, str, frozenset[str]]:
        if _AGE.fullmatch(row[at].text) and at + 1 < len(row) and row[at + 1].text in ",).;—–-":
            more = (
                self._apposition(row, at + 2, ",")
                if at + 2 < len(row) and row[at + 1].text == ","
                else (0.0, None, "", frozenset())
            )
            return 3.0, more[1], more[2], more[3]
        if row[at].text[:1].isdigit() and at + 1 < len(row) and row[at + 1].norm in self.ages:
            return 3.0, None, "", frozenset()
        if row[at].norm in self.openers:
            return 2.5, None, "", frozenset()
        if mark == "(" and row[at].norm in self.countries:
            return 1.5, None, "", frozenset()
        if mark == "," and row[at].norm in self.countries:
            return -2.0, None, "", frozenset()
        return self._described(row, at)

    def _described(self, row: Sequence[Piece], at: int) -> tuple[float, Role | None, str, frozenset[str]]:
        """ "X, a Kurdish bookseller", "X, his lawyer", "X, head of the office"."""
        role: Role | None = None
        gender, nouns = "", set()
        for piece in row[at : at + 7]:
            norm = piece.norm
            if not piece.word or (norm in self.human and norm not in self.nouns):
                break
            if norm in self.roles:
                role = role or Role(self.roles[norm])
            if norm in self.kin or norm in self.nouns:
                gender = gender or self.kin.get(norm, self.nouns.get(norm, "n")).replace("n", "")
            if norm in self.roles or norm in self.kin or norm in self.nouns:
                nouns.add(norm)
            if norm in self.ends:
                break
        return (2.0 if nouns else 0.0), role, gender, frozenset(nouns)

    def _listed(self, run: Run, row: Sequence[Piece]) -> bool:
        before = row[run.first - 1].norm if run.first else ""
        after = row[run.last].norm if run.last < len(row) else ""
        return before in self.links or after in self.links or (before == "," and after == ",")
