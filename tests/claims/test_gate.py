"""The gate: nothing passes whose words do not stand in the report."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asyl.claims import Gate, Proposal, read
from asyl.model import Modality, Polarity, Tier
from asyl.text import fold
from tests.claims.tools import KNOWLEDGE, report

TEXT = (
    "“Dauren Seitqali – a baker – wasn’t deported,” she said. He was deported to China in May. He was deported again."
)
EN = KNOWLEDGE.language("en")
GATE = Gate(report(TEXT), EN)


@pytest.mark.parametrize(
    "quote", ['"Dauren Seitqali - a baker - wasn\'t deported,"', "deported to  China", "He was deported again."]
)
def test_a_quote_is_found_up_to_glyph_variants(quote: str) -> None:
    claim = GATE.admit(Proposal("removal", "model", quote=quote, person="p1"))
    assert claim is not None
    assert claim.trigger.holds(TEXT)
    assert fold(claim.quote).text == fold(quote).text


@pytest.mark.parametrize("quote", ["was not deported", "He was deported from China", "", "   ", "deported to Turkey"])
def test_words_that_do_not_stand_there_do_not_pass(quote: str) -> None:
    assert GATE.admit(Proposal("removal", "model", quote=quote, person="p1")) is None


def test_offsets_outside_the_text_do_not_pass() -> None:
    for place in ((-1, 5), (5, 5), (9, 4), (0, len(TEXT) + 1)):
        assert GATE.admit(Proposal("removal", "model", place=place, person="p1")) is None


def test_an_ambiguous_quote_is_reported() -> None:
    claim = GATE.admit(Proposal("removal", "model", quote="He was deported", person="p1"))
    assert claim is not None
    assert claim.tier is Tier.TO_READ
    assert "these words stand in 2 places" in claim.reasons
    near = GATE.admit(Proposal("removal", "model", quote="He was deported", near=len(TEXT), person="p1"))
    assert near is not None
    assert near.tier is Tier.SUGGESTED
    assert near.trigger.start == TEXT.rindex("He was deported")


def test_a_label_needs_a_stem_in_its_quote() -> None:
    claim = GATE.admit(Proposal("status_granted", "model", quote="deported to China", person="p1"))
    assert claim is not None
    assert claim.tier is Tier.TO_READ


def test_a_negation_vetoes_an_affirmed_claim_and_a_conditional_an_asserted_one() -> None:
    denied = GATE.admit(Proposal("removal", "model", quote="wasn't deported", person="p1"))
    assert denied is not None
    assert (denied.tier, denied.modality) == (Tier.TO_READ, Modality.FEARED)
    agreed = GATE.admit(Proposal("removal", "model", quote="wasn't deported", person="p1", polarity=Polarity.NEGATED))
    assert agreed is not None
    assert agreed.tier is Tier.SUGGESTED
    gate = Gate(report("If he is deported he could die."), EN)
    feared = gate.admit(Proposal("removal", "model", quote="If he is deported", person="p1"))
    assert feared is not None
    assert feared.tier is Tier.TO_READ


def test_nobody_is_never_suggested() -> None:
    claim = GATE.admit(Proposal("removal", "model", quote="deported to China"))
    assert claim is not None
    assert claim.tier is Tier.TO_READ


hostile = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("“”\"'‘’«»„ \n\t.,-–\x00\u202e\u0301\ue000\ue001§"), st.sampled_from("ABcdé")
    ),
    max_size=300,
)
words = st.sampled_from(
    ["Dauren", "Seitqali", "was", "not", "deported", "to", "China", "he", "“", "”", "asylum", "refused", "said", "if",
     "2019", "May", ",", ".", "\n\n", "his", "wife", "the", "pair", "and", "who", "I", "my", "\ud800", "\x00"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(hostile, st.lists(words, max_size=120).map(" ".join)))
def test_no_text_however_hostile_yields_a_claim_whose_quote_is_not_there(text: str) -> None:
    reading = read(report(text), KNOWLEDGE)
    for claim in reading.claims:
        assert claim.trigger.holds(text)
        assert claim.subject is None or claim.subject.holds(text)
    for mention in reading.mentions:
        assert mention.span.holds(text)


@settings(max_examples=150, deadline=None)
@given(hostile, hostile)
def test_what_the_gate_finds_is_what_was_quoted(text: str, quote: str) -> None:
    place, _ = Gate(report(text), EN).find(quote)
    if place is not None:
        assert fold(quote).text.strip() in fold(text[place[0] : place[1]]).text
