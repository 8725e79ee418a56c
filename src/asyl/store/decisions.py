"""Judgements and the log."""

from __future__ import annotations

from datetime import datetime

from asyl.model import Judgement, NotFound

from . import models
from .rows import about_key, entry_columns, entry_of, judgement_columns, judgement_of
from .values import Entry


class Judgements:
    """What people decided in one register: added, taken back, never deleted."""

    def __init__(self, alias: str) -> None:
        self._rows = models.Judgement.objects.using(alias)

    def add(self, judgement: Judgement) -> None:
        self._rows.create(**judgement_columns(judgement))

    def get(self, judgement: str) -> Judgement:
        """Raises NotFound."""
        row = self._rows.filter(name=judgement).first()
        if row is None:
            raise NotFound(f"no judgement has the id {judgement}", subject=judgement)
        return judgement_of(row)

    def same_as(self, judgement: Judgement) -> Judgement | None:
        """The judgement that holds already and says the same about the same, by the same person."""
        rows = self._rows.filter(about_key=about_key(judgement.about), retracted__isnull=True)
        return next(
            (judgement_of(row) for row in rows.filter(kind=judgement.kind.value, by=judgement.by).order_by("pk")), None
        )

    def all(self) -> tuple[Judgement, ...]:
        """Every judgement, also those taken back, in the order they were made."""
        return tuple(judgement_of(row) for row in self._rows.order_by("pk"))

    def retract(self, judgement: str, *, at: datetime, by: str, why: str) -> bool:
        """Takes a judgement back; False when it already was, and then nothing is changed."""
        held = self._rows.filter(name=judgement, retracted__isnull=True)
        return held.update(retracted=at, retracted_by=by, retracted_why=why) > 0


class Log:
    """The log of one register. Lines are written by `Store.act` alone."""

    def __init__(self, alias: str) -> None:
        self._rows = models.Act.objects.using(alias)

    def add(self, entry: Entry) -> None:
        self._rows.create(**entry_columns(entry))

    def all(self) -> tuple[Entry, ...]:
        """Every line, oldest first."""
        return tuple(entry_of(row) for row in self._rows.order_by("pk"))

    def revision(self, acts: frozenset[str]) -> str:
        """Changes whenever one of these acts was done. Two numbers: rows may become visible out of order."""
        rows = self._rows.filter(what__in=acts)
        newest = rows.order_by("-pk").values_list("pk", flat=True).first()
        return f"{newest or 0}.{rows.count()}"
