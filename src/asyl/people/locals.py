"""The persons of each report, gathered from its mentions: what they are called there, and in which role."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from asyl.model import Mention, PersonKey, Role

_LETTERS = re.compile(r"[^\W\d_]{2,}")
# Two persons of one name are kept apart when one is followed for protection and the other acts in office.
_SIDES = {
    Role.PROTECTED: "protected",
    Role.RELATIVE: "protected",
    Role.OFFICIAL: "office",
    Role.JUDGE: "office",
    Role.LAWYER: "office",
    Role.REPORTER: "office",
}


@dataclass(frozen=True, slots=True)
class Local:
    """One person as one report names them. `fold` is the name without what never tells two names apart."""

    key: PersonKey
    name: str
    fold: str
    role: Role
    mentions: tuple[Mention, ...]


def fold(name: str) -> str:
    """A name without case, width of letters and number of blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def order(mention: Mention) -> tuple[str, int, int, str]:
    return mention.span.report, mention.span.start, mention.span.end, mention.local


def gather(mentions: Iterable[Mention]) -> dict[PersonKey, Local]:
    """The persons of all reports, in order of their keys; the order of the mentions does not matter."""
    by_key: dict[PersonKey, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_key[mention.key].append(mention)
    return {key: _local(key, sorted(found, key=order)) for key, found in sorted(by_key.items())}


def _local(key: PersonKey, mentions: list[Mention]) -> Local:
    names = Counter(mention.name for mention in mentions)
    name = max(names, key=lambda text: (full_words(text), names[text], len(text), text))
    return Local(key, name, fold(name), majority(mention.role for mention in mentions), tuple(mentions))


def majority(roles: Iterable[Role]) -> Role:
    """The role found most often; `other` only when nothing else was found. On a tie the first of `Role`."""
    found = Counter(role for role in roles if role is not Role.OTHER)
    places = list(Role)
    return max(found, key=lambda role: (found[role], -places.index(role))) if found else Role.OTHER


def full_words(name: str) -> int:
    """Words of a name that are more than an initial."""
    return len(_LETTERS.findall(name))


def opposed(one: Role, two: Role) -> bool:
    """True when two roles are hardly one person's: one protected, the other in office."""
    return {_SIDES.get(one), _SIDES.get(two)} == {"protected", "office"}
