"""A store on each database."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from asyl.store import open_store
from asyl.store.opening import attach
from tests.services.postgres import Server

if TYPE_CHECKING:
    from asyl.store import Store


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator["Store"]:
    if request.param == "sqlite":
        opened = open_store(tmp_path / "register", create=True)
        yield opened
        opened.close()
        return
    server: Server = request.getfixturevalue("postgres")
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        connection.execute("create database stored")
        opened = attach(tmp_path, server.django() | {"NAME": "stored"})
        yield opened
        opened.close()
        connection.execute("drop database stored with (force)")
