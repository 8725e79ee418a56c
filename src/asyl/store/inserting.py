"""Many rows at once, past the models: each act writes several, and thousands of acts come in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connections, models

from .fields import ExactTextField


def insert_many(alias: str, model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts rows, all with the same columns (by the names that the database has), in their order."""
    if not rows:
        return
    connection = connections[alias]
    quote = connection.ops.quote_name
    names = list(rows[0])
    exact = {field.column: field for field in model._meta.fields if isinstance(field, ExactTextField)}

    def value(name: str, given: Any) -> Any:
        if isinstance(given, datetime):
            return connection.ops.adapt_datetimefield_value(given)
        return exact[name].get_prep_value(given) if name in exact else given

    columns, marks = ", ".join(map(quote, names)), ", ".join(["%s"] * len(names))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608  our own names
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[value(name, row[name]) for name in names] for row in rows])
