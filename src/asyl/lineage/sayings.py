"""The quote channel: a sentence that was taken over with changed words finds the sentence of a register that it is.

The rarest words of a sentence vote for the sentences that hold them; the best of these are compared by all their words,
each weighed by its rarity, whatever their order (clauses change places). From `SURE` on, no sentence was seen to score
as high by chance; below, what is found is a proposal that a person confirms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .words import Numbers, Words, read_words

SURE = 0.8  # measured on a planted register: unrelated sentences score .54 at the 99th percentile, .68 at most
LIKELY = 0.3  # below, nothing is worth a look
_RAREST = 10  # words of a sentence that vote
_COMMON = 12_000  # votes of a sentence, more or less: the cap that keeps its time bounded
_FEWEST_VOTES = 2  # words that vote whatever the number of sentences that hold them
_BEST = 40  # sentences that are compared
_FEWEST, _LONGEST = 5, 120  # words of a sentence that can be found; what is longer is cut
_ENDS = re.compile(r"[.!?…。！？\n]+")


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of the register: of which text (number), where (code points), how like the one asked for, 0..1."""

    text: int
    start: int
    end: int
    score: float

    @property
    def sure(self) -> bool:
        """Whether it is the source, and not only a proposal."""
        return self.score >= SURE


class Sayings:
    """All sentences of some texts, by their words. Memory: some 20 bytes a word; made in the time of a sort."""

    def __init__(self, texts: Sequence[str]) -> None:
        words = read_words(texts)
        self._owner, low, high, self._starts, self._ends = _cut(texts, words)
        sizes = high - low
        of = np.repeat(np.arange(len(sizes)), sizes)
        at = np.arange(len(of)) + np.repeat(low - (np.cumsum(sizes) - sizes), sizes)
        self._known, numbers = np.unique(words.hashes[at], return_inverse=True)
        # Each word of a sentence once, with how often it stands there.
        pairs, times = np.unique(of * max(1, len(self._known)) + numbers, return_counts=True)
        of, numbers = np.divmod(pairs, max(1, len(self._known)))
        self._words, self._times = numbers.astype(np.int32), times.astype(np.int16)
        self._first = np.searchsorted(of, np.arange(len(sizes) + 1))
        order = np.argsort(numbers, kind="stable")
        self._holders = of[order].astype(np.int32)
        self._begins = np.searchsorted(numbers[order], np.arange(len(self._known) + 1))
        self._rarity = np.log2(1 + len(sizes) / np.maximum(1, np.diff(self._begins)))
        self._unknown = float(np.log2(1 + len(sizes)))
        weights = self._rarity[self._words] * self._times
        self._weight = np.bincount(of, weights=weights, minlength=len(sizes))

    def __len__(self) -> int:
        return len(self._owner)

    def find(self, sentence: str, most: int = 3) -> list[Saying]:
        """The sentences that this one may be, the best first. Bounded time, whatever the size of the register."""
        hashes = read_words([sentence]).hashes[:_LONGEST]
        if len(hashes) < _FEWEST or not len(self):
            return []
        at = np.searchsorted(self._known, hashes)
        at[at == len(self._known)] = 0
        known = self._known[at] == hashes
        words, times = np.unique(at[known], return_counts=True)
        weight = float(self._rarity[words] @ times) + self._unknown * int((~known).sum())
        candidates = self._voted(words)
        scores = self._compared(candidates, words, times, weight)
        best = np.lexsort((candidates, -scores))[:most]
        found = [(int(candidates[number]), float(scores[number])) for number in best]
        return [self._saying(number, score) for number, score in found if score >= LIKELY]

    def _saying(self, number: int, score: float) -> Saying:
        return Saying(
            int(self._owner[number]), int(self._starts[number]), int(self._ends[number]), round(min(1.0, score), 4)
        )

    def _voted(self, words: Numbers) -> Numbers:
        """The sentences that hold the rarest of the words, those with most weight in common."""
        held = self._begins[words + 1] - self._begins[words]
        order = np.argsort(held, kind="stable")[:_RAREST]
        several = max(_FEWEST_VOTES, int(np.searchsorted(np.cumsum(held[order]), _COMMON)))
        voters = words[order[:several]]
        lists = [self._holders[self._begins[word] : self._begins[word + 1]][:_COMMON] for word in voters]
        if not lists:
            return np.zeros(0, dtype=np.int64)
        weights = np.repeat(self._rarity[voters], list(map(len, lists)))
        numbers, which = np.unique(np.concatenate(lists), return_inverse=True)
        best = np.argsort(-np.bincount(which, weights=weights), kind="stable")[:_BEST]
        found: Numbers = numbers[best].astype(np.int64)
        return found

    def _compared(self, candidates: Numbers, words: Numbers, times: Numbers, weight: float) -> NDArray[np.float64]:
        """For each sentence twice the weight of the words in common over the weight of all words of both."""
        if not len(candidates):
            return np.zeros(0)
        first, after = self._first[candidates], self._first[candidates + 1]
        sizes = after - first
        at = np.arange(int(sizes.sum())) + np.repeat(first - (np.cumsum(sizes) - sizes), sizes)
        theirs = self._words[at]
        mine = np.minimum(np.searchsorted(words, theirs), len(words) - 1)
        common = np.where(words[mine] == theirs, np.minimum(times[mine], self._times[at]), 0) * self._rarity[theirs]
        shared = np.add.reduceat(common, np.cumsum(sizes) - sizes)
        scores: NDArray[np.float64] = 2 * shared / np.maximum(1e-9, weight + self._weight[candidates])
        return scores


def _cut(texts: Sequence[str], words: Words) -> tuple[Numbers, ...]:
    """Sentence by sentence: number of the text, first word, word after the last, where it begins and ends."""
    rows = [row for number, text in enumerate(texts) for row in _sentences(number, text, words)]
    table = np.array(rows, dtype=np.int64).reshape(-1, 5)
    return tuple(table[:, column] for column in range(5))


def _sentences(number: int, text: str, words: Words) -> Iterator[tuple[int, int, int, int, int]]:
    own = words.only(number)
    starts, ends = own.starts - own.begins[0], own.ends - own.begins[0]
    stops = [match.start() for match in _ENDS.finditer(text)] + [len(text)]
    after = np.unique(np.searchsorted(starts, stops)).tolist()
    low = 0
    for high in after:
        while high - low >= _FEWEST:
            last = min(high, low + _LONGEST)
            base = int(words.first[number])
            yield number, base + low, base + last, int(starts[low]), int(ends[last - 1])
            low = last
        low = high
