"""Which claims may be one happening, as data, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asyl.model import EventType, Joining

from .entries import Entry

NUMBERS = frozenset({"duration", "sentence", "fine"})


def read_joining(file: str, tables: Mapping[str, Any], events: Mapping[str, EventType]) -> Joining:
    """The rules of `joining.toml`. Raises KnowledgeProblem for an event or a number that nobody defined."""
    head = Entry(file, "the file", tables)
    lasting, counted, brings = (head.get(key) or {} for key in ("lasting", "counted", "brings"))
    retelling = Entry(file, "retelling", head.get("retelling") or {})
    grants, acts = retelling.known("grants", events), retelling.known("acts", events)
    rivals = retelling.get("rivals") or []
    retelling.finish()
    head.finish()
    return Joining(
        lasting=_lists(Entry(file, "lasting", lasting), lasting, events, events),
        counted=_lists(Entry(file, "counted", counted), counted, events, dict.fromkeys(NUMBERS)),
        brings=_lists(Entry(file, "brings", brings), brings, events, events),
        grants=frozenset(grants),
        acts=frozenset(acts),
        rivals=frozenset(_pair(retelling, item, events) for item in rivals),
    )


def _lists(
    entry: Entry,
    table: Mapping[str, Any],
    events: Mapping[str, EventType],
    allowed: Mapping[str, object],
) -> dict[str, tuple[str, ...]]:
    unknown = sorted(set(table) - set(events))
    if unknown:
        raise entry.problem(f"is about events that nobody defined: {', '.join(unknown)}")
    return {event: entry.known(event, allowed) for event in table}


def _pair(entry: Entry, item: object, events: Mapping[str, EventType]) -> tuple[str, str]:
    if not isinstance(item, list) or len(item) != 2 or not all(part in events for part in item):
        raise entry.problem(f"`rivals` needs pairs of events, not {item!r}")
    return item[0], item[1]
