"""How the reports of a register hang together: who rests on whom, which outlets are one voice, who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from unicodedata import normalize

from asyl.knowledge import Knowledge
from asyl.model import Claim, Link, PersonKey, Report, Span, Speaker

from .dates import published


@dataclass(frozen=True, slots=True)
class Sources:
    """The links of a register, indexed once and used for every case file.

    `keys` maps a `Mention.key` to a person's id, so that one witness is known in two reports. `voices` maps a report to
    the voice it speaks with: outlets of one family and reports of one author are one voice.
    """

    reports: Mapping[str, Report]
    knowledge: Knowledge
    links: Mapping[str, tuple[Link, ...]]
    voices: Mapping[str, str]
    keys: Mapping[PersonKey, str]
    families: Mapping[str, str]  # folded name of an outlet -> its family
    places: Mapping[str, str]  # folded word of a country -> its code
    happenings: Mapping[tuple[str, str], bool] = field(default_factory=dict)  # what a person said: see decided.py
    marks: Mapping[str, str] = field(default_factory=dict)  # what makes reports one voice (family, author) -> the voice
    _above: dict[str, frozenset[str]] = field(default_factory=dict)

    def above(self, report: str) -> frozenset[str]:
        """Every report that this one rests on, over any number of steps; cycles are walked once."""
        if report not in self._above:
            seen: set[str] = set()
            todo = [report]
            while todo:
                for link in self.links.get(todo.pop(), ()):
                    if link.source is not None and link.source not in seen:
                        seen.add(link.source)
                        todo.append(link.source)
            self._above[report] = frozenset(seen)
        return self._above[report]

    def linked(self, one: str, other: str) -> bool:
        """True when one rests on the other or both on a third, or they are the same."""
        if one == other:
            return True
        mine, theirs = self.above(one), self.above(other)
        return other in mine or one in theirs or not mine.isdisjoint(theirs)

    def rests_on(self, one: str, other: str) -> bool:
        return other != one and other in self.above(one)

    def person_of(self, report: str, speaker: Speaker) -> str | None:
        """An id for a human speaker that is the same in every report, None for papers, offices and the unnamed."""
        if speaker.local is None:
            return None
        return self.keys.get((report, speaker.local)) or f"name:{fold(speaker.name)}"


def index_sources(
    reports: Mapping[str, Report],
    links: Iterable[Link],
    knowledge: Knowledge,
    keys: Mapping[PersonKey, str] | None = None,
    happenings: Iterable[tuple[str, str, bool]] = (),
) -> Sources:
    """Index a register's links once. Links of or to reports that are not in `reports` keep only their names.

    happenings: two claims by id, and whether a person said that they are one happening or that they are two.
    """
    of: dict[str, list[Link]] = {}
    for link in (oriented(link, reports) for link in links):
        if link.report in reports and link.source != link.report:
            of.setdefault(link.report, []).append(link)
    families = {
        fold(name): outlet.family
        for outlet in knowledge.outlets
        for name in (outlet.name, *outlet.aliases, *outlet.domains)
    }
    places = {fold(word): code for code, country in knowledge.countries.items() for word in country.words}
    ordered = {report: tuple(sorted(found, key=order_of)) for report, found in of.items()}
    said = {(one, other): together for one, other, together in happenings}
    voices, marks = _voices(reports, families)
    return Sources(reports, knowledge, ordered, voices, keys or {}, families, places, said, marks)


def oriented(link: Link, reports: Mapping[str, Report]) -> Link:
    """A link whose direction nothing tells, turned so that the report that came out later rests on the earlier one."""
    here, there = published(reports.get(link.report)), published(reports.get(link.source or ""))
    if link.direction_known or link.source is None or here is None or there is None or there.earliest <= here.latest:
        return link
    return replace(
        link,
        report=link.source,
        source=link.report,
        source_name=reports[link.report].publisher,
        passages=tuple(replace(passage, here=passage.there, there=passage.here) for passage in link.passages),
        changes=tuple(replace(change, before=change.after, after=change.before) for change in link.changes),
    )


def order_of(link: Link) -> tuple[str, str, str, int]:
    return (
        link.source or "",
        link.source_name or "",
        str(link.kind),
        link.passages[0].here.start if link.passages else -1,
    )


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name for comparison: compatibility forms, case, punctuation and a leading article taken out."""
    kept = "".join(char if char.isalnum() else " " for char in normalize("NFKC", name).casefold())
    words = kept.split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _voices(reports: Mapping[str, Report], families: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Report -> voice, and mark -> voice. Joined by publisher family and by author, so that an author under two outlets
    is one voice."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for report in sorted(reports):
        for mark in marks_of(reports[report], families):
            one, other = sorted((root(f"report:{report}"), root(mark)))
            parent[other] = one
    marks = {mark: root(mark) for mark in list(parent) if not mark.startswith("report:")}
    return {report: root(f"report:{report}") for report in reports}, marks


def marks_of(report: Report, families: Mapping[str, str]) -> list[str]:
    """What makes a report one voice with others: its publisher's family, its author."""
    publisher = fold(report.publisher or "")
    author = fold(report.author or "")
    marks = []
    if publisher:
        marks.append(f"family:{families.get(publisher, publisher)}")
    # An author line that only repeats the outlet ("the X team") names nobody who could write elsewhere.
    if author and not (publisher and set(publisher.split()) & set(author.split())) and len(author.split()) > 1:
        marks.append(f"author:{author}")
    return marks


def within(span: Span, other: Span) -> bool:
    """True when a claim's words stand, at least in part, in a passage."""
    return span.overlaps(other)


def aligned(sources: Sources, one: Claim, other: Claim) -> bool:
    """True when a passage that `one`'s report took over from `other`'s carries both claims."""
    return any(
        within(one.trigger, passage.here) and within(other.trigger, passage.there)
        for link in sources.links.get(one.report, ())
        if link.source == other.report
        for passage in link.passages
    )


def by_report(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.report, []).append(claim)
    return found
