"""Reads the data files, checks every entry, and hands out one frozen Knowledge."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from asyl.model import (
    Checks,
    Country,
    EventType,
    Joining,
    KnowledgeProblem,
    Language,
    Outlet,
    Procedure,
    Scripts,
    Standings,
    StatusType,
    WorkCalendar,
)

from .checks import read_checks
from .countries import read_countries
from .holidays import read_holidays
from .joining import read_joining
from .languages import read_language
from .procedures import read_procedures
from .scripts import read_scripts
from .transitions import read_standings
from .vocabulary import read_events, read_outlets, read_statuses


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything asyl knows that is data: event types, statuses, languages, procedures, publisher families, scripts."""

    events: Mapping[str, EventType]
    statuses: Mapping[str, StatusType]
    languages: Mapping[str, Language]
    procedures: tuple[Procedure, ...]
    outlets: tuple[Outlet, ...]
    scripts: Scripts
    standings: Standings
    joining: Joining
    countries: Mapping[str, Country]
    checks: Checks
    calendars: Mapping[str, WorkCalendar]

    def language(self, code: str) -> Language | None:
        return self.languages.get(code)


@dataclass(frozen=True, slots=True)
class _Root:
    """A data folder: the package's own, or a user's."""

    folder: Traversable

    def toml(self, *steps: str) -> dict[str, Any]:
        """One parsed file. Raises KnowledgeProblem, with the path inside the data folder, when it is no valid TOML."""
        where = "/".join(steps)
        try:
            return tomllib.loads(self.folder.joinpath(*steps).read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            raise KnowledgeProblem(f"{where} is not valid TOML: {problem}", subject=where) from problem

    def has(self, name: str) -> bool:
        return self.folder.joinpath(name).is_file()

    def names(self, *steps: str, suffix: str = "") -> list[str]:
        """The files with a suffix in a folder, or its folders when there is no suffix; hidden ones are left out."""
        folder = self.folder.joinpath(*steps)
        children = folder.iterdir() if folder.is_dir() else ()
        return sorted(
            child.name
            for child in children
            if not child.name.startswith((".", "_")) and (child.name.endswith(suffix) if suffix else child.is_dir())
        )


def _files(roots: list[_Root], folder: str) -> dict[str, dict[str, Any]]:
    """The TOML files of a folder in every root; a later root replaces a file of the same name."""
    owners = {name: root for root in roots for name in root.names(folder, suffix=".toml")}
    return {name: root.toml(folder, name) for name, root in sorted(owners.items())}


def _languages(roots: list[_Root], events: Mapping[str, EventType]) -> dict[str, Language]:
    owners = {code: root for root in roots for code in root.names("languages")}
    return {code: _language(root, code, events) for code, root in sorted(owners.items())}


def _language(root: _Root, code: str, events: Mapping[str, EventType]) -> Language:
    files = root.names("languages", code, suffix=".toml")
    return read_language(code, {name: root.toml("languages", code, name) for name in files}, events)


def _countries(roots: list[_Root]) -> dict[str, Country]:
    """The countries of every root, read as one file, so that a word is given to one country alone."""
    tables: dict[str, Any] = {}
    for root in roots:
        if root.has("countries.toml"):
            tables |= root.toml("countries.toml")
    return read_countries("countries.toml", tables)


def _check_countries(procedures: tuple[Procedure, ...], countries: Mapping[str, Country]) -> None:
    """A procedure of a country that nothing names would never be used, and nobody would know."""
    known = {*countries, *(code for country in countries.values() for code in country.within)}
    for procedure in procedures:
        if procedure.country not in known:
            raise KnowledgeProblem(
                f"procedures, {procedure.id}: countries.toml does not name {procedure.country!r}", subject=procedure.id
            )


def load_knowledge(extra: Path | None = None) -> Knowledge:
    """The package's own data files, with those of a user's data folder laid over them.

    `extra` has the same layout (`languages/<code>/*.toml`, `procedures/*.toml`, `outlets.toml`, `countries.toml`). A
    user's language pack, procedure file or country of the same name replaces the package's; outlets are added. Raises
    KnowledgeProblem naming the file and the entry that is wrong.
    """
    if extra is not None and not extra.is_dir():
        raise KnowledgeProblem(f"{extra} is no folder with knowledge files", subject=extra)
    own = _Root(files("asyl.knowledge"))
    roots = [own, *([_Root(extra)] if extra is not None else [])]
    statuses = read_statuses("statuses.toml", own.toml("statuses.toml"))
    events = read_events("events.toml", own.toml("events.toml"), statuses)
    outlets = [root.toml("outlets.toml") for root in roots if root.has("outlets.toml")]
    countries = _countries(roots)
    procedures = read_procedures(_files(roots, "procedures"), events, statuses)
    _check_countries(procedures, countries)
    return Knowledge(
        events=events,
        statuses=statuses,
        languages=_languages(roots, events),
        procedures=procedures,
        outlets=tuple(outlet for table in outlets for outlet in read_outlets("outlets.toml", table)),
        scripts=read_scripts(_files(roots, "scripts")),
        standings=read_standings("transitions.toml", own.toml("transitions.toml"), events, statuses),
        joining=read_joining("joining.toml", own.toml("joining.toml"), events),
        countries=countries,
        checks=read_checks("checks.toml", own.toml("checks.toml"), events, statuses),
        calendars=read_holidays("holidays.toml", own.toml("holidays.toml")),
    )


def edition(extra: Path | None) -> str:
    """Tells one state of a user's data folder from another: 12 hex digits, empty without a folder.

    What was read with another edition has to be read anew.
    """
    if extra is None:
        return ""
    digest = sha256()
    for file in sorted(extra.rglob("*.toml")):
        digest.update(f"{file.relative_to(extra)}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=1)
def own_knowledge() -> Knowledge:
    """The package's own data, loaded once."""
    return load_knowledge()
