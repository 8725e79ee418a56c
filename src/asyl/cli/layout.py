"""Lines for a terminal: columns that count what a screen shows, words folded to a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text


def clean(words: str) -> str:
    """Words of a report as one line that a terminal shows harmlessly: controls and direction marks are made visible."""
    folded = " ".join(words.split())
    return "".join(char if _harmless(char) else f"\\u{ord(char):04x}" for char in folded)


def _harmless(char: str) -> bool:
    # Cf covers the direction overrides that make a line read as what it is not; the joiners inside words are kept.
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co") or char in "\u200c\u200d"


def clip(words: str, width: int) -> str:
    """Words of a report as one harmless line of at most `width` cells."""
    return cut(clean(words), width)


def cut(line: str, width: int) -> str:
    """A line of our own cut to a width in cells, with an ellipsis where something was cut."""
    if cell_len(line) <= width:
        return line
    kept, used = [], 1
    for char in line:
        used += cell_len(char)
        if used > width:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…"


def pad(words: str, width: int) -> str:
    """Words cut or filled to exactly a width in cells."""
    line = clip(words, width)
    return line + " " * (width - cell_len(line))


def wrap(words: str, width: int, indent: str) -> Iterator[str]:
    """Words as lines of at most `width` cells, each after `indent`."""
    line = ""
    for word in clean(words).split(" "):
        if line and cell_len(indent) + cell_len(line) + 1 + cell_len(word) > width:
            yield indent + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield indent + line


def both_ends(left: Text, right: Text, width: int) -> Text:
    """One line with something at each end; the right part goes below when both do not fit."""
    gap = width - left.cell_len - right.cell_len
    if gap < 2:
        return Text.assemble(left, "\n", " " * max(0, width - right.cell_len), right)
    return Text.assemble(left, " " * gap, right)


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: 1 report, 2 reports."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
