"""Changes inside a passage that was taken over with edits: words put in, left out, a number or date put in another's
place; and what a copy does to the date line and the by-line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from asyl.model import Change, ChangeKind, Report, ZoneKind

from .anchors import Sentence
from .names import Piece, pieces
from .stretches import Shared

_FEWEST = 5  # words in a row that count as put in or left out
_LONGEST = 3000  # words of a passage that is compared word by word
_KINDS = (("number", ChangeKind.NUMBER), ("date", ChangeKind.DATE))
_MARKS = ("", *'.,;:!?…()[]“”"«»„–—')
_SENTENCE_END = re.compile(r"[.!?…]\s|\n\n")
Stretch = tuple[int, int]


def edits(
    report: Report,
    source: Report,
    taken: Sequence[Shared],
    here: Sequence[Sentence],
    there: Sequence[Sentence],
    attributions: Sequence[Stretch] = (),
) -> Iterator[Change]:
    """Changes inside the edited passages. here, there: the sentences of both with their numbers and dates;
    attributions: where the report names its sources, which is nothing added."""
    for passage in taken:
        if passage.retold or passage.similarity == 1.0:
            continue
        new, old = pieces(report.text[slice(*passage.here)]), pieces(source.text[slice(*passage.there)])
        if max(len(new), len(old)) <= _LONGEST:
            for before, after in _blocks(old, new, passage):
                if not _names_a_source(after, attributions):
                    yield from _edit(report, source, before, after, here, there)


def _names_a_source(words: Sequence[Stretch], attributions: Sequence[Stretch]) -> bool:
    """Whether words lie in a stretch from the first to the last of which a source is named."""
    return any(start < words[-1][1] and words[0][0] < end for start, end in attributions) if words else False


def _blocks(old: Sequence[Piece], new: Sequence[Piece], passage: Shared) -> Iterator[tuple[Sequence[Stretch], ...]]:
    """Words of the source and words of the report that stand in each other's place; either may be empty."""
    removed: list[Stretch] = []
    put_in: list[Stretch] = []
    words = [piece.word for piece in old], [piece.word for piece in new]
    for tag, a, a_end, b, b_end in [*Indel.opcodes(*words), ("equal", len(old), len(old), len(new), len(new))]:
        if tag == "equal" and (removed or put_in):
            yield removed, put_in
            removed, put_in = [], []
        elif tag != "equal":
            removed += [(piece.start + passage.there[0], piece.end + passage.there[0]) for piece in old[a:a_end]]
            put_in += [(piece.start + passage.here[0], piece.end + passage.here[0]) for piece in new[b:b_end]]


def _edit(
    report: Report,
    source: Report,
    before: Sequence[Stretch],
    after: Sequence[Stretch],
    here: Sequence[Sentence],
    there: Sequence[Sentence],
) -> Iterator[Change]:
    for name, kind in _KINDS:
        old, new = _standing(there, name, before), _standing(here, name, after)
        if len(old) == len(new) == 1:
            yield Change(kind, source.span(*old[0]), report.span(*new[0]))
            return
    if len(before) >= _FEWEST and len(after) < _FEWEST and _is_clause(source.text, before[0][0], before[-1][1]):
        yield Change(ChangeKind.DROPPED, source.span(before[0][0], before[-1][1]), None)
    elif len(after) >= _FEWEST and len(before) < _FEWEST and _is_clause(report.text, after[0][0], after[-1][1]):
        yield Change(ChangeKind.ADDED, None, report.span(after[0][0], after[-1][1]))


def _is_clause(text: str, start: int, end: int) -> bool:
    """Whether words stand between two marks, and no sentence ends between them."""
    before, after = text[:start].rstrip()[-1:], text[end:].lstrip()[:1]
    return before in _MARKS and after in _MARKS and _SENTENCE_END.search(text, start, end) is None


def _standing(sentences: Sequence[Sentence], kind: str, words: Sequence[Stretch]) -> list[Stretch]:
    """The numbers or dates that stand where the words stand."""
    if not words:
        return []
    low, high = words[0][0], words[-1][1]
    return [
        (start, end)
        for sentence in sentences
        if sentence.start < high and low < sentence.end
        for anchor, start, end in sentence.places
        if anchor[0] == kind and start < high and low < end
    ]


def imprint_changes(report: Report, source: Report) -> Iterator[Change]:
    """What a copy of a whole report does to its imprint: another date printed, the author left out."""
    if source.published_at and report.published_at and source.published_at.quote != report.published_at.quote:
        yield Change(ChangeKind.DATE, source.published_at, report.published_at, "date line")
    if source.author and source.author not in report.text:
        for zone in source.zones:
            if zone.kind is ZoneKind.BYLINE and source.author in source.text[zone.start : zone.end]:
                yield Change(ChangeKind.DROPPED, source.span(zone.start, zone.end), None, "author")
                return
