"""The machine's word on who may be who: blocking, comparison on fullest forms, and what the reports around them say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from asyl.knowledge import Knowledge
from asyl.model import Judgement, JudgementKind, Mention, PersonKey, Proposal, Trait, Verdict, live

from .around import Around
from .bare import bare_names
from .compare import LIKELY, Comparison
from .evidence import Evidence
from .judged import Anchors
from .locals import Local, gather
from .spelling import script_of
from .weighing import SAME_LETTERS, vetoed, weighed

STARS = 4  # persons of one name who are tried when the first of them stands in the same report, or was born otherwise
PEOPLE = 40  # persons of one birth date who are looked at two by two


def propose(
    mentions: Sequence[Mention], judgements: Sequence[Judgement], knowledge: Knowledge, traits: Sequence[Trait] = ()
) -> list[Proposal]:
    """Pairs of persons of different reports who may be one, best first; pairs that a person decided are left out.

    Compares fullest names and weighs what the reports say beside them (`traits`); every proposal says why. Never
    proposes two persons of one report. Order of the input does not matter. Work is bounded: see `keys.candidates`;
    persons of one and the same name are proposed to the first of them, not to each other.
    """
    around = Around(knowledge, gather(mentions), Evidence(traits))
    decided = _decided(mentions, judgements)
    best: dict[tuple[PersonKey, PersonKey], Proposal] = {}
    for found in (*_namesakes(around), *_spellings(around), *_born_alike(around), *bare_names(around)):
        pair = found.left, found.right
        if frozenset(pair) not in decided and (pair not in best or _rank(found) > _rank(best[pair])):
            best[pair] = found
    return sorted(best.values(), key=lambda p: (-p.score, p.left, p.right))


def _rank(found: Proposal) -> tuple[bool, float]:
    """Evidence against outweighs a bare name's company."""
    return found.verdict is Verdict.DIFFERENT, found.score


def _decided(mentions: Sequence[Mention], judgements: Sequence[Judgement]) -> set[frozenset[PersonKey]]:
    anchors = Anchors(mentions)
    pairs = (anchors.pair(judgement) for judgement in live(judgements) if judgement.kind is not JudgementKind.UNSURE)
    return {frozenset(pair) for pair in pairs if pair}


def _namesakes(around: Around) -> Iterator[Proposal]:
    """Persons of exactly one full name: each to the first of them that another report names and nothing speaks
    against."""
    for name, people in around.by_name.items():
        if around.full(name):
            for number, other in enumerate(people[1:], 1):
                apart = [p for p in people[: min(STARS, number)] if p.key[0] != other.key[0]]
                pairs = [(p, other, around.evidence.between(p.key, other.key)) for p in apart]
                if pairs:
                    one, two, weights = next((pair for pair in pairs if not vetoed(pair[2])), pairs[0])
                    yield weighed(around, one, two, SAME_LETTERS, weights)


def _spellings(around: Around) -> Iterator[Proposal]:
    """Persons of two full names that are alike: the first of each, of different reports, and those between whom
    evidence stands."""
    for one in around.names:
        for two, said in sorted(around.alike(one).items()):
            if one < two and around.full(one) and around.full(two):
                yield from _spelling(around, one, two, said)


def _spelling(around: Around, one: str, two: str, said: Comparison) -> Iterator[Proposal]:
    told_apart = around.beside(one, two)
    if told_apart:
        said = replace(said, verdict=Verdict.UNSURE, reasons=(*said.reasons, "one report names both, as two people"))
    pairs = [(a, b) for a in around.by_name[one][:STARS] for b in around.by_name[two][:STARS] if a.key[0] != b.key[0]]
    rows = [(a, b, around.evidence.between(a.key, b.key)) for a, b in pairs]
    if not rows:
        return
    # The pair of which nothing is known stands for both names; where something is known it is said of that pair.
    first = next((row for row in rows if not vetoed(row[2])), rows[0])
    for row in dict.fromkeys([rows.index(first), *(n for n, row in enumerate(rows) if row[2])]):
        a, b, weights = rows[row]
        known = said if told_apart else _in_two_scripts(around, a, b, said)
        yield weighed(around, a, b, known, weights, told_apart)


def _in_two_scripts(around: Around, one: Local, two: Local, said: Comparison) -> Comparison:
    """Two scripts often have two orders of words; in one script another order is rather a father's or a child's."""
    if said.ambiguous != "swap-or-child" or not _two_scripts(around, one.fold, two.fold):
        return said
    shared = around.shared(one, two)
    if not shared:
        return said
    reasons = (*said.reasons, f"another script, and {shared[0]} is named beside both")
    return replace(said, score=max(said.score, LIKELY), verdict=Verdict.LIKELY, reasons=reasons)


def _two_scripts(around: Around, one: str, two: str) -> bool:
    a, b = (script_of(around.names[name].words[0].text, around.scripts) for name in (one, two))
    return a != b


def _born_alike(around: Around) -> Iterator[Proposal]:
    """Persons born on one day whose names are at least a little alike, bare names among them."""
    for keys in around.evidence.born_alike().values():
        people = [around.locals[key] for key in sorted(keys) if key in around.locals][:PEOPLE]
        for one, two in combinations(people, 2):
            said = SAME_LETTERS if one.fold == two.fold else around.alike(one.fold).get(two.fold)
            if one.key[0] != two.key[0] and said is not None and not around.beside(one.fold, two.fold):
                yield weighed(around, one, two, said, around.evidence.between(one.key, two.key))
