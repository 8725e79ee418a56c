"""What only the whole register shows about its case files: roles that a re-report swaps between two persons."""

from __future__ import annotations

from dataclasses import replace

from asyl.model import CaseFile, PersonKey, Register

from .engines import Engines, own_engines


def with_role_swaps(register: Register, engines: Engines | None = None) -> Register:
    """The register with one more kind of inconsistency in its case files: things that a report tells of one person and
    its source of another, from what the register's reader may see."""
    from asyl.cases import role_swaps  # imported here, so that asking for help loads no engine

    known = engines or own_engines()
    keys: dict[PersonKey, str] = {key: person.id for person in register.people for key in person.keys}
    reports = {report.id: report for report in register.reports}
    swaps = role_swaps(register.cases, known.index_sources(reports, register.links, known.knowledge, keys, ()))

    def added(case: CaseFile) -> CaseFile:
        mine = tuple(swap for swap in swaps if swap.person == case.person.id)
        return replace(case, inconsistencies=(*case.inconsistencies, *mine))

    return replace(register, cases=tuple(map(added, register.cases))) if swaps else register
