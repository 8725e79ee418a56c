"""Zones of the container laid over zones read from the text."""

from __future__ import annotations

from collections.abc import Iterable

from asyl.model import Zone


def overlay(read: Iterable[Zone], over: Iterable[Zone]) -> tuple[Zone, ...]:
    """`read` with the stretches of `over` in their place; the result is in order and does not overlap."""
    top = sorted(over, key=lambda zone: zone.start)
    left: list[Zone] = []
    for zone in sorted(read, key=lambda zone: zone.start):
        at = zone.start
        for cover in top:
            if cover.end <= at or cover.start >= zone.end:
                continue
            if cover.start > at:
                left.append(Zone(zone.kind, at, cover.start))
            at = max(at, cover.end)
        if at < zone.end:
            left.append(Zone(zone.kind, at, zone.end))
    return tuple(sorted([*left, *top], key=lambda zone: zone.start))
