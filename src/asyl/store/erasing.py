"""Taking away for good: behind a tombstone, with everything that was computed from it, and no residue in the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import connections

from asyl.model import Tombstone

from . import models
from .postings import StoredPostings


class Graves:
    """The tombstones of one register, and the only deletions of evidence and decisions there are."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._rows = models.Tombstone.objects.using(alias)

    def all(self) -> tuple[Tombstone, ...]:
        """In the order they were set."""
        return tuple(_stone(row) for row in self._rows.order_by("pk"))

    def holds(self, subject: str) -> bool:
        return self._rows.filter(subject=subject).exists()

    def set(self, stones: Iterable[Tombstone]) -> None:
        """Adds tombstones; those that are there stay."""
        known = set(self._rows.values_list("name", flat=True))
        self._rows.bulk_create(
            models.Tombstone(
                name=stone.id,
                what=stone.what,
                subject=stone.subject,
                at=stone.at,
                by=stone.by,
                why=stone.why,
                signer=stone.signer,
                signature=stone.signature,
            )
            for stone in stones
            if stone.id not in known
        )

    def bury_source(self, report: str) -> str | None:
        """Deletes a source, where it stood, and all that was read in it. Returns the blob's name, whose bytes are the
        caller's to destroy; None when it is gone already. Needs its tombstone."""
        row = models.Source.objects.using(self._alias).filter(report=report).first()
        if row is None:
            return None
        for model in (models.Link, models.Claim, models.Mention, models.Reading):
            model._default_manager.using(self._alias).filter(source_id=row.pk).delete()
        # What was computed across reports quotes them: all of it is made anew.
        for whole in (models.Link, models.Proposal, models.Settled):
            whole._default_manager.using(self._alias).all().delete()
        StoredPostings(self._alias).remove(report)
        places = models.SourcePath.objects.using(self._alias)
        places.filter(replaces_id=row.pk).exclude(source_id=row.pk).update(replaces=None)
        places.filter(source_id=row.pk)._raw_delete(self._alias)
        models.Source.objects.using(self._alias).filter(pk=row.pk)._raw_delete(self._alias)
        return str(row.blob)

    def bury_judgements(self, names: Collection[str]) -> None:
        """Deletes judgements. Needs their tombstones."""
        rows = models.Judgement.objects.using(self._alias).filter(name__in=list(names))
        models.Concern.objects.using(self._alias).filter(judgement__in=rows).delete()
        rows._raw_delete(self._alias)

    def compact(self) -> None:
        """Rewrites the file, so that nothing deleted lies on in a free page, the journal or a dead row.

        Outside a transaction. Readers in other processes may delay the last of the journal to the next time.
        """
        connection = connections[self._alias]
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA secure_delete=ON")
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                return
            for model in (*_EMPTIED, models.SourcePath, models.Source):
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")


_EMPTIED = (
    models.Link,
    models.Claim,
    models.Mention,
    models.Reading,
    models.Proposal,
    models.Settled,
    models.Posting,
    models.Indexed,
    models.Concern,
    models.Judgement,
    models.Act,
    models.CaseKey,
    models.SealedValue,
)


def _stone(row: models.Tombstone) -> Tombstone:
    return Tombstone(row.name, row.what, row.subject, row.at, row.by, row.why, row.signer, row.signature)
