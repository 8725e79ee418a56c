"""Clauses cover a line without gaps, whatever stands in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from asyl.claims.learned_clauses import clauses
from asyl.claims.lines import Chunk, make_line

WORDS = st.lists(
    st.sampled_from(["he", "was", "and", "who", ",", ".", "(", ")", "deported", "—", '"', "\ue000", "и"]),
    min_size=1,
    max_size=60,
)


def made(words: list[str]) -> object:
    chunks = [Chunk(at * 10, at * 10 + 5, word, word[0].isalnum() or word == "\ue000") for at, word in enumerate(words)]
    return make_line(0, 0, chunks, "body")


@given(WORDS)
def test_every_chunk_stands_in_exactly_one_clause(words: list[str]) -> None:
    found = clauses([made(words)])  # type: ignore[list-item]
    assert [at for part in found for at in range(part.first, part.last)] == list(range(len(words)))


def test_a_second_verb_after_and_is_a_clause_of_its_own() -> None:
    words = ["she", "was", "refused", "asylum", "and", "deported", "."]
    assert [(part.first, part.last) for part in clauses([made(words)])] == [(0, 4), (4, 7)]  # type: ignore[list-item]


def test_marks_alone_are_no_clause() -> None:
    assert [(part.first, part.last) for part in clauses([made(["he", "left", ".", ")", '"'])])] == [(0, 5)]  # type: ignore[list-item]
