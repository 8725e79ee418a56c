"""Where a report says that something happened to somebody, found by the learned reader, and which event it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .features import clause_features, senses
from .learned_clauses import Clause, clauses
from .learned_dense import Dense
from .learned_ground import Ground
from .learned_model import Floats, Model
from .page import Page

NONE = "O"  # the label of a clause that carries no claim
# Probabilities, tuned by cross-validation on the corpus.
ENOUGH = 0.25  # of "some event", from which a clause is a candidate
SURE = 0.3  # of one event, from which it is suggested; from .2 to .35 F1 hardly moves, and precision comes first
_MOST = 2  # events of one clause
_UNHEARD = 1e-6


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


def learned_triggers(
    ground: Ground, model: Model, dense: Dense | None = None, enough: float = ENOUGH
) -> list[Candidate]:
    """Every candidate of a page in order of the text; neighbouring clauses of one line with one event are one."""
    parts = clauses(ground.page.lines)
    features = page_features(ground, parts)
    chances = model.marginals(features)
    if dense is not None:
        able = {person.local: person.protectable for person in ground.page.persons}
        chances = agreed(model.labels, chances, dense.labels, dense.chances(ground.page.lines, parts, able, features))
    return join(ground.page, parts, features, chances, model, enough)


def agreed(labels: Sequence[str], one: Floats, others: Sequence[str], other: NDArray[np.float32]) -> Floats:
    """The geometric mean of two opinions, in the columns of the first; what the second has no label for is unlikely."""
    column = {label: at for at, label in enumerate(others)}
    moved = np.full(one.shape, _UNHEARD)
    known = [(at, column[label]) for at, label in enumerate(labels) if label in column]
    if known:
        here, there = zip(*known, strict=True)
        moved[:, list(here)] = other[:, list(there)]
    both = np.sqrt(one * np.maximum(moved, _UNHEARD))
    found: Floats = both / np.maximum(both.sum(axis=1, keepdims=True), _UNHEARD)
    return found


def join(
    page: Page, parts: Sequence[Clause], features: Sequence[Sequence[str]], chances: Floats, model: Model, enough: float
) -> list[Candidate]:
    """The candidates of each clause: its likeliest event, and any other that is likely enough by itself."""
    none = model.labels.index(NONE)
    events = [column for column in range(len(model.labels)) if column != none]
    found: list[Candidate] = []
    open_: dict[str, int] = {}  # event -> the candidate of the clause before
    for at, part in enumerate(parts):
        some = 1.0 - float(chances[at, none])
        ranked = sorted(events, key=lambda column: (-float(chances[at, column]), column))[:_MOST]
        held, open_ = open_, {}
        for rank, column in enumerate(ranked):
            chance = float(chances[at, column])
            if some < enough or (rank and chance < SURE):
                break
            here = _candidate(page, part, model.labels[column], (some, chance), _reasons(model, features[at], column))
            before = held.get(here.event)
            if before is not None and found[before].line == here.line and found[before].last == here.first:
                found[before] = _joined(found[before], here)
                open_[here.event] = before
            else:
                open_[here.event] = len(found)
                found.append(here)
    return found


def _reasons(model: Model, features: Sequence[str], column: int) -> tuple[str, ...]:
    return tuple(f"{name} {weight:+.2f}" for name, weight in model.told(features, column))


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
