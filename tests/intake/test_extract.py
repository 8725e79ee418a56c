"""Bytes to canonical text: nothing lost in silence, nothing normalised in a text file, hostile bytes refused."""

import codecs
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyl.intake import extract, overlay
from asyl.model import Refused, Zone, ZoneKind

KAZAKH = "Қайрат Әбілұлы өтініш берді. Ғалым оның әңгімесін тыңдады, үйіне қайтты."
PAGE = """<!doctype html><html lang="en"><head><title>Long way | The Post</title>
<meta property="og:site_name" content="The Post"><meta property="article:published_time" content="2021-03-06T10:00:00Z">
<style>p {color: red}</style></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<h1>A long way to a paper</h1><p class="by">By Ann Lee</p>
<article><p>Samat Jumabay waited at the&nbsp;office for <b>nine</b> hours,
and nobody called his name before the doors closed.</p>
<figure><img src="x.png"><figcaption>Samat Jumabay at the door</figcaption></figure>
<p>On the next morning he came back with his lawyer, who had read the law and brought a printed copy of it.</p>
<p style="display:none">buy now</p><script>var a = "never";</script></article>
<footer>Subscribe to our letter</footer></body></html>"""


def test_a_text_file_is_kept_as_it_is() -> None:
    words = "\tA  line \r\nwith\u00a0spaces \u200b and “marks”\n\n"
    found = extract(words.encode(), "a.txt")
    assert found.text == words
    assert found.media_type == "text/plain"
    assert found.warnings == ()


@given(st.text(min_size=1).filter(lambda t: "\0" not in t and t.strip() and sum(c < " " for c in t) * 50 < len(t)))
def test_utf8_text_comes_back_character_for_character(words: str) -> None:
    if words.startswith(("%PDF-", "PK\x03\x04", "GIF8", "\ufeff")) or "<" in words:
        return
    assert extract(words.encode(), "a.txt").text == words


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_unicode_is_read(encoding: str) -> None:
    assert extract(KAZAKH.encode(encoding), "a.txt").text == KAZAKH


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Он подал ходатайство о предоставлении убежища в Алматы. " * 8, "cp1251"),
        ("Der Antrag wurde abgelehnt, weil die Behörde ihm nicht glaubte. Er musste zurück. " * 8, "cp1252"),
    ],
)
def test_old_encodings_are_guessed_and_said(words: str, encoding: str) -> None:
    found = extract(words.encode(encoding), "a.txt")
    assert found.text == words
    assert any("guessed" in warning for warning in found.warnings)


def test_a_few_broken_bytes_stay_visible() -> None:
    data = (KAZAKH * 5).encode() + b"\xff" + KAZAKH.encode()
    found = extract(data, "a.txt")
    assert "\\xff" in found.text
    assert found.text.startswith(KAZAKH)
    assert found.warnings


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x89PNG\r\n", "picture"),
        (b"word\0word" * 100, "binary"),
        (bytes(range(1, 32)) * 40, "binary"),
    ],
)
def test_binary_bytes_named_txt_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        extract(data, "a.txt")


def test_a_page_gives_its_visible_words_in_blocks() -> None:
    found = extract(PAGE.encode(), "a.html")
    assert found.media_type == "text/html"
    assert "Samat Jumabay waited at the\u00a0office for nine hours" in found.text
    assert "never" not in found.text
    assert "buy now" not in found.text
    assert "color" not in found.text
    assert any("hides" in warning for warning in found.warnings)
    assert found.hints.published == "2021-03-06"
    assert found.hints.publisher == "The Post"
    assert found.hints.title == "A long way to a paper"


def test_a_page_knows_its_chrome_and_its_captions() -> None:
    found = extract(PAGE.encode(), "a.html")
    kinds = {found.text[zone.start : zone.end]: zone.kind for zone in found.zones}
    assert kinds["Subscribe to our letter"] is ZoneKind.CHROME
    assert kinds["Samat Jumabay at the door"] is ZoneKind.CAPTION
    assert not any("nine hours" in words for words in kinds)


def test_html_is_known_by_content_not_by_name() -> None:
    assert extract(PAGE.encode(), "a.txt").media_type == "text/html"


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_a_page_may_declare_its_encoding(encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><p>Суд отказал ему в убежище.</p></body></html>'
    assert "Суд отказал ему в убежище." in extract(page.encode(encoding), "a.html").text


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 5000 + "deep",
        "<html><body><script>document.write('x')</script></body></html>",
        "<html></html>",
    ],
)
def test_pages_without_readable_text_are_refused(page: str) -> None:
    with pytest.raises(Refused):
        extract(page.encode(), "a.html")


@given(st.text(alphabet="<>/abp&;! \"'=\n-div", max_size=300))
def test_no_markup_crashes_the_reader(soup: str) -> None:
    try:
        found = extract(f"<html>{soup}".encode(), "a.html")
    except Refused:
        return
    assert found.text.strip()
    assert all(0 <= zone.start < zone.end <= len(found.text) for zone in found.zones)


def test_lone_surrogates_stay_visible() -> None:
    found = extract(b"<html><p>a &#xD800; b</p>", "a.html")
    found.text.encode("utf-8")


def test_utf16_mark_is_not_taken_for_binary() -> None:
    assert extract(codecs.BOM_UTF16_LE + "words here".encode("utf-16-le"), "a.txt").text == "words here"


zone_lists = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6).map(
    lambda items: [
        Zone(ZoneKind.BODY, start, end)
        for start, end in _apart(sorted((start, start + length) for start, length in items))
    ]
)


def _apart(items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in items:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


@given(zone_lists, zone_lists)
def test_overlaid_zones_do_not_overlap_and_cover_what_either_covered(read: list[Zone], over: list[Zone]) -> None:
    top = [Zone(ZoneKind.CHROME, zone.start, zone.end) for zone in over]
    laid = overlay(read, top)
    assert all(a.end <= b.start for a, b in pairwise(laid))
    covered = {i for zone in (*read, *top) for i in range(zone.start, zone.end)}
    assert {i for zone in laid for i in range(zone.start, zone.end)} == covered
    assert [zone for zone in laid if zone.kind is ZoneKind.CHROME] == top
