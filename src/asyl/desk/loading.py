"""What the computed tables and the judgements hold at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from asyl.model import Claim, Judgement, Link, Mention, Proposal, Report
from asyl.store import Kept, Seen

from .anchoring import Anchored, anchor_judgements
from .opening import Desk


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

    @property
    def all_mentions(self) -> list[Mention]:
        return [mention for report in self.reports for mention in self.mentions.get(report, ())]

    @property
    def digests(self) -> dict[str, str]:
        return {report.id: report.digest for report in self.reports.values()}


def load(desk: Desk) -> Loaded:
    """Reads it all. Call it inside a snapshot when others may write. Raises QuoteNotThere, RegisterProblem."""
    store = desk.store
    reports = in_order(store.readings.reports(store.sources.current()))
    mentions = store.readings.mentions(reports)
    claims = store.readings.claims(reports.values())
    kept, seen, judgements = store.sources.all(), store.sources.sightings(), store.judgements.all()
    stands = standing({one.source.report: one.source.digest for one in kept}, seen, reports)
    return Loaded(
        reports=reports,
        mentions=mentions,
        claims=claims,
        judgements=judgements,
        anchored=anchor_judgements(judgements, stands, reports, mentions, claims),
        kept=kept,
        seen=seen,
        links=store.derived.links(),
        proposals=store.derived.proposals(),
    )


def in_order(reports: Mapping[str, Report]) -> dict[str, Report]:
    """By publication date, undated last, then by id: the same whatever came first."""
    return dict(sorted(reports.items(), key=lambda item: (item[1].published or "~", item[0])))


def standing(digests: Mapping[str, str], seen: tuple[Seen, ...], current: Mapping[str, Report]) -> dict[str, str]:
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
