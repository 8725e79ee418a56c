"""`asyl names compare`: pairs of names from a file or a pipe, and nothing looked up."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from asyl.cli import cli
from tests.cli.story import Asyl


def test_pairs_in_a_file_are_answered_in_their_order(asyl: Asyl, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("Dauren Seitqali\tДәурен Сейтқали\nDauren Seitqali\tMarta Ilves\n", encoding="utf-8-sig")
    done = asyl("names", "compare", "--json", pairs)
    assert done.returncode == 0, done.stderr
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["a"], first["b"]) == ("Dauren Seitqali", "Дәурен Сейтқали")
    assert first["verdict"] in ("same", "likely")
    assert first["score"] > 0.7 > second["score"]
    assert second["verdict"] == "different"
    assert all(row["reasons"] for row in (first, second))
    assert not (tmp_path / "register").exists()


def test_a_pipe_is_read_and_bad_lines_are_named_with_their_number() -> None:
    given = b"Aliya Omirbek\tOmirbek Aliya\nno tab\n\nthree\tnames\there\nMalik Toleu\tToleu Malikuly\n"
    done = CliRunner().invoke(cli, ["names", "compare"], input=given)
    assert done.exit_code == 1
    assert "line 2" in done.stderr
    assert "line 4" in done.stderr
    assert "line 3" not in done.stderr
    assert "swap or child" in done.stdout


def test_hostile_names_are_answered_without_harm() -> None:
    given = (
        b"\x1b[31mred\tx\xff\n\xf0\x9f\x98\x80\t\xf0\x9f\x98\x80\n"
        + b"a" * 10_000
        + b"\tb\n"
        + "\u202eab\tcd\n".encode()
    )
    done = CliRunner().invoke(cli, ["names", "compare"], input=given)
    assert done.exit_code == 0
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert len(done.stdout) < 3_000


def test_a_file_that_is_not_there_is_named(asyl: Asyl) -> None:
    done = asyl("names", "compare", "nowhere.tsv")
    assert done.returncode == 1
    assert "nowhere.tsv cannot be read" in done.stderr
