"""The team store: the same migrations and the same rows on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from asyl.store import Entry
from asyl.store.opening import attach
from tests.services.postgres import Server

if TYPE_CHECKING:
    from asyl.store import Store

SAID = Entry(at=datetime(2020, 1, 6, 9, tzinfo=UTC), by="a reader", what="read", subject="Қытайдан \u202eqaqan 中文")


@pytest.fixture
def server(postgres: Server) -> Iterator[Server]:
    """A database of the test's own, on the run's server."""
    with psycopg.connect(postgres.dsn, autocommit=True) as connection:
        connection.execute("create database once")
        yield Server(postgres.host, postgres.port, postgres.user, "once")
        connection.execute("drop database once with (force)")


@pytest.fixture
def store(server: Server, tmp_path: Path) -> Iterator[Store]:
    opened = attach(tmp_path, server.django())
    yield opened
    opened.close()


def test_an_act_and_its_line_in_the_log_survive_a_new_connection(store: Store, server: Server, tmp_path: Path) -> None:
    with store.act(SAID):
        pass
    again = attach(tmp_path, server.django())
    try:
        assert again.log.all() == (SAID,)
    finally:
        again.close()


def test_an_act_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.act(SAID):
        raise ZeroDivisionError
    assert store.log.all() == ()


def test_the_log_cannot_be_deleted_even_by_sql(store: Store, server: Server) -> None:
    with store.act(SAID):
        pass
    with psycopg.connect(server.dsn) as connection, pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        connection.execute("delete from store_act")
    assert store.log.all() == (SAID,)
