"""What a case file is looked over for, as data, checked: the order of a procedure, and patterns that are risks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asyl.model import Checks, EventType, KnowledgeProblem, OrderRule, RiskRule, StatusType, Verified

from .entries import Entry, rows

SAID = frozenset({"happened", "planned", "feared"})


def read_checks(
    file: str,
    tables: Mapping[str, Any],
    events: Mapping[str, EventType],
    statuses: Mapping[str, StatusType],
) -> Checks:
    """The rules of `checks.toml`. Raises KnowledgeProblem for an unknown event or status, orders that run in a circle,
    a risk that nothing could show, and an id that is taken."""
    Entry(file, "the file", {key: value for key, value in tables.items() if key not in ("order", "risk")}).finish()
    orders = tuple(
        _order(Entry(file, f"order {n}", table), events) for n, table in enumerate(rows(file, tables, "order"), 1)
    )
    risks = tuple(
        _risk(file, Entry(file, f"risk {n}", table), events, statuses)
        for n, table in enumerate(rows(file, tables, "risk"), 1)
    )
    _check_circles(file, orders)
    for number, rule in enumerate(risks):
        if any(rule.id == other.id for other in risks[:number]):
            raise KnowledgeProblem(f"{file}: the id {rule.id} is taken", subject=rule.id)
    return Checks(orders, risks)


def _order(entry: Entry, events: Mapping[str, EventType]) -> OrderRule:
    rule = OrderRule(
        event=entry.choice("event", events),
        after=entry.known("after", events),
        unless=entry.known("unless", events),
        because=entry.text("because"),
        example=entry.text("example"),
    )
    entry.finish()
    if not rule.after:
        raise entry.problem("needs `after`, the events that come first")
    return rule


def _check_circles(file: str, orders: tuple[OrderRule, ...]) -> None:
    """Refuses orders by which something would have to come after itself."""
    after: dict[str, set[str]] = {}
    for rule in orders:
        after.setdefault(rule.event, set()).update(rule.after)
    for start in after:
        seen: set[str] = set()
        todo = list(after[start])
        while todo:
            event = todo.pop()
            if event == start:
                raise KnowledgeProblem(f"{file}: by its orders {start} comes after itself", subject=start)
            if event not in seen:
                seen.add(event)
                todo += after.get(event, ())


def _risk(
    file: str,
    entry: Entry,
    events: Mapping[str, EventType],
    statuses: Mapping[str, StatusType],
) -> RiskRule:
    name = entry.text("id")
    said = entry.texts("said", required=False)
    words = entry.get("words") or {}
    listed = Entry(file, f"risk {name}, words", words)
    rule = RiskRule(
        id=name,
        sentence=entry.text("sentence"),
        events=entry.known("events", events),
        said=said,
        statuses=entry.known("statuses", statuses),
        after=entry.known("after", events),
        before=entry.known("before", events),
        words={code: tuple(text.casefold() for text in listed.texts(code)) for code in words},
        expires_within=entry.number("expires_within"),
        source=entry.text("source"),
        verified=Verified(entry.choice("verified", frozenset(Verified))),
        example=entry.text("example"),
    )
    entry.finish()
    if not set(said) <= SAID:
        raise entry.problem(f"`said` may be {', '.join(sorted(SAID))}")
    if bool(rule.events) + bool(rule.words) + (rule.expires_within is not None) != 1:
        raise entry.problem("needs one of `events`, `words` and `expires_within`")
    if bool(rule.events) != bool(said):
        raise entry.problem("needs both `events` and `said`, or neither")
    return rule
