"""The first person: who "I" is, inside a quotation and in a report told by the one it happened to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asyl.model import Report

from .grammar import Grammar
from .lines import NAME, Line, Ref
from .persons import Person
from .pieces import fold_word
from .speech import Said, Speech, Voice

_ENOUGH = 3  # times "I" outside quotations that make a report a first-person one


def speaker_of(voice: Voice | None, lines: Sequence[Line], letters: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The persons a voice names, when it is a person of the report."""
    if voice is None:
        return ()
    line = lines[voice.line]
    for at in range(voice.first, voice.last):
        if line.chunks[at].who:
            return (line.chunks[at].who,)
    if letters and line.norm(voice.first) in letters:
        return (letters[line.norm(voice.first)],)
    ref = next((line.refs[at] for at in range(voice.first, voice.last) if at in line.refs), None)
    return ref.who[:1] if ref is not None and ref.kind != "possessive" else ()


def link_first_person(
    grammar: Grammar,
    report: Report,
    persons: Sequence[Person],
    lines: Sequence[Line],
    speech: Speech,
    letters: Mapping[str, str],
) -> str:
    """Fills the refs of "I", "my", "we"; returns the narrator's local, "" when the report has none."""
    places = [
        (line, at)
        for line in lines
        for at, chunk in enumerate(line.chunks)
        if grammar.pronouns.get(chunk.norm) in ("1", "w")
    ]
    inside: dict[tuple[int, int], Said | None] = {}
    outside = 0
    for line, at in places:
        said = [item for item in speech.at(line.chunks[at].start) if item.direct]
        inside[line.number, at] = said[-1] if said else None
        outside += not said and grammar.pronouns[line.norm(at)] == "1"
    narrator = _narrator(grammar, report, persons, lines) if outside >= _ENOUGH else ""
    for line, at in places:
        within = inside[line.number, at]
        who = speaker_of(within.voice, lines, letters) if within is not None else ()
        if not who and narrator:
            who = (narrator,)
        kind = "possessive" if line.norm(at) in grammar.possessives else "pronoun"
        line.refs[at] = Ref(at, at + 1, kind, who, "speaker", bool(who))
        _own_kin(grammar, line, at, persons)
    return narrator


def _own_kin(grammar: Grammar, line: Line, at: int, persons: Sequence[Person]) -> None:
    """ "my wife": the named wife of the report, or nobody it names."""
    noun = line.norm(at + 1)
    if line.norm(at) not in grammar.possessives or noun not in grammar.kin:
        return
    if line.norm(at + 2) == NAME or (line.norm(at + 2) == "," and line.norm(at + 3) == NAME):
        line.refs[at] = Ref(at, at + 2, "skip", (), "kin")
        return
    named = [person.local for person in persons if noun in person.nouns]
    line.refs[at] = Ref(at, at + 2, "noun", tuple(named[:1]) if len(named) == 1 else (), "kin", len(named) == 1)


def _narrator(grammar: Grammar, report: Report, persons: Sequence[Person], lines: Sequence[Line]) -> str:
    found = _introduced(grammar, lines) or _told(grammar, lines)
    if found:
        return found
    author, headed = _author(report, persons), _headed(persons, lines)
    if author and headed and author != headed and _asked(lines):
        return headed  # an interview: its author asks
    return author or _signature(lines) or headed


_QUESTIONS = 3  # paragraphs that are a question which make a report an interview


def _asked(lines: Sequence[Line]) -> bool:
    return sum(line.norm(len(line.chunks) - 1) == "?" and len(line.chunks) < 40 for line in lines) >= _QUESTIONS


def _introduced(grammar: Grammar, lines: Sequence[Line]) -> str:
    """ "My name is X", "I, X, ...", "I am X": the pack's `narrator_openers` before a name."""
    openers = _phrases(grammar, "narrator_openers")
    for line in lines:
        for at, chunk in enumerate(line.chunks):
            if chunk.who and any(_ends(line, at, opener) for opener in openers):
                return chunk.who
    return ""


def _told(grammar: Grammar, lines: Sequence[Line]) -> str:
    """ "X spoke with Y", "as told by Y to X", "statement of Y", in the first lines: `narrator_told` before a name."""
    openers = _phrases(grammar, "narrator_told")
    for line in lines[:12]:
        for at, chunk in enumerate(line.chunks):
            if chunk.who and any(_ends(line, at, opener) for opener in openers):
                return chunk.who
    return ""


def _phrases(grammar: Grammar, name: str) -> list[tuple[str, ...]]:
    return sorted(tuple(entry.split("_")) for entry in grammar.language.list(name))


def _ends(line: Line, at: int, phrase: tuple[str, ...]) -> bool:
    """The words of a phrase stand directly before chunk `at`."""
    return all(line.norm(at - len(phrase) + k) == word for k, word in enumerate(phrase))


def _author(report: Report, persons: Sequence[Person]) -> str:
    author = {fold_word(word) for word in (report.author or "").split()}
    for person in persons:
        if author and set(person.key) <= author:
            return person.local
    return ""


def _signature(lines: Sequence[Line]) -> str:
    """A short line near the end that is nothing but a name."""
    for line in reversed(lines[-6:]):
        words = [chunk for chunk in line.chunks if chunk.word]
        if words and words[0].who and len(words) <= 2:
            return words[0].who
    return ""


def _headed(persons: Sequence[Person], lines: Sequence[Line]) -> str:
    """The first person named who is no official: interviews and testimonies name the one who speaks at their head.
    One who stands in the headline goes before one who only stands in the line of authors below it."""
    able = [person for person in persons if person.protectable and not person.kin and person.first[0] <= 8]
    titled = {chunk.who for line in lines[:8] if line.zone == "headline" for chunk in line.chunks}
    return next((person.local for person in able if person.local in titled), able[0].local if able else "")
