"""From what a person types to the one report or person that is meant."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath

from asyl.model import NotFound, Person, Register, Report, Verdict
from asyl.store import Seen

from .engines import Engines, own_engines
from .opening import Desk

_SHORTEST = 4  # characters of the beginning of an id
_NEAR = 0.5  # score from which a name is offered as a near one
_SHOWN = 5


def find_report(desk: Desk, ref: str) -> Report:
    """By id, path, file name with or without its ending, the beginning of an id, or a part of the title.

    The newest version is meant unless an id says otherwise. Raises NotFound, with the list when several fit.
    """
    store = desk.store
    reports, current, seen = store.readings.reports(), store.sources.current(), store.sources.sightings()
    for fits in (_by_id, _by_path, _by_stem, _by_beginning, _by_title):
        found = fits(ref, reports, seen)
        newest = [report for report in found if report in current]
        ids = sorted(set(newest or found))
        if len(ids) == 1:
            return reports[ids[0]]
        if ids:
            shown = "; ".join(f"{one} {reports[one].title or ''}".strip() for one in ids[:_SHOWN])
            raise NotFound(f"{len(ids)} reports answer to {ref!r}: {shown}. Name one by its id", subject=ref)
    raise NotFound(f"no report answers to {ref!r}; name a file, an id or a part of a title", subject=ref)


_Reports = dict[str, Report]


def _by_id(ref: str, reports: _Reports, seen: Sequence[Seen]) -> list[str]:
    return [ref] if ref in reports else []


def _by_path(ref: str, reports: _Reports, seen: Sequence[Seen]) -> list[str]:
    place = os.path.abspath(ref)
    return [one.report for one in seen if one.report in reports and (one.path == ref or one.place == place)]


def _by_stem(ref: str, reports: _Reports, seen: Sequence[Seen]) -> list[str]:
    wanted = ref.casefold()
    return [
        one.report
        for one in seen
        if one.report in reports and wanted in (PurePath(one.path).name.casefold(), PurePath(one.path).stem.casefold())
    ]


def _by_beginning(ref: str, reports: _Reports, seen: Sequence[Seen]) -> list[str]:
    return [report for report in reports if len(ref) >= _SHORTEST and report.startswith(ref.casefold())]


def _by_title(ref: str, reports: _Reports, seen: Sequence[Seen]) -> list[str]:
    wanted = _plain(ref)
    return [report.id for report in reports.values() if wanted and wanted in _plain(report.title or "")]


def find_person(register: Register, name: str, engines: Engines | None = None) -> Person:
    """A person of the register by id, or by a name in any spelling or script.

    Raises NotFound: with the list when several fit, with near names when nobody does.
    """
    engines = engines or own_engines()
    wanted = _plain(name)
    alike: list[tuple[float, Person]] = sorted(
        ((_score(engines, name, person), person) for person in register.people),
        key=lambda pair: (-pair[0], pair[1].id),
    )
    tests: list[Callable[[Person], bool]] = [
        lambda person: person.id == name,
        lambda person: wanted in map(_plain, person.names),
        lambda person: bool(wanted) and any(set(wanted.split()) <= set(_plain(own).split()) for own in person.names),
        lambda person: any(_same(engines, name, own) for own in person.names),
    ]
    for fits in tests:
        found = [person for _, person in alike if fits(person)]
        if len(found) == 1:
            return found[0]
        if found:
            listed = _listed(found)
            raise NotFound(f"{len(found)} people answer to {name!r}: {listed}. Name one by its id", subject=name)
    near = [person for score, person in alike if score >= _NEAR]
    hint = f"; near: {_listed(near)}" if near else "; `asyl people` lists everybody"
    raise NotFound(f"nobody in this register is called {name!r}{hint}", subject=name)


def _score(engines: Engines, name: str, person: Person) -> float:
    return max((engines.compare(name, own, engines.knowledge).score for own in person.names), default=0.0)


def _same(engines: Engines, name: str, own: str) -> bool:
    return engines.compare(name, own, engines.knowledge).verdict in (Verdict.SAME, Verdict.LIKELY)


def _listed(people: Iterable[Person]) -> str:
    return "; ".join(f"{person.name} ({person.id})" for person in list(people)[:_SHOWN])


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
