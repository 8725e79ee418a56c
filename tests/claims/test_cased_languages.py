"""Russian and Kazakh: names in the nominative, persons found by case, polarity and speech."""

import pytest

from asyl.claims import read
from asyl.model import Claim, Modality, Polarity, Tier
from tests.claims.tools import KNOWLEDGE, report


def reading(text: str, language: str) -> tuple[set[str], list[tuple[str, Claim]]]:
    """The names of the persons, and the suggested claims with the name of the one they are about."""
    found = read(report(text, language=language), KNOWLEDGE)
    full = {mention.local: mention.name for mention in found.mentions}
    claims = [claim for claim in found.claims if claim.tier is Tier.SUGGESTED and claim.person]
    return set(full.values()), [(full[claim.person], claim) for claim in claims if claim.person]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Суд приговорил Данияра Сеитова к трём годам колонии.", "ru", "Данияр Сеитов"),
        ("По словам Гульнары Сеитовой, ответа нет.", "ru", "Гульнара Сеитова"),
        ("Решение вручили адвокату Ивану Петровичу Лобанову.", "ru", "Иван Петрович Лобанов"),
        ("С адвокатом Павлом Лобановым говорили дважды.", "ru", "Павел Лобанов"),
        ("Сот Данияр Сейітовті үш жылға соттады.", "kk", "Данияр Сейітов"),
        ("Айгүл Серікқызына мәртебе берілді.", "kk", "Айгүл Серікқызы"),
        ("Ерлан Сәкенұлының ісі сотқа түсті.", "kk", "Ерлан Сәкенұлы"),
    ],
)
def test_a_name_is_shown_in_the_nominative(text: str, language: str, name: str) -> None:
    assert reading(text, language)[0] == {name}


def test_other_forms_of_the_report_decide_an_ambiguous_one() -> None:
    woman = "Суд не поверил доводам Алии Сеитовой. Алия Сеитова ждала ответа год. Сеитову отпустили."
    assert reading(woman, "ru")[0] == {"Алия Сеитова"}


@pytest.mark.parametrize(
    "text", ["В Болгарии холодно.", "Миграционная служба молчит.", "В Хельсинкской федерации спорят."]
)
def test_places_and_agencies_are_nobody(text: str) -> None:
    assert reading(text, "ru")[0] == set()


@pytest.mark.parametrize(
    ("text", "language", "event", "name"),
    [
        ("Суд приговорил Данияра Сеитова к пяти годам колонии.", "ru", "conviction", "Данияр Сеитов"),
        ("Данияр Сеитов был приговорён к пяти годам.", "ru", "conviction", "Данияр Сеитов"),
        ("Миграционная служба отказала Данияру Сеитову в убежище.", "ru", "asylum_refusal", "Данияр Сеитов"),
        ("Данияру Сеитову предоставили статус беженца.", "ru", "status_granted", "Данияр Сеитов"),
        ("Данияра Сеитова, которого арестовали в мае, держат отдельно.", "ru", "arrest", "Данияр Сеитов"),
        ("Айгүл Серікқызына босқын мәртебесі берілді.", "kk", "status_granted", "Айгүл Серікқызы"),
        ("Сот Данияр Сейітовті үш жылға соттады.", "kk", "conviction", "Данияр Сейітов"),
        ("Данияр Сейітов баспана сұрады.", "kk", "asylum_application", "Данияр Сейітов"),
    ],
)
def test_the_case_says_to_whom_it_happened(text: str, language: str, event: str, name: str) -> None:
    assert (name, event) in {(who, claim.event) for who, claim in reading(text, language)[1]}


@pytest.mark.parametrize(
    ("text", "language", "polarity", "modality"),
    [
        ("Данияра Сеитова не депортировали.", "ru", Polarity.NEGATED, Modality.ASSERTED),
        ("Данияру Сеитову грозит депортация.", "ru", Polarity.AFFIRMED, Modality.FEARED),
        ("Данияр Сейітов депортацияланған жоқ.", "kk", Polarity.NEGATED, Modality.ASSERTED),
        ("Данияр Сейітов депортацияланды.", "kk", Polarity.AFFIRMED, Modality.ASSERTED),
    ],
)
def test_particles_and_endings_deny_and_doubt(text: str, language: str, polarity: Polarity, modality: Modality) -> None:
    (claim,) = (claim for _, claim in reading(text, language)[1] if claim.event == "removal")
    assert (claim.polarity, claim.modality) == (polarity, modality)


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("По словам адвоката Гульнары Лобановой, Данияр Сеитов попросил убежища.", "ru", "Гульнара Лобанова"),
        ("Гульнара Лобанова сообщила, что Данияр Сеитов попросил убежища.", "ru", "Гульнара Лобанова"),
        ("Адвокат Гүлнар Оспанованың айтуынша, Данияр Сейітов баспана сұрады.", "kk", "Гүлнар Оспанова"),
    ],
)
def test_who_says_so(text: str, language: str, speaker: str) -> None:
    (claim,) = (claim for _, claim in reading(text, language)[1] if claim.event == "asylum_application")
    assert (claim.speaker, claim.modality) == (speaker, Modality.ATTRIBUTED)


@pytest.mark.parametrize(
    ("text", "language", "months"),
    [
        ("Суд приговорил Данияра Сеитова к трём с половиной годам колонии.", "ru", 42),
        ("Суд приговорил Данияра Сеитова к 4 годам 6 месяцам колонии.", "ru", 54),
        ("Сот Данияр Сейітовті он екі жылға соттады.", "kk", 144),
    ],
)
def test_the_length_of_a_sentence(text: str, language: str, months: int) -> None:
    (claim,) = (claim for _, claim in reading(text, language)[1] if claim.event == "conviction")
    assert dict(claim.attributes)["sentence_months"] == months
