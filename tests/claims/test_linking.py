"""Who an event happened to."""

import pytest

from tests.claims.tools import suggested, who

CASES = [
    ("Dauren Seitqali was deported to China.", "removal", "Dauren Seitqali"),
    ("Police in Almaty deported Dauren Seitqali on Monday.", "removal", "Dauren Seitqali"),
    ("Officers handed Dauren Seitqali over to China in May.", "removal", "Dauren Seitqali"),
    ("Poland refused to grant asylum to Dauren Seitqali.", "asylum_refusal", "Dauren Seitqali"),
    ("Dauren Seitqali, a baker who had signed nothing at all, was arrested.", "arrest", "Dauren Seitqali"),
    ("Dauren Seitqali was arrested, beaten and convicted of theft.", "conviction", "Dauren Seitqali"),
    ("Dauren Seitqali lost. In 2020 a court rejected his asylum claim.", "asylum_refusal", "Dauren Seitqali"),
    ("Locked up since March, Dauren Seitqali faces deportation.", "removal", "Dauren Seitqali"),
    ("The court annulled the deportation order against Dauren Seitqali.", "removal_declined", "Dauren Seitqali"),
    ("China has requested Dauren Seitqali's extradition.", "extradition_request", "Dauren Seitqali"),
    ("Dauren Seitqali came in May. His lawyer appealed against the refusal.", "appeal", "Dauren Seitqali"),
]


@pytest.mark.parametrize(("text", "event", "name"), CASES)
def test_the_event_is_given_to_the_one_it_happened_to(text: str, event: str, name: str) -> None:
    assert who(text, event) == {name}


def test_a_comparison_clause_is_not_credited_to_the_subject_of_the_sentence() -> None:
    text = (
        "Dauren Seitqali did not file for asylum, since he had heard of Aygul Omarqyzy, another ethnic Kazakh who was "
        "denied asylum and deported back to China."
    )
    assert who(text, "asylum_refusal") == {"Aygul Omarqyzy"}
    assert who(text, "removal") == {"Aygul Omarqyzy"}


def test_somebody_who_is_not_named_is_not_the_one_named_before() -> None:
    text = "Dauren Seitqali waits. Another Kazakh was deported. His wife was arrested in May. Many have fled China."
    assert suggested(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Up to 3 million people were detained in camps in 2018, Dauren Seitqali said.",
        "Refugees will be deported, said lawyer Annika Solberg.",
        "Lawyer Annika Solberg was fined in May.",
        "The power to deport Dauren Seitqali lies with the minister.",
    ],
)
def test_groups_lawyers_and_bare_infinitives_give_no_suggested_claim(text: str) -> None:
    assert suggested(text) == []


def test_a_claim_about_two_is_made_once_for_each() -> None:
    text = "Yonas Tesfaldet and his sister Ruta Tesfaldet fled Eritrea in 2015. Both were granted asylum in 2018."
    assert who(text, "flight") == {"Yonas Tesfaldet", "Ruta Tesfaldet"}
    assert who(text, "status_granted") == {"Yonas Tesfaldet", "Ruta Tesfaldet"}


def test_a_link_is_never_silent() -> None:
    claim = suggested("Dauren Seitqali fled in 2019. He was granted asylum in 2021.", "status_granted")[0]
    assert claim.linked == "subject"
    assert claim.subject is not None
    assert claim.subject.quote == "He"
    assert claim.person_as_written == "He"
    assert claim.date == "2021"


def test_his_wife_is_the_wife_and_her_husband_is_he() -> None:
    text = "Dauren Seitqali fled with his wife Aygul in 2019. Her husband was deported in May. His wife was released."
    assert who(text, "removal") == {"Dauren Seitqali"}
    assert who(text, "release") == {"Aygul"}


def test_the_label_and_the_attributes_come_from_the_words() -> None:
    text = "On 23 December 2019 Dauren Seitqali was given a suspended 6-month sentence by a town court."
    claim = suggested(text, "conviction")[0]
    assert dict(claim.attributes) == {"sentence_months": 6, "suspended": True}
    assert claim.date == "2019-12-23"
    text = "Dauren Seitqali was sentenced to two years and six months in prison."
    assert dict(suggested(text, "conviction")[0].attributes) == {"sentence_months": 30}


def test_a_certificate_is_no_refugee_status() -> None:
    text = "On 25 December 2019 the office gave Dauren Seitqali a certificate of “asylum seeker,” for three months."
    claims = suggested(text)
    assert [(claim.event, claim.attribute("status")) for claim in claims] == [("asylum_registration", "asylum_seeker")]
