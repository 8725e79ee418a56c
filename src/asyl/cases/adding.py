"""One more report in links that were indexed already, without going through the whole register again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from asyl.model import Link, PersonKey, Report

from .sources import Sources, marks_of, order_of, oriented


def with_report(
    sources: Sources, report: Report, links: Iterable[Link], keys: Mapping[PersonKey, str] | None = None
) -> Sources:
    """As `index_sources` over the register with this report and its links in it, for a report that was not there.

    `links` are those that the report has to others and others to it; `keys` those of its mentions. The given index
    stays as it is. Only the files of people whom the report, or a report whose links changed, speaks of have to be
    built anew.
    """
    reports = {**sources.reports, report.id: report}
    of = dict(sources.links)
    for link in (oriented(link, reports) for link in links):
        if link.report in reports and link.source != link.report:
            of[link.report] = tuple(sorted((*of.get(link.report, ()), link), key=order_of))
    voices, marks = _voices(sources, report)
    return replace(
        sources,
        reports=reports,
        links=of,
        voices=voices,
        marks=marks,
        keys={**sources.keys, **(keys or {})},
        _above={},
    )


def _voices(sources: Sources, report: Report) -> tuple[dict[str, str], dict[str, str]]:
    """The voices and marks with one more report. It joins the voices that it shares a mark with; a voice is called by
    the first of all its names, as in the whole index."""
    own = marks_of(report, sources.families)
    shared = {sources.marks[mark] for mark in own if mark in sources.marks}
    mine = min({*shared, *own, f"report:{report.id}"})
    voices, marks = dict(sources.voices), dict(sources.marks)
    if shared - {mine}:
        voices.update((other, mine) for other, voice in sources.voices.items() if voice in shared)
        marks.update((mark, mine) for mark, voice in sources.marks.items() if voice in shared)
    voices[report.id] = mine
    marks.update(dict.fromkeys(own, mine))
    return voices, marks
