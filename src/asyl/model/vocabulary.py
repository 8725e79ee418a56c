"""The closed vocabulary: event types, legal statuses, publisher families."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventType:
    """What can happen to a person. `proves` is the legal status that the act itself gives when it happened (None: it
    gives none); `does_not_assert` what a reader must not take from it; `once` that it happens once in a life."""

    name: str
    group: str
    label: str
    proves: str | None
    track: str
    does_not_assert: tuple[str, ...]
    once: bool = False


@dataclass(frozen=True, slots=True)
class StatusType:
    """A legal status. `rank` is its place on the ladder from weak (0) to strong; None: apart from the ladder."""

    name: str
    label: str
    rank: int | None
    does_not_assert: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher: its names and domains, its family (one family, one voice), what kind of thing it is."""

    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    family: str
    kind: str  # newspaper, agency, broadcaster, magazine, organisation, mirror
    source: str
