"""What a database complains of, in a sentence a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import Error

from asyl.model import RegisterProblem

from .sentences import said


@contextmanager
def speaking(folder: Path) -> Iterator[None]:
    """Turns the database's errors into RegisterProblem, chained."""
    try:
        yield
    except Error as problem:
        raise RegisterProblem(f"the register in {folder} cannot be used: {said(problem)}", subject=folder) from problem
