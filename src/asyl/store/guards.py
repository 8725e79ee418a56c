"""Triggers that hold even when somebody goes round the models: evidence, decisions
and the log are never deleted, unless a tombstone says what was erased, by whom and why.

Installed after every migration, because SQLite drops a table's triggers when Django rebuilds it.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

from .models import Act, Judgement, Member, Source, SourcePath, Tombstone

_STONE = "EXISTS (SELECT 1 FROM store_tombstone t WHERE t.subject = {})"
_SOURCE_OF = "EXISTS (SELECT 1 FROM store_tombstone t JOIN store_source s ON s.report = t.subject WHERE s.id = OLD.{})"
_SAME_SOURCE = " AND ".join(
    f'NEW."{name}" = OLD."{name}"' for name in ("id", "source_id", "path", "place", "at", "by", "case")
)
_SAME_ACT = " AND ".join(
    f'NEW."{name}" = OLD."{name}"' for name in ("id", "number", "at", "by", "what", "subject", "detail", "chain")
)

_ERASED = " AND ".join(
    (
        "NEW.why = ''",
        "NEW.salt = ''",
        "NEW.why_digest = OLD.why_digest",
        _SAME_ACT,
        "EXISTS (SELECT 1 FROM store_tombstone)",
    )
)

# When the verb is let through. A judgement can be taken back, which fills columns; a line of the log keeps everything
# but the words of its reason, which an erasure may take; a member can leave and change their passphrase.
_FORBIDDEN = {
    Source: {"DELETE": _STONE.format("OLD.report")},
    SourcePath: {
        "DELETE": _SOURCE_OF.format("source_id"),
        "UPDATE": f"NEW.replaces_id IS NULL AND {_SAME_SOURCE} AND {_SOURCE_OF.format('replaces_id')}",
    },
    Judgement: {"DELETE": _STONE.format("OLD.name")},
    Act: {
        "DELETE": "",
        "UPDATE": _ERASED,
    },
    Member: {"DELETE": "", "UPDATE": "NEW.name = OLD.name AND NEW.since = OLD.since AND OLD.ended IS NULL"},
    Tombstone: {"DELETE": "", "UPDATE": ""},
}
_SQLITE = """CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb} ON {table}{when}
BEGIN SELECT RAISE(ABORT, '{message}'); END"""
_POSTGRES = (
    """CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN {guard}RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE OR REPLACE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()""",
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Puts the triggers in place on either database; does nothing where they are."""
    statements = (_SQLITE,) if connection.vendor == "sqlite" else _POSTGRES
    with connection.cursor() as cursor:
        for model, verbs in _FORBIDDEN.items():
            for verb, allowed in verbs.items():
                table = model._meta.db_table
                names = {"table": table, "verb": verb, "name": f"{table}_no_{verb.lower()}"}
                names["when"] = f" WHEN NOT ({allowed})" if allowed else ""
                row = "OLD" if verb == "DELETE" else "NEW"
                names["guard"] = f"IF {allowed} THEN RETURN {row}; END IF; " if allowed else ""
                message = f"{model._meta.verbose_name_plural} are kept as they are: no {verb.lower()}"
                for statement in statements:
                    cursor.execute(statement.format(message=message, **names))
