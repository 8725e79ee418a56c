"""What acts do to a person's standing, as data, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asyl.model import EventType, KnowledgeProblem, Slot, Standings, StatusType, Transition

from .entries import Entry, rows

CLAIMED, BEFORE = "claimed", "before"
OUTCOMES = frozenset({"granted", "dismissed"})


def read_standings(
    file: str,
    tables: Mapping[str, Any],
    events: Mapping[str, EventType],
    statuses: Mapping[str, StatusType],
) -> Standings:
    """The rules of `transitions.toml`. Raises KnowledgeProblem for an unknown event, status or slot, and for a rule
    that can never be reached because an earlier rule of its event has no conditions."""
    head = Entry(file, "the file", {key: value for key, value in tables.items() if key != "transition"})
    words = frozenset(word.casefold() for word in head.texts("court_words"))
    head.finish()
    found: dict[str, list[Transition]] = {}
    for number, table in enumerate(rows(file, tables, "transition"), 1):
        rule = _transition(Entry(file, f"transition {number}", table), events, statuses)
        before = found.setdefault(rule.event, [])
        if any(_always(earlier) for earlier in before):
            raise KnowledgeProblem(
                f"{file}, transition {number}: an earlier rule of {rule.event} takes all", subject=rule
            )
        before.append(rule)
    return Standings({event: tuple(rules) for event, rules in found.items()}, words)


def _always(rule: Transition) -> bool:
    return rule.court is None and rule.outcome is None and not rule.when


def _transition(entry: Entry, events: Mapping[str, EventType], statuses: Mapping[str, StatusType]) -> Transition:
    slot = entry.optional("slot")
    becomes = entry.optional("becomes")
    if (slot is None) != (becomes is None):
        raise entry.problem("needs both `slot` and `becomes`, or neither")
    if becomes is not None and becomes not in statuses and becomes not in (CLAIMED, BEFORE):
        raise entry.problem(f"`becomes` is {becomes!r}, neither a status nor {CLAIMED} nor {BEFORE}")
    rule = Transition(
        event=entry.choice("event", events),
        order=entry.number("order") or 0,
        slot=None if slot is None else _slot(entry, slot),
        becomes=becomes,
        clears=tuple(_slot(entry, name) for name in entry.texts("clears")),
        raise_only=bool(entry.flag("raise_only")),
        court=entry.flag("court"),
        outcome=entry.choice("outcome", OUTCOMES) if entry.get("outcome") is not None else None,
        when=entry.known("when", statuses),
        because=entry.text("because"),
        example=entry.text("example"),
    )
    entry.finish()
    return rule


def _slot(entry: Entry, name: str) -> Slot:
    if name not in frozenset(Slot):
        raise entry.problem(f"{name!r} is no part of a standing: {', '.join(Slot)}")
    return Slot(name)
