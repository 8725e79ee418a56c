"""Checked reading of entries: every complaint names the file, the entry and the key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asyl.model import KnowledgeProblem, is_edtf


class Entry:
    """One table of a data file, read key by key; `finish` complains about keys nobody asked for."""

    def __init__(self, file: str, name: str, table: object) -> None:
        self.where = f"{file}, {name}"
        if not isinstance(table, Mapping):
            raise self.problem("is no table")
        self._table: dict[str, Any] = dict(table)
        self._asked: set[str] = set()

    def problem(self, what: str) -> KnowledgeProblem:
        return KnowledgeProblem(f"{self.where}: {what}", subject=self.where)

    def get(self, key: str) -> Any:
        self._asked.add(key)
        return self._table.get(key)

    def text(self, key: str) -> str:
        value = self.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.problem(f"needs `{key}`, a text")
        return value

    def optional(self, key: str) -> str | None:
        return None if self.get(key) is None else self.text(key)

    def choice(self, key: str, allowed: Mapping[str, object] | frozenset[str]) -> str:
        value = self.text(key)
        if value not in allowed:
            raise self.problem(f"`{key}` is {value!r}, allowed are: {', '.join(sorted(allowed))}")
        return value

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        value = self.get(key)
        if value is None and not required:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.problem(f"needs `{key}`, a list of texts")
        return tuple(value)

    def known(self, key: str, allowed: Mapping[str, object]) -> tuple[str, ...]:
        """A list of names that are all defined elsewhere; empty when the key is missing."""
        values = self.texts(key, required=False)
        unknown = sorted(set(values) - set(allowed))
        if unknown:
            raise self.problem(f"`{key}` names what nobody defined: {', '.join(unknown)}")
        return values

    def number(self, key: str) -> int | None:
        value = self.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise self.problem(f"`{key}` is no whole number: {value!r}")
        return value

    def flag(self, key: str) -> bool | None:
        value = self.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.problem(f"`{key}` is neither true nor false: {value!r}")
        return value

    def date(self, key: str) -> str | None:
        value = self.optional(key)
        if value is not None and not is_edtf(value):
            raise self.problem(f"`{key}` is no EDTF date: {value!r}")
        return value

    def finish(self) -> None:
        unknown = sorted(set(self._table) - self._asked)
        if unknown:
            raise self.problem(f"has keys that mean nothing here: {', '.join(unknown)}")


def rows(file: str, table: Mapping[str, Any], key: str) -> list[Any]:
    """The `[[key]]` entries of a file. Raises KnowledgeProblem when it stands there as something else."""
    found = table.get(key, [])
    if not isinstance(found, list):
        raise KnowledgeProblem(f"{file}: `{key}` must be written as [[{key}]]", subject=file)
    return found
