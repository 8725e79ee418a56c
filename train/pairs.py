"""Training pairs: gold claims beside persons and dates of the page, and their polarity and modality."""

from __future__ import annotations

from asyl.claims.learned_linking import Pairs, date_features, manner_features, reachable_dates
from asyl.claims.learned_triggers import Candidate
from asyl.model import compatible

from .corpus import Gold, Sample, place

Items = list[tuple[list[list[str]], list[str]]]


def gold_candidates(sample: Sample) -> list[tuple[Candidate, list[Gold]]]:
    """The runs of clauses that gold marks with one event, as candidates, with their claims."""
    found: list[tuple[Candidate, list[Gold]]] = []
    for part, label, marks in zip(sample.parts, sample.labels, sample.marks, strict=True):
        if label == "O":
            continue
        start, end = place(sample.page, part)
        if found and found[-1][0].line == part.line and found[-1][0].last == part.first and found[-1][0].event == label:
            old, claims = found.pop()
            merged = claims + [claim for claim in marks if claim not in claims]
            found.append((Candidate(part.line, old.first, part.last, old.start, end, label, 1.0, 1.0, ()), merged))
        else:
            found.append((Candidate(part.line, part.first, part.last, start, end, label, 1.0, 1.0, ()), list(marks)))
    return found


def person_items(sample: Sample) -> Items:
    pairs = Pairs(sample.ground)
    items: Items = []
    for candidate, claims in gold_candidates(sample):
        wanted = {claim["person"] for claim in claims}
        if not wanted & set(sample.persons.values()):
            continue
        for person in sample.page.persons:
            label = "yes" if sample.persons.get(person.local) in wanted else "no"
            items.append(([pairs.features(candidate, person)], [label]))
    return items


def date_items(sample: Sample) -> Items:
    items: Items = []
    known = gold_candidates(sample)
    others = [candidate for candidate, _ in known]
    for candidate, claims in known:
        for line, at, date in reachable_dates(sample.page, candidate):
            right = any(claim["date"] and compatible(claim["date"], date.edtf) for claim in claims)
            items.append(([date_features(sample.ground, candidate, others, line, at)], ["yes" if right else "no"]))
    return items


def manner_items(sample: Sample, key: str) -> Items:
    """`key`: polarity or modality; of claims that share a quote the first decides."""
    return [
        ([manner_features(sample.ground, candidate)], [claims[0][key]])
        for candidate, claims in gold_candidates(sample)
        if claims
    ]
