"""Judgements: added, found by what they concern, taken back, never deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet

from asyl.model import About, Judgement, JudgementKind, NotFound

from . import models
from .digests import about_key
from .inserting import insert_many
from .rows import concerns_of, judgement_columns, judgement_of
from .values import same_among

_MANY = 400  # values a statement: SQLite takes 999 in its oldest builds


class Judgements:
    """What people decided in one register."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._rows = models.Judgement.objects.using(alias)

    def add(self, judgement: Judgement) -> None:
        self.add_many([judgement])

    def add_many(self, judgements: Sequence[Judgement]) -> None:
        """Adds them in their order."""
        insert_many(self._alias, models.Judgement, [judgement_columns(one) for one in judgements])
        numbers = self._numbers(judgements)
        concerns = [
            {"judgement_id": numbers[one.id], "key": key} for one in judgements for key in concerns_of(one.about)
        ]
        insert_many(self._alias, models.Concern, concerns)

    def _numbers(self, judgements: Sequence[Judgement]) -> dict[str, int]:
        found: dict[str, int] = {}
        for some in _some([one.id for one in judgements]):
            found |= dict(self._rows.filter(name__in=some).values_list("name", "pk"))
        return found

    def get(self, judgement: str) -> Judgement:
        """Raises NotFound."""
        row = self._rows.filter(name=judgement).first()
        if row is None:
            raise NotFound(f"no judgement has the id {judgement}", subject=judgement)
        return judgement_of(row)

    def get_many(self, judgements: Iterable[str]) -> dict[str, Judgement]:
        """Those that are there, by id."""
        found: dict[str, Judgement] = {}
        for some in _some(list(dict.fromkeys(judgements))):
            found |= {row.name: judgement_of(row) for row in self._rows.filter(name__in=some)}
        return found

    def on(self, abouts: Iterable[About]) -> tuple[Judgement, ...]:
        """Every judgement that holds about one of these things, whatever it says of it, in the order they were made."""
        rows: dict[int, models.Judgement] = {}
        for some in _some(list({about_key(about) for about in abouts})):
            found = self._rows.filter(about_key__in=some, retracted__isnull=True)
            rows |= {row.pk: row for row in found}
        return tuple(judgement_of(row) for _, row in sorted(rows.items()))

    def same_as(self, judgements: Sequence[Judgement]) -> dict[str, Judgement]:
        """By the id of each that is as good as there: the one that holds and says the same about the same, by the same
        person, in the same cases."""
        return same_among(judgements, self.on(one.about for one in judgements))

    def about(self, keys: Iterable[str], kinds: Collection[JudgementKind] | None = None) -> tuple[Judgement, ...]:
        """Every judgement that concerns one of these digests, cases or sealed values, in the order they were made."""
        rows: dict[int, models.Judgement] = {}
        for some in _some(list(dict.fromkeys(keys))):
            found = self._rows.filter(concerns__key__in=some)
            if kinds is not None:
                found = found.filter(kind__in=[kind.value for kind in kinds])
            rows |= {row.pk: row for row in found}
        return tuple(judgement_of(row) for _, row in sorted(rows.items()))

    def all(self, kinds: Collection[JudgementKind] | None = None) -> tuple[Judgement, ...]:
        """Every judgement (of some kinds), also those taken back, in the order they were made."""
        rows: QuerySet[models.Judgement] = self._rows
        if kinds is not None:
            rows = rows.filter(kind__in=[kind.value for kind in kinds])
        return tuple(judgement_of(row) for row in rows.order_by("pk"))

    def retract(self, judgements: Sequence[str], *, at: datetime, by: str, why: str) -> None:
        """Takes judgements back; those that already were are not touched."""
        for some in _some(list(judgements)):
            held = self._rows.filter(name__in=some, retracted__isnull=True)
            held.update(retracted=at, retracted_by=by, retracted_why=why)


def _some(values: list[str]) -> Iterable[list[str]]:
    for number in range(0, len(values), _MANY):
        yield values[number : number + _MANY]
