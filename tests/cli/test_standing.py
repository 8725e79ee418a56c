"""`asyl status`, `deadlines`, `disagreements`, `gaps` as a user runs them, and the calendar file."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyl.cli.ics import Entry, calendar, fold, text
from tests.cli.story import FIRST, SECOND, Asyl

COMMANDS = ("status", "deadlines", "disagreements", "gaps")
DAY = "2020-12-10"


@pytest.fixture(scope="module")
def asyl(tmp_path_factory: pytest.TempPathFactory) -> Asyl:
    """Runs the command over one register that holds the story: these commands decide nothing."""
    folder = tmp_path_factory.mktemp("standing")
    for name, words in (("courier", FIRST), ("gazette", SECOND)):
        (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    environment = {**os.environ, "ASYL_REGISTER": str(folder / "register"), "PYTHONIOENCODING": "utf-8"}

    def run(*args: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "asyl", *map(str, args)]
        return subprocess.run(
            command, capture_output=True, encoding="utf-8", env=environment, cwd=folder, timeout=240, check=False
        )

    assert run("status", "Sagidulla").returncode == 2  # no register yet
    assert run("read", folder / "courier.txt", folder / "gazette.txt").returncode == 0
    return run


def test_status_shows_both_views_and_what_proves_it(asyl: Asyl) -> None:
    done = asyl("status", "Sagidulla")
    assert done.returncode == 0, done.stderr
    for words in ("working view", "confirmed view", "asylum seeker", "proven by", "last act of each track"):
        assert words in done.stdout
    assert '"' not in done.stdout


def test_status_of_an_earlier_day(asyl: Asyl) -> None:
    early = asyl("status", "Sagidulla", "--as-of", "2019-01-01", "--quotes").stdout
    assert "as of 2019-01-01" in early
    assert "unknown" in early
    assert "asylum seeker" not in early.split("!")[0]


def test_nothing_is_confirmed_before_a_person_decides(asyl: Asyl) -> None:
    assert "proven by" not in asyl("gaps", "--confirmed-only").stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_json_is_one_object_with_its_topic(asyl: Asyl, command: str) -> None:
    out = json.loads(asyl(command, "Sagidulla", "--json").stdout)
    topic = {"disagreements": "inconsistencies"}.get(command, command)
    assert {"asyl", "people", topic} <= set(out)
    assert len(out["people"]) == 1
    assert {row["person"] for row in out[topic]} <= {out["people"][0]["id"]}


@pytest.mark.parametrize("command", COMMANDS[1:])
def test_without_a_name_all_files_are_shown_with_their_words(asyl: Asyl, command: str) -> None:
    done = asyl(command, "--quotes", "--as-of", DAY)
    assert done.returncode == 0, done.stderr
    assert "Toktar Sagidulla" in done.stdout
    assert command == "gaps" or '"' in done.stdout


@pytest.mark.parametrize(
    "wrong",
    [
        ("status",),
        ("gaps", "Nobody Atall"),
        ("deadlines", "Sagidulla", "--as-of", "yesterday"),
        ("disagreements", "--as-of", "2020-02-30"),
    ],
)
def test_wrong_input_is_a_line_and_code_2(asyl: Asyl, wrong: tuple[str, ...]) -> None:
    done = asyl(*wrong)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().splitlines()[-1].startswith(("asyl: ", "Error: "))


def test_deadlines_as_a_calendar_file_without_names(asyl: Asyl, tmp_path: Path) -> None:
    file, second = tmp_path / "due.ics", tmp_path / "second.ics"
    done = asyl("deadlines", "--as-of", DAY, "--ics", file)
    assert done.returncode == 0, done.stderr
    data = file.read_bytes()
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"BEGIN:VEVENT" in data
    assert b"Sagidulla" not in data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    asyl("deadlines", "--as-of", DAY, "--ics", second)
    assert second.read_bytes() == data
    again = asyl("deadlines", "--ics", file)
    assert again.returncode == 2
    assert "not overwritten" in again.stderr


def unfold(data: bytes) -> list[str]:
    return re.sub(rb"\r\n[ \t]", b"", data).decode("utf-8").split("\r\n")


def unescape(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def test_values_are_escaped() -> None:
    assert text("a,b;c\\d\r\ne\x07") == "a\\,b\\;c\\\\d\\ne"


@given(st.text(max_size=300), st.dates())
def test_any_words_come_back_from_the_file(words: str, day: date) -> None:
    data = calendar([Entry("u1", day, words, words, tentative=True)], date(2026, 1, 2), "-//asyl//EN")
    lines = unfold(data)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    expected = "".join(c for c in plain if c == "\n" or (c.isprintable() and not "\ud800" <= c <= "\udfff"))
    summary = next(line for line in lines if line.startswith("SUMMARY:"))
    assert unescape(summary.removeprefix("SUMMARY:")) == expected
    assert f"DTSTART;VALUE=DATE:{day.year:04}{day.month:02}{day.day:02}" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=400))
def test_folding_cuts_no_character(line: str) -> None:
    parts = list(fold(line))
    assert all(len(part) <= 75 for part in parts)
    assert b"".join([parts[0], *(part[1:] for part in parts[1:])]).decode("utf-8") == line
