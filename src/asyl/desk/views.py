"""What a register adds up to for one reader at a date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from asyl.model import (
    Action,
    CaseFile,
    Claim,
    DateBasis,
    JudgedClaim,
    Judgement,
    JudgementKind,
    Link,
    Person,
    PersonKey,
    Refusal,
    Register,
    RegisterProblem,
    Report,
    Tier,
    View,
    date_range,
)

from .amending import amended_claim
from .anchoring import VERDICTS
from .finding import held_report
from .heldpostings import HeldPostings
from .loading import Loaded, load
from .opening import Desk, Step, quietly
from .settling import audience, settle, settled

_TRIES = 5


def register_view(
    desk: Desk,
    as_of: date | None = None,
    view: View = View.WORKING,
    *,
    refused: Sequence[Refusal] = (),
    progress: Step = quietly,
    purpose: Action = Action.READ,
) -> Register:
    """Everything computed, in an order that does not depend on the order of reading.

    `as_of` is the newest stated publication date when none is given, and today by the desk's clock when no report
    states one. Only the newest version of each report counts. In the confirmed view only confirmed and amended claims
    count and judgements alone join people. Settles first what is stale. Everything in it comes from what the actor
    holds for this `purpose` (READ, EXPORT): counts, origins and names too. Raises RegisterProblem, IntegrityFailure,
    NotAllowed.
    """
    loaded = current(desk, progress, purpose, view)
    engines = desk.engines
    day = as_of or _newest(loaded, desk.clock().date())
    identity, traits = loaded.anchored.identity, loaded.traits(engines)
    people = engines.resolve(loaded.all_mentions, loaded.proposals, identity, loaded.digests, view, traits)
    claims, judged, shown = _judged(loaded)
    keys: dict[PersonKey, str] = {key: person.id for person in people for key in person.keys}
    counted = _by_person(_counting(claims, judged, view), keys)
    said = [(shown.get(one, one), shown.get(two, two), both) for one, two, both in loaded.anchored.happenings]
    sources = engines.index_sources(loaded.reports, loaded.links, engines.knowledge, keys, said)
    cases = tuple(
        engines.build(sources, person, counted[person.id], day, view) for person in people if person.protected
    )
    return Register(
        as_of=day,
        view=view,
        reports=tuple(loaded.reports.values()),
        paths=tuple(sorted((kept.source.report, kept.source.paths) for kept in loaded.kept)),
        replaced=_replaced(loaded),
        people=tuple(people),
        claims=tuple(claims),
        judged=tuple(judged.items()),
        links=loaded.links,
        cases=cases,
        refused=tuple(refused),
    )


def current(desk: Desk, progress: Step = quietly, purpose: Action = Action.READ, view: View = View.WORKING) -> Loaded:
    """One moment of the register, as far as the actor holds it, at which everything computed was up to date."""
    for _ in range(_TRIES):
        of = audience(desk, purpose, view)
        settle(desk, progress, of)
        with desk.store.snapshot():
            if settled(desk, of):
                return load(desk, of.held)
    raise RegisterProblem(f"the register in {desk.folder} changes all the time; try again", subject=desk.folder)


def links_of(desk: Desk, report: Report) -> tuple[Link, ...]:
    """What a report rests on; also for an older version, which no longer counts. Raises NotFound."""
    loaded = current(desk)
    if report.id in loaded.reports:
        return tuple(link for link in loaded.links if link.report == report.id)
    held_report(desk, report.id)
    claims = {**loaded.claims, **desk.store.readings.claims([report])}
    reports = {**loaded.reports, report.id: report}
    postings = HeldPostings(desk.store.postings, frozenset(reports))
    return tuple(desk.engines.trace(report, reports, claims, desk.engines.knowledge, postings, {}))


def _newest(loaded: Loaded, today: date) -> date:
    """A date after tomorrow is misread or false: nothing was published then."""
    stated = [
        date_range(report.published).latest
        for report in loaded.reports.values()
        if report.published and report.published_basis is DateBasis.STATED
    ]
    return max((day for day in stated if day <= today + timedelta(days=1)), default=today)


def _judged(loaded: Loaded) -> tuple[list[Claim], dict[str, str], dict[str, str]]:
    """Every claim, as amended; the verdicts by the claim's id; the id as read to the id as amended."""
    claims: list[Claim] = []
    judged: dict[str, str] = {}
    renamed: dict[str, str] = {}
    for report in loaded.reports.values():
        for claim in loaded.claims.get(report.id, ()):
            judgement = loaded.anchored.claims.get(claim.id)
            shown = as_judged(claim, judgement, report)
            claims.append(shown)
            if judgement is not None:
                judged[shown.id] = VERDICTS[judgement.kind]
                renamed[claim.id] = shown.id
    return claims, judged, renamed


def as_judged(claim: Claim, judgement: Judgement | None, report: Report) -> Claim:
    """A claim that a person vouched for counts, however weak the sign was that it was found by."""
    if judgement is None or judgement.kind is JudgementKind.REJECT:
        return claim
    if isinstance(judgement.about, JudgedClaim):
        claim = amended_claim(claim, judgement.about, report)
    return replace(claim, text=report.text, tier=Tier.SUGGESTED)


def _counting(claims: Sequence[Claim], judged: dict[str, str], view: View) -> list[Claim]:
    if view is View.CONFIRMED:
        return [claim for claim in claims if judged.get(claim.id) in ("confirmed", "amended")]
    return [claim for claim in claims if judged.get(claim.id) != "rejected"]


def _by_person(claims: Sequence[Claim], keys: Mapping[PersonKey, str]) -> defaultdict[str, list[Claim]]:
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        person = keys.get(claim.key) if claim.key else None
        if person is not None:
            found[person].append(claim)
    return found


def _replaced(loaded: Loaded) -> tuple[tuple[str, str], ...]:
    """(new, old) for the reports that count; the newest sighting of a report tells what it replaced."""
    held = {kept.source.report for kept in loaded.kept}
    pairs = {one.report: one.replaces for one in loaded.seen if one.replaces in held and one.report in loaded.reports}
    return tuple(sorted((new, old) for new, old in pairs.items() if old is not None))


def case_of(register: Register, person: Person) -> CaseFile:
    """The case file of a person of the register; empty for somebody who needs no protection."""
    for case in register.cases:
        if case.person.id == person.id:
            return case
    return CaseFile(person, register.as_of, register.view, (), (), (), ())
