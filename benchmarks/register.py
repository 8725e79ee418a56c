"""What a register withstands, and what encryption costs.

    ./dev bench register [--only=NAME]... [--small] [--json]

Parts: kill (1,000 times kill -9), power (2,000 power cuts), errors (every write and fsync of a life fails), canaries
(200 in a locked register's files), backups (damaged in every way), encrypted (ten queries, CPU against a plain register
of the same rows, both with a cache of 64 MB). The harnesses are those of tests/harness; there they run in small.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any

from asyl.model import DateBasis, Mention, Report, Role, Span, Zone, ZoneKind
from asyl.store import Entry, Seen, encrypt_store, open_store

if TYPE_CHECKING:
    from asyl.store import Store

ROOT = Path(__file__).resolve().parent.parent
FULL = {"kill": 1000, "power": 2000, "errors": 1_000_000, "canaries": 200, "backups": 99}
SMALL = {"kill": 18, "power": 120, "errors": 12, "canaries": 40, "backups": 99}
KEY = b"k" * 32
REPORTS, ROUNDS = 1500, 9
SYLLABLES = ("to", "qan", "бек", "жан", "گۈل", "北", "mar", "нұр", "sa", "лы", "ak", "өт", "din", "шы", "京", "la")
AT = datetime(2020, 1, 6, tzinfo=UTC)


def harness(name: str, count: int) -> dict[str, Any]:
    """One harness in a process of its own."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.harness.run", name, "--count", str(count)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return {**found, "seconds": round(time.monotonic() - began, 1)}


# -- encrypted beside plain ----------------------------------------------------------------------------------------


def words(random: Random, number: int) -> str:
    return " ".join("".join(random.choices(SYLLABLES, k=random.randint(1, 4))) for _ in range(number))


def fill(store: Store) -> None:
    """Reports with mentions, postings and lines of the log, as many rows as a group of some years has."""
    random = Random(1)
    with store.acts() as lines:
        for number in range(REPORTS):
            text = words(random, 420)
            one = report(number, text)
            store.sources.add(
                report=one.id,
                digest=one.digest,
                blob=f"b{number}",
                sealed_as="plain",
                media_type="text/plain",
                size=len(text),
                received=AT,
            )
            spans = [Span.at(one.id, text, start, start + 9) for start in range(0, len(text) - 9, len(text) // 24)]
            mentions = [Mention(span, f"p{at % 7}", span.quote, Role.PROTECTED) for at, span in enumerate(spans)]
            store.readings.put(one, mentions, [], "bench")
            store.sources.see(Seen(one.id, f"/reports/{number}", f"/reports/{number}", AT))
            store.postings.add(one.id, [random.getrandbits(64) for _ in range(120)])
            lines.append(Entry(AT + timedelta(seconds=number), "bench", "read", one.id, why=words(random, 6)))


def report(number: int, text: str) -> Report:
    return Report(
        id=f"r{number:010x}",
        digest=f"{number:064x}",
        text=text,
        text_version="1",
        language="kk",
        zones=(Zone(ZoneKind.BODY, 0, len(text)),),
        title=text[:40],
        publisher="Steppe Courier",
        author=None,
        published="2020-01-06",
        published_basis=DateBasis.STATED,
        published_at=None,
        warnings=(),
    )


def queries(store: Store, random: Random) -> dict[str, Callable[[], object]]:
    """The ten that a person's work is made of."""
    some = [f"r{random.randrange(REPORTS):010x}" for _ in range(30)]
    hashes = [random.getrandbits(64) for _ in range(300)]
    return {
        "all sources": store.sources.all,
        "a source by its digest": lambda: [store.sources.with_digest(f"{number:064x}") for number in range(0, 300, 7)],
        "what stands at a place": lambda: [store.sources.standing_at(f"/reports/{at}") for at in range(0, 300, 7)],
        "one report": lambda: [store.readings.report(name) for name in some],
        "a case: 30 reports": lambda: store.readings.reports(some),
        "mentions of 30 reports": lambda: store.readings.mentions(some),
        "every report": store.readings.reports,
        "the log": store.log.all,
        "who holds 300 shingles": lambda: store.postings.holders(hashes),
        "find words": lambda: [store.readings.find(word) for word in ("toqan бек", "жан", "北京", "sa нұр")],
    }


def cost(query: Callable[[], object]) -> float:
    """CPU seconds of one call, over calls that take long enough to be measured."""
    began, calls = time.process_time(), 0
    while time.process_time() - began < 0.03:
        query()
        calls += 1
    return (time.process_time() - began) / calls


def encrypted() -> dict[str, Any]:
    """CPU of each query in an encrypted register over that in a plain one: medians of rounds taken by turns."""
    with tempfile.TemporaryDirectory(prefix="asyl-bench-") as folder:
        plain, locked = Path(folder) / "plain", Path(folder) / "locked"
        for place in (plain, locked):
            store = open_store(place, create=True)
            fill(store)
            store.close()
        encrypt_store(locked, KEY, lambda into: None, lambda blob, _: (blob, "plain"), lambda: None)
        stores = open_store(plain, create=False), open_store(locked, create=False, key=KEY)
        size = sum(file.stat().st_size for file in plain.glob("register*"))
        pairs = [queries(store, Random(2)) for store in stores]
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in pairs[0]}
        for _ in range(ROUNDS):
            for name, rounds in taken.items():
                rounds.append((cost(pairs[0][name]), cost(pairs[1][name])))
        for store in stores:
            store.close()
    rows = {
        name: {"plain ms": 1000 * median(one for one, _ in rounds), "ratio": ratio(rounds[1:])}
        for name, rounds in taken.items()
    }
    return {"megabytes": round(size / 1e6, 1), "queries": rows, "worst": max(row["ratio"] for row in rows.values())}


def ratio(rounds: Sequence[tuple[float, float]]) -> float:
    return median(locked for _, locked in rounds) / median(plain for plain, _ in rounds)


def show(found: dict[str, Any]) -> None:
    for name, part in found.items():
        if name == "encrypted":
            print(f"encrypted beside plain, {part['megabytes']} MB")
            for query, row in part["queries"].items():
                print(f"  {query:26}{row['plain ms']:9.2f} ms  x {row['ratio']:.2f}")
            print(f"  worst x {part['worst']:.2f}")
            continue
        counts = {key: value for key, value in part.items() if key not in ("problems", "by")}
        print(f"{name}: {len(part['problems'])} problems; {counts}")
        for problem in part["problems"][:20]:
            print(f"  {problem}")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench register")
    parser.add_argument("--only", action="append", choices=[*FULL, "encrypted"], help="one part; may be given again")
    parser.add_argument("--small", action="store_true", help="the counts of the tests")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(arguments)
    counts = SMALL if wanted.small else FULL
    parts = wanted.only or [*FULL, "encrypted"]
    found = {name: encrypted() if name == "encrypted" else harness(name, counts[name]) for name in parts}
    if wanted.json:
        print(json.dumps(found, indent=1))
    else:
        show(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
