"""What a report changed of what its source said, gathered and each thing once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from asyl.model import Change, ChangeKind, Report

from .edits import edits, imprint_changes
from .known import Known
from .names import pieces
from .renaming import renamings
from .retelling import Retelling, claim_changes
from .retold import retold
from .stretches import Shared, body_length, length
from .wording import sentence_changes

_WHOLE = 0.2  # part of a report from which it counts as a retelling as a whole
_MIRROR = 0.5  # part of a report from which it is a copy as a whole
_RUNNING = 20  # words of a passage that is more than a quotation
_SURE = 0.5  # likeness from which numbers and dates of two sentences are compared
_LONGEST_GAP = 900  # code points of source text between two copied passages that are shown as dropped
_SHORTEST_GAP = 25


def changes(report: Report, source: Report, taken: Sequence[Shared], known: Known) -> list[Change]:
    """All changes, in the order of the report's text and then of the source's. taken: what was copied or retold."""
    copied = [stretch for stretch in taken if stretch.is_copy]
    part = length(stretch.here for stretch in taken) / max(1, body_length(report))
    way = Retelling(
        retold=bool(copied) or any(stretch.retold for stretch in taken),
        rests=any(stretch.words >= _RUNNING for stretch in taken),
        whole=part >= _WHOLE,
        until=source.published,
        words=frozenset(piece.word for piece in pieces(source.text)),
    )
    found = list(claim_changes(known.told(report.id), known.told(source.id), known.knowledge, way))
    found += edits(report, source, taken, known.sentences(report.id), known.sentences(source.id))
    if copied and part >= _MIRROR:
        found += imprint_changes(report, source)
    if way.retold:
        pairs = [pair for pair in retold(known.sentences(report.id), known.sentences(source.id)) if pair[2] >= _SURE]
        found += sentence_changes(report, source, [pair[:2] for pair in pairs], known.knowledge)
        found += renamings(report, source, known.sounding, known.small_words)
        found += _left_out(source, copied)
    return _once(found)


def _left_out(source: Report, copied: Sequence[Shared]) -> Iterator[Change]:
    """Source text between two copied passages."""
    stretches = sorted(stretch.there for stretch in copied)
    for (_, end), (start, _) in pairwise(stretches):
        gap = source.text[end:start]
        low, high = end + len(gap) - len(gap.lstrip()), start - (len(gap) - len(gap.rstrip()))
        if _SHORTEST_GAP <= high - low <= _LONGEST_GAP:
            yield Change(ChangeKind.DROPPED, source.span(low, high), None)


def _once(found: Iterable[Change]) -> list[Change]:
    """Each change once: of two of one kind that touch each other on both sides the shorter words are kept."""
    kept: list[Change] = []
    for change in sorted(found, key=_size):
        if not any(_same(change, other) for other in kept):
            kept.append(change)
    return sorted(kept, key=_order)


def _size(change: Change) -> tuple[int, int, str]:
    return (
        sum(span.end - span.start for span in (change.before, change.after) if span),
        *_order(change)[:1],
        change.note,
    )


def _same(one: Change, other: Change) -> bool:
    """Of one kind, and about the same words of the report, or of the source where the report has none."""
    if one.kind is not other.kind:
        return False
    if one.after is not None and other.after is not None:
        return one.after.overlaps(other.after)
    return (
        one.after is other.after
        and one.before is not None
        and other.before is not None
        and one.before.overlaps(other.before)
    )


def _order(change: Change) -> tuple[int, int, str]:
    after = change.after.start if change.after else 1 << 60
    return after, change.before.start if change.before else -1, change.kind.value
