"""Who wrote it: bylines in their many forms."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from .head_lines import Line, Segment, is_handle, is_issue, is_section, words_in
from .head_words import HeadWords

_CUT = re.compile(r"\s+(?:in|for|at|from|to|из|в|для)\s+|[,;|<(@\[\t]|\s+[—–-]\s+|(?<=[^\W\d_]{4})\.\s+(?=[^\W\d_]{3})")
_MOST_WORDS = 6
_TEAM_WORDS = 4
_SHORT_LINE = 120  # characters
_SIGNED = 60  # longest line of a signature


def author_after(text: str, words: HeadWords) -> str | None:
    """The name after a byline word: "By Imogen Farrow", "Interview: Heba Mansour", "reposted by dolores_k".

    Without a colon the name must look like a person's; in the middle of a line a small word ("by") needs a mark before.
    """
    told = _told_to(text, words)
    if told:
        return told
    for match in words.byline.finditer(text):
        before, rest = text[: match.start()].strip(" |·—–-•("), text[match.end() :]
        name = (team_in(rest, words) if not before else None) or _named_by(match.group().strip(), text, match, words)
        if name:
            return name
    return None


def _named_by(said: str, text: str, match: re.Match[str], words: HeadWords) -> str | None:
    """The name after one byline word, `said`, of a text; None when what follows is no name there."""
    name = clean_name(text[match.end() :], words)
    if name is None or (said.endswith(":") and "<" not in text and words.senders.fullmatch(said)):
        return None
    before = text[: match.start()].rstrip()
    dated = any(char.isdigit() for char in text)
    closing = before.endswith(",") and text.endswith(name) and looks_like_person(name, words)
    if words.origins.fullmatch(said) and not closing and not (dated and not before.strip(" (|·—–-•")):
        return None  # "From Here to There" is a title; "Around the courts, with Ann Ode" names its author
    if said.endswith(":"):
        return name
    if looks_like_person(name, words):
        apart = not before.strip(' (—–-|·"“') or before[-1] in ",.;|·—–-("
        return name if apart or _several(said, text, match, words) else None
    if _is_nickname(name) and (" " in said or "_" in name or "@" in name):
        return name
    # "Posted on 9 September 2018 by hallwaywatcher"
    alone = " " not in name and len(text) < _SHORT_LINE and not words.crawled.search(text)
    return name if alone and any(char.isdigit() for char in before) else None


def _told_to(text: str, words: HeadWords) -> str | None:
    """B of "as told by A to B"."""
    told = words.told.search(text)
    to = words.told_to.search(text, told.end()) if told else None
    name = clean_name(text[to.end() :], words) if to and len(text) < _SHORT_LINE else None
    return name if name and looks_like_person(name, words) else None


def team_in(text: str, words: HeadWords) -> str | None:
    """A by-line that names a desk or all of them: "Staff", "ELD team", "The readers' editor"; None for any other."""
    part = re.split(r"\s*[|·•/,;(\t]\s*|\s+[—–-]\s+|\.\s", text.strip(), maxsplit=1)[0].strip(" .")
    said = words_in(part)
    if not 1 <= len(said) <= _TEAM_WORDS or len(part) > _SIGNED or re.search(r"[\d:?!]", part):
        return None
    known = {word.casefold().replace("’", "'") for word in (said[0], said[-1])}
    return part if part[0].isupper() and not known.isdisjoint(words.teams) else None


def _several(said: str, text: str, match: re.Match[str], words: HeadWords) -> bool:
    """Whether a byline word may stand inside a line: "saved 14 posts by X", but not "brought to sea from X"."""
    whole = " " in said.strip() or not words.origins.fullmatch(said.strip())
    return len(text) < _SHORT_LINE and whole and text[: match.start()].rstrip()[-1:].islower()


def _is_nickname(name: str) -> bool:
    return "_" in name or (" " not in name and name[0].isupper())


def author_before(text: str, words: HeadWords) -> str | None:
    """The name before a speaking word: "Lucía Prado spoke with ..."."""
    match = words.spoken.search(text)
    name = text[: match.start()].strip(" ,—–-") if match else ""
    return clean_name(name, words) if looks_like_person(name, words) else None


def clean_name(text: str, words: HeadWords) -> str | None:
    """The name at the beginning of a text, without place, role and mail address; None when none stands there."""
    handle = re.match(r"\s*(@\w+)", text)
    if handle:
        return handle[1]
    bare = _CUT.split(text.strip(" :—–-\t"), maxsplit=1)[0].strip(" .,:;")
    if re.fullmatch(r"[\w.\-]+", bare) and ("_" in bare or bare.islower()) and len(bare) > 3:
        return bare
    match = words.name.match(bare)
    if not match or not any(char.isalpha() for char in match.group()):
        return None
    name = _without_particle(match.group().strip(" ,"), words)
    if bare[: len(name)] != bare and len(words_in(bare)) > _MOST_WORDS:
        return None
    return name if bare.startswith(name) and (len(name) == len(bare) or len(words_in(name)) >= 2) else None


def _without_particle(name: str, words: HeadWords) -> str:
    """A name does not end with "and" or "de"."""
    parts = name.split()
    while parts and parts[-1].casefold() in words.particles:
        parts.pop()
    return " ".join(parts)


def looks_like_person(text: str, words: HeadWords) -> bool:
    """Two to five words, each written large or an initial, none a word of publishers."""
    bare = text.strip(" .,")
    parts = bare.split()
    if (
        not 2 <= len(parts) <= (7 if any(part.endswith(".") for part in parts) else 5)
        or is_section(bare, words)
        or is_handle(bare)
        or is_issue(bare, words)
    ):
        return False
    if any(part.casefold().strip('.,«»"') in words.publishers for part in parts) or any(
        c in bare for c in '«»“”"?!:;/()'
    ):
        return False
    return (
        bool(words.name.fullmatch(bare))
        and (parts[0][0].isupper() or parts[0].endswith("."))
        and parts[-1][0].isupper()
        and parts[0].casefold() not in words.small
    )


def person_segment(line: Line, words: HeadWords) -> Segment | None:
    """The first of `person_segments`."""
    return next(person_segments(line, words), None)


def person_segments(line: Line, words: HeadWords) -> Iterator[Segment]:
    """The parts of a line that are a person's name: beside a day, or first of a line with little else."""
    if line.text.endswith((",", "?", ":", "!")) or line.text[0] in "▪●•★◆▸*":
        return
    for segment in line.segments if line.dates else line.segments[:1]:
        first = segment.dates[0].start - segment.start if segment.dates else len(segment.text)
        last = segment.dates[-1].end - segment.start if segment.dates else len(segment.text)
        head = words.roles.split(segment.text[:first].split(",")[0])[0]
        tail = segment.text[last:]
        for part in (head, head.rpartition(". ")[2], tail.rpartition(". ")[2], tail) if line.dates else (head,):
            bare = part.strip(" .,:;|–—-")
            if looks_like_person(bare, words):
                yield Segment(bare, segment.start, segment.end)
                break


def signature(lines: Sequence[Line], words: HeadWords, reach: int = 2) -> str | None:
    """The name under a letter or an article: the first of its last short lines (`reach`) that can be one; what follows
    gives a place or a role. Words that close a letter lead to the one below them, whatever follows."""
    closed = next((at for at in range(len(lines) - 1, -1, -1) if _closes(lines[at].text, words)), None)
    for line in (*(lines[closed + 1 : closed + 3] if closed is not None else ()), *lines[-reach:]):
        if is_heading(line, lines):
            continue
        first, *rest = line.text.strip("—–- .").split(",")
        name = _without_role(first) if closed is not None else first
        if len(line.text) <= _SIGNED and looks_like_person(name, words) and len(rest) <= 2:
            return written_small(name.strip(" ."))
    return None


def is_heading(line: Line, lines: Sequence[Line]) -> bool:
    """True when a paragraph follows in the same block, or a numbered line is not a name's initial."""
    after = next((each for each in lines if each.number == line.number + 1), None)
    below = after is not None and after.block == line.block and len(after.text) > _SIGNED
    return below or (re.match(r"[IVX]{1,4}\.\s", line.text) is not None and after is not None)


def _closes(text: str, words: HeadWords) -> bool:
    return len(text) <= _SIGNED and words.closing.match(text.strip()) is not None


def _without_role(text: str) -> str:
    """A name without the small words before it: "lawyer Ann Ode"."""
    parts = text.split()
    while len(parts) > 2 and parts[0].islower():
        parts.pop(0)
    return " ".join(parts)


def ordinary(name: str, text: str) -> bool:
    """True when most words of a would-be name stand in the text with a small letter too: a heading, no person."""
    parts = [part for part in re.findall(r"[^\W\d_]{3,}", name) if not part.islower()]
    found = sum(re.search(rf"(?<![\w@.]){re.escape(part.casefold())}(?![\w@])", text) is not None for part in parts)
    return bool(parts) and 2 * found >= len(parts)


def written_small(name: str, small: Collection[str] = ()) -> str:
    """A name in capitals as it is usually written, the words of `small` within it small; other names as they are."""
    letters = [char for char in name if char.isalpha()]
    if len(letters) < 4 or not all(char.isupper() for char in letters):
        parts = name.split()
        return " ".join(
            part.capitalize() if len(part) > 3 and part.isupper() and "." not in part else part for part in parts
        )
    made = re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda match: match.group().capitalize(), name)
    first, *rest = made.split(" ")
    return " ".join([first, *(word.lower() if word.casefold() in small else word for word in rest)])
