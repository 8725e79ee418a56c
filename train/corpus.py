"""The corpus as the reader sees it: pages, with the gold marks laid over their clauses and persons."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asyl.claims.learned_clauses import Clause, clauses
from asyl.claims.learned_ground import Ground
from asyl.claims.page import Page, make_page
from asyl.claims.patterns import rules
from asyl.claims.proposing import propose
from asyl.knowledge import Knowledge
from asyl.model import Report
from asyl.text import read_head

ROOT = Path(__file__).resolve().parent.parent / "corpus"
Gold = dict[str, Any]


@dataclass(slots=True)
class Sample:
    """One report of the corpus. `labels`: per clause the event that gold marks there or "O"; `marks`: per clause the
    gold claims laid on it; `persons`: local of the page -> gold person id."""

    part: str
    ground: Ground
    parts: list[Clause]
    labels: list[str]
    marks: list[list[Gold]]
    claims: list[Gold]
    persons: Mapping[str, str]
    people: Mapping[str, Gold]

    @property
    def page(self) -> Page:
        return self.ground.page


def part_names(root: Path = ROOT) -> list[str]:
    return sorted(folder.name for folder in root.iterdir() if (folder / "gold.json").is_file())


def load_part(name: str, knowledge: Knowledge, root: Path = ROOT) -> list[Sample]:
    """The reports of one part, read with the system's own head, names, dates and references."""
    gold = json.loads((root / name / "gold.json").read_text(encoding="utf-8"))
    people = {person["id"]: person for person in gold["people"]}
    by_report = defaultdict(list)
    for claim in gold["claims"]:
        by_report[claim["report"]].append(claim)
    found = []
    for item in gold["reports"]:
        text = (root / name / "reports" / f"{item['id']}.txt").read_text(encoding="utf-8")
        report = make_report(item["id"], text, knowledge)
        language = knowledge.language(report.language)
        if language is None:
            continue
        page = make_page(report, language, knowledge.outlets)
        parts = clauses(page.lines)
        labels, marks = lay(page, parts, by_report[item["id"]])
        owners = _owners(people, by_report[item["id"]], page)
        found.append(Sample(name, stand(page), parts, labels, marks, by_report[item["id"]], owners, people))
    return found


def stand(page: Page) -> Ground:
    """A page with what the rules propose on it, as `read` hands it to the learned reader."""
    return Ground(page, propose(page, rules(page.grammar.language)))


def make_report(name: str, text: str, knowledge: Knowledge) -> Report:
    head = read_head(text, knowledge.languages)
    return Report(
        name, "0" * 64, text, "1", head.language, head.zones, head.title, head.publisher, head.author, head.published,
        head.published_basis,
    )  # fmt: skip


def place(page: Page, part: Clause) -> tuple[int, int]:
    """Where a clause stands in the text."""
    chunks = page.lines[part.line].chunks
    return chunks[part.first].start, chunks[part.last - 1].end


def lay(page: Page, parts: list[Clause], claims: list[Gold]) -> tuple[list[str], list[list[Gold]]]:
    """Each clause takes the event of the gold quote that covers most of it, if half of the shorter one is shared."""
    labels, marks = [], []
    for part in parts:
        start, end = place(page, part)
        best: tuple[float, Gold] | None = None
        for claim in claims:
            shared = min(end, claim["end"]) - max(start, claim["start"])
            if shared > 0 and shared * 2 >= min(end - start, claim["end"] - claim["start"]):
                key = shared - (claim["end"] - claim["start"]) / 1000
                if best is None or key > best[0]:
                    best = key, claim
        labels.append(best[1]["event"] if best else "O")
        marks.append(
            []
            if best is None
            else [c for c in claims if c["event"] == best[1]["event"] and c["start"] < end and start < c["end"]]
        )
    return labels, marks


def _owners(people: Mapping[str, Gold], claims: list[Gold], page: Page) -> dict[str, str]:
    """Local -> gold person: the one whose variants its mentions are; those of this report's claims first."""
    variants: dict[str, set[str]] = defaultdict(set)
    for person in people.values():
        for variant in person["variants"]:
            variants[" ".join(re.sub(r"[^\w]+", " ", variant.casefold()).split())].add(person["id"])
    here = {claim["person"] for claim in claims}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for line in page.lines:
        for chunk in line.chunks:
            if chunk.who:
                written = " ".join(re.sub(r"[^\w]+", " ", page.report.text[chunk.start : chunk.end].casefold()).split())
                owners = variants.get(written, set())
                for owner in owners & here or owners:
                    votes[chunk.who][owner] += 1
    return {local: count.most_common(1)[0][0] for local, count in sorted(votes.items())}
