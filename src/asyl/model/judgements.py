"""Judgements: what people decided. Retractable, never erased; every view of identity is a pure function of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .spans import Span


class JudgementKind(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    CONFIRM = "confirm"
    REJECT = "reject"
    AMEND = "amend"
    JOIN = "join"
    SPLIT = "split"
    OPEN = "open"
    WORK_FOR = "work_for"
    GIVE = "give"
    GRANT = "grant"
    REVOKE = "revoke"
    SEAL = "seal"
    UNSEAL = "unseal"


ABOUT_CLAIM = frozenset({JudgementKind.CONFIRM, JudgementKind.REJECT, JudgementKind.AMEND})
HAPPENING = frozenset({JudgementKind.JOIN, JudgementKind.SPLIT})
IDENTITY = frozenset({JudgementKind.SAME, JudgementKind.DIFFERENT, JudgementKind.UNSURE})


@dataclass(frozen=True, slots=True)
class JudgedMention:
    """A mention by value: the bytes it was read from, the words and where they stood."""

    digest: str
    text_version: str
    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim by value, as the person saw it: words, roles and reading, never a computed id.

    `amended` holds the fields the person set instead, as (name, value) pairs of strings. `person` is the full name
    that the words were linked to, which tells two persons of "the pair" apart.
    """

    digest: str
    text_version: str
    trigger: Span
    subject: Span | None
    event: str
    person_as_written: str
    polarity: str
    modality: str
    date: str | None
    amended: tuple[tuple[str, str], ...] = ()
    person: str | None = None


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """Two claims by value that are one happening (join) or two (split), in an order of their own."""

    one: JudgedClaim
    other: JudgedClaim


@dataclass(frozen=True, slots=True)
class Matter:
    """What a decision about a case is about. `case` is its opaque id; the other parts depend on the kind.

    open: `title`. work_for: `person`. give: `source`, a digest. grant, revoke: `member`, `role` and the sealed `fields`
    that go with it; a role over the whole register has no case. seal, unseal: `fields` holds the class of the value,
    `sealed` its id, `person` whom it is about. Never the sealed words themselves.
    """

    case: str
    title: str = ""
    source: str = ""
    person: JudgedMention | None = None
    member: str = ""
    role: str = ""
    fields: tuple[str, ...] = ()
    sealed: str = ""


About = JudgedClaim | tuple[JudgedMention, JudgedMention] | JudgedPair | Matter


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision by one person. `about` is one claim, two mentions, two claims, or a matter of a case.

    `cases` are those it was made in: empty while one person is alone with the register. `retracted` is when it was
    taken back.
    """

    id: str
    kind: JudgementKind
    about: About
    by: str
    at: datetime
    why: str
    retracted: datetime | None = None
    retracted_by: str | None = None
    retracted_why: str | None = None
    cases: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The digests of the sources that it rests on, without repetition."""
        about = self.about
        if isinstance(about, JudgedClaim):
            return (about.digest,)
        if isinstance(about, JudgedPair):
            return tuple(dict.fromkeys((about.one.digest, about.other.digest)))
        if isinstance(about, Matter):
            named = (about.source, about.person.digest if about.person else "")
            return tuple(dict.fromkeys(digest for digest in named if digest))
        return tuple(dict.fromkeys(side.digest for side in about))

    def live(self, as_of: datetime | None = None) -> bool:
        """True when it holds (at a moment, or now)."""
        if as_of is None:
            return self.retracted is None
        return self.at <= as_of and (self.retracted is None or self.retracted > as_of)


def live(judgements: Iterable[Judgement], as_of: datetime | None = None) -> list[Judgement]:
    """The judgements that hold, oldest first; order of input does not matter."""
    return sorted((j for j in judgements if j.live(as_of)), key=lambda j: (j.at, j.id))
