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

    What was left out of a copy stands on the link of the copy, every other change on that of what was retold.
    """
    source = known.reports[candidate.source]
    taken = sorted([*candidate.shared, *_retold(report, candidate, known)], key=lambda s: (s.here, s.there))
    copied, rest = _parted(report, taken)
    soon = any(stretch.is_copy for stretch in taken) or _soon_after(report, source)
    attribution = candidate.naming.span if candidate.naming else None
    found = changes(report, source, taken, known, soon=soon, attribution=attribution)
    if not copied or not rest:
        kind = LinkKind.COPY if copied else _kind(report, rest)
        return [_link(report, source, candidate, kind, taken, found)]
    left_out = [change for change in found if change.after is None and _nearest_is_copy(change, copied, rest)]
    others = [change for change in found if change not in left_out]
    return [
        _link(report, source, candidate, LinkKind.COPY, copied, left_out),
        _link(report, source, candidate, _kind(report, rest), rest, others),
    ]


def _parted(report: Report, taken: Sequence[Shared]) -> tuple[list[Shared], list[Shared]]:
    """(what was copied, the rest). A short passage beside a copied one is part of the copy when its words are the same;
    what stands between quotation marks is quoted, however long."""
    if not any(stretch.is_copy for stretch in taken) or _is_quoted(report, taken):
        return [], list(taken)
    copied = [stretch for stretch in taken if stretch.is_verbatim]
    return copied, [stretch for stretch in taken if not stretch.is_verbatim]


def _nearest_is_copy(change: Change, copied: Sequence[Shared], rest: Sequence[Shared]) -> bool:
    """Whether words of the source stand nearer to something that was copied than to anything that was retold."""
    before = change.before
    if before is None:
        return False
    near = (min(max(s.there[0] - before.end, before.start - s.there[1], 0) for s in some) for some in (copied, rest))
    return next(near) <= next(near)


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
    return LinkKind.QUOTE if _is_quoted(report, shared) else LinkKind.REWRITE


def _is_quoted(report: Report, shared: Sequence[Shared]) -> bool:
    """Whether most of what was taken stands between quotation marks."""
    marks = quoted(report)
    taken = merged(stretch.here for stretch in shared)
    inside = sum(max(0, min(end, b) - max(start, a)) for start, end in taken for a, b in marks)
    return inside >= _MOSTLY * length(taken)


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
