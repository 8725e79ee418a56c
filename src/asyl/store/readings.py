"""Readings: reports with their mentions and claims, computed from sources and kept so that nothing is read twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet

from asyl.model import Claim, Mention, NotFound, Report

from . import models
from .digests import pack, unpack
from .rows import claim_of, reading_columns, report_of
from .search import searched, sought
from .sources import row_number

_MANY = 400  # rows a statement; SQLite takes 999 parameters in its oldest builds


class Readings:
    """The computed tables of reports, mentions and claims of one register."""

    def __init__(self, alias: str) -> None:
        self._alias = alias

    def put(self, report: Report, mentions: Sequence[Mention], claims: Sequence[Claim], read_by: str) -> None:
        """Stores one reading, made by the engines of version `read_by`, in the place of what was there before."""
        number = row_number(self._alias, report.id)
        self._forget(number)
        models.Reading.objects.using(self._alias).create(
            source_id=number, read_by=read_by, searched=searched(report.text), **reading_columns(report)
        )
        models.Mention.objects.using(self._alias).bulk_create(
            (models.Mention(source_id=number, position=at, value=pack(one)) for at, one in enumerate(mentions)),
            batch_size=_MANY,
        )
        models.Claim.objects.using(self._alias).bulk_create(
            (
                models.Claim(source_id=number, position=at, claim=one.id, value=pack(one))
                for at, one in enumerate(claims)
            ),
            batch_size=_MANY,
        )

    def _forget(self, number: int) -> None:
        for model in (models.Claim, models.Mention, models.Reading):
            model._default_manager.using(self._alias).filter(source_id=number).delete()

    def made_by(self, read_by: str) -> frozenset[str]:
        """The reports whose reading was made by engines of this version."""
        rows = models.Reading.objects.using(self._alias).filter(read_by=read_by)
        return frozenset(rows.values_list("source__report", flat=True))

    def has(self, report: str) -> bool:
        return models.Reading.objects.using(self._alias).filter(source__report=report).exists()

    def report(self, report: str) -> Report:
        """Raises NotFound when there is no such report, or its source could not be read."""
        row = models.Reading.objects.using(self._alias).select_related("source").filter(source__report=report).first()
        if row is None:
            raise NotFound(f"no report has the id {report}", subject=report)
        return report_of(row)

    def reports(self, only: Iterable[str] | None = None) -> dict[str, Report]:
        """Reports by id, in the order their sources came; all of them or only some."""
        rows = models.Reading.objects.using(self._alias).select_related("source").order_by("pk")
        wanted = None if only is None else set(only)
        if wanted is not None and len(wanted) <= _MANY:
            rows = rows.filter(source__report__in=wanted)
        return {
            row.source.report: report_of(row)
            for row in rows.iterator()
            if wanted is None or row.source.report in wanted
        }

    def find(self, words: str, only: Iterable[str] | None = None) -> tuple[str, ...]:
        """The reports that hold every one of some words, or words that begin so, in the order their sources came.

        Of all reports or `only` of some: whoever asks for somebody passes what they hold. None for no words.
        """
        wanted = sought(words)
        if not wanted:
            return ()
        rows = models.Reading.objects.using(self._alias).order_by("pk")
        for part in wanted:
            rows = rows.filter(searched__contains=part)
        found = tuple(rows.values_list("source__report", flat=True))
        held = None if only is None else frozenset(only)
        return found if held is None else tuple(report for report in found if report in held)

    def mentions(self, reports: Iterable[str]) -> dict[str, list[Mention]]:
        """The mentions of some reports, in the order of the reading."""
        names = self._names(reports)
        found: dict[str, list[Mention]] = {name: [] for name in names.values()}
        for report, value in _of(models.Mention.objects.using(self._alias), names):
            found[report].append(unpack(value, Mention))
        return found

    def claims(self, reports: Iterable[Report]) -> dict[str, list[Claim]]:
        """The claims of some reports, each checked against its report's text.

        Raises QuoteNotThere when a quote does not stand where the row says.
        """
        texts = {report.id: report.text for report in reports}
        names = self._names(texts)
        found: dict[str, list[Claim]] = {name: [] for name in names.values()}
        for report, value in _of(models.Claim.objects.using(self._alias), names):
            found[report].append(claim_of(value, texts[report]))
        return found

    def claims_by_id(self, claims: Iterable[str]) -> dict[str, Claim]:
        """Those that some reading holds, by id."""
        wanted = list(dict.fromkeys(claims))
        found: dict[str, Claim] = {}
        for number in range(0, len(wanted), _MANY):
            rows = models.Claim.objects.using(self._alias).filter(claim__in=wanted[number : number + _MANY])
            there = list(rows.order_by("source_id", "position").values_list("claim", "source_id", "value"))
            texts = self._texts({source for _, source, _ in there})
            for name, source, value in there:
                found.setdefault(name, claim_of(value, texts[source]))
        return found

    def _texts(self, sources: Iterable[int]) -> dict[int, str]:
        rows = models.Reading.objects.using(self._alias).filter(pk__in=list(sources))
        return dict(rows.values_list("pk", "text"))

    def _names(self, reports: Iterable[str]) -> dict[int, str]:
        """The wanted reports by the numbers of their rows."""
        wanted = set(reports)
        rows = models.Source.objects.using(self._alias)
        if len(wanted) <= _MANY:
            rows = rows.filter(report__in=wanted)
        return {number: report for number, report in rows.values_list("pk", "report") if report in wanted}


def _of(rows: QuerySet[models.Mention] | QuerySet[models.Claim], names: dict[int, str]) -> Iterator[tuple[str, str]]:
    """(report, value) of the rows of some reports in order; for many reports the whole table is read and sifted."""
    if len(names) <= _MANY:
        rows = rows.filter(source_id__in=list(names))
    for number, value in rows.order_by("source_id", "position").values_list("source_id", "value").iterator():
        if number in names:
            yield names[number], value
