"""What each part of a page is: headline, lead, byline, body, caption, or chrome."""

from __future__ import annotations

import re
from collections.abc import Sequence

from asyl.model import Zone, ZoneKind

from .head_choice import is_strapline
from .head_features import Candidate
from .head_lines import Line, is_chrome, is_section, precise, words_in
from .head_names import author_after, person_segment, team_in
from .head_words import HeadWords

_PROSE = 90  # characters from which a line with a full sentence is prose
_LONG = 170  # characters from which any line is
_SENTENCE = re.compile(r"[.!?…]['\"’”»)]*(?:\s|$)")
_TAIL_LINE = 260  # longest line of a tail, in characters
_TAIL_LINES = 6
_FEW = 2  # words before a date in a line that ends as a sentence does
_DIRECTLY = 14  # characters before a day in which "sent" or the like stands
_LONGEST_SPEAKER = 40  # characters before the colon of a turn
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
    """A long line that is a byline, or gives a day of publication, or has several short parts one of which is one."""
    if len(line.text) > 3 * _PROSE or _is_turn(line.text):
        return False
    days = precise(line)
    if not days:
        sent = len(line.segments) > 1 and any(
            words.published.search(line.text[: day.start - line.start][-_DIRECTLY:]) for day in line.dates
        )
        return len(line.text) < 2 * _PROSE and (sent or author_after(line.text, words) is not None)
    before = line.text[: days[-1].start - line.start]
    early = days[0].start - line.start < _PROSE
    named = bool(words.published.search(before[-30:]) or author_after(line.text, words))
    parted = len(line.segments) >= 3 and max(len(part.text) for part in line.segments) <= _PROSE
    return named or (early and (parted or is_chrome(line.segments[-1].text, words)))


def _is_turn(text: str) -> bool:
    """ "VERGARA: Good morning." """
    name, colon, rest = text.partition(":")
    return bool(colon and rest.strip()) and len(name) <= _LONGEST_SPEAKER and name.partition("(")[0].isupper()


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
        (line.text[0] in "[(=" and len(line.text) <= _PROSE)
        or words.published.match(line.text)
        or _is_dateline(line)
        or is_strapline(line.text, words)
        or _tells_of_itself(line, words)
        or is_section(line.text, words)
    ):
        return True
    if is_byline(line, words):
        return True
    marked = words.labels.match(line.text) or words.crawled.search(line.text) or is_chrome(line.text, words)
    short = len(line.text) <= _PROSE
    return short and (bool(marked) or _is_name(line, words))


def _is_name(line: Line, words: HeadWords) -> bool:
    """A line that holds an author's name, with a role or a place at most, or the name of a desk."""
    if line.dates or any(char.isdigit() for char in line.segments[0].text):
        return False
    return person_segment(line, words) is not None or team_in(line.text, words) is not None


def _is_dateline(line: Line) -> bool:
    """A short line with a day or a time of publication that is no sentence."""
    days = [date for date in line.dates if date.edtf is None or len(date.edtf) == 10]
    return bool(days) and len(line.text) <= _PROSE + 30 and line.text[-1] not in ".!?…:"


def _is_standfirst(lines: Sequence[Line], words: HeadWords) -> bool:
    """A line of text before a byline, a date line or, with prose to follow, a bare name."""
    if len(lines) < 2 or len(lines[0].text) > 4 * _PROSE or _is_turn(lines[0].text):
        return False
    named = len(lines) > 2 and _is_name(lines[1], words) and _is_prose(lines[2], words)
    return named or any(is_byline(line, words) for line in lines[1:])


def is_byline(line: Line, words: HeadWords) -> bool:
    """A short line with a day of publication or an author and little else."""
    if len(line.text) > _PROSE:
        return False
    if author_after(line.text, words):
        return True
    days = precise(line)
    rest = len(line.text) - sum(date.end - date.start for date in days)
    if not days or rest > _PROSE // 2 or line.text.endswith((",", ";", ":")):
        return False
    before = line.text[: days[0].start - line.start]
    return not line.text.endswith(".") or len(words_in(before)) <= _FEW or bool(words.published.search(before))


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
