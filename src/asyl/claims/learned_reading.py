"""The learned reader as a proposer: candidates linked, dated, weighed and attributed, as proposals for the gate.

How `read` uses it: `ruled = propose(page, rules(language))`, then `with_learned(page, learned_models(), ruled)`
instead of `ruled` alone. What it returns passes the gate like any other proposal; `reasons` tell what decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from asyl.knowledge import Weights, own_models
from asyl.model import Attributes, Dating, Modality, Polarity, Role, Speaker, Tier

from .attributes import sentence_attributes
from .dating import dating
from .gate import Proposal
from .learned_ground import Ground
from .learned_linking import Pairs, date_features, manner_features, reachable_dates
from .learned_model import Model
from .learned_triggers import Candidate, learned_triggers
from .narrator import speaker_of
from .page import Page
from .persons import Person

METHOD = "learned"
# Thresholds on probabilities, chosen by cross-validation on the corpus.
SURE_LINK = 0.55  # from which a person is linked; the likeliest one is taken from WEAK_LINK on
WEAK_LINK = 0.25
SURE_DATE = 0.15
SURE = 0.5  # chance of its own event from which a candidate is suggested: more likely than not
# Only rules may suggest that one of these happened: on the corpus that costs two points of relaxed F1 and takes away
# four of five false ones, the errors that hurt people.
GRAVE = frozenset({"removal", "asylum_refusal", "status_granted", "conviction", "death"})
PARTS = ("triggers", "persons", "dates", "polarity", "modality")


@lru_cache(maxsize=1)
def learned_models() -> Mapping[str, Model] | None:
    """The package's own models, ready; None when it was built without them."""
    own = own_models()
    return ready(own) if all(part in own for part in PARTS) else None


def ready(weights: Mapping[str, Weights]) -> Mapping[str, Model]:
    return {part: Model(weights[part]) for part in PARTS}


def with_learned(page: Page, models: Mapping[str, Model] | None, ruled: Sequence[Proposal]) -> list[Proposal]:
    """The rules' suggestions, what the learned reader adds to them, and the rules' weaker signs where it is silent.

    Rules go first: on the corpus they are right more often where they speak at all (cross-validated relaxed precision
    .80 against .62). Without models the rules stand alone.
    """
    if models is None:
        return list(ruled)
    sure = [one for one in ruled if one.tier is Tier.SUGGESTED and one.person is not None]
    learned = [one for one in learned_proposals(page, models, ruled) if not any(_same(one, other) for other in sure)]
    rest = [one for one in ruled if one not in sure and not any(_same(one, other) for other in learned)]
    return [*sure, *learned, *rest]


def _same(one: Proposal, other: Proposal) -> bool:
    """Both say one event over words they share."""
    if one.event != other.event or one.place is None or other.place is None:
        return False
    return one.place[0] < other.place[1] and other.place[0] < one.place[1]


def learned_proposals(page: Page, models: Mapping[str, Model], ruled: Sequence[Proposal]) -> list[Proposal]:
    """One proposal for each candidate and linked person, in order of the text. `ruled`: what the rules proposed."""
    ground = Ground(page, ruled)
    candidates = learned_triggers(ground, models["triggers"])
    pairs = Pairs(ground)
    found: list[Proposal] = []
    for candidate in candidates:
        found += _proposals(ground, models, candidate, candidates, pairs)
    return _fullest(found)


def _proposals(
    ground: Ground, models: Mapping[str, Model], candidate: Candidate, others: Sequence[Candidate], pairs: Pairs
) -> list[Proposal]:
    persons = [person for person in ground.page.persons if person.role is not Role.REPORTER]
    linked = link(models["persons"], candidate, persons, pairs)
    polarity, mode, speakers = _manner(ground, models, candidate)
    weak = _too_weak(candidate, polarity, mode) or _doubted(ground, candidate)
    whole = Proposal(
        candidate.event,
        METHOD,
        (candidate.start, candidate.end),
        linked=METHOD,
        polarity=polarity,
        modality=mode,
        tier=Tier.TO_READ,
        dating=date_of(ground, models["dates"], candidate, others),
        speakers=speakers,
        attributes=_attributes(ground, candidate),
        reasons=(f"learned {candidate.score:.2f}", *candidate.reasons),
        weighed=True,
    )
    return [
        replace(
            whole,
            person=person.local,
            person_as_written=" ".join(person.name),
            tier=Tier.TO_READ if weak else Tier.SUGGESTED,
            reasons=(*whole.reasons, *(f"person: {name}" for name in why)),
        )
        for person, why in linked
    ] or [whole]


def _too_weak(candidate: Candidate, polarity: Polarity, mode: Modality) -> bool:
    """A doubtful sign, and a grave event that is said to have happened, are left for a person to read."""
    if candidate.chance < SURE:
        return True
    happened = polarity is Polarity.AFFIRMED and mode in (Modality.ASSERTED, Modality.ATTRIBUTED)
    return happened and candidate.event in GRAVE


def _doubted(ground: Ground, candidate: Candidate) -> bool:
    """The rules saw it too and held back: it is grave, or happened to nobody who is named ("his wife was arrested")."""
    ruled = ground.over(candidate.line, candidate.start, candidate.end, candidate.event)
    if candidate.event in GRAVE:
        return bool(ruled) and all(one.tier is Tier.TO_READ for one in ruled)
    return bool(ruled) and all(one.person is None and one.subject is not None for one in ruled)


def _manner(
    ground: Ground, models: Mapping[str, Model], candidate: Candidate
) -> tuple[Polarity, Modality, tuple[Speaker, ...]]:
    """Polarity, modality and speakers, so that an attributed claim has a speaker and an asserted one has none."""
    features = manner_features(ground, candidate)
    mode = Modality(best(models["modality"], features))
    ruled = [one.speakers for one in ground.over(candidate.line, candidate.start, candidate.end) if one.speakers]
    speakers = ruled[0] if ruled else _speakers(ground.page, candidate)
    if mode is Modality.ATTRIBUTED and not speakers:
        mode = Modality.ASSERTED
    return Polarity(best(models["polarity"], features)), mode, () if mode is Modality.ASSERTED else speakers


def _attributes(ground: Ground, candidate: Candidate) -> Attributes:
    """What the rules read there of the same event; for a sentence, its length."""
    for one in ground.over(candidate.line, candidate.start, candidate.end, candidate.event):
        if one.attributes:
            return one.attributes
    if candidate.event != "conviction":
        return ()
    line = ground.page.lines[candidate.line]
    return sentence_attributes(line, candidate.first, candidate.last, ground.page.grammar.language)


def best(model: Model, features: Sequence[str]) -> str:
    """The likeliest label of an item that stands alone."""
    return model.labels[int(model.probabilities([features])[0].argmax())]


def link(
    model: Model, candidate: Candidate, persons: Sequence[Person], pairs: Pairs
) -> list[tuple[Person, tuple[str, ...]]]:
    """The persons an event happened to, each with what spoke for it; several for "the pair"; none when nobody fits."""
    yes = model.labels.index("yes")
    features = [pairs.features(candidate, person) for person in persons]
    chances = model.probabilities(features)[:, yes].tolist()
    scored = list(zip(chances, persons, features, strict=True))
    sure = [item for item in scored if item[0] >= SURE_LINK]
    if not sure and scored:
        likeliest = max(scored, key=lambda item: item[0])
        sure = [likeliest] if likeliest[0] >= WEAK_LINK else []
    return [(person, model.why(names, yes, 2)) for _, person, names in sure]


def date_of(ground: Ground, model: Model, candidate: Candidate, others: Sequence[Candidate]) -> Dating | None:
    yes = model.labels.index("yes")
    reach = reachable_dates(ground.page, candidate)
    if not reach:
        return None
    features = [date_features(ground, candidate, others, line, at) for line, at, _ in reach]
    chances = model.probabilities(features)[:, yes]
    top = int(chances.argmax())
    return dating(reach[top][2], ground.page.report) if chances[top] >= SURE_DATE else None


def _speakers(page: Page, candidate: Candidate) -> tuple[Speaker, ...]:
    found = []
    names = {person.local: " ".join(person.name) for person in page.persons}
    for said in page.speech.at(candidate.start):
        if said.voice is None:
            continue
        line = page.lines[said.voice.line]
        span = page.report.span(line.chunks[said.voice.first].start, line.chunks[said.voice.last - 1].end)
        cue = page.report.span(line.chunks[said.voice.cue].start, line.chunks[said.voice.cue].end)
        local = next(iter(speaker_of(said.voice, page.lines)), None)
        if local is not None or line.norm(said.voice.first) not in page.grammar.pronouns:
            found.append(Speaker(names.get(local, span.quote) if local else span.quote, span, cue, local))
    if not found and page.narrator:
        found.append(Speaker(names[page.narrator], None, None, page.narrator))
    return tuple(found)


def _fullest(found: Sequence[Proposal]) -> list[Proposal]:
    """Of proposals about one person, event, polarity and speaker with one date (or none) the longest words stay."""
    kept: dict[tuple[object, ...], Proposal] = {}
    for proposal in found:
        key = (
            proposal.person,
            proposal.event,
            proposal.polarity,
            proposal.modality,
            proposal.dating.edtf if proposal.dating else proposal.place,
        )
        old = kept.get(key)
        if old is None or _length(proposal) > _length(old):
            kept[key] = proposal
    return sorted(kept.values(), key=lambda item: item.place or (0, 0))


def _length(proposal: Proposal) -> int:
    return proposal.place[1] - proposal.place[0] if proposal.place else 0
