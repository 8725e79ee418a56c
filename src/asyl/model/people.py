"""Persons: sets of mentions joined by judgements, or, in the working view, by likely proposals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .claims import Mention, Role
from .spans import Span


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


class TraitKind(StrEnum):
    """What a report says of a person that helps to tell people apart. AGE is a birth date worked out from a stated
    age: it is worth less than a stated one."""

    BIRTH = "birth"
    AGE = "age"
    BIRTHPLACE = "birthplace"


@dataclass(frozen=True, slots=True)
class Trait:
    """One such statement: of whom, an EDTF date or the words of a place, and where it stands."""

    key: PersonKey
    kind: TraitKind
    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The machine's word on two persons of two reports; a person decides."""

    left: PersonKey
    right: PersonKey
    verdict: Verdict
    score: float  # 0..1, for ranking only
    reasons: tuple[str, ...]
    beside: float = 0.0  # log-odds of what the reports say beside the names


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
