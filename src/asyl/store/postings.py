"""Where shingles stand, in the register: the stored twin of lineage's postings in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db import connections, transaction

from asyl.model import Place

from .models import Indexed, Posting

_MANY = 500  # shingles a question: SQLite takes 999 parameters in its oldest builds
_WRAP, _TOP = 1 << 64, 1 << 63


class StoredPostings:
    """`model.Postings` over the register's tables. Databases have signed numbers only, so hashes are wrapped."""

    def __init__(self, alias: str) -> None:
        self._alias = alias

    def add(self, report: str, shingles: Sequence[int]) -> None:
        connection = connections[self._alias]
        table, *columns = map(connection.ops.quote_name, (Posting._meta.db_table, "shingle", "indexed_id", "position"))
        insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES (%s, %s, %s)"  # noqa: S608  names of our own
        with transaction.atomic(using=self._alias):
            self.remove(report)
            number = Indexed.objects.using(self._alias).create(report=report).pk
            with connection.cursor() as cursor:
                cursor.executemany(insert, [(_signed(one), number, at) for at, one in enumerate(shingles)])

    def remove(self, report: str) -> None:
        Indexed.objects.using(self._alias).filter(report=report).delete()

    def holders(self, shingles: Iterable[int]) -> Mapping[int, Sequence[Place]]:
        found: dict[int, list[Place]] = defaultdict(list)
        for some in _chunks(dict.fromkeys(map(_signed, shingles))):
            rows = Posting.objects.using(self._alias).filter(shingle__in=some)
            for shingle, report, position in rows.values_list("shingle", "indexed__report", "position"):
                found[_unsigned(shingle)].append((report, position))
        # Sorted here: databases do not agree on the order of texts.
        return {shingle: sorted(places) for shingle, places in found.items()}

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
