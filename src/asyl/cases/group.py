"""Claims that may be one happening, while they are being joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from asyl.model import Claim, DateRange

from .dates import when
from .happening import place, voice

FACES = 32  # claims of a group that others are compared with: enough to tell, and a bound for a file of thousands

Face = tuple[str, str, str | None, str]


@dataclass(slots=True)
class Group:
    """Grows while joining; `reasons` say what joined it, `faces` holds one claim for each voice, date and place."""

    claims: list[Claim] = field(default_factory=list)
    reasons: set[str] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)
    faces: list[Claim] = field(default_factory=list)
    range: DateRange | None = None
    _known: set[Face] = field(default_factory=set)

    @classmethod
    def of(cls, claims: Iterable[Claim], reason: str = "") -> Group:
        group = cls()
        for claim in claims:
            group.add(claim, reason)
        return group

    def add(self, claim: Claim, reason: str) -> None:
        """Take in a claim; the reason is kept when it joined something."""
        if self.claims and reason:
            self.reasons.add(reason)
        self.claims.append(claim)
        self.reports.add(claim.report)
        face = (claim.report, voice(claim), claim.date, place(claim))
        if face not in self._known and len(self.faces) < FACES:
            self._known.add(face)
            self.faces.append(claim)
        if (dated := when(claim)) is not None:
            low = dated.earliest if self.range is None else min(self.range.earliest, dated.earliest)
            high = dated.latest if self.range is None else max(self.range.latest, dated.latest)
            self.range = DateRange(low, high)

    def merge(self, other: Group, reason: str) -> None:
        self.reasons |= other.reasons
        for claim in other.claims:
            self.add(claim, reason)
