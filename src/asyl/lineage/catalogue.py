"""What is worked out once for a register: whose reports are whose, who is spoken of where, which texts are equal."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import chain

from asyl.knowledge import Knowledge
from asyl.model import Claim, Report
from asyl.model.edtf import LAST_DAY

from .names import name_key, small_words
from .register import place, published
from .sounding import Sounding
from .sources import name_book, owner_of

Keys = Mapping[tuple[str, str], str]
Claims = Mapping[str, Sequence[Claim]]


class Catalogue:
    """Made in time linear in the register; everything that it is asked for takes no longer in a large one. Whoever
    traces many reports of one register, one by one, makes it once."""

    def __init__(self, reports: Mapping[str, Report], claims: Claims, knowledge: Knowledge, keys: Keys) -> None:
        self.reports, self.claims, self.knowledge, self.keys = reports, claims, knowledge, keys
        self.book = name_book({report.publisher for report in reports.values()}, knowledge)
        self.sounding = Sounding(knowledge.scripts)
        self.small_words = small_words(knowledge)
        self._owners: dict[str | None, str | None] = {}

    def owner(self, report: Report) -> str | None:
        """The outlet that published a report, as the name book knows it."""
        if report.publisher not in self._owners:
            self._owners[report.publisher] = owner_of(report.publisher, self.book) or report.publisher
        return self._owners[report.publisher]

    def person(self, claim: Claim) -> str | None:
        """Whom a claim is about, across reports; the name as written where nobody has joined the names."""
        if claim.key is None:
            return None
        return self.keys.get(claim.key) or " ".join(name_key(claim.person_as_written)) or None

    def with_text(self, text: str) -> Sequence[str]:
        """The reports whose text this is, letter by letter; none for a blank one."""
        return self._texts.get(text, ()) if text.strip() else ()

    def speaking_of(self, person: str) -> frozenset[str]:
        """The reports with a claim about a person."""
        return self._persons.get(person, frozenset())

    def latest(self, owner: str, before: Report) -> Iterator[str]:
        """The reports of an outlet, the latest first; of those with a date none that is later than a report's."""
        listed = self._by_owner.get(owner, ())
        dated = published(before)
        if dated is None:
            return reversed(listed)
        undated = bisect_left(listed, (LAST_DAY, ""), key=self._place)
        at = bisect_left(listed, (dated.latest + timedelta(days=1), ""), key=self._place, hi=undated)
        return chain(reversed(listed[undated:]), reversed(listed[:at]))

    def _place(self, report: str) -> tuple[date, str]:
        return place(self.reports[report])

    @cached_property
    def _texts(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for report in self.reports.values():
            found.setdefault(report.text, []).append(report.id)
        return found

    @cached_property
    def _persons(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for name, claims in self.claims.items():
            for claim in claims:
                person = self.person(claim)
                if person and name in self.reports:
                    found.setdefault(person, set()).add(name)
        return {person: frozenset(names) for person, names in found.items()}

    @cached_property
    def _by_owner(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for report in self.reports.values():
            owner = self.owner(report)
            if owner:
                found.setdefault(owner, []).append(report.id)
        return {owner: sorted(names, key=self._place) for owner, names in found.items()}
