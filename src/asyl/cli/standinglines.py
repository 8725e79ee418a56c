"""Lines of `asyl status`, `deadlines`, `disagreements` and `gaps`: one topic of a case file, as a lawyer reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.text import Text

from asyl.model import (
    CaseFile,
    Claim,
    Deadline,
    EventType,
    Fact,
    Span,
    StatusEntry,
    StatusType,
    View,
    date_range,
)

from .labels import Labels
from .layout import both_ends, clean, clip, count, pad, wrap

SOON = 14  # days before a due day from which it is due soon
_DAY, _STATE = 12, 12
_IN = "    "


@dataclass(frozen=True, slots=True)
class Topics:
    """Prints one topic of one case file. `quotes` adds the exact words below each line."""

    labels: Labels
    events: Mapping[str, EventType]
    statuses: Mapping[str, StatusType]
    width: int
    quotes: bool

    def head(self, case: CaseFile, topic: str) -> Iterator[Text]:
        view = "confirmed view" if case.view is View.CONFIRMED else "working view"
        name = Text.assemble((clean(case.person.name), "bold"), f"  {topic}")
        yield both_ends(name, Text(f"{view}, as of {case.as_of}", style="dim"), self.width)

    def status(self, case: CaseFile) -> Iterator[Text]:
        """The history, newest first, each stretch from its first day with what proves it; then the last act of every
        track."""
        yield from self.head(case, "status")
        for number, (since, entry) in enumerate(reversed(status_runs(case.statuses))):
            label = self.statuses[entry.status].label if entry.status in self.statuses else entry.status
            state = label + (" (lapsed)" if entry.lapsed else "")
            line = Text.assemble("  ", pad(since.isoformat(), _DAY), (state, "bold cyan" if not number else ""))
            yield both_ends(line, Text(clip(entry.because, 44), style="dim"), self.width)
            yield from self._paper(entry)
            yield from self._proofs(entry, case)
        yield from self._tracks(case)
        for over in case.overstatements:
            said = (
                f"! {self._place(over.span)} says {self._label(over.claimed)}; proven then: {self._label(over.proven)}"
            )
            yield from self._said(said, [over.span])
        for under in case.understatements:
            what = "denies it" if under.said == "none" else f"says {self._label(under.said)}"
            said = f"! {self._place(under.span)} {what}; proven then: {self._label(under.proven)}"
            yield from self._said(said, [under.span])

    def _label(self, status: str) -> str:
        return self.statuses[status].label if status in self.statuses else status

    def _paper(self, entry: StatusEntry) -> Iterator[Text]:
        if entry.document is not None:
            issued = entry.document.issued or "day not told"
            until = (
                f", valid until {entry.document.valid_until}" if entry.document.valid_until else ", validity not told"
            )
            words = f"paper: {entry.document.kind}, issued {issued}{until}"
            yield from (Text(row, style="dim") for row in wrap(words, self.width, _IN + " " * _DAY))

    def _proofs(self, entry: StatusEntry, case: CaseFile) -> Iterator[Text]:
        for fact in case.facts:
            if fact.id in entry.facts:
                words = f"proven by {self._fact(fact)}: {self._counts(fact)} [{self.labels.many(fact.reports)}]"
                yield from (Text(row, style="dim") for row in wrap(words, self.width, _IN + " " * _DAY))
                yield from self._words(fact.claims)

    def _tracks(self, case: CaseFile) -> Iterator[Text]:
        tracks: dict[str, Fact] = {}
        for fact in case.facts:
            known = self.events.get(fact.event)
            if known is not None and fact.date is not None and date_range(fact.date).earliest <= case.as_of:
                tracks[known.track] = fact
        legal = [track for track in ("asylum", "criminal", "removal", "international") if track in tracks]
        if legal:
            yield Text("  last act of each track", style="bold")
        for track in legal:
            fact = tracks[track]
            yield Text(f"  {pad(track, _DAY + 2)}{clip(f'{fact.date}  {self._fact(fact)}', self.width - _DAY - 6)}")

    def _fact(self, fact: Fact) -> str:
        known = self.events.get(fact.event)
        return f"{known.label if known else fact.event}, {fact.date or 'undated'}"

    def _counts(self, fact: Fact) -> str:
        return f"{count(len(fact.reports), 'report')}, {count(len(fact.origins), 'origin')}"

    def deadlines(self, case: CaseFile) -> Iterator[Text]:
        yield from self.head(case, "deadlines")
        facts = {fact.id: fact for fact in case.facts}
        for item in case.deadlines:
            style = "yellow" if item.missed or is_soon(item, case.as_of) else ""
            line = f"  {pad(item.due.isoformat(), _DAY)}{pad(state_of(item, case.as_of), _STATE)}{clean(item.what)}"
            first, *rest = wrap(line.strip(), self.width, "  ")
            yield Text(first, style=style)
            yield from (Text(_IN + " " * (_DAY + _STATE - 2) + row.strip(), style=style) for row in rest)
            fact = facts.get(item.trigger)
            started = f"counted from {self._fact(fact)} [{self.labels.many(fact.reports)}]" if fact else ""
            notes = [started, item.rule, f"source: {item.source}", *item.notes]
            notes += [] if item.verified else ["UNVERIFIED rule: written from memory, ask the law"]
            for note in filter(None, notes):
                yield from (Text(row, style="dim") for row in wrap(note, self.width, _IN + " " * _DAY))
            if fact is not None:
                yield from self._words(fact.claims)
        if not case.deadlines:
            yield Text("  none: nothing in the file starts a clock of a procedure that asyl knows", style="dim")

    def disagreements(self, case: CaseFile) -> Iterator[Text]:
        yield from self.head(case, "disagreements")
        nothing = True
        for fact in case.facts:
            for found in (fact.disagreement, *fact.further):
                if found is None:
                    continue
                nothing = False
                yield Text(f"  {clip(f'{self._fact(fact)}: {found.on}', self.width - 2)}", style="yellow")
                for version in found.versions:
                    claims = [claim for claim in fact.claims if claim.id in version.claims]
                    claims += [claim for claim in case.open_claims if claim.id in version.claims]
                    words = f"{version.value}  {self._counted(version.claims, fact, len(version.reports))}"
                    words += f" [{self.labels.many(version.reports)}]"
                    yield from (Text(row) for row in wrap(words, self.width, _IN))
                    yield from self._words(claims)
        for item in case.inconsistencies:
            nothing = False
            yield from self._said(f"{item.on}: {item.sentence}", item.spans)
        if nothing:
            yield Text("  none", style="dim")

    def _counted(self, claims: tuple[str, ...], fact: Fact, reports: int) -> str:
        origins = sum(1 for origin in fact.origins if set(origin.claims) & set(claims))
        return f"{count(reports, 'report')}, {count(origins, 'origin')}"

    def gaps(self, case: CaseFile) -> Iterator[Text]:
        yield from self.head(case, "gaps and risks")
        for gap in case.gaps:
            yield from (Text(row) for row in wrap(gap, self.width, "  "))
        for risk in case.risks:
            mark = "" if risk.verified else ", unverified"
            yield from self._said(f"risk: {risk.sentence} ({risk.source}{mark})", risk.spans)
        if not case.gaps and not case.risks:
            yield Text("  none", style="dim")

    def _said(self, sentence: str, spans: Iterable[Span]) -> Iterator[Text]:
        """A sentence with the places of its words; the words too when they are asked for."""
        told = list(spans)
        places = " ".join(dict.fromkeys(self.labels.short(span.report) for span in told))
        yield from (Text(row, style="yellow") for row in wrap(f"{sentence} [{places}]", self.width, "  "))
        if self.quotes:
            for span in told:
                yield from self._quote(span, "")

    def _words(self, claims: Iterable[Claim]) -> Iterator[Text]:
        if self.quotes:
            for claim in claims:
                yield from self._quote(claim.trigger, f" ({clean(claim.speaker)})" if claim.speaker else "")

    def _quote(self, span: Span, speaker: str) -> Iterator[Text]:
        words = f'{self.labels.short(span.report)} {span.start}-{span.end}{speaker}  "{span.quote}"'
        yield from (Text(row, style="dim") for row in wrap(words, self.width, _IN + " " * _DAY))

    def _place(self, span: Span) -> str:
        return f"{self.labels.short(span.report)} ({self.labels.published(span.report) or 'undated'})"


def status_runs(entries: Sequence[StatusEntry]) -> list[tuple[date, StatusEntry]]:
    """Stretches of one status: the day each began, and its newest entry."""
    runs: list[tuple[date, StatusEntry]] = []
    for entry in entries:
        if runs and (runs[-1][1].status, runs[-1][1].lapsed) == (entry.status, entry.lapsed):
            runs[-1] = (runs[-1][0], entry)
        else:
            runs.append((entry.as_of, entry))
    return runs


def is_soon(item: Deadline, as_of: date) -> bool:
    return not item.missed and (item.due - as_of).days <= SOON


def state_of(item: Deadline, as_of: date) -> str:
    """`missed`, `today`, `in 5 days`."""
    days = (item.due - as_of).days
    if item.missed:
        return "passed"
    return "today" if not days else f"in {count(days, 'day')}"
