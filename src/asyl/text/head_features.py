"""What a line that may be the title, or a part that may name the publisher, looks like: features that are weighed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .head_lines import Line, is_chrome, is_section, words_in
from .head_names import author_after, looks_like_person
from .head_words import HeadWords

Features = dict[str, float]
_STEM = 5  # letters by which two words are one
_TOLD = 2500  # characters of a body in which its title's words come again
_LONG = 200  # characters of a line that is a paragraph
_LENGTHS = (1, 3, 6, 12, 19)  # words up to which a text is of one class of length
_FEW = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A part of the head with its score as a title or as a publisher."""

    line: int
    text: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of the page's beginning, the number of the one with which the body begins, what follows."""

    lines: Sequence[Line]
    body: int
    told: frozenset[str]  # stems of the words of the body's beginning
    tail: str

    @classmethod
    def of(cls, text: str, lines: Sequence[Line], body: int, begin: int, tail: str) -> Page:
        told = frozenset(word.casefold()[:_STEM] for word in words_in(text[begin : begin + _TOLD]))
        return cls(lines, body, told, tail)


def weighed(found: Sequence[Candidate], page: Page, words: HeadWords, weights: Mapping[str, float]) -> list[Candidate]:
    """The candidates with learned scores, on the scale of the first ones; as they are where nothing was learned."""
    if not weights:
        return list(found)
    return [
        replace(one, score=sum(weights.get(name, 0.0) * value for name, value in features(one, page, words).items()))
        for one in found
    ]


def features(one: Candidate, page: Page, words: HeadWords) -> Features:
    """Named features of a candidate; those that are 0 are left out. The number of the line is none: pages of one
    corpus begin alike, others do not."""
    found = _of_text(one.text, page, words) | _of_place(one, page, words)
    found |= {"score": one.score, "always": 1.0}
    return {name: float(value) for name, value in found.items() if value}


def _of_text(text: str, page: Page, words: HeadWords) -> Features:
    said = words_in(text)
    content = [word for word in said if word[0].islower() and word.casefold() not in words.small]
    stems = [word.casefold()[:_STEM] for word in said if len(word) > 3 and word.casefold() not in words.small]
    length = sum(len(said) > most for most in _LENGTHS)
    return {
        "told below": sum(stem in page.told for stem in stems) / max(_FEW, len(stems)),
        f"length {length}": 1.0,
        "capitals": text.isupper(),
        "full stop": text.endswith("."),
        "ends with a colon": text.endswith(":"),
        "colon": ":" in text,
        "quotes": any(mark in text for mark in '“”"«»‘'),
        "digits": any(char.isdigit() for char in text),
        "comma": "," in text,
        "content words": len(content) / max(1, len(said)),
        "large words": sum(word[0].isupper() for word in said) / max(1, len(said)),
        "person": looks_like_person(text, words),
        "section": is_section(text, words),
        "chrome": is_chrome(text, words),
        "begins small": text[:1].islower(),
        "bracket": text[:1] in ("(", "["),
        "in the tail": bool(text) and text.casefold() in page.tail.casefold(),
    }


def _of_place(one: Candidate, page: Page, words: HeadWords) -> Features:
    if one.line < 0:
        return {f"from elsewhere {one.line}": 1.0}
    line = page.lines[one.line]
    before = page.lines[one.line - 1] if one.line else None
    after = page.lines[one.line + 1] if one.line + 1 < len(page.lines) else None
    first, last = before is None or before.block != line.block, after is None or after.block != line.block
    found: Features = {
        "alone": first and last,
        "segments": len(line.segments) > 1,
        "said elsewhere": any(one.text.casefold() in each.text.casefold() for each in page.lines if each != line),
    }
    if after is not None:
        found |= {"a by-line follows": _byline(after, words)}
        found |= {
            "a paragraph follows": len(after.text) > _LONG,
            "a person follows": looks_like_person(after.text, words),
        }
    if before is not None:
        found |= {"after a by-line": _byline(before, words), "after capitals": before.text.isupper()}
    return found


def _byline(line: Line, words: HeadWords) -> bool:
    return author_after(line.text, words) is not None
