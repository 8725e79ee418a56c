"""The passphrase of an encrypted register: from a file, the key ring, or whoever sits at the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from asyl import desk
from asyl.model import UsageProblem

PLAIN = "it is not encrypted: whoever gets hold of this disk reads everything in it; `asyl encrypt` changes that"


def unlocked(folder: Path) -> desk.Keys:
    """The keys of an encrypted register. Raises RegisterProblem, also at once where nobody can be asked."""
    desk.no_core_dumps()
    return desk.unlock(folder, ask if can_ask() else None)


def makes_plain(folder: Path) -> bool:
    """True when reading into this folder makes a plain register, which has to be said.

    Raises UsageProblem when a passphrase is at hand, which a plain register would not use.
    """
    if desk.is_register(folder) or desk.encrypted(folder):
        return False
    if desk.from_file() is not None:
        raise UsageProblem(
            f"a passphrase is named, and there is no register in {folder} yet: `asyl init --encrypt` makes one",
            subject=folder,
        )
    return True


def can_ask() -> bool:
    """True when somebody sits at a terminal."""
    return sys.stdin.isatty()


def ask(question: str) -> str:
    """What a person types; it is not shown."""
    return str(click.prompt(question, hide_input=True, err=True))
