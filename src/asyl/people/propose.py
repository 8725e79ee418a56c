"""The machine's word on who may be who: blocking, comparison on fullest forms, and what the reports around them say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asyl.knowledge import Knowledge
from asyl.model import Judgement, JudgementKind, Mention, PersonKey, Proposal, Verdict, live

from .around import Around, proposal
from .bare import bare_names
from .compare import LIKELY, Comparison
from .judged import Anchors
from .locals import Local, gather
from .spelling import script_of

STARS = 4  # persons of one name who are tried when the first of them stands in the same report


def propose(mentions: Sequence[Mention], judgements: Sequence[Judgement], knowledge: Knowledge) -> list[Proposal]:
    """Pairs of persons of different reports who may be one, best first; pairs that a person decided are left out.

    Compares fullest names; every proposal says why. Never proposes two persons of one report. Order of the input does
    not matter. Work is bounded: see `keys.candidates`; persons of one and the same name are proposed to the first of
    them, not to each other.
    """
    around = Around(knowledge, gather(mentions))
    decided = _decided(mentions, judgements)
    best: dict[tuple[PersonKey, PersonKey], Proposal] = {}
    for found in (*_namesakes(around), *_spellings(around), *bare_names(around)):
        pair = found.left, found.right
        if frozenset(pair) not in decided and (pair not in best or found.score > best[pair].score):
            best[pair] = found
    return sorted(best.values(), key=lambda p: (-p.score, p.left, p.right))


def _decided(mentions: Sequence[Mention], judgements: Sequence[Judgement]) -> set[frozenset[PersonKey]]:
    anchors = Anchors(mentions)
    pairs = (anchors.pair(judgement) for judgement in live(judgements) if judgement.kind is not JudgementKind.UNSURE)
    return {frozenset(pair) for pair in pairs if pair}


def _namesakes(around: Around) -> Iterator[Proposal]:
    """Persons of exactly one full name: each to the first of them that another report names."""
    for name, people in around.by_name.items():
        if around.full(name):
            for number, other in enumerate(people[1:], 1):
                first = next((p for p in people[: min(STARS, number)] if p.key[0] != other.key[0]), None)
                if first is not None:
                    yield proposal(first, other, 1.0, Verdict.SAME, ("the same name, letter for letter",))


def _spellings(around: Around) -> Iterator[Proposal]:
    """Persons of two full names that are alike: the first of each, of different reports."""
    for one in around.names:
        for two, said in sorted(around.alike(one).items()):
            if one < two and around.full(one) and around.full(two) and (pair := _apart(around, one, two)):
                yield _spelling(around, pair, said)


def _spelling(around: Around, pair: tuple[Local, Local], said: Comparison) -> Proposal:
    one, two = pair[0].fold, pair[1].fold
    if around.beside(one, two):
        reasons = (*said.reasons, "one report names both, as two people")
        return proposal(*pair, said.score, Verdict.UNSURE, reasons)
    # Two scripts often have two orders of words; in one script another order is rather a father's or a child's.
    if said.ambiguous == "swap-or-child" and _two_scripts(around, one, two) and (shared := around.shared(*pair)):
        reasons = (*said.reasons, f"another script, and {shared[0]} is named beside both")
        return proposal(*pair, max(said.score, LIKELY), Verdict.LIKELY, reasons)
    return proposal(*pair, said.score, said.verdict, said.reasons)


def _two_scripts(around: Around, one: str, two: str) -> bool:
    a, b = (script_of(around.names[name].words[0].text, around.scripts) for name in (one, two))
    return a != b


def _apart(around: Around, one: str, two: str) -> tuple[Local, Local] | None:
    """The first two persons of these names who do not stand in one report."""
    pairs = ((a, b) for a in around.by_name[one][:STARS] for b in around.by_name[two][:STARS])
    return next((pair for pair in pairs if pair[0].key[0] != pair[1].key[0]), None)
