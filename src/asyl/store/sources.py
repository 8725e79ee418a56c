"""Sealed sources and where they were seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from hashlib import sha256

from django.db.models import Max, Prefetch, QuerySet

from asyl.model import NotFound

from . import models
from .rows import kept_of, seen_of
from .values import Kept, Seen

_SHORTEST = 10  # hex digits of the digest in a report's id


class Sources:
    """The evidence tables of one register: rows are added, never changed."""

    def __init__(self, alias: str) -> None:
        self._alias = alias

    def all(self) -> tuple[Kept, ...]:
        """Every source, in the order it came."""
        return tuple(kept_of(row) for row in self._rows().order_by("pk"))

    def get(self, report: str) -> Kept:
        """Raises NotFound."""
        row = self._rows().filter(report=report).first()
        if row is None:
            raise NotFound(f"no source has the id {report}", subject=report)
        return kept_of(row)

    def with_digest(self, digest: str) -> str | None:
        """The id of the source that has these bytes."""
        rows = models.Source.objects.using(self._alias).filter(digest=digest)
        return rows.values_list("report", flat=True).first()

    def new_id(self, digest: str) -> str:
        """The id for the reports of these bytes: "r" and as many digits of the digest as make it unique here."""
        for length in range(_SHORTEST, len(digest)):
            candidate = f"r{digest[:length]}"
            if not models.Source.objects.using(self._alias).filter(report=candidate).exists():
                return candidate
        return f"r{digest}"

    def add(
        self, *, report: str, digest: str, blob: str, sealed_as: str, media_type: str, size: int, received: datetime
    ) -> None:
        models.Source.objects.using(self._alias).create(
            report=report,
            digest=digest,
            blob=blob,
            sealed_as=sealed_as,
            media_type=media_type,
            size=size,
            received=received,
        )

    def standing_at(self, place: str, cases: Collection[str] | None = None, by: str | None = None) -> str | None:
        """The id of what was seen last at a place: by anybody, or for some cases, or by somebody."""
        rows = models.SourcePath.objects.using(self._alias).filter(place_key=_key(place)).order_by("-pk")
        if cases is not None:
            rows = rows.filter(case__in=cases)
        if by is not None:
            rows = rows.filter(by=by)
        return rows.values_list("source__report", flat=True).first()

    def see(self, seen: Seen) -> None:
        """Adds that a source stands at a place."""
        numbers = self._numbers({seen.report, seen.replaces or seen.report})
        models.SourcePath.objects.using(self._alias).create(
            source_id=numbers[seen.report],
            replaces_id=numbers[seen.replaces] if seen.replaces else None,
            path=seen.path,
            place=seen.place,
            place_key=_key(seen.place),
            at=seen.at,
            case=seen.case,
            by=seen.by,
        )

    def sightings(self) -> tuple[Seen, ...]:
        """Everything that was seen anywhere, oldest first."""
        rows = models.SourcePath.objects.using(self._alias).select_related("source", "replaces")
        return tuple(seen_of(row) for row in rows.order_by("pk"))

    def current(self) -> frozenset[str]:
        """The reports that are the newest at one place or more; the others were replaced everywhere."""
        rows = models.SourcePath.objects.using(self._alias)
        newest = rows.values("place_key").annotate(newest=Max("pk")).values("newest")
        return frozenset(rows.filter(pk__in=newest).values_list("source__report", flat=True))

    def standing_for(self, digest: str) -> str | None:
        """The report that stands for a source now: itself where it stands anywhere, else what replaced it last."""
        report = self.with_digest(digest)
        passed: set[str] = set()
        rows = models.SourcePath.objects.using(self._alias)
        while report is not None and report not in passed:
            passed.add(report)
            mine = rows.filter(source__report=report).order_by("place_key", "-pk")
            places = set(mine.values_list("place_key", flat=True))
            newest = rows.filter(place_key__in=places).values("place_key").annotate(newest=Max("pk")).values("newest")
            if not places or rows.filter(pk__in=newest, source__report=report).exists():
                return report
            followers = rows.filter(replaces__report=report).order_by("-pk")
            report = followers.values_list("source__report", flat=True).first()
        return None

    def digests(self) -> dict[str, str]:
        """Report id to digest, of every source."""
        return dict(models.Source.objects.using(self._alias).order_by("pk").values_list("report", "digest"))

    def digests_of(self, reports: Iterable[str]) -> dict[str, str]:
        """The digests of some sources, by report id; those that are not there are left out."""
        return dict(
            models.Source.objects.using(self._alias).filter(report__in=list(reports)).values_list("report", "digest")
        )

    def blobs(self) -> frozenset[str]:
        """The names of all blobs that are somebody's."""
        return frozenset(models.Source.objects.using(self._alias).values_list("blob", flat=True))

    def _numbers(self, reports: set[str]) -> dict[str, int]:
        rows = models.Source.objects.using(self._alias).filter(report__in=reports)
        return dict(rows.values_list("report", "pk"))

    def _rows(self) -> QuerySet[models.Source]:
        seen = models.SourcePath.objects.using(self._alias).select_related("replaces")
        return models.Source.objects.using(self._alias).prefetch_related(Prefetch("seen", queryset=seen))


def _key(place: str) -> str:
    return sha256(place.encode("utf-8", "surrogatepass")).hexdigest()


def row_number(alias: str, report: str) -> int:
    """The number of a source's row. Raises NotFound."""
    number = models.Source.objects.using(alias).filter(report=report).values_list("pk", flat=True).first()
    if number is None:
        raise NotFound(f"no source has the id {report}", subject=report)
    return number
