"""Persons, dates and speakers beside each other: what can be chosen, and what is chosen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asyl.claims.learned_dates import DateChoice, places, shares
from asyl.claims.learned_ground import Ground
from asyl.claims.learned_links import Linker
from asyl.claims.learned_reading import learned_models
from asyl.claims.learned_speakers import SpeakerChoice
from asyl.claims.learned_triggers import Candidate
from asyl.claims.page import Page, make_page
from asyl.claims.patterns import rules
from asyl.claims.proposing import propose
from asyl.model import Modality
from tests.claims.tools import KNOWLEDGE, report

ENGLISH = KNOWLEDGE.languages["en"]


def page_of(text: str, language: str = "en") -> Page:
    return make_page(report(text, language=language), KNOWLEDGE.languages[language])


def ground_of(text: str, language: str = "en") -> Ground:
    page = page_of(text, language)
    return Ground(page, propose(page, rules(KNOWLEDGE.languages[language])))


def candidate(page: Page, words: str, event: str) -> Candidate:
    start = page.report.text.index(words)
    end = start + len(words)
    for line in page.lines:
        inside = [at for at, chunk in enumerate(line.chunks) if chunk.start < end and start < chunk.end]
        if inside:
            return Candidate(line.number, inside[0], inside[-1] + 1, start, end, event, 1.0, 1.0, ())
    raise AssertionError(words)


def test_a_day_without_its_year_may_be_of_the_year_of_the_story() -> None:
    page = page_of("In October 2015 Amina Sorel fled. In February she was sent back to Italy.")
    assert {"2015-10", "2016-02"} <= {place.edtf for place in places(page.lines)}


def test_a_date_many_lines_away_can_be_chosen() -> None:
    filler = "It rained. " * 9
    ground = ground_of(f"On 3 March 2022 Amina Sorel came home. {filler}She was arrested there.")
    choice = DateChoice(ground, [])
    options = choice.options(candidate(ground.page, "was arrested", "arrest"))
    assert "2022-03-03" in {place.edtf for place in options}
    assert len(choice.features(candidate(ground.page, "was arrested", "arrest"), options)) == len(options) + 1


def test_shares_add_up_and_equal_dates_stand_together() -> None:
    page = page_of("On 3 March 2022 it began. It was 3 March 2022. On 5 March 2022 it ended.")
    found = shares([0.0, 0.0, 0.0, 0.0], places(page.lines))
    assert found == pytest.approx({"": 0.25, "2022-03-03": 0.5, "2022-03-05": 0.25})


def test_a_source_without_a_name_can_be_the_speaker() -> None:
    ground = ground_of("According to the migration office, Amina Sorel was detained in May.")
    sources = SpeakerChoice(ground).options(candidate(ground.page, "was detained", "detention"))
    assert "the migration office" in {source.speaker.name for source in sources}


def test_the_one_who_answers_an_interview_tells_it_not_the_one_who_asks() -> None:
    text = (
        "By Colm Verrin\n\nMy name is Amina Sorel.\n\nWhere were you?\n\nI was at home. I heard them come. "
        "They took me to the station and I stayed there.\n"
    )
    assert page_of(text).narrator == next(p.local for p in page_of(text).persons if "Amina" in p.name)


def test_the_couple_are_the_two_whom_marriage_joins() -> None:
    text = (
        "Amina Sorel and her husband Davit Sorel left in May. Their neighbours Rena Balk and Orla Tamm stayed. "
        "The couple were detained at the border."
    )
    page = page_of(text)
    line = page.lines[-1]
    plural = next(ref for ref in line.refs.values() if ref.kind == "plural")
    names = {person.local: person.name[0] for person in page.persons}
    assert {names[who] for who in plural.who} == {"Amina", "Davit"}


def test_said_and_speaker_go_together() -> None:
    models = learned_models()
    assert models is not None
    ground = ground_of('"They beat me with cables," Amina Sorel told the court. Amina Sorel left Turkey in May 2023.')
    said = candidate(ground.page, "They beat me with cables", "torture")
    plain = candidate(ground.page, "left Turkey", "flight")
    linker = Linker(ground, models.links, [said, plain])
    for one in (said, plain):
        links = linker.links(one)
        assert (links.modality is Modality.ATTRIBUTED) <= bool(links.speakers)
        assert not (links.modality is Modality.ASSERTED and links.speakers)
    assert linker.links(said).speakers[0].name == "Amina Sorel"
    assert [" ".join(person.name) for person in linker.links(plain).persons] == ["Amina Sorel"]


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8") | st.sampled_from(" \n.,:?“”—«»"), min_size=1, max_size=200))
def test_any_text_can_be_linked(text: str) -> None:
    models = learned_models()
    assert models is not None
    ground = ground_of(f"Amina Sorel said on 3 May 2022: {text}")
    line = ground.page.lines[0]
    whole = Candidate(0, 0, len(line.chunks), line.start, line.end, "arrest", 1.0, 1.0, ())
    links = Linker(ground, models.links, [whole]).links(whole)
    for speaker in links.speakers:
        assert speaker.span is None or ground.page.report.text[speaker.span.start : speaker.span.end]
