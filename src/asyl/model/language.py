"""What asyl knows of one language, as data: the value that `knowledge/languages/<code>/` is loaded into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Months:
    """Calendar words, casefolded form -> number. `months` 1..12, `weekdays` 0 (Monday)..6, `seasons` 21..24."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, int]
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way of saying an event: a pattern over words, and what it licenses.

    The mini-language of `words` is the claims room's (documented in knowledge/languages/README.md).
    """

    event: str
    words: str
    attributes: tuple[tuple[str, str | int | bool], ...] = ()
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """One language pack. `words` holds every named word list (titles, cues, stop words ...), casefolded where the
    list's use is caseless; `patterns` the event patterns in order."""

    code: str
    name: str
    calendar: Months
    words: Mapping[str, frozenset[str]]
    patterns: tuple[Pattern, ...] = ()
    maps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def list(self, name: str) -> frozenset[str]:
        """A word list by name; empty when the pack does not have it."""
        return self.words.get(name, frozenset())

    def map(self, name: str) -> Mapping[str, str]:
        """A word map by name (a title -> the role it gives); empty when the pack does not have it."""
        return self.maps.get(name, {})
