"""Everything about a register that the links of one report are decided from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from asyl.knowledge import Knowledge
from asyl.model import Claim, Report

from .anchors import Sentence, anchored
from .names import name_key, small_words
from .register import place
from .sounding import Sounding
from .sources import Naming, name_book, namings, owner_of

Keys = Mapping[tuple[str, str], str]
Claims = Mapping[str, Sequence[Claim]]


class Known:
    """The reports in order, who publishes them, whom they speak of and whom they name. Works out each thing once."""

    def __init__(
        self,
        reports: Mapping[str, Report],
        claims: Claims,
        knowledge: Knowledge,
        keys: Keys,
        twins: Mapping[str, str],
    ) -> None:
        """twins: of each report whose text another one has letter by letter the earliest such one."""
        self.knowledge = knowledge
        self.reports, self.twins = reports, twins
        self._claims, self._keys = claims, keys
        self._book = name_book({report.publisher for report in reports.values()}, knowledge)
        self._owner: dict[str | None, str | None] = {}
        self.sounding = Sounding(knowledge.scripts)
        self.small_words = small_words(knowledge)
        self._sentences: dict[str, list[Sentence]] = {}
        self._namings: dict[str, list[Naming]] = {}
        self._events: dict[str, frozenset[tuple[str, str]]] = {}

    @cached_property
    def _by_owner(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for report in self.reports.values():
            owner = self.owner(report)
            if owner:
                found.setdefault(owner, []).append(report.id)
        return {owner: sorted(names, key=self.place) for owner, names in found.items()}

    def place(self, report: str) -> tuple[date, str]:
        """What decides ties: the earlier report comes first."""
        return place(self.reports[report])

    def single(self, report: str) -> str:
        """The report itself, or the earlier one whose text it has letter by letter."""
        return self.twins.get(report, report)

    def owner(self, report: Report) -> str | None:
        """The outlet that published a report, as the name book knows it."""
        if report.publisher not in self._owner:
            self._owner[report.publisher] = owner_of(report.publisher, self._book) or report.publisher
        return self._owner[report.publisher]

    def published_by(self, owner: str) -> Sequence[str]:
        """The reports of an outlet, the earliest first."""
        return self._by_owner.get(owner, ())

    def named(self, report: str) -> list[Naming]:
        if report not in self._namings:
            self._namings[report] = namings(self.reports[report], self._book, self.knowledge)
        return self._namings[report]

    def naming(self, report: str, other: str, *, sharing: bool) -> Naming | None:
        """How a report names the outlet that published the other. sharing: whether the two have words in common."""
        owner = self.owner(self.reports[other])
        fitting = (n for n in self.named(report) if n.owner == owner and (sharing or not n.faint))
        return next(fitting, None) if owner else None

    def claims(self, report: str) -> Sequence[Claim]:
        return self._claims.get(report, ())

    def person(self, claim: Claim) -> str | None:
        """Whom a claim is about, across reports; the name as written where nobody has joined the names."""
        if claim.key is None:
            return None
        return self._keys.get(claim.key) or " ".join(name_key(claim.person_as_written)) or None

    def told(self, report: str) -> Mapping[str, Sequence[Claim]]:
        """The claims of a report by person."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims(report):
            person = self.person(claim)
            if person:
                found.setdefault(person, []).append(claim)
        return found

    def events(self, report: str) -> frozenset[tuple[str, str]]:
        """(person, event) of every claim of a report."""
        if report not in self._events:
            pairs = ((self.person(claim), claim.event) for claim in self.claims(report))
            self._events[report] = frozenset((person, event) for person, event in pairs if person)
        return self._events[report]

    def sentences(self, report: str) -> list[Sentence]:
        """The sentences of a report with their anchors."""
        if report not in self._sentences:
            about = [(person, claim) for claim in self.claims(report) if (person := self.person(claim))]
            self._sentences[report] = anchored(self.reports[report], about, self.knowledge, self.sounding)
        return self._sentences[report]

    def persons(self, report: str) -> frozenset[str]:
        return frozenset(person for person, _ in self.events(report))
