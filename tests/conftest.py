"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.services.postgres import Server
from tests.services.postgres import server as postgres_server
from tests.tools import need

if TYPE_CHECKING:
    from tests.services.chromium import Chromium

# Machines are shared and noisy: how long an example takes says nothing about the code.
settings.register_profile("asyl", deadline=None)
settings.load_profile("asyl")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of this run's own."""
    with postgres_server(need("postgresql")) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """A headless Chromium that reaches nothing but loopback."""
    from tests.services.chromium import running  # here: playwright takes a second to import

    with running(need("chromium")) as browser:
        yield browser
