"""Names beside each other, for somebody who checks a name. Nothing is looked up anywhere, and no register is opened."""

from __future__ import annotations

from collections.abc import Sequence

from asyl.knowledge import Knowledge
from asyl.people import Comparison, compare_many


def compare_names(pairs: Sequence[tuple[str, str]], knowledge: Knowledge) -> list[Comparison]:
    """What each pair of names says by itself, in the order given."""
    return compare_many(pairs, knowledge)
