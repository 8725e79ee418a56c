"""What an optional model may be asked and may answer: words of the text and labels of a closed list, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from .errors import AsylError

CLAIM, PERSON = "claim", "person"


class BackendProblem(AsylError):
    """A model gave no answer that can be used; what asyl reads without it stands."""


@dataclass(frozen=True, slots=True)
class Question:
    """A report as a model sees it. `labels` are the event types it may use, each with what it means.

    `text` is untrusted: whatever it asks for, an answer is only a proposal that the gate checks.
    """

    text: str
    language: str
    published: str | None
    paragraphs: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a model proposes: a claim (`kind` claim) or words that name a person (`kind` person, only `quote`).

    Every value but the labels is words copied from the text; there are no offsets, no dates worked out and no names
    put in order: the gate finds the words, the grammar reads the date. `before` and `after` are the words around a
    quote that stands in several places.
    """

    quote: str
    kind: str = CLAIM
    event: str = ""
    person: str = ""
    date: str = ""
    speaker: str = ""
    polarity: str = "affirmed"
    modality: str = "asserted"
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its raw answer, kept as it came."""

    prompt: str  # SHA-256 of everything that was sent, hexadecimal
    raw: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered about one report, and everything needed to say later where a proposal came from.

    `digest` names the model's weights where the server tells it. `faults` are the parts that were no suggestion at
    all, each as a sentence.
    """

    backend: str
    model: str
    digest: str
    settings: str
    exchanges: tuple[Exchange, ...]
    suggestions: tuple[Suggestion, ...]
    faults: tuple[str, ...] = ()


class Backend(Protocol):
    """A model server, or a library that reads on this machine."""

    @property
    def name(self) -> str: ...

    def ask(self, question: Question) -> Answer:
        """Raises BackendProblem when no answer came or nothing in it can be used."""
        ...
