"""Where shingles stand, in the register: the stored twin of lineage's postings in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db import connections, transaction

from asyl.model import Place

from .models import Indexed, Posting

_MANY = 400  # shingles a question: SQLite joins 500 answers and takes 999 parameters at most
_WRAP, _TOP = 1 << 64, 1 << 63


class StoredPostings:
    """`model.Postings` over the register's tables. Databases have signed numbers only, so hashes are wrapped."""

    def __init__(self, alias: str) -> None:
        self._alias = alias

    def add(self, report: str, shingles: Sequence[int]) -> None:
        table, *columns = self._names()
        insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES (%s, %s, %s)"  # noqa: S608  names of our own
        with transaction.atomic(using=self._alias):
            self.remove(report)
            number = Indexed.objects.using(self._alias).create(report=report).pk
            # In the order of the index: neighbours lie on one page of it.
            rows = sorted((_signed(one), number, at) for at, one in enumerate(shingles) if one != 0)
            with connections[self._alias].cursor() as cursor:
                cursor.executemany(insert, rows)

    def remove(self, report: str) -> None:
        numbers = Indexed.objects.using(self._alias).filter(report=report)
        for number in numbers.values_list("pk", flat=True):
            with transaction.atomic(using=self._alias), connections[self._alias].cursor() as cursor:
                table, _, indexed, _ = self._names()
                cursor.execute(f"DELETE FROM {table} WHERE {indexed} = %s", [number])  # noqa: S608  names of our own
                numbers.filter(pk=number).delete()

    def holders(self, shingles: Iterable[int], most: int | None = None) -> Mapping[int, Sequence[Place]]:
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for some in _chunks(dict.fromkeys(map(_signed, filter(None, shingles)))):
            for shingle, indexed, position in self._places(some, most):
                found[shingle].append((indexed, position))
        kept = {shingle: places for shingle, places in found.items() if most is None or len(places) <= most}
        names = self._reports({indexed for places in kept.values() for indexed, _ in places})
        # Sorted here: databases do not agree on the order of texts.
        return {
            _unsigned(shingle): sorted((names[indexed], position) for indexed, position in places)
            for shingle, places in kept.items()
        }

    def _places(self, shingles: Sequence[int], most: int | None) -> Sequence[tuple[int, int, int]]:
        """(shingle, number of the report, position): one more than `most` of a shingle at the most."""
        table, *columns = self._names()
        select = f"SELECT {', '.join(columns)} FROM {table} WHERE {columns[0]}"  # noqa: S608  names of our own
        if most is None:
            question = f"{select} IN ({', '.join(['%s'] * len(shingles))})"
        else:
            one = f"SELECT * FROM ({select} = %s LIMIT {most + 1}) one"  # noqa: S608  as above
            question = " UNION ALL ".join([one] * len(shingles))
        with connections[self._alias].cursor() as cursor:
            cursor.execute(question, shingles)
            rows: list[tuple[int, int, int]] = cursor.fetchall()
            return rows

    def _reports(self, numbers: Iterable[int]) -> dict[int, str]:
        named: dict[int, str] = {}
        quote = connections[self._alias].ops.quote_name
        table, number, report = quote(Indexed._meta.db_table), quote("id"), quote("report")
        with connections[self._alias].cursor() as cursor:
            for some in _chunks(sorted(numbers)):
                places = ", ".join(["%s"] * len(some))
                question = f"SELECT {number}, {report} FROM {table} WHERE {number} IN ({places})"  # noqa: S608  as above
                cursor.execute(question, some)
                named.update(cursor.fetchall())
        return named

    def _names(self) -> list[str]:
        quoted = connections[self._alias].ops.quote_name
        return [quoted(name) for name in (Posting._meta.db_table, "shingle", "indexed_id", "position")]

    def reports(self) -> frozenset[str]:
        return frozenset(Indexed.objects.using(self._alias).values_list("report", flat=True))


def _signed(shingle: int) -> int:
    return int(shingle) - _WRAP if shingle >= _TOP else int(shingle)


def _unsigned(shingle: int) -> int:
    return shingle + _WRAP if shingle < 0 else shingle


def _chunks(numbers: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(numbers)
    while some := list(islice(rest, _MANY)):
        yield some
