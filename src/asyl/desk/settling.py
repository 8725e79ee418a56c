"""Brings what is computed up to date with what came in and what was decided."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from asyl import vault
from asyl.model import IntegrityFailure, PersonKey, Refused, Report, View

from .loading import Loaded, load
from .making import Made, make, warned
from .opening import Desk, Step, quietly, waiting

if TYPE_CHECKING:
    from asyl.store import Kept

SETTLED = "settled"
_AT_ONCE = 64  # reports indexed in one transaction: each waits for the disk
# After any of these the links and proposals of the register may be others.
MOVING = frozenset({"read", "path", "same", "different", "unsure", "retract"})


def settled(desk: Desk) -> bool:
    """True when everything computed follows from the present evidence and judgements, by the present engines."""
    store = desk.store
    return store.derived.marked(SETTLED) == _revision(desk)


def settle(desk: Desk, progress: Step = quietly) -> None:
    """Brings everything computed up to date; does nothing when it is. Waits while another process works."""
    if not settled(desk):
        with desk.store.alone(waiting(progress)):
            settle_alone(desk, progress)


def rebuild(desk: Desk, progress: Step = quietly) -> int:
    """Drops everything computed and makes it anew from the originals and the judgements. Returns how many reports.

    Raises IntegrityFailure, before anything is dropped, when an original is not what was sealed.
    """
    with desk.store.alone(waiting(progress)):
        everything = desk.store.sources.all()
        for number, kept in enumerate(everything):
            progress("verifying originals", number, len(everything))
            vault.unseal(desk.folder, kept.blob, kept.source.digest)
        with desk.store.computing():
            desk.store.derived.drop()
            desk.store.derived.mark(SETTLED, "")
        settle_alone(desk, progress)
    return len(everything)


def settle_alone(desk: Desk, progress: Step) -> None:
    """As `settle`, for whoever holds the register's lock."""
    if settled(desk):
        return
    _read_stale(desk, progress)
    revision = _revision(desk)  # before anything is loaded: a judgement made meanwhile leaves it stale, and rightly
    loaded = load(desk)
    _index(desk, loaded, progress)
    progress("comparing people", 0, len(loaded.reports))
    engines, mentions, identity = desk.engines, loaded.all_mentions, loaded.anchored.identity
    proposals = engines.propose(mentions, identity, engines.knowledge)
    people = engines.resolve(mentions, proposals, identity, loaded.digests, View.WORKING)
    keys: dict[PersonKey, str] = {key: person.id for person in people for key in person.keys}
    progress("comparing reports", 0, len(loaded.reports))
    links = engines.trace_all(loaded.reports, loaded.claims, engines.knowledge, desk.store.postings, keys)
    with desk.store.computing():
        desk.store.derived.replace(links, proposals)
        desk.store.derived.mark(SETTLED, revision)
    progress("comparing reports", len(loaded.reports), len(loaded.reports))


def _revision(desk: Desk) -> str:
    return f"{desk.engines.version} {desk.store.log.revision(MOVING)}"


def _read_stale(desk: Desk, progress: Step) -> None:
    """Reads what other engines read, or what an interrupted rebuild left unread; each in its own transaction."""
    fresh = desk.store.readings.made_by(desk.engines.version)
    stale = [kept for kept in desk.store.sources.all() if kept.source.report not in fresh]
    for number, kept in enumerate(stale):
        progress("reading anew", number, len(stale))
        made = _again(desk, kept)
        with desk.store.computing():
            desk.store.readings.put(made.report, made.mentions, made.claims, desk.engines.version)
            desk.store.postings.remove(made.report.id)


def _again(desk: Desk, kept: Kept) -> Made:
    """A new reading of an original. One that is damaged or can no longer be read keeps its old reading, marked so."""
    source = kept.source
    try:
        untrusted = vault.unseal(desk.folder, kept.blob, source.digest)
        return make(desk.engines, untrusted, PurePath(source.path).name, source.report, source.digest)
    except (IntegrityFailure, Refused) as problem:
        if not desk.store.readings.has(source.report):
            if isinstance(problem, IntegrityFailure):
                raise
            return Made(_empty(source.report, source.digest, problem.sentence), (), (), source.media_type)
        report = warned(desk.store.readings.report(source.report), f"not read anew: {problem.sentence}")
        mentions = desk.store.readings.mentions([report.id])[report.id]
        claims = desk.store.readings.claims([report])[report.id]
        return Made(report, tuple(mentions), tuple(claims), source.media_type)


def _empty(report: str, digest: str, reason: str) -> Report:
    return Report(
        id=report, digest=digest, text="", text_version="0", language="und", zones=(), warnings=(f"not read: {reason}",)
    )


def _index(desk: Desk, loaded: Loaded, progress: Step) -> None:
    """The reports that count are in the index, and no others."""
    indexed = desk.store.postings.reports()
    with desk.store.computing():
        for gone in sorted(indexed - set(loaded.reports)):
            desk.store.postings.remove(gone)
    missing = [report for report in loaded.reports.values() if report.id not in indexed]
    for number in range(0, len(missing), _AT_ONCE):
        progress("indexing", number, len(missing))
        some = {report.id: desk.engines.index(report) for report in missing[number : number + _AT_ONCE]}
        with desk.store.computing():
            for report, shingles in some.items():
                desk.store.postings.add(report, shingles)
