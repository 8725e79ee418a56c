"""The main job and every command around it, as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.story import FIRST, Asyl


def test_read_prints_a_case_file_that_counts_copies_as_copies(asyl: Asyl, story: Path) -> None:
    done = asyl("read", story)
    assert done.returncode == 0, done.stderr
    assert "Toktar Sagidulla" in done.stdout
    assert "2 reports read" in done.stderr
    assert "Traceback" not in done.stderr
    flight = next(line for line in done.stdout.splitlines() if "2020-11-09" in line)
    assert flight.split("flees")[1].split()[-3:-1] != []
    assert "asylum seeker" in done.stdout


def test_json_is_one_object_and_nothing_else(asyl: Asyl, story: Path) -> None:
    done = asyl("read", "--json", story)
    out = json.loads(done.stdout)
    assert out["asyl"]["format"] == 1
    assert {Path(r["path"]).stem for r in out["reports"]} == {"courier", "gazette"}
    texts = {r["id"]: Path(r["path"]).read_text(encoding="utf-8") for r in out["reports"]}
    for claim in out["claims"]:
        assert texts[claim["report"]][claim["start"] : claim["end"]] == claim["quote"]
    for person in out["people"]:
        for mention in person["mentions"]:
            assert texts[mention["report"]][mention["start"] : mention["end"]].strip()


def test_one_origin_for_a_fact_in_two_reports_and_the_overstatement_is_shown(asyl: Asyl, story: Path) -> None:
    out = json.loads(asyl("read", "--json", story).stdout)
    person = next(p for p in out["people"] if "Toktar Sagidulla" in p["names"])
    assert person["protected"]
    application = next(f for f in out["facts"] if f["person"] == person["id"] and f["event"] == "asylum_application")
    assert len(application["reports"]) == 2
    assert application["origins"] == 1
    said = [o for o in out["overstatements"] if o["person"] == person["id"]]
    assert {(o["claimed_status"], o["proven_status"]) for o in said} == {("refugee", "asylum_seeker")}
    latest = max((s for s in out["status"] if s["person"] == person["id"]), key=lambda s: s["as_of"])
    assert latest["status"] == "asylum_seeker"


def test_the_same_bytes_twice_add_nothing(asyl: Asyl, story: Path) -> None:
    first = json.loads(asyl("read", "--json", story).stdout)
    again = asyl("read", "--json", story)
    assert "0 reports read" in again.stderr
    assert "2 already there" in again.stderr
    assert json.loads(again.stdout) == first


def test_rebuild_gives_identical_json(asyl: Asyl, story: Path) -> None:
    asyl("read", story)
    before = asyl("export").stdout
    assert asyl("rebuild").returncode == 0
    assert asyl("export").stdout == before != ""


def test_a_changed_page_is_a_new_version_linked_to_the_old(asyl: Asyl, story: Path) -> None:
    asyl("read", story)
    (story / "courier.txt").write_text(FIRST.replace("five months", "eight months"), encoding="utf-8")
    done = asyl("read", "--json", story)
    out = json.loads(done.stdout)
    assert "1 new version" in done.stderr
    newer = next(r for r in out["reports"] if r["replaces"])
    assert asyl("text", newer["replaces"]).stdout == FIRST
    months = {c["attributes"].get("sentence_months") for c in out["claims"] if c["event"] == "conviction"}
    assert 8 in months


def test_case_people_trace_text(asyl: Asyl, story: Path) -> None:
    asyl("read", story)
    case = asyl("case", "sagidulla", "--quotes")
    assert "Toktar Sagidulla" in case.stdout
    assert '"' in case.stdout
    assert "Toktar Sagidulla" in asyl("people").stdout
    trace = asyl("trace", "gazette")
    assert "courier" in trace.stdout
    assert "names it" in trace.stdout
    assert asyl("text", "courier").stdout == FIRST


def test_as_of_shows_an_earlier_state(asyl: Asyl, story: Path) -> None:
    asyl("read", story)
    early = json.loads(asyl("export", "--as-of", "2020-11-25").stdout)
    statuses = {s["as_of"]: s["status"] for s in early["status"]}
    assert statuses["2020-11-25"] == "applicant"


def test_confirmed_only_counts_nothing_that_nobody_confirmed(asyl: Asyl, story: Path) -> None:
    asyl("read", story)
    out = json.loads(asyl("export", "--confirmed-only").stdout)
    assert out["facts"] == []
    assert all(person["joined_by"] != "machine" for person in out["people"])


def test_output_writes_a_new_file_and_overwrites_none(asyl: Asyl, story: Path, tmp_path: Path) -> None:
    asyl("read", story)
    target = tmp_path / "out.json"
    assert asyl("export", "--output", target).returncode == 0
    written = target.read_bytes()
    assert json.loads(written)["reports"]
    again = asyl("export", "--output", target)
    assert again.returncode == 2
    assert "not overwritten" in again.stderr
    assert target.read_bytes() == written


@pytest.mark.parametrize("name", ["Nobody Known", ""])
def test_an_unknown_person_is_said_to_be_unknown(asyl: Asyl, story: Path, name: str) -> None:
    asyl("read", story)
    done = asyl("case", name)
    assert done.returncode == 2
    assert done.stderr.startswith("asyl: ")
    assert "Traceback" not in done.stderr


def test_knowledge_of_ones_own_counts_without_touching_python(asyl: Asyl, story: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "outlets.toml").write_text(
        """
[[outlet]]
name = "Steppe Courier"
family = "steppe"
kind = "newspaper"
source = "its imprint"

[[outlet]]
name = "Border Gazette"
family = "steppe"
kind = "newspaper"
source = "its imprint"
""",
        encoding="utf-8",
    )
    assert asyl("--knowledge", own, "read", story).returncode == 0
    (own / "outlets.toml").write_text('[[outlet]]\nname = "Steppe Courier"\n', encoding="utf-8")
    broken = asyl("--knowledge", own, "read", story)
    assert broken.returncode == 2
    assert "outlets.toml, outlet 1" in broken.stderr
    missing = asyl("--knowledge", tmp_path / "nowhere", "people")
    assert missing.returncode == 2
    assert "no folder" in missing.stderr


def test_markup_and_direction_marks_in_a_report_are_shown_harmlessly(asyl: Asyl, tmp_path: Path) -> None:
    text = FIRST.replace("Court lets a herder stay", "Court \u202e[bold]lets\x1b[31m a herder stay")
    (tmp_path / "odd.txt").write_text(text, encoding="utf-8")
    asyl("read", tmp_path / "odd.txt")
    shown = asyl("trace", "odd").stdout
    assert "\u202e" not in shown
    assert "\x1b" not in shown
    assert "[bold]" in shown
