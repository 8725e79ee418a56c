"""Which texts share words, as datasketch and difflib find it. Runs in the environment of the peers.

Standard input: {"texts": {id: text}, "runs": N}. Standard output: {peer: {"cpu": [seconds], "pairs": [[id, id]]}}.
"""

import difflib
import json
import re
import sys
import time
from collections.abc import Callable
from itertools import combinations

from datasketch import MinHash, MinHashLSH

Texts = dict[str, list[str]]
Pairs = set[tuple[str, str]]

SHINGLE, PERMUTATIONS, THRESHOLD = 5, 128, 0.2
LONGEST_SHARED_RUN = 12


def minhash(words: list[str]) -> MinHash:
    made = MinHash(num_perm=PERMUTATIONS)
    made.update_batch([" ".join(words[i : i + SHINGLE]).encode() for i in range(len(words) - SHINGLE + 1)])
    return made


def by_datasketch(texts: Texts) -> Pairs:
    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    made = {name: minhash(words) for name, words in texts.items()}
    for name, value in made.items():
        index.insert(name, value)
    return {
        (min(name, other), max(name, other))
        for name, value in made.items()
        for other in index.query(value)
        if other != name
    }


def by_difflib(texts: Texts) -> Pairs:
    found = set()
    for (name, words), (other, others) in combinations(sorted(texts.items()), 2):
        matcher = difflib.SequenceMatcher(None, words, others, autojunk=False)
        if matcher.find_longest_match().size >= LONGEST_SHARED_RUN:
            found.add((name, other))
    return found


def measured(find: Callable[[Texts], Pairs], texts: Texts, runs: int) -> dict[str, object]:
    seconds, pairs = [], set[tuple[str, str]]()
    for _ in range(runs):
        begun = time.process_time()
        pairs = find(texts)
        seconds.append(time.process_time() - begun)
    return {"cpu": seconds, "pairs": sorted(pairs)}


def main() -> None:
    asked = json.load(sys.stdin)
    texts = {name: re.findall(r"\w+", text.casefold()) for name, text in asked["texts"].items()}
    peers = {"datasketch": by_datasketch, "difflib": by_difflib}
    json.dump({name: measured(find, texts, asked["runs"]) for name, find in peers.items()}, sys.stdout)


if __name__ == "__main__":
    main()
