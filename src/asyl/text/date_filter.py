"""What looks like a date and is none: laws, counts, room numbers, words that only sometimes are a month."""

from __future__ import annotations

from .date_lexer import Row
from .date_words import DateWords

_BEFORE = "iUsbBAfkKhO~LNTGPEQ"  # words that announce a date
_SKIPPED = "tq"
_LAW_REACH = 4  # words between a year and the law that it names
_MONEY = frozenset("$€£₹₺¥#№§")
_SHORT = 4  # letters of a weekday's abbreviation
FIRST_SURE_YEAR, LAST_SURE_YEAR = 1880, 2120


def is_date(rule: str, text: str, row: Row, words: DateWords, first: int, last: int) -> bool:
    """Whether the words `first` to `last` of the row, found by `rule`, are a date after all."""
    if rule in ("day", "month", "weekday", "season") and not _spelled_as_date(rule, text, row, words, first, last):
        return False
    if rule == "year":
        return _is_year(text, row, words, first, last)
    if rule == "ordinal":
        return _is_day(text, row, words, first)
    return True


def announced(row: Row, first: int) -> bool:
    """Whether a preposition or the like stands before, with nothing but an article between."""
    at = first - 1
    while at >= 0 and row.letters[at] in _SKIPPED:
        at -= 1
    return at >= 0 and row.letters[at] in _BEFORE


def _spelled_as_date(rule: str, text: str, row: Row, words: DateWords, first: int, last: int) -> bool:
    place = next((at for at in range(first, last) if row.letters[at] in "MWS"), first)
    form = text[row.starts[place] : row.ends[place]]
    alone = not any(letter in "doYLNTGPEy" for letter in row.letters[first:last])
    folded = form.casefold()
    if folded in words.large and form[:1].islower() and "Y" not in row.letters[first:last]:
        return False
    if rule == "season" and alone:
        return folded in words.seasons_alone or announced(row, first)
    if rule == "weekday" and len(form) <= _SHORT and folded in words.never_alone:
        return row.letters[last : last + 1] in (".", ",") or not row.letters[last : last + 1]
    return not (alone and folded in words.never_alone and not announced(row, first))


def _is_year(text: str, row: Row, words: DateWords, first: int, last: int) -> bool:
    value = int(row.values[first])
    after = row.letters[last] if last < len(row.letters) else ""
    before = row.letters[first - 1] if first else ""
    start, end = row.starts[first], row.ends[first]
    if text[start - 1 : start] in _MONEY or text[end : end + 1] in ("%", "°") or (after in "um4c/" and after):
        return False
    if before == "/" or (
        before == "x" and (row.values[first - 1] in words.laws or row.values[first - 1] in words.numbering)
    ):
        return False
    if after == "x" and row.values[last] in words.counted:
        return False
    if not FIRST_SURE_YEAR <= value <= LAST_SURE_YEAR and not announced(row, first):
        return False
    return not any(
        row.letters[at] == "x" and row.values[at] in words.laws
        for at in range(last, min(last + _LAW_REACH, len(row.letters)))
        if not set(row.letters[last:at]) - {"x"}
    )


def _is_day(text: str, row: Row, words: DateWords, first: int) -> bool:
    """A day alone ("on the 14th") stands before a mark or a small word, never before what it counts."""
    if not text[row.starts[first]].isdigit() or (words.articles and not _on_a_day(row, first)):
        return False
    after = row.letters[first + 1] if first + 1 < len(row.letters) else "."
    if after == "x":
        return row.values[first + 1] in words.common or text[row.starts[first + 1]].isupper()
    return after not in "uym4SWDcdnY-"


def _on_a_day(row: Row, first: int) -> bool:
    """Whether "on", "by", "until" or the like stands before: "in the 11th" is no day."""
    at = first - 1
    while at >= 0 and row.letters[at] in _SKIPPED:
        at -= 1
    return at >= 0 and (row.letters[at] in "bUsfBAk&" or (row.letters[at] == "i" and row.values[at] == "on"))
