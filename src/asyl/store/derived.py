"""What was computed across reports, and the marks that tell whether it still holds."""

from __future__ import annotations

from collections.abc import Iterable

from asyl.model import Link, Proposal

from . import models
from .rows import pack, unpack

_MANY = 400
SETTLED, READ_BY = "settled", "read_by"


class Derived:
    """Links and proposals of one register, replaced as a whole, and named marks."""

    def __init__(self, alias: str) -> None:
        self._alias = alias

    def replace(self, links: Iterable[Link], proposals: Iterable[Proposal]) -> None:
        numbers = dict(models.Source.objects.using(self._alias).values_list("report", "pk"))
        models.Link.objects.using(self._alias).all().delete()
        models.Proposal.objects.using(self._alias).all().delete()
        models.Link.objects.using(self._alias).bulk_create(
            (models.Link(position=at, source_id=numbers[one.report], value=pack(one)) for at, one in enumerate(links)),
            batch_size=_MANY,
        )
        models.Proposal.objects.using(self._alias).bulk_create(
            (models.Proposal(position=at, value=pack(one)) for at, one in enumerate(proposals)),
            batch_size=_MANY,
        )

    def links(self) -> tuple[Link, ...]:
        rows = models.Link.objects.using(self._alias).order_by("position")
        return tuple(unpack(value, Link) for value in rows.values_list("value", flat=True).iterator())

    def proposals(self) -> tuple[Proposal, ...]:
        rows = models.Proposal.objects.using(self._alias).order_by("position")
        return tuple(unpack(value, Proposal) for value in rows.values_list("value", flat=True).iterator())

    def mark(self, name: str, value: str) -> None:
        models.State.objects.using(self._alias).update_or_create(name=name, defaults={"value": value})

    def marked(self, name: str) -> str:
        """The value of a mark, empty when it was never set."""
        return models.State.objects.using(self._alias).filter(name=name).values_list("value", flat=True).first() or ""

    def drop(self) -> None:
        """Empties every computed table."""
        for model in (models.Link, models.Proposal, models.Indexed, models.Claim, models.Mention, models.Reading):
            model._default_manager.using(self._alias).all().delete()
