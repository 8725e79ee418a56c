"""The word on two persons: what their names say, and what speaks for and against it beside the names."""

from __future__ import annotations

from collections.abc import Sequence

from asyl.model import Proposal, Verdict

from .around import LOWER, Around, proposal
from .compare import LIKELY, Comparison
from .evidence import Weight, name_odds
from .locals import Local

SURE_ENOUGH = 1.6  # log-odds from which names that are not likely by themselves become so: five in six
SAME_LETTERS = Comparison(1.0, Verdict.SAME, ("the same name, letter for letter",))


def vetoed(weights: Sequence[Weight]) -> bool:
    """True when a statement speaks so much against two persons being one that no machine joins them."""
    return any(weight.veto for weight in weights)


def weighed(
    around: Around, one: Local, two: Local, said: Comparison, weights: Sequence[Weight], told_apart: bool = False
) -> Proposal:
    """The proposal for two persons of different reports.

    Evidence lifts names that are alike to `likely`, never further; a birth date that speaks against leaves `unsure`,
    for a person to look at. Without evidence the size of the register counts: full names in one order may be likely
    in a small one that are not in a large one, where more chance pairs than true ones are expected.
    """
    odds = name_odds(said, len(around.names)) - around.rarity(one.fold, two.fold)
    beside = sum(weight.odds for weight in weights)
    total = odds + beside
    reasons = (*said.reasons, *(weight.said for weight in weights))
    verdict, score = said.verdict, said.score
    if vetoed(weights) or (verdict in LOWER and total < 0):
        chance = () if weights else ("a common name here, or many alike: chance alone may bring these together",)
        return proposal(one, two, min(score, LIKELY), Verdict.UNSURE, (*reasons, *chance), beside)
    open_ = weights or (said.ambiguous is None and not told_apart)
    if verdict not in LOWER and open_ and total >= SURE_ENOUGH and total >= odds:
        return proposal(one, two, max(score, LIKELY), Verdict.LIKELY, reasons, beside)
    return proposal(one, two, score, verdict, reasons, beside)
