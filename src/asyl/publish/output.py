"""The stable JSON of `asyl read --json` and `asyl export --json`, format 1: values in, plain data out.

Field by field, so that nothing leaves the house that is not named here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asyl.model import (
    CaseFile,
    Claim,
    Deadline,
    Disagreement,
    Fact,
    Inconsistency,
    Link,
    Overstatement,
    Person,
    Register,
    Report,
    Risk,
    Span,
    StatusEntry,
    Understatement,
)

FORMAT = 1
Json = dict[str, Any]


def output(register: Register, version: str) -> Json:
    """One JSON object for a whole register as its reader may see it. Lists are in the register's own stable order."""
    paths = dict(register.paths)
    replaced = dict(register.replaced)
    judged = dict(register.judged)
    people = {key: person.id for person in register.people for key in person.keys}
    return {
        "asyl": {
            "format": FORMAT,
            "version": version,
            "as_of": register.as_of.isoformat(),
            "view": register.view.value,
        },
        "reports": [_report(report, paths, replaced) for report in register.reports],
        "people": [_person(person) for person in register.people],
        "claims": [_claim(claim, people, judged) for claim in register.claims],
        "lineage": [_link(link) for link in register.links],
        "facts": [_fact(fact) for case in register.cases for fact in case.facts],
        "status": [_status(entry) for case in register.cases for entry in case.statuses],
        "overstatements": [_overstatement(item) for case in register.cases for item in case.overstatements],
        "understatements": [_understatement(item) for case in register.cases for item in case.understatements],
        "inconsistencies": [_inconsistency(item) for case in register.cases for item in case.inconsistencies],
        "deadlines": [_deadline(item) for case in register.cases for item in case.deadlines],
        "risks": [_risk(item) for case in register.cases for item in case.risks],
        "gaps": [{"person": case.person.id, "gap": gap} for case in register.cases for gap in case.gaps],
        "refused": [{"path": refusal.path, "reason": refusal.reason} for refusal in register.refused],
    }


def case_output(case: CaseFile, register: Register, version: str) -> Json:
    """The same object for one person: only what belongs to that case file."""
    reports = set(case.reports)
    claims = {claim.id for fact in case.facts for claim in fact.claims} | {claim.id for claim in case.open_claims}
    return output(
        Register(
            as_of=case.as_of,
            view=register.view,
            reports=tuple(report for report in register.reports if report.id in reports),
            paths=register.paths,
            replaced=tuple(pair for pair in register.replaced if pair[0] in reports),
            people=(case.person,),
            claims=tuple(claim for claim in register.claims if claim.id in claims),
            judged=register.judged,
            links=case.links,
            cases=(case,),
        ),
        version,
    )


def _report(report: Report, paths: Mapping[str, tuple[str, ...]], replaced: Mapping[str, str]) -> Json:
    known = paths.get(report.id, ())
    return {
        "id": report.id,
        "path": known[0] if known else None,
        "paths": list(known),
        "sha256": report.digest,
        "text_version": report.text_version,
        "title": report.title,
        "publisher": report.publisher,
        "author": report.author,
        "published": report.published,
        "published_basis": report.published_basis.value,
        "language": report.language,
        "length": len(report.text),
        "replaces": replaced.get(report.id),
        "warnings": list(report.warnings),
    }


def _person(person: Person) -> Json:
    return {
        "id": person.id,
        "names": list(person.names),
        "protected": person.protected,
        "role": person.role.value,
        "joined_by": person.joined_by.value,
        "mentions": [
            {"report": mention.report, "start": mention.span.start, "end": mention.span.end}
            for mention in person.mentions
        ],
    }


def _claim(claim: Claim, people: Mapping[tuple[str, str], str], judged: Mapping[str, str]) -> Json:
    return {
        "id": claim.id,
        "report": claim.report,
        "person": people.get(claim.key) if claim.key else None,
        "person_as_written": claim.person_as_written,
        "event": claim.event,
        "date": claim.date,
        "date_basis": claim.dating.basis if claim.dating else None,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "speaker": claim.speaker,
        "start": claim.trigger.start,
        "end": claim.trigger.end,
        "quote": claim.quote,
        "attributes": dict(claim.attributes),
        "tier": claim.tier.value,
        "method": claim.method,
        "judgement": judged.get(claim.id),
    }


def _link(link: Link) -> Json:
    return {
        "report": link.report,
        "source": link.source,
        "source_name": link.source_name,
        "kind": link.kind.value,
        "direction": {"known": link.direction_known, "basis": link.basis.value},
        "spans": [
            {
                "start": passage.here.start,
                "end": passage.here.end,
                "source_start": passage.there.start,
                "source_end": passage.there.end,
                "similarity": round(passage.similarity, 3),
            }
            for passage in link.passages
        ],
        "changes": [
            {
                "kind": change.kind.value,
                "from": change.before.quote if change.before else None,
                "to": change.after.quote if change.after else None,
                "start": change.after.start if change.after else None,
                "end": change.after.end if change.after else None,
            }
            for change in link.changes
        ],
    }


def _fact(fact: Fact) -> Json:
    return {
        "id": fact.id,
        "person": fact.person,
        "event": fact.event,
        "date": fact.date,
        "claims": [claim.id for claim in fact.claims],
        "reports": list(fact.reports),
        "origins": len(fact.origins),
        "origin_chains": [
            {"level": origin.level.value, "label": origin.label, "claims": list(origin.claims)}
            for origin in fact.origins
        ],
        "disagreement": _disagreement(fact.disagreement),
        "further_disagreements": [_disagreement(item) for item in fact.further],
    }


def _disagreement(disagreement: Disagreement | None) -> Json | None:
    if disagreement is None:
        return None
    return {
        "on": disagreement.on,
        "values": [
            {"value": version.value, "claims": list(version.claims), "reports": list(version.reports)}
            for version in disagreement.versions
        ],
    }


def _status(entry: StatusEntry) -> Json:
    document = entry.document
    return {
        "person": entry.person,
        "as_of": entry.as_of.isoformat(),
        "status": entry.status,
        "lapsed": entry.lapsed,
        "facts": list(entry.facts),
        "document": {"kind": document.kind, "issued": document.issued, "valid_until": document.valid_until}
        if document
        else None,
    }


def _overstatement(item: Overstatement) -> Json:
    return {
        "report": item.report,
        "person": item.person,
        "claim": item.claim,
        "start": item.span.start,
        "end": item.span.end,
        "claimed_status": item.claimed,
        "proven_status": item.proven,
    }


def _deadline(item: Deadline) -> Json:
    return {
        "person": item.person,
        "rule": item.rule,
        "due": item.due.isoformat(),
        "trigger": item.trigger,
        "verified": item.verified,
        "source": item.source,
        "missed": item.missed,
        "notes": list(item.notes),
    }


def _understatement(item: Understatement) -> Json:
    return {
        "report": item.report,
        "person": item.person,
        "claim": item.claim,
        "start": item.span.start,
        "end": item.span.end,
        "said_status": item.said,
        "proven_status": item.proven,
    }


def _inconsistency(item: Inconsistency) -> Json:
    return {"person": item.person, "on": item.on, "sentence": item.sentence, "words": _words(item.spans)}


def _risk(item: Risk) -> Json:
    return {
        "person": item.person,
        "rule": item.rule,
        "sentence": item.sentence,
        "words": _words(item.spans),
        "source": item.source,
        "verified": item.verified,
    }


def _words(spans: tuple[Span, ...]) -> list[Json]:
    return [{"report": span.report, "start": span.start, "end": span.end, "quote": span.quote} for span in spans]
