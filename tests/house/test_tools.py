"""The missing-tool rule itself."""

from pathlib import Path

import pytest

from tests.tools import TOOLS, Tool, need

PRESENT = {"thing": Tool(lambda: Path("/bin/thing"), "thing-package")}
ABSENT = {"thing": Tool(lambda: None, "thing-package")}


@pytest.mark.parametrize("ci", ["true", "false"])
def test_a_present_tool_is_handed_over(monkeypatch: pytest.MonkeyPatch, ci: str) -> None:
    monkeypatch.setenv("CI", ci)
    assert need("thing", PRESENT) == Path("/bin/thing")


def test_a_missing_tool_skips_with_its_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install --no-install-recommends thing-package"):
        need("thing", ABSENT)


def test_a_missing_tool_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="thing is missing: apt-get install"):
        need("thing", ABSENT)


@pytest.mark.parametrize("name", sorted(TOOLS))
def test_ci_installs_what_the_tests_need(root: Path, name: str) -> None:
    script = (root / ".ci" / "run").read_text(encoding="utf-8").split()
    assert set(TOOLS[name].packages.split()) <= set(script)
