"""The date grammar: what is found, what it means, from what it was counted."""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import pairwise

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from asyl.knowledge import own_knowledge
from asyl.model import Language, date_range
from asyl.text import DateFound, find_dates

# Not the fixture: hypothesis writes out the arguments of what fails.
LANGUAGES = own_knowledge().languages
PUBLISHED = "2021-03-18"  # a Thursday


def dates(language: Language | None, text: str, published: str | None = PUBLISHED) -> list[DateFound]:
    return [found for found in find_dates(text, language, published) if found.kind == "date"]


@pytest.mark.parametrize(
    ("code", "text", "edtf"),
    [
        ("en", "28 / 12 / 2019", "2019-12-28"),
        ("en", "12/17/18", "2018-12-17"),
        ("en", "Mon 12/07/20", "2020-12-07"),
        ("en", "14.11.2018", "2018-11-14"),
        ("en", "5.IX.2023", "2023-09-05"),
        ("en", "2024-06-13T09:15+04:00", "2024-06-13"),
        ("en", "March 6, 2021", "2021-03-06"),
        ("en", "Oct 3 2024", "2024-10-03"),
        ("en", "the 3rd of May, 2018", "2018-05-03"),
        ("en", "this 20th day of March, 2018", "2018-03-20"),
        ("en", "in late 2014", "2014~"),
        ("en", "in the winter of 2019", "2019-24"),
        ("en", "the winter of 2016-17", "2016-24"),
        ("en", "from 2015 to 2017", "2015/2017"),
        ("en", "between 2014 and 2016", "2014/2016"),
        ("en", "from March to June 2019", "2019-03/2019-06"),
        ("en", "nineteen ninety-six", "1996"),
        ("en", "in December 5,1982", "1982-12-05"),
        ("en", "24/9-2018", "2018-09-24"),
        ("en", "at 9.30 a.m. EST on 5 May 2018", "2018-05-05"),
        ("en", "Thanksgiving 2019", "2019-11-28"),
        ("en", "after 24 April 2019", "2019-04-24/.."),
        ("en", "the third quarter of 2020", "2020-07/2020-09"),
        ("ru", "6 мая 2021, 14:05", "2021-05-06"),
        ("ru", "«11» марта 2020 г.", "2020-03-11"),
        ("ru", "в ноябре 2017 года", "2017-11"),
        ("ru", "зимой 2019 года", "2019-24"),
        ("ru", "двадцать второго января 2019 года", "2019-01-22"),
        ("kk", "2020 жылғы 30 қазанда", "2020-10-30"),
        ("kk", "18 қаңтар 2023", "2023-01-18"),
        ("kk", "2017-нің тамызында", "2017-08"),
        ("kk", "2018 жылдың күзінде", "2018-23"),
        ("kk", "2017, 29 қазан", "2017-10-29"),
    ],
)
def test_explicit(languages: Mapping[str, Language], code: str, text: str, edtf: str) -> None:
    (found,) = dates(languages[code], text)
    assert (found.edtf, found.basis, found.reference) == (edtf, "explicit", None)


@pytest.mark.parametrize(
    ("code", "text", "edtf"),
    [
        ("en", "yesterday", "2021-03-17"),
        ("en", "last Tuesday", "2021-03-16"),
        ("en", "on Wednesday", "2021-03-17"),
        ("en", "last Thursday", "2021-03-11"),
        ("en", "next Monday", "2021-03-22"),
        ("en", "she will appear on Monday", "2021-03-22"),
        ("en", "earlier this week", "2021-03-15/2021-03-18"),
        ("en", "last week", "2021-03-08/2021-03-14"),
        ("en", "last month", "2021-02"),
        ("en", "two years ago", "2019~"),
        ("en", "three weeks ago", "2021-02-25~"),
        ("en", "last September", "2020-09"),
        ("en", "last summer", "2020-22"),
        ("en", "this spring", "2021-21"),
        ("en", "August 31 last year", "2020-08-31"),
        ("ru", "вчера", "2021-03-17"),
        ("ru", "два года назад", "2019~"),
        ("ru", "на прошлой неделе", "2021-03-08/2021-03-14"),
        ("ru", "в прошлом году", "2020"),
        ("kk", "кеше", "2021-03-17"),
        ("kk", "екі жыл бұрын", "2019~"),
        ("kk", "өткен аптада", "2021-03-08/2021-03-14"),
        ("kk", "былтыр", "2020"),
    ],
)
def test_relative_to_the_publication(languages: Mapping[str, Language], code: str, text: str, edtf: str) -> None:
    (found,) = dates(languages[code], text)
    assert (found.edtf, found.basis, found.reference) == (edtf, "relative-to-publication", PUBLISHED)


@pytest.mark.parametrize(
    ("code", "text", "edtf"),
    [
        ("en", "on Dec. 25", "2020-12-25"),
        ("en", "Oct. 3-4", "2020-10-03/2020-10-04"),
        ("en", "by 24 April he will be gone", "../2021-04-24"),
        ("en", "The hearing is scheduled for 5 June.", "2021-06-05"),
        ("en", "The claim was accepted by the Ministry on October 29.", "2020-10-29"),
        ("en", "early January", "2021-01~"),
        ("ru", "9 февраля", "2021-02-09"),
        ("kk", "21 қаңтарда", "2021-01-21"),
    ],
)
def test_a_year_is_inferred(languages: Mapping[str, Language], code: str, text: str, edtf: str) -> None:
    (found,) = dates(languages[code], text)
    assert (found.edtf, found.basis, found.reference) == (edtf, "year-inferred", PUBLISHED)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("20 days later", "2016-06-08"),
        ("the same day", "2016-05-19"),
        ("the next morning", "2016-05-20"),
        ("the day before.", "2016-05-18"),
        ("a week later", "2016-05-26~"),
        ("a year later", "2017-05~"),
        ("the following spring", "2017-21"),
        ("that month", "2016-05"),
        ("in July of that year", "2016-07"),
        ("the following March", "2017-03"),
        ("on the 27th he went", "2016-05-27"),
        ("in August", "2016-08"),
    ],
)
def test_chained_to_the_narrative(languages: Mapping[str, Language], text: str, edtf: str) -> None:
    _, found = dates(languages["en"], f"She left on 19 May 2016. Then, {text}")
    assert (found.edtf, found.basis, found.reference) == (edtf, "chained", "2016-05-19")


@pytest.mark.parametrize(
    ("text", "kind", "count", "unit"),
    [
        ("for six months", "duration", 6, "month"),
        ("a year in prison", "duration", 1, "year"),
        ("the 37-year-old", "age", 37, "year"),
        ("aged 19", "age", 19, "year"),
    ],
)
def test_durations_and_ages_are_no_dates(
    languages: Mapping[str, Language], text: str, kind: str, count: int, unit: str
) -> None:
    (found,) = find_dates(text, languages["en"], PUBLISHED)
    assert (found.edtf, found.kind, found.count, found.unit) == (None, kind, count, unit)


@pytest.mark.parametrize(
    "text",
    ["at 14:05", "the 1951 Refugee Convention", "Article 392", "10 million people", "in the 11th Circuit", "He may go.",
     "They march on.", "the 1990s", "2016 people", "He sat down."],
)  # fmt: skip
def test_what_only_looks_like_a_date(languages: Mapping[str, Language], text: str) -> None:
    assert dates(languages["en"], text) == []


def test_two_days_of_one_month_are_two_dates(languages: Mapping[str, Language]) -> None:
    text = "на 22 и 25 ноября 2019 г."
    found = dates(languages["ru"], text)
    assert [(text[date.start : date.end], date.edtf) for date in found] == [
        ("22", "2019-11-22"),
        ("25 ноября 2019 г", "2019-11-25"),
    ]


def test_without_a_language_figures_are_read_and_without_a_publication_nothing_is_guessed(
    languages: Mapping[str, Language],
) -> None:
    assert [found.edtf for found in dates(None, "им 14.11.2018 yesterday")] == ["2018-11-14"]
    assert [(found.edtf, found.basis) for found in dates(languages["en"], "on 5 June", None)] == [(None, "chained")]
    assert dates(languages["en"], "yesterday", None) == []


def test_a_window_keeps_offsets(languages: Mapping[str, Language]) -> None:
    text = "On 5 May 2018. On 6 May 2019. On 7 May 2020."
    assert [text[found.start : found.end] for found in find_dates(text, languages["en"], None, start=14, end=30)] == [
        "6 May 2019"
    ]


WORDS = (
    "the of in on by from to between and until since last next this that following same early late 3 31 29 1999 2020",
    "March May February Monday spring winter year years month week days two a few ago later earlier yesterday , . - /",
    "12/12/2019 2019-02-29 quarter old first third will",
)
PIECES = st.sampled_from(["\n", *" ".join(WORDS).split()])


@given(
    st.lists(PIECES, max_size=14).map(" ".join), st.sampled_from([None, PUBLISHED, "2020", "2019-12/2020-01", "junk"])
)
@settings(max_examples=300, deadline=None)
def test_every_date_is_edtf_and_stands_in_order(text: str, published: str | None) -> None:
    found = find_dates(text, LANGUAGES["en"], published)
    assert all(0 <= date.start < date.end <= len(text) for date in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for date in found:
        if date.edtf:
            assert date_range(date.edtf).earliest <= date_range(date.edtf).latest


@given(
    st.sampled_from(["5 May 2018", "in March 2019", "in 2016", "winter of 2019", "late 2014", "from 2015 to 2017",
                     "between May 2015 and June 2016", "two years ago", "by 24 April", "last week", "after 3 May 2018"]
    ),
    st.dates(min_value=date_range("1990").earliest, max_value=date_range("2050").latest),
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_the_edtf_package_reads_the_same_days(text: str, published: object) -> None:
    (found,) = dates(LANGUAGES["en"], text, str(published))
    assert found.edtf is not None
    ours, oracle = date_range(found.edtf), parse_edtf(found.edtf)
    if ".." not in found.edtf and "-24" not in found.edtf:
        assert ours.earliest.timetuple()[:3] == oracle.lower_strict()[:3]
        assert ours.latest.timetuple()[:3] == oracle.upper_strict()[:3]


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_is_read(text: str) -> None:
    for pack in LANGUAGES.values():
        assert all(text[found.start : found.end] for found in find_dates(text, pack, PUBLISHED))


@pytest.mark.parametrize("piece", ["last ", "2020 ", "May ", "3 and ", "next spring ", "two ", "12/12/", "1-", "Mon. "])
def test_long_runs_stay_linear(languages: Mapping[str, Language], piece: str) -> None:
    find_dates(piece * 20_000, languages["en"], PUBLISHED)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It was not until Tuesday that they knew.", "2020-01-07"),
        ("Thirty had filed papers by Monday.", "../2020-01-06"),
        ("The talks are to resume Friday.", "2020-01-10"),
        ("They would try to get past Monday's ruling.", "2020-01-06"),
        ("The papers should be ready in March.", "2020-03"),
        ("They met last Thanksgiving.", "2019-11-28"),
    ],
)
def test_a_clause_tells_whether_its_day_lies_ahead(languages: Mapping[str, Language], text: str, edtf: str) -> None:
    assert [found.edtf for found in find_dates(text, languages["en"], "2020-01-08")] == [edtf]


def test_a_new_paragraph_is_told_from_today_again(languages: Mapping[str, Language]) -> None:
    told = "He fled on 3 May 2017. In June he was in Osh."
    assert [found.edtf for found in find_dates(told, languages["en"], "2020-01-08")] == ["2017-05-03", "2017-06"]
    apart = told.replace(". In", ".\n\nIn")
    assert [found.edtf for found in find_dates(apart, languages["en"], "2020-01-08")] == ["2017-05-03", "2019-06"]


def test_a_table_of_figures_is_no_narrative(languages: Mapping[str, Language]) -> None:
    assert find_dates("2020 " * 500, languages["en"], PUBLISHED) == []
    assert len(find_dates("2020, 2021, 2022", languages["en"], PUBLISHED)) == 3


def _cost(text: str) -> float:
    """CPU seconds, the better of two runs."""
    times = []
    for _ in range(2):
        begun = time.process_time()
        find_dates(text, LANGUAGES["en"], PUBLISHED)
        times.append(time.process_time() - begun)
    return min(times)


@pytest.mark.parametrize("piece", ["2020 ", "12 May, ", "on 12 May 2020 he ", '"'])
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    assert _cost(piece * 16_000) < 10 * _cost(piece * 4_000) + 0.05
