"""The backup's file: what goes in comes out, the disk's complaints are said, nothing half stays."""

import errno
import os
import tarfile
from io import BytesIO
from pathlib import Path

import pyrage
import pytest
from pyrage import x25519

from asyl import vault
from asyl.model import RegisterProblem

KEY, SIGNER = vault.new_recovery_key(), vault.new_identity()
HEADING = vault.Heading("0123", 1, "2021-05-01T12:00:00+00:00", {"originals": 2})


@pytest.fixture
def members(tmp_path: Path) -> list[tuple[str, Path]]:
    made = []
    for name, data in {"register.sqlite3": os.urandom(300_000), "blobs/ab/cd": b"", "blobs/ab/ef": b"words"}.items():
        path = tmp_path / name.replace("/", "-")
        path.write_bytes(data)
        made.append((name, path))
    return made


def write(path: Path, members: list[tuple[str, Path]]) -> str:
    return vault.write_backup(path, HEADING, members, SIGNER, [KEY.recipient])


def test_everything_comes_back(tmp_path: Path, members: list[tuple[str, Path]]) -> None:
    digest = write(tmp_path / "backup", members)
    assert digest == vault.digest_of((tmp_path / "backup").read_bytes())
    (tmp_path / "into").mkdir()
    manifest = vault.read_backup(tmp_path / "backup", KEY, tmp_path / "into")
    assert (manifest.number, manifest.signer, manifest.facts) == (1, SIGNER.public, {"originals": 2})
    assert set(manifest.files) == {name for name, _ in members}
    for name, path in members:
        assert (tmp_path / "into" / name).read_bytes() == path.read_bytes()
    assert sorted(os.listdir(tmp_path / "into")) == ["blobs", "register.sqlite3"]


def test_nobody_needs_asyl_to_read_it(tmp_path: Path, members: list[tuple[str, Path]]) -> None:
    write(tmp_path / "backup", members)
    inner = pyrage.decrypt((tmp_path / "backup").read_bytes(), [x25519.Identity.from_str(KEY.words)])
    with tarfile.open(fileobj=BytesIO(inner)) as archive:
        assert archive.getnames() == [*(name for name, _ in members), "manifest.json", "manifest.sig"]


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path, members: list[tuple[str, Path]]) -> None:
    (tmp_path / "backup").write_text("mine")
    with pytest.raises(RegisterProblem, match="File exists"):
        write(tmp_path / "backup", members)
    assert (tmp_path / "backup").read_text() == "mine"
    assert not (tmp_path / "backup.new").exists()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_disk_that_fails_is_said_and_nothing_half_stays(
    tmp_path: Path, members: list[tuple[str, Path]], monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    def fails(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, call, fails)
    with pytest.raises(RegisterProblem, match=os.strerror(code)):
        write(tmp_path / "backup", members)
    monkeypatch.undo()
    assert not list(tmp_path.glob("backup*"))


def test_an_original_that_cannot_be_read_is_said(tmp_path: Path, members: list[tuple[str, Path]]) -> None:
    members[1][1].unlink()
    with pytest.raises(RegisterProblem, match="No such file"):
        write(tmp_path / "backup", members)
    assert not list(tmp_path.glob("backup*"))


def test_nothing_that_is_there_is_overwritten_by_a_restore(tmp_path: Path, members: list[tuple[str, Path]]) -> None:
    write(tmp_path / "backup", members)
    into = tmp_path / "into"
    into.mkdir()
    (into / "inner.tar").symlink_to("/dev/full")
    with pytest.raises(RegisterProblem, match="File exists"):
        vault.read_backup(tmp_path / "backup", KEY, into)


def test_a_backup_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RegisterProblem, match="No such file"):
        vault.read_backup(tmp_path / "backup", KEY, tmp_path)
