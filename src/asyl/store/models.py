"""The tables. Evidence and decisions are kept for ever; everything after them is computed and can be dropped."""

from __future__ import annotations

from typing import NoReturn

from django.db import models

from asyl.model import RegisterProblem

from .fields import ExactTextField


class KeptModel(models.Model):
    """Rows that nothing deletes; whoever goes round the models meets a trigger (guards.py)."""

    class Meta:
        abstract = True

    def delete(self, *_: object, **__: object) -> NoReturn:
        name = self._meta.verbose_name_plural
        raise RegisterProblem(f"{name} are kept for ever", subject=self.pk)


# -- evidence ----------------------------------------------------------------------------------------------------


class Source(KeptModel):
    """Sealed bytes. `report` is the id of every reading of them, `blob` the name they lie under."""

    report = models.CharField(max_length=65, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    blob = models.CharField(max_length=80, unique=True)
    sealed_as = models.CharField(max_length=16)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    received = models.DateTimeField()

    def __str__(self) -> str:
        return self.report


class SourcePath(KeptModel):
    """That a source was found at a place, in the order of being seen: the newest row of a place is what stands there.

    `place_key` is the SHA-256 of `place`, which is longer than an index of PostgreSQL allows.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="seen")
    replaces = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="replaced_by")
    path = ExactTextField()
    place = ExactTextField()
    place_key = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "places of sources"

    def __str__(self) -> str:
        return str(self.path)


# -- decisions ---------------------------------------------------------------------------------------------------


class Judgement(KeptModel):
    """What a person decided about a value (`about`, JSON; `about_key` its SHA-256).

    Taken back by filling the three columns, never deleted.
    """

    name = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=16)
    about = models.TextField()
    about_key = models.CharField(max_length=64, db_index=True)
    by = ExactTextField()
    at = models.DateTimeField()
    why = ExactTextField(blank=True)
    retracted = models.DateTimeField(null=True)  # None: it holds
    retracted_by = ExactTextField(null=True)
    retracted_why = ExactTextField(null=True)

    def __str__(self) -> str:
        return self.name


class Act(KeptModel):
    """The log: one row for each act, written in the act's own transaction."""

    at = models.DateTimeField()
    by = ExactTextField()
    what = models.CharField(max_length=32)
    subject = ExactTextField()
    why = ExactTextField(blank=True)
    detail = models.TextField(default="[]")

    def __str__(self) -> str:
        return f"{self.what} {self.subject}"


class State(models.Model):
    """Counters and marks of the register itself: its format, and how far the computed tables are up to date."""

    name = models.CharField(max_length=32, primary_key=True)
    value = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


# -- computed ----------------------------------------------------------------------------------------------------


class Reading(models.Model):
    """A source as read: canonical text, and head, zones and warnings as JSON. `read_by` is the engines' version."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, primary_key=True, related_name="reading")
    text = ExactTextField()
    head = models.TextField()
    read_by = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"reading {self.pk}"


class Mention(models.Model):
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    position = models.IntegerField()
    value = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["source", "position"], name="mention_once"),)

    def __str__(self) -> str:
        return f"mention {self.source_id}.{self.position}"


class Claim(models.Model):
    """`claim` is the id the value computes for itself; two readings of the same words may share it."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    position = models.IntegerField()
    claim = models.CharField(max_length=40, db_index=True)
    value = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["source", "position"], name="claim_once"),)

    def __str__(self) -> str:
        return self.claim


class Indexed(models.Model):
    """A report whose shingles are in the index, also when it has none."""

    report = models.CharField(max_length=65, unique=True)

    def __str__(self) -> str:
        return self.report


class Posting(models.Model):
    """That a shingle begins at a token of a report. `shingle` is its 64-bit hash as a signed number."""

    shingle = models.BigIntegerField(db_index=True)
    indexed = models.ForeignKey(Indexed, on_delete=models.CASCADE, related_name="+")
    position = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.shingle} {self.indexed_id}.{self.position}"


class Link(models.Model):
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    position = models.IntegerField(unique=True)
    value = models.TextField()

    def __str__(self) -> str:
        return f"link {self.position}"


class Proposal(models.Model):
    position = models.IntegerField(unique=True)
    value = models.TextField()

    def __str__(self) -> str:
        return f"proposal {self.position}"
