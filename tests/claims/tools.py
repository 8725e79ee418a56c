"""What the tests of this room share."""

from collections import defaultdict

from asyl.claims import read
from asyl.knowledge import own_knowledge
from asyl.model import Claim, DateBasis, Report, Tier, Zone, ZoneKind

KNOWLEDGE = own_knowledge()


def report(text: str, published: str | None = "2024-06-01", language: str = "en", chrome: int | None = None) -> Report:
    zones = () if chrome is None else (Zone(ZoneKind.CHROME, chrome, len(text)),)
    basis = DateBasis.STATED if published else DateBasis.UNKNOWN
    return Report("r1", "0" * 64, text, "1", language, zones, None, None, None, published, basis)


def names(text: str, chrome: int | None = None) -> dict[str, list[str]]:
    """Fullest form of each person -> the words of its mentions."""
    found: dict[str, list[str]] = defaultdict(list)
    for mention in read(report(text, chrome=chrome), KNOWLEDGE).mentions:
        found[mention.name].append(mention.span.quote)
    return dict(found)


def suggested(text: str, event: str | None = None, published: str | None = "2024-06-01") -> list[Claim]:
    """The claims of tier `suggested`, in order of the text."""
    claims = read(report(text, published), KNOWLEDGE).claims
    return [claim for claim in claims if claim.tier is Tier.SUGGESTED and event in (None, claim.event)]


def who(text: str, event: str) -> set[str]:
    """The fullest names of those that the suggested claims of one event are about."""
    reading = read(report(text), KNOWLEDGE)
    full = {mention.local: mention.name for mention in reading.mentions}
    return {
        full[claim.person]
        for claim in reading.claims
        if claim.tier is Tier.SUGGESTED and claim.event == event and claim.person is not None
    }
