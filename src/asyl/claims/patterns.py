"""The pattern mini-language: regular expressions over rendered lines, made once per language pack.

Documented for writers of packs in knowledge/languages/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from asyl.model import KnowledgeProblem, Language, Pattern

from .inflect import BASE, ING, PARTICIPLE, PAST, THIRD, forms
from .lines import DATE, Line
from .wildcards import StemSet

_CHUNK = r"(?:[^ .;:!?()]+ )"  # a chunk that a wide gap may pass
_AUXILIARY = "is|are|was|were|be|been|being|has|have|had|will|would|could|may|might|did|does|who|which"
_NARROW = rf"(?:(?!(?:{_AUXILIARY}) )[^ .;:!?()]+ )"  # a narrow gap stays inside a phrase
_GAP = re.compile(r"(\.\.|~)(\d*)")
_TAGS = {"ed": frozenset({PAST, PARTICIPLE}), "ing": frozenset({ING}), "fin": frozenset({BASE, THIRD, PAST})}
DEFAULT_GAP = 3
SLOT = 6  # chunks that the person slot may hold


# A short report needs a tenth of a pack's patterns: compiling them all takes longer than reading it.
_compiled = lru_cache(maxsize=None)(re.compile)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern made ready; it becomes a regular expression when a line first needs it.

    `kinds` tells what each form of its head verb can be; empty for a noun pattern.
    """

    number: int
    event: str
    expression: str  # over a line's chunks
    anchors: frozenset[str]
    needs: tuple[frozenset[str], ...]  # for every word that must be there, what it can begin with
    kinds: dict[str, frozenset[str]]
    verbs: dict[str, str]  # form of the head -> its verb
    attributes: tuple[tuple[str, str | int | bool], ...]
    options: dict[str, str]
    words: str

    @property
    def regex(self) -> re.Pattern[str]:
        return _compiled(self.expression)

    def option(self, name: str, default: str = "") -> str:
        return self.options.get(name, default)

    def words_of(self, name: str) -> frozenset[str]:
        """An option that is a list of words."""
        return frozenset(self.options.get(name, "").split())


@dataclass(frozen=True, slots=True)
class Match:
    """A rule found in a line: chunks `first` to `last` (exclusive), the head, the person slot if the rule has one."""

    rule: Rule
    first: int
    last: int
    head: int
    slot: tuple[int, int] | None


class Rules:
    """All patterns of one language, indexed by a word that must be there."""

    def __init__(self, language: Language) -> None:
        self.rules = [compile_rule(number, pattern, language) for number, pattern in enumerate(language.patterns, 1)]
        self._by_word: dict[str, list[int]] = {}
        self._stems = StemSet(word for rule in self.rules for word in {*rule.anchors, *set().union(*rule.needs)})
        self.telling: dict[str, str] = {}  # a word that patterns begin from -> the event it hints at
        small = language.list("function_words") | language.list("weak_words")
        for at, rule in enumerate(self.rules):
            for word in rule.anchors:
                self._by_word.setdefault(word, []).append(at)
                if word not in small and len(word) > 2 and not word.endswith("*"):
                    self.telling.setdefault(word, rule.event)

    def matches(self, line: Line) -> Iterator[Match]:
        """Every match in the line, rule by rule in the order of the pack."""
        words = {chunk.norm for chunk in line.chunks}
        words |= {f"{stem}*" for word in words for stem in self._stems.all(word)}
        wanted: set[int] = set()
        for word in words:
            wanted.update(self._by_word.get(word, ()))
        for at in sorted(wanted):
            rule = self.rules[at]
            if any(need.isdisjoint(words) for need in rule.needs):
                continue
            for found in rule.regex.finditer(line.text):
                yield _match(rule, line, found)


def _match(rule: Rule, line: Line, found: re.Match[str]) -> Match:
    first, last = line.index(found.start()), line.index(found.end() - 1)
    slot = None
    if "who" in rule.regex.groupindex and found.start("who") >= 0 and found["who"]:
        slot = (line.index(found.start("who")), line.index(found.end("who") - 1) + 1)
    return Match(rule, first, last + 1, line.index(found.start("head")), slot)


def compile_rule(number: int, pattern: Pattern, language: Language) -> Rule:
    """Raises KnowledgeProblem naming the pattern when its words are not well formed."""
    where = f"languages/{language.code}/patterns.toml, pattern {number} ({pattern.words!r})"
    parts = [_Part(text, language, where) for text in pattern.words.split()]
    if not parts or all(part.loose for part in parts):
        raise KnowledgeProblem(f"{where}: needs at least one word that must be there", subject=where)
    head = next((part for part in parts if part.marked), None) or next((part for part in parts if part.verb), None)
    head = head or next(part for part in parts if not part.loose)
    anchor = min((part for part in parts if not part.loose), key=lambda part: len(part.firsts))
    expression = "".join(part.regex("head" if part is head else "") for part in parts)
    return Rule(
        number,
        pattern.event,
        r"(?<= )" + expression,
        anchor.firsts,
        tuple(part.firsts for part in parts if not part.loose and part is not anchor),
        head.kinds,
        head.verbs,
        pattern.attributes,
        dict(pattern.options),
        pattern.words,
    )


class _Part:
    """One position of a pattern."""

    def __init__(self, text: str, language: Language, where: str) -> None:
        self.marked = text.startswith("!")
        text = text.removeprefix("!")
        self.optional = text.endswith("?")
        self.text = text.removesuffix("?")
        self.kinds: dict[str, frozenset[str]] = {}
        self.verbs: dict[str, str] = {}
        self.choices: list[str] = []
        self.slot = self.text == "@"
        gap = _GAP.fullmatch(self.text)
        self.gap = int(gap[2] or DEFAULT_GAP) if gap else 0
        self.wide = gap is not None and gap[1] == "~"
        if not self.slot and not self.gap and self.text != "^":
            self.choices = sorted(set(self._expand(language, where)), key=lambda choice: (-len(choice), choice))
        self.verb = bool(self.kinds)

    @property
    def loose(self) -> bool:
        """Cannot serve as the word that must be there."""
        return self.optional or self.slot or bool(self.gap) or not self.choices

    @property
    def firsts(self) -> frozenset[str]:
        return frozenset(choice.split(" ")[0] for choice in self.choices)

    def _expand(self, language: Language, where: str) -> Iterable[str]:
        for choice in self.text.split("/"):
            if choice.startswith("+") and len(choice) > 1:
                yield from self._verb(choice[1:], language, where)
            elif choice.startswith("<") and choice.endswith(">"):
                listed = language.list(choice[1:-1])
                if not listed:
                    raise KnowledgeProblem(f"{where}: there is no word list {choice[1:-1]!r}", subject=where)
                yield from (word.replace("_", " ") for word in listed)
            elif choice == "{date}":
                yield DATE
            elif choice:
                yield choice.replace("_", " ")
            else:
                raise KnowledgeProblem(f"{where}: {self.text!r} has an empty alternative", subject=where)

    def _verb(self, word: str, language: Language, where: str) -> Iterable[str]:
        verb, _, tag = word.partition(".")
        if tag and tag not in _TAGS:
            raise KnowledgeProblem(f"{where}: {tag!r} is no verb tag; known are {', '.join(_TAGS)}", subject=where)
        for form, kinds in forms(verb, language.map("irregular")).items():
            kept = kinds & _TAGS[tag] if tag else kinds
            if kept:
                self.kinds[form] = self.kinds.get(form, frozenset()) | kept
                self.verbs[form] = verb
                yield form

    def regex(self, name: str) -> str:
        if self.text == "^":
            return r"(?:(?<=^ )|(?<=[.:;•●–—-] ))"
        if self.gap:
            return f"{_CHUNK if self.wide else _NARROW}{{0,{self.gap}}}?"
        if self.slot:
            return f"(?P<who>{_CHUNK}{{{0 if self.optional else 1},{SLOT}}}?)"
        body = "|".join(_shape(choice) for choice in self.choices)
        body = f"(?P<{name}>{body}) " if name else f"(?:{body}) "
        return f"(?:{body})?" if self.optional else body


def _shape(choice: str) -> str:
    """A word as it stands; `*` after a stem stands for whatever follows in the word."""
    return re.escape(choice).replace(r"\*", "[^ ]*")


_READY: dict[int, tuple[Language, Rules]] = {}


def rules(language: Language) -> Rules:
    """The compiled patterns of a pack; the same pack gives the same object."""
    held = _READY.get(id(language))
    if held is None or held[0] is not language:
        if len(_READY) > 32:
            _READY.clear()
        held = _READY[id(language)] = (language, Rules(language))
    return held[1]
