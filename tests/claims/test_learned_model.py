"""Scores, best sequence and probabilities of a linear model, against counting every sequence by hand."""

from __future__ import annotations

from itertools import pairwise, product
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyl.claims.learned_model import Model
from asyl.knowledge import Weights, read_weights
from asyl.model import KnowledgeProblem

LABELS = ("O", "a", "b")
TABLE = {
    "scale": 10, "labels": list(LABELS), "features": ["f", "g", "h"], "starts": [0, 2, 3, 5],
    "columns": [0, 1, 2, 0, 2], "values": [5, 12, 9, -7, 4], "moves": [3, 0, -2, 1, 6, 0, 0, -4, 2],
}  # fmt: skip
WEIGHTS: Weights = read_weights("test", TABLE)
ITEMS = st.lists(st.lists(st.sampled_from(["f", "g", "h", "unknown"]), max_size=4, unique=True), min_size=1, max_size=5)


def weight(model: Model, items: list[list[str]], labels: tuple[int, ...]) -> float:
    told = sum(float(model.scores([item])[0, label]) for item, label in zip(items, labels, strict=True))
    moves = [TABLE["moves"][one * 3 + two] / 10 for one, two in pairwise(labels)]  # type: ignore[index]
    return float(told + sum(moves))


@given(ITEMS)
def test_sequence_agrees_with_counting_all_sequences(items: list[list[str]]) -> None:
    model = Model(WEIGHTS)
    best, chances = model.sequence(items)
    every = {labels: weight(model, items, labels) for labels in product(range(3), repeat=len(items))}
    assert every[tuple(best)] == pytest.approx(max(every.values()))
    total = sum(map(exp, every.values()))
    for at in range(len(items)):
        for label in range(3):
            share = sum(exp(value) for labels, value in every.items() if labels[at] == label) / total
            assert float(chances[at, label]) == pytest.approx(share, abs=1e-9)


def test_a_long_sequence_stays_finite() -> None:
    _, chances = Model(WEIGHTS).sequence([["f", "g", "h"]] * 20_000)
    assert chances.min() >= 0
    assert chances.sum(axis=1) == pytest.approx(1.0)


def test_no_items_give_no_labels() -> None:
    best, chances = Model(WEIGHTS).sequence([])
    assert (best, chances.shape) == ([], (0, 3))


def test_why_names_the_loudest_first() -> None:
    assert Model(WEIGHTS).why(["h", "g"], 2) == ("g", "h")


@pytest.mark.parametrize(
    "wrong", [{"starts": [0, 2, 3]}, {"columns": [0, 1, 2, 0, 9]}, {"scale": 0}, {"moves": [1, 2]}, {"values": None}]
)
def test_weights_that_do_not_fit_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(KnowledgeProblem, match="models, test"):
        read_weights("test", {**TABLE, **wrong})
