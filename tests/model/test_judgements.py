"""Judgements hold until they are taken back, and can be asked for any past moment."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from asyl.model import JudgedClaim, Judgement, JudgementKind, Span, live

START = datetime(2026, 1, 1, tzinfo=UTC)
ABOUT = JudgedClaim("d" * 64, "1", Span("r1", 0, 5, "words"), None, "flight", "Samat", "affirmed", "asserted", None)

hours = st.integers(0, 1000)


def judgement(number: int, at: int, retracted: int | None) -> Judgement:
    moment = START + timedelta(hours=at)
    taken_back = None if retracted is None else moment + timedelta(hours=retracted)
    return Judgement(f"j{number}", JudgementKind.CONFIRM, ABOUT, "owner", moment, "seen", taken_back)


rows = st.lists(st.tuples(hours, st.none() | hours), max_size=12).map(
    lambda items: [judgement(number, *item) for number, item in enumerate(items)]
)


@given(rows, st.randoms())
def test_order_of_input_does_not_matter(items: list[Judgement], random: object) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert live(items) == live(shuffled)


@given(rows, hours)
def test_a_past_moment_sees_what_held_then(items: list[Judgement], hour: int) -> None:
    moment = START + timedelta(hours=hour)
    for item in live(items, moment):
        assert item.at <= moment
        assert item.retracted is None or item.retracted > moment


@given(rows)
def test_now_sees_what_was_never_taken_back(items: list[Judgement]) -> None:
    assert {item.id for item in live(items)} == {item.id for item in items if item.retracted is None}
