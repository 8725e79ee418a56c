"""Making a register, and who can open it: encryption at rest, the passphrase, the recovery key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from asyl import vault
from asyl.model import NotFound, RegisterProblem
from asyl.store import Entry, encrypt_store, finish_changes, keep_server, on_server, open_store, refuse_strangers

from .evidence import UNSWEPT
from .opening import Clock, Step, now, quietly, waiting


@dataclass(frozen=True, slots=True)
class Made:
    """A register that was made. `recovery` is shown once and kept nowhere; None for a plain one."""

    folder: Path
    encrypted: bool
    recovery: vault.RecoveryKey | None = None
    signer: str = ""  # the fingerprint of the key that signs its backups


@dataclass(frozen=True, slots=True)
class Keepers:
    """Who acts and when, for acts that have no desk yet."""

    actor: str = "local"
    clock: Clock = now


def init(
    folder: Path,
    *,
    passphrase: str | None = None,
    database: str | None = None,
    cost: vault.Cost | None = None,
    by: Keepers = Keepers(),
) -> Made:
    """Makes a register in a new or empty folder: plain, or encrypted by a passphrase; its rows in a file or a database.

    Raises UsageProblem, RegisterProblem, also when there is a register already.
    """
    if _there(folder):
        raise RegisterProblem(f"there is a register in {folder} already", subject=folder)
    if passphrase is not None:
        vault.checked(passphrase)
    if database is not None:
        refuse_strangers(database)
    _empty_folder(folder)
    keys = vault.new_keys() if passphrase is not None else None
    made = _keep_keys(folder, folder, keys, passphrase, cost)
    if database is not None:
        keep_server(folder, database)
    store = open_store(folder, create=True, key=keys.database if keys else None)
    try:
        with store.act(Entry(by.clock(), by.actor, "init", "register", detail=_how(keys, database))):
            pass
    finally:
        store.close()
    return made


def encrypt(
    folder: Path,
    passphrase: str,
    progress: Step = quietly,
    *,
    cost: vault.Cost | None = None,
    by: Keepers = Keepers(),
) -> Made:
    """Encrypts a plain register in its place. Killed at any moment, it is the one or the other, whole.

    Raises NotFound, UsageProblem, RegisterProblem, IntegrityFailure when an original is not what was sealed.
    """
    vault.checked(passphrase)
    total = _about_to_encrypt(folder)
    keys, made = vault.new_keys(), []

    def keep_keys(scratch: Path) -> None:
        made.append(_keep_keys(folder, scratch, keys, passphrase, cost))

    encrypt_store(folder, keys.database, keep_keys, _Resealer(folder, keys, progress, total), waiting(progress))
    _note(folder, keys, Entry(by.clock(), by.actor, "encrypt", "register"))
    return made[0]


@dataclass(slots=True)
class _Resealer:
    """Seals an original anew, under the keys, and says how far it is."""

    folder: Path
    keys: vault.Keys
    progress: Step
    total: int
    done: int = 0

    def __call__(self, blob: str, digest: str) -> tuple[str, str]:
        self.progress("encrypting originals", self.done, self.total)
        sealed = vault.seal(self.folder, vault.unseal(self.folder, blob, digest), self.keys)
        self.done += 1
        return sealed.blob, sealed.sealed_as


def _about_to_encrypt(folder: Path) -> int:
    """How many originals a plain register has, marked so that what an interruption leaves is swept. Raises
    RegisterProblem for one that cannot be encrypted."""
    finish_changes(folder)
    if vault.locked(folder):
        raise RegisterProblem(f"the register in {folder} is encrypted already", subject=folder)
    if on_server(folder):
        raise RegisterProblem(
            f"the rows of the register in {folder} are on a server: encrypt its disk; or restore a backup into a new "
            "folder, encrypt that, and move it to an empty database",
            subject=folder,
        )
    store = open_store(folder, create=False)
    try:
        with store.computing():
            store.derived.mark(UNSWEPT, "yes")
        return len(store.sources.blobs())
    finally:
        store.close()


def change_passphrase(
    folder: Path,
    keys: vault.Keys,
    passphrase: str,
    *,
    cost: vault.Cost | None = None,
    by: Keepers = Keepers(),
) -> None:
    """Gives an encrypted register another passphrase; the old one opens no more. Raises UsageProblem."""
    vault.checked(passphrase)
    _forget(folder)
    _writing(folder, lambda: vault.change_passphrase(folder, keys, passphrase, cost or vault.calibrated()))
    _note(folder, keys, Entry(by.clock(), by.actor, "passphrase", "register"))


def change_recovery(
    folder: Path,
    keys: vault.Keys | None,
    *,
    by: Keepers = Keepers(),
) -> vault.RecoveryKey:
    """A new recovery key, for the register and for every backup from now on. Raises RegisterProblem."""
    key = vault.new_recovery_key()
    keeping = vault.kept(folder, keys)
    if keys is not None:
        _writing(folder, lambda: vault.change_recovery(folder, keys, key.recipient))
    if keeping is not None:
        _writing(folder, lambda: vault.keep(folder, vault.with_recovery(keeping, key.recipient), keys))
    _note(folder, keys, Entry(by.clock(), by.actor, "recovery key", "register"))
    return key


def recover(folder: Path, words: str) -> vault.Keys:
    """The keys of a register whose passphrase is lost, by the recovery key. Raises UsageProblem, RegisterProblem."""
    finish_changes(folder)
    return vault.recover(folder, vault.read_recovery_key(words))


def remember(folder: Path, passphrase: str) -> None:
    """Leaves the passphrase with the system's key ring until `lock`. Raises UsageProblem, RegisterProblem, NotFound."""
    vault.unlock(folder, passphrase)
    vault.remember(vault.register_id(folder), passphrase)


def lock(folder: Path) -> bool:
    """Takes the passphrase out of the key ring; False when it was not there. Raises NotFound when nothing is locked."""
    if not vault.locked(folder):
        raise NotFound(f"the register in {folder} is not encrypted; `asyl encrypt` does it", subject=folder)
    return _forget(folder)


def _forget(folder: Path) -> bool:
    return vault.forget(vault.register_id(folder))


def _there(folder: Path) -> bool:
    finish_changes(folder)
    try:
        open_store(folder, create=False).close()
    except NotFound:
        return False
    except RegisterProblem:
        if vault.locked(folder):
            return True
        raise
    return True


def _empty_folder(folder: Path) -> None:
    def make() -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in vault.FILES:  # of an init that was interrupted: nothing was ever encrypted with them
            (folder / name).unlink(missing_ok=True)

    _writing(folder, make)


def _keep_keys(
    folder: Path, into: Path, keys: vault.Keys | None, passphrase: str | None, cost: vault.Cost | None
) -> Made:
    """Writes the wrapped keys and what backups need, or nothing for a plain register."""
    if keys is None or passphrase is None:
        return Made(folder, encrypted=False)
    recovery = vault.new_recovery_key()
    old = vault.kept(folder, None)
    keeping = vault.new_keeping(keys.register, recovery.recipient) if old is None else old
    keeping = vault.with_recovery(keeping, recovery.recipient)
    _writing(folder, lambda: vault.keep(into, keeping, keys))
    known, price = passphrase, cost or vault.calibrated()
    _writing(folder, lambda: vault.keep_keys(into, keys, known, recovery.recipient, price))
    return Made(folder, True, recovery, vault.fingerprint(keeping.signer.public))


def _note(folder: Path, keys: vault.Keys | None, entry: Entry) -> None:
    store = open_store(folder, create=False, key=keys.database if keys else None)
    try:
        with store.act(entry):
            pass
    finally:
        store.close()


def _how(keys: vault.Keys | None, database: str | None) -> tuple[tuple[str, str], ...]:
    return (("encrypted", "yes" if keys else "no"), ("rows", "server" if database else "file"))


def _writing(folder: Path, write: Callable[[], None]) -> None:
    try:
        write()
    except OSError as problem:
        raise RegisterProblem(
            f"the register in {folder} cannot be written: {problem.strerror or problem}", subject=folder
        ) from problem
