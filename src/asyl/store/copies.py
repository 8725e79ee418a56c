"""A whole register copied: into a file for a backup, or row by row into another database, counted and compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.models import Model

from asyl.model import IntegrityFailure, RegisterProblem

from . import changing, embedded, raw, server
from .locks import file_lock
from .opening import attach, connect, disconnect, filler
from .whole import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .register import Store

_MANY = 400


def snapshot_file(store: Store, file: Path, key: bytes | None) -> None:
    """The register at one moment as a new file, encrypted by `key` like the register itself; others go on writing.

    Of a register on a server it is a file with the same rows. Raises RegisterProblem.
    """
    with embedded.speaking(store.folder):
        if connections[store.alias].vendor == "sqlite":
            _copy_pages(store.folder / embedded.name_of(key), file, key)
        else:
            _copy_into_file(store, file, key)


def _copy_pages(original: Path, file: Path, key: bytes | None) -> None:
    raw.make_empty(file)
    with raw.connected(original, key) as source, raw.connected(file, key) as target:
        source.backup(target)
    embedded.finish(file, key)


def _copy_into_file(store: Store, file: Path, key: bytes | None) -> None:
    embedded.build(file, filler(key), key)
    alias = connect(embedded.database(file, key, safe=False))
    try:
        with store.snapshot():
            _copy_rows(store.alias, alias)
    finally:
        disconnect(alias)
    raw.sync_file(file)


def tables(alias: str) -> dict[str, Table]:
    """What every table holds. Call it inside a snapshot when others may write."""
    found = {}
    for model in _models():
        digest, rows = sha256(), 0
        for row in _rows(model, alias):
            digest.update(row.encode() + b"\n")
            rows += 1
        found[model._meta.db_table] = Table(rows, digest.hexdigest())
    return found


def move(folder: Path, key: bytes | None, address: str, waiting: Callable[[], None]) -> Mapping[str, Table]:
    """Moves the rows of an embedded register into an empty database on a server, and compares every one.

    Killed at any moment, the register is the file as it was, or the server. The file stays, and nothing can be written
    into it any more. Returns what each table holds. Raises RegisterProblem, UsageProblem, IntegrityFailure.
    """
    file = folder / embedded.name_of(key)
    settings = server.read(address)
    refuse_strangers(settings)
    with embedded.speaking(folder), file_lock(folder, waiting):
        changing.begin(folder, key)
        here, there = connect(embedded.database(file, key)), attach(folder, settings)
        try:
            with raw.connected(file, key) as holder:
                holder.execute("BEGIN IMMEDIATE")  # every other writer waits
                held = _transfer(here, there.alias)
                changing.retire(holder)
            server.keep(folder, address)
        finally:
            there.close()
            disconnect(here)
            changing.settle_alone(folder, key)
    return held


def _transfer(here: str, there: str) -> dict[str, Table]:
    """Copies in one transaction; rows that are there already from an interrupted move are compared only."""
    mine = tables(here)
    with transaction.atomic(using=there):
        if not any(model._default_manager.using(there).exists() for model in _models() if not _is_state(model)):
            _copy_rows(here, there)
        if tables(there) != mine:
            raise IntegrityFailure("what arrived at the server is not what was sent; name an empty database")
    return mine


def refuse_strangers(settings: dict[str, Any]) -> None:
    """Raises RegisterProblem when a database holds tables that are not ours, or does not answer."""
    from django.db import Error

    from .sentences import said

    alias = connect(settings)
    try:
        ours = {model._meta.db_table for model in _models()} | {"django_migrations"}
        strange = sorted(set(connections[alias].introspection.table_names()) - ours)
    except Error as problem:
        raise RegisterProblem(f"the database cannot be used: {said(problem)}") from problem
    finally:
        disconnect(alias)
    if strange:
        raise RegisterProblem(f"the database holds tables of something else ({strange[0]}); name an empty one")


def _copy_rows(here: str, there: str) -> None:
    with transaction.atomic(using=there):
        for model in _models():
            target = model._default_manager.using(there)
            if _is_state(model):
                target.all().delete()
            batch: list[Model] = []
            for row in model._default_manager.using(here).order_by("pk").iterator(chunk_size=_MANY):
                batch.append(row)
                if len(batch) >= _MANY:
                    target.bulk_create(batch)
                    batch = []
            target.bulk_create(batch)
        _count_on(there)


def _count_on(alias: str) -> None:
    """New rows are numbered after the copied ones."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(_models())):
            cursor.execute(statement)


def _models() -> list[type[Model]]:
    return list(apps.get_app_config("store").get_models())


def _is_state(model: type[Model]) -> bool:
    """The one table that is not empty in a new register: it says which format it has."""
    return model._meta.model_name == "state"


def _rows(model: type[Model], alias: str) -> Iterator[str]:
    names = [field.attname for field in model._meta.concrete_fields]
    for row in model._default_manager.using(alias).order_by("pk").values_list(*names).iterator(chunk_size=_MANY):
        yield json.dumps([_value(value) for value in row], separators=(",", ":"))


def _value(value: object) -> object:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
