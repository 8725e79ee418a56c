"""The log: one line for each act, in the act's transaction, each bound to the line before it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from secrets import token_hex

from django.db import connections

from . import models
from .chain import START, Break, Line, breaks, link, why_digest
from .digests import pack
from .inserting import insert_many
from .rows import entry_of
from .values import Entry

HEAD = "log"  # the mark that says where the log ended when it was last written
_LOCK = 0x61637473  # the number of the log's lock on a PostgreSQL server: two lines never follow the same line


class Log:
    """The log of one register. Lines are written by `Store.act` and `Store.acts` alone."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._rows = models.Act.objects.using(alias)

    def take_turn(self) -> None:
        """Waits, inside a transaction, until nobody else is about to write a line. SQLite has one writer anyway."""
        if connections[self._alias].vendor != "sqlite":
            with connections[self._alias].cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])

    def add(self, entries: Sequence[Entry]) -> None:
        """Writes lines, in their order, behind the last one. Call `take_turn` first, in the same transaction."""
        last = self._rows.order_by("-number").values_list("number", "chain").first()
        number, before = last or (0, START)
        rows = []
        for entry in entries:
            number += 1
            salt = token_hex(16) if entry.why else ""
            line = Line(
                number=number,
                at=entry.at,
                by=entry.by,
                what=entry.what,
                subject=entry.subject,
                why=entry.why,
                salt=salt,
                why_digest=why_digest(salt, entry.why),
                detail=pack(entry.detail),
                chain="",
            )
            before = link(before, line)
            rows.append(_row(line, before))
        insert_many(self._alias, models.Act, rows)
        mark = {"value": f"{number} {before}"}
        models.State.objects.using(self._alias).update_or_create(name=HEAD, defaults=mark)

    def all(self) -> tuple[Entry, ...]:
        """Every line, oldest first."""
        return tuple(entry_of(row) for row in self._rows.order_by("number"))

    def about(self, subjects: Iterable[str]) -> tuple[Entry, ...]:
        """The lines about some ids, oldest first."""
        return tuple(entry_of(row) for row in self._rows.filter(subject__in=list(subjects)).order_by("number"))

    def revision(self, acts: Collection[str]) -> str:
        """Changes whenever one of these acts was done. Lines are numbered in the order in which they can be seen."""
        table = connections[self._alias].ops.quote_name(models.Act._meta.db_table)
        one = f"SELECT MAX(number) AS newest FROM {table} WHERE what = %s"  # noqa: S608  a name of our own
        question = " UNION ALL ".join([one] * len(acts))  # each answered from the index alone
        with connections[self._alias].cursor() as cursor:
            cursor.execute(question, sorted(acts))
            return str(max((number for (number,) in cursor.fetchall() if number), default=0))

    def breaks(self) -> list[Break]:
        """Every place where the log is not what was written."""
        marked = models.State.objects.using(self._alias).filter(name=HEAD).values_list("value", flat=True).first()
        number, _, chain = (marked or "").partition(" ")
        head = (int(number), chain) if number.isdigit() else (0, START)
        return list(breaks(self.lines(), head))

    def lines(self) -> Iterator[Line]:
        """The rows as they lie there, in their order."""
        names = Line.__slots__
        for row in self._rows.order_by("number", "pk").values_list(*names).iterator(chunk_size=2000):
            yield Line(*row)

    def forget_reasons(self, subjects: Iterable[str]) -> None:
        """Takes away the reasons of the lines about these ids. Only an erasure may: the triggers see to it."""
        self._rows.filter(subject__in=list(subjects)).exclude(why="").update(why="", salt="")


def _row(line: Line, chain: str) -> dict[str, object]:
    names = ("number", "at", "by", "what", "subject", "why", "salt", "why_digest", "detail")
    return {"chain": chain, **{name: getattr(line, name) for name in names}}
