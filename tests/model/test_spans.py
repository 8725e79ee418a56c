"""Spans and claims: nothing stands without its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyl.model import Claim, Modality, Polarity, QuoteNotThere, Span, Tier, anchor

TEXT = "Samat fled in May. His brother stayed. Samat fled in May, a friend confirmed."


def claim(text: str, span: Span) -> Claim:
    return Claim(text, span, "flight", "m1", "Samat", Polarity.AFFIRMED, Modality.ASSERTED, Tier.SUGGESTED, "test")


@given(st.text(max_size=80), st.integers(-3, 90), st.integers(-3, 90))
def test_a_span_is_made_only_of_words_that_stand_there(text: str, start: int, end: int) -> None:
    try:
        span = Span.at("r1", text, start, end)
    except QuoteNotThere:
        assert not 0 <= start < end <= len(text)
    else:
        assert text[span.start : span.end] == span.quote != ""


@given(st.text(min_size=1, max_size=60), st.text(max_size=60))
def test_a_claim_is_not_made_over_a_text_that_lacks_its_words(text: str, other: str) -> None:
    span = Span.at("r1", text, 0, len(text))
    assert claim(text, span).quote == text
    if other[: len(text)] != text:
        with pytest.raises(QuoteNotThere):
            claim(other, span)


def test_a_claim_checks_every_role() -> None:
    span = Span.at("r1", TEXT, 0, 10)
    foreign = Span("r1", 0, 5, "Aidar")
    with pytest.raises(QuoteNotThere, match="Aidar"):
        Claim(
            TEXT,
            span,
            "flight",
            "m1",
            "Samat",
            Polarity.AFFIRMED,
            Modality.ASSERTED,
            Tier.SUGGESTED,
            "test",
            subject=foreign,
        )


def test_claim_ids_tell_readings_apart_and_hold_no_name() -> None:
    one = claim(TEXT, Span.at("r1", TEXT, 0, 10))
    assert one.id == claim(TEXT, Span.at("r1", TEXT, 0, 10)).id
    assert one.id != claim(TEXT, Span.at("r1", TEXT, 0, 17)).id
    assert "amat" not in one.id


def test_words_are_found_again_after_text_moved() -> None:
    span = Span.at("r1", TEXT, 19, 37)
    moved = "A new first line.\n" + TEXT
    place = anchor(moved, span)
    assert place is not None
    assert moved[place[0] : place[1]] == span.quote


def test_words_that_stand_twice_are_told_apart_by_what_is_around_them() -> None:
    second = TEXT.rindex("Samat fled")
    span = Span.at("r1", TEXT, second, second + 10)
    moved = "Correction. " + TEXT
    assert anchor(moved, span) == (second + 12, second + 22)


@pytest.mark.parametrize("text", ["", "Nothing of it is left.", "Samat fled Samat fled"])
def test_words_that_are_gone_or_cannot_be_told_apart_are_not_guessed(text: str) -> None:
    span = Span("r1", 5, 15, "Samat fled")
    assert anchor(text, span) is None


@given(st.text(max_size=50), st.text(min_size=1, max_size=20), st.text(max_size=50))
def test_anchor_only_returns_places_where_the_words_stand(before: str, quote: str, after: str) -> None:
    text = before + quote + after
    span = Span.at("r1", text, len(before), len(before) + len(quote))
    shifted = "x" + text
    place = anchor(shifted, span)
    assert place is None or shifted[place[0] : place[1]] == quote
