"""Attributions as reporters write them: which of the named is a source, and which is a person, an office, a place."""

import pytest

from asyl.lineage.sources import name_book, namings
from tests.lineage.stories import KNOWLEDGE, report


def cued(text: str, language: str, publisher: str = "Lowland Echo") -> list[str]:
    """The sources that a report of a publisher names, in the order of the text; all are unknown to the data files."""
    one = report("r", f"A headline without names\n\n{text}", publisher, language=language)
    found = namings(one, name_book([publisher], KNOWLEDGE), KNOWLEDGE)
    return [naming.name for naming in found if naming.cued]


ENGLISH = {
    "He was sent back on Friday, the Glenmoor Gazette reported.": ["Glenmoor Gazette"],
    "He was sent back on Friday, according to the newspaper Morgenblick.": ["Morgenblick"],
    "He was sent back on Friday, according to the daily Morgenblick.": ["Morgenblick"],
    "Citing court papers, the Glenmoor Gazette wrote that he was sent back.": ["Glenmoor Gazette"],
    "Agency reports citing Radio Saltmarsh put the number at nine.": ["Radio Saltmarsh"],
    "“They came at night,” Dilnoza told the Upland Monitor.": ["Upland Monitor"],
    "In an interview with Radio Saltmarsh, the lawyer spoke of nine cases.": ["Radio Saltmarsh"],
    "In an interview with the lawyer Marek Dunai she spoke of nine cases.": [],
    "The story was first published by Harbour News.": ["Harbour News"],
    "This text was first published on the website Stonebridge.": ["Stonebridge"],
    "Translated from the Fjordens Tidende by the editors.": ["Fjordens Tidende"],
    "SOURCE: Glenmoor Gazette": ["Glenmoor Gazette"],
    "Sources: Glenmoor Gazette, Radio Saltmarsh": ["Glenmoor Gazette", "Radio Saltmarsh"],
    "Source: court files and interviews": [],
    "Source: Ministry of the Interior": [],
    "He was sent back on Friday (Glenmoor Gazette).": ["Glenmoor Gazette"],
    "DUNSHAW (Harbour News) — He was sent back on Friday.": ["Harbour News"],
    "A spokesman for Northern Airlines said that he had boarded.": [],
    "A spokeswoman for the Border Police said that he had boarded.": [],
    "The Migration Office said that he had boarded.": [],
    "The regional court in Dunshaw said that he had boarded.": [],
    "Marek Dunai reported the theft to the police.": [],
    "Dilnoza told her sister Munira that he had boarded.": [],
    "Dilnoza told Munira Yusupova that he had boarded.": [],
    "According to Munira Yusupova, he had boarded.": [],
    "According to his lawyer, Marek Dunai, he had boarded.": [],
    "According to the indictment, he had boarded.": [],
    "According to the Aliens Act, he must leave.": [],
    "According to the Dunshaw Convention of 1951, he may stay.": [],
    "Marek Dunai, a reporter at the Glenmoor Gazette, was held for two days.": [],
    "Marek Dunai worked for the Glenmoor Gazette until his arrest.": [],
    "She is an editor of Radio Saltmarsh and has three children.": [],
    "Photo: Glenmoor Gazette": [],
    "Photograph by Marek Dunai / Harbour News": [],
    "Image courtesy of Harbour News": [],
    "The Lowland Echo reported in May that he was sent back.": [],
    "Follow the Glenmoor Gazette on social media.": [],
    "The human rights group Lanternwick documented nine cases.": ["Lanternwick"],
    "Lanternwick, a human rights organisation, said nine people were held.": ["Lanternwick"],
    "He published in January a list of nine names.": [],
    "They spoke to him in December, and the police reported it in June.": [],
    "The Upland Monitor and Harbour News both reported that he was sent back.": ["Upland Monitor", "Harbour News"],
}
RUSSIAN = {
    "Его выслали в пятницу, сообщает издание «Горный листок».": ["Горный листок"],
    "Об этом пишет газета «Полынь».": ["Полынь"],
    "Как рассказала Динара порталу «Заря над рекой», его выслали.": ["Заря над рекой"],
    "По данным «Озёрного вестника», его выслали в пятницу.": ["Озёрного вестника"],
    "Со ссылкой на радио «Тихий берег» агентства говорят о девяти людях.": ["Тихий берег"],
    "В интервью изданию «Горный листок» адвокат говорил о девяти делах.": ["Горный листок"],
    "Впервые опубликовано в журнале «Перевал».": ["Перевал"],
    "Источник: «Горный листок»": ["Горный листок"],
    "Источник: материалы суда": [],
    "По словам адвоката Марека Дуная, его выслали.": [],
    "По данным Министерства внутренних дел, его выслали.": [],
    "Об этом сообщил Марек Дунай.": [],
    "Об этом сообщила пресс-служба Верховного суда.": [],
    "Динара рассказала Марине, что его выслали.": [],
    "Марек Дунай работал в газете «Полынь» до ареста.": [],
    "Марек Дунай, корреспондент газеты «Полынь», провёл в тюрьме два дня.": [],
    "Фото: «Горный листок»": [],
    "Правозащитная организация «Светлый мост» сообщила о девяти делах.": ["Светлый мост"],
    "Его судили по статье «Незаконное пересечение границы».": [],
    "Он утверждал, что его фамилия «Дунай» записана неверно.": [],
}
KAZAKH = {
    "Оны жұма күні қайтарды, деп хабарлады «Жетісу самалы» газеті.": ["Жетісу самалы"],
    "«Жетісу самалы» газетінің жазуынша, оны қайтарды.": ["Жетісу самалы"],
    "Адвокат «Тау жаңғырығы» порталына сұхбат берді.": ["Тау жаңғырығы"],
    "Дереккөз: «Тау жаңғырығы»": ["Тау жаңғырығы"],
    "Бұл туралы «Тау жаңғырығы» сайты жазды.": ["Тау жаңғырығы"],
    "«Ақ жол» ұйымының мәліметінше, тоғыз адам ұсталды.": ["Ақ жол"],
    "Адвокат Марек Дунайдың айтуынша, оны қайтарды.": [],
    "Ішкі істер министрлігінің мәліметінше, оны қайтарды.": [],
    "Фото: «Тау жаңғырығы»": [],
    "Марек Дунай «Жетісу самалы» газетінде жұмыс істеген.": [],
}


@pytest.mark.parametrize(("text", "names"), ENGLISH.items())
def test_english(text: str, names: list[str]) -> None:
    assert cued(text, "en") == names


@pytest.mark.parametrize(("text", "names"), RUSSIAN.items())
def test_russian(text: str, names: list[str]) -> None:
    assert cued(text, "ru", "Степной телеграф") == names


@pytest.mark.parametrize(("text", "names"), KAZAKH.items())
def test_kazakh(text: str, names: list[str]) -> None:
    assert cued(text, "kk", "Дала") == names
