"""Which language a text is in, by its script and the commonest words and letters of the packs."""

from __future__ import annotations

from collections.abc import Mapping

from asyl.model import Language

from .scripts import script
from .tokens import tokens

_ENOUGH = 20_000  # characters from the beginning that decide
_SHARE = 0.12  # least share of words that must be function words of the language
_LEAD = 1.25  # how much better than the second best the best must be


def detect_language(text: str, languages: Mapping[str, Language]) -> str:
    """The BCP 47 primary subtag of the language that most of the text is in, `und` when that cannot be told.

    A pack takes part with its word lists `language_words` and `language_letters` (letters that of the languages of
    its script only it has) and `language_scripts` (ISO 15924). A script that one pack alone has decides by itself.
    """
    part = text[:_ENOUGH]
    written = script(part)
    able = {code: pack for code, pack in languages.items() if written in pack.list("language_scripts")}
    if not able:
        return "und"
    words = [token.norm for token in tokens(part) if token.is_word and not token.text[0].isdigit()]
    if not words:
        return "und"
    scores = {code: _score(words, pack) for code, pack in able.items()}
    ranked = sorted(scores, key=lambda code: (-scores[code], code))
    best, second = scores[ranked[0]], scores[ranked[1]] if len(ranked) > 1 else 0.0
    return ranked[0] if best >= _SHARE and best >= _LEAD * second else "und"


def _score(words: list[str], pack: Language) -> float:
    """Share of the words that are function words of the pack or hold a letter only it has."""
    common, letters = pack.list("language_words"), pack.list("language_letters")
    hits = sum(1 for word in words if word in common or not letters.isdisjoint(word))
    return hits / len(words)
