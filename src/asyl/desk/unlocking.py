"""Where the passphrase of an encrypted register comes from: a file, the system's key ring, or a person."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from asyl import vault
from asyl.model import RegisterProblem

Unlock = Callable[[Path], vault.Keys]
Ask = Callable[[str], str]  # a question to a person -> what they typed, not shown on the screen
FILE = "ASYL_PASSPHRASE_FILE"


def unlock_unasked(folder: Path) -> vault.Keys:
    """The keys, by the file named in ASYL_PASSPHRASE_FILE or by the key ring. Raises RegisterProblem, NotFound."""
    return unlock(folder, None)


def unlock(folder: Path, ask: Ask | None) -> vault.Keys:
    """As `unlock_unasked`, and where there is neither, by asking. Raises RegisterProblem, NotFound."""
    passphrase = from_file()
    if passphrase is not None:
        return vault.unlock(folder, passphrase)
    remembered = vault.recall(vault.register_id(folder))
    if remembered is not None:
        return vault.unlock(folder, remembered)
    if ask is None:
        raise RegisterProblem(
            f"the register in {folder} is encrypted, and nobody is here to be asked for the passphrase: name a file "
            f"that holds it in {FILE}, or run `asyl unlock` first",
            subject=folder,
        )
    return vault.unlock(folder, ask("Passphrase of the register: "))


def from_file(variable: str = FILE) -> str | None:
    """The first line of the file that a variable names; None when it is not set. Raises RegisterProblem."""
    name = os.environ.get(variable)
    if not name:
        return None
    try:
        lines = Path(name).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise RegisterProblem(f"the file named in {variable} cannot be read: {problem}", subject=name) from problem
    if not lines or not lines[0]:
        raise RegisterProblem(f"the file named in {variable} holds no passphrase in its first line", subject=name)
    return lines[0]
