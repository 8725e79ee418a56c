"""A case file in the terminal: status, timeline with reports and origins, what re-reports changed, what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from rich.text import Text

from asyl.model import (
    CaseFile,
    Change,
    ChangeKind,
    Claim,
    EventType,
    Fact,
    Link,
    Origin,
    OriginLevel,
    StatusEntry,
    StatusType,
    View,
)

from .labels import Labels
from .layout import both_ends, clean, clip, count, cut, pad, wrap
from .standinglines import state_of, status_runs

# The graver a change for the person, the earlier it stands.
_GRAVITY = (
    ChangeKind.STATUS,
    ChangeKind.POLARITY,
    ChangeKind.MODALITY,
    ChangeKind.NUMBER,
    ChangeKind.DATE,
    ChangeKind.SOURCE_DROPPED,
    ChangeKind.ADDED,
    ChangeKind.DROPPED,
    ChangeKind.PLACE,
    ChangeKind.NAME,
)
_LEVELS = {
    OriginLevel.WITNESS: ("witness", "witnesses"),
    OriginLevel.COLLECTION: ("collection", "collections"),
    OriginLevel.AUTHOR: ("author", "authors"),
    OriginLevel.PUBLISHER_FAMILY: ("publisher family", "publisher families"),
    OriginLevel.TEXT: ("text", "texts"),
    OriginLevel.NOT_RETRIEVED: ("not retrieved", "not retrieved"),
}
_NEAR = 60  # code points around a claim's words that still speak of it
_DATE, _COUNT = 14, 9  # widths of the columns for dates and for counts


class CasePrinter:
    """Turns case files into lines of one width. `quotes` adds the exact words below every line."""

    def __init__(
        self,
        labels: Labels,
        events: Mapping[str, EventType],
        statuses: Mapping[str, StatusType],
        width: int,
        *,
        quotes: bool = False,
    ) -> None:
        self.labels, self.events, self.statuses = labels, events, statuses
        self.width = max(60, min(width, 120))
        self.quotes = quotes

    def lines(self, case: CaseFile) -> Iterator[Text]:
        yield from self._head(case)
        yield from self._status(case)
        yield from self._timeline(case)
        yield from self._changes(case)
        yield from self._deadlines(case)
        yield from self._open(case)

    def _head(self, case: CaseFile) -> Iterator[Text]:
        person = case.person
        name = Text(clean(person.name), style="bold")
        yield both_ends(name, Text(f"{count(len(case.reports), 'report')}, {_origins(case)}"), self.width)
        others = " · ".join(clean(other) for other in person.names[1:5])
        more = f" · {len(person.names) - 5} more" if len(person.names) > 5 else ""
        joins = f", {count(len(person.joins), 'join')} by machine" if person.joins else ""
        view = "confirmed view" if case.view is View.CONFIRMED else f"working view{joins}"
        also = f"also  {others}{more}" if others else ""
        yield both_ends(Text(cut(also, self.width - len(view) - 2)), Text(view, style="dim"), self.width)

    def _status(self, case: CaseFile) -> Iterator[Text]:
        runs = status_runs(case.statuses)
        if not runs:
            return
        yield Text("")
        *earlier, (since, current) = runs
        state = self._state(current, f"since {since}" if since < case.as_of else "")
        line = Text.assemble(("STATUS  ", "bold"), (state, "bold cyan"), (f"  as of {case.as_of}", "dim"))
        yield both_ends(line, Text(self._proof(current, case), style="dim"), self.width)
        for began, entry in [run for run in reversed(earlier) if run[1].status != "unknown"][:4]:
            line = Text("  " + self._state(entry, f"from {began}"))
            yield both_ends(line, Text(self._proof(entry, case), style="dim"), self.width)
        for item in case.overstatements:
            place = f"{self.labels.short(item.report)} ({self.labels.published(item.report) or 'undated'})"
            claimed, proven = self._label(item.claimed), self._label(item.proven)
            room = self.width - len(place) - len(claimed) - len(proven) - 30
            said = clip(item.span.quote, max(24, room))
            text = f'! {place} says "{said}": {claimed}; proven then: {proven}'
            yield from (Text(row, style="yellow") for row in wrap(text, self.width, "  "))

    def _state(self, entry: StatusEntry, when: str) -> str:
        lapsed = " (lapsed)" if entry.lapsed else ""
        return f"{self._label(entry.status)}{lapsed} {when}".rstrip()

    def _label(self, status: str) -> str:
        found = self.statuses.get(status)
        return found.label if found else status

    def _proof(self, entry: StatusEntry, case: CaseFile) -> str:
        facts = [fact for fact in case.facts if fact.id in entry.facts]
        if not facts:
            return entry.because and f"[{clip(entry.because, 36)}]"
        what = "; ".join(f"{self._what(fact)[:28]}, {self.labels.many(fact.reports[:3])}" for fact in facts[-1:])
        return f"[{clip(what, 42)}]"

    def _timeline(self, case: CaseFile) -> Iterator[Text]:
        if not case.facts:
            yield Text("no dated or undated fact is known", style="dim")
            return
        room = self.width - _DATE - 2 * _COUNT - 4
        chain = max(18, room // 2)
        what = room - chain
        yield Text("")
        head = Text.assemble(
            ("TIMELINE", "bold"), " " * (_DATE + what - 6), pad("reports", _COUNT), pad("origins", _COUNT)
        )
        yield head
        for fact in case.facts:
            marks = Text.assemble(
                "  ",
                pad(clip(fact.date or "undated", _DATE - 1), _DATE),
                pad(clip(self._what(fact), what - 1), what),
                pad(str(len(fact.reports)), _COUNT),
                pad(str(len(fact.origins)), _COUNT - 5),
                clip(self._chains(fact), chain + 4),
            )
            yield marks
            yield from self._disagreement(fact)
            if self.quotes:
                yield from self._quotes(fact.claims)

    def _what(self, fact: Fact) -> str:
        label = self.events[fact.event].label if fact.event in self.events else fact.event
        details = _details(fact)
        return f"{label}: {details}" if details else label

    def _chains(self, fact: Fact) -> str:
        return "; ".join(self._chain(origin, fact) for origin in fact.origins)

    def _chain(self, origin: Origin, fact: Fact) -> str:
        reports = sorted({claim.report for claim in fact.claims if claim.id in origin.claims})
        label = self.labels.short(origin.label)
        rest = [self.labels.short(report) for report in reports if self.labels.short(report) != label]
        mark = "?" if origin.level is OriginLevel.NOT_RETRIEVED else ""
        return " < ".join([f"{label}{mark}", " ".join(rest)] if rest else [f"{label}{mark}"])

    def _disagreement(self, fact: Fact) -> Iterator[Text]:
        if fact.disagreement is None:
            return
        values = " · ".join(f"{self.labels.many(v.reports)}: {v.value}" for v in fact.disagreement.versions)
        for row in wrap(f"≠ {fact.disagreement.on}  {values}", self.width, " " * (_DATE + 2)):
            yield Text(row, style="yellow")

    def _quotes(self, claims: tuple[Claim, ...]) -> Iterator[Text]:
        for claim in claims:
            said = f" ({clean(claim.speaker)})" if claim.speaker else ""
            place = f"{self.labels.short(claim.report)} {claim.trigger.start}-{claim.trigger.end}{said}"
            for row in wrap(f'{place}  "{claim.quote}"', self.width, " " * (_DATE + 2)):
                yield Text(row, style="dim")

    def _changes(self, case: CaseFile) -> Iterator[Text]:
        rows = sorted(
            ((link, change) for link in case.links for change in link.changes if _concerns(change, case)),
            key=lambda row: _GRAVITY.index(row[1].kind),
        )
        if not rows:
            return
        yield Text("")
        yield Text("CHANGED BY RE-REPORTS", style="bold")
        for link, change in rows[:6]:
            yield from (Text(row) for row in wrap(self._change(link, change), self.width, "  "))
        if len(rows) > 6:
            more = " ".join(sorted({self.labels.short(link.report) for link, _ in rows[6:]}))
            yield Text(f"  {len(rows) - 6} more: asyl trace {more.split()[0]}", style="dim")

    def _change(self, link: Link, change: Change) -> str:
        source = self.labels.short(link.source) if link.source else link.source_name or "?"
        return f"{self.labels.short(link.report)} from {source}  {change_words(change, 48)}"

    def _deadlines(self, case: CaseFile) -> Iterator[Text]:
        if not case.deadlines:
            return
        yield Text("")
        yield Text("DEADLINES", style="bold")
        for item in case.deadlines[:4]:
            mark = "" if item.verified else "  (unverified rule)"
            state = state_of(item, case.as_of)
            yield Text(
                f"  {clip(f'{item.due.isoformat()}   {item.what}, {state}{mark}  [{item.source}]', self.width - 2)}"
            )

    def _open(self, case: CaseFile) -> Iterator[Text]:
        disagreements = sum(1 for fact in case.facts if fact.disagreement) + len(case.inconsistencies)
        absent = sorted({link.source_name for link in case.links if link.source is None and link.source_name})
        parts = [
            count(disagreements, "disagreement") if disagreements else "",
            count(len(case.overstatements), "overstatement") if case.overstatements else "",
            f"not retrieved: {', '.join(clean(name) for name in absent[:3])}" if absent else "",
            f"{len(case.open_claims)} planned, feared or denied" if case.open_claims else "",
            count(len(case.understatements), "understatement") if case.understatements else "",
            *(f"risk: {risk.sentence}" for risk in case.risks[:2]),
            *case.gaps[:2],
        ]
        said = " · ".join(part for part in parts if part)
        if said:
            yield Text("")
            first, *rest = wrap(said, self.width, "        ")
            yield Text.assemble(("OPEN    ", "bold"), first.strip())
            yield from (Text(row) for row in rest)
        if self.quotes and case.open_claims:
            yield from self._quotes(case.open_claims)


def _origins(case: CaseFile) -> str:
    """Independent origins by level: never one number without its level."""
    roots = {(origin.level, origin.label) for fact in case.facts for origin in fact.origins}
    levels = Counter(level for level, _ in roots)
    return ", ".join(count(levels[level], *_LEVELS[level]) for level in OriginLevel if levels[level]) or "no origin"


def _concerns(change: Change, case: CaseFile) -> bool:
    """True for a change of words that a claim about this person rests on (the same sentence, at a stretch)."""
    claims = [claim for fact in case.facts for claim in fact.claims] + list(case.open_claims)
    for span in (change.before, change.after):
        if span is not None and any(
            claim.report == span.report
            and claim.trigger.start - _NEAR < span.end
            and span.start < claim.trigger.end + _NEAR
            for claim in claims
        ):
            return True
    return False


def change_words(change: Change, room: int) -> str:
    """A change as one line: kind, the words of the source, the words that took their place."""
    before = f'"{clip(change.before.quote, room)}"' if change.before else ""
    after = f'"{clip(change.after.quote, room)}"' if change.after else ""
    arrow = " -> " if before and after else ""
    kind = "unsourced" if change.kind is ChangeKind.SOURCE_DROPPED else change.kind.value
    return f"{pad(kind, 10)}{before}{arrow}{after}"


def _details(fact: Fact) -> str:
    """Status, length of a sentence, place: what the claims of a fact agree to say of it."""
    found: dict[str, str | int | bool] = {}
    for claim in fact.claims:
        for key, value in claim.attributes:
            found.setdefault(key, value)
    parts = []
    if isinstance(found.get("sentence_months"), int):
        parts.append(f"{found['sentence_months']} months" + (", suspended" if found.get("suspended") else ""))
    elif found.get("suspended"):
        parts.append("suspended")
    parts += [str(found[key]) for key in ("outcome", "document", "place") if found.get(key)]
    return ", ".join(parts)
