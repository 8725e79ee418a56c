"""Where things stand on a report's page: its summary, and lines that credit a source for the whole of it."""

from __future__ import annotations

from asyl.model import Link, Report, ZoneKind

PROSE = 80  # code points from which a line is prose, and not a title, a by-line or a caption
CREDIT = 24  # code points beside the name that a credit line may have ("Source: X", "X, translated by our desk")
_SUMMARY = frozenset({ZoneKind.HEADLINE, ZoneKind.LEAD})
_BESIDE = frozenset({ZoneKind.HEADLINE, ZoneKind.BYLINE, ZoneKind.CAPTION, ZoneKind.CHROME})


def in_summary(report: Report | None, offset: int) -> bool:
    """True in the headline, the lead, or the first paragraph of prose: where a report says what it is about."""
    if report is None:
        return False
    if report.zone_at(offset) in _SUMMARY:
        return True
    start, end = _line(report.text, offset)
    return end - start >= PROSE and not any(_prose(report, at) for at in _starts(report.text, start))


def credits_whole(report: Report | None, link: Link) -> bool:
    """True when a report names a source for all of itself: in a credit line, or in its summary."""
    named = link.attribution
    if report is None or named is None:
        return False
    start, end = _line(report.text, named.start)
    return end - start <= len(link.source_name or "") + CREDIT or in_summary(report, named.start)


def _prose(report: Report, start: int) -> bool:
    low, high = _line(report.text, start)
    return high - low >= PROSE and report.zone_at(low) not in _BESIDE


def _starts(text: str, end: int) -> list[int]:
    """Where the lines before an offset begin; in a long text only the first ones are looked at."""
    starts: list[int] = []
    at = 0
    while at < end and len(starts) < 200:
        starts.append(at)
        at = text.find("\n", at, end) + 1
        if at == 0:
            break
    return starts


def _line(text: str, offset: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, len(text) if end < 0 else end
