"""Event types, legal statuses and publisher families, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asyl.model import EventType, KnowledgeProblem, Outlet, StatusType

from .entries import Entry, rows

GROUPS = frozenset({"journey", "harm", "asylum", "justice", "return"})
TRACKS = frozenset({"life", "harm", "asylum", "criminal", "removal", "international"})
OUTLET_KINDS = frozenset({"newspaper", "agency", "broadcaster", "magazine", "organisation", "mirror"})


def read_statuses(file: str, tables: Mapping[str, Any]) -> dict[str, StatusType]:
    """The legal statuses of `statuses.toml`. Raises KnowledgeProblem when two stand on one rung."""
    found: dict[str, StatusType] = {}
    rungs: dict[int, str] = {}
    for name, table in tables.items():
        entry = Entry(file, name, table)
        status = StatusType(name, entry.text("label"), entry.number("rank"), entry.texts("does_not_assert"))
        entry.finish()
        if status.rank is not None and rungs.setdefault(status.rank, name) != name:
            raise entry.problem(f"has the rank of {rungs[status.rank]}")
        found[name] = status
    return found


def read_events(file: str, tables: Mapping[str, Any], statuses: Mapping[str, StatusType]) -> dict[str, EventType]:
    """The event types of `events.toml`; `proves` must be a known status."""
    found: dict[str, EventType] = {}
    for name, table in tables.items():
        entry = Entry(file, name, table)
        found[name] = EventType(
            name=name,
            group=entry.choice("group", GROUPS),
            label=entry.text("label"),
            proves=entry.choice("proves", statuses) if entry.get("proves") is not None else None,
            track=entry.choice("track", TRACKS),
            does_not_assert=entry.texts("does_not_assert"),
            once=bool(entry.flag("once")),
        )
        entry.finish()
    return found


def read_outlets(file: str, tables: Mapping[str, Any]) -> list[Outlet]:
    """The publisher families of an `outlets.toml`. Raises KnowledgeProblem when one name is given to two outlets."""
    found: list[Outlet] = []
    names: set[str] = set()
    for number, table in enumerate(rows(file, tables, "outlet"), 1):
        entry = Entry(file, f"outlet {number}", table)
        outlet = Outlet(
            name=entry.text("name"),
            aliases=entry.texts("aliases", required=False),
            domains=entry.texts("domains", required=False),
            family=entry.text("family"),
            kind=entry.choice("kind", OUTLET_KINDS),
            source=entry.text("source"),
        )
        entry.finish()
        taken = names.intersection(name.casefold() for name in (outlet.name, *outlet.aliases))
        if taken:
            raise entry.problem(f"uses a name that another outlet has: {', '.join(sorted(taken))}")
        names.update(name.casefold() for name in (outlet.name, *outlet.aliases))
        found.append(outlet)
    extra = sorted(set(tables) - {"outlet"})
    if extra:
        raise KnowledgeProblem(f"{file}: only [[outlet]] entries may stand here, not {', '.join(extra)}", subject=file)
    return found
