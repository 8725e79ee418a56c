"""The learned reader as a proposer: candidates linked, dated, weighed and attributed, as proposals for the gate.

How `read` uses it: `ruled = propose(page, rules(language))`, then `with_learned(page, learned_models(), ruled)`
instead of `ruled` alone. What it returns passes the gate like any other proposal; `reasons` tell what decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from asyl.knowledge import Weights, own_models, own_network, own_vectors
from asyl.model import Attributes, Modality, Polarity, Tier

from .attributes import sentence_attributes
from .gate import Proposal
from .learned_dense import Dense
from .learned_ground import Ground
from .learned_links import PARTS, LinkModels, Links, linked
from .learned_model import Model
from .learned_triggers import SURE, Candidate, learned_triggers
from .page import Page
from .wildcards import stem_set

METHOD = "learned"
# Only rules, and the surest of the learned readings, may suggest that one of these happened: errors here hurt people.
GRAVE = frozenset({"removal", "asylum_refusal", "status_granted", "conviction", "death"})
SURE_GRAVE = 0.8  # chance of a grave event from which it is suggested of somebody whose name stands in its clause
_OTHERS = "other"  # how the rules mark that a crowd or an unnamed other is meant
LANGUAGE = "en"  # of the word vectors


@dataclass(frozen=True, slots=True)
class Models:
    """The learned reader's models; `dense` reads reports in `LANGUAGE` only."""

    triggers: Model
    links: LinkModels
    dense: Dense | None = None


@lru_cache(maxsize=1)
def learned_models() -> Models | None:
    """The package's own models, ready; None when it was built without them."""
    own = own_models()
    if not all(part in own for part in ("triggers", *PARTS)):
        return None
    network, vectors = own_network(), own_vectors()
    return ready(own, Dense(network, vectors) if network is not None and vectors is not None else None)


def ready(weights: Mapping[str, Weights], dense: Dense | None = None) -> Models:
    persons, dates, speakers, polarity, modality = (Model(weights[part]) for part in PARTS)
    return Models(Model(weights["triggers"]), LinkModels(persons, dates, speakers, polarity, modality), dense)


def with_learned(page: Page, models: Models | None, ruled: Sequence[Proposal]) -> list[Proposal]:
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


def learned_proposals(page: Page, models: Models, ruled: Sequence[Proposal]) -> list[Proposal]:
    """One proposal for each candidate and linked person, in order of the text. `ruled`: what the rules proposed."""
    ground = Ground(page, ruled)
    dense = models.dense if page.grammar.language.code == LANGUAGE else None
    candidates = learned_triggers(ground, models.triggers, dense)
    found: list[Proposal] = []
    for candidate, links in zip(candidates, linked(ground, models.links, candidates), strict=True):
        found += _proposals(ground, candidate, links)
    return _fullest(found)


def _proposals(ground: Ground, candidate: Candidate, links: Links) -> list[Proposal]:
    weak = candidate.chance < SURE or _doubted(ground, candidate) or _too_grave(ground, candidate, links)
    whole = Proposal(
        candidate.event,
        METHOD,
        (candidate.start, candidate.end),
        linked=METHOD,
        polarity=links.polarity,
        modality=links.modality,
        tier=Tier.TO_READ,
        dating=links.dating,
        speakers=links.speakers,
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
        for person, why in zip(links.persons, links.whys, strict=True)
    ] or [whole]


def _too_grave(ground: Ground, candidate: Candidate, links: Links) -> bool:
    """A grave event that is said to have happened is left for a person to read, unless the reading is very sure and
    nobody but the one it happened to is named in its clause, without a word of doubt in the line."""
    happened = links.polarity is Polarity.AFFIRMED and links.modality in (Modality.ASSERTED, Modality.ATTRIBUTED)
    if not happened or candidate.event not in GRAVE:
        return False
    line = ground.page.lines[candidate.line]
    language = ground.page.grammar.language
    cues = stem_set(language.list("doubt_words")), stem_set(language.list("retraction_cues"))
    named = {
        who
        for at, ref in line.refs.items()
        if candidate.first <= at < candidate.last and ref.kind == "name"
        for who in ref.who
    }
    return (
        candidate.chance < SURE_GRAVE
        or {person.local for person in links.persons} != named
        or any(chunk.norm in words for chunk in line.chunks for words in cues)
    )


def _doubted(ground: Ground, candidate: Candidate) -> bool:
    """The rules saw it too and held back: it is grave, or happened to nobody who is named ("his wife was arrested")."""
    ruled = ground.over(candidate.line, candidate.start, candidate.end, candidate.event)
    if candidate.event in GRAVE:
        return bool(ruled) and all(one.tier is Tier.TO_READ for one in ruled)
    nobody = [one for one in ruled if one.person is None and (one.subject is not None or one.linked == _OTHERS)]
    return bool(ruled) and len(nobody) == len(ruled)


def _attributes(ground: Ground, candidate: Candidate) -> Attributes:
    """What the rules read there of the same event; for a sentence, its length."""
    for one in ground.over(candidate.line, candidate.start, candidate.end, candidate.event):
        if one.attributes:
            return one.attributes
    if candidate.event != "conviction":
        return ()
    line = ground.page.lines[candidate.line]
    return sentence_attributes(line, candidate.first, candidate.last, ground.page.grammar.language)


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
