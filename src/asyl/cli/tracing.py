"""`asyl trace`: where a report comes from, what it took over, what it changed."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from asyl.model import DirectionBasis, Link, Register, Report

from .casefile import change_words
from .labels import Labels, imprint
from .layout import clean, count, cut, wrap
from .sidebyside import beside

_WHY = {
    DirectionBasis.ATTRIBUTION: "names it",
    DirectionBasis.DATE: "later by date",
    DirectionBasis.CONTAINMENT: "contained in it",
    DirectionBasis.NONE: "direction unknown",
}


def trace_lines(
    register: Register, report: Report, links: tuple[Link, ...], labels: Labels, width: int, *, quotes: bool
) -> Iterator[Text]:
    """The tree of a report's sources (`links`), the passages and changes of each, then who took from this report.

    Every line has at most `width` cells.
    """
    title = clean(report.title or "no title")
    yield Text(cut(f'{labels.short(report.id)}  {imprint(report)}   "{title}"', width), style="bold")
    own = sorted(links, key=_order)
    older = dict(register.replaced).get(report.id)
    if older:
        yield Text(cut(f" ├─ newer version of {labels.short(older)}", width))
    yield from _tree(register, own, labels, width, " ", {report.id})
    if not own:
        yield Text(" └─ no source of this report was found in the register or named in it")
    for link in own:
        yield from _details(link, labels, width, quotes=quotes)
    takers = sorted({link.report for link in register.links if link.source == report.id})
    if takers:
        yield Text("")
        yield Text(f"taken up by {', '.join(labels.line(taker) for taker in takers)}")


def _order(link: Link) -> tuple[bool, float, str, str]:
    return link.source is None, -link.share, link.source or "", link.source_name or ""


def _tree(
    register: Register, links: list[Link], labels: Labels, width: int, indent: str, seen: set[str]
) -> Iterator[Text]:
    for number, link in enumerate(links):
        last = number == len(links) - 1
        yield Text(cut(f"{indent}{'└─' if last else '├─'} {_source(link, labels)}", width))
        if link.source and link.source not in seen:
            inner = sorted((item for item in register.links if item.report == link.source), key=_order)
            bar = "   " if last else "│  "
            yield from _tree(register, inner, labels, width, indent + bar, seen | {link.source})


def _source(link: Link, labels: Labels) -> str:
    if link.source is None:
        return f"{link.kind.value} of {clean(link.source_name or '?')}   not retrieved"
    share = f", {link.share:.0%} of its text" if link.share else ""
    changed = f", {count(len(link.changes), 'change')}" if link.changes else ""
    return f"{link.kind.value} of {labels.line(link.source)}   {_WHY[link.basis]}{share}{changed}"


def _details(link: Link, labels: Labels, width: int, *, quotes: bool) -> Iterator[Text]:
    if link.source is None or not (link.passages or link.changes):
        return
    yield Text("")
    counts = f"{count(len(link.passages), 'passage')}, {count(len(link.changes), 'change')}"
    yield Text(f"from {labels.short(link.source)}: {counts}", style="bold")
    for passage in link.passages:
        where = f"  {passage.here.start}-{passage.here.end} = {passage.there.start}-{passage.there.end}"
        words = f'{where}  {passage.similarity:>4.0%}  "{clean(passage.here.quote)}"'
        yield from (Text(row) for row in (wrap(words, width, "  ") if quotes else [cut(words, width)]))
    for change in link.changes:
        yield Text(cut(f"  {change_words(change, max(24, (width - 20) // 2))}", width))


def diff_lines(
    register: Register, report: Report, links: tuple[Link, ...], labels: Labels, width: int, *, styled: bool
) -> Iterator[Text]:
    """Every passage that a report took over, the source's text on the left and the report's on the right."""
    texts = {known.id: known.text for known in register.reports} | {report.id: report.text}
    for link in sorted(links, key=_order):
        passages = [passage for passage in link.passages if passage.there.report in texts]
        if link.source is None or not passages:
            continue
        yield Text("")
        yield Text(cut(f"{labels.line(link.source)}  →  {labels.line(report.id)}", width), style="bold")
        for passage in passages:
            where = f"{passage.there.start}-{passage.there.end} → {passage.here.start}-{passage.here.end}"
            yield Text(cut(f"{where}  {passage.similarity:.0%} the same", width), style="dim")
            source = texts[passage.there.report][passage.there.start : passage.there.end]
            own = texts[passage.here.report][passage.here.start : passage.here.end]
            yield from beside(source, own, width, styled=styled)
        for change in link.changes:
            yield Text(cut(f"  {change_words(change, max(24, (width - 20) // 2))}", width))
