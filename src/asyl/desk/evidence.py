"""Taking in what came: each report sealed, read and kept in one transaction of its own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from asyl import intake, vault
from asyl.model import NotFound, Refusal, Refused
from asyl.store import Entry, Seen

from .holding import Holding, case_to_add_to, holding
from .making import Made, make
from .opening import Desk, Step, quietly, waiting
from .recording import given, record
from .settling import settle_alone

if TYPE_CHECKING:
    from asyl.store import Kept

UNSWEPT = "unswept"  # set while originals are sealed: found set, a process was killed and may have left files


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What a reading did, as report ids: `added` and `known` before; `versions` are (new, the one it replaces)."""

    added: tuple[str, ...]
    known: tuple[str, ...]
    versions: tuple[tuple[str, str], ...]
    refused: tuple[Refusal, ...]


@dataclass(slots=True)
class _Tally:
    """What is being read, for which case (empty while one person is alone), by whom who holds what before."""

    case: str
    held: Holding
    added: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    versions: list[tuple[str, str]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def outcome(self) -> ReadOutcome:
        return ReadOutcome(
            tuple(dict.fromkeys(self.added)),
            tuple(dict.fromkeys(report for report in self.known if report not in self.added)),
            tuple(self.versions),
            tuple(self.refused),
        )


def read(desk: Desk, paths: Iterable[str | Path], progress: Step = quietly) -> ReadOutcome:
    """Reads files and folders into the register.

    What cannot be read is named with its reason and the rest is read. The same bytes again add nothing, under another
    path the path alone; other bytes at a known path are a new version. What was read before an interruption stays.
    Waits while another process reads into the same register. Where there are members, it is given to the case at hand.
    Raises RegisterProblem, NotAllowed.
    """
    tally = _Tally(case_to_add_to(desk), holding(desk))
    with desk.store.alone(waiting(progress)):
        _sweep(desk)
        steps = [step for step in intake.walk(paths) if not _own(desk, step)]
        for number, step in enumerate(steps):
            progress("reading", number, len(steps))
            if isinstance(step, Refusal):
                tally.refused.append(step)
            else:
                _take(desk, step, tally)
        progress("reading", len(steps), len(steps))
        _swept(desk)
        settle_alone(desk, progress)
    return tally.outcome()


def original(desk: Desk, report: str) -> bytes:
    """The bytes of a report as they came. Raises NotFound, IntegrityFailure."""
    kept = desk.store.sources.get(report)
    if not holding(desk).holds(kept.source.digest):
        raise NotFound(f"no source has the id {report}", subject=report)
    return unsealed(desk, kept)


def unsealed(desk: Desk, kept: Kept) -> bytes:
    return vault.unseal(desk.folder, kept.blob, kept.source.digest, desk.keys)


def _own(desk: Desk, step: Path | Refusal) -> bool:
    """A register inside a folder that is read is no report."""
    path = Path(step.path) if isinstance(step, Refusal) else step
    return path.absolute().is_relative_to(desk.folder.absolute()) and path.absolute() != desk.folder.absolute()


def _take(desk: Desk, path: Path, tally: _Tally) -> None:
    try:
        loaded = intake.load(path)
        digest = vault.digest_of(loaded.untrusted)
        known = desk.store.sources.with_digest(digest)
        if known is not None:
            _know(desk, known, digest, loaded.path, tally)
            return
        made = make(desk.engines, loaded.untrusted, path.name, desk.store.sources.new_id(digest), digest)
    except Refused as refused:
        tally.refused.append(Refusal(str(path), refused.sentence))
        return
    _keep(desk, made, loaded, tally)


def _keep(desk: Desk, made: Made, loaded: intake.Loaded, tally: _Tally) -> None:
    """Seals, then records: killed in between, nothing names the sealed bytes and the next reading sweeps them."""
    if not tally.added:
        with desk.store.computing():
            desk.store.derived.mark(UNSWEPT, "yes")
    sealed = vault.seal(desk.folder, loaded.untrusted, desk.keys)
    report = made.report.id
    with desk.store.acts() as lines:
        lines.append(_entry(desk, "read", report, tally.case))
        desk.store.sources.add(
            report=report,
            digest=sealed.digest,
            blob=sealed.blob,
            sealed_as=sealed.sealed_as,
            media_type=made.media_type,
            size=sealed.size,
            received=desk.clock(),
        )
        desk.store.readings.put(made.report, made.mentions, made.claims, desk.engines.version)
        replaced = _see(desk, report, loaded.path, tally)
        if tally.case:
            record(desk, given(desk, tally.case, sealed.digest), lines)
    tally.added.append(report)
    if replaced is not None:
        tally.versions.append((report, replaced))


def _know(desk: Desk, report: str, digest: str, path: str, tally: _Tally) -> None:
    """Bytes that the register has: new all the same for a case that did not hold them, and nobody learns more."""
    new = bool(tally.case) and not _in_case(desk, digest, tally) and report not in tally.added
    (tally.added if new else tally.known).append(report)
    standing = _standing(desk, _place(path), tally) == report
    if standing and not new:
        return
    with desk.store.acts() as lines:
        lines.append(_entry(desk, "path", report, tally.case))
        replaced = None if standing else _see(desk, report, path, tally)
        if new:
            record(desk, given(desk, tally.case, digest), lines)
    if replaced is not None:
        tally.versions.append((report, replaced))


def _in_case(desk: Desk, digest: str, tally: _Tally) -> bool:
    """True when the case at hand has a source already, as far as the actor may know."""
    rights = tally.held.rights
    if tally.case in tally.held.own:
        return desk.actor in rights.brought.get((tally.case, digest), ())
    return tally.case in rights.given.get(digest, ())


def _see(desk: Desk, report: str, path: str, tally: _Tally) -> str | None:
    """Records where a report stands; returns the report that stood there until now."""
    place = _place(path)
    replaced = _standing(desk, place, tally)
    desk.store.sources.see(Seen(report, path, place, desk.clock(), replaced, tally.case, desk.actor))
    return replaced


def _standing(desk: Desk, place: str, tally: _Tally) -> str | None:
    """What stands at a place as far as the case at hand knows; a proposer knows only what they brought."""
    if not tally.case:
        return desk.store.sources.standing_at(place)
    cases = {tally.case, ""} if tally.case == tally.held.rights.founding else {tally.case}
    return desk.store.sources.standing_at(place, cases, desk.actor if tally.case in tally.held.own else None)


def _place(path: str) -> str:
    """The same file has one place, from whichever folder it is named."""
    return os.path.abspath(path)


def _entry(desk: Desk, what: str, report: str, case: str) -> Entry:
    return Entry(desk.clock(), desk.actor, what, report, detail=(("case", case),) if case else ())


def _sweep(desk: Desk) -> None:
    if desk.store.derived.marked(UNSWEPT):
        vault.sweep(desk.folder, desk.store.sources.blobs())


def _swept(desk: Desk) -> None:
    if desk.store.derived.marked(UNSWEPT):
        with desk.store.computing():
            desk.store.derived.mark(UNSWEPT, "")
