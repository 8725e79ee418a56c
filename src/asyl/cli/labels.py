"""Short names for reports in print: the file's own stem where it is the only one, else the id."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath

from asyl.model import Register, Report

from .layout import clean


class Labels:
    """What to call each report of one register."""

    def __init__(self, register: Register) -> None:
        paths = dict(register.paths)
        stems = {report.id: PurePath(paths[report.id][0]).stem for report in register.reports if paths.get(report.id)}
        uses = Counter(stems.values())
        self._labels = {
            report.id: stems[report.id]
            if uses.get(stems.get(report.id, ""), 0) == 1 and len(stems[report.id]) <= 24
            else report.id
            for report in register.reports
        }
        self._reports = {report.id: report for report in register.reports}

    def short(self, report: str) -> str:
        return self._labels.get(report, report)

    def line(self, report: str) -> str:
        """`r16  Publisher, 2020-02-06`."""
        found = self._reports.get(report)
        return self.short(report) if found is None else f"{self.short(report)}  {imprint(found)}"

    def many(self, reports: tuple[str, ...]) -> str:
        return " ".join(self.short(report) for report in reports)

    def published(self, report: str) -> str | None:
        found = self._reports.get(report)
        return found.published if found else None


def imprint(report: Report) -> str:
    """Publisher and date as far as they are known; an undated report says so."""
    return f"{clean(report.publisher or 'publisher unknown')}, {report.published or 'undated'}"
