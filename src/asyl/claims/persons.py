"""Which names of a report are persons, and which of them are one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from asyl.model import Role

from .names import Run
from .sights import Sight

ENOUGH = 1.5  # evidence that makes a name a person's
_SOLE = 2.4  # the same for a single word that is part of no fuller name


@dataclass(slots=True)
class Person:
    """One person of one report while it is read. `local` joins the mentions; `name` is the fullest form."""

    local: str
    name: tuple[str, ...]
    key: tuple[str, ...]
    sights: list[tuple[Sight, str]] = field(default_factory=list)
    gender: str = ""
    role: Role = Role.OTHER
    kin: bool = False
    nouns: set[str] = field(default_factory=set)

    @property
    def first(self) -> tuple[int, int]:
        return min((sight.run.sentence, sight.run.first) for sight, _ in self.sights)

    @property
    def protectable(self) -> bool:
        """May be the one to whom things happen: no official, lawyer, judge, reporter."""
        return self.role in (Role.OTHER, Role.PROTECTED, Role.RELATIVE)


def find_persons(sights: Sequence[Sight]) -> list[Person]:
    """The persons of one report, in order of first mention, each with its sights and how each was joined."""
    quiet = [sight for sight in sights if not sight.run.loud or sight.role or sight.kin]
    totals = _totals(quiet)
    full = [key for key, score in totals.items() if len(key) > 1 and score >= ENOUGH]
    persons = _full_persons(full, quiet)
    _join_parts(persons, sights, totals)
    _join_solo(persons, sights, totals)
    found = sorted((person for person in persons if person.sights), key=lambda person: person.first)
    for number, person in enumerate(found, 1):
        person.local = f"p{number}"
        _describe(person)
    return found


def _totals(sights: Sequence[Sight]) -> dict[tuple[str, ...], float]:
    """Evidence per spelling: the best sight for, the mean of those against, a little for every further one."""
    by: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for sight in sights:
        by[sight.run.key].append(sight.score)
    found = {}
    for key, scores in by.items():
        against = [score for score in scores if score < 0]
        best = max(scores)
        found[key] = (
            best + 0.3 * sum(score > 0 for score in scores[1:]) + (sum(against) / len(scores) if against else 0.0)
        )
    return found


def _full_persons(keys: Sequence[tuple[str, ...]], sights: Sequence[Sight]) -> list[Person]:
    """One person for each full name; shorter full names whose words all stand in a longer one join it."""
    spelling = {sight.run.key: sight.run.lemma or sight.run.words for sight in reversed(sights)}
    persons: list[Person] = []
    for key in sorted(keys, key=lambda key: (-len(key), -sum(map(len, key)))):
        if not any(_same(key, person.key) for person in persons):
            persons.append(Person("", spelling[key], key))
    return persons


def _same(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Every word of the shorter name in the longer one, in any order; an initial stands for a word it begins."""
    if len(short) > len(long):
        short, long = long, short
    rest = list(long)
    for word in short:
        hit = next((other for other in rest if _word_fits(word, other)), None)
        if hit is None:
            return False
        rest.remove(hit)
    return True


def _word_fits(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[:1] == other[:1])


def _join_parts(persons: list[Person], sights: Sequence[Sight], totals: dict[tuple[str, ...], float]) -> None:
    """Every sight of a full name, and of a part of exactly one person's name, goes to that person."""
    ordered = sorted(sights, key=lambda sight: (sight.run.sentence, sight.run.first))
    counts = Counter(sight.run.key for sight in sights)
    seen: list[Person] = []
    for sight in ordered:
        person, how = _owner(sight, persons, seen, counts, totals)
        if person is not None:
            person.sights.append((sight, how))
            person.gender = person.gender or sight.gender
            if person not in seen:
                seen.append(person)


def _owner(
    sight: Sight,
    persons: Sequence[Person],
    seen: Sequence[Person],
    counts: Counter[tuple[str, ...]],
    totals: dict[tuple[str, ...], float],
) -> tuple[Person | None, str]:
    key = sight.run.key
    fitting = [person for person in persons if _same(key, person.key) and len(key) <= len(person.key)]
    if not fitting:
        return None, ""
    if len(key) > 1:
        exact = [person for person in fitting if sorted(person.key) == sorted(key)]
        best = (exact or fitting)[0]
        return best, "full" if best.key == key else "order" if exact else "part"
    if sight.score <= -4 or (sight.place and sight.score < -1.5 and totals.get(key, 0.0) < 0):
        return None, ""
    fitting = [person for person in fitting if key[0] in person.key]
    return _by_one_word(sight, fitting, seen, counts)


def _by_one_word(
    sight: Sight, fitting: Sequence[Person], seen: Sequence[Person], counts: Counter[tuple[str, ...]]
) -> tuple[Person | None, str]:
    """A given name or surname alone: the only bearer; else the bearer whose gender fits; else the one who was named
    first, for whom reports keep the bare surname."""
    if not fitting:
        return None, ""
    word = sight.run.key[0]
    pool = [person for person in fitting if not sight.gender or not person.gender or person.gender == sight.gender]
    pool = pool or list(fitting)
    given = [person for person in pool if person.key[0] == word]
    if sight.run.title is None and len(given) == 1:
        return given[0], "given"
    known = [person for person in pool if person in seen] or pool
    if len(known) > 1:
        known = sorted(
            known, key=lambda person: (-counts[person.key], list(seen).index(person) if person in seen else 99)
        )
        return known[0], "surname-of-several"
    return known[0], "given" if known[0].key[0] == word else "surname"


def _join_solo(persons: list[Person], sights: Sequence[Sight], totals: dict[tuple[str, ...], float]) -> None:
    """Single names that belong to no fuller one ("his wife Kheda") are persons of their own when evidence is strong."""
    taken = {id(sight) for person in persons for sight, _ in person.sights}
    totals = _beside(persons, sights, totals, taken)
    solo: dict[tuple[str, ...], Person] = {}
    for sight in sights:
        key = sight.run.key
        if id(sight) in taken or len(key) != 1 or totals.get(key, -9.0) < _SOLE or sight.score <= -4:
            continue
        if sight.place and totals[key] < 3.5:
            continue
        if key not in solo:
            solo[key] = Person("", sight.run.lemma or sight.run.words, key)
            persons.append(solo[key])
        solo[key].sights.append((sight, "given"))
        solo[key].gender = solo[key].gender or sight.gender
    _married(persons)


def _beside(
    persons: Sequence[Person], sights: Sequence[Sight], totals: dict[tuple[str, ...], float], taken: set[int]
) -> dict[tuple[str, ...], float]:
    """A name that stands in a list with a person's ("Rena and little Mahire") is likelier a person's."""
    ends = {(run.sentence, run.last) for person in persons for run in runs_of(person)}
    starts = {(run.sentence, run.first) for person in persons for run in runs_of(person)}
    found = dict(totals)
    for _ in range(2):
        for sight in sights:
            run = sight.run
            near = any(
                (run.sentence, run.first - gap) in ends or (run.sentence, run.last + gap) in starts for gap in (1, 2)
            )
            if near and id(sight) not in taken and sight.score > -2 and not sight.place and sight.listed:
                found[run.key] = max(found.get(run.key, 0.0), totals.get(run.key, 0.0) + 1.8)
                ends.add((run.sentence, run.last))
    return found


def _married(persons: list[Person]) -> None:
    """ "Ms Hoxhaj" where the only full Hoxhaj is a man: his wife or daughter, introduced by her given name alone."""
    for person in list(persons):
        if len(person.key) < 2:
            continue
        foreign = [
            item
            for item in person.sights
            if item[0].run.title and item[0].gender not in ("", person.gender) and len(item[0].run.key) == 1
        ]
        kin = [other for other in persons if len(other.key) == 1 and any(sight.kin for sight, _ in other.sights)]
        fits = [other for other in kin if foreign and other.gender == foreign[0][0].gender]
        if len(fits) != 1:
            continue
        person.sights = [item for item in person.sights if item not in foreign]
        fits[0].sights += [(sight, "surname") for sight, _ in foreign]


def _describe(person: Person) -> None:
    """Role, kinship and describing nouns, from all sights."""
    roles = Counter(sight.role for sight, _ in person.sights if sight.role)
    person.kin = any(sight.kin for sight, _ in person.sights)
    person.nouns = {noun for sight, _ in person.sights for noun in sight.nouns}
    if roles:
        person.role = roles.most_common(1)[0][0] or Role.OTHER
    elif person.kin:
        person.role = Role.RELATIVE


def display(words: tuple[str, ...]) -> str:
    """A name as it is shown; a name in capitals gets its case back."""
    return " ".join(word.title() if word.isupper() and len(word) > 2 and "." not in word else word for word in words)


def runs_of(person: Person) -> list[Run]:
    return [sight.run for sight, _ in person.sights]


def initials_of(persons: Sequence[Person]) -> dict[str, str]:
    """ "lk" -> the local of the only person with these initials, for the labels of a transcript."""
    found: dict[str, list[str]] = defaultdict(list)
    for person in persons:
        if len(person.key) > 1:
            found["".join(word[0] for word in person.key)].append(person.local)
    return {letters: locals_[0] for letters, locals_ in found.items() if len(locals_) == 1}
