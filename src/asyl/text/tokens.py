"""Words and punctuation marks, with the place each stands at."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Combining marks that `\w` leaves out: they belong to the word they stand in (Arabic vowels, Indic signs, accents).
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u0900-\u0963\u0966-\u0df3"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f18-\u0f39\u0f71-\u0f84\u102b-\u103e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
)
LETTER = rf"[^\W\d_{MARKS}]"
WORD = rf"[^\W_]|[{MARKS}]"
_RUN = rf"(?:[^\W_]++|[{MARKS}]++)++"
# Joins two parts of one word: apostrophes, hyphens, and what a page puts inside words without showing it.
JOIN = "'’‘ʼʻ`´\u2010\u2011\u00ad\u200b-\u200d\u2060\\-"
_TOKEN = re.compile(
    rf"(?:{LETTER}\.){{2,}}(?!\w)"  # U.S., т.е., T.K.
    rf"|\d+(?:[.,:]\d+)+(?![^\W\d_])"  # 1,204  14.11.2018  06:40
    rf"|{_RUN}(?:[{JOIN}]{_RUN})*"
    r"|[^\w\s]|_"
)
_STRAIGHT = str.maketrans(
    dict.fromkeys("’‘‛ʼʻ`´′", "'") | dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("\u2010\u2011", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
)  # fmt: skip


@lru_cache(maxsize=32768)
def normal(word: str) -> str:
    """A word as compared: NFKC, casefolded, straight quotes, no invisible characters."""
    plain = word.translate(_STRAIGHT)
    return plain.casefold() if plain.isascii() else unicodedata.normalize("NFKC", plain).translate(_STRAIGHT).casefold()


@dataclass(frozen=True, slots=True)
class Token:
    """`text` stands at `start` to `end` (code points); `norm` is what words are compared by."""

    start: int
    end: int
    text: str
    norm: str

    @property
    def is_word(self) -> bool:
        """True for letters and digits, False for a punctuation mark."""
        return self.text[0].isalnum() or self.text[-1].isalnum()


def tokens(text: str) -> list[Token]:
    """Words and single punctuation marks in order.

    A word keeps its inner apostrophes and hyphens (`O'Brien`, `Hirsi's`, `al-Kassar`), dotted initials their dots
    (`U.S.`, `т.е.`), a number its inner `.`, `,` and `:`. A single initial (`R.`) is a word and a mark.
    """
    return [Token(*match.span(), word := match.group(), normal(word)) for match in _TOKEN.finditer(text)]
