"""Persons inside one report: who is named, which names are one person, who is nobody."""

import pytest

from asyl.claims import read
from asyl.model import Role
from tests.claims.tools import KNOWLEDGE, names, report

ANYWHERE = [
    "Dauren Seitqali",
    "Memetjan Abdurehim",
    "Zafarjon Rahmonzoda",
    "Gülşen Karadere",
    "Khaled al-Barmaki",
    "Yonas Tesfaldet",
    "Lucía Robledo Arce",
    "María de la Fuente",
    "Zhou Meiling",
    "Tenzin Dorjee",
    "Nguyen Thi Hoa",
    "Jean-Baptiste Mbarga",
    "K. L. Sorensen",
]


@pytest.mark.parametrize("name", ANYWHERE)
def test_a_person_of_any_origin_is_found_by_what_is_said_of_her(name: str) -> None:
    text = f"{name}, 34, was deported on 3 May 2021. Nobody has heard of the teacher since."
    reading = read(report(text), KNOWLEDGE)
    assert name in {mention.span.quote for mention in reading.mentions}


@pytest.mark.parametrize(
    "text",
    [
        "The Ministry of Interior rejected the Geneva Convention on Monday. In Los Palmares nobody was seen.",
        "Human Rights Centre and the Administrative Court met in Costa Verde in March.",
        "Under Turkish law, the Kurdish Union may appeal. Nobody did so in Ankara.",
        "WHAT WE KNOW\n\nWho Is Going To Be Deported?",
    ],
)
def test_places_offices_months_and_headings_are_nobody(text: str) -> None:
    assert names(text) == {}


def test_surname_given_name_and_swapped_order_are_one_person_and_say_how() -> None:
    text = "Dauren Seitqali fled in 2019. Seitqali was arrested. Dauren hopes to stay, said Seitqali Dauren's lawyer."
    reading = read(report(text), KNOWLEDGE)
    assert {mention.local for mention in reading.mentions} == {"p1"}
    assert {mention.how for mention in reading.mentions} == {"full", "surname", "given", "order"}
    assert {mention.name for mention in reading.mentions} == {"Dauren Seitqali"}


def test_siblings_who_share_a_surname_stay_apart() -> None:
    text = "Yonas Tesfaldet was released. His brother Filimon Tesfaldet was deported in 2020. Tesfaldet now lives here."
    found = names(text)
    assert len(found) == 2
    assert found["Yonas Tesfaldet"] == ["Yonas Tesfaldet", "Tesfaldet"]


def test_a_wife_named_by_her_given_name_owns_the_title_mrs() -> None:
    text = (
        "Mr Arben Dushku, his wife Liridona and a cousin came in 2018. Mrs Dushku asked for asylum. Mr Dushku did not."
    )
    found = names(text)
    assert found["Liridona"] == ["Liridona", "Dushku"]


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("Lawyer Annika Solberg said the court had erred.", "Annika Solberg", Role.LAWYER),
        ("Judge Pieter Haanstra rejected the claim.", "Pieter Haanstra", Role.JUDGE),
        ("The minister, Olga Brankova, denied it.", "Olga Brankova", Role.OFFICIAL),
        ("His sister Aygul Seitqali waits.", "Aygul Seitqali", Role.RELATIVE),
        ("Dauren Seitqali was tortured in prison.", "Dauren Seitqali", Role.PROTECTED),
        ("Murat Oralbek, the founder of a rights group, spoke.", "Murat Oralbek", Role.ACTIVIST),
    ],
)
def test_roles_come_from_the_words_beside_the_name(sentence: str, name: str, role: Role) -> None:
    mentions = read(report(sentence), KNOWLEDGE).mentions
    assert {(mention.span.quote, mention.role) for mention in mentions} == {(name, role)}


def test_a_known_outlet_and_an_image_credit_are_nobody() -> None:
    text = "Dauren Seitqali was deported, as reported by Bitter Winter. (Image: Golden Steppe)"
    assert set(names(text)) == {"Dauren Seitqali"}


def test_mentions_in_chrome_do_not_count() -> None:
    text = "Dauren Seitqali was deported.\n\nRead more: Aygul Seitqali was released."
    assert set(names(text, chrome=text.index("Read more"))) == {"Dauren Seitqali"}
