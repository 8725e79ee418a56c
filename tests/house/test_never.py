"""What asyl never does, kept as tests that these things do not exist.

A new command, a new field of the JSON or a new import of network code has to be put on a list here, and whoever does so
reads first what the README says asyl must never be used for.
"""

from __future__ import annotations

import ast
import dataclasses
import re
from pathlib import Path

import pytest

from asyl import model
from asyl.cli import cli
from asyl.knowledge import own_knowledge

COMMANDS = {"read", "case", "people", "trace", "text", "export", "rebuild", "names"}
COMMANDS |= {"status", "deadlines", "disagreements", "gaps"}
COMMANDS |= {"confirm", "reject", "amend", "same", "different", "unsure", "join", "split", "retract", "judgements"}
COMMANDS |= {"review", "cases", "member", "seal", "sealed", "unseal", "erase", "log", "verify", "search"}
COMMANDS |= {"init", "encrypt", "unlock", "lock", "passphrase", "backup", "restore", "drill", "move"}
NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib",
    "ftplib",
    "smtplib",
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "websockets",
}
FORBIDDEN = re.compile(
    r"credib|truth|reliab|suspicio|threat_level|risk_score|ethnic|religio|latitude|longitude|geoloc|phone|plate|"
    r"biometr|face_|voice|fingerprint_|handle|watch_?list|kin_graph|global_id",
    re.IGNORECASE,
)


# The only doors: a model server that somebody named, and the reading of its address.
DOORS = [("chat.py", "urllib3"), ("consent.py", "urllib.parse")]


def modules(root: Path) -> list[Path]:
    return sorted((root / "src" / "asyl").rglob("*.py"))


def test_every_command_is_on_the_list() -> None:
    assert set(cli.commands) == COMMANDS


def test_nothing_opens_a_connection_but_the_named_doors(root: Path) -> None:
    found = []
    for path in modules(root):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            found += [(path.name, name) for name in names if name.split(".")[0] in NETWORK]
    assert sorted(found) == DOORS


@pytest.mark.parametrize("name", sorted(model.__all__))
def test_no_value_scores_places_or_profiles_a_person(name: str) -> None:
    value = getattr(model, name)
    if dataclasses.is_dataclass(value):
        fields = [field.name for field in dataclasses.fields(value)]
        assert [field for field in fields if FORBIDDEN.search(field)] == []


def test_no_score_stands_on_a_person_a_claim_or_a_fact() -> None:
    for value in (model.Person, model.Claim, model.Fact, model.CaseFile, model.Mention):
        assert "score" not in {field.name for field in dataclasses.fields(value)}


def test_no_event_or_status_names_a_faith_or_a_people() -> None:
    knowledge = own_knowledge()
    for name in (*knowledge.events, *knowledge.statuses):
        assert not FORBIDDEN.search(name)
