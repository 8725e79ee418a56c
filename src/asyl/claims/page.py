"""A report made ready for reading: sentences as lines, persons found, pronouns linked, speech marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from asyl.model import Language, Outlet, Report, Role, ZoneKind
from asyl.text import find_dates, paragraphs, sentences, tokens

from .endings import endings_of, nominatives
from .grammar import Grammar, grammar
from .lines import LONGEST, Line, Named, make_chunks, make_line
from .names import find_runs
from .narrator import link_first_person
from .patterns import Match, Rules
from .persons import Person, find_persons, initials_of
from .pieces import Piece, fold_word, pieces
from .quotes import quotations
from .references import References
from .sights import Looker, Sight
from .speech import Speech

_SILENT = (ZoneKind.CHROME,)
_MOST = 10_000  # code points of one sentence that are analysed; no sentence of a report is longer
_PARAGRAPH = 100_000  # the same of one paragraph: a file without line breaks is read at its beginning only


@dataclass(slots=True)
class Page:
    """What every later layer asks. `lines` in order of the text."""

    report: Report
    grammar: Grammar
    lines: list[Line]
    persons: list[Person]
    rows: list[list[Piece]]
    speech: Speech
    narrator: str = ""
    letters: Mapping[str, str] = field(default_factory=dict)
    _held: dict[int, tuple[Rules, tuple[Match, ...]]] = field(default_factory=dict)

    def matches(self, line: Line, rules: Rules) -> tuple[Match, ...]:
        """What the patterns match in a line; looked for once, by whoever asks first."""
        held = self._held.get(line.number)
        if held is None or held[0] is not rules:
            held = self._held[line.number] = (rules, tuple(rules.matches(line)))
        return held[1]


@dataclass(frozen=True, slots=True)
class _Row:
    pieces: list[Piece]
    paragraph: int
    zone: str


def make_page(report: Report, language: Language, outlets: Sequence[Outlet] = ()) -> Page:
    """Reads a report up to the point where events can be looked for. Chrome is left out."""
    rows = _rows(report, language)
    sights = _sights(language, [row.pieces for row in rows])
    printed = _imprints(report, outlets)
    persons = find_persons([sight for sight in sights if " ".join(sight.run.words).casefold() not in printed])
    lines = _lines(report, language, rows, persons)
    ready = grammar(language)
    blocks = paragraphs(report.text)
    quotes = [quote for block in blocks for quote in quotations(report.text, block.start, block.end)]
    letters = initials_of(persons)
    speech = Speech(ready, lines, quotes, letters)
    References(ready, persons, lines, speech).resolve()
    narrator = link_first_person(ready, report, persons, lines, speech, letters)
    _mark_authors(report, persons, narrator)
    return Page(report, ready, lines, persons, [row.pieces for row in rows], speech, narrator, letters)


def _sights(language: Language, rows: Sequence[Sequence[Piece]]) -> list[Sight]:
    """Candidate names with their evidence, brought to the nominative where names have case endings."""
    looker = Looker(language)
    runs = [run for number, row in enumerate(rows) for run in find_runs(number, row, language)]
    endings = endings_of(language)
    if endings:
        runs = nominatives(rows, runs, endings, language)
    return [looker.look(run, rows[run.sentence]) for run in runs]


def _rows(report: Report, language: Language) -> list[_Row]:
    """Sentences as pieces, long ones cut, with the paragraph and zone each stands in."""
    blocks = iter(enumerate(paragraphs(report.text)))
    number, block = next(blocks, (0, None))
    found: list[_Row] = []
    for sentence in sentences(report.text, language):
        while block is not None and block.end <= sentence.start:
            number, block = next(blocks, (number, None))
        zone = report.zone_at(sentence.start)
        if zone in _SILENT or (block is not None and sentence.start - block.start > _PARAGRAPH):
            continue
        row = [
            Piece(piece.start + sentence.start, piece.end + sentence.start, piece.text, piece.norm, piece.word)
            for piece in pieces(tokens(report.text[sentence.start : min(sentence.end, sentence.start + _MOST)]))
        ]
        found += [_Row(row[at : at + LONGEST], number, zone) for at in range(0, len(row), LONGEST)]
    return found


def _imprints(report: Report, outlets: Sequence[Outlet]) -> frozenset[str]:
    """Names of publishers, which are nobody's: the report's own and those that are known."""
    names = {name for outlet in outlets for name in (outlet.name, *outlet.aliases)}
    return frozenset(name.casefold() for name in {*names, report.publisher or ""})


def _mark_authors(report: Report, persons: Sequence[Person], narrator: str) -> None:
    """Who is named as author is a reporter, not the one it happened to, unless the report is told by them."""
    author = {fold_word(word) for word in (report.author or "").split()}
    for person in persons:
        if author and set(person.key) <= author and person.local != narrator:
            person.role = Role.REPORTER


def _lines(report: Report, language: Language, rows: list[_Row], persons: list[Person]) -> list[Line]:
    names: dict[int, dict[int, Named]] = {}
    for person in persons:
        for sight, _ in person.sights:
            run = sight.run
            names.setdefault(run.sentence, {})[run.first] = Named(run.last, person.local, run.cases)
    dates = [date for date in find_dates(report.text, language, report.published) if date.edtf]
    lines: list[Line] = []
    at = 0
    for number, row in enumerate(rows):
        start, end = row.pieces[0].start, row.pieces[-1].end
        while at < len(dates) and dates[at].end <= start:
            at += 1
        stop = at
        while stop < len(dates) and dates[stop].start < end:
            stop += 1
        chunks = make_chunks(row.pieces, names.get(number, {}), dates[at:stop])
        lines.append(make_line(len(lines), row.paragraph, chunks, row.zone))
    return lines
