"""What each part of a page is: headline, lead, byline, body, caption, or chrome."""

from __future__ import annotations

import re
from collections.abc import Sequence

from asyl.model import Zone, ZoneKind

from .head_choice import Candidate, is_strapline
from .head_lines import Line, is_handle, is_section, lines_of, precise
from .head_names import author_after, person_segment
from .head_words import HeadWords

_PROSE = 90  # characters from which a line with a full sentence is prose
_LONG = 170  # characters from which any line is
_SENTENCE = re.compile(r"[.!?…]['\"’”»)]*(?:\s|$)")
_TAIL_LINE = 260  # longest line of a tail, in characters
_TAIL_LINES = 6
_SHORT = 80  # characters in which one word of navigation is enough
_BULLETS = "▪●•★◆▸–—*-"


def body_start(lines: Sequence[Line], words: HeadWords) -> int:
    """The number of the line that the body begins with: the first prose that no byline or date line follows."""
    for at, line in enumerate(lines):
        if at and _is_prose(line, words) and not _head_goes_on(lines[at + 1 : at + 3], words):
            return at
    return min(len(lines), 6)


def _is_prose(line: Line, words: HeadWords) -> bool:
    if line.bracketed or _tells_of_itself(line, words):
        return False
    size = len(line.text)
    return size >= _LONG or (size >= _PROSE and bool(_SENTENCE.search(line.text)))


def _tells_of_itself(line: Line, words: HeadWords) -> bool:
    """A long line that is a byline, or gives a day of publication, or has several parts one of which is a date."""
    if len(line.text) > 3 * _PROSE:
        return False
    days = [date for date in line.dates if date.edtf is None or len(date.edtf) == 10]
    if not days:
        return len(line.text) < 2 * _PROSE and author_after(line.text, words) is not None
    before = line.text[: days[-1].start - line.start]
    early = days[0].start - line.start < _PROSE
    named = bool(words.published.search(before[-30:]) or author_after(line.text, words))
    return named or (early and (len(line.segments) >= 3 or bool(words.chrome.search(line.text))))


def _head_goes_on(lines: Sequence[Line], words: HeadWords) -> bool:
    return any(is_byline(line, words) for line in lines)


def after_head(lines: Sequence[Line], title: int, words: HeadWords) -> int:
    """The number of the line that the body begins with, once the title's line is known: what follows the title and its
    bylines, labels and standfirst."""
    at = title + 1
    while at < len(lines) and (_belongs_to_head(lines[at], words) or _is_standfirst(lines[at : at + 3], words)):
        at += 1
    return at


def _belongs_to_head(line: Line, words: HeadWords) -> bool:
    if len(line.text) > 3 * _PROSE or line.text[0] in _BULLETS:
        return False
    if (
        line.text[0] in "[(="
        or words.published.match(line.text)
        or _is_dateline(line)
        or is_strapline(line.text, words)
        or _tells_of_itself(line, words)
        or is_section(line.text, words)
    ):
        return True
    if is_byline(line, words):
        return True
    marked = words.labels.match(line.text) or words.crawled.search(line.text) or words.chrome.search(line.text)
    short = len(line.text) <= _PROSE
    return bool(marked and short) or (short and person_segment(line, words) is not None and not line.dates)


def _is_dateline(line: Line) -> bool:
    """A short line with a day or a time of publication that is no sentence."""
    days = [date for date in line.dates if date.edtf is None or len(date.edtf) == 10]
    return bool(days) and len(line.text) <= _PROSE + 30 and line.text[-1] not in ".!?…:"


def _is_standfirst(lines: Sequence[Line], words: HeadWords) -> bool:
    """A line of text before a byline or a date line."""
    return len(lines) > 1 and len(lines[0].text) <= 4 * _PROSE and any(is_byline(line, words) for line in lines[1:])


def is_byline(line: Line, words: HeadWords) -> bool:
    """A short line with a day of publication or an author and little else."""
    if len(line.text) > _PROSE:
        return False
    if author_after(line.text, words):
        return True
    days = precise(line)
    rest = len(line.text) - sum(date.end - date.start for date in days)
    return bool(days) and rest <= _PROSE // 2 and not line.text.endswith((",", ";", ":"))


def tail_start(text: str, begin: int, publisher: str | None, words: HeadWords, reach: int) -> int:
    """Where the body ends and what follows it begins; the end of the text when nothing does."""
    first = max(begin, len(text) - reach)
    lines = lines_of(text, first, len(text), ())[1:]
    end = len(text)
    for line in reversed(lines[-_TAIL_LINES:]):
        if len(line.text) > _TAIL_LINE or not _is_tail(line, publisher, words):
            break
        end = line.start
    return end


def _is_tail(line: Line, publisher: str | None, words: HeadWords) -> bool:
    """Navigation, rights, an address, what a paper says of itself, or a line that is no sentence."""
    marked = words.chrome.search(line.text)
    if marked and (marked.start() <= 2 or len(line.segments) > 1 or len(line.text) <= _SHORT):
        return True
    if line.bracketed or not any(char.isalpha() for char in line.text):
        return True
    if is_handle(line.text) or (
        publisher and len(line.text) <= 2 * _PROSE and publisher.casefold() in line.text.casefold()
    ):
        return True
    said = line.text.rstrip("\"'”’»)]")
    return len(line.segments) >= 3 or (len(said) <= _PROSE and said[-1] not in ".!?…:;,")


def zones_of(
    text: str,
    lines: Sequence[Line],
    body: int,
    end: int,
    title: Candidate | None,
    words: HeadWords,
) -> tuple[Zone, ...]:
    """Zones in order, covering every line of the head, the body with its captions, and the tail."""
    zones = [Zone(_head_kind(line, title, words), line.start, line.end) for line in lines[:body]]
    begin = lines[body].start if body < len(lines) else len(text)
    zones += _body(text, begin, end, words)
    finish = len(text.rstrip())
    if end < finish:
        zones.append(Zone(ZoneKind.CHROME, end, finish))
    return tuple(zones)


def _head_kind(line: Line, title: Candidate | None, words: HeadWords) -> ZoneKind:
    if title and line.number == title.line:
        return ZoneKind.HEADLINE
    if words.caption.search(line.text):
        return ZoneKind.CAPTION
    if is_byline(line, words) or person_segment(line, words):
        return ZoneKind.BYLINE
    return ZoneKind.LEAD if title and line.number > title.line and len(line.text) >= 40 else ZoneKind.CHROME


def _body(text: str, begin: int, end: int, words: HeadWords) -> list[Zone]:
    """The body as one zone, cut where a caption stands in it."""
    zones: list[Zone] = []
    at = begin
    for match in re.finditer(r"[^\n\r]+", text[begin:end]):
        line = match.group().strip()
        if len(line) <= _TAIL_LINE and words.caption.search(line):
            start = begin + match.start()
            _add(zones, text, at, start)
            zones.append(Zone(ZoneKind.CAPTION, start, begin + match.end()))
            at = begin + match.end()
    _add(zones, text, at, end)
    return zones


def _add(zones: list[Zone], text: str, start: int, end: int) -> None:
    said = text[start:end]
    if said.strip():
        begin = start + len(said) - len(said.lstrip())
        zones.append(Zone(ZoneKind.BODY, begin, begin + len(said.strip())))
