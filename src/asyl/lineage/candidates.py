"""Which reports of the register one report rests on, and through which passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from asyl.model import Report

from .direction import Direction, direction
from .known import Known
from .pairing import paired
from .quotes import quotations, quoted
from .register import Pairs
from .retold import retold
from .seeds import Limits
from .sources import Naming
from .stretches import Shared, length, merged

_OWN_PART = 0.5  # part of its passages that a source must be the best source of
_OWN_LETTERS = 160  # or so many code points
_READ = 8  # articles of a named outlet that are read to find the one that is meant
_SURE = 0.6  # likeness of the words of two sentences that tell the same
_ABOUT_AS_MUCH = 0.8  # of the words of the source that gives most: among those, the earliest


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report that another one may rest on. shared: passages, `here` in the resting report."""

    source: str
    direction: Direction
    shared: tuple[Shared, ...]
    naming: Naming | None

    @property
    def letters(self) -> int:
        return length(stretch.here for stretch in self.shared)


def candidates(report: Report, pairs: Pairs, known: Known) -> list[Candidate]:
    """The sources of a report in the register, best first, each with what it is the best source of."""
    named = _named(report, pairs, known)
    found = []
    for other in sorted({*_partners(report.id, pairs), *named}):
        shared = between(report.id, other, pairs, known)
        naming = known.naming(report.id, other, sharing=bool(shared))
        way = direction(
            report,
            known.reports[other],
            names=naming is not None,
            named=known.naming(other, report.id, sharing=bool(shared)) is not None,
            later=known.place(report.id) > known.place(other),
        )
        if not way.derived:
            continue
        kept = _believable(report, shared, naming is not None, known)
        if other in named:
            kept = _with_quotations(kept, quotations(report, known.reports[other]))
        if kept or other in named:
            found.append(Candidate(other, way, tuple(kept), naming))
    return _best(found, known)


def between(report: str, other: str, pairs: Pairs, known: Known) -> Sequence[Shared]:
    """What two reports share, seen from the first; a report with an earlier twin shares what the twin shares."""
    one, two = known.twins.get(report, report), known.twins.get(other, other)
    if (one, two) in pairs:
        return pairs[one, two]
    return [stretch.turned() for stretch in pairs.get((two, one), ())]


def _partners(report: str, pairs: Pairs) -> set[str]:
    return {pair[0] if pair[1] == report else pair[1] for pair in pairs if report in pair}


def _named(report: Report, pairs: Pairs, known: Known) -> dict[str, Naming]:
    """For each outlet that the report names, the article of the register that it most probably means."""
    found: dict[str, Naming] = {}
    for naming in known.named(report.id):
        article = _meant(report, naming.owner, pairs, known) if naming.owner else None
        if article and (not naming.faint or between(report.id, article, pairs, known)):
            found.setdefault(article, naming)
    return found


def _meant(report: Report, owner: str, pairs: Pairs, known: Known) -> str | None:
    """The article of an outlet that has most in common with the report, the earliest of equals; None when none has.

    Words and people in common tell; where there are none, the latest articles before the report are read.
    """
    scored = [(_in_common(report, name, pairs, known), name) for name in _near(report, owner, pairs, known)]
    best = sorted((entry for entry in scored if any(entry[0])), key=lambda entry: entry[0], reverse=True)[:_READ]
    if len(best) == 1:
        return best[0][1]
    if not best:
        latest = (name for name in known.catalogue.latest(owner, report) if _may_rest_on(report, name, known))
        best = [((0, _told_alike(report, name, known), 0), name) for name in islice(latest, _READ)]
    quotes = [(_words_quoted(report, article, known), common, article) for common, article in best]
    sure = sorted((entry for entry in quotes if entry[0] or any(entry[1])), key=lambda entry: known.place(entry[2]))
    return max(sure, key=lambda entry: entry[:2])[2] if sure else None


def _near(report: Report, owner: str, pairs: Pairs, known: Known) -> list[str]:
    """The articles of an outlet that share words with a report or speak of the same people, in order."""
    catalogue = known.catalogue
    texts = {known.reports[partner].text for partner in _partners(known.single(report.id), pairs)}
    found = {name for text in texts for name in catalogue.with_text(text)}
    found |= {name for person in known.persons(report.id) for name in catalogue.speaking_of(person)}
    mine = (name for name in found if catalogue.owner(known.reports[name]) == owner)
    return sorted((name for name in mine if _may_rest_on(report, name, known)), key=known.place)


def _may_rest_on(report: Report, other: str, known: Known) -> bool:
    """Whether the other report is another one and not of a later day."""
    way = direction(report, known.reports[other], names=True, named=False, later=True)
    return report.id != other and way.derived


def _in_common(report: Report, other: str, pairs: Pairs, known: Known) -> tuple[int, int, int]:
    """Words, events and persons that two reports share."""
    words = sum(stretch.words for stretch in between(report.id, other, pairs, known))
    events = known.events(report.id) & known.events(other)
    return words, len(events), len(known.persons(report.id) & known.persons(other))


def _told_alike(report: Report, other: str, known: Known) -> int:
    """Sentences that tell the same, by what they name or in their words, and names of several words that both have."""
    here, there = known.sentences(report.id), known.sentences(other)
    pairs = paired(report, known.reports[other], here, there, known.small_words)
    words = sum(pair.likeness >= _SURE for pair in pairs)
    return len(retold(here, there)) + words + len(known.names(report.id) & known.names(other))


def _words_quoted(report: Report, other: str, known: Known) -> int:
    return sum(stretch.words for stretch in quotations(report, known.reports[other]))


def _believable(report: Report, shared: Sequence[Shared], names: bool, known: Known) -> list[Shared]:
    """Passages that are no boilerplate, and either too rare for chance, or quoted, or of an outlet that is named."""
    limits = Limits()
    enough = limits.rarity(len(known.reports)) * limits.threshold
    marks = quoted(report)
    return [
        stretch
        for stretch in shared
        if not stretch.stock[0]
        and (names or stretch.bits >= enough or any(a <= stretch.here[0] and stretch.here[1] <= b for a, b in marks))
    ]


def _with_quotations(shared: Sequence[Shared], found: Iterable[Shared]) -> list[Shared]:
    kept = list(shared)
    for stretch in found:
        if not any(s.here[0] < stretch.here[1] and stretch.here[0] < s.here[1] for s in kept):
            kept.append(stretch)
    return sorted(kept, key=lambda s: (s.here, s.there))


def _best(found: Sequence[Candidate], known: Known) -> list[Candidate]:
    """Leave out sources whose passages another source explains better: one that is named, gives more, or is earlier."""
    kept: list[Candidate] = []
    rest = list(found)
    taken: list[tuple[int, int]] = []
    while rest:
        most = max(candidate.letters for candidate in rest)
        rest.sort(key=lambda c: (c.naming is None, c.letters < _ABOUT_AS_MUCH * most, known.place(c.source)))
        best = rest.pop(0)
        own = [stretch for stretch in best.shared if not _explained(stretch.here, taken)]
        letters = length(stretch.here for stretch in own)
        if best.naming or letters >= min(_OWN_PART * best.letters, _OWN_LETTERS):
            kept.append(replace(best, shared=tuple(best.shared if best.naming and not own else own)))
            taken = merged([*taken, *(stretch.here for stretch in own)])
    return kept


def _explained(stretch: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    common = sum(max(0, min(stretch[1], end) - max(stretch[0], start)) for start, end in taken)
    return common >= _OWN_PART * (stretch[1] - stretch[0])
