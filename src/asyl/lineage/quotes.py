"""The quote channel: words between quotation marks that stand in a source, exactly or nearly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from asyl.model import Report, ZoneKind

from .names import Piece, pieces
from .stretches import Shared

# Opening mark -> what closes it. A straight or single mark inside a word is an apostrophe.
_QUOTED = re.compile(
    r"“([^“”\n]{8,1500})”|«([^«»\n]{8,1500})»|„([^„“”\n]{8,1500})[“”]|\"([^\"\n]{8,1500})\"|(?<!\w)‘([^‘\n]{8,1500}?)’(?!\w)"
)
_FEWEST_WORDS, _FEWEST_LETTERS = 3, 14  # of a quotation that is looked for word by word
_NEARLY = 85.0  # likeness (0..100) from which a longer quotation counts as taken over with changes
_LONG = 6  # words that a quotation needs to be looked for with changes
# Caps, so that a page of quotations against a book stays linear: quotations of one report that are looked for with
# changes, and compared letters of the source in which they are looked for.
_MOST_NEAR, _FURTHEST = 200, 200_000


def quoted(report: Report) -> list[tuple[int, int]]:
    """The stretches of the report's text that stand between quotation marks, marks left out."""
    found = []
    for match in _QUOTED.finditer(report.text):
        group = next(number for number, text in enumerate(match.groups(), 1) if text is not None)
        if report.zone_at(match.start()) is not ZoneKind.CHROME:
            found.append(match.span(group))
    return found


def quotations(report: Report, source: Report) -> Iterator[Shared]:
    """Quotations of the report that are found in the source."""
    haystack = pieces(source.text)
    joined, places = _joined(haystack)
    near = 0
    for start, end in quoted(report):
        needle = pieces(report.text[start:end])
        if len(needle) < _FEWEST_WORDS or end - start < _FEWEST_LETTERS:
            continue
        found = _exact(needle, joined, places, haystack)
        if found is None and near < _MOST_NEAR:
            near += 1
            found = _near(needle, joined[:_FURTHEST], places, haystack)
        if found:
            there, like = found
            yield Shared((start, end), there, len(needle), 0.0, like)


Found = tuple[tuple[int, int], float]


def _joined(words: Sequence[Piece]) -> tuple[str, dict[int, int]]:
    """The compared words with one blank around each, and the word that begins at each offset."""
    places, at = {}, 1
    for number, piece in enumerate(words):
        places[at] = number
        at += len(piece.word) + 1
    return " " + " ".join(piece.word for piece in words) + " ", places


def _exact(needle: Sequence[Piece], joined: str, places: dict[int, int], words: Sequence[Piece]) -> Found | None:
    at = joined.find(" " + " ".join(piece.word for piece in needle) + " ")
    if at < 0:
        return None
    first = places[at + 1]
    return (words[first].start, words[first + len(needle) - 1].end), 1.0


def _near(needle: Sequence[Piece], joined: str, places: dict[int, int], words: Sequence[Piece]) -> Found | None:
    """The best place for a longer quotation with changed words, if it is good enough."""
    if len(needle) < _LONG:
        return None
    wanted = " ".join(piece.word for piece in needle)
    best = fuzz.partial_ratio_alignment(wanted, joined, score_cutoff=_NEARLY)
    if best is None:
        return None
    inside = [number for at, number in places.items() if best.dest_start - 1 <= at < best.dest_end]
    return ((words[inside[0]].start, words[inside[-1]].end), round(best.score / 100, 4)) if inside else None
