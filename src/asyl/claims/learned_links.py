"""All that is linked to a candidate: persons, date, speaker, polarity, modality, by the learned scorers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp

from asyl.model import Dating, Modality, Polarity, Role, Speaker

from .dating import dating
from .learned_dates import DateChoice, Place, shares
from .learned_ground import Ground
from .learned_linking import Pairs, manner_features
from .learned_model import Model
from .learned_speakers import Source, SpeakerChoice
from .learned_triggers import Candidate
from .persons import Person

SURE_LINK = 0.55  # from which a person is linked; the likeliest one is taken from WEAK_LINK on
WEAK_LINK = 0.25
_OWN = 0.5  # chance of the report's own voice above which a plan or a fear has no speaker
PARTS = ("persons", "dates", "speakers", "polarity", "modality")


@dataclass(frozen=True, slots=True)
class LinkModels:
    """The scorers, one for each kind of link, in the order of `PARTS`."""

    persons: Model
    dates: Model
    speakers: Model
    polarity: Model
    modality: Model


@dataclass(frozen=True, slots=True)
class Links:
    """What was linked; `whys` per person what spoke for it."""

    persons: tuple[Person, ...]
    whys: tuple[tuple[str, ...], ...]
    dating: Dating | None
    speakers: tuple[Speaker, ...]
    polarity: Polarity
    modality: Modality


Whom = list[tuple[Person, tuple[str, ...]]]


class Linker:
    """The learned links of one page; `candidates` are all of the page, for what stands between."""

    def __init__(self, ground: Ground, models: LinkModels, candidates: Sequence[Candidate]) -> None:
        self.ground, self.models = ground, models
        self.pairs = Pairs(ground)
        self.dates = DateChoice(ground, candidates)
        self.speakers = SpeakerChoice(ground)
        self.persons = [person for person in ground.page.persons if person.role is not Role.REPORTER]

    def links(self, candidate: Candidate) -> Links:
        return self.all([candidate])[0]

    def all(self, candidates: Sequence[Candidate]) -> list[Links]:
        """The links of every candidate. Each scorer is asked once for all of them."""
        pairs = [[self.pairs.features(one, person) for person in self.persons] for one in candidates]
        dates = [self.dates.options(one) for one in candidates]
        sources = [self.speakers.options(one) for one in candidates]
        manner = [manner_features(self.ground, one) for one in candidates]
        weighed = zip(
            pairs,
            _split(_chances(self.models.persons, [item for group in pairs for item in group]), [*map(len, pairs)]),
            dates,
            _weights(self.models.dates, [self.dates.features(*one) for one in zip(candidates, dates, strict=True)]),
            sources,
            _weights(
                self.models.speakers, [self.speakers.features(*one) for one in zip(candidates, sources, strict=True)]
            ),
            self.models.polarity.probabilities(manner).tolist(),
            self.models.modality.probabilities(manner).tolist(),
            strict=True,
        )
        return [
            self._links(
                self._who(features, sure), self._date(options, days), _speaker(speakers, voices), polarity, mode
            )
            for features, sure, options, days, speakers, voices, polarity, mode in weighed
        ]

    def _links(
        self,
        who: Whom,
        day: Dating | None,
        voice: tuple[float, Speaker | None],
        polarity: list[float],
        modes: list[float],
    ) -> Links:
        own, speaker = voice
        mode = self._mode(modes, own)
        if mode is Modality.ATTRIBUTED and speaker is None:
            mode = Modality.ASSERTED
        silent = mode is Modality.ASSERTED or (mode is not Modality.ATTRIBUTED and own > _OWN)
        labels = self.models.polarity.labels
        return Links(
            tuple(person for person, _ in who),
            tuple(why for _, why in who),
            day,
            () if silent or speaker is None else (speaker,),
            Polarity(labels[polarity.index(max(polarity))]),
            mode,
        )

    def _who(self, features: Sequence[Sequence[str]], chances: Sequence[float]) -> Whom:
        """The persons an event happened to; several for "the pair"; none when nobody fits."""
        model = self.models.persons
        scored = list(zip(chances, self.persons, features, strict=True))
        sure = [item for item in scored if item[0] >= SURE_LINK]
        if not sure and scored:
            likeliest = max(scored, key=lambda item: item[0])
            sure = [likeliest] if likeliest[0] >= WEAK_LINK else []
        return [(person, model.why(names, model.labels.index("yes"), 2)) for _, person, names in sure]

    def _date(self, options: Sequence[Place], scores: Sequence[float]) -> Dating | None:
        chances = shares(scores, options)
        edtf = max(chances, key=lambda one: (chances[one], one))
        chosen = next((place for place in options if place.edtf == edtf), None)
        found = dating(chosen.date, self.ground.page.report) if chosen is not None else None
        if found is None or chosen is None or not chosen.anchor:
            return found
        return replace(found, edtf=edtf, basis="chained", reference=chosen.anchor)

    def _mode(self, weights: Sequence[float], own: float) -> Modality:
        """Asserted or attributed as the speakers say, weighed with what the clause says."""
        chances = dict(zip(self.models.modality.labels, weights, strict=True))
        asserted, attributed = chances.get("asserted", 0.0), chances.get("attributed", 0.0)
        plain = asserted + attributed
        voice, report = attributed * (1.0 - own), asserted * own
        total = voice + report or 1.0
        chances |= {"asserted": plain * report / total, "attributed": plain * voice / total}
        return Modality(max(sorted(chances), key=lambda name: chances[name]))


def _speaker(options: Sequence[Source], scores: Sequence[float]) -> tuple[float, Speaker | None]:
    """The chance that it is the report's own voice, and who speaks if it is not."""
    chances = _softmax(scores)
    likeliest = max(range(len(options)), key=lambda at: chances[at], default=None)
    return chances[-1], options[likeliest].speaker if likeliest is not None else None


def _chances(model: Model, items: Sequence[Sequence[str]]) -> list[float]:
    found: list[float] = model.probabilities(items)[:, model.labels.index("yes")].tolist()
    return found


def _weights(model: Model, groups: Sequence[Sequence[Sequence[str]]]) -> list[list[float]]:
    """The scores of `yes`, group by group."""
    items = [item for group in groups for item in group]
    scores = model.scores(items)[:, model.labels.index("yes")].tolist() if items else []
    return _split(scores, [*map(len, groups)])


def _split(values: Sequence[float], sizes: Sequence[int]) -> list[list[float]]:
    """Cut into runs of the given sizes."""
    rest = iter(values)
    return [[next(rest) for _ in range(size)] for size in sizes]


def _softmax(scores: Sequence[float]) -> list[float]:
    highest = max(scores)
    grown = [exp(score - highest) for score in scores]
    return [one / sum(grown) for one in grown]


def linked(ground: Ground, models: LinkModels, candidates: Sequence[Candidate]) -> list[Links]:
    return Linker(ground, models, candidates).all(candidates)
