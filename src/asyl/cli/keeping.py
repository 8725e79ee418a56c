"""Commands that make a register and keep it: encryption, passphrase, backups, drills, the move to a server."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from asyl import desk
from asyl.model import INTEGRITY, UsageProblem

from .common import actor, desk_at, member_passphrase, now, register_option
from .screen import Screen
from .unlocking import PLAIN, ask, can_ask, unlocked

RECOVERY_FILE = "ASYL_RECOVERY_FILE"


@click.command()
@register_option
@click.option("--encrypt", "encrypted", is_flag=True, help="Encrypt it by a passphrase.")
@click.option("--database", metavar="URL", help="Keep its rows in PostgreSQL: postgres://USER@HOST/NAME.")
def init(folder: Path, encrypted: bool, database: str | None) -> None:
    """Make a register in a new or empty folder."""
    screen = Screen()
    passphrase = _new_passphrase(folder) if encrypted else None
    made = desk.init(folder, passphrase=passphrase, database=database, by=_by())
    where = f", its rows in {database}" if database else ""
    plain = "" if made.encrypted or database else f"; {PLAIN}"
    screen.say(f"a register was made in {folder}{where}{plain}")
    if database:
        how = "are" if made.encrypted else "are not"
        screen.say(f"originals {how} encrypted here; the rows are as safe as the disk of the server: encrypt that")
    _show(screen, made.recovery, made.signer)


@click.command()
@register_option
def encrypt(folder: Path) -> None:
    """Encrypt a plain register in its place, by a passphrase."""
    screen = Screen()
    passphrase = _new_passphrase(folder)
    with screen.progress("encrypting") as progress:
        made = desk.encrypt(folder, passphrase, progress, by=_by())
    screen.say(f"the register in {folder} is encrypted; older plain copies and backups of it are not")
    _show(screen, made.recovery, made.signer)


@click.command()
@register_option
def unlock(folder: Path) -> None:
    """Leave the passphrase with the system's key ring, until `asyl lock`."""
    desk.remember(folder, _passphrase())
    Screen().say("unlocked until `asyl lock`")


@click.command()
@register_option
def lock(folder: Path) -> None:
    """Take the passphrase out of the system's key ring."""
    forgotten = desk.lock(folder)
    Screen().say("locked" if forgotten else "it was locked already")


@click.command()
@register_option
@click.option("--recovery", is_flag=True, help="The old passphrase is lost: the recovery key opens the register.")
@click.option(
    "--new-recovery", is_flag=True, help="Make a new recovery key instead; the old one opens old backups only."
)
def passphrase(folder: Path, recovery: bool, new_recovery: bool) -> None:
    """Change the passphrase of an encrypted register, or its recovery key."""
    screen = Screen()
    keys = desk.recover(folder, _recovery_words()) if recovery else _keys(folder)
    if new_recovery:
        _show(screen, desk.change_recovery(folder, keys, by=_by()), "")
        return
    if keys is None:
        raise UsageProblem(f"the register in {folder} is not encrypted; `asyl encrypt` does it", subject=folder)
    desk.change_passphrase(folder, keys, _new_passphrase(folder, "ASYL_NEW_PASSPHRASE_FILE"), by=_by())
    screen.say("the passphrase was changed; the old one opens nothing any more but copies made before")


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@register_option
@click.option("--to", "also", multiple=True, metavar="KEY", help="A public key of age (age1...) that may open it too.")
def backup(target: Path, folder: Path, also: tuple[str, ...]) -> None:
    """Write an encrypted backup into a new file, or a folder (another disk). Others can go on working."""
    screen = Screen()
    with desk_at(folder) as opened, screen.progress("backing up") as progress:
        made = desk.backup(opened, target, also, progress)
    screen.say(f"backup {made.number}: {made.originals} originals, {made.size} bytes, in {made.path}")
    screen.say(f"  sha256 {made.digest}; signed by {made.signer}")
    screen.say("  `asyl drill` shows whether it can be restored")
    _show(screen, made.recovery, made.signer)


@click.command()
@click.argument("backup_file", metavar="BACKUP", type=click.Path(path_type=Path))
@register_option
@click.option("--at-least", type=int, default=0, metavar="N", help="Refuse a backup with a lower number: an older one.")
@click.option(
    "--signer", default="", help="Refuse a backup that another register signed (the fingerprint on your paper)."
)
def restore(backup_file: Path, folder: Path, at_least: int, signer: str) -> None:
    """Make a register in a new or empty folder out of a backup, with the recovery key."""
    screen = Screen()
    key = desk.read_recovery_key(_recovery_words())
    wanted = desk.Wanted(at_least, signer)
    with screen.progress("restoring") as progress:
        found = desk.restore(
            backup_file,
            folder,
            key,
            wanted,
            progress,
            actor=actor(),
            clock=now,
            passphrase=member_passphrase,
            unlock=unlocked,
        )
    screen.say(f"restored into {folder}: {_what(found)}")
    if (folder / "keys").exists():
        screen.say("it opens with the passphrase it had; `asyl passphrase --recovery` sets another")


@click.command()
@click.argument("backup_file", metavar="[BACKUP]", required=False, type=click.Path(path_type=Path))
@register_option
@click.option("--recovery", is_flag=True, help="Use the recovery key on paper: shows that the paper is right.")
def drill(backup_file: Path | None, folder: Path, recovery: bool) -> None:
    """Restore the newest backup into a folder that is thrown away, verify all of it, and write a certificate."""
    screen = Screen()
    key = desk.read_recovery_key(_recovery_words()) if recovery else None
    with desk_at(folder) as opened, screen.progress("drilling") as progress:
        done = desk.drill(opened, backup_file, key, progress)
    for problem in done.problems:
        screen.say(f"  {problem}")
    if done.found is not None and not done.problems:
        screen.say(f"{done.backup} can be restored: {_what(done.found)}")
    screen.say(f"certificate: {done.path}")
    if done.problems:
        screen.say(f"{done.backup} cannot be relied on; make a new backup")
        sys.exit(INTEGRITY)


@click.command()
@click.argument("address", metavar="URL")
@register_option
def move(address: str, folder: Path) -> None:
    """Move the rows of a register into an empty PostgreSQL database; originals stay in the folder."""
    screen = Screen()
    with desk_at(folder) as opened:
        desk.may_move(opened)
        key = opened.keys.database if opened.keys else None
    with screen.progress("moving") as progress:
        moved = desk.move(folder, key, address, actor(), now, progress)
    screen.say(f"{moved.rows} rows of {moved.tables} tables moved and compared")
    screen.say(f"{moved.left} is not written any more; make a backup, drill it, and delete that file")


COMMANDS = (init, encrypt, unlock, lock, passphrase, backup, restore, drill, move)


def _by() -> desk.Keepers:
    return desk.Keepers(actor(), now)


def _keys(folder: Path) -> desk.Keys | None:
    return unlocked(folder) if desk.encrypted(folder) else None


def _what(found: desk.Found) -> str:
    erased = f", {found.erased} erased again" if found.erased else ""
    manifest = found.manifest
    return (
        f"backup {manifest.number} of {manifest.at}, {found.originals} originals, {found.rows} rows, "
        f"{found.lines} lines of the log{erased}"
    )


def _show(screen: Screen, key: desk.RecoveryKey | None, signer: str) -> None:
    """The recovery key, once, on standard output: it can be sent to a printer and is in no file."""
    if key is None:
        return
    screen.say("The recovery key follows. Write it down or print it now: it is shown once, and kept nowhere.")
    screen.say("It opens every backup, and the register when the passphrase is lost. Whoever has it has everything.")
    click.echo(key.on_paper())
    if signer:
        click.echo(f"backups are signed by {signer}")


def _passphrase() -> str:
    known = desk.from_file()
    if known is not None:
        return known
    if not can_ask():
        raise UsageProblem("nobody is here to be asked for the passphrase; name a file in ASYL_PASSPHRASE_FILE")
    return ask("Passphrase of the register")


def _new_passphrase(folder: Path, variable: str = "ASYL_PASSPHRASE_FILE") -> str:
    known = desk.from_file(variable)
    if known is not None:
        return known
    if not can_ask():
        raise UsageProblem(f"nobody is here to be asked for a passphrase; name a file that holds it in {variable}")
    first = ask(f"A passphrase for {folder}, best six random words")
    if ask("The same again") != first:
        raise UsageProblem("the two are not the same; nothing was done")
    return first


def _recovery_words() -> str:
    name = os.environ.get(RECOVERY_FILE)
    if name:
        try:
            return "".join(
                line
                for line in Path(name).read_text(encoding="utf-8").splitlines()
                if not line.startswith("backups are")
            )
        except (OSError, UnicodeDecodeError) as problem:
            raise UsageProblem(
                f"the file named in {RECOVERY_FILE} cannot be read: {problem}", subject=name
            ) from problem
    if not can_ask():
        raise UsageProblem(f"nobody is here to be asked for the recovery key; name a file in {RECOVERY_FILE}")
    return ask("Recovery key, in one line")
