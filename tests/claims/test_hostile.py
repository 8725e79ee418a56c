"""Bad input: no exception, linear time, and honesty where a language is not known."""

import time

import pytest

from asyl.claims import read
from tests.claims.tools import KNOWLEDGE, report

SENTENCE = "Dauren Seitqali, 34, was deported to China on 3 May 2021, he said, and his wife Aygul was arrested. "
PAGES = {
    "empty": "",
    "blank": " \n\n\t ",
    "nuls": "\x00" * 2000,
    "surrogates": "\ud800 Dauren \udfff was deported " * 50,
    "quotes": '"“«„‘' * 4000,
    "marks": "e" + "\u0301" * 20000,
    "mixed": "Дәурен Seitqali 被驱逐 مطرود was deported to \u202eanihC\u202c. " * 100,
    "one line": SENTENCE.replace(". ", " ") * 400,
    "commas": ", " * 20000 + "was deported",
    "capitals": "Aa " * 20000,
    "ands": "Dauren Seitqali " + "and Aygul Seitqali " * 2000 + "were deported.",
    "private signs": "\ue000 \ue001 was deported \ue000",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_read(name: str) -> None:
    reading = read(report(PAGES[name]), KNOWLEDGE)
    assert all(claim.trigger.holds(PAGES[name]) for claim in reading.claims)


@pytest.mark.parametrize("unit", [SENTENCE, SENTENCE.replace(".", ""), "“Dauren was deported " * 3, "Aa Bb "])
def test_time_grows_with_the_length_of_the_text(unit: str) -> None:
    def spent(times: int) -> float:
        started = time.process_time()
        read(report(unit * times), KNOWLEDGE)
        return time.process_time() - started

    spent(20)
    small, large = spent(150), spent(600)
    assert large < 10 * small + 0.5


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["ru", "kk", "und"])
def test_a_hostile_page_is_read_in_any_language(name: str, language: str) -> None:
    reading = read(report(PAGES[name], language=language), KNOWLEDGE)
    assert all(claim.trigger.holds(PAGES[name]) for claim in reading.claims)


def test_a_file_without_line_breaks_is_read_in_bounded_work() -> None:
    small, large = (read(report(SENTENCE * times), KNOWLEDGE) for times in (1200, 3000))
    assert len(small.claims) == len(large.claims)


def test_the_same_report_gives_the_same_reading() -> None:
    assert read(report(SENTENCE * 3), KNOWLEDGE) == read(report(SENTENCE * 3), KNOWLEDGE)
