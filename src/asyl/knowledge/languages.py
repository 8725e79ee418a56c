"""A language pack: the `*.toml` files of `languages/<code>/`, checked and frozen.

language.toml   name
calendar.toml   [months] [weekdays] [seasons] [numbers]: form -> number; every inflected form is listed
words.toml      one list of texts per named word list
maps.toml       one table of text -> text per named map
patterns.toml   [[pattern]] event, words, attributes, options
text.toml       what the text room reads (sentences, languages, dates, heads): word lists as in words.toml and
                maps as in maps.toml, in one file
senses.toml     word senses for the learned reader: sense -> words and phrases (`*` ends a stem), kept as lists
                `sense:<name>`
attribution.toml  how reporters name the outlet they took something from (lineage): word lists, maps
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asyl.model import EventType, KnowledgeProblem, Language, Months, Pattern

from .entries import Entry, rows

FILES = frozenset({"language.toml", "calendar.toml", "words.toml", "maps.toml", "patterns.toml", "text.toml"}) | {
    "attribution.toml",
    "senses.toml",
}
_RANGES = {"months": (1, 12), "weekdays": (0, 6), "seasons": (21, 24), "numbers": (0, 1000)}


def read_language(code: str, tables: Mapping[str, Mapping[str, Any]], events: Mapping[str, EventType]) -> Language:
    """The pack `code` from its parsed files. Raises KnowledgeProblem naming the file and the entry."""
    where = f"languages/{code}"
    unknown = sorted(set(tables) - FILES)
    if unknown or "language.toml" not in tables:
        raise KnowledgeProblem(f"{where}: needs language.toml and may have {', '.join(sorted(FILES))}", subject=where)
    head = Entry(f"{where}/language.toml", "the file", tables["language.toml"])
    name = head.text("name")
    head.finish()
    lists, maps = _text(f"{where}/text.toml", tables.get("text.toml", {}))
    more_lists, more_maps = _text(f"{where}/attribution.toml", tables.get("attribution.toml", {}))
    senses = {
        f"sense:{name}": words for name, words in _words(f"{where}/senses.toml", tables.get("senses.toml", {})).items()
    }
    return Language(
        code=code,
        name=name,
        calendar=_calendar(f"{where}/calendar.toml", tables.get("calendar.toml", {})),
        words=lists | more_lists | senses | _words(f"{where}/words.toml", tables.get("words.toml", {})),
        patterns=_patterns(f"{where}/patterns.toml", tables.get("patterns.toml", {}), events),
        maps=maps | more_maps | _maps(f"{where}/maps.toml", tables.get("maps.toml", {})),
    )


def _calendar(file: str, table: Mapping[str, Any]) -> Months:
    entry = Entry(file, "the file", table)
    parts = {part: _numbers(file, part, entry.get(part) or {}) for part in _RANGES}
    entry.finish()
    return Months(**parts)


def _numbers(file: str, part: str, table: Mapping[str, object]) -> dict[str, int]:
    low, high = _RANGES[part]
    entry = Entry(file, part, table)
    found: dict[str, int] = {}
    for form, number in table.items():
        if not isinstance(number, int) or isinstance(number, bool) or not low <= number <= high:
            raise entry.problem(f"{form!r} must be {low} to {high}, not {number!r}")
        found[form.casefold()] = number
    return found


def _words(file: str, table: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    entry = Entry(file, "the file", table)
    return {name: frozenset(entry.texts(name)) for name in table}


def _text(file: str, table: Mapping[str, Any]) -> tuple[dict[str, frozenset[str]], dict[str, dict[str, str]]]:
    """The lists and the maps of a file that holds both."""
    maps = {name: value for name, value in table.items() if isinstance(value, Mapping)}
    lists = {name: value for name, value in table.items() if name not in maps}
    return _words(file, lists), _maps(file, maps)


def _maps(file: str, table: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    found = {}
    for name, pairs in table.items():
        entry = Entry(file, name, pairs)
        found[name] = {key: entry.text(key) for key in pairs}
    return found


def _patterns(file: str, table: Mapping[str, Any], events: Mapping[str, EventType]) -> tuple[Pattern, ...]:
    found = []
    for number, item in enumerate(rows(file, table, "pattern"), 1):
        entry = Entry(file, f"pattern {number}", item)
        attributes, options = entry.get("attributes") or {}, entry.get("options") or {}
        found.append(
            Pattern(
                event=entry.choice("event", events),
                words=entry.text("words"),
                attributes=tuple(sorted(attributes.items())),
                options=tuple(sorted((str(key), str(value)) for key, value in options.items())),
            )
        )
        entry.finish()
    return tuple(found)
