"""Planted corpora: what must be found, what must not, and how much of it."""

from collections import Counter, defaultdict
from functools import cache
from math import log2

import pytest

from asyl.lineage.register import Pairs, shared_passages
from asyl.model import Report
from benchmarks.planted import Planted, plant
from tests.lineage.stories import one_by_one, report, trace_of, turned

ENOUGH = 3.0


@cache
def planted(size: int) -> tuple[Planted, list[Report], Pairs]:
    corpus = plant(size, seed=11)
    reports = [
        report(f"{number:05}", document.text, corpus.outlets[document.outlet], document.day.isoformat(), language="und")
        for number, document in enumerate(corpus.documents)
    ]
    return corpus, reports, shared_passages(sorted(reports, key=lambda r: (r.published, r.id)))


def found(pairs: Pairs) -> set[tuple[int, int]]:
    """(smaller, larger) numbers of documents with a passage that is no boilerplate."""
    return {
        (min(int(a), int(b)), max(int(a), int(b)))
        for (a, b), shared in pairs.items()
        if any(not any(stretch.stock) for stretch in shared)
    }


@pytest.mark.parametrize(("size", "recall"), [(200, 0.93), (2000, 0.98)])
def test_pairs(size: int, recall: float) -> None:
    corpus, _, pairs = planted(size)
    hits = found(pairs)
    right = hits & corpus.pairs.keys()
    wrong = [pair for pair in hits - corpus.pairs.keys() if not corpus.related(*pair)]
    assert len(right) / len(corpus.pairs) >= recall
    assert len(right) / (len(right) + len(wrong)) >= 0.95


def test_every_kind_is_found() -> None:
    corpus, _, pairs = planted(2000)
    wanted, right = Counter(corpus.pairs.values()), Counter(corpus.pairs[p] for p in found(pairs) & corpus.pairs.keys())
    share = {kind: right[kind] / wanted[kind] for kind in wanted}
    assert all(share[kind] >= 0.98 for kind in ("wire", "excerpt", "light", "merge", "heavy"))
    assert share["quote"] >= 0.85


@pytest.mark.parametrize(("size", "bar"), [(200, 0.94), (2000, 0.94)])
def test_passages(size: int, bar: float) -> None:
    corpus, _, pairs = planted(size)
    assert plagdet(corpus, pairs) >= bar


def plagdet(corpus: Planted, pairs: Pairs) -> float:
    """Character F1 over log2(1 + granularity), both sides of all passages (Potthast et al. 2010), micro-averaged."""
    wanted: dict[tuple[int, int], list[tuple[int, int, int, int]]] = defaultdict(list)
    for document, start, end, source, low, high in corpus.passages:
        wanted[source, document].append((low, high, start, end))
    given: dict[tuple[int, int], list[tuple[int, int, int, int]]] = defaultdict(list)
    for (one, other), shared in pairs.items():
        a, b = int(one), int(other)
        if (min(a, b), max(a, b)) in corpus.pairs or not corpus.related(a, b):
            for stretch in shared:
                if not any(stretch.stock):
                    sides = stretch.here + stretch.there if a < b else stretch.there + stretch.here
                    given[min(a, b), max(a, b)].append(sides)
    common = sum(len(letters(given[p], side) & letters(wanted[p], side)) for p in wanted for side in (0, 2))
    precision = common / sum(len(letters(given[pair], side)) for pair in given for side in (0, 2))
    recall = common / sum(len(letters(wanted[pair], side)) for pair in wanted for side in (0, 2))
    hits = [sum(g[0] < w[1] and w[0] < g[1] for g in given[pair]) for pair in wanted for w in wanted[pair]]
    granularity = sum(hits) / max(1, sum(hit > 0 for hit in hits))
    return 2 * precision * recall / (precision + recall) / log2(1 + granularity)


def letters(stretches: list[tuple[int, int, int, int]], side: int) -> set[int]:
    return {at for stretch in stretches for at in range(stretch[side], stretch[side + 1])}


def test_the_number_of_pairs_is_bounded() -> None:
    """A footer must not tie every report of an outlet to every other: that many pairs were not planted."""
    corpus, _, pairs = planted(2000)
    assert len(found(pairs)) <= 1.5 * len(corpus.pairs)


def test_direction_is_right_or_not_given() -> None:
    corpus, reports, _ = planted(200)
    links = [link for link in trace_of(*reports) if link.source]
    pairs = {(f"{source:05}", f"{derived:05}") for source, derived in corpus.pairs}
    right = sum((link.source, link.report) in pairs for link in links if link.direction_known)
    wrong = sum((link.report, link.source) in pairs for link in links if link.direction_known)
    assert right >= 0.9 * len(pairs)
    assert wrong == 0


def test_direction_without_dates_and_attributions_is_never_given() -> None:
    corpus, reports, _ = planted(200)
    silent = [
        report(one.id, one.text, None)
        for one, document in zip(reports, corpus.documents, strict=True)
        if not document.names_source
    ]
    links = trace_of(*silent)
    assert links
    assert not any(link.direction_known for link in links)


def test_incremental_is_batch() -> None:
    _, reports, _ = planted(200)
    assert turned(one_by_one(*reports)) == turned(trace_of(*reports))


def test_batch_does_not_depend_on_the_order() -> None:
    _, reports, _ = planted(200)
    assert trace_of(*reversed(reports)) == trace_of(*reports)


def test_spans_hold_the_same_words() -> None:
    _, reports, pairs = planted(200)
    texts = {one.id: one.text for one in reports}
    for (one, other), shared in pairs.items():
        for stretch in shared:
            here, there = texts[one][slice(*stretch.here)], texts[other][slice(*stretch.there)]
            assert here.strip() == here
            assert there.strip() == there
            common = set(here.casefold().split()) & set(there.casefold().split())
            assert len(common) >= 3
