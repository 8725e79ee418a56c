"""What was erased is nowhere: reports, their words, where they stood, decisions about them, sealed notes."""

from pathlib import Path

import pytest

from tests.harness import residue


@pytest.mark.parametrize("times", [8, pytest.param(200, marks=pytest.mark.long)])
def test_an_erasure_leaves_no_residue(tmp_path: Path, times: int) -> None:
    tally = residue.run(tmp_path, times)
    print(f"{tally.erased} reports and as many notes erased, {len(tally.found)} found")
    assert tally.found == []
    assert tally.erased == times


def test_the_search_finds_what_lies_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("x Bolatov y".encode("utf-16-le"))
    (tmp_path / "b").write_bytes(b"..bolatov..")
    assert len(list(residue._left(tmp_path, ["Bolatov"]))) == 2
    assert list(residue._left(tmp_path, ["Serikov"])) == []
