"""A backup: one file of age (https://age-encryption.org) around a tar, with a signed manifest as its last member.

Any age program with the recovery key opens it, and any tar unpacks it: nobody needs asyl to get at their own originals.
"""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

import pyrage
from pyrage import x25519

from asyl.model import IntegrityFailure, RegisterProblem

from .files import Writer, fill_new
from .identity import Identity, signed_by
from .recovery import RecoveryKey

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
VERSION = 1
_PIECE = 1 << 20
_LARGEST = 64 << 20  # bytes of a manifest


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `files` are (size, SHA-256) by name, `facts` what the register said of itself."""

    register: str
    number: int
    at: str
    signer: str
    files: Mapping[str, tuple[int, str]]
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands in the manifest before the files are known."""

    register: str
    number: int
    at: str
    facts: Mapping[str, Any]


def write_backup(
    path: Path, heading: Heading, members: Iterable[tuple[str, Path]], signer: Identity, recipients: Iterable[str]
) -> str:
    """Writes a backup of files (name inside, path) to a new file; returns its SHA-256. Whole and durable, or not there.

    Raises RegisterProblem when a file cannot be read or the disk does not take it.
    """
    digest = sha256()

    def fill(writer: Writer) -> None:
        source, target = _Reader(_pieces(heading, members, signer)), _Target(writer, digest.update)
        try:
            pyrage.encrypt_io(source, target, [x25519.Recipient.from_str(one) for one in recipients])
        except (pyrage.EncryptError, OSError) as problem:
            raise source.failed or target.failed or problem from problem

    try:
        fill_new(path, fill)
    except OSError as problem:
        raise RegisterProblem(f"the backup {path} could not be written: {problem.strerror or problem}") from problem
    return digest.hexdigest()


def read_backup(path: Path, key: RecoveryKey, into: Path) -> Manifest:
    """Unpacks a backup into an empty folder and verifies its signature and every digest.

    Raises RegisterProblem when the key does not open it or it is of a newer asyl, IntegrityFailure when it is damaged.
    What was unpacked by then is the caller's to remove.
    """
    inner = into / "inner.tar"
    try:
        _decrypt(path, key, inner)
        found = _unpack(path, inner, into)
        inner.unlink()
    except OSError as problem:
        raise RegisterProblem(f"{path} cannot be restored: {problem.strerror or problem}", subject=path) from problem
    return _verified(path, found, into)


def _decrypt(path: Path, key: RecoveryKey, inner: Path) -> None:
    with path.open("rb") as source, inner.open("xb") as file:
        target = _Target(file, lambda _: None)
        try:
            pyrage.decrypt_io(source, target, [x25519.Identity.from_str(key.words)])
        except pyrage.DecryptError as problem:
            if "No matching keys" in str(problem):
                raise RegisterProblem(
                    f"this recovery key does not open {path}: it was made for another one, or its beginning is damaged",
                    subject=path,
                ) from problem
            raise IntegrityFailure(
                f"{path} is no backup, or its beginning is damaged or cut off", subject=path
            ) from problem
        except OSError as problem:
            if target.failed is not None or problem.errno is not None:
                raise target.failed or problem from problem
            raise IntegrityFailure(f"{path} is damaged or cut off", subject=path) from problem


def _unpack(path: Path, inner: Path, into: Path) -> dict[str, tuple[int, str]]:
    """Only plain files under plain names; returns size and SHA-256 of each."""
    found = {}
    try:
        with tarfile.open(inner, "r:") as archive:
            for member in archive:
                parts = Path(member.name).parts
                if not member.isfile() or member.name.startswith("/") or ".." in parts or member.name in found:
                    raise IntegrityFailure(f"{path} holds what no backup holds: {member.name!r}", subject=path)
                (into / member.name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                stream = archive.extractfile(member)
                if stream is not None:
                    found[member.name] = _copied(stream, into / member.name)
    except tarfile.TarError as problem:
        raise IntegrityFailure(f"{path} is damaged inside", subject=path) from problem
    return found


def _copied(stream: IO[bytes], target: Path) -> tuple[int, str]:
    digest, size = sha256(), 0
    with target.open("xb") as file:
        target.chmod(0o600)
        while piece := stream.read(_PIECE):
            file.write(piece)
            digest.update(piece)
            size += len(piece)
    return size, digest.hexdigest()


def _verified(path: Path, found: dict[str, tuple[int, str]], into: Path) -> Manifest:
    if MANIFEST not in found or SIGNATURE not in found or found[MANIFEST][0] > _LARGEST:
        raise IntegrityFailure(f"{path} has no signed manifest", subject=path)
    words, signature = (into / MANIFEST).read_bytes(), (into / SIGNATURE).read_text("ascii", "replace")
    for name in (MANIFEST, SIGNATURE):
        (into / name).unlink()
        del found[name]
    manifest = _manifest(path, words)
    if not signed_by(manifest.signer, words, signature):
        raise IntegrityFailure(f"the manifest of {path} was changed: its signature does not hold", subject=path)
    for name in sorted(manifest.files.keys() | found.keys()):
        if name not in found:
            raise IntegrityFailure(f"{path} lacks {name}", subject=path)
        if manifest.files.get(name) != found[name]:
            raise IntegrityFailure(f"{name} in {path} is not what the manifest says", subject=path)
    return manifest


def _manifest(path: Path, words: bytes) -> Manifest:
    try:
        content = json.loads(words)
        if content["asyl"] != "backup":
            raise ValueError("another program's")
        if content["version"] > VERSION:
            raise RegisterProblem(f"{path} was made by a newer asyl; upgrade asyl", subject=path)
        files = {name: (int(size), str(digest)) for name, (size, digest) in content["files"].items()}
        return Manifest(
            content["register"], int(content["number"]), content["at"], content["signer"], files, content["facts"]
        )
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise IntegrityFailure(f"{path} has no manifest that asyl can read", subject=path) from problem


def _pieces(heading: Heading, members: Iterable[tuple[str, Path]], signer: Identity) -> Iterator[bytes]:
    files = {}
    for name, path in members:
        digest, size = sha256(), path.stat().st_size
        yield _head(name, size)
        with path.open("rb") as stream:
            left = size
            while left and (piece := stream.read(min(_PIECE, left))):
                left -= len(piece)
                digest.update(piece)
                yield piece
        if left:
            raise OSError(f"{path} became shorter while it was read")
        yield _padding(size)
        files[name] = (size, digest.hexdigest())
    content = {
        "asyl": "backup",
        "version": VERSION,
        "register": heading.register,
        "number": heading.number,
        "at": heading.at,
        "signer": signer.public,
        "facts": heading.facts,
        "files": files,
    }
    words = json.dumps(content, indent=1, sort_keys=True).encode()
    for name, data in ((MANIFEST, words), (SIGNATURE, signer.sign(words).encode("ascii"))):
        yield _head(name, len(data)) + data + _padding(len(data))
    yield bytes(2 * tarfile.BLOCKSIZE)


def _head(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.PAX_FORMAT)


def _padding(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)


class _Reader(io.RawIOBase):
    """Pieces as something to read from; what goes wrong in making them is kept in `failed`."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""
        self.failed: OSError | None = None

    def read(self, size: int = -1, /) -> bytes:
        try:
            while not self._rest:
                self._rest = next(self._pieces)
        except StopIteration:
            return b""
        except OSError as problem:
            self.failed = problem
            raise
        size = len(self._rest) if size < 0 else size
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


class _Target:
    """Where to write; what goes wrong is kept in `failed`, because age tells of it in words only."""

    def __init__(self, file: Writer | IO[bytes], seen: Callable[[bytes], object]) -> None:
        self._file, self._seen = file, seen
        self.failed: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            self._file.write(data)
        except OSError as problem:
            self.failed = problem
            raise
        self._seen(data)
        return len(data)

    def flush(self) -> None:
        self._file.flush()
