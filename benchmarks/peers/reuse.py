"""Pairs of texts with something in common, as the peers of the lineage room find them. Runs in the environment of the
peers; one that is not installed is left out.

Standard input: {"texts": [str], "peers": [name]}, or {"file": path, "lengths": [int], "peers": [name]} with the texts
one after another in an ASCII file. Standard output: {peer: {"cpu": seconds, "memory": MB, "pairs":
[[smaller, larger]]}}, where memory is what the process grew to. All are given word 5-grams (DuckDB 4-grams) and what
their manuals recommend; making the n-grams is part of their work, as it is of ours.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run as a script, in the environment of the peers

from benchmarks.textfile import Texts, peak_memory

Pairs = set[tuple[int, int]]
PERMUTATIONS = 128
BATCH = 2000


def grams(text: str, size: int = 5) -> list[str]:
    words = text.lower().split()
    return [" ".join(words[i : i + size]) for i in range(max(1, len(words) - size + 1))]


def rensa(texts: Sequence[str], bands: int, threshold: float) -> Pairs:
    library: Any = import_module("rensa")
    index = library.RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=bands)
    sketches: list[Any] = []
    for low in range(0, len(texts), BATCH):  # the n-grams of all texts at once would fill the memory
        some = [grams(text) for text in texts[low : low + BATCH]]
        sketches += library.RMinHash.from_token_sets(some, num_perm=PERMUTATIONS, seed=42)
    index.insert_many(sketches)
    return {(min(i, j), max(i, j)) for i, found in enumerate(index.query_all(sketches)) for j in found if i != j}


def datasketch(texts: Sequence[str], threshold: float) -> Pairs:
    library: Any = import_module("datasketch")
    index = library.MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    pairs: Pairs = set()
    for i, text in enumerate(texts):
        sketch = library.MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([gram.encode() for gram in set(grams(text))])
        pairs.update((j, i) for j in index.query(sketch))
        index.insert(i, sketch)
    return pairs


def duckdb(texts: Sequence[str]) -> Pairs:
    """Self-join of 4-grams that 2 to 40 texts have, at least two in common."""
    library: Any = import_module("duckdb")
    base = library.connect()
    base.execute("set threads = 1")
    base.execute("create table text (id integer, words varchar[])")
    base.executemany("insert into text values (?, ?)", [(i, text.lower().split()) for i, text in enumerate(texts)])
    base.execute(
        """create table gram as select distinct id, hash(list_slice(words, place, place + 3)) as gram
        from (select id, words, unnest(range(1, len(words) - 2)) as place from text)"""
    )
    base.execute("create table rare as select gram from gram group by gram having count(*) between 2 and 40")
    found = base.execute(
        """select a.id, b.id from gram a join rare using (gram) join gram b on a.gram = b.gram and a.id < b.id
        group by a.id, b.id having count(*) >= 2"""
    ).fetchall()
    return set(found)


PEERS: dict[str, Callable[[Sequence[str]], Pairs]] = {
    "rensa 16 bands": lambda texts: rensa(texts, 16, 0.5),
    "rensa 64 bands": lambda texts: rensa(texts, 64, 0.2),
    "datasketch .5": lambda texts: datasketch(texts, 0.5),
    "duckdb 4-gram join": duckdb,
}


def measured(texts: Sequence[str], names: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in names:
        started = time.process_time()
        try:
            pairs = PEERS[name](texts)
        except ImportError:
            continue
        cpu = time.process_time() - started
        memory = peak_memory()
        yield name, {"cpu": cpu, "memory": memory, "pairs": sorted(pairs)}


def main() -> None:
    asked = json.load(sys.stdin)
    # One process a peer would be fairer to memory; the caller asks for one at a time.
    texts = asked["texts"] if "texts" in asked else Texts(asked["file"], asked["lengths"])
    json.dump(dict(measured(texts, asked.get("peers") or list(PEERS))), sys.stdout)


if __name__ == "__main__":
    main()
