"""The links of a register: what every report rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from asyl.knowledge import Knowledge
from asyl.model import Claim, DirectionBasis, Link, LinkKind, Passage, Postings, Report

from .candidates import candidates
from .catalogue import Catalogue, Keys
from .direction import direction
from .known import Known
from .links import links_to
from .postings import index
from .register import Pairs, in_order, originals, shared_passages, shared_with
from .stretches import Shared

_NOBODY: Keys = MappingProxyType({})


def trace_all(
    reports: Mapping[str, Report],
    claims: Mapping[str, Sequence[Claim]],
    knowledge: Knowledge,
    postings: Postings,
    keys: Keys = _NOBODY,
) -> list[Link]:
    """All links of a register, ordered by report and source. The order in which reports come never matters.

    claims: of each report. keys: (report, local) of a mention -> person, so that claims of two reports about one
    person can be compared; without it persons are compared by the names as written. Reports that the index lacks are
    added to it; the texts are read afresh, so that a stale index hides nothing.
    """
    for report in sorted(reports.keys() - postings.reports()):
        postings.add(report, index(reports[report], len(reports)))
    ordered = in_order(reports.values())
    known = Known(reports, Catalogue(reports, claims, knowledge, keys), originals(ordered))
    singles = [report for report in ordered if report.id not in known.twins]
    pairs = _by_report(shared_passages(singles, len(reports)))
    return [link for report in sorted(reports) for link in _links(report, pairs.get(known.single(report), {}), known)]


def trace(
    report: Report,
    reports: Mapping[str, Report],
    claims: Mapping[str, Sequence[Claim]],
    knowledge: Knowledge,
    postings: Postings,
    keys: Keys = _NOBODY,
    catalogue: Catalogue | None = None,
) -> list[Link]:
    """The links of one report, found through the index: those of `trace_all` that have it as their `report`.

    The report need be neither among `reports` nor in the index; the other reports must be in it. catalogue: of these
    reports and claims; with it only the candidates are looked at, however many reports there are.
    """
    catalogue = catalogue or Catalogue(reports, claims, knowledge, keys)
    everything = _With(report, reports)
    same = {report.id, *(name for name in catalogue.with_text(report.text) if name in reports)}
    twins = originals(in_order(everything[name] for name in sorted(same)))
    single = everything[twins.get(report.id, report.id)]
    pairs: Pairs = {}
    if single.id == report.id:
        pairs, among = shared_with(report, everything, postings)
        twins |= among
    return _links(report.id, pairs, Known(everything, catalogue, twins))


class _With(Mapping[str, Report]):
    """A register and one report, which may be one of its own."""

    def __init__(self, report: Report, reports: Mapping[str, Report]) -> None:
        self._report, self._reports = report, reports

    def __getitem__(self, name: str) -> Report:
        return self._report if name == self._report.id else self._reports[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._reports
        if self._report.id not in self._reports:
            yield self._report.id

    def __len__(self) -> int:
        return len(self._reports) + (self._report.id not in self._reports)


def _by_report(pairs: Pairs) -> dict[str, dict[tuple[str, str], Sequence[Shared]]]:
    found: dict[str, dict[tuple[str, str], Sequence[Shared]]] = {}
    for pair, shared in pairs.items():
        for report in pair:
            found.setdefault(report, {})[pair] = shared
    return found


def _links(name: str, pairs: Pairs, known: Known) -> list[Link]:
    report = known.reports[name]
    if name in known.twins:
        return [_twin(report, known.reports[known.twins[name]], known)]
    chosen = candidates(report, pairs, known)
    links = [link for candidate in chosen for link in links_to(report, candidate, known)]
    used = {naming.owner or naming.name for candidate in chosen if (naming := candidate.naming)}
    for naming in known.named(name):
        if naming.cued and (naming.owner or naming.name) not in used:
            basis = DirectionBasis.ATTRIBUTION
            links.append(Link(name, None, naming.name, LinkKind.CITE, basis, attribution=naming.span))
    return sorted(links, key=lambda link: (link.source or "", link.source_name or "", link.kind))


def _twin(report: Report, original: Report, known: Known) -> Link:
    """A report whose text is another's letter by letter."""
    way = direction(report, original, names=False, named=False, later=True)
    start = len(report.text) - len(report.text.lstrip())
    end = len(report.text.rstrip())
    passage = Passage(report.span(start, end), original.span(start, end), 1.0)
    name = original.publisher
    return Link(report.id, original.id, name, LinkKind.COPY, way.basis, (passage,), share=1.0)
