"""Opens a register: sets Django up the first time, then gives each register a connection of its own."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import embedded, server
from .locks import lock, silently

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from .register import Store

_NUMBERS = itertools.count(1)


def set_up() -> None:
    """Configures Django unless a server has; what a user's own shell says about Django settings is not asked."""
    from django.apps import apps
    from django.conf import settings

    if not settings.configured:
        # An empty default: a query that forgets to name its register fails at once.
        settings.configure(
            INSTALLED_APPS=["asyl.store"],
            DATABASES={"default": {}},
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            USE_TZ=True,
            TIME_ZONE="UTC",
        )
    if not apps.ready:
        apps.populate(settings.INSTALLED_APPS)


def open_store(folder: Path, *, create: bool, key: bytes | None = None) -> Store:
    """The register in `folder`, made first when `create` and there is none. Close it when done.

    `key` is that of an encrypted register. Raises NotFound when there is none, RegisterProblem when it cannot be used:
    not a register, made by a newer asyl, damaged, encrypted, no permission, a file where the folder should be.
    """
    set_up()
    if os.path.exists(folder / embedded.SERVER):
        return attach(folder, server.entry(folder))
    file = embedded.ready(folder, create=create, fill=filler(key), key=key)
    return attach(folder, embedded.database(file, key))


def open_file(file: Path, key: bytes | None) -> Store:
    """A register's file, wherever it lies, after the same checks. Raises RegisterProblem."""
    set_up()
    embedded.check(file.parent, file, key)
    return attach(file.parent, embedded.database(file, key))


def attach(folder: Path, database: dict[str, Any]) -> Store:
    """A store over any database that Django speaks to (an entry of DATABASES), brought to the present format."""
    set_up()
    from .problems import speaking
    from .register import Store

    alias = connect(database)
    try:
        with speaking(folder):
            _bring_up_to_date(folder, alias)
    except BaseException:
        disconnect(alias)
        raise
    return Store.over(folder, alias)


def connect(database: dict[str, Any]) -> str:
    """Gives a database (an entry of DATABASES) a connection and returns its alias. Nothing is asked of it yet."""
    from django.db import connections

    alias = f"register{next(_NUMBERS)}"
    # Django fills in the defaults of an entry only for a whole set that has a "default".
    connections.databases[alias] = connections.configure_settings({"default": {}, alias: database})[alias]
    return alias


def disconnect(alias: str) -> None:
    """Closes a connection and forgets it."""
    from django.db import connections

    connections[alias].close()
    del connections[alias]
    del connections.databases[alias]


def filler(key: bytes | None) -> Callable[[Path], None]:
    """What gives a new file its tables."""

    def fill(file: Path) -> None:
        from .problems import speaking

        alias = connect(embedded.database(file, key, safe=False))
        try:
            with speaking(file.parent):
                _migrate(alias)
        finally:
            disconnect(alias)

    return fill


def _bring_up_to_date(folder: Path, alias: str) -> None:
    """Migrates a register of an older format; a connected SQLite file is asked again, its header may be old news."""
    from django.db import connections

    version = _format(connections[alias])
    embedded.refuse_newer(folder / embedded.FILE, version)
    if version < embedded.FORMAT:
        with lock(connections[alias], folder, silently):
            _migrate(alias)


def _format(connection: BaseDatabaseWrapper) -> int:
    """The format a database says it has; 0 for an empty one."""
    from .models import State

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA user_version")
            return int(cursor.fetchone()[0])
    if State._meta.db_table not in connection.introspection.table_names():
        return 0
    row = State.objects.using(connection.alias).filter(name="format").first()
    return int(row.value) if row else 0


def _migrate(alias: str) -> None:
    """Runs what migrations are missing; writing the format last makes an interrupted run start again."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from .guards import install
    from .models import State

    connection = connections[alias]
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    install(connection)
    State.objects.using(alias).update_or_create(name="format", defaults={"value": str(embedded.FORMAT)})
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA user_version={embedded.FORMAT}")
