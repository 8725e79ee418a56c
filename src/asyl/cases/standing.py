"""Legal status over time: acts in the order of their days, each doing what `transitions.toml` says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from asyl.model import Claim, Document, Fact, Slot, StatusEntry, Transition

from .dates import LAST_DAY, narrowest, published, range_of
from .retelling import named_status, rank
from .sources import Sources, fold

Validity = Callable[["Act"], date | None]


@dataclass(frozen=True, slots=True)
class Act:
    """A fact that may change a standing: what it names, on which day at the latest, by whom, and until when its paper
    is valid."""

    fact: Fact
    day: date
    status: str | None
    court: bool
    outcome: str | None
    document: str | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class _Hold:
    """What fills a slot: a status, since when, by which facts, until when its paper is valid."""

    status: str
    facts: tuple[str, ...]
    valid_until: date | None = None
    document: Document | None = None
    because: str = ""


@dataclass(slots=True)
class _Standing:
    slots: dict[Slot, _Hold] = field(default_factory=dict)
    before: dict[Slot, _Hold] = field(default_factory=dict)

    def shown(self) -> _Hold | None:
        for slot in (Slot.REMOVAL, Slot.HELD, Slot.PENDING):
            if slot in self.slots:
                return self.slots[slot]
        return None


def acts(facts: Sequence[Fact], retellings: frozenset[str], sources: Sources, as_of: date) -> list[Act]:
    """The acts among facts, in the order in which they take effect. A disputed fact is no proof and gives none."""
    found = [
        act
        for fact in facts
        if fact.event in sources.knowledge.standings.transitions and not _disputed(fact)
        if (act := _act(fact, retellings, sources, as_of)) is not None
    ]
    return sorted(found, key=lambda act: (act.day, _turn(act, sources), act.fact.id))


def _disputed(fact: Fact) -> bool:
    return fact.disagreement is not None and fact.disagreement.on == "polarity"


def _turn(act: Act, sources: Sources) -> int:
    return min(rule.order for rule in sources.knowledge.standings.transitions[act.fact.event])


def _act(fact: Fact, retellings: frozenset[str], sources: Sources, as_of: date) -> Act | None:
    own = [claim for claim in fact.claims if claim.id not in retellings]
    day = known_by(fact, own, sources, as_of)
    if day > as_of:
        return None
    return Act(
        fact=fact,
        day=day,
        status=_weakest(own, sources),
        court=any(_by_court(claim, sources) for claim in own),
        outcome=next((str(value) for claim in own if (value := claim.attribute("outcome")) is not None), None),
        document=next((str(value) for claim in own if (value := claim.attribute("document")) is not None), None),
        valid_until=_until(own),
    )


def known_by(fact: Fact, claims: Sequence[Claim], sources: Sources, as_of: date) -> date:
    """The day by which a fact had happened: the last its date can mean, but no later than the first report of it."""
    found = range_of(fact.date) if fact.date is not None else None
    out = [day for claim in claims if (day := published(sources.reports.get(claim.report))) is not None]
    told = min((day.latest for day in out), default=LAST_DAY)
    if found is None:
        return told if out else as_of
    return min(found.latest, max(told, found.earliest))


def _weakest(claims: Sequence[Claim], sources: Sources) -> str | None:
    """The weakest status that the claims name: the one that all of them prove. Claims with a paper come first."""
    named = [claim for claim in claims if claim.attribute("status") is not None]
    papers = [claim for claim in named if claim.attribute("document") is not None]
    statuses = [status for claim in papers or named or claims if (status := named_status(claim, sources)) is not None]
    return min(statuses, key=lambda status: (rank(status, sources), status), default=None)


def _by_court(claim: Claim, sources: Sources) -> bool:
    words = f"{fold(str(claim.attribute('authority') or ''))} {fold(claim.quote)} {fold(claim.speaker or '')}".split()
    return not sources.knowledge.standings.court_words.isdisjoint(words)


def _until(claims: Sequence[Claim]) -> date | None:
    given = [str(value) for claim in claims if (value := claim.attribute("valid_until")) is not None]
    best = narrowest(given)
    found = range_of(best) if best is not None else None
    return found.latest if found is not None else None


def history(
    person: str, done: Sequence[Act], as_of: date, sources: Sources, validity: Validity
) -> tuple[StatusEntry, ...]:
    """One entry per change of what is shown, and one at `as_of`; `unknown` when nothing proves a status.

    `validity` gives the day until which an act's paper is valid by the country's rules, when no claim says so.
    """
    standing = _Standing()
    entries: list[StatusEntry] = []
    for act in done:
        _lapse(standing, entries, person, act.day)
        _apply(standing, act, sources, validity)
        _note(entries, person, act.day, standing.shown())
    _lapse(standing, entries, person, as_of)
    last = standing.shown()
    if not entries or entries[-1].as_of != as_of:
        entries.append(_entry(person, as_of, last))
    return tuple(entries)


def _apply(standing: _Standing, act: Act, sources: Sources, validity: Validity) -> None:
    shown = standing.shown()
    rule = _rule(act, shown.status if shown is not None else None, sources)
    if rule is None:
        return
    for slot in rule.clears:
        standing.slots.pop(slot, None)
    if rule.slot is not None and (hold := _hold(standing, rule, rule.slot, act, sources, validity)) is not None:
        _drop_lapsed(standing, act.day)
        if rule.slot in standing.slots and hold.status != standing.slots[rule.slot].status:
            standing.before[rule.slot] = standing.slots[rule.slot]
        standing.slots[rule.slot] = hold


def _rule(act: Act, shown: str | None, sources: Sources) -> Transition | None:
    for rule in sources.knowledge.standings.transitions[act.fact.event]:
        fits = (rule.court is None or rule.court == act.court) and (rule.outcome is None or rule.outcome == act.outcome)
        if fits and (not rule.when or shown in rule.when):
            return rule
    return None


def _hold(
    standing: _Standing,
    rule: Transition,
    slot: Slot,
    act: Act,
    sources: Sources,
    validity: Validity,
) -> _Hold | None:
    """What an act puts into its slot; None when it changes nothing there."""
    if rule.becomes == "before":
        return standing.before.get(slot)
    now = standing.slots.get(slot)
    # An extension that names no status extends the one that is held.
    status = (act.status or (now.status if now else None)) if rule.becomes == "claimed" else rule.becomes
    if status is None:
        return None
    until = act.valid_until or validity(act)
    facts: tuple[str, ...] = (act.fact.id,)
    if rule.raise_only and now is not None and not _lapsed(now, act.day):
        if rank(status, sources) < rank(now.status, sources):
            return None
        if status == now.status:
            facts = tuple(dict.fromkeys((*now.facts, act.fact.id)))
    paper = act.document is not None or until is not None
    document = Document(act.document or status, act.fact.date, until.isoformat() if until else None) if paper else None
    return _Hold(status, facts, until, document, rule.because)


def _drop_lapsed(standing: _Standing, day: date) -> None:
    held = standing.slots.get(Slot.HELD)
    if held is not None and _lapsed(held, day):
        del standing.slots[Slot.HELD]


def _lapsed(hold: _Hold, day: date) -> bool:
    return hold.valid_until is not None and hold.valid_until < day


def _lapse(standing: _Standing, entries: list[StatusEntry], person: str, day: date) -> None:
    """Note the day on which the paper behind what is shown ran out, when that was before `day`."""
    shown = standing.shown()
    if shown is None or not _lapsed(shown, day) or shown.valid_until is None or _told(entries, shown):
        return
    ran_out = min(shown.valid_until, LAST_DAY - timedelta(days=1)) + timedelta(days=1)
    if not entries or ran_out > entries[-1].as_of:
        entries.append(_entry(person, ran_out, shown))


def _told(entries: Sequence[StatusEntry], shown: _Hold) -> bool:
    return bool(entries) and entries[-1].lapsed and entries[-1].status == shown.status


def _note(entries: list[StatusEntry], person: str, day: date, shown: _Hold | None) -> None:
    """Write down a change; of two on one day the last one stands. Nothing is noted before the first proven status."""
    if shown is None and not entries:
        return
    entry = _entry(person, day, shown)
    if entries and entries[-1].as_of == day:
        entries.pop()
    if not entries or (entries[-1].status, entries[-1].lapsed, entries[-1].facts) != (
        entry.status,
        entry.lapsed,
        entry.facts,
    ):
        entries.append(entry)


def _entry(person: str, day: date, shown: _Hold | None) -> StatusEntry:
    if shown is None:
        return StatusEntry(person, day, "unknown", False, (), None, "no dated act or paper proves a status")
    return StatusEntry(person, day, shown.status, _lapsed(shown, day), shown.facts, shown.document, shown.because)


def status_on(entries: Sequence[StatusEntry], day: date) -> StatusEntry | None:
    """The entry that holds on a day."""
    found = [entry for entry in entries if entry.as_of <= day]
    return found[-1] if found else None
