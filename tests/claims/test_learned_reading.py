"""The learned reader on invented sentences: it proposes what stands there, says why, and never outruns the gate."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asyl.claims.features import Senses, stem
from asyl.claims.gate import Gate, Proposal, admit_all
from asyl.claims.learned_reading import GRAVE, learned_models, learned_proposals, with_learned
from asyl.claims.page import Page, make_page
from asyl.claims.patterns import rules
from asyl.claims.proposing import propose
from asyl.knowledge import own_knowledge
from asyl.model import DateBasis, Modality, Polarity, Report, Tier

KNOWLEDGE = own_knowledge()
ENGLISH = KNOWLEDGE.languages["en"]


def page_of(text: str) -> Page:
    report = Report("r1", "0" * 64, text, "1", "en", (), published="2021-05-04", published_basis=DateBasis.STATED)
    return make_page(report, ENGLISH, KNOWLEDGE.outlets)


def proposed(text: str, *, ruled: bool = True) -> list[Proposal]:
    page, models = page_of(text), learned_models()
    assert models is not None
    return learned_proposals(page, models, propose(page, rules(ENGLISH)) if ruled else ())


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Samira Yusufi was refused asylum in March 2019.", "asylum_refusal"),
        ("Samira Yusufi was deported to Kabul on Tuesday.", "removal"),
        ("Samira Yusufi was born in Herat in 1988.", "birth"),
        ("Samira Yusufi was sentenced to six years in prison for treason.", "conviction"),
        ("Samira Yusufi appealed against the decision in May.", "appeal"),
    ],
)
def test_plain_sentences_are_read(sentence: str, event: str) -> None:
    found = [one for one in proposed(sentence) if one.event == event]
    assert [one.person_as_written for one in found] == ["Samira Yusufi"]
    assert found[0].modality is Modality.ASSERTED
    assert found[0].polarity is Polarity.AFFIRMED
    assert any(reason.startswith("learned ") for reason in found[0].reasons)
    assert len(found[0].reasons) > 2


def test_a_negation_and_a_plan_are_seen() -> None:
    denied = [one for one in proposed("Samira Yusufi was not deported.") if one.event == "removal"]
    planned = [one for one in proposed("Samira Yusufi will be deported on Friday.") if one.event == "removal"]
    assert {one.polarity for one in denied} == {Polarity.NEGATED}
    assert {one.modality for one in planned} == {Modality.PLANNED}


def test_background_is_never_suggested() -> None:
    found = proposed("The road to the village is closed in winter. He drinks his tea without sugar.", ruled=False)
    assert all(one.tier is Tier.TO_READ and one.person is None for one in found)


def test_a_grave_event_is_suggested_only_of_who_is_named_in_its_clause() -> None:
    text = (
        "Samira Yusufi came in 2019. They deported her on Friday. The plane left with her on board. She was deported."
    )
    happened = [
        one
        for one in proposed(text, ruled=False)
        if one.event in GRAVE and one.polarity is Polarity.AFFIRMED and one.modality is Modality.ASSERTED
    ]
    assert happened
    assert {one.tier for one in happened} == {Tier.TO_READ}


def test_without_models_the_rules_stand_alone() -> None:
    page = page_of("Samira Yusufi was deported to Kabul on Tuesday.")
    ruled = propose(page, rules(ENGLISH))
    assert with_learned(page, None, ruled) == list(ruled)


def test_the_same_words_are_not_proposed_twice() -> None:
    page, models = page_of("Samira Yusufi was deported to Kabul on Tuesday."), learned_models()
    found = [one for one in with_learned(page, models, propose(page, rules(ENGLISH))) if one.event == "removal"]
    assert len(found) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8") | st.sampled_from(" \n.,“”()é\u0301"), max_size=300))
def test_any_text_gives_only_quotes_that_stand_there(text: str) -> None:
    page = page_of(text)
    for claim in admit_all(
        Gate(page.report, ENGLISH), with_learned(page, learned_models(), propose(page, rules(ENGLISH)))
    ):
        assert text[claim.trigger.start : claim.trigger.end] == claim.quote


def test_senses_read_words_stems_and_phrases() -> None:
    known = Senses(ENGLISH)
    assert "send_back" in known.of("deported")
    assert known.of("zzz") == frozenset()
    assert "refuse" in known.phrases(["they", "turned", "down", "his"])[1]


def test_stem_takes_endings_off() -> None:
    assert [stem(word) for word in ("deported", "visits", "arrest", "red")] == ["deport", "visit", "arrest", "red"]
