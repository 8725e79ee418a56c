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
    case = models.CharField(max_length=40, default="")  # whose readers may know of it; empty while there are none
    by = ExactTextField(default="")

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
    cases = models.TextField(default="[]")

    def __str__(self) -> str:
        return self.name


class Concern(models.Model):
    """What a judgement is about, to find it by: the digest of a source, or the id of a case or of a sealed value."""

    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, related_name="concerns")
    key = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return self.key


class Act(KeptModel):
    """The log: one row for each act, written in the act's own transaction.

    `number` counts without gaps. `chain` is the SHA-256 of the row before and this one (chain.py); it holds a salted
    digest of `why` and not the words, so that an erasure can take the words away and leave the chain whole.
    """

    number = models.BigIntegerField(unique=True)
    chain = models.CharField(max_length=64)
    salt = models.CharField(max_length=32, blank=True)
    why_digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    by = ExactTextField()
    what = models.CharField(max_length=32)
    subject = ExactTextField()
    why = ExactTextField(blank=True)
    detail = models.TextField(default="[]")

    class Meta:
        indexes = (models.Index(fields=["what", "number"], name="newest_act"),)

    def __str__(self) -> str:
        return f"{self.what} {self.subject}"


class Member(KeptModel):
    """Somebody who may be granted a role. `secret` is their identity, wrapped by a passphrase when they have one."""

    name = models.CharField(max_length=64, unique=True)
    public = models.CharField(max_length=128)
    secret = models.TextField()
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class CaseKey(models.Model):
    """The key of one sealed class in one case, wrapped for one member. Without any wrap the values are gone."""

    case = models.CharField(max_length=40, db_index=True)
    field = models.CharField(max_length=24)
    version = models.IntegerField()
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    wrapped = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "field", "version", "member"], name="wrapped_once"),)

    def __str__(self) -> str:
        return f"{self.case} {self.field} {self.version}"


class SealedValue(models.Model):
    """A value of a sealed class: ciphertext bound to its id, field, key version and case."""

    name = models.CharField(max_length=40, unique=True)
    case = models.CharField(max_length=40, db_index=True)
    field = models.CharField(max_length=24)
    version = models.IntegerField()
    words = models.TextField()

    def __str__(self) -> str:
        return self.name


class Tombstone(KeptModel):
    """What stands where something was erased. Written first: without it the triggers let nothing go."""

    name = models.CharField(max_length=40, unique=True)
    what = models.CharField(max_length=16)
    subject = models.CharField(max_length=80, db_index=True)
    at = models.DateTimeField()
    by = ExactTextField()
    why = ExactTextField()
    signer = models.CharField(max_length=128)
    signature = models.CharField(max_length=128)

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
    searched = models.TextField(default="")  # the folded words of the text (search.py)

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


class Settled(models.Model):
    """How far the links and proposals of one audience are up to date, and who was who when they were made.

    `scope` is empty for everything, else it stands for a set of sources that some reader holds.
    """

    scope = models.CharField(max_length=16, primary_key=True)
    revision = models.CharField(max_length=200)
    keys = models.TextField(default="[]")

    def __str__(self) -> str:
        return self.scope


class Link(models.Model):
    scope = models.CharField(max_length=16, default="", db_index=True)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    position = models.IntegerField()
    value = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["scope", "position"], name="link_once"),)

    def __str__(self) -> str:
        return f"link {self.position}"


class Proposal(models.Model):
    scope = models.CharField(max_length=16, default="", db_index=True)
    position = models.IntegerField()
    value = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["scope", "position"], name="proposal_once"),)

    def __str__(self) -> str:
        return f"proposal {self.position}"
