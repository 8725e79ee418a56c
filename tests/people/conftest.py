"""What every test of the people room may ask for."""

import pytest

from asyl.knowledge import Knowledge, own_knowledge
from asyl.model import Scripts


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return own_knowledge()


@pytest.fixture(scope="session")
def scripts(knowledge: Knowledge) -> Scripts:
    return knowledge.scripts
