"""Names that a report spells otherwise than its source: `Yorman` become `Jorman`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from asyl.model import Change, ChangeKind, Report, ZoneKind

from .letters import plain
from .sounding import Sounding

_SEQUENCE = re.compile(r"[^\W\d_][\w’'-]*(?:[ \u00a0][^\W\d_][\w’'-]*){1,4}")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ALIKE = 0.7  # likeness of two words that may be one name misspelt
_MOST = 400  # names of a report that are compared


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    words: tuple[str, ...]


def renamings(report: Report, source: Report, sounding: Sounding, small: frozenset[str]) -> Iterator[Change]:
    """Names of several words that are nearly, not quite, one of the source's, each change once.

    small: capitalised words that are no names.
    """
    here, there = _names(report, small), _names(source, small)
    known = {word for name in there for word in name.words}
    done: set[tuple[str, str]] = set()
    for name in here:
        if all(_same(word, other, sounding) for word in name.words for other in (_closest(word, known, sounding),)):
            continue
        for old in there:
            change = _changed(name, old, sounding)
            if change and change not in done:
                done.add(change)
                yield Change(ChangeKind.NAME, source.span(old.start, old.end), report.span(name.start, name.end))
                break


def _names(report: Report, small: frozenset[str]) -> list[_Name]:
    """Sequences of capitalised words, each spelling once."""
    found: dict[tuple[str, ...], _Name] = {}
    run: list[re.Match[str]] = []
    for match in [*_WORD.finditer(report.text), None]:
        joined = bool(run) and match is not None and report.text[run[-1].end() : match.start()] in (" ", "\u00a0")
        capital = match is not None and match.group()[0].isupper() and plain(match.group()) not in small
        if match is not None and capital and (joined or not run):
            run.append(match)
            continue
        if 1 < len(run) <= 5 and report.zone_at(run[0].start()) is not ZoneKind.CHROME:
            words = tuple(plain(word.group().removesuffix("'s").removesuffix("’s")) for word in run)
            found.setdefault(words, _Name(run[0].start(), run[-1].end(), words))
        run = [match] if match is not None and capital else []
    return list(found.values())[:_MOST]


def _changed(name: _Name, old: _Name, sounding: Sounding) -> tuple[str, str] | None:
    """The two words that are one name spelt in two ways, when the rest of the shorter name agrees."""
    short, long = (name, old) if len(name.words) <= len(old.words) else (old, name)
    changed: tuple[str, str] | None = None
    for word in short.words:
        other = _closest(word, set(long.words), sounding)
        if _same(word, other, sounding):
            continue
        if _likeness(word, other, sounding) < _ALIKE:
            return None
        changed = (word, other) if short is name else (other, word)
    return changed


def _closest(word: str, others: set[str], sounding: Sounding) -> str:
    return max(sorted(others), key=lambda other: _likeness(word, other, sounding), default="")


def _likeness(one: str, other: str, sounding: Sounding) -> float:
    if sounding.script(one) != sounding.script(other):
        return Indel.normalized_similarity(sounding.consonants(one), sounding.consonants(other))
    return Indel.normalized_similarity(one, other)


def _same(one: str, other: str, sounding: Sounding) -> bool:
    """One name: equal, or an inflected form of it, or read the same in another alphabet."""
    if one == other:
        return True
    if sounding.script(one) != sounding.script(other):
        one, other = sounding.consonants(one), sounding.consonants(other)
    elif one.isascii():
        return False
    short, long = sorted((one, other), key=len)
    return bool(short) and long.startswith(short[: max(2, len(short) - 1)]) and len(long) - len(short) <= 3
