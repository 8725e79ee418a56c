"""From a candidate to links: which kind, which passages, how much of the report they are, what was changed."""

from __future__ import annotations

from collections.abc import Sequence

from asyl.model import Change, Link, LinkKind, Passage, Report

from .candidates import Candidate
from .changes import changes
from .known import Known
from .quotes import quoted
from .register import published
from .retold import retold
from .stretches import Shared, body_length, length, merged

# Days in which news is retold. A report of months later that names an outlet has collected by itself: it was seen to
# share facts with what it names, but not to have taken them from there.
_NEWS_CYCLE = 14
_MOSTLY = 0.6  # part of the taken words that stand between quotation marks


def links_to(report: Report, candidate: Candidate, known: Known) -> list[Link]:
    """The links of a report to one source: what it copied and what it retold are two links, all else is one.

    The changes stand on the link of what was retold, on the only one otherwise.
    """
    source = known.reports[candidate.source]
    copied = [stretch for stretch in candidate.shared if stretch.is_copy]
    rest = [stretch for stretch in candidate.shared if not stretch.is_copy] + _retold(report, candidate, known)
    rest.sort(key=lambda stretch: (stretch.here, stretch.there))
    found = changes(report, source, copied + rest, known)
    parts = [(LinkKind.COPY, copied)] if copied else []
    if rest or not copied:
        parts.append((_kind(report, rest), rest))
    return [
        _link(report, source, candidate, kind, shared, found if number == len(parts) else [])
        for number, (kind, shared) in enumerate(parts, 1)
    ]


def _retold(report: Report, candidate: Candidate, known: Known) -> list[Shared]:
    """Sentences that retell the source's, where no passage was found; only of a source that is sure otherwise and was
    published shortly before."""
    source = known.reports[candidate.source]
    sure = candidate.naming is not None or any(stretch.is_copy for stretch in candidate.shared)
    if not sure or not _soon_after(report, source):
        return []
    return [
        Shared((here.start, here.end), (there.start, there.end), 0, 0.0, like, retold=True)
        for here, there, like in retold(known.sentences(report.id), known.sentences(source.id))
        if not any(s.here[0] < here.end and here.start < s.here[1] for s in candidate.shared)
    ]


def _soon_after(report: Report, source: Report) -> bool:
    mine, theirs = published(report), published(source)
    return mine is not None and theirs is not None and abs((mine.latest - theirs.earliest).days) <= _NEWS_CYCLE


def _kind(report: Report, shared: Sequence[Shared]) -> LinkKind:
    if not shared:
        return LinkKind.CITE
    marks = quoted(report)
    taken = merged(stretch.here for stretch in shared)
    inside = sum(max(0, min(end, b) - max(start, a)) for start, end in taken for a, b in marks)
    return LinkKind.QUOTE if inside >= _MOSTLY * length(taken) else LinkKind.REWRITE


def _link(
    report: Report,
    source: Report,
    candidate: Candidate,
    kind: LinkKind,
    shared: Sequence[Shared],
    found: Sequence[Change],
) -> Link:
    return Link(
        report=report.id,
        source=source.id,
        source_name=candidate.naming.name if candidate.naming else source.publisher,
        kind=kind,
        basis=candidate.direction.basis,
        passages=tuple(
            Passage(report.span(*stretch.here), source.span(*stretch.there), stretch.similarity) for stretch in shared
        ),
        changes=tuple(found),
        attribution=candidate.naming.span if candidate.naming else None,
        share=round(min(1.0, length(stretch.here for stretch in shared) / max(1, body_length(report))), 4),
    )
