"""Words and where they stand: spans over a report's canonical text, in code points."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import QuoteNotThere

CONTEXT = 24  # code points of prefix and suffix kept beside a quote (W3C TextQuoteSelector)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one report: W3C TextPositionSelector (`start`, `end`) with TextQuoteSelector (`quote` and context).

    Made with `Span.at`, so that the quote is what stands there; `holds` tells whether it still does.
    """

    report: str
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def at(cls, report: str, text: str, start: int, end: int) -> Span:
        """The span of `text[start:end]`. Raises QuoteNotThere when the offsets leave the text or hold nothing."""
        if not 0 <= start < end <= len(text):
            raise QuoteNotThere(f"no text stands at {start} to {end} of report {report}", subject=report)
        return cls(
            report, start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        )

    def holds(self, text: str) -> bool:
        return bool(self.quote) and text[self.start : self.end] == self.quote

    def overlaps(self, other: Span) -> bool:
        return self.report == other.report and self.start < other.end and other.start < self.end


def check_spans(text: str, *spans: Span | None) -> None:
    """Raises QuoteNotThere for the first span whose quote does not stand at its offsets in `text`."""
    for span in spans:
        if span is not None and not span.holds(text):
            raise QuoteNotThere(
                f"the words {span.quote[:60]!r} do not stand at {span.start} to {span.end} of report {span.report}",
                subject=span,
            )


def anchor(text: str, span: Span) -> tuple[int, int] | None:
    """Where a span's words stand in another version of its text, or None when that is gone or cannot be told.

    The same place first, then the only occurrence, then the occurrence whose context agrees best; two that agree
    equally well are not chosen between.
    """
    if span.holds(text):
        return span.start, span.end
    places: list[int] = []
    at = text.find(span.quote) if span.quote else -1
    while at >= 0:
        places.append(at)
        at = text.find(span.quote, at + 1)
    if not places:
        return None
    ranked = sorted(((_context(text, place, span), place) for place in places), reverse=True)
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return None
    return ranked[0][1], ranked[0][1] + len(span.quote)


def _context(text: str, start: int, span: Span) -> int:
    """Code points of prefix and suffix that agree around an occurrence."""
    before, after = text[:start][-CONTEXT:], text[start + len(span.quote) :][:CONTEXT]
    same_before = _common(before[::-1], span.prefix[::-1])
    return same_before + _common(after, span.suffix)


def _common(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
