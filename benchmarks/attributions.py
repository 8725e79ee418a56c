"""Sentences in which reporters name their sources: are these found, and no person, office, ship or employer?

./dev bench attributions [--misses] [--json]
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from asyl.knowledge import own_knowledge
from asyl.lineage.names import name_key
from asyl.lineage.sources import name_book, namings
from asyl.model import Report, Zone, ZoneKind

DATA = Path(__file__).resolve().parent / "attributions" / "sentences.toml"
PUBLISHERS = {"en": "Lowland Echo", "ru": "Степной телеграф", "kk": "Дала"}
HEADLINE = "· · ·"


def sources_in(text: str, language: str) -> list[str]:
    """The names that the body of a report gives as its sources."""
    knowledge, publisher = own_knowledge(), PUBLISHERS[language]
    report = Report(
        id="r",
        digest="",
        text=f"{HEADLINE}\n\n{text}",
        text_version="1",
        language=language,
        zones=(Zone(ZoneKind.HEADLINE, 0, len(HEADLINE)),),
        publisher=publisher,
    )
    return [naming.name for naming in namings(report, name_book([publisher], knowledge), knowledge) if naming.cued]


def judged(part: Mapping[str, Sequence[tuple[str, list[str]]]]) -> dict[str, Any]:
    right = wanted = given = 0
    lines: list[str] = []
    for language, sentences in part.items():
        for text, names in sentences:
            found = sources_in(text, language)
            hit = {name_key(name) for name in names} & {name_key(name) for name in found}
            right, wanted, given = right + len(hit), wanted + len(names), given + len(found)
            if len(hit) < max(len(names), len(found)):
                lines.append(f"{language} {names} -> {found}: {text}")
    size = sum(map(len, part.values()))
    return {"sentences": size, "recall": right / wanted, "precision": right / max(1, given), "lines": lines}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list them, but never those of the held-out part")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = {name: judged(part) for name, part in tomllib.loads(DATA.read_text(encoding="utf-8")).items()}
    for name, result in results.items():
        lines = result.pop("lines")
        if options.misses and name != "heldout":
            print("\n".join(lines))
    if options.json:
        print(json.dumps(results, indent=1))
        return
    for name, result in results.items():
        print("{:8} {sentences} sentences: recall {recall:.3f} precision {precision:.3f}".format(name, **result))


if __name__ == "__main__":
    main()
