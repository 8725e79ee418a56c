"""What counts as the same letter: one table from code points to folded letters, looked up for whole texts at once.

A folded letter is one byte. GAP stands between words, SKIP stands nowhere (a soft hyphen, a zero width space, a
combining mark), LONG folds to several letters, ALONE is a word by itself (scripts that write no spaces). Latin letters
and digits are their own ASCII bytes; every other alphabet shares the codes from FIRST on, each of its letters with a
code of its own, so that only words of different alphabets could be taken for each other.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

GAP, SKIP, LONG, ALONE = 0, 255, 254, 253
FIRST, _ROOM = 128, 125
_PLANE = 0x10000
# Thai and Lao, Myanmar, Khmer, kana, Han and its compatibility forms. (Tibetan has a word mark.)
_ALONE = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0x20000, 0x3FFFF),
)
Letters = NDArray[np.uint8]
Units = NDArray[np.uint32] | NDArray[np.uint16]
Origin = NDArray[np.int64]


def _folded(character: str) -> str:
    """Caseless, without marks and glyph variants: `É` and `e`, `ﬁ` and `fi`, `ё` and `е` are the same."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(part for part in parts if unicodedata.category(part)[0] in "LN")


def _entry(code: int) -> str | None:
    """The folded letters of a code point; "" is left out of words, None ends them."""
    character = chr(code)
    category = unicodedata.category(character)
    if category[0] == "M" or category == "Cf":
        return ""
    return (_folded(character) or None) if category[0] in "LN" else None


def plain(word: str) -> str:
    """A word as it is compared: caseless, without marks and glyph variants."""
    if word.isascii():
        return word.lower()
    return "".join(part for part in (_entry(ord(character)) for character in word) if part)


class _Codes:
    """Hands out codes to the letters of each block of 256 code points in the order in which they are met."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}
        self._in_block: dict[int, int] = {}

    def of(self, letter: str) -> int:
        if letter.isascii():
            return ord(letter)
        if any(low <= ord(letter) <= high for low, high in _ALONE):
            return ALONE
        if letter not in self._given:
            block = ord(letter) >> 8
            count = self._in_block.get(block, 0)
            self._in_block[block] = count + 1
            self._given[letter] = FIRST + count % _ROOM
        return self._given[letter]


@lru_cache(maxsize=1)
def table() -> tuple[Letters, dict[int, tuple[int, ...]]]:
    """(letters, longer): the folded letter of every code point below 65,536, and those that fold to several."""
    letters = np.zeros(_PLANE, dtype=np.uint8)
    longer: dict[int, tuple[int, ...]] = {}
    codes = _Codes()
    for code in range(_PLANE):
        folded = _entry(code)
        if folded is None:
            continue
        if len(folded) > 1:
            longer[code] = tuple(codes.of(part) for part in folded)
        letters[code] = LONG if len(folded) > 1 else codes.of(folded) if folded else SKIP
    return letters, longer


def fold(text: str) -> tuple[Letters, Units | None, Origin | None]:
    """(folded letters, the code point behind each (None: ASCII), its place in the text (None: its own))."""
    if text.isascii():
        plain_letters = np.frombuffer(text.encode("ascii").translate(_ascii()), dtype=np.uint8)
        return plain_letters.copy(), None, None
    letters, longer = table()
    units: Units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    if len(units) != len(text) or bool(((units & 0xF800) == 0xD800).any()):
        units = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        folded = letters[np.minimum(units, _PLANE - 1)]
        beyond = np.flatnonzero(units >= _PLANE)
        folded[beyond] = [_beyond(int(code)) for code in units[beyond]]
    else:
        folded = letters[units]
    if not bool((folded >= LONG).any()):
        return folded, units, None
    return _uneven(folded, units, longer)


@lru_cache(maxsize=1)
def _ascii() -> bytes:
    return table()[0][:128].tobytes() + bytes(128)


def _beyond(code: int) -> int:
    if any(low <= code <= high for low, high in _ALONE):
        return ALONE
    folded = _entry(code)
    if not folded:
        return GAP if folded is None else SKIP
    return ord(folded[0]) if folded[0].isascii() else FIRST + code % _ROOM


def _uneven(folded: Letters, units: Units, longer: dict[int, tuple[int, ...]]) -> tuple[Letters, Units, Origin]:
    """Leave out what is skipped, write out what folds to several letters, keep the map to the original."""
    counts = (folded != SKIP).astype(np.int64)
    long_at = np.flatnonzero(folded == LONG)
    for at in long_at:
        counts[at] = len(longer[int(units[at])])
    origin = np.repeat(np.arange(len(folded)), counts)
    spread = folded[origin]
    first = np.cumsum(counts) - counts
    for at in long_at:
        begin = int(first[at])
        spread[begin : begin + int(counts[at])] = longer[int(units[at])]
    return spread, units[origin], origin
