"""Training: the corpus is well formed, marks are laid on clauses, the same corpus gives the same bytes."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("pycrfsuite")

from asyl.knowledge import own_knowledge
from train.corpus import ROOT, load_part, part_names
from train.fit import fit
from train.pairs import gold_candidates
from train.phrases import load_phrases, parse
from train.weights import write


@pytest.mark.parametrize("part", part_names())
def test_every_quote_of_the_corpus_stands_in_its_report(part: str) -> None:
    gold = json.loads((ROOT / part / "gold.json").read_text(encoding="utf-8"))
    people = {person["id"] for person in gold["people"]}
    texts = {
        item["id"]: (ROOT / part / "reports" / f"{item['id']}.txt").read_text(encoding="utf-8")
        for item in gold["reports"]
    }
    for claim in gold["claims"]:
        assert texts[claim["report"]][claim["start"] : claim["end"]] == claim["quote"]
        assert claim["person"] in people
        assert claim["event"] in own_knowledge().events


def test_phrases_name_known_events() -> None:
    for sample in load_phrases("en", own_knowledge()):
        for claim in sample.claims:
            assert claim["event"] in own_knowledge().events


def test_a_phrase_is_parsed() -> None:
    text, claims = parse("[arrest?|He may be seized], they say.")
    assert text == "He may be seized, they say."
    assert (claims[0]["start"], claims[0]["end"], claims[0]["modality"], claims[0]["polarity"]) == (
        0,
        16,
        "feared",
        "affirmed",
    )


def test_nearly_every_gold_claim_is_laid_on_a_clause() -> None:
    samples = load_part("europe", own_knowledge())
    wanted = sum(len({(claim["start"], claim["event"]) for claim in sample.claims}) for sample in samples)
    assert sum(len(gold_candidates(sample)) for sample in samples) > 0.9 * wanted


def test_fitting_twice_gives_the_same_bytes(tmp_path) -> None:  # type: ignore[no-untyped-def]
    samples = [([["w=deported", "any"], ["w=tea", "any"]], ["removal", "O"]), ([["w=tea", "any"]], ["O"])] * 8
    one = [file.read_bytes() for file in write({"m": fit(samples, l1=0.01, l2=0.1)}, tmp_path / "one")]
    two = [file.read_bytes() for file in write({"m": fit(samples, l1=0.01, l2=0.1)}, tmp_path / "two")]
    assert one == two
    assert json.loads(one[0])["labels"] == ["O", "removal"]
