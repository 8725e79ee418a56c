"""Persons: sets of mentions joined by judgements, or, in the working view, by likely proposals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .claims import Mention, Role


class Verdict(StrEnum):
    """How likely two names are one person. Bands, no bare scores."""

    SAME = "same"
    LIKELY = "likely"
    UNSURE = "unsure"
    DIFFERENT = "different"


class JoinedBy(StrEnum):
    """What holds a person's mentions together across reports."""

    SINGLE = "single"
    MACHINE = "machine"
    JUDGEMENT = "judgement"


PersonKey = tuple[str, str]  # (report, local) of a Mention


@dataclass(frozen=True, slots=True)
class Proposal:
    """The machine's word on two persons of two reports; a person decides."""

    left: PersonKey
    right: PersonKey
    verdict: Verdict
    score: float  # 0..1, for ranking only
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A set of mentions. `names` most used first; `joins` the proposals the working view rests on."""

    id: str
    names: tuple[str, ...]
    keys: frozenset[PersonKey]
    mentions: tuple[Mention, ...]
    role: Role
    protected: bool
    joined_by: JoinedBy
    joins: tuple[Proposal, ...] = ()

    @property
    def name(self) -> str:
        return self.names[0]
