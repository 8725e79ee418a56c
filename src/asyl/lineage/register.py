"""The reports of a register in a fixed order, with the passages that any two of them share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np

from asyl.model import DateRange, Postings, Report, date_range
from asyl.model.edtf import LAST_DAY, is_edtf

from .borders import grow
from .chains import Chains, find_chains
from .likeness import Stretch, shared_stretches, stretches_of, stretches_read
from .postings import chrome, index
from .seeds import Limits, Rows, Seeds, find_seeds, rows_of
from .stretches import Shared
from .survey import Survey, briefly, firm, loose, sampling, survey, surveyed_chains
from .templates import Mask, template_sides
from .words import Numbers, Words, read_words, shingles

LIMITS = Limits(threshold=2.25)  # what weighs less than Limits().threshold is used only beside other evidence
_NOBODY = np.zeros(0, dtype=np.int32)
_SPACING = 1 << 22  # places of two texts never lie nearer when rows come from an index


Pairs = Mapping[tuple[str, str], Sequence[Shared]]  # (earlier id, later id) in the order of `in_order`


def published(report: Report) -> DateRange | None:
    return _dated(report.published) if report.published else None


@lru_cache(maxsize=8192)
def _dated(published: str) -> DateRange | None:
    return date_range(published) if is_edtf(published) else None


def place(report: Report) -> tuple[date, str]:
    """By date, those without one last, then by id: the order in which ties are decided everywhere."""
    dated = published(report)
    return dated.earliest if dated else LAST_DAY, report.id


def in_order(reports: Iterable[Report]) -> list[Report]:
    return sorted(reports, key=place)


def originals(reports: Sequence[Report]) -> dict[str, str]:
    """For every report whose text an earlier one has letter by letter, that one's id."""
    first: dict[str, str] = {}
    twins = {}
    for report in reports:
        if report.text.strip():
            earliest = first.setdefault(report.text, report.id)
            if earliest != report.id:
                twins[report.id] = earliest
    return twins


def read(reports: Sequence[Report]) -> Words:
    return read_words([report.text for report in reports], [chrome(report) for report in reports])


def shared_passages(ordered: Sequence[Report], count: int | None = None, limits: Limits = LIMITS) -> Pairs:
    """All passages between any two of the reports, which are in order and have no twins.

    count: reports of the register when it has more, twins among them: what a shared shingle weighs depends on it.
    """
    count = count or len(ordered)
    every = sampling(count)
    if every == 1:
        words = read(ordered)
        rows = replace(rows_of(words), count=count)
        return _exactly(find_chains(find_seeds(rows, limits), count, limits), ordered, words)
    texts = [report.text for report in ordered]
    found = survey(texts, map(chrome, ordered), every, count)
    chains = surveyed_chains(found, limits)
    stock = template_sides(chains, found.first, _publishers(ordered), lambda n: shingles(read([ordered[n]])))
    stretches = stretches_read(chains, found.first, texts, lambda number: chrome(ordered[number]))
    return _pairs(chains, stock, shared_stretches(chains, stretches, found.brief, texts), ordered)


def shared_with(
    report: Report, reports: Mapping[str, Report], postings: Postings, limits: Limits = LIMITS
) -> tuple[Pairs, dict[str, str]]:
    """(the passages between one report and the others, the twins among these), asking the index who holds its shingles.

    reports: of the register, this one among them. Those that hold none of its shingles are not looked at.
    """
    count = len(reports)
    every = sampling(count)
    own = index(report, count)
    holders = postings.holders(sorted(set(own) - {0}), most=limits.wire)
    holding = {holder for places in holders.values() for holder, _ in places}
    near = {name for name in holding if name in reports} | {report.id}
    ordered = in_order(reports[name] for name in near)
    twins = originals(ordered)
    ordered = [one for one in ordered if one.id not in twins]
    chains = _chains_of(report, ordered, _rows_from(holders, ordered, report, own, count), every, limits)
    texts = _texts_of(chains)
    some = [ordered[int(number)] for number in texts]
    words = read(some)
    chains = _renumbered(chains, texts, words)
    if every == 1:
        return _exactly(chains, some, words), twins
    none = Rows(words.hashes[:0], _NOBODY, words.first[:0], count)
    chains = firm(chains, Survey(briefly(words.hashes), words.first, none, every), limits)
    return _with_words(chains, _stock(chains, some, words), some, words), twins


def _chains_of(report: Report, ordered: Sequence[Report], rows: Rows, every: int, limits: Limits) -> Chains:
    """The rough passages of one report."""
    wanted = loose(limits) if every > 1 else limits
    me = ordered.index(report)
    seeds = find_seeds(rows, wanted, every)
    mine = (seeds.left_text == me) | (seeds.right_text == me)
    seeds = Seeds(seeds.left[mine], seeds.right[mine], seeds.left_text[mine], seeds.right_text[mine], seeds.bits[mine])
    return find_chains(seeds, rows.count, wanted)


def _texts_of(chains: Chains) -> Numbers:
    """The numbers of the texts that have a passage, ascending."""
    return np.unique(np.concatenate((chains.left_text, chains.right_text))).astype(np.int64)


def _rows_from(
    holders: Mapping[int, Sequence[tuple[str, int]]],
    ordered: Sequence[Report],
    report: Report,
    own: Sequence[int],
    count: int,
) -> Rows:
    """The index's answer as rows; the report's own shingles are put in afresh, indexed or not."""
    numbers = {one.id: number for number, one in enumerate(ordered)}
    me = numbers.pop(report.id)
    found = [
        (numbers[holder], position, shingle)
        for shingle, places in holders.items()
        for holder, position in places
        if holder in numbers
    ]
    found += [(me, position, shingle) for position, shingle in enumerate(own) if shingle]
    table = np.array(found, dtype=np.uint64).reshape(-1, 3)
    places = table[:, 0].astype(np.int64) * _SPACING + table[:, 1].astype(np.int64)
    order = np.argsort(places)
    return Rows(table[order, 2], table[order, 0].astype(np.int32), places[order], count)


def _renumbered(chains: Chains, texts: Numbers, words: Words) -> Chains:
    """Chains over an index's places as chains over the words of the few texts that were read again."""
    left_text, right_text = np.searchsorted(texts, chains.left_text), np.searchsorted(texts, chains.right_text)
    to_left = words.first[left_text] - chains.left_text * _SPACING
    to_right = words.first[right_text] - chains.right_text * _SPACING
    return Chains(
        left_text,
        right_text,
        chains.left + to_left,
        chains.left_end + to_left,
        chains.right + to_right,
        chains.right_end + to_right,
        chains.covered,
        chains.bits,
    )


def _exactly(chains: Chains, ordered: Sequence[Report], words: Words) -> Pairs:
    stock = _stock(chains, ordered, words)
    return _with_words(grow(chains, words.hashes, words.first), stock, ordered, words)


def _stock(chains: Chains, ordered: Sequence[Report], words: Words) -> tuple[Mask, Mask]:
    return template_sides(chains, words.first, _publishers(ordered), lambda number: shingles(words.only(number)))


def _publishers(ordered: Sequence[Report]) -> list[str | None]:
    return [report.publisher for report in ordered]


def _with_words(chains: Chains, stock: tuple[Mask, Mask], ordered: Sequence[Report], words: Words) -> Pairs:
    texts = [report.text for report in ordered]
    return _pairs(chains, stock, shared_stretches(chains, stretches_of(chains, words), words.hashes, texts), ordered)


def _pairs(
    chains: Chains, stock: tuple[Mask, Mask], found: Iterable[tuple[int, Stretch]], ordered: Sequence[Report]
) -> Pairs:
    pairs: dict[tuple[str, str], list[Shared]] = {}
    for chain, stretch in found:
        pair = ordered[int(chains.left_text[chain])].id, ordered[int(chains.right_text[chain])].id
        pairs.setdefault(pair, []).append(Shared(*stretch, (bool(stock[0][chain]), bool(stock[1][chain]))))
    return {pair: sorted(pairs[pair], key=lambda s: (s.here, s.there)) for pair in sorted(pairs)}
