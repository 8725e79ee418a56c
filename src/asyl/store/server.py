"""A register whose rows lie in a PostgreSQL database: the folder says which, and holds the sealed originals."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from asyl.model import RegisterProblem, UsageProblem

from . import raw
from .embedded import FILE, LOCKED_FILE, SERVER

_NAMED = {"host": "HOST", "hostaddr": "HOST", "port": "PORT", "user": "USER", "dbname": "NAME"}
_KEPT = {"sslmode", "sslrootcert", "sslcert", "sslkey", "passfile", "service", "connect_timeout", "options"}


def is_register(folder: Path) -> bool:
    """True when there is one in `folder`, whether it can be used or not."""
    return any(os.path.exists(folder / name) for name in (FILE, LOCKED_FILE, SERVER))


def on_server(folder: Path) -> bool:
    """True when the rows of the register in `folder` lie in a database elsewhere."""
    return os.path.exists(folder / SERVER)


def keep(folder: Path, address: str) -> None:
    """Writes into the folder where the rows lie; durable when it returns. Raises UsageProblem, OSError."""
    read(address)
    content = {"asyl": "server", "version": 1, "database": address}
    raw.write_durably(folder / SERVER, json.dumps(content, indent=1).encode() + b"\n")


def entry(folder: Path) -> dict[str, Any]:
    """The database of a register as an entry of Django's DATABASES. Raises RegisterProblem."""
    file = folder / SERVER
    try:
        content = json.loads(file.read_bytes())
    except (OSError, ValueError) as problem:
        raise RegisterProblem(f"{file} cannot be read, or is damaged: {problem}", subject=file) from problem
    if not isinstance(content, dict) or content.get("asyl") != "server" or content.get("version") != 1:
        raise RegisterProblem(f"{file} was made by a newer asyl or by another program", subject=file)
    return read(str(content.get("database")))


def read(address: str) -> dict[str, Any]:
    """An address (postgres://user@host/name) as an entry of DATABASES. Raises UsageProblem.

    A password in it is refused: it would stand in the list of processes, in the shell's history and in the folder.
    """
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as problem:
        raise UsageProblem("PostgreSQL needs the extra: pip install 'asyl[postgres]'") from problem
    if not address.startswith(("postgres://", "postgresql://")):
        raise UsageProblem("the database is named as postgres://USER@HOST/NAME", subject=address)
    try:
        parts = conninfo_to_dict(address)
    except ProgrammingError as problem:
        raise UsageProblem(f"this is no address of a database: {problem}", subject=address) from problem
    if parts.get("password"):
        raise UsageProblem("put the password into ~/.pgpass (mode 600), not into the address")
    strange = set(parts) - set(_NAMED) - _KEPT
    if strange or not parts.get("dbname"):
        raise UsageProblem(f"the address names no database, or what asyl does not know: {', '.join(sorted(strange))}")
    named = {_NAMED[name]: str(value) for name, value in parts.items() if name in _NAMED}
    options = {name: value for name, value in parts.items() if name in _KEPT}
    return {"ENGINE": "django.db.backends.postgresql", **named, "OPTIONS": options}
