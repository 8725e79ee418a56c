"""Lines cut into clauses: the units that the learned reader labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .lines import Line

_MARKS = frozenset(',;:.!?()[]–—-"“”«»…•|/')
# Words that begin a clause. Closed classes of the pack's languages; a cut too many costs little (neighbouring clauses
# of one event are joined again), a missing one hides a second event.
_OPENERS = frozenset(
    {"and", "but", "or", "nor", "yet", "who", "whom", "whose", "which", "where", "when", "after", "before", "because"}
    | {"that", "while", "if", "since", "until", "although", "though", "as", "so", "then", "unless", "saying", "citing"}
    | {"once", "than", "whether", "having", "despite", "following", "without"}
    | {"и", "а", "но", "что", "который", "которая", "которые", "которого", "которой", "которую", "где", "когда"}
    | {"после", "если", "чтобы", "хотя", "пока", "или", "как", "поскольку"}
    | {"және", "бірақ", "мен", "деп", "бойынша"}
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Chunks `first` to `last` (exclusive) of line number `line`."""

    line: int
    first: int
    last: int


def clauses(lines: Sequence[Line]) -> list[Clause]:
    """Every chunk of every line stands in exactly one clause; in order of the text. Linear in the number of chunks."""
    return [Clause(line.number, first, last) for line in lines for first, last in _cut(line)]


def _cut(line: Line) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    wordless = True
    for at, chunk in enumerate(line.chunks):
        if at > start and not wordless and chunk.norm in _OPENERS:
            found.append((start, at))
            start, wordless = at, True
        wordless = wordless and not chunk.word
        if chunk.norm in _MARKS:
            start = _close(found, start, at + 1, wordless)
            wordless = True
    if start < len(line.chunks):
        _close(found, start, len(line.chunks), wordless)
    return found


def _close(found: list[tuple[int, int]], start: int, end: int, wordless: bool) -> int:
    """Ends a clause; one of marks alone is put to the clause before it."""
    if wordless and found:
        found[-1] = (found[-1][0], end)
    else:
        found.append((start, end))
    return end
