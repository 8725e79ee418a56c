"""A text as a row of date words: one letter a word, with its value and its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .blocks import paragraphs
from .date_values import century
from .date_words import DateWords, Meaning
from .tokens import MARKS

BREAK = "¶"  # between paragraphs
_GAP = r"[ \u00a0\u2009\u202f]?"
_LEX = re.compile(
    r"(?P<ymd>\d{4}(?P<s1>[-./])\d{1,2}(?P=s1)\d{1,2}(?!\d)(?:T\d\d?:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?)"
    rf"|(?P<dmy>\d{{1,2}}{_GAP}(?P<s2>[-./]){_GAP}\d{{1,2}}{_GAP}(?P=s2){_GAP}(?:\d{{4}}|\d{{2}})(?!\d|(?P=s2)\d))"
    rf"|(?P<roman>\d{{1,2}}[./ ]{_GAP}(?:I[XV]|VI{{0,3}}|XI{{0,2}}|I{{1,3}})[./ ]{_GAP}\d{{4}}(?!\d))"
    r"|(?P<nordic>\d{1,2}/\d{1,2}[-\u2013](?:19|20)\d\d(?!\d))"
    r"|(?P<han>\d{4}年\d{1,2}月(?:\d{1,2}日)?)"
    r"|(?P<ym>(?:1[89]|20)\d\d-(?:0[1-9]|1[0-2])(?![\d\w-]))"
    r"|(?P<clock>\d{1,2}(?:[:.]\d{2})?[ \u00a0]?[ap]\.?m(?!\w)\.?(?:[ \u00a0][A-Z]{1,3}T(?!\w))?"
    r"|\d{1,2}:\d{2}(?::\d{2})?)"
    r"|(?P<number>\d+(?:[,.\u00a0\u202f ]\d{3}(?!\d))*(?:[.,](?!(?:1[89]|20)\d\d(?!\d))\d+)?)"
    r"(?P<suffix>[-\u2010\u2011]?[^\W\d_]{1,12})?"
    r"|(?P<short>['’]\d{2}s?(?!\w))"
    rf"|(?P<word>[^\W\d_][^\W_]*+(?:[{MARKS}]++[^\W_]*+)*+(?:['’](?:[^\W\d_])+)*)"
    r"|(?P<mark>[^\s])"
)
_MARKS = dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-") | dict.fromkeys(".,;/():", "")
_MARKS |= {mark: mark for mark in ".,;/():"} | dict.fromkeys("\"'«»“”„‘’", "q") | {"&": "&", "!": ".", "?": "."}


@dataclass(slots=True)
class Row:
    """Parallel lists, one entry a word: `letters` as one string, values, places."""

    letters: str
    values: list[int | str]
    starts: list[int]
    ends: list[int]


def lex(text: str, words: DateWords, start: int, end: int) -> Row:
    """The row of `text[start:end]`. Linear; a word that means nothing in a date is `x`."""
    letters: list[str] = []
    row = Row("", [], [], [])
    breaks = [block.start for block in paragraphs(text[start:end])]
    breaks.append(end)
    upcoming, number, done = start + breaks[0], 0, start
    for match in _LEX.finditer(text, start, end):
        at = match.start()
        if at >= upcoming:
            number += 1
            upcoming = start + breaks[number] if number < len(breaks) - 1 else end + 1
            _add(letters, row, BREAK, "", at, at)
        if at < done:
            continue
        kind = match.lastgroup or ""
        if kind == "word":
            done = _word(letters, row, words, match)
        elif kind == "mark":
            _add(letters, row, _MARKS.get(match.group(), "x"), "", at, match.end())
        else:
            _number(letters, row, words, match)
    row.letters = "".join(letters)
    return row


def _add(letters: list[str], row: Row, letter: str, value: int | str, start: int, end: int) -> None:
    letters.append(letter)
    row.values.append(value)
    row.starts.append(start)
    row.ends.append(end)


def _drop(letters: list[str], row: Row) -> None:
    """Takes back the last word: the hyphen inside a number word."""
    for part in (letters, row.values, row.starts, row.ends):
        part.pop()


def _word(letters: list[str], row: Row, words: DateWords, match: re.Match[str]) -> int:
    """Adds a word, or the phrase that begins with it; returns where it ends."""
    form, start, end = match.group().casefold().replace("’", "'"), match.start(), match.end()
    longer = words.phrases.get(form)
    rest = longer[0].match(match.string, end, match.endpos) if longer else None
    if longer and rest:
        letter, value = longer[1][" ".join(rest.group().casefold().replace("’", "'").split())]
        _add(letters, row, letter, value, start, rest.end())
        return rest.end()
    meaning: Meaning | None = words.single.get(form)
    hyphened = letters[-2:] in (["w", "-"], ["Y", "-"]) and row.ends[-1] == start
    if hyphened and meaning and meaning[0] == "w" and _together(letters[-2], row.values[-2], meaning[1]):
        _drop(letters, row)
    if meaning is None and form.endswith(("'s", "s'")):
        meaning = words.single.get(form[:-2])
        end -= 2 if meaning else 0
    letter, value = meaning or ("x", form)
    if letter == "w" and letters and letters[-1] in "wY" and (whole := _together(letters[-1], row.values[-1], value)):
        letters[-1], row.values[-1] = whole
        row.ends[-1] = end
    else:
        _add(letters, row, letter, value, start, end)
    return match.end()


def _together(letter: str, first: int | str, second: int | str) -> tuple[str, int] | None:
    """Two number words as one: "twenty two" a number, "nineteen ninety" and "nineteen ninety six" a year."""
    if not isinstance(first, int) or not isinstance(second, int):
        return None
    ones = first % 10 == 0 and first % 100 >= 20 and 0 < second < 10
    if letter == "w" and first in (18, 19, 20) and 10 <= second < 100:
        return "Y", 100 * first + second
    return (letter, first + second) if ones and (letter == "Y" or first < 100) else None


def _number(letters: list[str], row: Row, words: DateWords, match: re.Match[str]) -> None:
    kind, start, end, said = match.lastgroup, match.start(), match.end(), match.group()
    if kind in ("number", "suffix"):
        _plain(letters, row, words, match)
    elif kind == "short":
        year = int(said[1:3])
        _add(letters, row, "z" if said.endswith("s") else "Y", century(year), start, end)
    elif kind == "clock":
        _add(letters, row, ":", "", start, end)
    else:
        _add(letters, row, "F", said, start, end)


def _plain(letters: list[str], row: Row, words: DateWords, match: re.Match[str]) -> None:
    start, end = match.span()
    if match.lastgroup == "number":
        letter, value = _numeral(match.group(), "")
        _add(letters, row, letter, value, start, end)
        return
    digits, tail = match["number"], match["suffix"] or ""
    suffix = words.suffixes.get(tail.lstrip("-\u2010\u2011").casefold(), "") if tail else ""
    if tail and not suffix:
        end = match.end("number")
    letter, value = _numeral(digits, suffix)
    _add(letters, row, letter, value, start, end)
    if letter == "Y" and tail and suffix:
        _add(letters, row, "y", "year", end, end)  # `2017-нің`, `2019-м`: the ending says that it is a year
    if tail and not suffix:
        _tail(letters, row, words, tail, match.start("suffix"), match.end())


@lru_cache(maxsize=4096)
def _numeral(digits: str, suffix: str) -> tuple[str, int]:
    """(letter, value) of a number: Y year, d day, o ordinal day, z decade, g age, n other; 0 for one that is not whole
    or too large for any date."""
    value = int(digits) if digits.isdigit() and len(digits) < 10 else 0
    return _numeral_letter(digits, value, suffix) if digits.isdigit() else "n", value


def _numeral_letter(digits: str, value: int, suffix: str) -> str:
    year = len(digits) == 4 and 1000 <= value <= 2199
    if suffix == "decade" and (year or len(digits) == 2) and value % 10 == 0:
        return "z"
    if suffix == "age":
        return "g"
    if year:
        return "Y"
    if 1 <= value <= 31 and len(digits) <= 2:
        return "o" if suffix == "ordinal" else "d"
    return "n"


def _tail(letters: list[str], row: Row, words: DateWords, tail: str, start: int, end: int) -> None:
    """What hangs on a number: a hyphen and a word of its own (`37-year-old`, `30-day`), or letters that spoil it."""
    bare = tail.lstrip("-\u2010\u2011")
    if len(bare) == len(tail):
        meaning = words.single.get(bare.casefold(), ("x", bare.casefold()))
        _add(letters, row, meaning[0], meaning[1], start, end)
        return
    _add(letters, row, "-", "", start, start + 1)
    meaning = words.single.get(bare.casefold(), ("x", bare.casefold()))
    _add(letters, row, meaning[0], meaning[1], start + 1, end)
