"""Training pairs: gold claims beside persons and dates of the page, and their polarity and modality."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from asyl.claims.learned_dates import DateChoice
from asyl.claims.learned_linking import Pairs, manner_features
from asyl.claims.learned_speakers import Source, SpeakerChoice
from asyl.claims.learned_triggers import Candidate
from asyl.model import compatible, date_range

from .choose import Choice, fit_choice
from .corpus import Gold, Sample, place
from .fit import fit

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
    for candidate, claims in placed(sample):
        wanted = {claim["person"] for claim in claims}
        yes = {person.local for person in sample.page.persons if sample.persons.get(person.local) in wanted}
        if yes:
            for person in sample.page.persons:
                label = "yes" if person.local in yes else "no"
                items.append(([pairs.features(candidate, person)], [label]))
    return items


def manner_items(sample: Sample, key: str) -> Items:
    """`key`: polarity or modality; of claims that share a quote the first decides."""
    return [([manner_features(sample.ground, candidate)], [claims[0][key]]) for candidate, claims in placed(sample)]


def placed(sample: Sample) -> list[tuple[Candidate, list[Gold]]]:
    """Every gold place of the report as a candidate of exactly its words, with the claims that stand there."""
    groups: dict[tuple[int, int, str], list[Gold]] = {}
    for claim in sample.claims:
        groups.setdefault((claim["start"], claim["end"], claim["event"]), []).append(claim)
    found = []
    for (start, end, event), claims in sorted(groups.items()):
        candidate = _over(sample, start, end, event)
        if candidate is not None:
            found.append((candidate, claims))
    return found


def _over(sample: Sample, start: int, end: int, event: str) -> Candidate | None:
    """The clauses of one line that a stretch covers, as the learned reader would give them."""
    touched = []
    for part in sample.parts:
        low, high = place(sample.page, part)
        shared = min(end, high) - max(start, low)
        if shared > 0:
            touched.append((part, shared * 2 >= min(high - low, end - start)))
    covered = [part for part, half in touched if half] or [part for part, _ in touched[:1]]
    covered = [part for part in covered if part.line == covered[0].line]
    if not covered:
        return None
    chunks = sample.page.lines[covered[0].line].chunks
    first, last = covered[0].first, covered[-1].last
    return Candidate(covered[0].line, first, last, chunks[first].start, chunks[last - 1].end, event, 1.0, 1.0, ())


def date_choices(sample: Sample) -> list[Choice]:
    """Every gold place beside the dates in reach: right is the gold date, else one that can be it, else none."""
    known = placed(sample)
    choice = DateChoice(sample.ground, [candidate for candidate, _ in known])
    found: list[Choice] = []
    for candidate, claims in known:
        options = choice.options(candidate)
        gold = claims[0]["date"]
        right = [gold is not None and _same(gold, place.edtf) for place in options]
        if gold is not None and not any(right):
            right = [compatible(gold, place.edtf) for place in options]
        found.append((choice.features(candidate, options), [*right, gold is None]))
    return found


def _same(one: str, other: str | None) -> bool:
    return other is not None and date_range(one) == date_range(other)


def speaker_choices(sample: Sample) -> list[Choice]:
    choice = SpeakerChoice(sample.ground)
    owners: dict[str, set[str]] = {}
    for person in sample.people.values():
        for name in person["variants"]:
            owners.setdefault(name.casefold(), set()).add(person["id"])
    found: list[Choice] = []
    for candidate, claims in placed(sample):
        options = choice.options(candidate)
        gold = claims[0]["speaker"]
        right = [gold is not None and _speaks(sample, owners, gold, source) for source in options]
        found.append((choice.features(candidate, options), [*right, gold is None]))
    return found


def _speaks(sample: Sample, owners: dict[str, set[str]], gold: str, source: Source) -> bool:
    local = source.speaker.local
    if local is not None and sample.persons.get(local) in owners.get(gold.casefold(), set()):
        return True
    one, other = _words(gold), _words(source.speaker.name)
    return bool(one and other) and (one <= other or other <= one)


def _words(name: str) -> set[str]:
    return set(re.sub(r"[^\w]+", " ", name.casefold()).split()) - {"the"}


def fit_links(samples: Sequence[Sample]) -> dict[str, dict[str, Any]]:
    """Name of a linking model -> its JSON."""
    whole = [sample for sample in samples if sample.people]  # the phrase book names no persons
    persons = [item for sample in whole for item in person_items(sample)]
    polarity = [item for sample in samples for item in manner_items(sample, "polarity")]
    modality = [item for sample in whole for item in manner_items(sample, "modality")]
    return {
        "persons": fit(persons, l1=0.3, l2=2.0, rounds=60, least=3, moves=False),
        "dates": fit_choice([choice for sample in whole for choice in date_choices(sample)], l2=3.0),
        "speakers": fit_choice([choice for sample in whole for choice in speaker_choices(sample)], l2=3.0),
        "polarity": fit(polarity, l1=0.1, l2=0.3, moves=False),
        "modality": fit(modality, l1=0.2, l2=1.0, moves=False),
    }
