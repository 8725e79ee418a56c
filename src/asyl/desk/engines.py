"""The pure functions that the desk carries values between: the package's own, or others of the same shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from asyl.model import (
    CaseFile,
    Claim,
    Judgement,
    Link,
    Mention,
    Person,
    PersonKey,
    Postings,
    Proposal,
    Report,
    Trait,
    Verdict,
    View,
    Zone,
)

if TYPE_CHECKING:
    from asyl.intake import Extract
    from asyl.knowledge import Knowledge


class Head(Protocol):
    """What a report says of itself before its body begins."""

    @property
    def title(self) -> str | None: ...
    @property
    def publisher(self) -> str | None: ...
    @property
    def author(self) -> str | None: ...
    @property
    def published(self) -> str | None: ...
    @property
    def published_basis(self) -> str: ...
    @property
    def published_span(self) -> tuple[int, int] | None: ...
    @property
    def language(self) -> str: ...
    @property
    def zones(self) -> tuple[Zone, ...]: ...


class Reading(Protocol):
    """What was read in one report."""

    @property
    def mentions(self) -> tuple[Mention, ...]: ...
    @property
    def claims(self) -> tuple[Claim, ...]: ...


class Compared(Protocol):
    """Two names beside each other."""

    @property
    def score(self) -> float: ...
    @property
    def verdict(self) -> Verdict: ...


Extractor = Callable[[bytes, str], "Extract"]
HeadReader = Callable[["Extract", "Knowledge"], Head]
Reader = Callable[[Report, "Knowledge"], Reading]
Indexer = Callable[[Report], Sequence[int]]
TraitReader = Callable[[Report, Sequence[Mention], Sequence[Claim], "Knowledge"], Sequence[Trait]]
Proposer = Callable[[Sequence[Mention], Sequence[Judgement], "Knowledge", Sequence[Trait]], list[Proposal]]
Resolver = Callable[
    [Sequence[Mention], Sequence[Proposal], Sequence[Judgement], Mapping[str, str], View, Sequence[Trait]], list[Person]
]
Happening = tuple[str, str, bool]  # two claims by id, and whether a person said that they are one happening
SourceIndexer = Callable[
    [Mapping[str, Report], Sequence[Link], "Knowledge", Mapping[PersonKey, str], Sequence[Happening]], Any
]
Comparer = Callable[[str, str, "Knowledge"], Compared]


class AllTracer(Protocol):
    def __call__(
        self,
        reports: Mapping[str, Report],
        claims: Mapping[str, Sequence[Claim]],
        knowledge: Knowledge,
        postings: Postings,
        keys: Mapping[PersonKey, str],
    ) -> Sequence[Link]: ...


class Tracer(Protocol):
    def __call__(
        self,
        report: Report,
        reports: Mapping[str, Report],
        claims: Mapping[str, Sequence[Claim]],
        knowledge: Knowledge,
        postings: Postings,
        keys: Mapping[PersonKey, str],
    ) -> Sequence[Link]: ...


class Builder(Protocol):
    """One person's case file, from the links of the whole register as `index_sources` indexed them once."""

    def __call__(self, sources: Any, person: Person, claims: Sequence[Claim], as_of: date, view: View) -> CaseFile: ...


@dataclass(frozen=True, slots=True)
class Engines:
    """Everything computed comes from these. `version` changes whenever the same bytes could be read differently:
    readings made by another version are made anew before they are used."""

    version: str
    knowledge: Knowledge
    extract: Extractor
    read_head: HeadReader
    read_claims: Reader
    index: Indexer
    trace_all: AllTracer
    trace: Tracer
    traits: TraitReader
    propose: Proposer
    resolve: Resolver
    compare: Comparer
    index_sources: SourceIndexer
    build: Builder


@lru_cache(maxsize=4)
def own_engines(extra: Path | None = None) -> Engines:
    """The package's own engines and knowledge, with a user's knowledge folder laid over it when one is named.

    Imported here, so that asking for help loads none of them. Raises KnowledgeProblem.
    """
    from asyl import __version__, cases, claims, intake, lineage, people, text
    from asyl.knowledge import edition, load_knowledge, own_knowledge

    def read_head(extract: Extract, knowledge: Knowledge) -> Head:
        return text.read_head(extract.text, knowledge.languages, extract.hints)

    return Engines(
        version=f"{__version__}.{intake.TEXT_VERSION}{edition(extra) and '.' + edition(extra)}",
        knowledge=load_knowledge(extra) if extra else own_knowledge(),
        extract=intake.extract,
        read_head=read_head,
        read_claims=claims.read,
        index=lineage.index,
        trace_all=lineage.trace_all,
        trace=lineage.trace,
        traits=people.traits,
        propose=people.propose,
        resolve=people.resolve,
        compare=people.compare,
        index_sources=cases.index_sources,
        build=cases.build_from,
    )
