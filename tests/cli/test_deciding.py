"""Decisions, members, sealed notes, history: as somebody types them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from asyl.cli import cli
from asyl.store import FILE
from tests.cli.story import FIRST, SECOND

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command in this process, over a register of the test's own."""
    monkeypatch.setenv("ASYL_REGISTER", str(tmp_path / "register"))
    for name in ("ASYL_ACTOR", "ASYL_CASE", "ASYL_MEMBER_FILE"):
        monkeypatch.delenv(name, raising=False)

    def called(*words: object, typed: str = "", actor: str = "", **settings: str) -> Result:
        env = {"ASYL_ACTOR": actor or "local", **settings}
        return CliRunner().invoke(cli, [str(word) for word in words], input=typed, env=env)

    return called


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    story = tmp_path / "story"
    story.mkdir()
    (story / "courier.txt").write_text(FIRST, encoding="utf-8")
    (story / "gazette.txt").write_text(SECOND, encoding="utf-8")
    assert run("read", story).exit_code == 0
    return run


def waiting(run: Run, what: str = "claims") -> list[str]:
    return run("review", what, "--list").stdout.splitlines()


def test_a_claim_is_confirmed_rejected_and_taken_back(filled: Run) -> None:
    first = waiting(filled)[0].split()[0]
    confirmed = filled("confirm", first, "--why", "read at its words")
    assert re.fullmatch(r"j[0-9a-f]{16}  confirm  read at its words\n", confirmed.stdout)
    judgement = confirmed.stdout.split()[0]
    assert first not in " ".join(waiting(filled))
    assert judgement in filled("judgements").stdout
    assert "retract" in filled("retract", judgement, "--why", "a slip").stdout or judgement in filled("log").stdout
    assert first in " ".join(waiting(filled))
    assert judgement not in filled("judgements").stdout
    assert "taken back by local: a slip" in filled("judgements", "--all").stdout
    assert filled("amend", first, "date=2020-01", "--why", "a stamp").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("confirm", "c000000000000"),
        ("reject", "c000000000000", "c1"),
        ("retract", "j000000000000"),
        ("amend", "c000000000000", "date=2020"),
        ("amend", "c000000000000", "date"),
        ("same", "Nobody Known", "Nobody Else"),
        ("join", "c000000000000", "c000000000001"),
        ("unseal", "s000000000000"),
        ("erase", "s000000000000", "--why", "x"),
        ("cases", "give", "k000000000000", "courier"),
        ("cases", "grant", "k000000000000", "nobody", "reader"),
        ("member", "end", "nobody"),
    ],
)
def test_a_forged_id_is_one_clear_line(filled: Run, words: tuple[str, ...]) -> None:
    before = filled("log").stdout
    done = filled(*words)
    assert done.exit_code == 2, done.output
    assert done.stderr.startswith("asyl: ")
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.output
    assert filled("log").stdout == before


def test_the_review_walks_and_every_answer_is_an_act(filled: Run) -> None:
    total = len(waiting(filled))
    done = filled("review", typed="y\nn\nu\ne\ndate=2021-02\n?\nq\n")
    assert done.exit_code == 0
    assert "decisions made" in done.stdout
    assert len(waiting(filled)) == total - 2
    acts = [line.split("  ")[2] for line in filled("log").stdout.splitlines()]
    assert acts == ["read", "read", "confirm", "reject", "retract", "amend"]


def test_the_review_says_the_words_in_their_sentence_and_why(filled: Run) -> None:
    shown = filled("review", typed="q\n").stdout
    quote = re.search(r'"(.*)"$', waiting(filled)[0])
    assert quote is not None
    assert quote[1] in shown
    for part in ("why ", "also ", "y right  n wrong", "0 decisions made"):
        assert part in shown


def test_a_value_that_cannot_be_is_said_and_asked_again(filled: Run) -> None:
    done = filled("review", typed="e\ndate=yesterday\nu\ny\nq\n")
    assert "is no date" in done.stdout
    assert "nothing to undo" in done.stdout
    assert "1 decision made" in done.stdout


@pytest.mark.parametrize("what", ["people", "facts"])
def test_people_and_facts_are_walked_too(filled: Run, what: str) -> None:
    count = len(waiting(filled, what))
    done = filled("review", what, typed="y\n" * count)
    assert done.exit_code == 0
    assert waiting(filled, what) == []


def test_who_looks_for_one_person_is_asked_about_that_person(filled: Run) -> None:
    lines = filled("review", "--person", "Toktar Sagidulla", "--list").stdout.splitlines()
    assert lines
    assert all("Toktar Sagidulla:" in line for line in lines)
    assert filled("review", "--person", "Nobody At All", "--list").exit_code == 2


def test_two_people_are_one_and_are_not(filled: Run) -> None:
    left, right = "courier/Toktar Sagidulla", "gazette/Toktar Sagidulla"
    for act in ("different", "unsure", "same"):
        assert filled(act, left, right, "--why", "seen").exit_code == 0
    done = filled("same", "Toktar Sagidulla", "Toktar Sagidulla")
    assert done.exit_code == 2
    assert "REPORT/NAME" in done.stderr


def test_sealed_words_come_from_standard_input_and_go_to_whoever_may_open_them(filled: Run) -> None:
    made = filled("seal", "contact", "--person", "Toktar Sagidulla", typed="under the bridge\n")
    note = made.stdout.split()[0]
    listed = filled("sealed").stdout
    assert note in listed
    assert "bridge" not in listed + filled("export").stdout + filled("log").stdout
    assert filled("sealed", note).stdout == "under the bridge\n"
    assert "looked at" in filled("log", note).stdout
    assert note in filled("sealed", "--search", "BRIDGE").stdout
    refused = filled("erase", note, "--why", "asked for")
    assert refused.exit_code == 2
    assert "--yes" in refused.stderr
    assert "tombstones stay" in filled("erase", note, "--why", "asked for", "--yes").stdout
    assert filled("sealed").stdout == ""


def test_words_are_found_in_reports_and_not_in_sealed_notes(filled: Run) -> None:
    filled("seal", "contact", typed="under the bridge\n")
    assert len(filled("search", "sagidulla", "herder").stdout.splitlines()) == 2
    assert "Border Gazette" in filled("search", "granted").stdout
    assert filled("search", "bridge").stdout == ""


def test_a_report_is_erased(filled: Run) -> None:
    assert filled("erase", "gazette", "--why", "asked for", "--yes").exit_code == 0
    assert filled("text", "gazette").exit_code == 2
    assert filled("verify").exit_code == 0
    assert "asked for" in filled("log").stdout


def test_verify_ends_with_three_when_history_was_touched(filled: Run, tmp_path: Path) -> None:
    good = filled("verify")
    assert good.exit_code == 0
    assert "2 log lines, 0 decisions, 2 originals: as they were written" in good.stdout
    with closing(sqlite3.connect(tmp_path / "register" / FILE)) as connection:
        connection.execute("DROP TRIGGER store_act_no_update")
        connection.execute("UPDATE store_act SET by = 'somebody else' WHERE number = 1")
        connection.commit()
    bad = filled("verify")
    assert bad.exit_code == 3
    assert "log line 1" in bad.stdout


def test_a_team(filled: Run, tmp_path: Path) -> None:
    secret = tmp_path / "passphrase"
    secret.write_text("long enough\n")
    added = filled("member", "add", "Rita", "--passphrase-file", secret)
    assert added.exit_code == 0, added.output
    assert "no passphrase guards the keys of local" in added.stderr
    rita = {"actor": "Rita", "ASYL_MEMBER_FILE": str(secret)}
    assert filled("people", **rita).stdout == ""
    case = filled("cases", "open", "the herder").stdout.strip()
    assert filled("cases", "give", case, "courier").exit_code == 0
    assert filled("cases", "work-for", case, "Toktar Sagidulla").exit_code == 0
    assert filled("cases", "grant", case, "Rita", "reader", "--sealed", "health").exit_code == 0
    assert "Toktar Sagidulla" in filled("people", **rita).stdout
    assert filled("text", "court lets", **rita).stdout == FIRST
    assert filled("text", "courier", **rita).exit_code == 2  # where it lay on somebody's disk was not given with it
    assert filled("text", "granted refugee status", **rita).exit_code == 2
    assert "the herder" in filled("cases", **rita).stdout
    assert filled("export", **rita).stdout.count('"path"') == 0
    refused = filled("confirm", waiting(filled)[0].split()[0], **rita)
    assert refused.exit_code == 2
    assert "Traceback" not in refused.output
    assert "passphrase" in filled("people", actor="Rita").stderr
    assert "is no member" in filled("people", actor="Stranger").stderr
    assert "Rita" in filled("member").stdout
    assert filled("cases", "revoke", case, "Rita").exit_code == 0
    assert filled("people", **rita).stdout == ""
    assert filled("member", "end", "Rita").exit_code == 0
    assert "left" in filled("member").stdout


def test_a_passphrase_is_never_taken_from_the_command_line_and_needs_somebody_to_type_it(filled: Run) -> None:
    done = filled("member", "add", "Rita")
    assert done.exit_code == 2
    assert "--passphrase-file" in done.stderr
    assert filled("member").stdout == ""


def test_orphans_are_listed(filled: Run, tmp_path: Path) -> None:
    claim = next(line for line in waiting(filled))
    assert filled("confirm", claim.split()[0], "--why", "seen").exit_code == 0
    assert filled("judgements", "--orphans").stdout == ""
    for page in (tmp_path / "story").iterdir():
        page.write_text("Nothing is left of this page.\n")
    assert filled("read", tmp_path / "story").exit_code == 0
    assert "do not stand in the present text" in filled("judgements", "--orphans").stdout
