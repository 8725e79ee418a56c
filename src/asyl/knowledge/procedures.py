"""Asylum procedures as dated data, checked: versions neither overlap nor leave a gap, every rule names its source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise
from typing import Any

from asyl.model import (
    EventType,
    KnowledgeProblem,
    Procedure,
    Rule,
    RuleKind,
    StatusType,
    Unit,
    Verified,
    date_range,
)

from .entries import Entry, rows
from .vocabulary import TRACKS


def read_procedures(
    tables: Mapping[str, Mapping[str, Any]],
    events: Mapping[str, EventType],
    statuses: Mapping[str, StatusType],
) -> tuple[Procedure, ...]:
    """Every `procedures/*.toml`, in order of file and of their place in it.

    Raises KnowledgeProblem for an unknown event, a missing source, a version that ends before it begins, two that
    overlap or leave a gap, and an id that is taken.
    """
    found: list[Procedure] = []
    for file, table in tables.items():
        versions = [
            _procedure(f"procedures/{file}", number, item, events, statuses)
            for number, item in enumerate(rows(f"procedures/{file}", table, "procedure"), 1)
        ]
        for series in sorted({version.name for version in versions}):
            _check_series(f"procedures/{file}", [version for version in versions if version.name == series])
        _check_ids(f"procedures/{file}", versions, found)
        found += versions
    return tuple(found)


def _check_ids(file: str, versions: list[Procedure], others: list[Procedure]) -> None:
    taken = {procedure.id for procedure in others}
    for version in versions:
        if version.id in taken:
            raise KnowledgeProblem(f"{file}: the id {version.id} is taken", subject=version.id)
        taken.add(version.id)


def _procedure(
    file: str,
    number: int,
    table: object,
    events: Mapping[str, EventType],
    statuses: Mapping[str, StatusType],
) -> Procedure:
    entry = Entry(file, f"procedure {number}", table)
    name = entry.text("id")
    listed = rows(f"{file}, {name}", {"rule": entry.get("rule") or []}, "rule")
    rules = tuple(_rule(file, f"{name}, rule {n}", item, events, statuses) for n, item in enumerate(listed, 1))
    procedure = Procedure(
        id=name,
        country=entry.text("country"),
        name=entry.text("name"),
        effective_from=entry.date("effective_from"),
        effective_to=entry.date("effective_to"),
        rules=rules,
        note=entry.optional("note"),
        period=entry.optional("period"),
    )
    entry.finish()
    _check_times(entry, procedure.effective_from, procedure.effective_to)
    if len({rule.id for rule in rules}) != len(rules):
        raise entry.problem("has two rules of one id")
    return procedure


def _rule(
    file: str,
    name: str,
    table: object,
    events: Mapping[str, EventType],
    statuses: Mapping[str, StatusType],
) -> Rule:
    entry = Entry(file, name, table)
    limit = entry.number("limit")
    rule = Rule(
        id=entry.text("id"),
        what=entry.text("what"),
        track=entry.choice("track", TRACKS),
        trigger=entry.choice("trigger", events) if entry.get("trigger") is not None else None,
        ends=entry.known("ends", events),
        limit=limit,
        unit=Unit(entry.choice("unit", frozenset(Unit))) if entry.get("unit") is not None else None,
        authority=entry.text("authority"),
        document=entry.optional("document"),
        if_missed=entry.optional("if_missed"),
        source=entry.text("source"),
        verified=Verified(entry.choice("verified", frozenset(Verified))),
        from_status=entry.known("from_status", statuses),
        to_status=entry.known("to_status", statuses),
        after_irregular_entry=entry.flag("after_irregular_entry"),
        tolling=entry.optional("tolling"),
        note=entry.optional("note"),
        kind=RuleKind(entry.choice("kind", frozenset(RuleKind))),
        other_triggers=entry.known("other_triggers", events),
        starts_on=entry.optional("starts_on"),
        from_state=entry.optional("from_state"),
        to_state=entry.optional("to_state"),
        condition=entry.optional("condition"),
        penalty_months=entry.number("penalty_months"),
        effective_from=entry.date("effective_from"),
        effective_to=entry.date("effective_to"),
    )
    entry.finish()
    _check_times(entry, rule.effective_from, rule.effective_to)
    if (limit is None) != (rule.unit is None):
        raise entry.problem("needs both `limit` and `unit`, or neither")
    if limit is not None and rule.trigger is None and rule.starts_on is None:
        raise entry.problem("has a limit but neither a `trigger` nor a `starts_on` that starts the clock")
    if rule.other_triggers and rule.trigger is None:
        raise entry.problem("has `other_triggers` but no `trigger`")
    return rule


def _check_times(entry: Entry, first: str | None, last: str | None) -> None:
    if first is not None and last is not None and date_range(first).earliest > date_range(last).latest:
        raise entry.problem(f"ends ({last}) before it begins ({first})")


def _check_series(file: str, versions: list[Procedure]) -> None:
    """Versions of one procedure follow each other day by day (a month-precise border may be shared)."""
    for earlier, later in pairwise(versions):
        if earlier.effective_to is None or later.effective_from is None:
            raise KnowledgeProblem(
                f"{file}: {earlier.id} and {later.id} need dates to follow each other", subject=later.id
            )
        end, start = date_range(earlier.effective_to), date_range(later.effective_from)
        if start.latest <= end.earliest and (start != end or start.days == 0):
            raise KnowledgeProblem(f"{file}: {earlier.id} and {later.id} overlap", subject=later.id)
        if start.earliest > end.latest + timedelta(days=1):
            raise KnowledgeProblem(f"{file}: nothing is in force between {earlier.id} and {later.id}", subject=later.id)
