"""The reports of a register in a fixed order, with the passages that any two of them share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from asyl.model import DateRange, Postings, Report, date_range
from asyl.model.edtf import LAST_DAY, is_edtf

from .borders import grow
from .chains import Chains, find_chains
from .likeness import shared_stretches
from .postings import chrome
from .seeds import Limits, Rows, Seeds, find_seeds, rows_of
from .stretches import Shared
from .templates import template_sides
from .words import Words, read_words

LIMITS = Limits(threshold=2.25)  # what weighs less than Limits().threshold is used only beside other evidence
_SPACING = 1 << 22  # places of two texts never lie nearer when rows come from an index


Pairs = Mapping[tuple[str, str], Sequence[Shared]]  # (earlier id, later id) in the order of `in_order`


def published(report: Report) -> DateRange | None:
    return date_range(report.published) if report.published and is_edtf(report.published) else None


def in_order(reports: Iterable[Report]) -> list[Report]:
    """By date, those without one last, then by id: the order in which ties are decided everywhere."""

    def key(report: Report) -> tuple[object, str]:
        dated = published(report)
        return (dated.earliest if dated else LAST_DAY, report.id)

    return sorted(reports, key=key)


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


def shared_passages(ordered: Sequence[Report], limits: Limits = LIMITS) -> Pairs:
    """All passages between any two of the reports, which are in order and have no twins."""
    words = read(ordered)
    chains = find_chains(find_seeds(rows_of(words), limits), words.texts, limits)
    return _pairs(chains, ordered, words)


def shared_with(
    report: Report,
    ordered: Sequence[Report],
    numbers: Mapping[str, int],
    postings: Postings,
    own: Sequence[int],
    limits: Limits = LIMITS,
) -> Pairs:
    """The passages between one report and the others, asking the index who holds its shingles.

    ordered: the reports in order, the report among them, without twins; numbers: where each stands there; own: the
    report's shingles. The time depends on how many hold its shingles, not on how many reports there are.
    """
    me = numbers[report.id]
    seeds = find_seeds(_rows_from(postings.holders(sorted(set(own) - {0})), numbers, me, own), limits)
    mine = (seeds.left_text == me) | (seeds.right_text == me)
    seeds = Seeds(seeds.left[mine], seeds.right[mine], seeds.left_text[mine], seeds.right_text[mine], seeds.bits[mine])
    chains = find_chains(seeds, len(ordered), limits)
    if not len(chains):
        return {}
    texts = np.unique(np.concatenate((chains.left_text, chains.right_text)))
    some = [ordered[int(number)] for number in texts]
    words = read(some)
    return _pairs(_renumbered(chains, texts, words), some, words)


def _rows_from(
    holders: Mapping[int, Sequence[tuple[str, int]]], numbers: Mapping[str, int], me: int, own: Sequence[int]
) -> Rows:
    """The index's answer as rows; the report's own shingles are put in afresh, indexed or not."""
    found = [
        (numbers[holder], position, shingle)
        for shingle, places in holders.items()
        for holder, position in places
        if numbers.get(holder, me) != me
    ]
    found += [(me, position, shingle) for position, shingle in enumerate(own) if shingle]
    table = np.array(found, dtype=np.uint64).reshape(-1, 3)
    places = table[:, 0].astype(np.int64) * _SPACING + table[:, 1].astype(np.int64)
    order = np.argsort(places)
    return Rows(table[order, 2], table[order, 0].astype(np.int32), places[order], len(numbers))


def _renumbered(chains: Chains, texts: np.ndarray[tuple[int], np.dtype[np.int64]], words: Words) -> Chains:
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


def _pairs(chains: Chains, ordered: Sequence[Report], words: Words) -> Pairs:
    stock = template_sides(chains, words, [report.publisher for report in ordered])
    grown = grow(chains, words.hashes, words.first)
    found: dict[tuple[str, str], list[Shared]] = {}
    for chain, stretch in shared_stretches(grown, words, [report.text for report in ordered]):
        pair = ordered[int(chains.left_text[chain])].id, ordered[int(chains.right_text[chain])].id
        found.setdefault(pair, []).append(Shared(*stretch, (bool(stock[0][chain]), bool(stock[1][chain]))))
    return {pair: sorted(found[pair], key=lambda s: (s.here, s.there)) for pair in sorted(found)}
