"""Reads one report: persons, events, who, when, according to whom, in which words."""

from __future__ import annotations

from dataclasses import dataclass

from asyl.knowledge import Knowledge
from asyl.model import Claim, Mention, Report

from .gate import Gate, admit_all
from .learned_reading import learned_models, with_learned
from .mentions import make_mentions
from .merging import merge
from .page import make_page
from .patterns import rules
from .proposing import propose
from .stems import UNKNOWN, sentences_to_read, unknown_to_read


@dataclass(frozen=True, slots=True)
class Reading:
    """What one report says. `claims` in order of the text, both tiers; `mentions` in order of the text."""

    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


def read(report: Report, knowledge: Knowledge) -> Reading:
    """The persons and claims of a report.

    A report in a language without a pack, or of unknown language, gives no mentions and nothing but sentences to read.
    Pure: the same report and knowledge give the same reading.
    """
    language = knowledge.language(report.language)
    if language is None or language.code == UNKNOWN:
        unknown = unknown_to_read(report, knowledge.language(UNKNOWN))
        return Reading((), tuple(admit_all(Gate(report, None), unknown)))
    page = make_page(report, language, knowledge.outlets)
    gate = Gate(report, language)
    ready = rules(language)
    claims = merge(admit_all(gate, with_learned(page, learned_models(), propose(page, ready))))
    more = admit_all(gate, sentences_to_read(page.lines, language, ready, claims))
    groups = {name: event.group for name, event in knowledge.events.items()}
    mentions = make_mentions(page, claims, groups)
    return Reading(
        mentions, tuple(sorted([*claims, *more], key=lambda claim: (claim.trigger.start, claim.trigger.end)))
    )
