"""From what a person types to the one report or person that is meant."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath

from asyl.model import NotFound, Person, PersonKey, Register, Report, Verdict
from asyl.store import Seen

from .engines import Engines, own_engines
from .holding import holding
from .loading import current_of
from .opening import Desk

_SHORTEST = 4  # characters of the beginning of an id
_NEAR = 0.5  # score from which a name is offered as a near one
_SHOWN = 5


def find_report(desk: Desk, ref: str) -> Report:
    """By id, path, file name with or without its ending, the beginning of an id, or a part of the title.

    The newest version is meant unless an id says otherwise. Raises NotFound, with the list when several fit.
    """
    held, store = holding(desk), desk.store
    seen = [one for one in store.sources.sightings() if held.knows(one)]
    digests = {report: digest for report, digest in store.sources.digests().items() if held.holds(digest)}
    reports, current = store.readings.reports(digests), current_of(seen, digests)
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


def search(desk: Desk, words: str) -> tuple[Report, ...]:
    """The newest reports that the actor holds and in which every one of these words (or one that begins so) stands, in
    the order they came. Raises NotAllowed."""
    held, store = holding(desk), desk.store
    digests = {report: digest for report, digest in store.sources.digests().items() if held.holds(digest)}
    seen = [one for one in store.sources.sightings() if held.knows(one)]
    found = store.readings.find(words, current_of(seen, digests))
    reports = store.readings.reports(found)
    return tuple(reports[name] for name in found)


def held_report(desk: Desk, report: str) -> Report:
    """A report by its id, if the actor holds it. Raises NotFound."""
    digest = desk.store.sources.digests_of([report]).get(report)
    if digest is None or not holding(desk).holds(digest):
        raise NotFound(f"no report has the id {report}", subject=report)
    return desk.store.readings.report(report)


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


def find_key(desk: Desk, ref: str, register: Register) -> PersonKey:
    """A person of one report: `REPORT/NAME`, or a person of the register, who is then meant by the first report that
    names them. Raises NotFound."""
    report_ref, slash, name = ref.rpartition("/")
    if not slash:
        return min(find_person(register, ref, desk.engines).keys)
    report = find_report(desk, report_ref)
    named = desk.store.readings.mentions([report.id])[report.id]
    wanted = _plain(name)
    keys = {one.key for one in named if one.local == name or wanted in (_plain(one.name), _plain(one.span.quote))}
    if len(keys) != 1:
        listed = "; ".join(dict.fromkeys(one.name for one in named))
        raise NotFound(f"{report.id} names {len(keys) or 'no'} persons {name!r}; it names: {listed}", subject=ref)
    return keys.pop()


def _score(engines: Engines, name: str, person: Person) -> float:
    return max((engines.compare(name, own, engines.knowledge).score for own in person.names), default=0.0)


def _same(engines: Engines, name: str, own: str) -> bool:
    return engines.compare(name, own, engines.knowledge).verdict in (Verdict.SAME, Verdict.LIKELY)


def _listed(people: Iterable[Person]) -> str:
    return "; ".join(f"{person.name} ({person.id})" for person in list(people)[:_SHOWN])


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
