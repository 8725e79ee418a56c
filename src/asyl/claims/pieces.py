"""A sentence as pieces: words, marks, and the clitics that hang on words ("Malik's", "wasn't")."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from asyl.text import Token

_CLITIC = re.compile(r"(.+?)(n't|'(?:s|re|ve|d|ll|m))")
_WHOLE = {"ca": "can", "wo": "will", "sha": "shall"}


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]`; `norm` is casefolded with straight quotes; `word` tells it from a mark."""

    start: int
    end: int
    text: str
    norm: str
    word: bool

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper() or self.text[:1].istitle()

    @property
    def shouting(self) -> bool:
        """Two or more letters, all of them capitals."""
        return len(self.text) > 1 and self.text.isupper()


def pieces(tokens: list[Token]) -> list[Piece]:
    """The tokens with clitics split off. Offsets stay those of the text."""
    found: list[Piece] = []
    for token in tokens:
        split = _CLITIC.fullmatch(token.norm) if "'" in token.norm and len(token.norm) == len(token.text) else None
        if split is None:
            found.append(Piece(token.start, token.end, token.text, token.norm, token.is_word))
            continue
        cut = len(split[1])
        stem = _WHOLE.get(split[1], split[1]) if split[2] == "n't" else split[1]
        found.append(Piece(token.start, token.start + cut, token.text[:cut], stem, True))
        found.append(Piece(token.start + cut, token.end, token.text[cut:], split[2], True))
    return found


def fold_word(word: str) -> str:
    """A word without accents, case and apostrophes, to compare spellings inside one report."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(ch for ch in plain if not unicodedata.combining(ch) and ch not in "'’ʼʻ`.")
    return kept.replace("ı", "i")
