"""The access matrix, a part of it always and all of it with `./dev test --all`."""

import ast
from pathlib import Path

import pytest

from asyl.desk import erase_case
from asyl.model import SealedField
from tests.harness import access, worlds

PARTS = 7  # of the matrix: one is always run, with another state each time; the whole of it is long


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> access.World:
    return worlds.base(tmp_path_factory.mktemp("access"))


def test_every_door_has_a_row() -> None:
    assert access.doors_without_a_row() == set()


def test_a_door_without_a_row_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "ROWS", tuple(row for row in access.ROWS if row.function != "log"))
    assert access.doors_without_a_row() == {"log"}


def test_the_matrix_sees_a_leak_and_a_door_that_is_open(base: access.World) -> None:
    """Rows that are wrong on purpose."""
    leaks = access.Row("x", lambda desk, ids, sealed: desk.store.readings.reports())
    is_open = access.Row("y", lambda desk, ids, sealed: None, access.OWN)
    shut = access.Row("z", lambda desk, ids, sealed: erase_case(desk, "k", "why"))
    count = access.Count()
    made = worlds.world(base, access.WITHOUT, SealedField.HEALTH)
    access.run(made, access.WITHOUT, SealedField.HEALTH, count, (leaks,))
    assert len([line for line in count.wrong if "shows" in line]) >= 8
    for row in (is_open, shut):
        count = access.Count()
        access.run(made, access.WITHOUT, SealedField.HEALTH, count, (row,))
        assert count.wrong


@pytest.mark.parametrize(("part", "state"), list(enumerate(access.STATES)))
def test_nobody_gets_more_than_their_role(base: access.World, part: int, state: str) -> None:
    count = access.Count()
    made = worlds.world(base, state, SealedField.CONTACT)
    access.run(made, state, SealedField.CONTACT, count, part=part, of=PARTS)
    assert count.wrong == []
    assert count.checks >= len(access.ROWS) * len(access.ACTORS) // PARTS


@pytest.mark.long
def test_the_whole_matrix(tmp_path: Path) -> None:
    made, count = worlds.base(tmp_path), access.Count()
    for state in access.STATES:
        for sealed in access.FIELDS:
            access.run(worlds.world(made, state, sealed), state, sealed, count)
    print(f"{count.checks} checks, {len(count.wrong)} leaks")
    assert count.wrong == []
    assert count.checks >= 4000


@pytest.mark.parametrize("room", ["cli", "web", "worker"])
def test_no_door_reaches_past_the_desk(root: Path, room: str) -> None:
    """A desk carries its store; a page or a command that takes it goes round every right."""
    reached = [
        f"{path.name}:{node.lineno}"
        for path in sorted((root / "src" / "asyl" / room).glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "store"
    ]
    assert reached == []
