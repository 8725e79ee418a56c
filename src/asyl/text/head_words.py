"""The words that tell the parts of a report's head, of all languages at once: a page may mix them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from asyl.model import Language


@dataclass(frozen=True, slots=True)
class HeadWords:
    """Patterns made of the packs' `head_` lists; each matches at the place it is asked about."""

    byline: re.Pattern[str]  # what stands before an author's name
    spoken: re.Pattern[str]  # what stands after it ("X spoke with")
    roles: re.Pattern[str]  # what follows a name and is none of it ("reporter", "staff")
    published: re.Pattern[str]
    unpublished: re.Pattern[str]  # a date after this is not the day of publication
    crawled: re.Pattern[str]  # a line with this was written by a machine that copied the page
    sections: frozenset[str]
    publishers: frozenset[str]
    chrome: re.Pattern[str]
    sure: re.Pattern[str]  # chrome wherever it stands in a short line
    caption: re.Pattern[str]
    labels: re.Pattern[str]
    subject: re.Pattern[str]
    senders: re.Pattern[str]  # labels that name who publishes ("From:")
    origins: re.Pattern[str]  # byline words that also mean "out of" or "together with"
    saved: re.Pattern[str]  # before the name of a service that saved the page
    issue: re.Pattern[str]  # the number of an issue: "no. 58", "7/2021"
    name: re.Pattern[str]  # one or more words that can be a person's name
    teams: frozenset[str]  # words of by-lines that name no person ("staff", "desk")
    letters: re.Pattern[str]  # a section of letters: the author has signed below
    closing: re.Pattern[str]  # the words before a signature: "Yours faithfully"
    told: re.Pattern[str]  # "as told by A": the author is the one it was told to
    told_to: re.Pattern[str]
    particles: frozenset[str]  # small words inside names
    small: frozenset[str]  # words that stay small in a title-cased name
    title_weights: Mapping[str, float]  # learned: feature -> weight (see head_features)
    publisher_weights: Mapping[str, float]


def head_words(languages: Mapping[str, Language]) -> HeadWords:
    """The union over the packs, made once for one set of packs."""
    for known, made in _CACHE:
        if known is languages:
            return made
    made = _compile([languages[code] for code in sorted(languages)])
    if len(_CACHE) >= _KEPT:
        _CACHE.pop(0)
    _CACHE.append((languages, made))
    return made


_CACHE: list[tuple[Mapping[str, Language], HeadWords]] = []
_KEPT = 8


def _compile(packs: list[Language]) -> HeadWords:
    def all_of(name: str) -> frozenset[str]:
        return frozenset().union(*(pack.list(name) for pack in packs))

    return HeadWords(
        byline=_phrases(all_of("head_byline") | all_of("head_byline_abroad"), r"(?:\s*:\s*|\s+[—–]\s+|\s+)"),
        spoken=_phrases(all_of("head_spoken")),
        roles=_phrases(all_of("head_roles")),
        published=_phrases(all_of("head_published") | all_of("head_published_abroad")),
        unpublished=_phrases(all_of("head_unpublished")),
        crawled=_phrases(all_of("head_crawled")),
        sections=frozenset(word.casefold() for word in all_of("head_sections")),
        publishers=frozenset(word.casefold() for word in all_of("head_publisher_words")),
        chrome=_phrases(all_of("head_chrome") | all_of("head_chrome_abroad") | all_of("head_chrome_sure")),
        sure=_phrases(all_of("head_chrome_sure")),
        caption=_phrases(all_of("head_caption")),
        labels=_phrases(all_of("head_labels"), r"\s*:"),
        subject=_phrases(all_of("head_subject"), r"\s*:\s*"),
        senders=_phrases(all_of("head_senders"), r"\s*:"),
        origins=_phrases(all_of("head_origins")),
        saved=_phrases(all_of("head_saved")),
        issue=_issue(all_of("head_issue_words")),
        name=_name(all_of("head_name_particles")),
        teams=frozenset(word.casefold() for word in all_of("head_teams")),
        letters=_phrases(all_of("head_letters")),
        closing=_phrases(all_of("head_closing")),
        told=_phrases(all_of("head_told")),
        told_to=_phrases(all_of("head_told_to")),
        particles=frozenset(word.casefold() for word in all_of("head_name_particles")),
        small=frozenset(word.casefold() for word in all_of("language_words")),
        title_weights=_weights(packs, "head_title_weights"),
        publisher_weights=_weights(packs, "head_publisher_weights"),
    )


def _weights(packs: list[Language], name: str) -> dict[str, float]:
    """Learned weights: of the one pack that has them, for lines of all languages."""
    return {feature: float(weight) for pack in packs for feature, weight in pack.map(name).items()}


def _phrases(words: Iterable[str], after: str = "") -> re.Pattern[str]:
    """Any of the words or phrases as whole words, the longest first; without any, a pattern that never matches."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    ways = "|".join(r"\s+".join(map(re.escape, word.split())).replace("'", "['’]") for word in longest)
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w){after}" if ways else r"(?!)", re.IGNORECASE)


def _issue(words: frozenset[str]) -> re.Pattern[str]:
    """A word like "no." with a number, or a number and a year."""
    ways = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or "(?!)"
    number = r"\d+(?:[/.\-]\d+)*(?:\s*\(\d+\))?"
    pattern = rf"(?:(?<!\w)(?:{ways})\.?\s*|№\s*){number}|(?<!\w)\d{{1,2}}/(?:20)?\d\d(?!\d|/)"
    return re.compile(pattern, re.IGNORECASE)


def _name(particles: frozenset[str]) -> re.Pattern[str]:
    """Words that do not begin with a small letter, with particles between them."""
    ways = "|".join(map(re.escape, sorted(particles, key=lambda word: (-len(word), word)))) or "(?!)"
    part = rf"(?:(?:{ways})(?!\w)|[^\W\d_a-zа-яёәғқңөұүһі][\w'’ʼ.\-]*)"
    return re.compile(rf"{part}(?:\s+{part}){{0,6}}")
