"""What reports say beside a name, weighed: log-odds that two persons are one, each with the words it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import log

import numpy as np

from asyl.model import DateRange, PersonKey, Trait, TraitKind, date_range

from .compare import Comparison

# Weights are natural log-odds. A birth date agrees by chance about once in 365 times some sixty years (e^10), less an
# allowance for one in three dates being noted wrongly by a year, a day or with day and month changed (the noise that
# the benchmark's families have). They are held against the posterior that the benchmark measures for names.
SAME_DAY, TURNED, NEARLY = 9.0, 7.0, 5.0
SAME_MONTH, SAME_YEAR = 6.0, 3.5
ANOTHER_DAY, NEXT_YEAR, ANOTHER_YEAR = -2.5, -2.0, -6.0
AGE_FITS, AGE_NEAR, AGE_FAR = 2.0, -0.5, -2.5
SAME_PLACE, ANOTHER_PLACE = 2.0, -0.3
YEAR = 366  # days
AGE_SLACK, AGE_REACH = 366, 7 * 366  # days by which ages of one person differ in print; seven years were seen
VETO = -5.0  # of one statement: the machine does not join across it
# Log-odds that two names of a likeness are one person's among 10,000 mentions, as `./dev bench families` counts them:
# full names; names in another order, which in families of the world are a father's and a child's more often than in
# the benchmark (hence less than counted); bare names.
_SCORES = (0.25, 0.42, 0.5, 0.6, 0.7, 0.74, 0.85, 0.93, 1.0)
_ODDS: Mapping[str | None, tuple[float, ...]] = {
    None: (-3.5, -1.1, -0.8, 0.2, 1.6, 2.2, 4.0, 6.0, 9.0),
    "swap-or-child": (-4.0, -2.6, -2.2, -1.5, 0.0, 0.5, 1.0, 1.5, 2.0),
    "single-name": (-7.0, -6.0, -5.0, -3.0, -2.0, -2.0, -2.0, -2.0, -2.0),
}
MEASURED_AT = 10_000  # mentions; about as many distinct names
FEWEST = 1_000  # names below which a register is not taken to be smaller: families stand together in it


@dataclass(frozen=True, slots=True)
class Weight:
    """One piece of evidence. `said` is a sentence for the person who decides."""

    odds: float
    said: str

    @property
    def veto(self) -> bool:
        return self.odds <= VETO


class Evidence:
    """The traits of all persons of reports, by person."""

    def __init__(self, traits: Iterable[Trait]) -> None:
        self._births: dict[PersonKey, Trait] = {}
        self._ages: dict[PersonKey, Trait] = {}
        self._places: dict[PersonKey, Trait] = {}
        for trait in sorted(traits, key=lambda one: (one.key, one.kind, one.value)):
            held = {TraitKind.BIRTH: self._births, TraitKind.AGE: self._ages}.get(trait.kind, self._places)
            other = held.get(trait.key)
            if other is None or (held is not self._places and _days(trait) < _days(other)):
                held[trait.key] = trait

    def __bool__(self) -> bool:
        return bool(self._births or self._ages or self._places)

    def birth(self, key: PersonKey) -> DateRange | None:
        """The most exact birth date that the report states of this person."""
        trait = self._births.get(key)
        return date_range(trait.value) if trait else None

    def between(self, one: PersonKey, two: PersonKey) -> list[Weight]:
        """What speaks for and against two persons being one."""
        return [*self._born(one, two), *self._birthplace(one, two)]

    def born_alike(self) -> Mapping[tuple[int, int, int], list[PersonKey]]:
        """Persons by full birth date, day and month in order of size, so that changed ones meet."""
        found: dict[tuple[int, int, int], list[PersonKey]] = defaultdict(list)
        for key, trait in self._births.items():
            day = _full(trait)
            if day:
                found[day.year, *sorted((day.month, day.day))].append(key)  # type: ignore[index]
        return found

    def _born(self, one: PersonKey, two: PersonKey) -> Iterator[Weight]:
        a, b = self._births.get(one), self._births.get(two)
        if a and b:
            yield births(a.value, b.value)
            return
        a, b = a or self._ages.get(one), b or self._ages.get(two)
        if a and b:
            yield _ages(a, b)

    def _birthplace(self, one: PersonKey, two: PersonKey) -> Iterator[Weight]:
        a, b = self._places.get(one), self._places.get(two)
        if a and b:
            same = a.value.casefold() == b.value.casefold()
            said = f"both born in {a.value}" if same else f"born in {a.value} and in {b.value}, as the reports say"
            yield Weight(SAME_PLACE if same else ANOTHER_PLACE, said)


def births(one: str, two: str) -> Weight:
    """Two stated birth dates (EDTF) beside each other."""
    a, b = date_range(one), date_range(two)
    if a.days or b.days:
        return _coarse(one, two, a, b)
    day, other = a.earliest, b.earliest
    said = f"born {one} and {two}"
    if day == other:
        return Weight(SAME_DAY, f"both born {one}")
    if day.year == other.year and (day.month, day.day) == (other.day, other.month):
        return Weight(TURNED, f"{said}: day and month changed")
    apart = abs((day - other).days)
    if apart == 1 or (abs(day.year - other.year) == 1 and (day.month, day.day) == (other.month, other.day)):
        return Weight(NEARLY, f"{said}: one step apart")
    if day.year == other.year:
        return Weight(ANOTHER_DAY, said)
    return Weight(NEXT_YEAR if abs(day.year - other.year) == 1 else ANOTHER_YEAR, said)


def years_apart(a: DateRange, b: DateRange) -> bool:
    """True when two stated birth dates are more than a year apart: no slip of a pen."""
    return _gap(a, b) > YEAR


def _coarse(one: str, two: str, a: DateRange, b: DateRange) -> Weight:
    """One of the two is a month, a year or less exact."""
    if a.overlaps(b):
        wide = max(a.days, b.days)
        odds = SAME_MONTH if wide <= 31 else SAME_YEAR if wide <= YEAR else AGE_FITS
        return Weight(odds, f"both born {one}" if one == two else f"born {one} and {two}, which agree")
    gap = _gap(a, b)
    return Weight(ANOTHER_YEAR if gap > YEAR else NEXT_YEAR, f"born {one} and {two}")


def _ages(one: Trait, two: Trait) -> Weight:
    """At least one of them is worked out from an age. Ages in print are years off for one person: they never veto."""
    gap = _gap(date_range(one.value), date_range(two.value))
    said = f"born {_about(one)} and {_about(two)}"
    odds = AGE_FITS if gap <= AGE_SLACK else AGE_NEAR if gap <= AGE_REACH else AGE_FAR
    return Weight(odds, f"{said}, which agree" if odds > 0 else said)


def _about(trait: Trait) -> str:
    return trait.value if trait.kind is TraitKind.BIRTH else f"{trait.value} by the age given"


def _gap(a: DateRange, b: DateRange) -> int:
    """Days between two ranges; 0 when they meet."""
    if a.overlaps(b):
        return 0
    first, second = (a, b) if a.latest < b.earliest else (b, a)
    return (second.earliest - first.latest).days


def _days(trait: Trait) -> int:
    return date_range(trait.value).days


def _full(trait: Trait) -> date | None:
    found = date_range(trait.value)
    return None if found.days else found.earliest


def name_odds(said: Comparison, names: int) -> float:
    """Log-odds of two names alone in a register of so many distinct ones: pairs that agree by chance grow with the
    square of the names, pairs of one person with their number."""
    return float(np.interp(said.score, _SCORES, _ODDS[said.ambiguous])) - log(max(FEWEST, names) / MEASURED_AT)
