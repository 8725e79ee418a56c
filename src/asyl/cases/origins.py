"""Origins: from each claim back to whoever found out, and how many of those are independent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from asyl.model import ChangeKind, Claim, Link, LinkKind, Origin, OriginLevel

from .dates import range_of, when
from .page import credits_whole
from .sources import Sources, by_report, fold, within

WHOLE = 0.5  # share of a report's body from which a copy counts as a copy of the whole
RETOLD = 0.1  # share from which a rewrite tells the source's story; below it a report of its own borrows a sentence
BESIDE = 80  # code points between the words that name a source and the claim that rests on it
_VALUES = frozenset({ChangeKind.STATUS, ChangeKind.DATE, ChangeKind.NUMBER, ChangeKind.POLARITY, ChangeKind.PLACE})
_TAKEN = frozenset({LinkKind.COPY, LinkKind.REWRITE, LinkKind.QUOTE})


@dataclass(frozen=True, slots=True, order=True)
class Root:
    """Somebody or something that a claim goes back to. Two roots with one `key` are the same."""

    key: str
    level: OriginLevel = field(compare=False)
    label: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Ground:
    """What one claim rests on; `own` when its report found that out itself."""

    roots: frozenset[Root]
    own: bool


@dataclass(frozen=True, slots=True)
class _Rest:
    """Where a claim's report has it from: another report, or an outlet that was named but is not there."""

    report: str | None = None
    absent: str | None = None


def grounds(claims: Sequence[Claim], sources: Sources) -> dict[str, Ground]:
    """Claim id -> what it rests on, for the claims of one fact. Citation cycles end at their first report."""
    members = by_report(claims)
    known: dict[str, frozenset[Root]] = {}
    return {
        claim.id: _ground(claim, members, sources, known, ()) for report in sorted(members) for claim in members[report]
    }


def _ground(
    claim: Claim,
    members: Mapping[str, Sequence[Claim]],
    sources: Sources,
    known: dict[str, frozenset[Root]],
    path: tuple[str, ...],
) -> Ground:
    rest = _rests_on(claim, members, sources)
    if rest is None:
        return Ground(frozenset({_own_root(claim, sources)}), True)
    if rest.absent is not None:
        name = sources.families.get(fold(rest.absent), fold(rest.absent))
        return Ground(frozenset({Root(f"absent:{name}", OriginLevel.NOT_RETRIEVED, rest.absent)}), False)
    return Ground(_roots_of(rest.report or claim.report, members, sources, known, (*path, claim.report)), False)


def _roots_of(
    report: str,
    members: Mapping[str, Sequence[Claim]],
    sources: Sources,
    known: dict[str, frozenset[Root]],
    path: tuple[str, ...],
) -> frozenset[Root]:
    """The roots of a report in a fact; of one that does not tell it, the report itself."""
    if report in path:
        first = min(path[path.index(report) :])
        return frozenset({Root(f"text:{first}", OriginLevel.TEXT, _title(first, sources))})
    if report not in members:
        return frozenset({_voice_root(report, sources)})
    if report not in known:
        found = [_ground(claim, members, sources, known, path).roots for claim in members[report]]
        known[report] = frozenset().union(*found)
    return known[report]


def _own_root(claim: Claim, sources: Sources) -> Root:
    if not claim.speakers:
        return _voice_root(claim.report, sources)
    speaker = claim.speakers[0]
    person = sources.person_of(claim.report, speaker)
    if person is not None:
        return Root(f"witness:{person}", OriginLevel.WITNESS, speaker.name)
    return Root(f"paper:{claim.report}:{fold(speaker.name)}", OriginLevel.COLLECTION, speaker.name)


def _voice_root(report: str, sources: Sources) -> Root:
    return Root(f"voice:{sources.voices.get(report, report)}", OriginLevel.COLLECTION, _title(report, sources))


def _title(report: str, sources: Sources) -> str:
    found = sources.reports.get(report)
    return (found.publisher or found.title or report) if found is not None else report


def _rests_on(claim: Claim, members: Mapping[str, Sequence[Claim]], sources: Sources) -> _Rest | None:
    """Where a claim was taken from, None when its report stands for it itself."""
    links = sources.links.get(claim.report, ())
    named = _outlet_named(claim, links, sources)
    if named is not None:
        return named
    for link in links:
        if link.source is not None and _carried(claim, link):
            return _Rest(report=_telling(link.source, members, sources))
    for link in links:
        if link.source is not None and _retold(claim, link, members, sources):
            return _Rest(report=_telling(link.source, members, sources))
    return _absent(claim, links, sources)


def _telling(source: str, members: Mapping[str, Sequence[Claim]], sources: Sources) -> str:
    """The source itself when it tells the fact, else the only report above it that does."""
    if source in members:
        return source
    above = sorted(sources.above(source) & set(members))
    return above[0] if above else source


def _outlet_named(claim: Claim, links: Sequence[Link], sources: Sources) -> _Rest | None:
    """A claim that its report puts into the mouth of an outlet ("according to X")."""
    for speaker in claim.speakers:
        if speaker.local is not None:
            continue
        name = fold(speaker.name)
        for link in links:
            if name and name in _names(link, sources):
                return _Rest(report=link.source) if link.source is not None else _Rest(absent=link.source_name)
        if name in sources.families:
            return _Rest(absent=speaker.name)
    return None


def _names(link: Link, sources: Sources) -> set[str]:
    source = sources.reports.get(link.source) if link.source is not None else None
    return {fold(name) for name in (link.source_name, source.publisher if source is not None else None) if name}


def _carried(claim: Claim, link: Link) -> bool:
    """True when a claim's words stand in a passage that was taken over: copied whatever the speaker, else retold in
    the report's own voice. A citation that changes the value is a correction, and stands on its own."""
    if not any(within(claim.trigger, passage.here) for passage in link.passages):
        return False
    if link.kind is LinkKind.COPY:
        return True
    if link.kind is LinkKind.CITE:
        return not claim.speakers and not any(change.kind in _VALUES for change in link.changes)
    return not claim.speakers or link.kind is LinkKind.QUOTE


def _retold(claim: Claim, link: Link, members: Mapping[str, Sequence[Claim]], sources: Sources) -> bool:
    """True when a report that rests on a source tells what the source tells, and names nobody else for it."""
    source = _telling(link.source or "", members, sources)
    there = members.get(source)
    if there is None or source == claim.report:
        return False
    if claim.speakers and not _same_speaker(claim, there, sources):
        return False
    if (link.kind is LinkKind.REWRITE and link.share >= RETOLD) or (link.kind is LinkKind.COPY and link.share >= WHOLE):
        return True
    correcting = any(change.kind in _VALUES for change in link.changes)
    quoting = link.kind in (LinkKind.QUOTE, LinkKind.REWRITE) or (link.kind is LinkKind.CITE and not correcting)
    return quoting and not claim.speakers and _vaguer(claim, there)


def _same_speaker(claim: Claim, there: Sequence[Claim], sources: Sources) -> bool:
    """True when the source already has it from the same speaker."""
    mine = {sources.person_of(claim.report, speaker) or fold(speaker.name) for speaker in claim.speakers[:1]}
    theirs = {sources.person_of(c.report, speaker) or fold(speaker.name) for c in there for speaker in c.speakers[:1]}
    return bool(mine & theirs)


def _vaguer(claim: Claim, there: Sequence[Claim]) -> bool:
    """True when a claim dates nothing, or less exactly than the source."""
    mine = when(claim)
    if mine is None:
        return True
    theirs = [found for other in there if other.date and (found := range_of(other.date)) is not None]
    return any(mine.days > found.days for found in theirs)


def _absent(claim: Claim, links: Sequence[Link], sources: Sources) -> _Rest | None:
    """A source that was named but is not in the register, for claims that the report does not support otherwise."""
    for link in links:
        if link.source is None and link.source_name and not claim.speakers and _covers(link, claim, sources):
            return _Rest(absent=link.source_name)
    return None


def _covers(link: Link, claim: Claim, sources: Sources) -> bool:
    """A source that was copied, retold or credited covers the whole report, one that was cited only its sentence."""
    if link.kind in _TAKEN or credits_whole(sources.reports.get(claim.report), link):
        return True
    named = link.attribution
    if named is None:
        return False
    low, high = sorted(((named.start, named.end), (claim.trigger.start, claim.trigger.end)))
    return high[0] - low[1] <= BESIDE


def origins(claims: Sequence[Claim], ground: Mapping[str, Ground], sources: Sources) -> tuple[Origin, ...]:
    """The independent roots of a fact, one `Origin` each: their number is the number of origins.

    A report that collected by itself adds one, however many voices it has, unless all of its roots were counted: two
    reports that rest on one witness, one outlet family or one absent source count once.
    """
    counts: dict[Root, Root] = {}  # root -> the root it is counted with
    for roots in _stands(claims, ground):
        fresh = sorted(root for root in roots if root not in counts)
        counts.update((root, fresh[0]) for root in fresh)
    resting: dict[Root, set[str]] = {}
    for claim in claims:
        for root in ground[claim.id].roots:
            resting.setdefault(counts[root], set()).add(claim.id)
    return tuple(
        Origin(_level(root, resting[root], claims, ground, sources), root.label, tuple(sorted(resting[root])))
        for root in sorted(resting)
    )


def _stands(claims: Sequence[Claim], ground: Mapping[str, Ground]) -> list[frozenset[Root]]:
    """What each report rests on, the fewest roots first: a shared witness is counted before what comes on top."""
    found = {
        frozenset(root for claim in told for root in ground[claim.id].roots) for told in by_report(claims).values()
    }
    return sorted(found, key=lambda roots: (len(roots), sorted(roots)))


def _level(
    root: Root,
    resting: set[str],
    claims: Sequence[Claim],
    ground: Mapping[str, Ground],
    sources: Sources,
) -> OriginLevel:
    """The level at which several reports of one voice are one: their author, or their publisher's family."""
    if not root.key.startswith("voice:"):
        return root.level
    own = {claim.report for claim in claims if claim.id in resting and ground[claim.id].own and not claim.speakers}
    if len(own) < 2:
        return root.level
    authors = {fold(found.author or "") for report in own if (found := sources.reports.get(report)) is not None}
    return OriginLevel.AUTHOR if len(authors) == 1 and authors != {""} else OriginLevel.PUBLISHER_FAMILY
