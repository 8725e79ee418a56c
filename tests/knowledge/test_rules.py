"""Rules of standing and joining: what the loader refuses, and that the data hold together."""

from __future__ import annotations

from typing import Any

import pytest

from asyl.knowledge import own_knowledge
from asyl.knowledge.joining import read_joining
from asyl.knowledge.transitions import read_standings
from asyl.model import KnowledgeProblem

RULE: dict[str, Any] = {
    "event": "asylum_refusal",
    "order": 1,
    "slot": "pending",
    "becomes": "refused",
    "clears": [],
    "because": "refused",
    "example": "refused in May: refused",
}


def standings(*rules: dict[str, Any]) -> None:
    known = own_knowledge()
    read_standings(
        "transitions.toml", {"court_words": ["court"], "transition": list(rules)}, known.events, known.statuses
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"event": "wedding"}, "transitions.toml, transition 1: `event` is 'wedding'"),
        ({"becomes": "married"}, "transitions.toml, transition 1: `becomes` is 'married'"),
        ({"slot": "waiting"}, "transitions.toml, transition 1: 'waiting' is no part of a standing"),
        ({"slot": None}, "transitions.toml, transition 1: needs both `slot` and `becomes`, or neither"),
        ({"clears": ["all"]}, "transitions.toml, transition 1: 'all' is no part of a standing"),
        ({"when": ["happy"]}, "transitions.toml, transition 1: `when` names what nobody defined: happy"),
        ({"outcome": "maybe"}, "transitions.toml, transition 1: `outcome` is 'maybe'"),
        ({"example": ""}, "transitions.toml, transition 1: needs `example`, a text"),
        ({"colour": "red"}, "transitions.toml, transition 1: has keys that mean nothing here: colour"),
    ],
)
def test_a_rule_that_is_wrong_is_named(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(KnowledgeProblem) as problem:
        standings({key: value for key, value in {**RULE, **change}.items() if value is not None})
    assert sentence in problem.value.sentence


def test_a_rule_that_can_never_be_reached_is_refused() -> None:
    with pytest.raises(KnowledgeProblem, match="an earlier rule of asylum_refusal takes all"):
        standings(RULE, {**RULE, "when": ["applicant"]})
    standings({**RULE, "when": ["applicant"]}, RULE)


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"lasting": {"wedding": []}}, "joining.toml, lasting: is about events that nobody defined: wedding"),
        (
            {"counted": {"detention": ["guests"]}},
            "joining.toml, counted: `detention` names what nobody defined: guests",
        ),
        ({"retelling": {"rivals": [["removal"]]}}, "joining.toml, retelling: `rivals` needs pairs of events"),
        ({"weather": {}}, "joining.toml, the file: has keys that mean nothing here: weather"),
    ],
)
def test_a_joining_rule_that_is_wrong_is_named(table: dict[str, Any], sentence: str) -> None:
    with pytest.raises(KnowledgeProblem) as problem:
        read_joining("joining.toml", table, own_knowledge().events)
    assert sentence in problem.value.sentence


def test_every_event_that_proves_a_status_has_a_transition_to_it() -> None:
    known = own_knowledge()
    for event in known.events.values():
        if event.proves is not None:
            shown = {rule.becomes for rule in known.standings.transitions[event.name]}
            assert shown & {event.proves, "claimed", "none", None}, event.name


def test_what_the_rules_of_joining_name_is_about_statuses() -> None:
    known = own_knowledge()
    assert all(known.events[name].group == "asylum" for name in known.joining.grants)
    assert {name for pair in known.joining.rivals for name in pair} <= known.joining.grants | known.joining.acts
    assert all(
        rule.slot is not None or rule.clears or rule.court is False
        for rules in known.standings.transitions.values()
        for rule in rules
    )
