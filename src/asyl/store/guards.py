"""Triggers that hold even when somebody goes round the models: evidence, decisions
and the log are never deleted.

Installed after every migration, because SQLite drops a table's triggers when Django rebuilds it.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

from .models import Act, Judgement, Source, SourcePath

# A judgement can be taken back, which fills columns; a line of the log and a place cannot be touched at all.
_FORBIDDEN = {
    Source: ("DELETE",),
    SourcePath: ("DELETE", "UPDATE"),
    Judgement: ("DELETE",),
    Act: ("DELETE", "UPDATE"),
}
_SQLITE = """CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{message}'); END"""
_POSTGRES = (
    """CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE OR REPLACE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()""",
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Puts the triggers in place on either database; does nothing where they are."""
    statements = (_SQLITE,) if connection.vendor == "sqlite" else _POSTGRES
    with connection.cursor() as cursor:
        for model, verbs in _FORBIDDEN.items():
            for verb in verbs:
                table = model._meta.db_table
                names = {"table": table, "verb": verb, "name": f"{table}_no_{verb.lower()}"}
                message = f"{model._meta.verbose_name_plural} are kept as they are: no {verb.lower()}"
                for statement in statements:
                    cursor.execute(statement.format(message=message, **names))
