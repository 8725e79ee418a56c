"""Report heads: how often title, publisher, author, day of publication and language are read as annotated.

Sets in the annotation format (a folder with `gold.json` and `reports/`), by default the corpus beside the repository.
Title and author are compared without case, marks and "the"; a publisher is right when the words of one name hold the
other's. `body_start` and `body_end` count when the body begins and ends within five characters of the annotation.

    ./dev bench head [--data FOLDER ...] [--misses] [--json]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from asyl.knowledge import own_knowledge
from asyl.model import ZoneKind
from asyl.text import Head, read_head

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data" / "corpus"
FIELDS = ("title", "publisher", "author", "published", "language", "body_start", "body_end")
_NEAR = 5  # characters


def reports(folders: list[Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(text, gold entry) of every report of the sets in these folders."""
    for folder in folders:
        for gold in sorted(folder.rglob("gold.json")):
            for entry in json.loads(gold.read_text(encoding="utf-8"))["reports"]:
                yield (gold.parent / "reports" / f"{entry['id']}.txt").read_text(encoding="utf-8"), entry


def normal(name: str | None) -> str:
    said = unicodedata.normalize("NFKC", name or "").casefold()
    return " ".join(re.sub(r"[^\w]+", " ", said).split()).removeprefix("the ")


def same_name(one: str | None, other: str | None) -> bool:
    a, b = set(normal(one).split()), set(normal(other).split())
    return (not a and not b) or bool(a and b and (a <= b or b <= a))


def judge(head: Head, gold: dict[str, Any]) -> dict[str, bool]:
    body = [zone for zone in head.zones if zone.kind is ZoneKind.BODY]
    return {
        "title": normal(head.title) == normal(gold["title"]),
        "publisher": same_name(head.publisher, gold["publisher"]),
        "author": normal(head.author) == normal(gold["author"]),
        "published": head.published == gold["published"],
        "language": head.language == gold["language"],
        "body_start": bool(body) and abs(body[0].start - gold["body_start"]) <= _NEAR,
        "body_end": bool(body) and abs(body[-1].end - gold["body_end"]) <= _NEAR,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, action="append", help="a folder with annotated sets; may be given again")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    folders = given.data or [DATA]
    languages = own_knowledge().languages
    right: Counter[str] = Counter()
    seconds, count, misses = 0.0, 0, []
    for text, gold in reports(folders):
        begun = time.process_time()
        head = read_head(text, languages)
        seconds += time.process_time() - begun
        count += 1
        for field, hit in judge(head, gold).items():
            right[field] += hit
            if not hit and field in gold and hasattr(head, field):
                misses.append(f"{gold['id']} {field}: {gold[field]!r}, read {getattr(head, field)!r}")
    if not count:
        print(f"no annotated reports in {', '.join(map(str, folders))}; name a folder with --data", file=sys.stderr)
        return 2
    row = {field: round(right[field] / count, 3) for field in FIELDS} | {"ms_cpu": round(1000 * seconds / count, 1)}
    if given.json:
        print(json.dumps({"benchmark": "head", "rows": {f"asyl, {count} reports": row}}))
    else:
        print(f"asyl, {count} reports: " + "  ".join(f"{key} {value}" for key, value in row.items()))
        print("\n".join(misses if given.misses else []))
    return 0


if __name__ == "__main__":
    sys.exit(main())
