"""Heads in the styles that copies of web pages come in: title, publisher, author, day, and where the body stands."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from asyl.model import Language, ZoneKind
from asyl.text import read_head

PAGES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("head_styles.toml").read_text(encoding="utf-8"))[
    "page"
]
FIELDS = ("title", "publisher", "author", "published")
BODIES = {
    "en": "The woman, who is 34, had lived in the town for six years when two officers came to the bakery and asked "
    "for her papers. She showed them a certificate that had run out in the spring of 2017.\n\n"
    "“Nobody told me that it had to be renewed,” she said.\n\n"
    "Her lawyer has asked the court to hear the case again, and a date in the autumn has been named.",
    "ru": "Женщина, которой 34 года, прожила в городе шесть лет, когда в пекарню пришли двое полицейских и попросили "
    "её показать документы. Она показала справку, срок которой истёк весной 2017 года.\n\n"
    "«Мне никто не говорил, что её надо продлевать», — сказала она.\n\n"
    "Адвокат просит суд рассмотреть дело ещё раз; заседание назначено на осень.",
    "kk": "Жігіт елге келгеннен кейін алты жыл бойы наубайханада жұмыс істеді, содан соң екі полицей келіп, одан "
    "құжатын сұрады. Ол мерзімі 2017 жылдың көктемінде біткен анықтаманы көрсетті.\n\n"
    "«Оны ұзарту керек екенін маған ешкім айтқан жоқ», – деді ол.\n\n"
    "Адвокаты сотқа істі қайта қарау туралы өтініш берді, және отырыс күзде болады.",
}  # fmt: skip


def page_of(page: Mapping[str, Any]) -> tuple[str, int, int]:
    """The page's text, and where its body begins and ends."""
    before, _, after = page["text"].strip("\n").partition("---")
    body = BODIES[page.get("body", "en")] + page.get("signed", "")
    begin = before.find(page["opening"]) if "opening" in page else len(before)
    return before + body + after, begin, len(before) + len(body)


@pytest.mark.parametrize("page", PAGES, ids=[page["name"] for page in PAGES])
def test_head(languages: Mapping[str, Language], page: dict[str, Any]) -> None:
    text, _, _ = page_of(page)
    read = read_head(text, languages)
    assert {field: getattr(read, field) for field in FIELDS} == {field: page.get(field) for field in FIELDS}


@pytest.mark.parametrize("page", PAGES, ids=[page["name"] for page in PAGES])
def test_body(languages: Mapping[str, Language], page: dict[str, Any]) -> None:
    text, begin, end = page_of(page)
    zones = [zone for zone in read_head(text, languages).zones if zone.kind is ZoneKind.BODY]
    assert (zones[0].start, zones[-1].end) == (begin, end)
