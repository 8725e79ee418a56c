"""What the computed tables and the judgements hold at one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from asyl.model import (
    ABOUT_CLAIM,
    HAPPENING,
    IDENTITY,
    Claim,
    Judgement,
    JudgementKind,
    Link,
    Mention,
    Proposal,
    Report,
    Trait,
)
from asyl.store import Kept, Seen

from .anchoring import Anchored, anchor_judgements, decided_pairs
from .engines import Engines
from .holding import Holding, holding
from .opening import Desk

DECISIONS = ABOUT_CLAIM | IDENTITY | HAPPENING  # the judgements that change what is computed


@dataclass(frozen=True, slots=True)
class Loaded:
    """The reports that count (the newest at some place), by id in a stable order, and what was read in them."""

    reports: Mapping[str, Report]
    mentions: Mapping[str, list[Mention]]
    claims: Mapping[str, list[Claim]]
    judgements: tuple[Judgement, ...]
    anchored: Anchored
    kept: tuple[Kept, ...]
    seen: tuple[Seen, ...]
    links: tuple[Link, ...]
    proposals: tuple[Proposal, ...]
    scope: str = ""

    @property
    def all_mentions(self) -> list[Mention]:
        return [mention for report in self.reports for mention in self.mentions.get(report, ())]

    def traits(self, engines: Engines) -> list[Trait]:
        """What the reports say of their persons beside the names, in the order of the reports."""
        return [
            trait
            for name, report in self.reports.items()
            for trait in engines.traits(
                report, self.mentions.get(name, ()), self.claims.get(name, ()), engines.knowledge
            )
        ]

    @property
    def digests(self) -> dict[str, str]:
        return {report.id: report.digest for report in self.reports.values()}


def load(desk: Desk, held: Holding | None = None) -> Loaded:
    """Reads all that is held (by default for reading). Call it inside a snapshot when others may write.

    Raises QuoteNotThere, RegisterProblem, NotAllowed.
    """
    store, held = desk.store, held or holding(desk)
    seen = tuple(one for one in store.sources.sightings() if held.knows(one))
    digests = {report: digest for report, digest in store.sources.digests().items() if held.holds(digest)}
    standing_now = current_of(seen, digests) if not held.everything else store.sources.current()
    reports = in_order(store.readings.reports(standing_now))
    mentions = store.readings.mentions(reports)
    claims = store.readings.claims(reports.values())
    judgements = tuple(one for one in store.judgements.all(DECISIONS) if held.sees(one))
    anchored = anchor_judgements(judgements, standing(digests, seen, reports), reports, mentions, claims)
    if held.released:
        reports, mentions, claims = _released(held, anchored, reports, mentions, claims)
    scope = held.scope(reports)
    return Loaded(
        reports=reports,
        mentions=mentions,
        claims=claims,
        judgements=judgements,
        anchored=anchored,
        kept=_known((one for one in store.sources.all() if one.source.report in digests), seen),
        seen=seen,
        links=store.derived.links(scope),
        proposals=undecided(store.derived.proposals(scope), anchored, mentions),
        scope=scope,
    )


def undecided(
    proposals: Sequence[Proposal], anchored: Anchored, mentions: Mapping[str, Sequence[Mention]]
) -> tuple[Proposal, ...]:
    """The proposals about which nobody decided yet (that it cannot be told is no decision)."""
    decided = decided_pairs(anchored, mentions)
    return tuple(one for one in proposals if frozenset((one.left, one.right)) not in decided)


def current_of(seen: Iterable[Seen], held: Mapping[str, str]) -> frozenset[str]:
    """The reports that are the newest at one place or more, of those that are held; as far as is known of places."""
    newest = {one.place: one.report for one in seen if one.report in held}
    placed = {one.report for one in seen}
    # Given to a case without a place of its own there: it stands by itself.
    return frozenset(newest.values()) | (held.keys() - placed)


def _known(sources: Iterable[Kept], seen: Iterable[Seen]) -> tuple[Kept, ...]:
    """Sources with those of their places that may be known of; one without any is called by its id."""
    places: defaultdict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        places[one.report].append(one)
    found, sources = [], list(sources)
    held = {kept.source.report for kept in sources}
    for kept in sources:
        mine = places[kept.source.report]
        paths = tuple(dict.fromkeys(one.path for one in mine)) or (kept.source.report,)
        replaces = next((one.replaces for one in reversed(mine) if one.replaces in held), None)
        found.append(replace(kept, source=replace(kept.source, paths=paths, replaces=replaces)))
    return tuple(found)


def _released(
    held: Holding,
    anchored: Anchored,
    reports: Mapping[str, Report],
    mentions: Mapping[str, list[Mention]],
    claims: Mapping[str, list[Claim]],
) -> tuple[dict[str, Report], dict[str, list[Mention]], dict[str, list[Claim]]]:
    """Of sources that may only be released: the reports with something confirmed, and of their claims only that."""
    vouched = {name for name, one in anchored.claims.items() if one.kind is not JudgementKind.REJECT}
    thin = {name: held.only_released(report.digest) for name, report in reports.items()}
    shown = {
        name: [claim for claim in claims.get(name, ()) if not thin[name] or claim.id in vouched] for name in reports
    }
    kept = {name: report for name, report in reports.items() if not thin[name] or shown[name]}
    return kept, {name: mentions[name] for name in kept if name in mentions}, {name: shown[name] for name in kept}


def in_order(reports: Mapping[str, Report]) -> dict[str, Report]:
    """By publication date, undated last, then by id: the same whatever came first."""
    return dict(sorted(reports.items(), key=lambda item: (item[1].published or "~", item[0])))


def standing(digests: Mapping[str, str], seen: Iterable[Seen], current: Mapping[str, Report]) -> dict[str, str]:
    """For the digest of every source the report that stands for it now: itself, or the newest that replaced it.

    Sources whose line of versions ends nowhere are left out.
    """
    followers = {one.replaces: one.report for one in seen if one.replaces is not None}
    found = {}
    for report, digest in digests.items():
        at: str | None = report
        passed: set[str] = set()
        while at is not None and at not in current and at not in passed:
            passed.add(at)
            at = followers.get(at)
        if at is not None and at in current:
            found[digest] = at
    return found
