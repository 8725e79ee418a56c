"""What commands share: the register's option, who acts, days, and an open desk."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import click

from asyl import desk
from asyl.model import UsageProblem

from .unlocking import unlocked

REGISTER_HELP = "The register's folder (else $ASYL_REGISTER, else ./asyl-register)."
MEMBER_FILE = "ASYL_MEMBER_FILE"


def register_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--register",
        "folder",
        type=click.Path(path_type=Path, file_okay=True),
        envvar="ASYL_REGISTER",
        default=Path("asyl-register"),
        show_default=False,
        help=REGISTER_HELP,
    )(command)


def why_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option("--why", default="", help="The reason, in your own words; it stands in the log.")(command)


def case_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option("--case", "chosen", envvar="ASYL_CASE", default="", help="The case at hand (else $ASYL_CASE).")(
        command
    )


@contextmanager
def desk_at(folder: Path, *, create: bool = False, case: str = "") -> Iterator[desk.Desk]:
    """The register, open for whoever acts."""
    engines = desk.own_engines(click.get_current_context().obj)
    with desk.open_desk(
        folder,
        create=create,
        actor=actor(),
        clock=now,
        engines=engines,
        case=case or os.environ.get("ASYL_CASE", ""),
        passphrase=member_passphrase,
        unlock=unlocked,
    ) as opened:
        yield opened


def now() -> datetime:
    return datetime.now(UTC)


def actor() -> str:
    """Who acts: $ASYL_ACTOR, else "local" (while one person is alone; a login name is nobody's business)."""
    return os.environ.get("ASYL_ACTOR") or "local"


def member_passphrase() -> str | None:
    """The passphrase that guards the actor's keys: the first line of the file named in $ASYL_MEMBER_FILE, or typed.

    Never from an option or a variable: those stand in process lists and histories.
    """
    name = os.environ.get(MEMBER_FILE)
    if name:
        return first_line(Path(name))
    if sys.stdin.isatty():
        return str(click.prompt(f"Passphrase of {actor()}", hide_input=True, err=True))
    return None


def first_line(file: Path) -> str:
    """Raises UsageProblem."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageProblem(f"{file} cannot be read", subject=file) from problem
    return lines[0] if lines else ""


def day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise UsageProblem(f"{text!r} is no day; write it as 2020-01-31", subject=text) from problem
