"""Which date of the text is the date of an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from asyl.model import Dating, Report, is_edtf
from asyl.text import DateFound

from .grammar import Grammar
from .lines import Line
from .linking import Linked

_BREAKS = frozenset(";.!?")
_CHAINED = "chained"
_OTHERS = 40.0  # a price that no date is worth
_OPENING = 4  # chunks in which a date opens a sentence and holds for all of it
_REACH = 50  # chunks on either side in which the date of an event may stand
_LONGEST = 40  # lines of a paragraph through which its opening date carries


def date_of(
    linked: Linked, others: Sequence[Linked], lines: Sequence[Line], report: Report, grammar: Grammar
) -> Dating | None:
    """The date that belongs to this match, or None. `others` are the line's other matches, `lines` the report's."""
    line = linked.line
    places = [(at, chunk.date) for at, chunk in enumerate(line.chunks) if chunk.date is not None and chunk.date.edtf]
    best, cost = None, 99.0
    for at, date in places:
        if at >= _OPENING and not linked.first - _REACH <= at < linked.last + _REACH:
            continue
        inside = linked.first <= at < linked.last
        price = 0.0 if inside else _price(linked, others, line, at, grammar)
        if price < cost:
            best, cost = date, price
    if best is not None and cost < _OTHERS:
        return dating(best, report)
    return _chained(linked, lines, report, grammar) if not places else None


def _chained(linked: Linked, lines: Sequence[Line], report: Report, grammar: Grammar) -> Dating | None:
    """The date that the paragraph gives a line without one: that of its opening words, else of the line before."""
    here = linked.line
    opening = here.number
    while 0 < opening > here.number - _LONGEST and lines[opening - 1].paragraph == here.paragraph:
        opening -= 1
    heading = next((chunk.date for chunk in lines[opening].chunks[:3] if chunk.date is not None), None)
    found = dating(heading, report) if heading is not None else None
    if found is None and here.number > opening and _goes_on(linked, grammar):
        found = _last_of(lines[here.number - 1], report)
    return replace(found, basis=_CHAINED, reference=found.edtf) if found is not None else None


def _goes_on(linked: Linked, grammar: Grammar) -> bool:
    """Told of "he" or "they" as done: the next step of the same story."""
    ref, group = linked.found.ref, linked.group
    plain = (
        group is not None
        and group.finite
        and not group.cue
        and not any(word in grammar.open_words for word in group.words)
    )
    return plain and ref is not None and ref.kind in ("pronoun", "plural")


def _last_of(line: Line, report: Report) -> Dating | None:
    dates = [chunk.date for chunk in line.chunks if chunk.date is not None]
    return dating(dates[-1], report) if len(dates) == 1 else None


def _price(linked: Linked, others: Sequence[Linked], line: Line, at: int, grammar: Grammar) -> float:
    """Chunks between, dearer over clause borders and over another event's head."""
    low, high = (linked.last, at) if at >= linked.last else (at + 1, linked.first)
    price = float(high - low)
    for k in range(low, high):
        norm = line.norm(k)
        if norm in _BREAKS:
            price += 12
        elif norm == ",":
            price += 1
        elif norm in grammar.relatives or norm in grammar.clause_words or norm in grammar.coordinators:
            price += 4
    told = any(line.norm(k) in grammar.relatives or line.norm(k) in grammar.have for k in range(low, high))
    heads = {other.match.head for other in others if other.match.head != linked.match.head}
    crossed = sum(low <= head < high for head in heads)
    opening = at < _OPENING and at < linked.first
    if crossed and told and at >= linked.last:
        return _OTHERS  # "granted status, who had emigrated in 2015": the later verb's date
    return price + (3 if opening else 16) * crossed - (4 if opening else 0)


def dating(found: DateFound, report: Report) -> Dating | None:
    """A date of the text room as a value of the model, pinned to its words."""
    if found.edtf is None or not is_edtf(found.edtf):
        return None
    return Dating(found.edtf, found.basis, report.span(found.start, found.end), found.reference)
