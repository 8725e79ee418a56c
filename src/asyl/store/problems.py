"""What a database complains of, in a sentence a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import Error

from asyl.model import RegisterProblem

_SENTENCES = (
    ("locked", "another asyl is writing to it and did not finish in time; try again"),
    ("readonly", "it may only be read, and asyl has to write to it"),
    ("full", "the disk is full; make room and try again, nothing that was acknowledged is lost"),
    ("disk i/o", "the disk reports an error; copy the folder to another disk before you go on"),
    ("malformed", "its file is damaged; restore a copy"),
    ("not a database", "its file is damaged, encrypted, or not a register of asyl"),
    ("unable to open", "its file cannot be opened; look at the permissions of the folder"),
)


@contextmanager
def speaking(folder: Path) -> Iterator[None]:
    """Turns the database's errors into RegisterProblem, chained."""
    try:
        yield
    except Error as problem:
        said = str(problem).strip() or type(problem).__name__
        known = next((sentence for sign, sentence in _SENTENCES if sign in said.casefold()), said.splitlines()[0])
        raise RegisterProblem(f"the register in {folder} cannot be used: {known}", subject=folder) from problem
