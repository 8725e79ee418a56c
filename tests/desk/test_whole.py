"""The package's own engines over a story of the sample set: the whole way, and the whole way again."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from asyl import publish
from asyl.desk import Desk, confirm, open_desk, orphans, own_engines, read, rebuild, register_view
from asyl.model import View
from asyl.store.opening import attach
from tests.services.postgres import Server

STORY = ("r10", "r14", "r16")


@pytest.fixture(scope="module")
def told(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that holds the story, settled."""
    folder = tmp_path_factory.mktemp("told") / "register"
    with open_desk(folder, create=True, clock=lambda: datetime(2030, 1, 1, tzinfo=UTC)) as desk:
        outcome = read(desk, [root / "examples" / "reports" / f"{name}.txt" for name in STORY])
        assert (len(outcome.added), outcome.refused) == (3, ())
    return folder


def test_postgresql_gives_the_same_view(told: Path, root: Path, tmp_path: Path, postgres: Server) -> None:
    with psycopg.connect(postgres.dsn, autocommit=True) as connection:
        connection.execute("create database whole")
        store = attach(tmp_path, postgres.django() | {"NAME": "whole"})
        desk = Desk(tmp_path, "tester", lambda: datetime(2030, 1, 1, tzinfo=UTC), store, own_engines())
        read(desk, [root / "examples" / "reports" / f"{name}.txt" for name in STORY])
        found = view(desk)
        assert rebuild(desk) == 3
        assert view(desk) == found
        store.close()
        connection.execute("drop database whole with (force)")
    with open_desk(told) as embedded:
        assert view(embedded) == found


def view(desk: Desk) -> publish.Json:
    return publish.output(register_view(desk), "0")


def test_a_register_opened_again_says_the_same_and_a_rebuilt_one_too(told: Path) -> None:
    with open_desk(told) as desk:
        before = view(desk)
    with open_desk(told) as desk:
        assert view(desk) == before
        assert rebuild(desk) == 3
        assert view(desk) == before
    assert before["claims"]
    assert before["lineage"]


def test_every_quote_stands_where_the_register_says(told: Path) -> None:
    with open_desk(told) as desk:
        register = register_view(desk)
    texts = {report.id: report.text for report in register.reports}
    assert register.claims
    for claim in register.claims:
        assert claim.trigger.holds(texts[claim.report])
    for link in register.links:
        for passage in link.passages:
            assert passage.here.holds(texts[passage.here.report])
            assert passage.there.holds(texts[passage.there.report])


def test_a_confirmed_claim_is_the_whole_of_the_confirmed_view(told: Path, tmp_path: Path) -> None:
    register_of_my_own = shutil.copytree(told, tmp_path / "register")
    with open_desk(register_of_my_own) as desk:
        protected = {key for person in register_view(desk).people if person.protected for key in person.keys}
        claim = next(claim for claim in register_view(desk).claims if claim.happened and claim.key in protected)
        confirm(desk, claim.id, "read at its words")
        rebuild(desk)
        register = register_view(desk, view=View.CONFIRMED)
        counted = [found.id for case in register.cases for fact in case.facts for found in fact.claims]
        assert counted == [claim.id]
        assert orphans(desk) == ()
