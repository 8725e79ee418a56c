"""Where a report says that something happened to somebody, found by the learned reader, and which event it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .features import clause_features, senses
from .learned_clauses import Clause, clauses
from .learned_ground import Ground
from .learned_model import Floats, Model
from .page import Page

NONE = "O"  # the label of a clause that carries no claim
ENOUGH = 0.45  # probability of "some event" from which a clause is a candidate; tuned by cross-validation on the corpus


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that carry an event: chunks `first` to `last` (exclusive) of line `line`, `start` to `end` in the text.

    `score`: probability (0..1) that some event stands there; `chance`: that it is this one; `reasons`: the features
    that spoke loudest for it.
    """

    line: int
    first: int
    last: int
    start: int
    end: int
    event: str
    score: float
    chance: float
    reasons: tuple[str, ...]


def page_features(ground: Ground, parts: Sequence[Clause]) -> list[list[str]]:
    """The features of every clause: those of its words, and what the rules of the language pack say of it."""
    page = ground.page
    protectable = {person.local: person.protectable for person in page.persons}
    found = clause_features(page.lines, parts, senses(page.grammar.language), protectable)
    for part, names in zip(parts, found, strict=True):
        chunks = page.lines[part.line].chunks
        hits = ground.hits.get(part.line, ())
        names += sorted(
            {name for first, last, name in hits if first < part.last and part.first < last} or {"rule=none"}
        )
        names += sorted(ground.signs(part.line, chunks[part.first].start, chunks[part.last - 1].end))
    return found


def learned_triggers(ground: Ground, model: Model, enough: float = ENOUGH) -> list[Candidate]:
    """Every candidate of a page in order of the text; neighbouring clauses of one line with one event are one."""
    parts = clauses(ground.page.lines)
    features = page_features(ground, parts)
    _, chances = model.sequence(features)
    return join(ground.page, parts, features, chances, model, enough)


def join(
    page: Page, parts: Sequence[Clause], features: Sequence[Sequence[str]], chances: Floats, model: Model, enough: float
) -> list[Candidate]:
    none = model.labels.index(NONE)
    found: list[Candidate] = []
    for at, part in enumerate(parts):
        some = 1.0 - float(chances[at, none])
        if some < enough:
            continue
        column = max((k for k in range(len(model.labels)) if k != none), key=lambda k: (float(chances[at, k]), -k))
        chance = float(chances[at, column])
        here = _candidate(page, part, model.labels[column], (some, chance), model.why(features[at], column))
        if found and found[-1].line == here.line and found[-1].last == here.first and found[-1].event == here.event:
            here = _joined(found.pop(), here)
        found.append(here)
    return found


def _candidate(
    page: Page, part: Clause, event: str, scores: tuple[float, float], reasons: tuple[str, ...]
) -> Candidate:
    """The clause without the marks and conjunctions at its edges."""
    chunks = page.lines[part.line].chunks
    first, last = part.first, part.last
    while last - 1 > first and not chunks[last - 1].word:
        last -= 1
    while first + 1 < last and not chunks[first].word:
        first += 1
    return Candidate(
        part.line, part.first, part.last, chunks[first].start, chunks[last - 1].end, event, *scores, reasons
    )


def _joined(one: Candidate, other: Candidate) -> Candidate:
    best = max(one, other, key=lambda item: item.chance)
    return Candidate(
        one.line, one.first, other.last, one.start, other.end, one.event, best.score, best.chance, best.reasons
    )
