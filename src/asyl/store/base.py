"""Django's SQLite backend over SQLCipher: the same SQL in a file that is encrypted page by page.

Named as Django wants it: the engine "asyl.store" is looked for in `asyl.store.base`. The key stands in the entry's
OPTIONS as "key", 32 bytes, and is the first thing a new connection is told.
"""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3._functions import register as register_functions  # type: ignore[import-untyped]
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as Database

Database.register_converter("bool", b"1".__eq__)
Database.register_converter("date", base.decoder(parse_date))
Database.register_converter("time", base.decoder(parse_time))
Database.register_converter("datetime", base.decoder(parse_datetime))
Database.register_converter("timestamp", base.decoder(parse_datetime))
Database.register_adapter(decimal.Decimal, str)
Database.register_adapter(datetime.date, base.adapt_date)
Database.register_adapter(datetime.datetime, base.adapt_datetime)


class Cursor(Database.Cursor):  # type: ignore[misc]
    """Takes Django's %s where SQLite wants a question mark."""

    def execute(self, query: str, params: Any = None) -> Any:
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(convert(query, names), params)

    def executemany(self, query: str, rows: Iterable[Any]) -> Any:
        return super().executemany(convert(query, None), rows)


def convert(query: str, names: list[str] | None) -> str:
    """Placeholders of Django as placeholders of SQLite."""
    if names is not None:
        return query % {name: f":{name}" for name in names}
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to an encrypted file."""

    Database = Database
    init_commands: Iterable[str]

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        params["detect_types"] = Database.PARSE_DECLTYPES | Database.PARSE_COLNAMES
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        params = dict(conn_params)
        connection = unlocked(params.pop("key"), **params)
        register_functions(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        for command in self.init_commands:
            if command.strip():
                connection.execute(command)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)


def unlocked(key: bytes, **params: Any) -> Any:
    """A connection of SQLCipher that was told its key. A wrong key shows with the first statement that reads."""
    connection = Database.connect(**params)
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write its complaints to the terminal
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection
