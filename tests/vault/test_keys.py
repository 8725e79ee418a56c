"""Who can open a register: the passphrase, the recovery key, and nobody else."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asyl import vault
from asyl.model import IntegrityFailure, NotFound, RegisterProblem, UsageProblem
from asyl.vault.passphrase import DEFAULT, derive

CHEAP = vault.Cost(64, 1, 1)
WORDS = "correct horse battery staple"


@pytest.fixture
def keys(tmp_path: Path) -> vault.Keys:
    made = vault.new_keys()
    vault.keep_keys(tmp_path, made, WORDS, vault.new_recovery_key().recipient, CHEAP)
    return made


def changed(folder: Path, **entries: object) -> None:
    content = json.loads((folder / "keys").read_bytes())
    (folder / "keys").write_text(json.dumps(content | entries))


def test_the_passphrase_opens_and_another_does_not(tmp_path: Path, keys: vault.Keys) -> None:
    assert vault.unlock(tmp_path, WORDS) == keys
    for wrong in ("", "Correct horse battery staple", WORDS + " "):
        with pytest.raises(RegisterProblem, match="does not open the register"):
            vault.unlock(tmp_path, wrong)


def test_the_file_of_keys_holds_no_key(tmp_path: Path, keys: vault.Keys) -> None:
    data = (tmp_path / "keys").read_bytes()
    for secret in (keys.secret, keys.database):
        assert secret not in data
        assert secret.hex().encode() not in data
    assert keys.secret.hex() not in repr(keys)
    assert os.stat(tmp_path / "keys").st_mode & 0o777 == 0o600


def test_the_same_letters_open_however_they_were_composed(tmp_path: Path) -> None:
    made = vault.new_keys()
    vault.keep_keys(tmp_path, made, "Caf\u00e9 \u0439\u0451 long enough", vault.new_recovery_key().recipient, CHEAP)
    assert vault.unlock(tmp_path, "Cafe\u0301 \u0438\u0306\u0435\u0308 long enough") == made


def test_a_new_passphrase_opens_and_the_old_one_no_more(tmp_path: Path, keys: vault.Keys) -> None:
    vault.change_passphrase(tmp_path, keys, "another passphrase", CHEAP)
    assert vault.unlock(tmp_path, "another passphrase") == keys
    with pytest.raises(RegisterProblem):
        vault.unlock(tmp_path, WORDS)
    assert sorted(os.listdir(tmp_path)) == ["keys"]


def test_the_recovery_key_opens_as_a_person_types_it(tmp_path: Path) -> None:
    key, made = vault.new_recovery_key(), vault.new_keys()
    vault.keep_keys(tmp_path, made, WORDS, key.recipient, CHEAP)
    for typed in (key.on_paper(), key.words.lower(), key.on_paper().replace(" ", "-").replace("\n", "  ")):
        assert vault.recover(tmp_path, vault.read_recovery_key(typed)) == made
    with pytest.raises(RegisterProblem, match="does not open"):
        vault.recover(tmp_path, vault.new_recovery_key())


def test_another_recovery_key_takes_its_place(tmp_path: Path, keys: vault.Keys) -> None:
    key = vault.new_recovery_key()
    vault.change_recovery(tmp_path, keys, key.recipient)
    assert vault.recover(tmp_path, key) == keys
    assert vault.unlock(tmp_path, WORDS) == keys


@given(place=st.integers(0, 57), letter=st.sampled_from("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"))
@settings(max_examples=60)
def test_a_slip_of_the_pen_is_told_from_a_wrong_key(place: int, letter: str) -> None:
    key = vault.new_recovery_key()
    start = len("AGE-SECRET-KEY-1") + place
    slipped = f"{key.words[:start]}{letter}{key.words[start + 1 :]}"
    if slipped != key.words:
        with pytest.raises(UsageProblem, match="no recovery key"):
            vault.read_recovery_key(slipped)


@pytest.mark.parametrize("words", ["", "AGE-SECRET-KEY-1", "no key at all", "\0\ud800", "age1" + "q" * 58])
def test_other_words_are_no_recovery_key(words: str) -> None:
    with pytest.raises(UsageProblem):
        vault.read_recovery_key(words)


@pytest.mark.parametrize("words", ["short", "aaaaaaaaaaaaaaaa", ""])
def test_a_weak_passphrase_is_not_set(words: str) -> None:
    with pytest.raises(UsageProblem):
        vault.checked(words)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"asyl": "keys", "version": 1}'])
def test_a_damaged_file_of_keys_is_said_to_be(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "keys").write_bytes(content)
    with pytest.raises(RegisterProblem):
        vault.unlock(tmp_path, WORDS)


def test_a_newer_file_of_keys_is_said_to_be(tmp_path: Path, keys: vault.Keys) -> None:
    changed(tmp_path, version=2)
    with pytest.raises(RegisterProblem, match="newer asyl"):
        vault.unlock(tmp_path, WORDS)


@pytest.mark.parametrize("cost", [{"memory": 1 << 40}, {"passes": 10**9}, {"lanes": 0}, {"memory": 8, "passes": 2}])
def test_a_file_of_keys_cannot_ask_for_the_whole_machine(
    tmp_path: Path, keys: vault.Keys, cost: dict[str, int]
) -> None:
    wrap = json.loads((tmp_path / "keys").read_bytes())["passphrase"]
    changed(tmp_path, passphrase=wrap | cost)
    with pytest.raises(RegisterProblem):
        vault.unlock(tmp_path, WORDS)


def test_wraps_of_another_register_do_not_open(tmp_path: Path, keys: vault.Keys) -> None:
    changed(tmp_path, register="0123456789abcdef")
    with pytest.raises(RegisterProblem, match="does not open"):
        vault.unlock(tmp_path, WORDS)


def test_no_keys_is_not_encrypted(tmp_path: Path) -> None:
    assert not vault.locked(tmp_path)
    with pytest.raises(NotFound, match="is not encrypted"):
        vault.unlock(tmp_path, WORDS)


def test_the_cost_by_default_is_what_was_measured() -> None:
    """OWASP and RFC 9106 ask for far less than 256 MiB in three passes."""
    assert (DEFAULT.memory, DEFAULT.passes) == (256 * 1024, 3)
    assert len(derive("words", b"0" * 16, CHEAP)) == 32


@given(data=st.binary(max_size=2000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_an_encrypted_original_comes_back_and_is_not_to_be_seen(tmp_path: Path, data: bytes) -> None:
    keys = vault.new_keys()
    sealed = vault.seal(tmp_path, data, keys)
    lies = (tmp_path / "blobs" / sealed.blob).read_bytes()
    assert sealed.sealed_as == "aes-256-gcm"
    assert len(data) < 8 or data not in lies
    assert vault.unseal(tmp_path, sealed.blob, sealed.digest, keys) == data


def test_an_encrypted_original_opens_under_its_own_name_and_key_alone(tmp_path: Path) -> None:
    keys = vault.new_keys()
    one, other = vault.seal(tmp_path, b"words", keys), vault.seal(tmp_path, b"words", keys)
    blobs = tmp_path / "blobs"
    assert (blobs / one.blob).read_bytes()[18:] != (blobs / other.blob).read_bytes()[18:]
    (blobs / one.blob).write_bytes((blobs / other.blob).read_bytes())
    for name, key in ((one.blob, keys), (other.blob, vault.new_keys()), (other.blob, None)):
        with pytest.raises(IntegrityFailure, match="is not what was sealed"):
            vault.unseal(tmp_path, name, one.digest, key)


@pytest.mark.parametrize("damage", [b"", b"asyl1\0", b"asyl1\0" + b"0" * 12, b"x" * 60])
def test_a_changed_encrypted_original_is_an_integrity_failure(tmp_path: Path, damage: bytes) -> None:
    keys = vault.new_keys()
    sealed = vault.seal(tmp_path, b"words", keys)
    (tmp_path / "blobs" / sealed.blob).write_bytes(damage)
    with pytest.raises(IntegrityFailure):
        vault.unseal(tmp_path, sealed.blob, sealed.digest, keys)


def test_a_thousand_flipped_bits_are_all_seen(tmp_path: Path) -> None:
    keys = vault.new_keys()
    sealed = vault.seal(tmp_path, b"words of a report" * 7, keys)
    file = tmp_path / "blobs" / sealed.blob
    whole = file.read_bytes()
    for bit in range(min(1000, len(whole) * 8)):
        data = bytearray(whole)
        data[bit // 8] ^= 1 << bit % 8
        file.write_bytes(data)
        with pytest.raises(IntegrityFailure):
            vault.unseal(tmp_path, sealed.blob, sealed.digest, keys)
