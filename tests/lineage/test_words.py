"""Words are found in every script, and stand where they say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from asyl.lineage.words import read_words, shingles


def words(text: str) -> list[str]:
    row = read_words([text])
    return [text[slice(*row.stretch(0, i, i + 1))] for i in range(len(row))]


def same(one: str, other: str) -> bool:
    return bool(read_words([one]).hashes.tolist() == read_words([other]).hashes.tolist())


def test_words_of_mixed_scripts() -> None:
    assert words("Алия met الياس at the café—twice.") == ["Алия", "met", "الياس", "at", "the", "café", "twice"]


def test_case_is_folded_in_every_alphabet() -> None:
    assert same("ҚАЙРАТ ЖӘНЕ ӨМІР", "қайрат және өмір")
    assert same("ΑΘΗΝΑ", "αθηνα")
    assert not same("қайрат", "кайрат")


def test_glyph_variants_are_one() -> None:
    assert same("Straße oﬃce ё naïve", "STRASSE office е nai\u0308ve")
    assert same("co\u00adoperate\u200bd", "cooperated")


def test_every_letter_of_a_script_without_spaces_is_a_word() -> None:
    assert words("他在2021年到达。") == ["他", "在", "2021", "年", "到", "达"]
    assert len(set(shingles(read_words(["阿里木江在伊宁被捕"])).tolist())) == 7


def test_letters_of_one_alphabet_are_told_apart() -> None:
    kazakh = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
    assert len({int(read_words([letter + "а"]).hashes[0]) for letter in kazakh}) == len(kazakh) - 2  # ё is е, й is и


@given(st.lists(st.text(max_size=60), max_size=6))
def test_words_stand_in_their_texts(texts: list[str]) -> None:
    row = read_words(texts)
    assert row.texts == len(texts)
    for text, number in zip(texts, range(row.texts), strict=True):
        end = 0
        for word in range(int(row.first[number]), int(row.first[number + 1])):
            low, high = row.stretch(number, word, word + 1)
            assert end <= low < high <= len(text)
            assert not text[low:high].isspace()
            end = high


@given(st.lists(st.text(alphabet="ab é\u00adбҚ漢\U00020001\n\ud800", max_size=40), min_size=1, max_size=8))
def test_a_text_has_the_same_words_alone_and_among_others(texts: list[str]) -> None:
    together = read_words(texts)
    for number, text in enumerate(texts):
        alone = read_words([text])
        low, high = int(together.first[number]), int(together.first[number + 1])
        assert together.hashes[low:high].tolist() == alone.hashes.tolist()
        assert together.only(number).stretch(0, 0, 1) == alone.stretch(0, 0, 1) if len(alone) else high == low


def test_what_is_blanked_is_not_read() -> None:
    row = read_words(["one two three", "četiri pet šest"], [[(4, 7)], [(0, 6)]])
    assert row.hashes.tolist() == read_words(["one three", "pet šest"]).hashes.tolist()


def test_shingles_do_not_cross_texts() -> None:
    row = shingles(read_words(["one two three four five", "six seven", "eight nine ten eleven"]))
    assert np.flatnonzero(row).tolist() == [0, 1, 7]


def test_long_words_differ_beyond_one_load() -> None:
    assert not same("internationalisation", "internationalisations")
    assert not same("donaudampfschifffahrtsgesellschaft", "donaudampfschifffahrtsgesellschaff")
