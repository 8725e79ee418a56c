"""Heads of pages in the shapes they come in; the people and papers are invented."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asyl.knowledge import own_knowledge
from asyl.model import DateBasis, Language, ZoneKind
from asyl.text import Hints, detect_language, read_head

# Not the fixture: hypothesis writes out the arguments of what fails.
LANGUAGES = own_knowledge().languages
BODY = (
    "A district court in the south found the farmer Anvar Toshmat guilty of crossing the border without papers. It let "
    "him stay, and nobody was sent back.\n\nHis lawyer said that she would ask for a certificate, and that the family "
    "had waited for it since the spring."
)


@pytest.mark.parametrize(
    ("head", "title", "publisher", "author", "published"),
    [
        ("The Dune Herald\nCourt spares farmer who fled\nBy Ina Morrow\n3 May 2021", "Court spares farmer who fled",
         "The Dune Herald", "Ina Morrow", "2021-05-03"),
        ("Court spares farmer who fled\n\n28 / 12 / 2019\n\nby Ina Morrow", "Court spares farmer who fled",
         None, "Ina Morrow", "2019-12-28"),
        ("Another Weaver from the Delta Allowed to Remain in the Uplands\n\n28 / 12 / 2019\n\nWhile two groups quarrel "
         "about the name of a third, some results, although not final, give reason for hope.\n\nby Ina Morrow",
         "Another Weaver from the Delta Allowed to Remain in the Uplands", None, "Ina Morrow", "2019-12-28"),
        ("Bread, Work, Courage.\n\nUplands Grant 2 Delta Weavers Refugee Status\n\nPublished: January 6, 2020",
         "Uplands Grant 2 Delta Weavers Refugee Status", None, None, "2020-01-06"),
        ("DUNE HERALD | COURTS | May 3, 2021 | I. Morrow\n\nCourt spares farmer who fled",
         "Court spares farmer who fled", "Dune Herald", "I. Morrow", "2021-05-03"),
        ("Court spares farmer who fled\nDune Herald, Thu. 20/02/2020 — I. Morrow", "Court spares farmer who fled",
         "Dune Herald", "I. Morrow", "2020-02-20"),
        ("DUNE HERALD\nNews of the coast\n\nThe Long Way to Court\nWhat became of three families\n\n3 May 2021",
         "The Long Way to Court", "Dune Herald", None, "2021-05-03"),
        ("Dune Herald\nHome | World | Courts\n\nCourt Spares Farmer Who Fled\n\n3 May 2021\nby Ina Morrow",
         "Court Spares Farmer Who Fled", "Dune Herald", "Ina Morrow", "2021-05-03"),
        ("Dune Herald\n[cached copy – retrieved 2022-01-11 04:16]\nCourt spares farmer who fled",
         "Court spares farmer who fled", "Dune Herald", None, None),
        ("Dune Herald\nCourt spares farmer who fled\nPublished: 6 June 2021. Imported to the archive 2 July 2022",
         "Court spares farmer who fled", "Dune Herald", None, "2021-06-06"),
    ],
)  # fmt: skip
def test_shapes(
    languages: Mapping[str, Language],
    head: str,
    title: str,
    publisher: str | None,
    author: str | None,
    published: str | None,
) -> None:
    read = read_head(f"{head}\n\n{BODY}\n", languages)
    assert (read.title, read.publisher, read.author, read.published) == (title, publisher, author, published)
    assert read.published_basis is (DateBasis.STATED if published else DateBasis.UNKNOWN)
    assert read.language == "en"


def test_zones_part_head_body_caption_and_foot(languages: Mapping[str, Language]) -> None:
    text = (
        f"Dune Herald\nCourt spares farmer who fled\nBy Ina Morrow, 3 May 2021\n\n{BODY}\n\n"
        "Photo: the court house at noon\n\nThe ruling stands, the clerk said.\n\n"
        "Follow us on the net | Subscribe to the Dune Herald\n"
    )
    read = read_head(text, languages)
    kinds = [(zone.kind, text[zone.start : zone.end].split("\n")[0][:12]) for zone in read.zones]
    assert kinds == [
        (ZoneKind.CHROME, "Dune Herald"),
        (ZoneKind.HEADLINE, "Court spares"),
        (ZoneKind.BYLINE, "By Ina Morro"),
        (ZoneKind.BODY, "A district c"),
        (ZoneKind.CAPTION, "Photo: the c"),
        (ZoneKind.BODY, "The ruling s"),
        (ZoneKind.CHROME, "Follow us on"),
    ]
    assert read.published_span is not None
    assert text[slice(*read.published_span)] == "3 May 2021"


def test_metadata_fills_what_the_page_does_not_say(languages: Mapping[str, Language]) -> None:
    hints = Hints(title="Not in the text", publisher="Dune Herald", author="Ina Morrow", published="2021-05-03")
    read = read_head(f"Court spares farmer who fled\n\n{BODY}", languages, hints)
    assert (read.title, read.publisher, read.author) == ("Court spares farmer who fled", "Dune Herald", "Ina Morrow")
    assert (read.published, read.published_span) == ("2021-05-03", None)


def test_a_year_that_the_body_tells_is_marked_as_inferred(languages: Mapping[str, Language]) -> None:
    text = f"Court spares farmer who fled\nDune Herald | Letters | Mon 11 Feb\n\n{BODY} He came in June 2018."
    read = read_head(text, languages)
    assert (read.published, read.published_basis) == ("2019-02-11", DateBasis.INFERRED)


@given(st.text(alphabet=st.characters(), max_size=300) | st.text(alphabet="aA.:|—\n «»()2019", max_size=200))
@settings(deadline=None)
def test_any_text_has_a_head(text: str) -> None:
    read = read_head(text, LANGUAGES)
    assert all(0 <= zone.start < zone.end <= len(text) for zone in read.zones)
    assert all(one.end <= other.start for one, other in pairwise(read.zones))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The court said that he was not in the country and would not be sent back.", "en"),
        ("Суд сообщил, что он не был в стране и его не вышлют после этого.", "ru"),
        ("Сот оның елде болмағанын және кейін қайтарылмайтынын айтты.", "kk"),
        ("裁判所は昨日判決を下した", "und"),
        ("Der Richter sprach gestern ein Urteil zugunsten der Familie.", "und"),
        ("", "und"),
        ("12 345", "und"),
    ],
)
def test_language(languages: Mapping[str, Language], text: str, code: str) -> None:
    assert detect_language(text, languages) == code


def test_a_long_line_is_read_in_linear_time(languages: Mapping[str, Language]) -> None:
    assert read_head("word " * 200_000, languages).language in ("en", "und")


@pytest.mark.parametrize("text", ["word " * 1_000_000, "W" * 5_000_000, "“" * 100_000, "\0" * 1000, "\ud800 " * 1000])
def test_a_text_without_lines_has_no_title_and_is_all_body(text: str) -> None:
    read = read_head(text, LANGUAGES)
    assert read.title is None
    assert [(zone.kind, zone.start) for zone in read.zones] == [(ZoneKind.BODY, 0)]


@given(st.text(alphabet="Ab .\n", max_size=2000))
@settings(deadline=None)
def test_a_title_is_a_line_of_the_text_and_never_long(text: str) -> None:
    title = read_head(text, LANGUAGES).title
    assert title is None or (title in text and "\n" not in title and len(title) <= 300)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Publicado el 12 de agosto de 2021", "2021-08-12"),
        ("mis en ligne le 1er mars 2022", "2022-03-01"),
        ("5. Dezember 2017, 14:31 Uhr", "2017-12-05"),
        ("24 Kasım 2020 Salı", "2020-11-24"),
        ("3 days ago", None),
        ("Archived on 3 May 2022", None),
        ("3 wagons 2022", None),
    ],
)
def test_a_day_of_publication_in_any_language(languages: Mapping[str, Language], said: str, day: str | None) -> None:
    text = f"Dune Herald\nCourt spares farmer who fled\n{said}\n\n{BODY}"
    assert read_head(text, languages).published == day


def test_no_paragraph_of_the_body_is_cut_off(languages: Mapping[str, Language]) -> None:
    ends = [
        "Do not share this with the embassy, the clerk said, and closed the file.",
        "He posts on a site and hopes that somebody will contact him about the case.",
        "LAWYER: I have nothing to add.",
        "Anvar Toshmat comments: “I only wanted to go home.”",
    ]
    for last in ends:
        text = f"The Dune Herald\nCourt spares farmer who fled\n3 May 2021\n\n{BODY}\n\n{last}"
        zone = read_head(text, languages).zones[-1]
        assert (zone.kind, text[zone.end - len(last) : zone.end]) == (ZoneKind.BODY, last)
