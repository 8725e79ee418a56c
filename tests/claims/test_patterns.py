"""The pattern mini-language, and a language that a user adds."""

from pathlib import Path

import pytest

from asyl.claims import read
from asyl.claims.inflect import forms
from asyl.claims.patterns import compile_rule
from asyl.knowledge import load_knowledge
from asyl.model import KnowledgeProblem, Pattern, Tier
from tests.claims.tools import KNOWLEDGE, report

EN = KNOWLEDGE.languages["en"]


@pytest.mark.parametrize(
    ("verb", "irregular", "expected"),
    [
        ("deport", {}, "deport deports deported deporting"),
        ("deny", {}, "deny denies denied denying"),
        ("free", {}, "free frees freed freeing"),
        ("die", {}, "die dies died dying"),
        ("take", {"take": "took taken taking"}, "take takes took taken taking"),
        ("burn", {"burn": "burned/burnt burned/burnt"}, "burn burns burned burnt burning"),
    ],
)
def test_the_forms_of_a_verb(verb: str, irregular: dict[str, str], expected: str) -> None:
    assert set(forms(verb, irregular)) == set(expected.split())


@pytest.mark.parametrize(
    ("words", "line", "found"),
    [
        ("+hand @? over", " they handed him over to china . ", "handed him over "),
        ("+hand @? over", " he was handed over . ", "handed over "),
        ("+order ..2 to leave", " he was ordered not to leave . ", "ordered not to leave "),
        ("claim ..2 rejected", " the claim was rejected . ", None),
        ("claim ~2 rejected", " the claim was rejected . ", "claim was rejected "),
        ("stay/set_aside", " it was set aside . ", "set aside "),
        ("+charge.ed with", " he charges with care . ", None),
        ("^ !released", " released in may . ", "released "),
        ("^ !released", " he was released in may . ", None),
        ("red? notice", " a notice . ", "notice "),
    ],
)
def test_what_a_pattern_matches(words: str, line: str, found: str | None) -> None:
    hit = compile_rule(1, Pattern("removal", words), EN).regex.search(line)
    assert (hit and hit[0]) == found


@pytest.mark.parametrize("words", ["@ ..3", "<nothing_of_the_kind> x", "a//b", "+go.xyz", "word?"])
def test_a_pattern_that_is_not_well_formed_is_named(words: str) -> None:
    with pytest.raises(KnowledgeProblem, match=r"pattern 7"):
        compile_rule(7, Pattern("removal", words), EN)


def test_every_pattern_of_every_pack_compiles() -> None:
    for language in KNOWLEDGE.languages.values():
        for number, pattern in enumerate(language.patterns, 1):
            assert compile_rule(number, pattern, language).anchors


def test_a_user_adds_a_language_without_touching_python(tmp_path: Path) -> None:
    pack = tmp_path / "languages" / "xx"
    pack.mkdir(parents=True)
    (pack / "language.toml").write_text('name = "Xish"\n')
    (pack / "words.toml").write_text('be = ["vos"]\nnegators = ["nen"]\nprepositions = ["ul"]\n')
    (pack / "maps.toml").write_text(
        '[irregular]\ndeport = "deportek deportat"\n[stem_events]\nasyl = "asylum_application"\n'
    )
    (pack / "patterns.toml").write_text('pattern = [{ event = "removal", words = "+deport" }]\n')
    knowledge = load_knowledge(tmp_path)
    text = "Dauren Seitqali vos deportat ul Kitai. Dauren Seitqali vos nen deportat. Asylo ul Kitai."
    claims = read(report(text, language="xx"), knowledge).claims
    shown = [(claim.event, claim.polarity.value, claim.tier) for claim in claims]
    assert ("removal", "affirmed", Tier.SUGGESTED) in shown
    assert ("removal", "negated", Tier.SUGGESTED) in shown
    assert ("asylum_application", "affirmed", Tier.TO_READ) in shown
