"""A language without a pack: nothing is said of anybody, some sentences are shown to be read."""

import pytest

from asyl.claims import read
from asyl.model import Tier
from tests.claims.tools import KNOWLEDGE, report

GERMAN = "Malik Barmaki beantragte 2019 in Wien Asyl. Es regnet. Er wurde nicht abgeschoben."


@pytest.mark.parametrize("language", ["de", "und", "zz"])
def test_only_sentences_to_read(language: str) -> None:
    reading = read(report(GERMAN, language=language), KNOWLEDGE)
    assert reading.mentions == ()
    assert [claim.trigger.quote for claim in reading.claims] == [
        "Malik Barmaki beantragte 2019 in Wien Asyl.",
        "Er wurde nicht abgeschoben.",
    ]
    assert {(claim.tier, claim.person) for claim in reading.claims} == {(Tier.TO_READ, None)}
