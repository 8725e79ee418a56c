"""The phrase book: single sentences with their events marked, `[event|words]`; flags after the event name: `!` negated,
`?` feared, `>` planned, `@` attributed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from asyl.claims.learned_clauses import clauses
from asyl.claims.page import make_page
from asyl.knowledge import Knowledge
from asyl.model import DateBasis, Report

from .corpus import ROOT, Sample, lay, stand

_MARK = re.compile(r"\[([a-z_]+)([!?>@]*)\|([^\]]+)\]")
_MODES = {"?": "feared", ">": "planned", "@": "attributed"}


def parse(line: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain sentence and its claims."""
    text, claims, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        start = len(text)
        text += match[3]
        modes = [mode for flag, mode in _MODES.items() if flag in match[2]]
        claims.append({
            "event": match[1], "start": start, "end": len(text), "person": "", "date": None, "speaker": None,
            "polarity": "negated" if "!" in match[2] else "affirmed", "modality": modes[0] if modes else "asserted",
        })  # fmt: skip
        at = match.end()
    return text + line[at:], claims


def load_phrases(language: str, knowledge: Knowledge, root: Path = ROOT) -> list[Sample]:
    """One sample for each sentence of `phrases/<language>.txt`; empty when there is no such file."""
    file = root / "phrases" / f"{language}.txt"
    pack = knowledge.language(language)
    if pack is None or not file.is_file():
        return []
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        text, claims = parse(line)
        if text.strip():
            report = Report(f"phrase{number}", "0" * 64, text, "1", language, (), published_basis=DateBasis.UNKNOWN)
            page = make_page(report, pack)
            parts = clauses(page.lines)
            labels, marks = lay(page, parts, claims)
            found.append(Sample("phrases", stand(page), parts, labels, marks, claims, {}, {}))
    return found
