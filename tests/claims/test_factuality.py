"""Polarity, modality and attribution."""

import pytest

from asyl.model import Modality, Polarity
from tests.claims.tools import suggested

A, N = Polarity.AFFIRMED, Polarity.NEGATED
CASES = [
    ("Dauren Seitqali was deported in May.", A, Modality.ASSERTED),
    ("Dauren Seitqali was not deported.", N, Modality.ASSERTED),
    ("Dauren Seitqali has never been deported.", N, Modality.ASSERTED),
    ("Dauren Seitqali will be deported.", A, Modality.PLANNED),
    ("Dauren Seitqali will not be deported.", N, Modality.PLANNED),
    ("Dauren Seitqali is due to be deported on Monday.", A, Modality.PLANNED),
    ("Dauren Seitqali was to be deported in May.", A, Modality.PLANNED),
    ("Dauren Seitqali may be deported.", A, Modality.FEARED),
    ("Dauren Seitqali could be deported at any time.", A, Modality.FEARED),
    ("Dauren Seitqali fears being deported.", A, Modality.FEARED),
    ("If Dauren Seitqali is deported, nobody will know.", A, Modality.FEARED),
    ("Dauren Seitqali faces deportation.", A, Modality.FEARED),
    ("Dauren Seitqali was deported, his wife said.", A, Modality.ATTRIBUTED),
    ("According to the embassy, Dauren Seitqali was deported.", A, Modality.ATTRIBUTED),
    ("“Dauren Seitqali was deported in May,” said Annika Solberg.", A, Modality.ATTRIBUTED),
    ("Dauren Seitqali was deported, some wrote. He was not.", N, Modality.ASSERTED),
    ("It is untrue that Dauren Seitqali was deported.", N, Modality.ASSERTED),
    ("Dauren Seitqali was arrested and could be jailed or deported.", A, Modality.FEARED),
]


@pytest.mark.parametrize(("text", "polarity", "modality"), CASES)
def test_what_the_clause_makes_of_the_event(text: str, polarity: Polarity, modality: Modality) -> None:
    found = [(claim.polarity, claim.modality) for claim in suggested(text, "removal")]
    assert found == [(polarity, modality)]


def test_a_day_after_publication_is_planned() -> None:
    assert suggested("Dauren Seitqali flies to Oslo on 3 July 2024.")[0].modality is Modality.PLANNED


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Annika Solberg, his lawyer, said Dauren Seitqali was deported in May.", "Annika Solberg"),
        ("«Dauren Seitqali was deported in May», said Annika Solberg.", "Annika Solberg"),
        ("‘Dauren Seitqali was deported in May,’ said Annika Solberg.", "Annika Solberg"),
        ("„Dauren Seitqali was deported in May“, said Annika Solberg.", "Annika Solberg"),
        ('Annika Solberg was clear. "Dauren Seitqali was deported in May," she said.', "Annika Solberg"),
        ("According to the Oslo court, Dauren Seitqali was deported in May.", "the Oslo court"),
        ("Dauren Seitqali was tortured there, he says.", "Dauren Seitqali"),
        ("Dauren Seitqali claims to have been tortured.", "Dauren Seitqali"),
    ],
)
def test_the_speaker_is_the_one_whose_word_it_is(text: str, speaker: str) -> None:
    claims = suggested(text)
    assert {claim.speaker for claim in claims if claim.event in ("removal", "torture")} == {speaker}
    assert all(claim.modality is Modality.ATTRIBUTED for claim in claims)


def test_the_one_who_says_i_is_the_speaker_of_the_quotation() -> None:
    text = "Dauren Seitqali fled in 2019. “I was tortured for two days,” Seitqali told reporters."
    claim = suggested(text, "torture")[0]
    assert (claim.speaker, claim.person, claim.linked) == ("Dauren Seitqali", "p1", "subject")


def test_the_turns_of_a_transcript_belong_to_their_labels() -> None:
    text = "\n\n".join(
        ["With us: Dauren Seitqali. Host: Berit Halvorsen.", "HALVORSEN: And then?", "SEITQALI: I was arrested.",
         "HALVORSEN: When?", "SEITQALI: In May 2019 I was released."]
    )  # fmt: skip
    claims = suggested(text)
    assert {(claim.event, claim.speaker) for claim in claims} == {
        ("arrest", "Dauren Seitqali"),
        ("release", "Dauren Seitqali"),
    }
