"""How alike two names are, as rapidfuzz and (where it is installed) nomenklatura's logic-v2 score it. Runs in the
environment of the peers.

Standard input: {"pairs": [[name, name]], "slow": N}. Standard output: {peer: {"cpu": seconds, "scores": [0..1]}};
a slow peer scores the first N pairs only.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module

from rapidfuzz import fuzz, utils

Pairs = list[tuple[str, str]]


def token_sort(pairs: Pairs) -> list[float]:
    return [fuzz.token_sort_ratio(one, two, processor=utils.default_process) / 100 for one, two in pairs]


def logic_v2() -> Callable[[Pairs], list[float]] | None:
    try:
        model = import_module("followthemoney").model
        matching = import_module("nomenklatura.matching")
    except ImportError:
        return None
    config = matching.ScoringConfig.defaults()

    def scored(pairs: Pairs) -> list[float]:
        def person(number: int, name: str) -> object:
            # It remembers names by id: every one needs its own.
            return model.get_proxy({"id": f"p{number}", "schema": "Person", "properties": {"name": [name]}})

        return [
            matching.LogicV2.compare(person(2 * n, one), person(2 * n + 1, two), config).score
            for n, (one, two) in enumerate(pairs)
        ]

    return scored


def main() -> None:
    asked = json.load(sys.stdin)
    pairs: Pairs = [(one, two) for one, two in asked["pairs"]]
    answer = {}
    for name, scorer, count in (
        ("rapidfuzz token_sort", token_sort, len(pairs)),
        ("nomenklatura logic-v2", logic_v2(), asked["slow"]),
    ):
        if scorer is not None:
            started = time.process_time()
            scores = scorer(pairs[:count])
            answer[name] = {"cpu": time.process_time() - started, "scores": scores}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
