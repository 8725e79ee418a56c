"""What a report changed of what its source said, gathered and each thing once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from asyl.model import Change, ChangeKind, Report, Span, ZoneKind

from .anchors import Sentence
from .edits import edits, imprint_changes
from .known import Known
from .names import pieces
from .pairing import Pair, paired
from .renaming import renamings
from .retelling import Retelling, claim_changes, same_people
from .stretches import Shared, body_length, length, merged
from .wording import Wording

_WHOLE = 0.2  # part of a report from which it counts as a retelling as a whole
_MIRROR = (
    0.5  # part of a report from which it is a copy as a whole, and of a source from which it was copied as a whole
)
_RUNNING = 20  # words of a passage that is more than a quotation
_SURE = 0.5  # likeness from which a sentence of the source is kept; of a report that takes nothing, those compared
_KEPT = 0.3  # part of a sentence of the source that a passage covers when it was not left out
_REPLACING = (ChangeKind.STATUS, ChangeKind.POLARITY, ChangeKind.MODALITY)
_ENDS = tuple('.!?…»”")')  # of a sentence; a line without one is a heading
_FEWEST = 4  # words of a sentence that can have been left out


def changes(
    report: Report,
    source: Report,
    taken: Sequence[Shared],
    known: Known,
    *,
    soon: bool = True,
    attribution: Span | None = None,
) -> list[Change]:
    """All changes, in the order of the report's text and then of the source's.

    taken: what was copied or retold. soon: the report was published so shortly after the source that it retells its
    news; a later one tells what has become of it. attribution: where the report names the source; a sentence that
    does has not dropped it.
    """
    copied = [stretch for stretch in taken if stretch.is_copy]
    part = length(stretch.here for stretch in taken) / max(1, body_length(report))
    way = Retelling(
        retold=bool(copied) or any(stretch.retold for stretch in taken),
        rests=any(stretch.words >= _RUNNING for stretch in taken),
        whole=part >= _WHOLE,
        source=source,
        words=frozenset(piece.word for piece in pieces(source.text)),
    )
    here, there = known.sentences(report.id), known.sentences(source.id)
    pairs = paired(report, source, here, there, known.small_words)
    wording = Wording(report, source, here, there, known, attribution)
    told = same_people(known.told(report.id), known.told(source.id), known.sounding)
    retold = [pair.here for pair in pairs if pair.likeness >= _SURE or report.language != source.language]
    found = [
        change
        for change in claim_changes(told, known.told(source.id), known.knowledge, way)
        if change.kind is not ChangeKind.ADDED or not _stands_in(change, retold)
    ]
    found += edits(report, source, taken, here, there, wording.attributions)
    if copied and part >= _MIRROR:
        found += imprint_changes(report, source)
    if soon:
        found += wording.changes([pair for pair in pairs if taken or pair.likeness >= _SURE])
    if taken or soon:
        found += renamings(report, source, known.sounding, known.small_words)
        found += _left_out(source, taken, pairs, there)
    if way.whole and soon:
        found += wording.left_out(pairs)
    return _once(found)


def _stands_in(change: Change, sentences: Sequence[Sentence]) -> bool:
    after = change.after
    return after is not None and any(s.start <= after.start < s.end for s in sentences)


def _left_out(
    source: Report, taken: Sequence[Shared], pairs: Sequence[Pair], sentences: Sequence[Sentence]
) -> Iterator[Change]:
    """Sentences of a source that was copied as a whole which the copy has not; neighbours are one."""
    covered = merged(stretch.there for stretch in taken if not stretch.retold)
    if length(covered) < _MIRROR * body_length(source):
        return
    kept = {pair.there.start for pair in pairs if pair.likeness >= _SURE}
    out: list[tuple[int, int]] = []
    last = -2
    for number, sentence in enumerate(sentences):
        if sentence.start in kept or not _is_out(source, sentence, covered):
            continue
        out[-1:] = [(out[-1][0], sentence.end)] if last == number - 1 else [*out[-1:], (sentence.start, sentence.end)]
        last = number
    for low, high in out:
        yield Change(ChangeKind.DROPPED, source.span(low, high), None)


def _is_out(source: Report, sentence: Sentence, covered: Sequence[tuple[int, int]]) -> bool:
    words = source.text[sentence.start : sentence.end].rstrip()
    if source.zone_at(sentence.start) is not ZoneKind.BODY or words[-1:] not in _ENDS or len(words.split()) < _FEWEST:
        return False
    size = sentence.end - sentence.start
    inside = sum(max(0, min(sentence.end, b) - max(sentence.start, a)) for a, b in covered)
    return inside < _KEPT * size


def _once(found: Iterable[Change]) -> list[Change]:
    """Each change once: of two of one kind that touch each other on both sides the shorter words are kept; words that
    became others were not left out."""
    kept: list[Change] = []
    for change in sorted(found, key=_size):
        if not _says_nothing(change) and not any(_same(change, other) for other in kept):
            kept.append(change)
    replaced = [change.before for change in kept if change.after is not None and change.kind in _REPLACING]
    kept = [change for change in kept if not (change.kind is ChangeKind.DROPPED and _touches(change.before, replaced))]
    return sorted(kept, key=_order)


def _says_nothing(change: Change) -> bool:
    """The same words on both sides: `the next morning` of two days."""
    sides = [span.quote.casefold().strip() for span in (change.before, change.after) if span]
    return len(sides) == 2 and sides[0] == sides[1] and change.kind is not ChangeKind.SOURCE_DROPPED


def _touches(span: Span | None, others: Iterable[Span | None]) -> bool:
    return span is not None and any(other is not None and span.overlaps(other) for other in others)


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
