"""Libraries that read on this machine and propose words that name persons; none is loaded before it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from asyl.model import Answer, BackendProblem, Exchange, Question, Suggestion

_PERSONS = frozenset({"PER", "PERSON"})
_MOST = 100_000  # code points that are handed over; the beginning of a longer text


@dataclass(frozen=True, slots=True)
class PersonFinder:
    """A backend that answers with words only. `load` gives a function from a text to the words that name persons."""

    library: str
    model: str
    load: Callable[[], Callable[[str], Iterable[str]]]

    @property
    def name(self) -> str:
        return f"{self.library}:{self.model}"

    def ask(self, question: Question) -> Answer:
        """Raises BackendProblem, with the way out, when the library or its model is not installed."""
        try:
            find = self.load()
        except (ImportError, OSError) as problem:
            raise BackendProblem(
                f"{self.library} cannot be used: {problem}. Install it beside asyl with its model; "
                "docs/how-to/models.md says how.",
                subject=self.library,
            ) from problem
        words = tuple(dict.fromkeys(found.strip() for found in find(question.text[:_MOST]) if found.strip()))
        said = tuple(Suggestion(quote=found, kind="person") for found in words)
        return Answer(self.library, self.model, "", "", (Exchange("", "\n".join(words)),), said)


def natasha() -> PersonFinder:
    """Russian; its weights come with the package."""
    return PersonFinder("natasha", "news", _load_natasha)


def spacy(model: str) -> PersonFinder:
    """Any spaCy pipeline with an entity recogniser, by package name or folder."""
    return PersonFinder("spacy", model, lambda: _load_spacy(model))


def gliner(model: str) -> PersonFinder:
    """A GLiNER model from a folder on this machine; nothing is fetched."""
    return PersonFinder("gliner", model, lambda: _load_gliner(model))


def _load_natasha() -> Callable[[str], Iterable[str]]:
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def find(text: str) -> Iterable[str]:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        return [span.text for span in doc.spans if span.type in _PERSONS]

    return find


def _load_spacy(model: str) -> Callable[[str], Iterable[str]]:
    import spacy as library

    pipeline: Any = library.load(model)
    return lambda text: [span.text for span in pipeline(text).ents if span.label_ in _PERSONS]


def _load_gliner(model: str) -> Callable[[str], Iterable[str]]:
    from gliner import GLiNER

    recogniser: Any = GLiNER.from_pretrained(model, local_files_only=True)
    return lambda text: [found["text"] for found in recogniser.predict_entities(text, ["person"])]
