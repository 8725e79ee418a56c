"""Fitting a choice among options."""

from asyl.claims.learned_model import Model
from asyl.knowledge import read_weights
from train.choose import fit_choice


def test_the_right_option_wins_and_the_numbers_are_the_same_twice() -> None:
    choices = [([["any", "near"], ["any", "far"], ["none"]], [True, False, False])] * 30
    table = fit_choice(choices)
    assert table == fit_choice(choices)
    model = Model(read_weights("x", table))
    scores = model.scores([["any", "near"], ["any", "far"], ["none"]])[:, model.labels.index("yes")]
    assert scores[0] > scores[1]
    assert scores[0] > scores[2]


def test_choices_that_teach_nothing_give_no_weights() -> None:
    assert fit_choice([([["a"], ["b"]], [False, False]), ([["a"]], [True])])["features"] == []
