"""What asyl must get right on the two real reports it all began with.

Their texts and names stay outside the repository: expectations and reports are read from the shared folder, and these
tests are skipped where it is not.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Json = dict[str, Any]
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

pytestmark = pytest.mark.skipif(
    not (SEEDS / "expect.json").is_file(), reason="the seed reports are not beside this checkout"
)


@pytest.fixture(scope="module")
def expect() -> Json:
    loaded: Json = json.loads((SEEDS / "expect.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Json:
    register = tmp_path_factory.mktemp("seeds") / "register"
    paths = [str(path) for path in sorted(SEEDS.glob("*.txt"))]
    command = [sys.executable, "-m", "asyl", "read", "--register", str(register), "--json", *paths]
    done = subprocess.run(command, capture_output=True, check=True)
    loaded: Json = json.loads(done.stdout)
    return loaded


def number(out: Json, report: str) -> str:
    """The seed's own number (the stem's first three characters) of a report id."""
    return next(Path(r["path"]).name[:3] for r in out["reports"] if r["id"] == report)


def report_id(out: Json, seed: str) -> str:
    return next(str(r["id"]) for r in out["reports"] if Path(r["path"]).name.startswith(seed))


@pytest.fixture(scope="module")
def person(out: Json) -> Callable[[str], str]:
    def find(name: str) -> str:
        ids = [p["id"] for p in out["people"] if any(name in n.split() for n in p["names"])]
        assert len(ids) == 1, f"{len(ids)} people carry one name"
        return str(ids[0])

    return find


def happened(claim: Json) -> bool:
    return (
        claim["polarity"] == "affirmed"
        and claim["modality"] in ("asserted", "attributed")
        and claim["tier"] == "suggested"
    )


def test_heads(out: Json, expect: Json) -> None:
    for seed, wanted in expect["reports"].items():
        found = next(r for r in out["reports"] if r["id"] == report_id(out, seed))
        for key, value in wanted.items():
            assert found[key] == value, (seed, key)


def test_named_source_is_not_retrieved(out: Json, expect: Json) -> None:
    for seed, name in expect["not_retrieved_source"].items():
        names = [
            link["source_name"]
            for link in out["lineage"]
            if link["report"] == report_id(out, seed) and link["source"] is None
        ]
        assert name in names


def test_shared_passages(out: Json, expect: Json) -> None:
    texts = {
        path.name[:3]: path.read_text(encoding="utf-8").replace("\u00a0", " ") for path in sorted(SEEDS.glob("*.txt"))
    }
    for wanted in expect["shared_passages"]:
        covered = []
        for link in out["lineage"]:
            if link["source"] is None:
                continue
            ends = (number(out, link["report"]), number(out, link["source"]))
            if set(ends) == set(wanted["between"]):
                for span in link["spans"]:
                    here = " ".join(texts[ends[0]][span["start"] : span["end"]].split())
                    there = " ".join(texts[ends[1]][span["source_start"] : span["source_end"]].split())
                    covered.append((here, there))
        assert any(wanted["contains"] in here for here, _ in covered), wanted["contains"]


def test_facts(out: Json, expect: Json, person: Callable[[str], str]) -> None:
    claims = {claim["id"]: claim for claim in out["claims"]}
    for wanted in expect["facts"]:
        events = wanted["event"] if isinstance(wanted["event"], list) else [wanted["event"]]
        who = person(wanted["person"])
        found = [
            fact
            for fact in out["facts"]
            if fact["person"] == who and fact["event"] in events and fact["date"] == wanted["date"]
        ]
        assert found, wanted
        for key in ("origins",):
            if key in wanted:
                assert any(fact[key] == wanted[key] for fact in found), (wanted, found)
        if "reports" in wanted:
            assert any(len(fact["reports"]) == wanted["reports"] for fact in found), (wanted, found)
        attributes = [claims[c]["attributes"] for fact in found for c in fact["claims"]]
        for key, value in wanted.get("attributes", {}).items():
            assert any(a.get(key) == value for a in attributes), (wanted, attributes)


def test_status(out: Json, expect: Json, person: Callable[[str], str]) -> None:
    for wanted in expect["status"]:
        entries = [
            s for s in out["status"] if s["person"] == person(wanted["person"]) and s["as_of"] <= wanted["as_of"]
        ]
        latest = max(entries, key=lambda s: s["as_of"])
        assert latest["status"] == wanted["status"], (wanted, entries)


def test_overstatements(out: Json, expect: Json, person: Callable[[str], str]) -> None:
    for wanted in expect["overstatements"]:
        claimed = wanted["claimed"] if isinstance(wanted["claimed"], list) else [wanted["claimed"]]
        found = [
            item
            for item in out["overstatements"]
            if item["report"] == report_id(out, wanted["report"])
            and item["person"] == person(wanted["person"])
            and item["claimed_status"] in claimed
        ]
        assert found, (wanted, out["overstatements"])
        assert all(item["proven_status"] == wanted["proven"] for item in found)


def test_added_by_the_rereport(out: Json, expect: Json, person: Callable[[str], str]) -> None:
    for wanted in expect["added_by_rereport"]:
        carriers = {
            number(out, claim["report"])
            for claim in out["claims"]
            if claim["person"] == person(wanted["person"]) and claim["event"] == wanted["event"] and happened(claim)
        }
        assert carriers == {wanted["report"]}, wanted


def test_what_nobody_says_is_not_claimed(out: Json, expect: Json, person: Callable[[str], str]) -> None:
    overstated = {item["claim"] for item in out["overstatements"]}
    for wanted in expect["must_not_be_claimed"]:
        for claim in out["claims"]:
            if claim["person"] == person(wanted["person"]) and claim["event"] in wanted["events"] and happened(claim):
                assert claim["id"] in overstated, claim


def test_who_is_not_protected(out: Json, expect: Json) -> None:
    for name in expect["not_protected"]:
        for found in out["people"]:
            if any(name in written for written in found["names"]):
                assert not found["protected"], name


def test_no_claims_from_the_rest_of_the_page(out: Json, expect: Json) -> None:
    texts = {path.name[:3]: path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))}
    for words in expect["no_claims_from"]:
        for claim in out["claims"]:
            if claim["person"] is None:
                continue  # a sentence to read, about nobody
            assert words not in claim["quote"], claim
            text = texts[number(out, claim["report"])]
            line = text[text.rfind("\n", 0, claim["start"]) + 1 : claim["end"]]
            assert words not in line, claim
