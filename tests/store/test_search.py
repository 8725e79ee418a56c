"""The same words are found on both databases, in every script that reports come in."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyl.store.search import searched, sought
from tests.store.values import AT, report

if TYPE_CHECKING:
    from asyl.store import Store

TEXTS = {
    "kazakh": "Қытайдан қашқан босқын әйелге төлқұжат берілген жоқ",
    "uyghur": "قوغلانغان كىشى تۈركىيەگە كەلدى",
    "chinese": "他在北京申请了难民身份",
    "russian": "Ёлкин подал прошение 12 марта",
    "latin": "Sagidulla FLED_to İstanbul: 100% sure",
}
ASKED = [
    ("Қытай", {"kazakh"}),
    ("ҚЫТАЙДАН босқын", {"kazakh"}),
    ("босқын жоқ көк", set()),
    ("тай", set()),
    ("تۈركىيە", {"uyghur"}),
    ("قوغـلانغان", {"uyghur"}),
    ("北京", {"chinese"}),
    ("难民身份", {"chinese"}),
    ("京", {"chinese"}),
    ("份", {"chinese"}),
    ("民难", set()),
    ("ёлкин 12", {"russian"}),
    ("fled", {"latin"}),
    ("istanbul", set()),
    ("i\u0307stanbul", {"latin"}),
    ("100", {"latin"}),
    ("%", set()),
    ("_", set()),
    ("\0\ud800", set()),
    ("", set()),
]


@pytest.fixture
def names(store: "Store") -> dict[str, str]:
    """Report id to the name of its text."""
    found = {}
    for number, (name, text) in enumerate(TEXTS.items()):
        one = replace(report(f"r{number}", f"{number}" * 64), text=text, zones=(), published_at=None)
        store.sources.add(
            report=one.id,
            digest=one.digest,
            blob=f"b{number}",
            sealed_as="plain",
            media_type="text/plain",
            size=7,
            received=AT,
        )
        store.readings.put(one, [], [], "tests")
        found[one.id] = name
    return found


def test_words_are_found_by_their_beginning(store: "Store", names: dict[str, str]) -> None:
    for words, wanted in ASKED:
        assert {names[one] for one in store.readings.find(words)} == wanted, words


def test_only_what_is_held_is_found(store: "Store", names: dict[str, str]) -> None:
    held = [one for one, name in names.items() if name != "kazakh"]
    assert store.readings.find("Қытай", held) == ()
    assert store.readings.find("Қытай", names) != ()


def test_nothing_is_found_after_the_reading_is_dropped(store: "Store", names: dict[str, str]) -> None:
    with store.computing():
        store.derived.drop()
    assert store.readings.find("Қытай") == ()


@given(st.text(max_size=80))
def test_every_text_is_found_by_each_of_its_words(text: str) -> None:
    column = searched(text)
    assert all(part in column for part in sought(text))
    assert "\0" not in column
    assert column.isprintable() or not column.isascii()


def test_a_long_line_costs_no_more_than_its_length() -> None:
    assert len(searched("北" * 500_000 + "x" * 500_000)) < 200
