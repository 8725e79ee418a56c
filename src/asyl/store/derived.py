"""What was computed across reports, and the marks that tell whether it still holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Max

from asyl.model import Link, PersonKey, Proposal

from . import models
from .digests import pack, unpack

_MANY = 400


class Derived:
    """Links and proposals of one register, replaced as a whole or in part, and named marks.

    A scope is what some audience holds: empty for everything, else an opaque name of a set of sources.
    """

    def __init__(self, alias: str) -> None:
        self._alias = alias

    def replace(self, links: Iterable[Link], proposals: Iterable[Proposal], scope: str = "") -> None:
        self.replace_links(links, scope)
        models.Proposal.objects.using(self._alias).filter(scope=scope).delete()
        models.Proposal.objects.using(self._alias).bulk_create(
            (models.Proposal(scope=scope, position=at, value=pack(one)) for at, one in enumerate(proposals)),
            batch_size=_MANY,
        )

    def replace_links(self, links: Iterable[Link], scope: str = "", only: Collection[str] | None = None) -> None:
        """Takes the place of every link, or of those of `only` these reports."""
        numbers = dict(models.Source.objects.using(self._alias).values_list("report", "pk"))
        rows = models.Link.objects.using(self._alias).filter(scope=scope)
        first = 0
        if only is None:
            rows.delete()
        else:
            first = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
            rows.filter(source_id__in=[numbers[report] for report in only if report in numbers]).delete()
        models.Link.objects.using(self._alias).bulk_create(
            (
                models.Link(scope=scope, position=at, source_id=numbers[one.report], value=pack(one))
                for at, one in enumerate(links, first)
            ),
            batch_size=_MANY,
        )

    def links(self, scope: str = "") -> tuple[Link, ...]:
        """Ordered by report; those of one report in the order they were made."""
        rows = models.Link.objects.using(self._alias).filter(scope=scope).order_by("position")
        found = [unpack(value, Link) for value in rows.values_list("value", flat=True).iterator()]
        return tuple(sorted(found, key=lambda link: link.report))

    def proposals(self, scope: str = "") -> tuple[Proposal, ...]:
        rows = models.Proposal.objects.using(self._alias).filter(scope=scope).order_by("position")
        return tuple(unpack(value, Proposal) for value in rows.values_list("value", flat=True).iterator())

    def settled(self, scope: str = "") -> str:
        """The revision that a scope was computed from; empty when it never was."""
        rows = models.Settled.objects.using(self._alias).filter(scope=scope)
        return rows.values_list("revision", flat=True).first() or ""

    def keys(self, scope: str = "") -> dict[PersonKey, str]:
        """Who was who (person of a report -> person) when the links of a scope were made."""
        rows = models.Settled.objects.using(self._alias).filter(scope=scope)
        packed = rows.values_list("keys", flat=True).first() or "[]"
        return {(report, local): person for report, local, person in unpack(packed, list[tuple[str, str, str]])}

    def settle(self, scope: str, revision: str, keys: Mapping[PersonKey, str]) -> None:
        values = {"revision": revision, "keys": pack([(*key, person) for key, person in sorted(keys.items())])}
        models.Settled.objects.using(self._alias).update_or_create(scope=scope, defaults=values)

    def forget_scopes(self, but: Collection[str]) -> None:
        """Drops what was computed for audiences that are no more."""
        for model in (models.Link, models.Proposal, models.Settled):
            model._default_manager.using(self._alias).exclude(scope__in=list(but)).delete()

    def mark(self, name: str, value: str) -> None:
        models.State.objects.using(self._alias).update_or_create(name=name, defaults={"value": value})

    def marked(self, name: str) -> str:
        """The value of a mark, empty when it was never set."""
        return models.State.objects.using(self._alias).filter(name=name).values_list("value", flat=True).first() or ""

    def drop(self) -> None:
        """Empties every computed table."""
        for model in (
            models.Settled,
            models.Link,
            models.Proposal,
            models.Indexed,
            models.Claim,
            models.Mention,
            models.Reading,
        ):
            model._default_manager.using(self._alias).all().delete()
