"""The countries that have a procedure, and the words that name them, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asyl.model import Country

from .entries import Entry


def read_countries(file: str, tables: Mapping[str, Any]) -> dict[str, Country]:
    """The countries of a `countries.toml`. Raises KnowledgeProblem when one word is given to two of them."""
    found: dict[str, Country] = {}
    owners: dict[str, str] = {}
    for code, table in tables.items():
        entry = Entry(file, code, table)
        words = frozenset(word.casefold() for word in entry.texts("words"))
        found[code] = Country(
            code, entry.text("name"), words, entry.texts("within", required=False), bool(entry.flag("body"))
        )
        entry.finish()
        for word in sorted(words):
            if owners.setdefault(word, code) != code:
                raise entry.problem(f"uses {word!r}, which names {owners[word]}")
    return found
