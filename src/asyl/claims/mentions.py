"""The persons of a page as Mention values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from asyl.model import Claim, Mention, Role

from .names import Run
from .page import Page
from .persons import Person, display
from .pieces import Piece

_PROTECTING = frozenset({"journey", "harm", "asylum", "return"})


def make_mentions(page: Page, claims: Iterable[Claim], groups: dict[str, str]) -> tuple[Mention, ...]:
    """One mention for each place a name stands at. A person is protected when what befalls those who seek protection
    is said of them; `groups` maps event types to their group."""
    befallen = {claim.person for claim in claims if groups.get(claim.event) in _PROTECTING and claim.person}
    found: list[Mention] = []
    for person in page.persons:
        role = _role(person, befallen)
        for sight, how in person.sights:
            row = page.rows[sight.run.sentence]
            span = page.report.span(row[_start(sight.run, row)].start, row[sight.run.last - 1].end)
            found.append(Mention(span, person.local, display(person.name), role, how))
    return tuple(sorted(found, key=lambda mention: (mention.span.start, mention.span.end)))


def _start(run: Run, row: Sequence[Piece]) -> int:
    """A bare initial is shown with its title ("Mrs T.")."""
    short = all(len(word) < 3 for word in run.words)
    return run.first - 1 if short and run.title and run.first and row[run.first - 1].norm == run.title else run.first


def _role(person: Person, befallen: set[str]) -> Role:
    if person.role in (Role.OTHER, Role.RELATIVE) and person.local in befallen and not person.kin:
        return Role.PROTECTED
    if person.kin and person.role is Role.OTHER:
        return Role.RELATIVE
    return person.role
