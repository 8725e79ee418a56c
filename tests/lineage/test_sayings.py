"""A sentence with changed words finds itself; a stranger finds nothing that is sure."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyl.lineage import Sayings
from benchmarks.planted import plant
from benchmarks.sayings import noisy, sentences_of
from tests.lineage.stories import HARBOUR, RIVER

STORIES = [d.text.split("\n\n")[0] for d in plant(900, seed=4).documents if d.kind == "original"]


@pytest.fixture(scope="module")
def register() -> Sayings:
    return Sayings([*STORIES[:600], RIVER, HARBOUR])


@pytest.mark.parametrize(("noise", "recall"), [(0.0, 0.99), (0.15, 0.98), (0.3, 0.95)])
def test_a_changed_sentence_finds_itself(register: Sayings, noise: float, recall: float) -> None:
    random = np.random.default_rng(3)
    fresh = STORIES[0].lower().replace(".", "").split()
    hits = asked = 0
    for number, text in enumerate(STORIES[:600:2]):
        for start, end in sentences_of(text)[:1]:
            found = register.find(noisy(text[start:end].split(), noise, random, fresh), 1)
            asked += 1
            hits += bool(found) and found[0].text == 2 * number and found[0].start < end and start < found[0].end
    assert hits >= recall * asked


def test_strangers_are_never_sure(register: Sayings) -> None:
    found = [one for text in STORIES[600:] for a, b in sentences_of(text)[:2] for one in register.find(text[a:b])]
    assert not any(one.sure for one in found)


def test_pronoun_tense_and_order_may_change(register: Sayings) -> None:
    asked = (
        "I mend nets for the cooperative, and it pays me in telephone credit and fish; I keep the receipts in a tin."
    )
    best = register.find(asked)[0]
    assert HARBOUR[best.start : best.end].startswith("She mends nets for the cooperative")
    assert not best.sure


def test_the_words_themselves_are_sure(register: Sayings) -> None:
    sentence = "Border guards found him at dawn in a shepherd's hut, feeding a stove with fence posts"
    best = register.find(sentence)[0]
    assert best.sure
    assert RIVER[best.start : best.end].startswith(sentence)


def test_little_and_nothing() -> None:
    assert Sayings([]).find("He was freed at noon by the old bridge.") == []
    assert Sayings(["", "x", "\x00"]).find("He was freed at noon by the old bridge.") == []
    assert Sayings([RIVER]).find("") == []
    assert Sayings([RIVER]).find("too few words") == []


def test_a_sentence_that_stands_everywhere_takes_bounded_time() -> None:
    many = Sayings(["He was freed at noon by the old bridge guard. " * 40_000])
    assert len(many) == 40_000
    assert len(many.find("He was freed at noon by the old bridge guard.")) == 3


@given(st.lists(st.text(max_size=80), max_size=5), st.text(max_size=80))
def test_any_text(texts: list[str], asked: str) -> None:
    for one in Sayings(texts).find(asked):
        assert 0 < one.score <= 1
        assert 0 <= one.start < one.end <= len(texts[one.text])
