"""What the tests of the house share."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def dev(root: Path) -> ModuleType:
    """./dev as a module, to look at its parts."""
    loader = SourceFileLoader("dev_script", str(root / "dev"))
    spec = spec_from_loader("dev_script", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module
