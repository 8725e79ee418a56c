"""What backups need: kept whole, its secret half encrypted when the register is."""

import json
from pathlib import Path

import pytest

from asyl import vault
from asyl.model import RegisterProblem, UsageProblem

RECEIPT = vault.Receipt(3, "2021-05-01T12:00:00+00:00", "/backups/3", "0" * 64)


@pytest.mark.parametrize("keys", [None, vault.new_keys()])
def test_it_comes_back(tmp_path: Path, keys: vault.Keys | None) -> None:
    made = vault.new_keeping("0123", vault.new_recovery_key().recipient)
    vault.keep(tmp_path, made, keys)
    assert vault.kept(tmp_path, keys) == made
    noted = vault.noted(made, RECEIPT)
    vault.keep(tmp_path, noted, keys)
    again = vault.kept(tmp_path, keys)
    assert again == noted
    assert again is not None
    assert again.newest == RECEIPT


def test_nothing_is_none(tmp_path: Path) -> None:
    assert vault.kept(tmp_path, None) is None


def test_the_secret_half_is_not_to_be_seen_in_an_encrypted_register(tmp_path: Path) -> None:
    keys, made = vault.new_keys(), vault.new_keeping("0123", vault.new_recovery_key().recipient)
    vault.keep(tmp_path, made, keys)
    words = (tmp_path / "keeping").read_text()
    assert made.own.words not in words
    for other in (None, vault.new_keys()):
        with pytest.raises(RegisterProblem, match="damaged"):
            vault.kept(tmp_path, other)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"asyl": "keeping", "version": 1, "secret": "AA=="}'])
def test_a_damaged_one_is_said_to_be(tmp_path: Path, content: str) -> None:
    (tmp_path / "keeping").write_text(content)
    with pytest.raises(RegisterProblem):
        vault.kept(tmp_path, None)


def test_a_newer_one_is_said_to_be(tmp_path: Path) -> None:
    vault.keep(tmp_path, vault.new_keeping("0123", vault.new_recovery_key().recipient), None)
    content = json.loads((tmp_path / "keeping").read_text()) | {"version": 9}
    (tmp_path / "keeping").write_text(json.dumps(content))
    with pytest.raises(RegisterProblem, match="newer asyl"):
        vault.kept(tmp_path, None)


def test_a_public_key_of_age_or_none() -> None:
    key = vault.new_recovery_key()
    assert vault.checked_recipient(f" {key.recipient}\n") == key.recipient
    for words in ("age1", key.words, ""):
        with pytest.raises(UsageProblem):
            vault.checked_recipient(words)
