"""A browser as the oracle: our canonical text holds the words a reader sees, in the order in which they are seen."""

import re

import pytest

from asyl.intake import extract
from tests.services.chromium import Chromium

ARTICLE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Not in the body</title>
<style>p {{ color: red }}</style><script>var hidden = "never";</script></head><body>
<article><h1>{title}</h1>
<p>{first}<br>After a break&nbsp;and an &eacute;ntity &#1178;&#x4E2D;.</p>
<!-- a comment -->
<p>One<b>word</b> and <a href="/x">a link</a>, <em>then</em> more.</p>
<ul><li>first item</li><li>second item</li></ul>
<table><tr><td>left cell</td><td>right cell</td></tr><tr><td>below</td><td>again</td></tr></table>
<blockquote><p>{quote}</p></blockquote>
<template><p>inert</p></template>
</article></body></html>"""

PAGES = {
    "en": ("A family at the border", "She crossed the border on 19 January.", "We had no papers, she said."),
    "kk": ("Шекарадағы отбасы", "Ол шекарадан 19 қаңтарда өтті.", "Құжатымыз болған жоқ, — деді ол."),
    "ru": ("Семья на границе", "Она пересекла границу 19 января.", "У нас не было документов, — сказала она."),
    "ug": ("چېگرادىكى ئائىلە", "ئۇ 19-يانۋار چېگرادىن ئۆتتى.", "بىزنىڭ ھۆججىتىمىز يوق ئىدى."),
    "zh": ("边境上的一家人", "她于1月19日越过边境。", "她说，我们没有证件。"),
}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("language", sorted(PAGES))
def test_our_text_holds_the_words_a_browser_shows(chromium: Chromium, language: str) -> None:
    title, first, quote = PAGES[language]
    html = ARTICLE.format(lang=language, title=title, first=first, quote=quote)
    ours = words(extract(html.encode(), "page.html").text)
    assert ours == words(chromium.visible_text(html))


def test_what_a_page_hides_is_not_read(chromium: Chromium) -> None:
    html = "<body><p>Seen.</p><p hidden>Not seen.</p><p style='display: none'>Nor this.</p>"
    assert words(chromium.visible_text(html)) == ["Seen"]
    assert words(extract(html.encode(), "page.html").text) == ["Seen"]
