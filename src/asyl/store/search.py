"""Words to be found by, in a column of our own: the same answer from SQLite and from PostgreSQL, in every script.

Neither database knows where a Chinese word ends, and each folds letters in its own way. So words are folded here, and
where writing has no spaces every pair of neighbours is a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
# Marks that are written or left out as one likes: Arabic vowel signs and the stretching stroke.
_OPTIONAL = re.compile("[\u0640\u064b-\u0652\u0670]")
_LONGEST = 60  # letters of a word; what is longer is no word anybody types


def searched(*texts: str | None) -> str:
    """The column for texts: each word once, in a fixed order, a space before and after each."""
    words = {word for text in texts if text for word in _stored(text)}
    return f" {' '.join(sorted(words))} " if words else ""


def sought(words: str) -> list[str]:
    """What a column has to contain, all of it, to answer to what a person typed. Nothing for no words at all.

    A word is found by its beginning, because in Kazakh, Uyghur and Russian the endings change.
    """
    return [f" {word}" for word in dict.fromkeys(_asked(words))]


def _stored(text: str) -> Iterator[str]:
    for word in _words(text):
        for run, unspaced in _runs(word):
            if unspaced:
                yield from (run[at : at + 2] for at in range(len(run)))
            else:
                yield run[:_LONGEST]


def _asked(text: str) -> Iterator[str]:
    for word in _words(text):
        for run, unspaced in _runs(word):
            if unspaced and len(run) > 1:
                yield from (run[at : at + 2] for at in range(len(run) - 1))
            else:
                yield run[:_LONGEST]


def _words(text: str) -> Iterator[str]:
    folded = _OPTIONAL.sub("", unicodedata.normalize("NFKC", text).casefold())
    return (match.group() for match in _WORD.finditer(unicodedata.normalize("NFC", folded)))


def _runs(word: str) -> Iterator[tuple[str, bool]]:
    """A word cut where writing without spaces begins or ends."""
    at = 0
    for match in _UNSPACED.finditer(word):
        if match.start() > at:
            yield word[at : match.start()], False
        yield match.group(), True
        at = match.end()
    if at < len(word):
        yield word[at:], False
