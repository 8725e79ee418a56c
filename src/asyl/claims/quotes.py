"""Direct speech: stretches between quotation marks of any convention."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 2400  # code points of one quotation; a longer pair is a lost mark
_PAIRS = {"“": "”", "«": "»", "„": "“”", "‘": "’", "‹": "›", "「": "」", "『": "』"}
_OPEN = re.compile('[“«„‘‹「『"]')
_CLOSE = {mark: re.compile(f"[{closing}]") for mark, closing in _PAIRS.items()}
_CLOSE |= {"‘": re.compile(r"’(?!\w)"), '"': re.compile('"')}
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Quoted:
    """`text[start:end]` with its marks; `words` counts the words between them."""

    start: int
    end: int
    words: int


def quotations(text: str, start: int, end: int) -> list[Quoted]:
    """The quotations of one paragraph, in order, never nested. An opening mark without its closing one runs to the
    end of the paragraph (the quotation goes on in the next)."""
    found: list[Quoted] = []
    at = start
    while True:
        opening = _OPEN.search(text, at, end)
        if opening is None:
            return found
        mark = opening[0]
        if mark in '‘"' and not _opens(text, opening.start(), start, end):
            at = opening.end()
            continue
        close = _closing(text, opening.end(), min(end, opening.end() + LONGEST), mark)
        if close is None:
            if mark in "‘‹" or end - opening.end() > LONGEST:
                at = opening.end()
                continue
            close = end
        stop = min(end, close + 1)
        found.append(Quoted(opening.start(), stop, len(text[opening.end() : close].split())))
        at = stop


def _opens(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return not _LETTER.match(before) and not after.isspace()


def _closing(text: str, at: int, end: int, mark: str) -> int | None:
    """Where the quotation closes; ’ inside a word is an apostrophe."""
    found = _CLOSE[mark].search(text, at, end)
    return found.start() if found else None
