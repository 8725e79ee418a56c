"""Transliteration and reading tables: the `*.toml` files of `scripts/`, checked and frozen.

sounds.toml   vowels, and one table of costs for each way of comparing: [plain] [abjad] [han]
names.toml    [[suffix]] of names, titles, particles
han.toml      syllables -> characters, [initials] [finals] of a syllable in foreign names, fillers, surnames
others        one script each: code, costs, [letters], [endings]

Sounds are written as words with a blank between them, alternatives with a stroke: `"x/sh/k"`; `""` is silent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asyl.model import KnowledgeProblem
from asyl.model.scripts import Costs, Han, Script, Scripts, Sounds, Suffix

from .entries import Entry

FILES = ("sounds.toml", "names.toml", "han.toml")
MODES = ("plain", "abjad", "han")
ROLES = frozenset({"patronymic", "surname", "endearment"})


def read_scripts(tables: Mapping[str, Mapping[str, Any]]) -> Scripts:
    """All of `scripts/` from its parsed files. Raises KnowledgeProblem naming the file and the entry."""
    missing = [file for file in FILES if file not in tables]
    if missing:
        raise KnowledgeProblem(f"scripts: needs {', '.join(missing)}", subject="scripts")
    costs = _costs("scripts/sounds.toml", tables["sounds.toml"])
    sounds_file = Entry("scripts/sounds.toml", "the file", tables["sounds.toml"])
    known = frozenset(costs["plain"].drop)
    scripts = [_script(f"scripts/{file}", table, known) for file, table in sorted(tables.items()) if file not in FILES]
    names = Entry("scripts/names.toml", "the file", tables["names.toml"])
    suffixes = tuple(_suffix(number, item) for number, item in enumerate(names.get("suffix") or [], 1))
    titles = {
        title: gender
        for key, gender in (("titles", ""), ("titles_of_men", "m"), ("titles_of_women", "f"))
        for title in names.texts(key)
    }
    particles = names.texts("particles")
    names.finish()
    return Scripts(
        scripts={script.code: script for script in scripts},
        costs=costs,
        vowels=frozenset(sounds_file.texts("vowels")),
        classes=tuple(frozenset(group.split()) for group in sounds_file.texts("classes")),
        rough=tuple(frozenset(group.split()) for group in sounds_file.texts("rough")),
        suffixes=suffixes,
        titles=titles,
        particles=frozenset(particles),
        han=_han("scripts/han.toml", tables["han.toml"], known),
    )


def sounds(entry: Entry, key: str, value: object, known: frozenset[str]) -> Sounds:
    """The sounds of one cell. Raises KnowledgeProblem for a sound that sounds.toml does not define."""
    if not isinstance(value, str):
        raise entry.problem(f"{key!r} must be a text of sounds")
    found = tuple(tuple(part.split("/")) for part in value.split())
    unknown = sorted({sound for part in found for sound in part} - known)
    if unknown:
        raise entry.problem(f"{key!r} has sounds that sounds.toml does not know: {', '.join(unknown)}")
    return found


def _costs(file: str, table: Mapping[str, Any]) -> dict[str, Costs]:
    entry = Entry(file, "the file", table)
    found: dict[str, Costs] = {}
    drop: dict[str, float] = {}
    near: dict[tuple[str, str], float] = {}
    for mode in MODES:  # `abjad` and `han` say only what differs from `plain`
        part = Entry(file, mode, entry.get(mode))
        drop = _numbers(part, "drop", found["plain"].drop if found else {})
        near = dict(found["plain"].near) if found else {}
        for pair, cost in _numbers(part, "near", {}).items():
            one, _, other = pair.partition(" ")
            if one not in drop or other not in drop:
                raise part.problem(f"`near` names a sound without `drop`: {pair!r}")
            near[one, other] = near[other, one] = cost
        part.finish()
        found[mode] = Costs(near, drop)
    named = {sound for key in ("vowels", "classes", "rough") for group in entry.texts(key) for sound in group.split()}
    entry.finish()
    if unknown := sorted(named - set(found["plain"].drop)):
        raise entry.problem(f"has vowels or classes of sounds without a `drop` cost: {', '.join(unknown)}")
    return found


def _numbers(entry: Entry, key: str, base: Mapping[str, float]) -> dict[str, float]:
    table = entry.get(key) or {}
    if not isinstance(table, Mapping):
        raise entry.problem(f"`{key}` is no table")
    for name, value in table.items():
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 <= value <= 2:
            raise entry.problem(f"`{key}`, {name!r} must be a number from 0 to 2")
    return {**base, **{str(name): float(value) for name, value in table.items()}}


def _table(entry: Entry, key: str) -> Mapping[str, Any]:
    table = entry.get(key)
    if not isinstance(table, Mapping):
        raise entry.problem(f"needs a table [{key}]")
    return table


def _script(file: str, table: Mapping[str, Any], known: frozenset[str]) -> Script:
    entry = Entry(file, "the file", table)
    code, costs = entry.text("code"), entry.choice("costs", frozenset(MODES))
    letters = {key.casefold(): sounds(entry, key, value, known) for key, value in _table(entry, "letters").items()}
    vowelled = entry.optional("vowelled") or ""
    endings: list[tuple[str, str]] = []
    for ending, leaves in (entry.get("endings") or {}).items():
        if not isinstance(leaves, list) or not all(isinstance(item, str) for item in leaves):
            raise entry.problem(f"ending {ending!r} needs a list of what stood there")
        endings += [(ending, item) for item in leaves]
    entry.finish()
    longest = tuple(sorted(endings, key=lambda pair: (-len(pair[0]), pair)))
    return Script(code, letters, longest, costs, frozenset(vowelled))


def _suffix(number: int, item: object) -> Suffix:
    entry = Entry("scripts/names.toml", f"suffix {number}", item)
    gender = entry.choice("gender", frozenset("fm")) if entry.get("gender") is not None else None
    percent = entry.number("percent")
    leaves = entry.get("leaves")
    if leaves is not None and not isinstance(leaves, str):
        raise entry.problem("`leaves` is no text")
    found = Suffix(
        ending=entry.text("ending"),
        role=entry.choice("role", ROLES),
        gender=gender,
        leaves=leaves or "",
        least=entry.number("least") or 3,
        cost=(percent or 0) / 100,
    )
    entry.finish()
    return found


def _han(file: str, table: Mapping[str, Any], known: frozenset[str]) -> Han:
    entry = Entry(file, "the file", table)
    parts = {
        part: {key: sounds(entry, key, value, known) for key, value in _table(entry, part).items()}
        for part in ("initials", "finals")
    }
    syllables: dict[str, str] = {}
    for part in ("overrides", "syllables"):
        for syllable, characters in _table(entry, part).items():
            for character in characters:
                syllables.setdefault(character, syllable)
    known_parts = {initial + final for initial in ("", *parts["initials"]) for final in parts["finals"]}
    if strange := sorted(set(syllables.values()) - known_parts):
        raise entry.problem(f"has syllables that are no initial and final: {', '.join(strange)}")
    found = Han(
        syllables=syllables,
        initials=parts["initials"],
        finals=parts["finals"],
        fillers=frozenset(entry.texts("fillers")),
        surnames=frozenset(entry.texts("surnames")),
    )
    entry.finish()
    return found
