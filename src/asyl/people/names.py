"""A name taken apart: words without titles, each with its readings, what its ending says, and what it weighs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from asyl.model import Scripts, Suffix

from .sounds import MODES, Codes, phonology
from .spelling import pinyin, script_of, spell, spell_han, spell_pinyin

WORDS = 8  # words of a name that are compared: the first ones
CHARACTERS = 240  # of a name that are looked at
INITIAL = 3  # letters of the longest initial: those that spell one sound (`Zh`)
FORMS = 6  # readings kept of one word
PLAIN, ABJAD, HAN = range(len(MODES))
CASE_ENDING, PINYIN = 0.05, 0.12  # what it costs that a reading rests on a cut ending, on a guess of pinyin
_BREAK = re.compile(r"[^\w'’ʻʼ`´]+|_+")
_QUOTES = str.maketrans("", "", "'’ʻʼ`´")


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One reading of one word: its sounds, the cost table it asks for, what it costs to take it, how it was got."""

    codes: Codes
    mode: int
    cost: float
    via: str
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of a name, known by identity: the same letters are read once.

    `mark` is the role its ending gives (patronymic, surname), `gender` what that ending says (f, m), `initial` a single
    letter, `vowelled` Arabic script that writes every vowel.
    """

    text: str
    forms: tuple[Form, ...]
    mark: str | None
    gender: str | None
    initial: bool
    vowelled: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A parsed name; words in the order given name first where the name itself shows which is which."""

    words: tuple[Word, ...]
    turned: bool  # written surname or father's name first, as a comma or its ending shows
    loose: bool  # read from Han or from pinyin: the order of its words says little
    gender: str | None  # of its title (`Mrs`)


@lru_cache(maxsize=1 << 17)
def parse(name: str, scripts: Scripts) -> Name:
    """The words of a name. Never raises: a name of signs only has no words."""
    clean = unicodedata.normalize("NFKC", name[:CHARACTERS]).replace("İ", "i").casefold()
    clean = "".join(c for c in clean if unicodedata.category(c) != "Cf").replace("\u0307", "")
    head, comma, tail = clean.partition(",")
    turned = bool(comma) and script_of(clean, scripts) != "Hani" and bool(tail.strip()) and "," not in tail
    words = list(_words(f"{tail} {head}" if turned else clean, scripts))[:WORDS]
    if not turned and len(words) > 1 and words[0].mark and words[-1].mark is None:
        words, turned = [*words[1:], words[0]], True
    loose = any(form.mode == HAN for word in words for form in word.forms)
    titles = {scripts.titles.get(part) for part in _parts(clean)} - {None, ""}
    return Name(tuple(words), turned, loose, titles.pop() if len(titles) == 1 else None)


def merged(name: Name, at: int, scripts: Scripts) -> Name:
    """The name with the words at `at` and `at + 1` read as one."""
    one, two = name.words[at : at + 2]
    word = read_word(one.text + two.text, scripts, one.vowelled)
    return replace(name, words=(*name.words[:at], word, *name.words[at + 2 :]))


def _words(clean: str, scripts: Scripts) -> Iterator[Word]:
    parts = list(_attach(_han_apart(_parts(clean), scripts), scripts))
    kept = [part for part in parts if part not in scripts.titles] or parts
    names = [part for part in kept if part not in scripts.particles]
    vowelled = bool(scripts.scripts["Arab"].vowelled & set(clean)) if "Arab" in scripts.scripts else False
    for part in names if len(names) > 1 else kept:
        yield read_word(part, scripts, vowelled)


def _parts(clean: str) -> list[str]:
    return [part for part in (raw.translate(_QUOTES) for raw in _BREAK.split(clean)) if part]


def _han_apart(parts: list[str], scripts: Scripts) -> Iterator[str]:
    """A Han name without a dot is surname and given name, when it is short enough to be Chinese."""
    for part in parts:
        if len(parts) == 1 and 2 <= len(part) <= 4 and all(c in scripts.han.syllables for c in part):
            cut = 2 if part[:2] in scripts.han.surnames and len(part) > 2 else 1
            yield from (part[:cut], part[cut:])
        else:
            yield part


def _attach(parts: Iterable[str], scripts: Scripts) -> Iterator[str]:
    """`X uly` written apart is `Xuly`."""
    endings = {suffix.ending for suffix in scripts.suffixes if suffix.role == "patronymic"}
    last = ""
    for part in parts:
        if last and part in endings:
            last += part
            continue
        if last:
            yield last
        last = part
    if last:
        yield last


@lru_cache(maxsize=1 << 17)
def read_word(part: str, scripts: Scripts, vowelled: bool) -> Word:
    """All readings of one casefolded word: as written, without case ending, without the suffix, as pinyin."""
    code = script_of(part, scripts)
    if code == "Hani":
        codes = spell_han(part, scripts)
        return Word(part, (_form(codes, HAN, 0.0, "Han characters", scripts),), None, None, False)
    script = scripts.scripts.get(code)
    mode = MODES.index(script.costs) if script else PLAIN
    mode = PLAIN if mode == ABJAD and vowelled else mode
    forms: dict[Codes, Form] = {}
    marks: list[Suffix] = []
    for stem, cost, via in _stems(part, script.endings if script else ()):
        found = [(stem, cost, via)]
        for suffix in _suffixes(stem, scripts):
            found.append((stem[: -len(suffix.ending)] + suffix.leaves, cost + suffix.cost, f"without -{suffix.ending}"))
            marks += [suffix] if suffix.role != "endearment" else []
        for text, total, how in found:
            _keep(forms, _form(spell(text, scripts), mode, total, how, scripts))
    if syllables := pinyin(part, scripts):
        _keep(forms, _form(spell_pinyin(syllables, scripts), HAN, PINYIN, "pinyin", scripts))
    best = sorted(forms.values(), key=lambda form: (form.cost, form.codes))[:FORMS]
    mark = marks[0].role if marks else None
    genders = {suffix.gender for suffix in marks}  # a man's genitive may look like a woman's nominative
    gender = genders.pop() if len(genders) == 1 else None
    initial = len(part) <= INITIAL and code in ("Latn", "Cyrl") and len(spell(part, scripts)) == 1
    return Word(part, tuple(best), mark, gender, initial, vowelled)


def _stems(part: str, endings: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, float, str]]:
    yield part, 0.0, "as written"
    for ending, leaves in endings:
        if ending[0] == "^" and part.startswith(ending[1:]) and len(part) - len(ending) >= 2:
            yield leaves + part[len(ending) - 1 :], CASE_ENDING, f"without the article {ending[1:]}-"
        elif part.endswith(ending) and len(part) - len(ending) >= 3:
            yield part[: -len(ending)] + leaves, CASE_ENDING, f"without the case ending -{ending}"


def _suffixes(stem: str, scripts: Scripts) -> Iterator[Suffix]:
    """The longest suffix that fits."""
    fitting = [s for s in scripts.suffixes if stem.endswith(s.ending) and len(stem) - len(s.ending) >= s.least]
    if fitting:
        yield max(fitting, key=lambda suffix: len(suffix.ending))


def _form(codes: Codes, mode: int, cost: float, via: str, scripts: Scripts) -> Form:
    return Form(codes, mode, cost, via, phonology(scripts).weight(codes, mode))


def _keep(forms: dict[Codes, Form], form: Form) -> None:
    """The cheapest way to a reading; pinyin stands beside, for it asks for other costs."""
    known = forms.get(form.codes)
    if form.codes and (known is None or form.cost < known.cost):
        forms[form.codes] = form
