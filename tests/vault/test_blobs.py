"""Sealed originals: what goes in comes out, or asyl says so."""

import errno
import os
import stat
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asyl.model import IntegrityFailure, RegisterProblem
from asyl.vault import digest_of, seal, sweep, unseal


def blobs(register: Path) -> list[Path]:
    return sorted(path for path in (register / "blobs").rglob("*") if path.is_file())


@given(data=st.binary(max_size=2000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_bytes_come_back_as_they_were(tmp_path: Path, data: bytes) -> None:
    sealed = seal(tmp_path, data)
    assert unseal(tmp_path, sealed.blob, sealed.digest) == data
    assert (sealed.digest, sealed.size) == (sha256(data).hexdigest(), len(data))


def test_the_name_says_nothing_about_the_content(tmp_path: Path) -> None:
    one, other = seal(tmp_path, b"a known page"), seal(tmp_path, b"a known page")
    assert one.digest == other.digest == digest_of(b"a known page")
    assert one.blob != other.blob
    assert not any(one.digest[:8] in path.as_posix() for path in blobs(tmp_path))


def test_nothing_unfinished_stays_and_nobody_else_may_read(tmp_path: Path) -> None:
    sealed = seal(tmp_path, b"words")
    assert blobs(tmp_path) == [tmp_path / "blobs" / sealed.blob]
    assert stat.S_IMODE(blobs(tmp_path)[0].stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "blobs").stat().st_mode) == 0o700


@pytest.mark.parametrize("damage", [b"word", b"wordsx", b"Words", b""])
def test_changed_bytes_are_an_integrity_failure(tmp_path: Path, damage: bytes) -> None:
    sealed = seal(tmp_path, b"words")
    blobs(tmp_path)[0].write_bytes(damage)
    with pytest.raises(IntegrityFailure, match="is not what was sealed") as raised:
        unseal(tmp_path, sealed.blob, sealed.digest)
    assert raised.value.exit_code == 3


def test_a_blob_that_is_gone_is_an_integrity_failure(tmp_path: Path) -> None:
    sealed = seal(tmp_path, b"words")
    blobs(tmp_path)[0].unlink()
    with pytest.raises(IntegrityFailure, match="cannot be read"):
        unseal(tmp_path, sealed.blob, sealed.digest)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "ab/../../x", "", "ab", "AB/" + "0" * 30])
def test_a_forged_name_leads_nowhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(IntegrityFailure, match="no name of a sealed original"):
        unseal(tmp_path, name, digest_of(b""))


def test_what_a_killed_process_left_is_swept_and_the_rest_stays(tmp_path: Path) -> None:
    kept, orphan = seal(tmp_path, b"kept"), seal(tmp_path, b"orphan")
    unfinished = tmp_path / "blobs" / (kept.blob + ".new")
    unfinished.write_bytes(b"ke")
    assert sweep(tmp_path, {kept.blob}) == 2
    assert blobs(tmp_path) == [tmp_path / "blobs" / kept.blob]
    assert orphan.blob != kept.blob


def test_a_file_system_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    sealed = seal(tmp_path, b"words")
    assert unseal(tmp_path, sealed.blob, sealed.digest) == b"words"


@pytest.mark.parametrize("call", ["fsync", "link"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_is_said_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    def fails(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    seal(tmp_path, b"before")
    before = blobs(tmp_path)
    monkeypatch.setattr(os, call, fails)
    with pytest.raises(RegisterProblem, match="could not be kept"):
        seal(tmp_path, b"words")
    monkeypatch.undo()
    assert blobs(tmp_path) == before
