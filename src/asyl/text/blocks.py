"""Paragraphs and sentences as stretches of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from asyl.model import Language

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_WRAP = (50, 110)  # shortest and longest line, in characters, of text that an editor wrapped
# An end mark with the closing quotes and brackets that belong to it, or a full-width mark, which needs no space.
# The look-behind keeps a run of marks from being tried at each of its places.
_END = re.compile(r"(?:(?<![.!?…؟۔।])[.!?…؟۔।]+[\"'’”»)\]]*(?=\s)|[。！？]+[」』”’）]*)")
_WORD_BEFORE = re.compile(r"([^\W_]+(?:[.'’\-][^\W_]+)*)\.$")
_NEXT = re.compile(r"[\s\"'‘’“”„«»(\[—–\-]*([^\W_]+)?")
_CLOSING = "\"'’”»)]」』）"
_LONGEST = 24  # characters looked at before an end mark and after it


@dataclass(frozen=True, slots=True)
class Block:
    """`text[start:end]`, without white space at its ends."""

    start: int
    end: int


def paragraphs(text: str) -> list[Block]:
    """The blocks that line breaks make. Lines that an editor wrapped (a block of lines of like length, or a break
    inside a sentence: no end mark before, a small letter after) are one paragraph."""
    found: list[Block] = []
    for group in _groups(text):
        wrapped = _is_wrapped(text, group)
        for line in group:
            if found and line is not group[0] and (wrapped or _goes_on(text, found[-1], line)):
                found[-1] = Block(found[-1].start, line.end)
            else:
                found.append(line)
    return found


def _groups(text: str) -> Iterator[list[Block]]:
    """Lines that stand together without a blank line between them."""
    group: list[Block] = []
    for match in _LINE.finditer(text):
        line = _trim(text, match.start(), match.end())
        if line.end > line.start and (not group or _breaks(text, group[-1].end, line.start) == 1):
            group.append(line)
        elif line.end > line.start:
            yield group
            group = [line]
    if group:
        yield group


def _breaks(text: str, start: int, end: int) -> int:
    between = text[start:end].replace("\r\n", "\n")
    return sum(between.count(mark) for mark in "\n\r\x0b\x0c\x85\u2028\u2029")


def _trim(text: str, start: int, end: int) -> Block:
    line = text[start:end]
    kept = line.strip()
    start += len(line) - len(line.lstrip())
    return Block(start, start + len(kept))


def _is_wrapped(text: str, lines: list[Block]) -> bool:
    if len(lines) < 3:
        return False
    lengths = [line.end - line.start for line in lines]  # characters
    longest = max(lengths)
    return _WRAP[0] <= longest <= _WRAP[1] and min(lengths[:-1]) >= 0.7 * longest and _has_small(text, lines)


def _has_small(text: str, lines: list[Block]) -> bool:
    """Whether a line after the first begins with a small letter: a list of titles has none."""
    return any(text[line.start].islower() for line in lines[1:])


def _goes_on(text: str, before: Block, line: Block) -> bool:
    last = text[before.end - 1]
    long = before.end - before.start >= _WRAP[0]
    return long and text[line.start].islower() and (last.isalpha() or last in ",;-–—")


def sentences(text: str, language: Language | None = None) -> list[Block]:
    """The sentences of every paragraph, in order; none crosses a paragraph break.

    A dot ends none after an initial, an abbreviation of the pack (word list `sentence_abbreviations`, else
    `abbreviations`) or a month before its day. Dotted initials (`U.S.`, `a.m.`) end one only before a word of the list
    `sentence_starters`.
    """
    ends = _Ends(language)
    found: list[Block] = []
    for block in paragraphs(text):
        start = block.start
        for match in _END.finditer(text, block.start, block.end):
            if ends.at(text, match, block.end):
                found.append(_trim(text, start, match.end()))
                start = match.end()
        found.append(_trim(text, start, block.end))
    return [sentence for sentence in found if sentence.end > sentence.start]


class _Ends:
    """What one language says about the dot."""

    def __init__(self, language: Language | None) -> None:
        self._starters = language.list("sentence_starters") if language else frozenset()
        self._months = frozenset(language.calendar.months) if language else frozenset()
        self._never = (
            language.list("sentence_abbreviations") or language.list("abbreviations") if language else frozenset()
        )

    def at(self, text: str, mark: re.Match[str], limit: int) -> bool:
        """Whether the marks end a sentence of the paragraph that ends at `limit`."""
        following = _NEXT.match(text[mark.end() : min(limit, mark.end() + _LONGEST)])
        word = following[1] if following and following[1] else ""
        if word[:1].islower():
            return text[mark.start()] != "." and mark.group()[-1] not in _CLOSING
        before = _WORD_BEFORE.search(text[max(0, mark.start() - _LONGEST) : mark.start() + 1])
        return mark.group() != "." or before is None or not self._stays(before[1], word)

    def _stays(self, before: str, word: str) -> bool:
        """Whether a dot between two words belongs to the first: an initial, an abbreviation."""
        last = before.casefold()
        if "." in last and len(last.rpartition(".")[2]) == 1:
            return word != "" and word.casefold() not in self._starters
        if word.isdigit() and len(last) <= 5 and last in self._months:
            return True
        return last in self._never or (len(last) == 1 and before.isupper() and word[:1].isupper())
