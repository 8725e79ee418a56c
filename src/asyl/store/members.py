"""Members with their keys, the wrapped keys of sealed classes, and the sealed values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from asyl.model import Member

from . import models
from .values import Ciphertext

_BARE = "open:"  # how the vault writes the secret of somebody without a passphrase


class Members:
    """Who may be granted a role. Rows are added and ended, never deleted."""

    def __init__(self, alias: str) -> None:
        self._rows = models.Member.objects.using(alias)

    def all(self) -> tuple[Member, ...]:
        """In the order they came, also those who left."""
        rows = self._rows.order_by("pk")
        return tuple(
            Member(row.name, row.public, row.since, row.ended, not row.secret.startswith(_BARE)) for row in rows
        )

    def add(self, member: Member, secret: str) -> None:
        self._rows.create(name=member.name, public=member.public, secret=secret, since=member.since)

    def secret(self, name: str) -> str:
        """The identity of a member as it is kept; empty for nobody."""
        return self._rows.filter(name=name).values_list("secret", flat=True).first() or ""

    def keep_secret(self, name: str, secret: str) -> None:
        self._rows.filter(name=name).update(secret=secret)

    def end(self, name: str, at: datetime) -> None:
        self._rows.filter(name=name, ended__isnull=True).update(ended=at)


class CaseKeys:
    """The keys of sealed classes, one row for each case, class, version and member who may open it."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._rows = models.CaseKey.objects.using(alias)

    def put(self, case: str, field: str, version: int, wraps: Mapping[str, str]) -> None:
        """Adds wraps by member; those that are there are replaced."""
        members = models.Member.objects.using(self._alias).filter(name__in=list(wraps))
        for number, name in members.values_list("pk", "name"):
            self._rows.update_or_create(
                case=case, field=field, version=version, member_id=number, defaults={"wrapped": wraps[name]}
            )

    def wrapped(self, case: str, field: str, member: str) -> tuple[int, str] | None:
        """The newest key of a class that a member can unwrap: (version, wrapped)."""
        rows = self._rows.filter(case=case, field=field, member__name=member).order_by("-version")
        return rows.values_list("version", "wrapped").first()

    def holders(self, case: str, field: str) -> dict[str, int]:
        """Members who can open a class, with the version of their newest key."""
        rows = self._rows.filter(case=case, field=field).order_by("version")
        return dict(rows.values_list("member__name", "version"))

    def fields(self, case: str) -> frozenset[str]:
        """The classes that have a key in a case."""
        return frozenset(self._rows.filter(case=case).values_list("field", flat=True))

    def forget(self, case: str, but: Collection[str]) -> None:
        """Destroys the wraps of a case for everybody but these members."""
        self._rows.filter(case=case).exclude(member__name__in=list(but)).delete()

    def drop(self, case: str, field: str, but: int | None = None) -> None:
        """Destroys the keys of a class (all versions, or all but one)."""
        rows = self._rows.filter(case=case, field=field)
        (rows if but is None else rows.exclude(version=but)).delete()


class SealedValues:
    """Ciphertexts of one register."""

    def __init__(self, alias: str) -> None:
        self._rows = models.SealedValue.objects.using(alias)

    def put(self, value: Ciphertext) -> None:
        columns = {"case": value.case, "field": value.field, "version": value.version, "words": value.words}
        self._rows.update_or_create(name=value.name, defaults=columns)

    def get(self, name: str) -> Ciphertext | None:
        row = self._rows.filter(name=name).first()
        return _value(row) if row else None

    def of(self, case: str, field: str | None = None) -> tuple[Ciphertext, ...]:
        rows = self._rows.filter(case=case) if field is None else self._rows.filter(case=case, field=field)
        return tuple(_value(row) for row in rows.order_by("pk"))

    def drop(self, names: Iterable[str]) -> None:
        self._rows.filter(name__in=list(names)).delete()


def _value(row: models.SealedValue) -> Ciphertext:
    return Ciphertext(row.name, row.case, row.field, row.version, row.words)
