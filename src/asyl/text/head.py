"""The head of a report: title, publisher, author, date of publication, language, and what each part of the page is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asyl.model import DateBasis, Language, Zone, ZoneKind

from .dates import find_dates
from .head_choice import choose, publishers, titles
from .head_date import published_date
from .head_features import Candidate, Page, weighed
from .head_lines import Line, is_section, lines_of, without_preamble
from .head_months import foreign_days
from .head_names import (
    author_after,
    author_before,
    is_heading,
    ordinary,
    person_segments,
    signature,
    team_in,
    written_small,
)
from .head_tail import tail_start
from .head_words import HeadWords, head_words
from .languages import detect_language
from .zones import after_head, body_start, zones_of

_HEAD = 3000  # characters in which a head stands
_TAIL = 3000  # characters in which what follows the body stands
_FOOT = 300  # characters before the tail in which a page may speak of itself
_NEAR = 3  # lines after the title in which a bare name is the author's
_SIGNED = 4  # last lines of a letter in which its author signs
_LONGEST_TITLE = 300  # characters; a longer line is a text without a title
_SAID = 6000  # characters of a body in which the words of a heading come again
_LINES = 24  # lines a head may have


@dataclass(frozen=True, slots=True)
class Hints:
    """What the container says about its page (the metadata of HTML); None where it says nothing."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None  # EDTF
    language: str | None = None  # BCP 47
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says. `published` is EDTF, `published_span` where it stands; `zones` cover the text."""

    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    published_basis: DateBasis
    published_span: tuple[int, int] | None
    language: str
    zones: tuple[Zone, ...]


def read_head(text: str, languages: Mapping[str, Language], hints: Hints | None = None) -> Head:
    """The head of a page of pasted or extracted text.

    What the page shows is believed before what its container says, except the title, publisher and author of HTML
    metadata that also stand in the text. A date of crawling, saving or importing is not the date of publication.
    """
    hints = hints or Hints()
    words = head_words(languages)
    language = _language(text, languages, hints)
    pack = languages.get(language)
    above, lines = head_lines(text, pack, words)
    parts = _parts(text, lines, words)
    title, publisher, body = parts.title, parts.publisher, parts.body
    head = lines[:body]
    begin = lines[body].start if body < len(lines) else len(text)
    author = _author(head, title, publisher, text[begin : begin + _SAID], words)
    names = [publisher.text] if publisher else []
    names += [author] if author and " " in author else []
    end = tail_start(text, begin, names, words, _TAIL)
    ending = lines_of(text, max(begin, end - _FOOT), end, ())[1:]
    date = published_date(text, head, lines[body : body + 1], (begin, end), pack, words, hints.published)
    signed = signature(ending, words, _SIGNED) if any(words.letters.search(line.text) for line in head) else None
    return Head(
        title=hints.title if hints.title and _stands(hints.title, text) else (title.text if title else hints.title),
        publisher=_publisher(publisher, text, words) or hints.publisher,
        author=signed or author or hints.author or _signature(ending, text[begin:end][:_SAID], words),
        published=date.edtf,
        published_basis=date.basis,
        published_span=date.span,
        language=language,
        zones=tuple(Zone(ZoneKind.CHROME, line.start, line.end) for line in above)
        + zones_of(text, lines, body, end, title, words),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    title: Candidate | None
    publisher: Candidate | None
    body: int  # the number of the line that the body begins with


def _parts(text: str, lines: Sequence[Line], words: HeadWords) -> _Parts:
    """Title and publisher chosen in a first guess of the head, then the body's begin from where they stand."""
    page, title_options, publisher_options = head_candidates(text, lines, words)
    title, publisher = choose(
        weighed(title_options, page, words, words.title_weights),
        weighed(publisher_options, page, words, words.publisher_weights),
    )
    title = title or _own_name(lines[: page.body], publisher)
    named = publisher.line if publisher and title and publisher.line - title.line <= _NEAR else -1
    return _Parts(title, publisher, after_head(lines[:_LINES], max(title.line if title else -1, named), words))


def head_candidates(
    text: str, lines: Sequence[Line], words: HeadWords
) -> tuple[Page, list[Candidate], list[Candidate]]:
    """What of a first guess of the head may be the title, and what may name the publisher, with scores by rule."""
    body = body_start(lines[:_LINES], words)
    head = lines[:body]
    begin = lines[body].start if body < len(lines) else len(text)
    end = tail_start(text, begin, (), words, _TAIL)
    tail = text[max(end - _FOOT, begin) :]
    page = Page.of(text, lines, body, begin, tail)
    return page, titles(head, words), publishers(head, text[begin:end][:200], tail, words)


def head_lines(text: str, pack: Language | None, words: HeadWords) -> tuple[list[Line], list[Line]]:
    """The lines of the page's beginning: those that a machine put before the page, and the page's own."""
    reach = min(len(text), _HEAD)
    dates = foreign_days(text, 0, reach, find_dates(text, pack, None, end=reach))
    return without_preamble(lines_of(text, 0, reach, dates), words)


def _language(text: str, languages: Mapping[str, Language], hints: Hints) -> str:
    found = detect_language(text, languages)
    declared = (hints.language or "").partition("-")[0].casefold()
    return declared if found == "und" and declared else found


def _stands(said: str, text: str) -> bool:
    return " ".join(said.split()).casefold() in " ".join(text[:_HEAD].split()).casefold()


def _own_name(head: Sequence[Line], publisher: Candidate | None) -> Candidate | None:
    """A periodical's page that has no other title than its own name and number."""
    line = next((line for line in head if publisher and line.number == publisher.line), None) or next(iter(head), None)
    if line is None or len(line.text) > _LONGEST_TITLE:
        return None
    return Candidate(line.number, line.text, line.start, line.end, 0.0)


def _publisher(found: Candidate | None, text: str, words: HeadWords) -> str | None:
    if found is None:
        return None
    name = found.text
    if name.isupper() and len(name) > 5:
        # As the page itself writes it elsewhere, else with capitals at the beginning of words.
        written = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text[found.end :], re.IGNORECASE)
        name = written.group() if written and not written.group().isupper() else written_small(name, words.small)
    return name


def _signature(ending: Sequence[Line], body: str, words: HeadWords) -> str | None:
    name = signature(ending, words)
    return name if name and not ordinary(name, body) else None


def _author(
    head: Sequence[Line], title: Candidate | None, publisher: Candidate | None, body: str, words: HeadWords
) -> str | None:
    rest = [line for line in head if not (title and line.number == title.line)]
    for line in rest:
        for said in dict.fromkeys([*(segment.text for segment in line.segments), line.text]):
            name = author_before(said, words) or author_after(said, words)
            if name:
                return written_small(name)
    near = [line for line in rest if line.number <= (title.line if title else 0) + _NEAR + 1]
    above = title is not None and title.line > 0
    for line in near:
        alone = line.number == 0 and above and len(line.segments) == 1 and not line.dates
        if not alone and not is_heading(line, head):  # what stands alone above the title names the paper
            name = _bare_author(line, publisher, body, words)
            if name:
                return name
    below = [line for line in near if title and line.number > title.line]
    return next((name for line in below if (name := _desk(line, publisher, words))), None)


def _bare_author(line: Line, publisher: Candidate | None, body: str, words: HeadWords) -> str | None:
    """A person's name without a by-line word, neither the publisher's nor made of ordinary words."""
    for person in person_segments(line, words):
        named = publisher and (person.text in publisher.text or publisher.text in person.text)
        if not named and not ordinary(person.text, body):
            return written_small(person.text)
    return None


def _desk(line: Line, publisher: Candidate | None, words: HeadWords) -> str | None:
    """A desk ("Staff"), or an agency's letters alone on a line ("ANSP"), where a name would stand."""
    if publisher and publisher.line == line.number:
        return None
    agency = re.fullmatch(r"[A-ZÀ-ÞА-ЯЁ]{3,6}", line.text)
    return line.text if agency and not is_section(line.text, words) else team_in(line.text, words)
