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
    return _introduced(lines) or _told(lines) or _author(report, persons) or _signature(lines) or _headed(persons)


def _introduced(lines: Sequence[Line]) -> str:
    """ "My name is X", "I, X, ...", "I am X"."""
    for line in lines:
        for at, chunk in enumerate(line.chunks):
            if not chunk.who:
                continue
            before = [line.norm(k) for k in range(max(0, at - 3), at)]
            if before[-3:] == ["my", "name", "is"] or before[-2:] in (["i", ","], ["i", "am"], ["i", "'m"]):
                return chunk.who
    return ""


def _told(lines: Sequence[Line]) -> str:
    """ "X spoke with Y", "as told by Y to X", "statement of Y", in the first lines."""
    for line in lines[:12]:
        for at, chunk in enumerate(line.chunks):
            before = (line.norm(at - 2), line.norm(at - 1))
            told = before in (
                ("told", "by"),
                ("interview", "with"),
                ("statement", "of"),
                ("testimony", "of"),
                ("declaration", "of"),
            )
            spoke = before[1] in ("with", "to", "interviewed", "interviews") and line.norm(at - 2) in (
                "spoke",
                "speaks",
                "talked",
                "talks",
                "interviewed",
                "talking",
            )
            if chunk.who and (told or spoke):
                return chunk.who
    return ""


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


def _headed(persons: Sequence[Person]) -> str:
    """The first person named who is no official: interviews and testimonies name the one who speaks at their head."""
    for person in persons:
        if person.protectable and not person.kin and person.first[0] <= 8:
            return person.local
    return ""
