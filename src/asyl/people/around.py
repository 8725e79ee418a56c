"""The register while proposals are made: persons by name, names that are alike, who is named beside whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import log1p, prod

import numpy as np

from asyl.knowledge import Knowledge
from asyl.model import PersonKey, Proposal, Verdict

from .compare import UNSURE, Comparison, explain
from .evidence import Evidence
from .keys import BLOCK, Pairs, candidates
from .locals import Local, opposed
from .names import parse
from .scoring import CHUNK, scores
from .table import Table

COMMON = 20  # reports that name a person, beyond which it says nothing that one more does
CLEAR = 0.7  # likeness of the one word that a bare name is found by
BORN_ALIKE = 0.25  # likeness from which names are looked at whose bearers were born on one day
RARE = 3.0  # how much one expected namesake counts against two alike names
NEAR = 0.62  # names this alike count as one for who is named beside whom
LOWER = {Verdict.SAME: Verdict.LIKELY, Verdict.LIKELY: Verdict.UNSURE}


class Around:
    """What the persons of all reports say about one another. Names are known by their folded form."""

    def __init__(self, knowledge: Knowledge, locals_: Mapping[PersonKey, Local], evidence: Evidence) -> None:
        self.scripts = knowledge.scripts
        self.evidence = evidence
        self.locals = locals_
        self.by_name: dict[str, list[Local]] = defaultdict(list)
        self.reports: dict[str, list[Local]] = defaultdict(list)
        for local in locals_.values():
            self.by_name[local.fold].append(local)
            self.reports[local.key[0]].append(local)
        self.names = {name: parse(people[0].name, self.scripts) for name, people in sorted(self.by_name.items())}
        self._full = {n for n, name in self.names.items() if sum(not word.initial for word in name.words) > 1}
        self._spread = Counter(word.text for name in self.names.values() for word in set(name.words))
        self._alike: dict[str, dict[str, Comparison]] = {}
        self._compare()

    def _compare(self) -> None:
        names, parsed = list(self.names), list(self.names.values())
        pairs = self._with_births(candidates(parsed, self.scripts), {name: n for n, name in enumerate(names)})
        table = Table(parsed, self.scripts)
        full = np.array([self.full(name) for name in names], bool)
        for at in range(0, len(pairs), CHUNK):
            part = pairs[at : at + CHUNK]
            found = scores(table, part[:, 0], part[:, 1])
            both = full[part[:, 0]] & full[part[:, 1]]
            least = np.where(part[:, 2] > 0, BORN_ALIKE, UNSURE)
            rows = np.flatnonzero((found.score >= least) & (both | (found.spelled >= CLEAR)))
            said = explain(table, part[rows, 0], part[rows, 1], found.take(rows))
            for (i, j), word in zip(part[rows, :2].tolist(), said, strict=True):
                self._alike.setdefault(names[i], {})[names[j]] = word
                self._alike.setdefault(names[j], {})[names[i]] = word

    def _with_births(self, pairs: Pairs, numbers: Mapping[str, int]) -> Pairs:
        """The pairs, marked 0 in a third column, and the names of people who were born on one day, marked 1."""
        found = [np.insert(pairs, 2, 0, axis=1)]
        for people in self.evidence.born_alike().values():
            held = sorted({numbers[self.locals[key].fold] for key in people if key in self.locals})
            if 1 < len(held) <= BLOCK:
                found.append(np.array([(a, b, 1) for a, b in combinations(held, 2)], np.int64))
        if len(found) == 1:
            return found[0]
        every = np.concatenate(found)
        every = every[np.lexsort((-every[:, 2], every[:, 1], every[:, 0]))]
        kept = np.append(True, (every[1:, :2] != every[:-1, :2]).any(axis=1))
        return np.asarray(every[kept])

    def rarity(self, one: str, two: str) -> float:
        """Log-odds that two names lose because their words are common here: how many others are expected to have
        both by chance."""
        return max(self._expected(one), self._expected(two))

    def _expected(self, name: str) -> float:
        words = [word for word in self.names[name].words if not word.initial]
        share = prod((self._spread[word.text] - 1) / len(self.names) for word in words) if words else 1.0
        return log1p(RARE * share * len(self.names))

    def full(self, name: str) -> bool:
        """True for a name of two words or more that are spelled out."""
        return name in self._full

    def initials(self, name: str) -> bool:
        return any(word.initial for word in self.names[name].words)

    def alike(self, name: str) -> Mapping[str, Comparison]:
        """The names that are not wholly different from this one, with what was found."""
        return self._alike.get(name, {})

    def likely(self, one: str, other: str) -> bool:
        said = self.alike(one).get(other)
        return said is not None and said.verdict in LOWER

    def beside(self, one: str, other: str) -> bool:
        """True when one report names both, as two persons."""
        few, many = sorted((self.by_name[one], self.by_name[other]), key=len)
        reports = {local.key[0] for local in many}
        return any(local.key[0] in reports for local in few)

    def shared(self, one: Local, two: Local) -> list[str]:
        """Names of people who stand beside both, by a full name that is the same or alike.

        Nobody counts whom more than COMMON reports name.
        """
        names = {person.fold for person in self.reports[two.key[0]] if person.key != two.key}
        found = []
        for person in self.reports[one.key[0]]:
            name = person.fold
            if person.key != one.key and self.full(name) and len(self.by_name[name]) <= COMMON:
                near = self.alike(name)
                if name in names or any(near[other].score >= NEAR for other in names & near.keys()):
                    found.append(person.name)
        return found


def proposal(
    one: Local, two: Local, score: float, verdict: Verdict, reasons: Sequence[str], beside: float = 0.0
) -> Proposal:
    """The word on two persons, less sure where their roles are hardly one person's."""
    if opposed(one.role, two.role):
        verdict, score = LOWER.get(verdict, verdict), score * 0.85
        reasons = [*reasons, f"roles conflict: {one.role} in one report, {two.role} in the other"]
    left, right = sorted((one, two), key=lambda local: local.key)
    return Proposal(left.key, right.key, verdict, round(score, 4), tuple(reasons), round(beside, 2))
