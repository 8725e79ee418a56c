"""The lines of a report's head and tail, cut into segments, each with what it looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .date_context import EXPLICIT
from .dates import DateFound
from .head_words import HeadWords

# What a page puts between the parts of a line.
_SEPARATOR = re.compile(
    r"\s*[|·•¦►→]\s*|\s+[»›]\s+|\s+[—–\-]+\s+|\s+(?=//)|\s*//+\s*|\s+/\s+|\s{2,}|\s+\*\s+|\s*🧵\s*|\s+@\s+"
    r"|(?<=[^\W\d_]{5})\.\s+(?=\S)"
)
_LINE = re.compile(r"[^\n\r]+")
_SHORT = 120  # characters of a line that may be navigation as a whole
_LITTLE = 2  # words that a word of navigation may have after it
_HANDLE = re.compile(r"\S+@\S+|@\w+|https?://\S+|www\.\S+")
_WORD = re.compile(r"[^\W\d_][\w'’\-.]*")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a line; `text` is trimmed, `start` and `end` are offsets into the report."""

    text: str
    start: int
    end: int
    dates: tuple[DateFound, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page. `number` counts the lines that are not blank, `block` the groups that blank lines part."""

    number: int
    text: str
    start: int
    end: int
    segments: tuple[Segment, ...]
    dates: tuple[DateFound, ...]
    block: int = 0

    @property
    def bracketed(self) -> bool:
        return self.text[0] in "[(" and self.text[-1] in "])." and len(self.text) > 2


def lines_of(text: str, start: int, end: int, dates: Sequence[DateFound]) -> list[Line]:
    """The lines of `text[start:end]` that are not blank; `dates` are those found there."""
    found: list[Line] = []
    block, last = 0, start
    for match in _LINE.finditer(text, start, end):
        said = match.group()
        trimmed = said.strip()
        if trimmed:
            begin = match.start() + len(said) - len(said.lstrip())
            finish = begin + len(trimmed)
            block += 1 if found and text[last:begin].replace("\r\n", "\n").count("\n") > 1 else 0
            last = finish
            inside = tuple(d for d in dates if d.kind == "date" and begin <= d.start and d.end <= finish)
            segments = _segments(trimmed, begin, inside) or (Segment(trimmed, begin, finish, inside),)
            found.append(Line(len(found), trimmed, begin, finish, segments, inside, block))
    return found


def without_preamble(lines: Sequence[Line], words: HeadWords) -> tuple[list[Line], list[Line]]:
    """(lines of navigation above the page's own head, the others numbered anew): "Skip to content", "Menu"."""
    first = next((at for at, line in enumerate(lines) if not is_chrome(line.text, words)), 0)
    kept = [replace(line, number=number) for number, line in enumerate(lines[first:])]
    blocks = kept[0].block if kept else 0
    return list(lines[:first]), [replace(line, block=line.block - blocks) for line in kept]


def _segments(text: str, start: int, dates: tuple[DateFound, ...]) -> tuple[Segment, ...]:
    """A line cut at its separators, and around its dates (`Una Valley Observer, Thu. 20/02/2020`)."""
    cuts: list[tuple[int, int]] = []
    for match in _SEPARATOR.finditer(text):
        if not any(date.start - start < match.end() and match.start() < date.end - start for date in dates):
            cuts.append(match.span())
    pieces, at = [], 0
    for first, last in [*cuts, (len(text), len(text))]:
        pieces.append((at, first))
        at = last
    return tuple(segment for first, last in pieces if (segment := _segment(text, first, last, start, dates)))


def _segment(text: str, first: int, last: int, start: int, dates: tuple[DateFound, ...]) -> Segment | None:
    said = text[first:last]
    trimmed = said.strip()
    if not trimmed:
        return None
    begin = start + first + len(said) - len(said.lstrip())
    finish = begin + len(trimmed)
    return Segment(trimmed, begin, finish, tuple(date for date in dates if begin <= date.start and date.end <= finish))


def words_in(text: str) -> list[str]:
    return _WORD.findall(text)


def is_issue(text: str, words: HeadWords) -> bool:
    """Whether a text gives the number of an issue."""
    return bool(words.issue.search(text))


def without_issue(text: str, words: HeadWords) -> str:
    """A periodical's name without the number of its issue."""
    bare = words.issue.sub(" ", text)
    return re.sub(r"\(\s*\)", " ", bare).strip(" ,;:-–—/|#\t") or text


def is_handle(text: str) -> bool:
    return bool(_HANDLE.search(text))


def is_section(text: str, words: HeadWords) -> bool:
    return text.casefold().strip(" .:!*=-–—") in words.sections


def is_chrome(text: str, words: HeadWords) -> bool:
    """Whether a short text is navigation or the like: a word of it with little else ("Share this article", "Menu")."""
    if len(text) <= _SHORT and words.sure.search(text):
        return True
    if len(words_in(text)) <= _LITTLE and words.chrome.search(text):
        return True
    match = words.chrome.match(text)
    return match is not None and (
        text[match.end() : match.end() + 1] == ":" or len(words_in(text[match.end() :])) <= _LITTLE
    )


def precise(line: Line) -> list[DateFound]:
    """The days of a line that give their year."""
    return [date for date in line.dates if date.edtf and len(date.edtf) == 10 and date.basis == EXPLICIT]


def in_brackets(line: Line, date: DateFound) -> bool:
    before, after = line.text[: date.start - line.start], line.text[date.end - line.start :]
    return before.count("(") + before.count("[") > before.count(")") + before.count("]") and (
        ")" in after or "]" in after
    )
