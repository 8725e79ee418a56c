"""Brings what is computed up to date with what came in and what was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from asyl import vault
from asyl.model import Action, IntegrityFailure, Link, PersonKey, Proposal, Refused, Report, View

from .heldpostings import HeldPostings
from .holding import Holding, check, holding
from .loading import Loaded, load, undecided
from .making import Made, make, warned
from .opening import Desk, Step, quietly, waiting

if TYPE_CHECKING:
    from asyl.store import Kept

_AT_ONCE = 64  # reports indexed in one transaction: each waits for the disk
_WHOLE = 3  # when a third of the reports is touched, all are compared together
# After any of these there may be other reports, or other ones may be held.
_EVIDENCE = frozenset({"read", "path", "give", "erase", "retract_matter"})
# After any of these other people may be one.
_IDENTITY = frozenset({"same", "different", "unsure", "retract_identity"})


@dataclass(frozen=True, slots=True)
class Audience:
    """Whoever holds the same: `scope` is the name of what is computed for them."""

    held: Holding
    scope: str


def audience(desk: Desk, purpose: Action = Action.READ, view: View = View.WORKING) -> Audience:
    """The actor's. Raises NotAllowed."""
    held = holding(desk, purpose, view)
    if held.everything:
        return Audience(held, "")
    return Audience(held, load(desk, held).scope)


def settled(desk: Desk, of: Audience) -> bool:
    """True when everything computed follows from the present evidence and judgements, by the present engines."""
    return desk.store.derived.settled(of.scope) == _revision(desk)


def settle(desk: Desk, progress: Step = quietly, of: Audience | None = None) -> None:
    """Brings everything computed up to date; does nothing when it is. Waits while another process works."""
    of = of or audience(desk)
    if not settled(desk, of):
        with desk.store.alone(waiting(progress)):
            settle_alone(desk, progress, of)


def rebuild(desk: Desk, progress: Step = quietly) -> int:
    """Drops everything computed and makes it anew from the originals and the judgements. Returns how many reports.

    Raises IntegrityFailure, before anything is dropped, when an original is not what was sealed, NotAllowed.
    """
    check(desk, Action.KEEP)
    with desk.store.alone(waiting(progress)):
        everything = desk.store.sources.all()
        for number, kept in enumerate(everything):
            progress("verifying originals", number, len(everything))
            vault.unseal(desk.folder, kept.blob, kept.source.digest, desk.keys)
        with desk.store.computing():
            desk.store.derived.drop()
        settle_alone(desk, progress)
    return len(everything)


def settle_alone(desk: Desk, progress: Step, of: Audience | None = None) -> None:
    """As `settle`, for whoever holds the register's lock."""
    of = of or audience(desk)
    if settled(desk, of):
        return
    _read_stale(desk, progress)
    revision = _revision(desk)  # before anything is loaded: a judgement made meanwhile leaves it stale, and rightly
    loaded = load(desk, of.held)
    _index(desk, loaded, of, progress)
    derived, engines, mentions = desk.store.derived, desk.engines, loaded.all_mentions
    moved = derived.settled(of.scope).rpartition(" ")[0] != revision.rpartition(" ")[0]
    raw: Sequence[Proposal] = ()
    traits = loaded.traits(engines)
    if moved:
        progress("comparing people", 0, len(loaded.reports))
        # Without the judgements: what a person decided is left out when it is looked at, and comes back with a retract.
        raw = engines.propose(mentions, (), engines.knowledge, traits)
        loaded = replace(loaded, proposals=undecided(raw, loaded.anchored, loaded.mentions))
    identity = loaded.anchored.identity
    people = engines.resolve(mentions, loaded.proposals, identity, loaded.digests, View.WORKING, traits)
    keys: dict[PersonKey, str] = {key: person.id for person in people for key in person.keys}
    touched = None if moved else _touched(derived.keys(of.scope), keys)
    progress("comparing reports", 0, len(loaded.reports))
    links = _links(desk, loaded, keys, touched)
    with desk.store.computing():
        if moved:
            derived.replace(links, raw, of.scope)
        else:
            derived.replace_links(links, of.scope, _some(touched, loaded))
        derived.settle(of.scope, revision, keys)
    progress("comparing reports", len(loaded.reports), len(loaded.reports))


def _touched(before: Mapping[PersonKey, str], now: Mapping[PersonKey, str]) -> frozenset[str]:
    """The reports that name somebody who is one with others than before."""
    old, new = _groups(before), _groups(now)
    keys = before.keys() | now.keys()
    return frozenset(key[0] for key in keys if old.get(key) != new.get(key))


def _groups(keys: Mapping[PersonKey, str]) -> dict[PersonKey, frozenset[PersonKey]]:
    members: defaultdict[str, set[PersonKey]] = defaultdict(set)
    for key, person in keys.items():
        members[person].add(key)
    groups = {person: frozenset(found) for person, found in members.items()}
    return {key: groups[person] for key, person in keys.items()}


def _some(touched: frozenset[str] | None, loaded: Loaded) -> frozenset[str] | None:
    """The reports to compare anew; None for all of them."""
    return None if touched is None or len(touched) * _WHOLE > len(loaded.reports) else touched


def _links(desk: Desk, loaded: Loaded, keys: Mapping[PersonKey, str], touched: frozenset[str] | None) -> Sequence[Link]:
    engines, some = desk.engines, _some(touched, loaded)
    postings = HeldPostings(desk.store.postings, frozenset(loaded.reports))
    if some is None:
        return engines.trace_all(loaded.reports, loaded.claims, engines.knowledge, postings, keys)
    return [
        link
        for report in sorted(some & loaded.reports.keys())
        for link in engines.trace(
            loaded.reports[report], loaded.reports, loaded.claims, engines.knowledge, postings, keys
        )
    ]


def _revision(desk: Desk) -> str:
    """The engines, the newest evidence, the newest word on who is who: in this order, parted by spaces."""
    log = desk.store.log
    return f"{desk.engines.version} {log.revision(_EVIDENCE)} {log.revision(_IDENTITY)}"


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
        untrusted = vault.unseal(desk.folder, kept.blob, source.digest, desk.keys)
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


def _index(desk: Desk, loaded: Loaded, of: Audience, progress: Step) -> None:
    """The reports that count are in the index, and no others; where many audiences share it, every report is."""
    indexed = desk.store.postings.reports()
    if of.held.everything:
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
