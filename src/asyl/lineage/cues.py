"""The words by which reporters name their sources, from the language packs, made ready for searching."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from asyl.knowledge import Knowledge
from asyl.model import Language

from .names import name_key, same_word

_INFLECTED = 6  # letters that a word needs to be known in another case
_WINDOW = 60  # code points before a name in which its cue stands
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Cues:
    """Compiled cues of one language, or of all when a report's language is not known."""

    before: re.Pattern[str]  # a cue, then perhaps an article and a noun, up to the name
    after: re.Pattern[str]
    noun: re.Pattern[str]
    apposition: re.Pattern[str]
    verb: re.Pattern[str]
    employer: re.Pattern[str]  # `a reporter at the`: what follows employs somebody, nothing is said to be its word
    picture: re.Pattern[str]  # the beginning of a line that credits a picture
    listed: re.Pattern[str]  # names between `Sources:` and one more name
    name_words: frozenset[str]
    never: frozenset[str]
    links: frozenset[str]
    articles: frozenset[str]
    indefinite: frozenset[str]
    small: frozenset[str]  # words that begin no name
    joint: re.Pattern[str]  # between two names of one list
    platforms: frozenset[str]  # web hosts of what everybody posts on

    def ends_before(self, text: str) -> int | None:
        """Where the cue begins that ends with this text (the name follows)."""
        found = self.before.search(text)
        return found.start() if found else None

    def in_list_before(self, text: str) -> int | None:
        """Where the cue begins after which a list of names ends with this text: `Sources: Northern Echo, `."""
        found = self.listed.search(text)
        return self.ends_before(text[: found.start() + 1] + " ") if found else None

    def joins(self, between: str) -> bool:
        """Whether a name is the next in a list of names: `AFP and the Northern Echo`."""
        return self.joint.fullmatch(between) is not None

    def employs(self, text: str) -> bool:
        """Whether the name that follows this text is merely where somebody works."""
        found = self.employer.search(text)
        return found is not None and self.ends_before(text[: found.start()]) is None

    def credits_picture(self, line: str) -> bool:
        """Whether a line, up to a name, says whose picture it is."""
        return self.picture.match(line) is not None

    def starts_after(self, text: str) -> int | None:
        """Where the cue ends that this text begins with (the name came before)."""
        found = self.after.match(text)
        return found.end() if found else None

    def noun_places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a noun for an outlet stands before something else of its line."""
        for match in self.noun.finditer(text):
            yield match.span()

    def noun_follows(self, text: str, start: int, end: int) -> bool:
        """Whether words like `, an online magazine` or ` newspaper` follow a name; `a Canadian newspaper` has none."""
        before = text[max(0, start - _WINDOW) : start].lower().split()
        if before and before[-1] in self.indefinite:
            return False
        found = self.apposition.match(text, end)
        return found is not None and self.small.isdisjoint((found[1] or "").lower().split())

    def article_before(self, text: str, start: int, end: int) -> bool:
        """Whether a name of several words stands after a cue and an article: `told the Riverbend Sun`. Nobody says
        `the` of a person."""
        before = self.before.search(text[max(0, start - _WINDOW) : start])
        several = len(name_key(text[start:end])) > 1
        return several and before is not None and before.group().lower().split()[-1] in self.articles

    def is_reporting(self, text: str) -> bool:
        """Whether a verb of reporting stands in a text."""
        return self.verb.search(text) is not None

    def has_name_word(self, name: str) -> bool:
        words = name_key(name)
        return not self.name_words.isdisjoint(words) or any(
            same_word(known, word)
            for word in words
            if not word.isascii() and len(word) >= _INFLECTED
            for known in self.name_words
            if len(known) >= _INFLECTED
        )

    def is_office(self, name: str) -> bool:
        """Whether a word in a name is that of an authority, a court or a law."""
        return not self.never.isdisjoint(name_key(name))

    def is_outlet(self, name: str, noun: bool) -> bool:
        """Whether a name is that of an outlet or organisation that publishes; `noun`: something beside it says so."""
        words = name_key(name)
        if not words or (words[-1] in self.never if noun else self.is_office(name)):
            return False
        return noun or self.has_name_word(name) or bool(re.search(r"\.(?:com|org|net|info|kz|ru|kg|uz)\b", name))


def cues_for(code: str, knowledge: Knowledge) -> Cues:
    """The cues of a language with those that every language shares; of all packs when the language is unknown."""
    pack = knowledge.language(code)
    return _cues(tuple(sorted(knowledge.languages)) if pack is None else (code,), _Packs(knowledge.languages))


class _Packs:
    """Language packs, comparable by identity so that what is compiled from them is kept."""

    def __init__(self, packs: Mapping[str, Language]) -> None:
        self.packs = packs

    def __hash__(self) -> int:
        return id(self.packs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Packs) and other.packs is self.packs


@lru_cache(maxsize=64)
def _cues(codes: tuple[str, ...], packs: _Packs) -> Cues:
    def words(name: str) -> frozenset[str]:
        return frozenset(word for code in codes for word in packs.packs[code].list(name))

    everywhere = frozenset(word for pack in packs.packs.values() for word in pack.list("source_name_words"))
    article = _any(words("source_articles"), "", "") + r"\s+"
    noun = _any(words("source_nouns"), r"(?<!\w)", r"(?!\w)")
    nouns = rf"(?:{article})?(?:[\w’'-]+\s+){{0,3}}?{noun}\s+" if words("source_nouns") else r"(?!)"
    cue = _any(words("source_before"), r"(?<!\w)", r"(?!\w)")
    lead = rf"(?:{nouns})?(?:{article})?[«“\"„‘']?"
    after = _any(words("source_after"), r"", r"(?!\w)")
    close, kind = "[»”\"’']?", _any(words("source_indefinite"), "", "") + r"\s+"
    gap = rf"(?:['’]s)?{close}\s{{0,2}}(?:{noun}\s+)?"
    not_named = r"(?!\s+(?:[«“„\"]|(?-i:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])))"  # a noun before a name is that name's
    employer = _any(words("source_employers"), r"(?<!\w)", r"(?!\w)")
    picture = _any(words("source_pictures"), "", r"(?!\w)")
    return Cues(
        before=re.compile(rf"{cue}\s+{lead}$", re.IGNORECASE) if words("source_before") else _NOTHING,
        after=re.compile(rf"{gap}{after}", re.IGNORECASE) if words("source_after") else _NOTHING,
        noun=re.compile(rf"{noun}[ \t\u00a0]+", re.IGNORECASE) if words("source_nouns") else _NOTHING,
        apposition=re.compile(
            rf"{close}(?:,\s+{kind}((?:[\w’'-]+\s+){{0,3}}?){noun}|\s+(){noun}){not_named}", re.IGNORECASE
        ),
        verb=re.compile(_any(words("source_verb_stems"), r"(?<!\w)", ""), re.IGNORECASE),
        employer=re.compile(rf"{employer}\s+{lead}$", re.IGNORECASE),
        picture=re.compile(rf"[\s(\[]*{picture}", re.IGNORECASE),
        listed=re.compile(r":(?=\s)(?:\s+[^.:;!?\n]{1,60},|\s+[^.:;!?\n]{1,60}\s(?:and|&|и|және))+\s+[«“\"„]?$"),
        name_words=frozenset(map(_compared, everywhere)),
        never=frozenset(map(_compared, words("source_never_words"))),
        links=frozenset(map(_compared, words("source_name_links"))),
        articles=words("source_articles"),
        indefinite=words("source_indefinite"),
        small=frozenset(map(_compared, words("function_words") | words("source_articles"))),
        joint=re.compile(rf"['’»”\"]?(?:\s*[,/]|\s+(?:and|&|и|және|мен))\s+(?:{article})?[«“\"]?", re.IGNORECASE),
        platforms=frozenset(word for pack in packs.packs.values() for word in pack.list("source_platforms")),
    )


def _compared(word: str) -> str:
    return " ".join(name_key(word)) or word


def _any(words: Iterable[str], before: str, after: str) -> str:
    """An alternation of phrases, the longest first; white space between their words is free."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    if not ordered:
        return r"(?!)"
    phrases = (r"\s+".join(_escaped(part) for part in word.split()) for word in ordered)
    ends = [phrase + (after if phrase[-1].isalnum() else "") for phrase in phrases]
    return rf"{before}(?:{'|'.join(ends)})"


def _escaped(word: str) -> str:
    return re.escape(word).replace("'", "['’]")
