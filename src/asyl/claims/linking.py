"""Who an event happened to: from a rule's match in a line to persons of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .inflect import PARTICIPLE
from .lines import Line
from .patterns import Match
from .syntax import NOBODY, Found, Group, Syntax


@dataclass(frozen=True, slots=True)
class Linked:
    """A match with its persons. `first` to `last` are the chunks that carry the claim."""

    match: Match
    line: Line
    group: Group | None
    found: Found
    first: int
    last: int


def link(match: Match, line: Line, syntax: Syntax, able: Mapping[str, bool]) -> Linked | None:
    """None when the match cannot be what its rule means (wrong voice, wrong neighbours).

    `able` tells of each person whether events of asylum and harm may befall them (officials and lawyers: no).
    """
    rule = match.rule
    kinds = rule.kinds.get(line.norm(match.head))
    group = syntax.group(line, match.head, kinds) if kinds else None
    if _barred(match, line) or not _fitting(match, line, group, kinds or frozenset(), syntax):
        return None
    found = _experiencer(match, line, group, syntax)
    if found is not None and rule.option("other") == "topic" and not any(able.get(who) for who in found.who):
        found = None
    if found is None:
        found = _topic(line) if rule.option("topic") != "no" else NOBODY
    first = min(match.first, group.first) if group is not None else match.first
    return Linked(match, line, group, found, first, match.last)


def _topic(line: Line) -> Found:
    who, sure = line.topic
    return Found((who,) if who else (), None, "topic", sure)


def _fitting(match: Match, line: Line, group: Group | None, kinds: frozenset[str], syntax: Syntax) -> bool:
    """The voice is the rule's, the head is no noun, and the person slot holds somebody."""
    if match.slot is not None and not any(match.slot[0] <= at < match.slot[1] for at in line.refs):
        return False
    if group is None:
        return True
    return not _wrong_voice(match.rule.option("voice"), group) and not syntax.noun_here(line, group, kinds)


def _wrong_voice(voice: str, group: Group) -> bool:
    if voice == "marked":
        return not group.marked
    if voice == "active":
        return group.marked
    return bool(voice) and (voice == "passive") is not group.passive


def _barred(match: Match, line: Line) -> bool:
    rule = match.rule
    if line.norm(match.last) in rule.words_of("unlessnext") or line.norm(match.first - 1) in rule.words_of(
        "unlessprev"
    ):
        return True
    unless = rule.words_of("unless")
    return bool(unless) and any(line.norm(at) in unless for at in range(match.first - 3, match.last + 6))


def _experiencer(match: Match, line: Line, group: Group | None, syntax: Syntax) -> Found | None:
    inside = _in_slot(match, line, syntax)
    if inside is not None:
        return inside
    start = group.first if group is not None else match.first
    role = match.rule.option("role", "object" if group is not None else "owner")
    getting = match.rule.verbs.get(line.norm(match.head)) in syntax.g.language.list("getting_verbs")
    if role == "subject" or (role == "receiver" and getting):
        return syntax.subject(line, start)
    if role == "embedded":
        return syntax.subject(line, syntax.group(line, match.last - 1, frozenset({PARTICIPLE})).first)
    if role == "bearer":
        return syntax.owner(line, match.first, match.last) or syntax.nearest(line, match.first)
    return (
        _owner(match, line, group, syntax) if group is None or role == "owner" else _patient(match, line, group, syntax)
    )


def _in_slot(match: Match, line: Line, syntax: Syntax) -> Found | None:
    """The person in the slot of the pattern; NOBODY when somebody else stands there."""
    if match.slot is None:
        return None
    inside = syntax.object(line, *match.slot)
    if inside is not None:
        return inside if inside.ref is None or inside.ref.first - match.slot[0] <= 2 else NOBODY
    others = syntax.g.generic | frozenset(syntax.g.kin)
    return NOBODY if any(line.norm(at) in others for at in range(*match.slot)) else None


def _owner(match: Match, line: Line, group: Group | None, syntax: Syntax) -> Found | None:
    """Whose the paper or the act is: a possessive inside the match or before it, or "of X" inside or after it."""
    for at in range(match.first, match.last):
        ref = line.refs.get(at)
        if ref is not None and (ref.kind in ("possessive", "name", "pronoun", "noun", "plural")):
            return Found(ref.who, ref, "owner", ref.sure)
    found = syntax.owner(line, match.first, match.last)
    if found is None and group is not None and not group.passive:
        found = syntax.object(line, match.last, match.last + 6, syntax.g.owner_prepositions)
    return found


def _patient(match: Match, line: Line, group: Group, syntax: Syntax) -> Found | None:
    if not group.passive:
        found = syntax.object(line, max(match.head + 1, match.first))
        return found if found is not None else syntax.object(line, match.last, match.last + 6)
    found = syntax.subject(line, group.first)
    if found is not NOBODY:
        return found
    if syntax.thing(line, group.first):
        return syntax.object(line, match.last, match.last + 6)
    return NOBODY
