"""Words, folding, paragraphs, sentences: offsets hold whatever comes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyl.model import Language
from asyl.text import Block, fold, paragraphs, script, sentences, tokens

ANY = st.text(alphabet=st.characters(), max_size=200)
MARKED = st.text(alphabet="ab A.!?\n\r\u00ad\u00a0\u200b’'«»“”-–… \ud8001", max_size=120)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("O'Brien’s al-Kassar", ["O'Brien’s", "al-Kassar"]),
        ("the U.S. embassy", ["the", "U.S.", "embassy"]),
        ("1,204 pages, 06:40", ["1,204", "pages", ",", "06:40"]),
        ("«Қуат»—ол", ["«", "Қуат", "»", "—", "ол"]),
        ("R. Amsel", ["R", ".", "Amsel"]),
    ],
)
def test_words_keep_what_belongs_to_them(text: str, words: list[str]) -> None:
    assert [token.text for token in tokens(text)] == words


def test_a_word_is_compared_without_case_curls_and_invisible_marks() -> None:
    assert [token.norm for token in tokens("Co\u00adOperate HIRSI’S ﬁre")] == ["cooperate", "hirsi's", "fire"]
    assert [token.is_word for token in tokens("ok!")] == [True, False]


@given(ANY | MARKED)
def test_tokens_stand_where_they_say(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    covered = "".join(token.text for token in found)
    assert [char for char in text if char.isalnum()] == [char for char in covered if char.isalnum()]


@given(ANY | MARKED)
def test_every_folded_character_names_its_original(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(text)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert "  " not in folded.text
    for at, char in enumerate(folded.text):
        if char.isalnum():
            assert text[folded.offsets[at]] == char


def test_folding_makes_glyph_variants_one() -> None:
    folded = fold("«a»\u00a0 –\n“b”\u00ad…")
    assert folded.text == '"a" - "b"...'
    start = folded.text.index("b")
    assert folded.original(start, start + 1) == (8, 9)


@given(ANY | MARKED)
def test_blocks_are_trimmed_ordered_and_lose_no_word(text: str) -> None:
    for found in (paragraphs(text), sentences(text)):
        assert all(text[block.start : block.end].strip() == text[block.start : block.end] != "" for block in found)
        assert all(one.end <= other.start for one, other in pairwise(found))
        kept = "".join(text[block.start : block.end] for block in found)
        assert [char for char in text if char.isalnum()] == [char for char in kept if char.isalnum()]


@given(ANY | MARKED)
def test_no_sentence_crosses_a_paragraph(text: str) -> None:
    blocks = paragraphs(text)
    for sentence in sentences(text):
        assert any(block.start <= sentence.start and sentence.end <= block.end for block in blocks)


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("en", "Dr. R. J. Amsel came on Dec. 25. He left.", ["Dr. R. J. Amsel came on Dec. 25.", "He left."]),
        (
            "en",
            "It was 5 p.m. The court rose. “Why?” he asked.",
            ["It was 5 p.m.", "The court rose.", "“Why?” he asked."],
        ),
        ("en", "The U.S. Embassy said so.", ["The U.S. Embassy said so."]),
        ("ru", "Это было в 2020 г. в Алматы. Он ушёл.", ["Это было в 2020 г. в Алматы.", "Он ушёл."]),
        ("kk", "Ол 2020 ж. келді. Сот болды.", ["Ол 2020 ж. келді.", "Сот болды."]),
    ],
)
def test_a_dot_is_not_always_an_end(languages: Mapping[str, Language], code: str, text: str, wanted: list[str]) -> None:
    assert [text[block.start : block.end] for block in sentences(text, languages[code])] == wanted


def test_lines_that_an_editor_wrapped_are_one_paragraph() -> None:
    lines = [
        "The court in the old town heard three witnesses on that",
        "morning and rose at noon without a ruling, so that the",
    ]
    wrapped = "\n".join([*lines, "family went home again by the night bus to the coast, and", "waited."])
    assert paragraphs(wrapped) == [Block(0, len(wrapped))]
    assert len(paragraphs("Title\nby Ann Ode\nThe text begins.")) == 3


@pytest.mark.parametrize(
    ("text", "code"),
    [("hello", "Latn"), ("привет и hi", "Cyrl"), ("سلام", "Arab"), ("你好", "Hani"), ("123 …", "Zyyy"), ("𐐀𐐁", "Zzzz")],
)
def test_script_of_the_majority(text: str, code: str) -> None:
    assert script(text) == code
