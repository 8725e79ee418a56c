"""A register of format 1 becomes a chain with everything in it: nothing is lost, nothing has to be decided again."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from asyl.store.chain import Line, breaks
from asyl.store.digests import about_key, pack
from tests.store.values import AT, JUDGED, PAIR

if TYPE_CHECKING:
    from asyl.store import Store

ACT = "INSERT INTO store_act (at, by, what, subject, why, detail) VALUES (%s, %s, %s, %s, %s, %s)"
JUDGEMENT = (
    "INSERT INTO store_judgement (name, kind, about, about_key, by, at, why) VALUES (%s, %s, %s, %s, %s, %s, %s)"
)


def back_to_one(store: "Store") -> None:
    """The tables as format 1 had them, with rows in them."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    connection = connections[store.alias]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in sorted(
            (t for t in tables if t.startswith(("store_", "django_"))), key=lambda t: t == "store_source"
        ):
            cascade = "" if connection.vendor == "sqlite" else " CASCADE"
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.execute(f'DROP TABLE "{table}"{cascade}')
    MigrationExecutor(connection).migrate([("store", "0001_initial")])
    at = connection.ops.adapt_datetimefield_value(AT)
    with connection.cursor() as cursor:
        for number in range(3):
            cursor.execute(ACT, [at, "a reader", "confirm", f"j{number}", "a reason" if number else "", "[]"])
        cursor.execute(JUDGEMENT, ["j1", "amend", pack(JUDGED), "0" * 64, "a reader", at, "a reason"])
        cursor.execute(JUDGEMENT, ["j2", "same", pack(PAIR), about_key(PAIR), "a reader", at, ""])


def test_the_lines_become_a_chain_and_judgements_are_found_by_what_they_concern(store: "Store") -> None:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from asyl.store.guards import install

    back_to_one(store)
    executor = MigrationExecutor(connections[store.alias])
    executor.migrate(executor.loader.graph.leaf_nodes())
    install(connections[store.alias])
    assert store.log.breaks() == []
    assert [(line.what, line.why) for line in store.log.all()] == [
        ("confirm", ""),
        ("confirm", "a reason"),
        ("confirm", "a reason"),
    ]
    assert [one.id for one in store.judgements.about([JUDGED.digest])] == ["j1", "j2"]
    assert [one.id for one in store.judgements.about(["e" * 64])] == ["j2"]
    assert [one.id for one in store.judgements.on([JUDGED])] == ["j1"]
    assert store.judgements.get("j2").cases == ()


def lines(*chains: str) -> list[Line]:
    at = datetime(2020, 1, 1, tzinfo=UTC)
    return [Line(number, at, "x", "read", "r", "", "", "", "[]", chain) for number, chain in enumerate(chains, 1)]


@pytest.mark.parametrize("head", [None, (0, "0" * 64)])
def test_an_empty_log_is_whole(head: tuple[int, str] | None) -> None:
    assert list(breaks([], head)) == []


def test_a_log_that_ends_too_early_or_was_never_chained_shows() -> None:
    assert [one.number for one in breaks(lines("f" * 64), None)] == [1]
    assert len(list(breaks([], (4, "f" * 64)))) == 1
