"""The second tier: sentences that hold a status word and gave no claim, for a person to read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from asyl.model import Claim, Language, Report, Tier, ZoneKind
from asyl.text import sentences

from .gate import Proposal
from .lines import Line
from .patterns import Rules

METHOD = "stems"
UNKNOWN = "und"  # the pack that holds stems known in many languages
_MOST = 2_000  # code points of a sentence that are shown and searched


def sentences_to_read(
    lines: Sequence[Line], language: Language, rules: Rules, claims: Sequence[Claim]
) -> list[Proposal]:
    """A `to_read` proposal for every line that no claim touches and that holds a stem of the pack's `stem_events`, a
    word that one of its patterns begins from, or words for a person (then the event is that of the nearest claim).
    Recall first: what is left out here nobody is shown."""
    stems = language.map("stem_events")
    if not stems:
        return []
    pattern = re.compile(r"(?:" + "|".join(sorted(map(re.escape, stems), key=len, reverse=True)) + ")")
    taken = [(claim.trigger.start, claim.trigger.end) for claim in claims]
    held = _spread(taken)
    found = []
    for line in lines:
        near = held.intersection(range(line.start // _BLOCK, line.end // _BLOCK + 1))
        spans = [(start, end) for start, end in taken if start < line.end and line.start < end] if near else []
        event, why = _sign(line, spans, pattern, stems, rules)
        if not event and not spans and any(ref.who for ref in line.refs.values()) | any(c.date for c in line.chunks):
            event, why = _nearest(line, claims), "somebody or a date is spoken of"
        if event:
            place = (line.start, line.end)
            found.append(Proposal(event, METHOD, place, tier=Tier.TO_READ, weighed=True, reasons=(why,)))
    return found


def unknown_to_read(report: Report, language: Language | None) -> list[Proposal]:
    """For a report in a language without a pack: a `to_read` proposal for every sentence with a word that begins with
    a stem of `language` (the pack `und`). Nothing is said of anybody."""
    stems = language.map("stem_events") if language is not None else {}
    if not stems:
        return []
    pattern = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, stems), key=len, reverse=True)) + ")", re.IGNORECASE)
    found = []
    for sentence in sentences(report.text):
        if report.zone_at(sentence.start) == ZoneKind.CHROME:
            continue
        hit = pattern.search(report.text, sentence.start, min(sentence.end, sentence.start + _MOST))
        if hit is not None:
            stem = hit[0].casefold()
            why = (f"the language is not known; stem {stem}",)
            place = (sentence.start, min(sentence.end, sentence.start + _MOST))
            found.append(Proposal(stems.get(stem, ""), METHOD, place, tier=Tier.TO_READ, weighed=True, reasons=why))
    return [proposal for proposal in found if proposal.event]


def _sign(
    line: Line, spans: Sequence[tuple[int, int]], pattern: re.Pattern[str], stems: Mapping[str, str], rules: Rules
) -> tuple[str, str]:
    """The event of the first telling word of the line outside the claims already made, and why."""
    for chunk in line.chunks:
        if any(start <= chunk.start < end for start, end in spans):
            continue
        hit = pattern.match(chunk.norm)
        if hit is not None:
            return stems[hit[0]], f"stem {hit[0]}"
        if chunk.norm in rules.telling:
            return rules.telling[chunk.norm], f"word {chunk.norm}"
    return "", ""


_BLOCK = 512  # code points; a coarse index of where claims stand


def _spread(taken: Iterable[tuple[int, int]]) -> set[int]:
    return {block for start, end in taken for block in range(start // _BLOCK, end // _BLOCK + 1)}


def _nearest(line: Line, claims: Sequence[Claim]) -> str:
    """The event of the claim that stands nearest in the text, "" when there is none."""
    if not claims:
        return ""
    at = bisect_left(claims, line.start, key=lambda claim: claim.trigger.start)
    near = claims[max(0, at - 1) : at + 1]
    return min(near, key=lambda claim: abs(claim.trigger.start - line.start)).event
