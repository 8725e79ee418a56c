"""What the learned reader stands on: a page, what the rules proposed on it, and its grammar."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from asyl.model import Tier

from .gate import Proposal
from .lines import Line
from .page import Page
from .patterns import rules
from .syntax import Syntax


class Ground:
    """One page with the rules' proposals (`proposing.propose`); answers what stands over a stretch of it."""

    def __init__(self, page: Page, ruled: Sequence[Proposal]) -> None:
        self.page = page
        self.ruled = tuple(ruled)
        self.syntax = Syntax(page.grammar)
        self._of_line: dict[int, list[Proposal]] = {}
        starts = [line.start for line in page.lines]
        at = 0
        placed = [(one.place, number, one) for number, one in enumerate(self.ruled) if one.place is not None]
        for place, _, proposal in sorted(placed, key=lambda item: item[:2]):
            while at + 1 < len(starts) and starts[at + 1] <= place[0]:
                at += 1
            self._of_line.setdefault(at, []).append(proposal)

    def over(self, line: int, start: int, end: int, event: str | None = None) -> list[Proposal]:
        """The rules' proposals of a line that share a character with a stretch, of one event if that is given."""
        return [
            proposal
            for proposal in self._of_line.get(line, ())
            if proposal.place is not None
            and proposal.place[0] < end
            and start < proposal.place[1]
            and event in (None, proposal.event)
        ]

    def signs(self, line: int, start: int, end: int) -> set[str]:
        """Features: what the rules say stands in a stretch."""
        found = set()
        for proposal in self.over(line, start, end):
            weak = "~" if proposal.tier is Tier.TO_READ else ""
            found.add(f"prop{weak}={proposal.event}")
        return found or {"prop=none"}

    @cached_property
    def hits(self) -> dict[int, list[tuple[int, int, str]]]:
        """Line number -> (first chunk, last chunk, feature): bare pattern matches, also those that rules rejected."""
        known = rules(self.page.grammar.language)
        found: dict[int, list[tuple[int, int, str]]] = {}
        for line in self.page.lines:
            for match in self.page.matches(line, known):
                here = found.setdefault(line.number, [])
                here.append((match.head, match.head + 1, f"rule={match.rule.event}"))
                here.append((match.first, match.last, f"ruleover={match.rule.event}"))
        return found

    def players(self, line: Line, first: int, last: int) -> dict[str, set[str]]:
        """Local of a person -> the parts played in chunks `first` to `last`: subject or object of a verb, and how."""
        found: dict[str, set[str]] = {}
        verbs = [at for at in range(first, last) if self.syntax.is_verb(line, at)][:4]
        for number, at in enumerate(verbs):
            if number and verbs[number - 1] == at - 1:
                continue
            subject = self.syntax.subject(line, at)
            for who in subject.who if subject is not None else ():
                found.setdefault(who, set()).update(
                    {f"subject{min(number, 1)}", f"subject={subject.how if subject else ''}"}
                )
        target = self.syntax.object(line, verbs[-1] + 1) if verbs else self.syntax.owner(line, first, last)
        for who in target.who if target is not None else ():
            found.setdefault(who, set()).add(f"object={target.how if target else ''} {bool(verbs)}")
        return found
