"""Everything about a register that the links of one report are decided from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from asyl.model import Claim, Report

from .anchors import Sentence, anchored
from .catalogue import Catalogue
from .names import name_key
from .register import place
from .renaming import names_in
from .sources import Naming, namings


class Known:
    """The reports in order, who publishes them, whom they speak of and whom they name. Works out each thing once."""

    def __init__(self, reports: Mapping[str, Report], catalogue: Catalogue, twins: Mapping[str, str]) -> None:
        """reports: of the register, and perhaps one more. twins: of each report whose text another one has letter by
        letter the earliest such one."""
        self.reports, self.catalogue, self.twins = reports, catalogue, twins
        self.knowledge = catalogue.knowledge
        self.sounding, self.small_words = catalogue.sounding, catalogue.small_words
        self._sentences: dict[str, list[Sentence]] = {}
        self._names: dict[str, frozenset[tuple[str, ...]]] = {}
        self._namings: dict[str, list[Naming]] = {}
        self._events: dict[str, frozenset[tuple[str, str]]] = {}

    def place(self, report: str) -> tuple[date, str]:
        """What decides ties: the earlier report comes first."""
        return place(self.reports[report])

    def single(self, report: str) -> str:
        """The report itself, or the earlier one whose text it has letter by letter."""
        return self.twins.get(report, report)

    def named(self, report: str) -> list[Naming]:
        if report not in self._namings:
            self._namings[report] = namings(self.reports[report], self.catalogue.book, self.knowledge)
        return self._namings[report]

    def naming(self, report: str, other: str, *, sharing: bool) -> Naming | None:
        """How a report names the outlet that published the other. sharing: whether the two have words in common."""
        owner = self.catalogue.owner(self.reports[other])
        fitting = (n for n in self.named(report) if n.owner == owner and (sharing or not n.faint))
        return next(fitting, None) if owner else None

    def claims(self, report: str) -> Sequence[Claim]:
        return self.catalogue.claims.get(report, ())

    def told(self, report: str) -> Mapping[str, Sequence[Claim]]:
        """The claims of a report by person."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims(report):
            person = self.catalogue.person(claim)
            if person:
                found.setdefault(person, []).append(claim)
        return found

    def events(self, report: str) -> frozenset[tuple[str, str]]:
        """(person, event) of every claim of a report."""
        if report not in self._events:
            pairs = ((self.catalogue.person(claim), claim.event) for claim in self.claims(report))
            self._events[report] = frozenset((person, event) for person, event in pairs if person)
        return self._events[report]

    def sentences(self, report: str) -> list[Sentence]:
        """The sentences of a report with their anchors."""
        if report not in self._sentences:
            about = [(person, claim) for claim in self.claims(report) if (person := self.catalogue.person(claim))]
            self._sentences[report] = anchored(self.reports[report], about, self.knowledge, self.sounding)
        return self._sentences[report]

    def names(self, report: str) -> frozenset[tuple[str, ...]]:
        """The names of several words in a report by their consonants, those of outlets left out."""
        if report not in self._names:
            outlets = {tuple(map(self.sounding.consonants, name_key(naming.name))) for naming in self.named(report)}
            found = names_in(self.reports[report], self.small_words)
            heard = (tuple(map(self.sounding.consonants, name.words)) for name in found)
            self._names[report] = frozenset(name for name in heard if all(name)) - outlets
        return self._names[report]

    def persons(self, report: str) -> frozenset[str]:
        return frozenset(person for person, _ in self.events(report))
