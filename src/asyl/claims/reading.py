"""Reads one report: persons, events, who, when, according to whom, in which words."""

from __future__ import annotations

from dataclasses import dataclass

from asyl.knowledge import Knowledge
from asyl.model import Claim, Mention, Report

from .gate import Gate, admit_all
from .mentions import make_mentions
from .merging import merge
from .page import make_page
from .patterns import rules
from .proposing import propose
from .stems import sentences_to_read


@dataclass(frozen=True, slots=True)
class Reading:
    """What one report says. `claims` in order of the text, both tiers; `mentions` in order of the text."""

    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


def read(report: Report, knowledge: Knowledge) -> Reading:
    """The persons and claims of a report.

    A report in a language without a pack, or of unknown language, gives no claims. Pure: the same report and knowledge
    give the same reading.
    """
    language = knowledge.language(report.language)
    if language is None:
        return Reading((), ())
    page = make_page(report, language, knowledge.outlets)
    gate = Gate(report, language)
    ready = rules(language)
    claims = merge(admit_all(gate, propose(page, ready)))
    more = admit_all(gate, sentences_to_read(page.lines, language, ready, claims))
    groups = {name: event.group for name, event in knowledge.events.items()}
    mentions = make_mentions(page, claims, groups)
    return Reading(
        mentions, tuple(sorted([*claims, *more], key=lambda claim: (claim.trigger.start, claim.trigger.end)))
    )
