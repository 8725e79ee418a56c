"""The language packs that the text tests read with."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from asyl.knowledge import own_knowledge
from asyl.model import Language


@pytest.fixture(scope="session")
def languages() -> Mapping[str, Language]:
    return own_knowledge().languages
