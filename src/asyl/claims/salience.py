"""Who a pronoun can mean: the persons mentioned so far, how recently and how prominently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from asyl.model import Role

from .persons import Person

_REACH = 12  # lines after which a mention no longer draws pronouns
_LOOK_BACK = 200  # mentions looked back over
_MARGIN = 0.8  # by how much the best must lead to be sure


@dataclass(frozen=True, slots=True)
class Seen:
    line: int
    paragraph: int
    at: int
    who: str
    subject: bool


@dataclass(slots=True)
class Salience:
    """Mentions in reading order. `persons` by local; `counts` how often the whole report names each."""

    persons: Mapping[str, Person]
    counts: Counter[str]
    seen: list[Seen] = field(default_factory=list)
    groups: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)

    def see(self, line: int, paragraph: int, at: int, who: Sequence[str], subject: bool) -> None:
        self.seen += [Seen(line, paragraph, at, local, subject) for local in who]

    def group(self, line: int, who: tuple[str, ...]) -> None:
        if len(set(who)) > 1:
            self.groups.append((line, tuple(dict.fromkeys(who))))

    def weigh(self, line: int, paragraph: int, gender: str, without: frozenset[str] = frozenset()) -> Counter[str]:
        """Score of every person that fits `gender` ("" fits all). The higher the likelier."""
        found: Counter[str] = Counter()
        best: dict[str, float] = {}
        for seen in reversed(self.seen[-_LOOK_BACK:]):
            if line - seen.line > _REACH:
                break
            if seen.who in without or not _fits(self.persons[seen.who], gender):
                continue
            far = line - seen.line
            score = (
                max(0.0, 3.5 - 1.0 * far)
                + (1.2 if seen.subject else 0.0)
                + (0.6 if seen.paragraph == paragraph else 0.0)
            )
            best[seen.who] = max(best.get(seen.who, 0.0), score)
        most = max(self.counts.values(), default=1)
        for who, score in best.items():
            found[who] = score + self._standing(who, gender) + 1.2 * self.counts[who] / most  # type: ignore[assignment]
        return found

    def _standing(self, who: str, gender: str) -> float:
        person = self.persons[who]
        known = 0.7 if gender and person.gender == gender else 0.0
        if person.role in (Role.LAWYER, Role.JUDGE, Role.OFFICIAL, Role.REPORTER):
            return known - 2.0
        return known + (0.0 if person.role is Role.ACTIVIST else 0.6)

    def best(
        self, line: int, paragraph: int, gender: str, without: frozenset[str] = frozenset()
    ) -> tuple[str | None, bool]:
        """The likeliest person, and whether the lead is clear."""
        ranked = self.weigh(line, paragraph, gender, without).most_common(2)
        if not ranked:
            return None, False
        sure = len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= _MARGIN
        return ranked[0][0], sure

    def _paragraph(self, paragraph: int) -> list[Seen]:
        """The last mentions of the paragraph, at most _LOOK_BACK."""
        found = []
        for seen in reversed(self.seen[-_LOOK_BACK:]):
            if seen.paragraph != paragraph:
                break
            found.append(seen)
        return found

    def topic(self, line: int, paragraph: int) -> tuple[str | None, bool]:
        """The protectable person a line without a subject is about: the paragraph's own, else the report's."""
        others = frozenset(local for local, person in self.persons.items() if not person.protectable)
        near = [seen for seen in self._paragraph(paragraph) if seen.who not in others]
        here = Counter(seen.who for seen in near)
        if here:
            subjects = Counter(seen.who for seen in near if seen.subject)
            ranked = sorted(here, key=lambda who: (-here[who] - 2 * subjects[who], who))
            return ranked[0], len(ranked) == 1 or here[ranked[0]] + 2 * subjects[ranked[0]] > here[
                ranked[1]
            ] + 2 * subjects[ranked[1]]
        who, sure = self.best(line, -1, "", others)
        most = [local for local, _ in self.counts.most_common() if local not in others]
        return (who, sure and bool(most) and who == most[0]) if who else (most[0] if most else None, False)

    def last_group(self, line: int, size: int | None = None, reach: int = 8) -> tuple[str, ...]:
        for at, who in reversed(self.groups):
            if line - at > reach:
                return ()
            if size is None or len(who) == size:
                return who
        return ()


def _fits(person: Person, gender: str) -> bool:
    return not gender or not person.gender or person.gender == gender
