"""The log, touched in eight ways: what the chain shows, and what only a checkpoint elsewhere could."""

from pathlib import Path

import pytest

from asyl.desk import open_desk, verify
from tests.desk.tiny import TINY
from tests.harness import tampering


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tampering.make(tmp_path_factory.mktemp("log"))


def test_an_untouched_history_is_whole(register: Path) -> None:
    with open_desk(register, engines=TINY) as desk:
        found = verify(desk)
    assert found.problems == ()
    assert found.lines >= 40


def test_writing_the_same_lines_back_is_no_tampering(register: Path, tmp_path: Path) -> None:
    """The harness itself leaves no trace that would be found."""
    import shutil

    copy = shutil.copytree(register, tmp_path / "copy")
    tampering._write(copy, tampering._lines(register), mend=True)
    with open_desk(copy, engines=TINY) as desk:
        assert verify(desk).problems == ()
    assert tampering.mended(tampering._lines(register)) == tampering._lines(register)


@pytest.mark.parametrize("times", [3, pytest.param(500, marks=pytest.mark.long)])
def test_what_the_chain_can_show_is_shown(register: Path, tmp_path: Path, times: int) -> None:
    tally = tampering.run(register, tmp_path, times)
    print({name: f"{shown} of {tally.tried[name]}" for name, shown in tally.shown.items()})
    assert len(tally.tried) == len(tampering.KINDS) == 8
    for name in tampering.BY_THE_CHAIN:
        assert tally.shown[name] == times, name
    # Mended ones show only where a decision, a source or a member still stands against the log.
    assert sum(tally.shown.values()) >= 4 * times
