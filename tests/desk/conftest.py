"""A desk over a register of the test's own, with the tiny engines, and reports to read."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from asyl.desk import Desk, Engines, open_desk
from tests.desk.tiny import TINY

START = datetime(2021, 5, 1, 12, tzinfo=UTC)
Opener = Callable[..., AbstractContextManager[Desk]]


class Ticking:
    """A clock that moves a second with every look."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> datetime:
        self.looks += 1
        return START + timedelta(seconds=self.looks)


@pytest.fixture
def opener(tmp_path: Path) -> Opener:
    """Opens the same register again, as another run of the command would."""
    clock = Ticking()

    def opened(engines: Engines = TINY, actor: str = "tester") -> AbstractContextManager[Desk]:
        return open_desk(tmp_path / "register", create=True, actor=actor, clock=clock, engines=engines)

    return opened


@pytest.fixture
def desk(opener: Opener) -> Iterator[Desk]:
    with opener() as opened:
        yield opened


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """Three reports: one of an outlet, a later copy of it, and one about somebody else."""
    folder = tmp_path / "pile"
    folder.mkdir()
    words = "Toktar Sagidulla fled on 2020-01-02. Toktar Sagidulla applied."
    (folder / "first.txt").write_text(f"A herder flees\nPublished: 2020-02-01\n{words}\n")
    (folder / "copy.txt").write_text(f"Herder flees again\nPublished: 2020-03-01\n{words}\n")
    (folder / "other.txt").write_text(
        "A teacher flees\nPublished: 2020-01-15\nAinur Bekova maybe fled on 2019-12-24.\n"
    )
    return folder
