"""Which writing system a text is in."""

from __future__ import annotations

import re
from collections import Counter

_LETTERS = (
    ("Latn", "A-Za-zªºÀ-ÖØ-öø-ʸ\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua7ff\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a"),
    ("Cyrl", "\u0400-\u0482\u048a-\u052f\u1c80-\u1c88\ua640-\ua69f"),
    (
        "Arab",
        "\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    ),
    ("Hani", "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"),
    ("Grek", "\u0370-\u03ff\u1f00-\u1fff"),
    ("Hebr", "\u05d0-\u05f2\ufb1d-\ufb4f"),
    ("Armn", "\u0531-\u0587"),
    ("Geor", "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2d"),
    ("Deva", "\u0904-\u0939\u0958-\u0961\u0972-\u097f"),
    ("Beng", "\u0985-\u09b9\u09dc-\u09e1"),
    ("Taml", "\u0b85-\u0bb9"),
    ("Sinh", "\u0d85-\u0dc6"),
    ("Thai", "\u0e01-\u0e30\u0e40-\u0e46"),
    ("Mymr", "\u1000-\u102a\u1050-\u1055"),
    ("Ethi", "\u1200-\u137c"),
    ("Tibt", "\u0f40-\u0f6c"),
    ("Mong", "\u1820-\u18aa"),
    ("Kana", "\u3041-\u3096\u30a1-\u30fa"),
    ("Hang", "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"),
)
_RUNS = re.compile("|".join(f"(?P<{code}>[{letters}]+)" for code, letters in _LETTERS))
_ENOUGH = 100_000  # characters from the beginning that decide


def script(text: str) -> str:
    """The ISO 15924 code of the script that most letters are in; `Zyyy` when there are no letters, `Zzzz` when they
    are of a script not told apart here. Of equals the one that is named first in the alphabet."""
    part = text[:_ENOUGH]
    counts: Counter[str] = Counter()
    for match in _RUNS.finditer(part):
        counts[match.lastgroup or ""] += match.end() - match.start()
    if counts:
        return min(counts, key=lambda code: (-counts[code], code))
    return "Zzzz" if any(char.isalpha() for char in part) else "Zyyy"
