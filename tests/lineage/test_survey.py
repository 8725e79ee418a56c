"""A large register keeps only some of its shingles; what it finds is what all of them would find."""

from functools import cache

import pytest

from asyl.lineage import MemoryPostings, index
from asyl.lineage import survey as sampled
from asyl.lineage.chains import Chains, find_chains
from asyl.lineage.likeness import stretches_of, stretches_read
from asyl.lineage.register import LIMITS, in_order, shared_passages, shared_with
from asyl.lineage.seeds import find_seeds, rows_of
from asyl.lineage.survey import is_kept, kept_of, sampling, survey, surveyed_chains
from asyl.lineage.words import read_words, shingles
from benchmarks.planted import Planted, plant
from tests.lineage.stories import report


@cache
def corpus() -> Planted:
    return plant(1500, seed=3)


@cache
def texts() -> list[str]:
    return [document.text for document in corpus().documents]


def pairs(chains: Chains) -> set[tuple[int, int]]:
    return set(zip(chains.left_text.tolist(), chains.right_text.tolist(), strict=True))


@pytest.mark.parametrize(("every", "recall"), [(1, 0.98), (2, 0.97), (4, 0.93)])
def test_few_shingles_find_nearly_all_pairs(every: int, recall: float) -> None:
    found = pairs(surveyed_chains(survey(texts(), (), every), LIMITS))
    planted = corpus().pairs.keys()
    assert len(found & planted) >= recall * len(planted)


@pytest.mark.parametrize("every", [2, 4])
def test_what_only_they_find_is_of_one_family(every: int) -> None:
    words = read_words(texts())
    everything = pairs(find_chains(find_seeds(rows_of(words), LIMITS), words.texts, LIMITS))
    more = pairs(surveyed_chains(survey(texts(), (), every), LIMITS)) - everything
    assert len(more) < 20
    outlets = [document.outlet for document in corpus().documents]
    assert all(corpus().related(*pair) or outlets[pair[0]] == outlets[pair[1]] for pair in more)  # or a footer


def test_texts_that_are_read_again_give_the_same_places() -> None:
    words = read_words(texts())
    chains = find_chains(find_seeds(rows_of(words), LIMITS), words.texts, LIMITS)
    assert (stretches_read(chains, words.first, texts()) == stretches_of(chains, words)).all()


def test_what_one_in_four_keeps_one_in_two_keeps_too() -> None:
    rolled = shingles(read_words(texts()[:50]))
    for few, many in ((4, 2), (2, 1)):
        assert (is_kept(rolled, many) | ~is_kept(rolled, few)).all()
        assert 0.9 < is_kept(rolled, few).sum() / (len(rolled) / few) < 1.1
    listed = rolled.tolist()
    assert [bool(shingle) for shingle in kept_of(listed, 4)] == is_kept(rolled, 4).tolist()


def test_a_small_register_keeps_all() -> None:
    assert [sampling(texts) for texts in (0, 1, 10_000, 50_000, 1_000_000)] == [1, 1, 1, 2, 4]


def test_one_report_through_the_index_finds_what_the_register_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampled, "_STEPS", ((100, 1), (64_000, 2)))
    reports = {
        f"{n:05}": report(f"{n:05}", d.text, corpus().outlets[d.outlet], d.day.isoformat(), language="und")
        for n, d in enumerate(corpus().documents)
    }
    postings = MemoryPostings()
    for one in reports.values():
        postings.add(one.id, index(one, len(reports)))
    together = shared_passages(in_order(reports.values()))
    for name in sorted(reports)[::75]:
        alone, _ = shared_with(reports[name], reports, postings)
        wanted = {pair: [s.here for s in shared] for pair, shared in together.items() if name in pair}
        assert {pair: [s.here for s in shared] for pair, shared in alone.items()} == wanted


def test_nothing_and_hardly_anything() -> None:
    for some in ([], [""], ["", "one two", "\x00"], ["same words here again"] * 3):
        for every in (1, 4):
            assert len(surveyed_chains(survey(some, (), every), LIMITS)) == 0
