"""Whom a report names as its source."""

import pytest

from asyl.lineage.sources import name_book, namings
from tests.lineage.stories import KNOWLEDGE, report

OTHERS = (
    report("1", "x", "The Tarn & Fell Review"),
    report("2", "x", "Озёрный вестник", language="ru"),
    report("3", "x", "Crossings"),
    report("4", "x", "Radio Kestrel 98.2"),
)


def named(text: str, publisher: str | None = "Lowland Echo", language: str = "en") -> list[tuple[str, bool]]:
    one = report("r", text, publisher, language=language)
    book = name_book([r.publisher for r in (*OTHERS, one)], KNOWLEDGE)
    return [(naming.name, naming.cued) for naming in namings(one, book, KNOWLEDGE)]


@pytest.mark.parametrize(
    "text",
    [
        "As first reported by the Glenmoor Gazette, he was freed.",
        "He was freed, according to Glenmoor Gazette.",
        "He was freed, the Glenmoor Gazette reported on Monday.",
        "“I was freed,” she told the Glenmoor Gazette.",
        "Body text here.\n\nSource: Glenmoor Gazette",
        "Translated from Glenmoor Gazette by the desk.",
        "This article first appeared in Glenmoor Gazette.",
        "The Glenmoor Gazette's reporter met him there.",
        "Citing the local newspaper Glenmoor Gazette, officials confirmed it.",
    ],
)
def test_an_unknown_outlet_is_named(text: str) -> None:
    assert named(text) == [("Glenmoor Gazette", True)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He was freed, the rights group Lanternwick said.", "Lanternwick"),
        ("Lanternwick, a documentation group, recorded nine cases, its report says.", "Lanternwick"),
        ("ALMATY (AP) — He was freed.", "AP"),
        ("He was freed. /Reuters/", "Reuters"),
        ("He spoke to Azattyq about it; RFE/RL was told nothing.", "Azattyq"),
    ],
)
def test_agencies_and_organisations(text: str, name: str) -> None:
    assert (name, True) in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "She told Marek Dunai that he was free.",
        "According to Judge Orsolya Brandt, the paper was valid.",
        "According to the Ministry of Interior, he was freed.",
        "The district court reported no such case.",
        "They waited for the post in the mirror hall. He read the news.",
        "As reported by us last week, he was freed.",
        "In July the Observer was a ship.",
    ],
)
def test_people_and_authorities_are_no_sources(text: str) -> None:
    assert named(text) == []


def test_a_report_does_not_name_itself() -> None:
    text = "She told the Echo, and the Lowland Echo reported it."
    assert named(text) == []
    assert ("Lowland Echo", True) in named(text, publisher="Glenmoor Gazette")


def test_publishers_of_the_register_are_known_however_they_are_written() -> None:
    assert named("The Tarn and Fell Review has another story.") == [("Tarn and Fell Review", False)]
    assert named("According to Tarn & Fell Review, no.") == [("Tarn & Fell Review", True)]
    assert named("Radio Kestrel said so.") == [("Radio Kestrel", True)]


def test_a_name_that_is_a_common_word_needs_a_cue_or_quotation_marks() -> None:
    assert named("Crossings are closed. Crossings everywhere.") == []
    assert named("As reported by Crossings, they are closed.") == [("Crossings", True)]
    assert named("He edits “Crossings” at night.") == [("Crossings", False)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Об этом сообщает издание «Горный листок».", "Горный листок"),
        ("Его отпустили, сообщил портал «Заря над рекой».", "Заря над рекой"),
        ("Как пишет «Озёрный вестник», его отпустили.", "Озёрный вестник"),
        ("По данным «Озёрного вестника», его отпустили.", "Озёрного вестника"),
        ("Его отпустили. Источник: газета «Полынь»", "Полынь"),
    ],
)
def test_russian(text: str, name: str) -> None:
    assert named(text, "Степной телеграф", "ru") == [(name, True)]


def test_kazakh() -> None:
    found = named("Оны босатты, деп хабарлады «Жетісу самалы» газеті.", "Дала", "kk")
    assert [name for name, _ in found] == ["Жетісу самалы"]
    assert named("«Жетісу самалы» газеті хабарлағандай, оны босатты.", "Дала", "kk") == [("Жетісу самалы", True)]


def test_a_name_in_another_alphabet_is_the_same_outlet() -> None:
    one = report("r", "As Ozyorny Vestnik wrote, he was freed.", "Lowland Echo")
    book = name_book([r.publisher for r in (*OTHERS, one)], KNOWLEDGE)
    assert [naming.owner for naming in namings(one, book, KNOWLEDGE)] == ["Озёрный вестник"]


def test_spans_hold_the_cue_and_the_name() -> None:
    text = "He was freed, as reported by the Glenmoor Gazette."
    one = report("r", text, "Lowland Echo")
    (naming,) = namings(one, name_book([one.publisher], KNOWLEDGE), KNOWLEDGE)
    assert naming.span.quote == "as reported by the Glenmoor Gazette"
    assert naming.span.holds(text)
