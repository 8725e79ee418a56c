"""Grave events are shown to be read, not suggested, where the one they happened to is a guess."""

import pytest

from asyl.claims import read
from asyl.model import Tier
from tests.claims.tools import KNOWLEDGE, report, suggested, who

MALIK = "Malik Barmaki, 34, is a baker from Herat. "


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (MALIK + "He met Timur Qosimi, 30, in Van. He was deported to Kabul in May.", "removal"),
        (MALIK + "Contrary to a caption, Malik Barmaki was deported in May.", "removal"),
        (MALIK + "The article was in error. Malik Barmaki was granted asylum.", "status_granted"),
        (MALIK + "The bombing killed his cousins.", "death"),
        (MALIK + "\n\nDeported in May.", "removal"),
        (MALIK + "The family fears that Malik Barmaki was deported.", "removal"),
    ],
)
def test_a_doubtful_grave_event_is_to_read(text: str, event: str) -> None:
    assert not suggested(text, event)
    found = read(report(text), KNOWLEDGE).claims
    assert any(claim.tier is Tier.TO_READ for claim in found)


def test_a_plain_one_is_suggested() -> None:
    assert who(MALIK + "Malik Barmaki was deported to Kabul on 6 May 2021.", "removal") == {"Malik Barmaki"}
    assert who(MALIK + "He was deported to Kabul on 6 May 2021.", "removal") == {"Malik Barmaki"}


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("was granted residence in Sweden", "permanent_resident"),
        ("was given the right of residence", "permanent_resident"),
        ("was granted permanent residence", "permanent_resident"),
        ("received a one-year residence permit", "stay_allowed"),
        ("was granted a humanitarian residence permit", "stay_allowed"),
    ],
)
def test_residence_is_what_the_words_say(words: str, status: str) -> None:
    (claim,) = suggested(f"Malik Barmaki {words}.", "residence_granted")
    assert dict(claim.attributes)["status"] == status


def test_a_date_in_a_relative_clause_is_the_later_verbs() -> None:
    text = "Malik Barmaki, who was granted refugee status, had emigrated to Norway in 2015."
    assert [claim.date for claim in suggested(text, "status_granted")] == [None]
    assert [claim.date for claim in suggested(text, "move")] == ["2015"]
