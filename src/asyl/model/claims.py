"""Claims: who did what to whom, when, according to whom, in which words."""

from __future__ import annotations

from dataclasses import InitVar, dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256

from .edtf import DateRange, date_range
from .spans import Span, check_spans

Attributes = tuple[tuple[str, "str | int | bool"], ...]


class Polarity(StrEnum):
    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Modality(StrEnum):
    """asserted: in the report's own voice; attributed: somebody is said to say it; planned; feared: may, would, if."""

    ASSERTED = "asserted"
    ATTRIBUTED = "attributed"
    PLANNED = "planned"
    FEARED = "feared"


class Tier(StrEnum):
    """suggested: all roles found, counts as the machine's reading; to_read: a weak sign stands here, read it."""

    SUGGESTED = "suggested"
    TO_READ = "to_read"


class Role(StrEnum):
    """What a person is in the report. PROTECTED: an asylum seeker or refugee; RELATIVE: of one."""

    PROTECTED = "protected"
    RELATIVE = "relative"
    OFFICIAL = "official"
    LAWYER = "lawyer"
    JUDGE = "judge"
    REPORTER = "reporter"
    ACTIVIST = "activist"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Dating:
    """A date as read: EDTF, how it was got, from which words, counted from what.

    basis: `explicit`, `year-inferred`, `relative-to-publication`, `chained` (from another date of the text).
    """

    edtf: str
    basis: str
    span: Span | None = None
    reference: str | None = None  # EDTF of the date it was counted from

    @property
    def range(self) -> DateRange:
        return date_range(self.edtf)


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named at one place of one report.

    `local` joins the mentions that one report makes of one person ("Ramazan Dosbergen", "Ramazan"); it means nothing
    outside that report. `name` is the fullest form of that person in that report. `how` says why this mention was
    joined to that name (`full`, `surname`, `given`, `order`, ...).
    """

    span: Span
    local: str
    name: str
    role: Role
    how: str = "full"

    @property
    def report(self) -> str:
        return self.span.report

    @property
    def key(self) -> tuple[str, str]:
        """The person inside the report: (report, local)."""
        return self.span.report, self.local


@dataclass(frozen=True, slots=True)
class Speaker:
    """One link of an attribution chain: as written, the words that name it, the cue ("said", "according to")."""

    name: str
    span: Span | None = None
    cue: Span | None = None
    local: str | None = None  # the mention's `local` when the speaker is a named person of the report


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that one report says about one person. Cannot be made unless every quote stands in `text`.

    `trigger` holds the words that carry the claim. `subject` the words that name the person there (a name, a pronoun,
    "the pair"); `person` the `Mention.local` that it was linked to and `linked` how. `speakers` runs from the outermost
    to the innermost.
    """

    text: InitVar[str]
    trigger: Span
    event: str
    person: str | None
    person_as_written: str
    polarity: Polarity
    modality: Modality
    tier: Tier
    method: str
    subject: Span | None = None
    linked: str = ""
    dating: Dating | None = None
    speakers: tuple[Speaker, ...] = ()
    place: str | None = None
    attributes: Attributes = ()
    reasons: tuple[str, ...] = ()

    def __post_init__(self, text: str) -> None:
        check_spans(text, self.trigger, self.subject, self.dating.span if self.dating else None)
        for speaker in self.speakers:
            check_spans(text, speaker.span, speaker.cue)

    @property
    def report(self) -> str:
        return self.trigger.report

    @property
    def quote(self) -> str:
        return self.trigger.quote

    @property
    def date(self) -> str | None:
        return self.dating.edtf if self.dating else None

    @property
    def speaker(self) -> str | None:
        return self.speakers[0].name if self.speakers else None

    @property
    def key(self) -> tuple[str, str] | None:
        """The person inside the report, as `Mention.key`."""
        return (self.report, self.person) if self.person is not None else None

    @property
    def happened(self) -> bool:
        """True when it is said to have happened: affirmed, and asserted or attributed."""
        return self.polarity is Polarity.AFFIRMED and self.modality in (Modality.ASSERTED, Modality.ATTRIBUTED)

    @property
    def id(self) -> str:
        """Stable and opaque: the same words read the same way have the same id in every run."""
        trigger = self.trigger
        return _id(trigger.report, trigger.start, trigger.end, self.event, self.person, self.polarity, self.modality)

    def attribute(self, name: str) -> str | int | bool | None:
        return dict(self.attributes).get(name)


@lru_cache(maxsize=131072)  # asked for again and again while facts are joined
def _id(*parts: str | int | None) -> str:
    return "c" + sha256("\0".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:12]
