"""Why a claim was made: the rule's own words, or the learned reader's signs."""

from __future__ import annotations

from dataclasses import replace

from asyl.claims import read, why
from asyl.knowledge import own_knowledge
from asyl.model import Claim, DateBasis, Report

KNOWLEDGE = own_knowledge()
ENGLISH = KNOWLEDGE.languages["en"]
TEXT = "Samira Yusufi was deported to Kabul on Tuesday."


def claims(text: str) -> list[Claim]:
    report = Report("r1", "0" * 64, text, "1", "en", (), published="2021-05-04", published_basis=DateBasis.STATED)
    return list(read(report, KNOWLEDGE).claims)


def test_a_rule_is_named_by_its_words() -> None:
    claim = next(one for one in claims(TEXT) if one.method == "rules")
    found = why(claim, ENGLISH)
    assert found.rule in {pattern.words for pattern in ENGLISH.patterns if pattern.event == claim.event}
    assert found.chance is None
    assert found.signs == ()


def test_a_learned_claim_names_its_signs_loudest_first() -> None:
    text = "Samira Yusufi lived in Herat. She was pinned to the wall and hit with a cable until she fainted."
    claim = next(one for one in claims(text) if one.method == "learned")
    found = why(claim, ENGLISH)
    assert found.rule == ""
    assert found.chance is not None
    assert 0 < found.chance <= 1
    assert found.signs
    assert [weight for _, weight in found.signs] == sorted((weight for _, weight in found.signs), reverse=True)


def test_a_pattern_that_the_pack_does_not_hold_has_no_words() -> None:
    claim = next(one for one in claims(TEXT) if one.method == "rules")
    odd = replace(claim, text=TEXT, reasons=("pattern 999999", "cue would"))
    assert why(odd, ENGLISH).rule == ""
    assert why(odd, ENGLISH).notes == ("cue would",)
