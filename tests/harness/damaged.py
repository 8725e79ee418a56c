"""Backups that are not what they should be: each is refused, by a drill and a restore, with the sentence that fits."""

from __future__ import annotations

import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage
from pyrage import x25519

from asyl import vault
from asyl.desk import Desk
from asyl.desk.backups import backup, keeping_of
from asyl.desk.restoring import Wanted, drill, restore
from asyl.model import AsylError
from tests.harness import scenario

Members = dict[str, bytes]
NOT_ONE, DAMAGED, KEY = "is no backup, or its beginning", "is damaged or cut off", "does not open"


@dataclass(frozen=True, slots=True)
class Case:
    """A kind of damage, made from a good backup, and a part of the sentence that has to be said of it."""

    name: str
    make: Callable[[Good], bytes]
    said: str


@dataclass(frozen=True, slots=True)
class Good:
    """Two good backups of a register, the key to them, and a backup of another register for the same key."""

    older: bytes
    newer: bytes
    foreign: bytes
    keeping: vault.Keeping

    def inside(self, change: Callable[[Members], object]) -> bytes:
        """The newer one with other members, encrypted for the same key, as whoever knows the public key could."""
        data = pyrage.decrypt(self.newer, [x25519.Identity.from_str(self.keeping.own.words)])
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            members = {member.name: self._read(archive, member) for member in archive}
        change(members)
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for name, content in members.items():
                info = tarfile.TarInfo(name)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        recipients = [x25519.Recipient.from_str(one) for one in self.keeping.recipients]
        return bytes(pyrage.encrypt(packed.getvalue(), recipients))

    @staticmethod
    def _read(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
        stream = archive.extractfile(member)
        return stream.read() if stream else b""

    @property
    def payload(self) -> int:
        """Where the header of age ends: after its line of three dashes."""
        return self.newer.index(b"\n", self.newer.index(b"\n--- ") + 1) + 1


def flipped(at: Callable[[Good], int]) -> Callable[[Good], bytes]:
    def make(good: Good) -> bytes:
        data = bytearray(good.newer)
        data[at(good)] ^= 1
        return bytes(data)

    return make


def cut(at: Callable[[Good], int]) -> Callable[[Good], bytes]:
    return lambda good: good.newer[: at(good)]


def without(beginning: str) -> Callable[[Good], bytes]:
    def change(members: Members) -> None:
        members.pop(next(name for name in members if name.startswith(beginning)))

    return lambda good: good.inside(change)


def with_other(beginning: str) -> Callable[[Good], bytes]:
    def change(members: Members) -> None:
        name = next(name for name in members if name.startswith(beginning))
        members[name] = bytes([members[name][0] ^ 1]) + members[name][1:]

    return lambda good: good.inside(change)


def with_more(name: str) -> Callable[[Good], bytes]:
    return lambda good: good.inside(lambda members: members.update({name: b"more"}))


def signed_by_another(good: Good) -> bytes:
    def change(members: Members) -> None:
        other = vault.new_identity()
        manifest = json.loads(members["manifest.json"]) | {"signer": other.public}
        words = json.dumps(manifest).encode()
        members["manifest.json"], members["manifest.sig"] = words, other.sign(words).encode()

    return good.inside(change)


CASES = (
    Case("first byte flipped", flipped(lambda good: 3), NOT_ONE),
    Case("recipient flipped", flipped(lambda good: good.newer.index(b"-> X25519") + 15), ""),
    Case("header's seal flipped", flipped(lambda good: good.payload - 5), NOT_ONE),
    Case("nonce flipped", flipped(lambda good: good.payload + 3), DAMAGED),
    Case("a quarter in, a bit flipped", flipped(lambda good: len(good.newer) // 4), DAMAGED),
    Case("half-way, a bit flipped", flipped(lambda good: len(good.newer) // 2), DAMAGED),
    Case("last byte flipped", flipped(lambda good: len(good.newer) - 1), DAMAGED),
    Case("empty", cut(lambda good: 0), NOT_ONE),
    Case("cut off in the header", cut(lambda good: 90), NOT_ONE),
    Case("cut off between two pieces", cut(lambda good: good.payload + 16 + 65536 + 16), DAMAGED),
    Case("cut off by one byte", cut(lambda good: len(good.newer) - 1), DAMAGED),
    Case("bytes after the end", lambda good: good.newer + b"more", DAMAGED),
    Case("something else", lambda good: b"PK\3\4" + os.urandom(2000), NOT_ONE),
    Case("an original missing", without("blobs/"), "lacks blobs/"),
    Case("the manifest missing", without("manifest.json"), "has no signed manifest"),
    Case("an original changed", with_other("blobs/"), "is not what the manifest says"),
    Case("the database changed", with_other("register."), "is not what the manifest says"),
    Case("the signature changed", with_other("manifest.sig"), "its signature does not hold"),
    Case("a name that leads out", with_more("../outside"), "holds what no backup holds"),
    Case("signed by another", signed_by_another, "was signed by another register"),
    Case("another register's", lambda good: good.foreign, "of another register"),
    Case("an older one in its place", lambda good: good.older, "not the newest"),
)


def run(folder: Path, count: int, seed: int) -> dict[str, Any]:
    """Every kind of damage (at most `count`), and the old key of a register whose recovery key was changed."""
    found: list[str] = []
    with _two_backups(folder) as (desk, good):
        for case in CASES[:count]:
            file = folder / "damaged.asyl.age"
            file.write_bytes(case.make(good))
            said = drill(desk, file).problems
            if not said or case.said not in said[0]:
                found.append(f"{case.name}: a drill says {said}")
            found += _restored(folder, case, file, good)
        found += _old_key(folder, desk)
        if drill(desk).problems:
            found.append("the good backup is not good any more")
    return {"kinds": len(CASES[:count]) + 1, "problems": found}


@contextmanager
def _two_backups(folder: Path) -> Iterator[tuple[Desk, Good]]:
    files = scenario.reports(folder / "reports", 6)
    for name in ("backups", "others"):
        (folder / name).mkdir()
    scenario.import_and_decide(folder / "register", files[:2], lambda _: None)
    with scenario.at_desk(folder / "register") as desk:
        first = backup(desk, folder / "backups").path.read_bytes()
    scenario.import_and_decide(folder / "register", files[2:], lambda _: None)
    scenario.import_and_decide(folder / "other", files[:1], lambda _: None)
    with scenario.at_desk(folder / "register") as desk, scenario.at_desk(folder / "other") as other:
        keeping, _ = keeping_of(desk)
        foreign = backup(other, folder / "others", [keeping.own.recipient]).path.read_bytes()
        yield desk, Good(first, backup(desk, folder / "backups").path.read_bytes(), foreign, keeping)


def _restored(folder: Path, case: Case, file: Path, good: Good) -> Iterator[str]:
    """A restore refuses it too, and leaves no register behind."""
    target = folder / "restored"
    wanted = Wanted(2, vault.fingerprint(good.keeping.signer.public))
    try:
        restore(file, target, good.keeping.own, wanted)
    except AsylError as problem:
        # A restore cannot know the register: it goes by the number and the fingerprint on the paper.
        fits = case.said in problem.sentence or case.name in ("another register's", "signed by another")
        if not fits:
            yield f"{case.name}: a restore says {problem.sentence}"
    else:
        yield f"{case.name}: restored"
    if target.exists() and any(target.iterdir()):
        yield f"{case.name}: left behind {sorted(path.name for path in target.iterdir())}"


def _old_key(folder: Path, desk: Desk) -> Iterator[str]:
    newest = sorted((folder / "backups").glob("*.asyl.age"))[-1]
    try:
        restore(newest, folder / "restored", vault.new_recovery_key())
    except AsylError as problem:
        if KEY not in problem.sentence:
            yield f"old key: {problem.sentence}"
    else:
        yield "old key: restored"
