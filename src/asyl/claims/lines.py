"""A sentence as a line of chunks: names and dates are one chunk each, everything else is a word or a mark.

The rendering (chunks joined by blanks, a private sign for each name and date) is what patterns are matched against.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from asyl.text import DateFound

from .pieces import Piece

NAME, DATE = "\ue000", "\ue001"
SILENT = frozenset("\"'")  # quotation marks are not rendered: patterns read through them
LONGEST = 400  # chunks of one line; a longer sentence is read in several lines


@dataclass(frozen=True, slots=True)
class Chunk:
    start: int
    end: int
    norm: str  # NAME and DATE for those
    word: bool
    who: str = ""  # the person's local
    date: DateFound | None = None
    cases: str = ""  # of a name, in languages with case endings


@dataclass(frozen=True, slots=True)
class Named:
    """A name among pieces: the index after its last piece, the person's local, the cases it can stand in."""

    last: int
    who: str
    cases: str = ""


@dataclass(slots=True)
class Line:
    """`number` counts lines through the report; `paragraph` tells which block it stands in."""

    number: int
    paragraph: int
    chunks: tuple[Chunk, ...]
    text: str
    begins: tuple[int, ...]
    zone: str = ""
    refs: dict[int, Ref] = field(default_factory=dict)
    topic: tuple[str, bool] = ("", False)  # the protectable person spoken of when the line ends

    @property
    def start(self) -> int:
        return self.chunks[0].start

    @property
    def end(self) -> int:
        return self.chunks[-1].end

    def norm(self, at: int) -> str:
        """The norm at an index; "" outside the line."""
        return self.chunks[at].norm if 0 <= at < len(self.chunks) else ""

    def index(self, offset: int) -> int:
        """The chunk that the rendering's character `offset` lies in."""
        return max(0, bisect_right(self.begins, offset) - 1)


@dataclass(frozen=True, slots=True)
class Ref:
    """Words that stand for persons of the report: chunks `first` to `last` (exclusive).

    kind: name, pronoun, possessive, plural, noun. `who` the persons, empty when nobody of the report is meant.
    """

    first: int
    last: int
    kind: str
    who: tuple[str, ...]
    how: str
    sure: bool = True


def make_line(number: int, paragraph: int, chunks: Sequence[Chunk], zone: str) -> Line:
    begins, parts, at = [], [" "], 1
    for chunk in chunks:
        begins.append(at)
        if chunk.norm in SILENT:
            continue
        parts.append(chunk.norm + " ")
        at += len(chunk.norm) + 1
    return Line(number, paragraph, tuple(chunks), "".join(parts), tuple(begins), zone)


def make_chunks(row: Sequence[Piece], names: Mapping[int, Named], dates: Sequence[DateFound]) -> list[Chunk]:
    """`names` maps the index of a name's first piece to the name. `dates` in order."""
    found: list[Chunk] = []
    held = iter([*dates, None])
    date = next(held)
    at = 0
    while at < len(row):
        piece = row[at]
        while date is not None and date.end <= piece.start:
            date = next(held)
        if at in names:
            name = names[at]
            found.append(Chunk(piece.start, row[name.last - 1].end, NAME, True, who=name.who, cases=name.cases))
            at = name.last
        elif date is not None and date.start < piece.end:
            end = at
            while end < len(row) and row[end].start < date.end and (end == at or end not in names):
                end += 1
            found.append(Chunk(piece.start, row[end - 1].end, DATE, True, date=date))
            at = end
        else:
            found.append(Chunk(piece.start, piece.end, _clean(piece.norm), piece.word))
            at += 1
    return found


def _clean(norm: str) -> str:
    """No blank and none of the private signs inside a chunk, whatever the page holds."""
    if NAME in norm or DATE in norm or " " in norm:
        return norm.replace(NAME, "?").replace(DATE, "?").replace(" ", "_")
    return norm
