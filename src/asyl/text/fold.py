"""Glyph variants made one, so that a quotation is found whatever marks and spaces its page uses."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

_SINGLE = dict.fromkeys("‘’‚‛′ʼʻ`´＇", "'")
_DOUBLE = dict.fromkeys("“”„‟«»″〝〞＂", '"')
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d", "-")
_SPACES = dict.fromkeys("\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000", " ")
_SPACES |= dict.fromkeys(map(chr, range(0x2000, 0x200B)), " ")
_NOTHING = dict.fromkeys(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u202a\u202b\u202c\u202d\u202e", ""
)
_NOTHING |= dict.fromkeys("\u2066\u2067\u2068\u2069\ufeff\u180e", "")
_TABLE = _SINGLE | _DOUBLE | _DASHES | _SPACES | _NOTHING | {"…": "..."}
_VARIANT = re.compile("[" + "".join(map(re.escape, _TABLE)) + "]| {2,}")


@dataclass(frozen=True, slots=True)
class Folded:
    """`offsets[i]` is the place in the original of folded character i; one more entry holds the original's length."""

    text: str
    offsets: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original text that `text[start:end]` came from, without invisible characters after it."""
        return (self.offsets[start], self.offsets[end - 1] + 1) if end > start else (self.offsets[start],) * 2


def fold(text: str) -> Folded:
    """Quotes and dashes made plain, every run of white space one space, invisible characters gone.

    Letters and their case stay as they are. Linear in the length of the text.
    """
    parts: list[str] = []
    offsets = array("q")
    at = 0
    for match in _VARIANT.finditer(text):
        start, end = match.span()
        made = " " if end - start > 1 else _TABLE[match.group()]
        parts += (text[at:start], made)
        offsets.extend(range(at, start))
        offsets.extend([start] * len(made))
        at = end
    parts.append(text[at:])
    offsets.extend(range(at, len(text) + 1))
    return _close_up("".join(parts), offsets)


def _close_up(text: str, offsets: Sequence[int]) -> Folded:
    """One space where several met."""
    if "  " not in text:
        return Folded(text, offsets)
    keep = [i for i, char in enumerate(text) if char != " " or i == 0 or text[i - 1] != " "]
    closed = array("q", (offsets[i] for i in keep))
    closed.append(offsets[-1])
    return Folded("".join([text[i] for i in keep]), closed)
