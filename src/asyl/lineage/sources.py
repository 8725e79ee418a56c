"""Which outlets and organisations a report names as its sources, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from asyl.knowledge import Knowledge
from asyl.model import Report, Span, ZoneKind

from .addresses import addresses, letters_of
from .cues import Cues, cues_for
from .names import NameBook, Piece, name_key, pieces
from .sounding import Sounding

_BEFORE, _AFTER = 60, 28  # code points around a name in which its cue stands
_REACH = 300  # code points of a sentence on either side of a name
_BRACKET = 3  # code points between a name and the same name in another alphabet in brackets
_LONGEST = 7  # words in the name of an outlet nobody knows
_BREAK = re.compile(r"[\n.;!?…]")
_OPEN, _CLOSE = "«“\"„‘'", "»”\"“’'"


@dataclass(frozen=True, slots=True)
class Naming:
    """A source named in a report. `owner`: the name it is known by (a publisher of the register, an outlet of the data
    files), None when nobody knows it; `cued`: said to be where something comes from, not merely mentioned; `faint`:
    merely mentioned in page chrome, which tells something only of an outlet with which words are shared."""

    name: str
    owner: str | None
    span: Span
    cued: bool
    faint: bool = False


def name_book(publishers: Iterable[str | None], knowledge: Knowledge) -> NameBook:
    """The names of all outlets of the data files and of all publishers of the register."""
    known = [(name, outlet.name) for outlet in knowledge.outlets for name in (outlet.name, *outlet.aliases)]
    hosts = {domain: outlet.name for outlet in knowledge.outlets for domain in outlet.domains}
    keys = {name_key(name): owner for name, owner in known}
    for publisher in sorted({name for name in publishers if name}):
        known.append((publisher, keys.setdefault(name_key(publisher), publisher)))
    return NameBook(known, Sounding(knowledge.scripts), hosts)


def owner_of(publisher: str | None, book: NameBook) -> str | None:
    """What a publisher is known by in the book."""
    words = pieces(publisher or "")
    for number in range(min(len(words), 2)):
        hit = book.at(words, number)
        if hit and all(word.word.isdigit() for word in words[hit[0] :]):
            return hit[1]
    return None


def namings(report: Report, book: NameBook, knowledge: Knowledge) -> list[Naming]:
    """Every source that a report names, each once: where it is said most clearly. Its own publisher is none."""
    cues = cues_for(report.language, knowledge)
    words = pieces(report.text)
    own = owner_of(report.publisher, book) or report.publisher or ""
    linked = list(_linked(report, book, cues))
    known = linked + [old for old in _known(report, words, book, cues) if not any(_inside(old, new) for new in linked)]
    found = known + [
        new for new in _unknown(report, words, cues) if not any(_is_another_form(new, old) for old in known)
    ]
    best: dict[tuple[str, ...], Naming] = {}
    for naming in sorted(found, key=lambda n: (not n.cued, n.faint, n.span.start, n.span.end)):
        key = name_key(naming.owner or naming.name)
        if key and not set(key) <= set(name_key(own)) and not _is_part(key, best):
            best.setdefault(key, naming)
    return sorted(best.values(), key=lambda n: (n.span.start, n.span.end))


def _inside(one: Naming, other: Naming) -> bool:
    return other.span.start <= one.span.start and one.span.end <= other.span.end


def _linked(report: Report, book: NameBook, cues: Cues) -> Iterator[Naming]:
    """Addresses of known outlets, and of unknown ones behind a cue: `Read the original at harbournews.org`."""
    text = report.text
    for start, end, host in addresses(text):
        owner = book.at_host(host)
        zone = report.zone_at(start)
        if zone is ZoneKind.BYLINE or letters_of(host) == "".join(name_key(report.publisher or "")):
            continue
        begins = cues.ends_before(text[max(0, start - _BEFORE) : start])
        if begins is not None and host not in cues.platforms:
            low = max(0, start - _BEFORE) + begins
            yield Naming(host, owner, report.span(low, end), True)
        elif owner:
            yield Naming(host, owner, report.span(start, end), False, zone is ZoneKind.CHROME)


def _is_another_form(new: Naming, old: Naming) -> bool:
    """The same words, or a name with the known one in brackets after it."""
    between = old.span.start - new.span.end
    return new.span.overlaps(old.span) or (
        0 <= between <= _BRACKET and new.span.suffix[: between + 1].strip(_CLOSE + " ").startswith("(")
    )


def _is_part(key: tuple[str, ...], best: Mapping[tuple[str, ...], Naming]) -> bool:
    return any(len(key) < len(other) and set(key) <= set(other) for other in best)


def _known(report: Report, words: Sequence[Piece], book: NameBook, cues: Cues) -> Iterator[Naming]:
    text, number, credited = report.text, 0, 0
    while number < len(words):
        piece = words[number]
        hit = book.at(words, number) if piece.capital or _is_tag(text, piece.start, piece.end) else None
        if not hit:
            number += 1
            continue
        after, owner = hit
        start, end = words[number].start, words[after - 1].end
        zone = report.zone_at(start)
        cue = None if zone is ZoneKind.BYLINE else _cue(text, start, end, cues)
        if cue is None and credited and cues.joins(text[credited:start]):
            cue = start, end
        credited = end if cue else 0
        clear = after - number > 1 or _in_quotes(text, start, end)
        if cue or (clear and zone is not ZoneKind.BYLINE):
            low, high = cue or (start, end)
            faint = cue is None and zone is ZoneKind.CHROME
            yield Naming(text[start:end], owner, report.span(low, high), cue is not None, faint)
        number = after


def _in_quotes(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1] in _OPEN and text[end : end + 1] in tuple(_CLOSE)


def _cue(text: str, start: int, end: int, cues: Cues) -> tuple[int, int] | None:
    """The stretch of a name with the cue beside it, None without a cue."""
    low = max(0, start - _BEFORE)
    if _is_no_source(text, start, cues):
        return None
    before = cues.ends_before(text[low:start])
    if before is None:
        before = cues.in_list_before(text[low:start])
    if before is not None:
        return low + before, end
    tail = 1 if text[end : end + 1] in tuple(_CLOSE) and _in_quotes(text, start, end) else 0
    after = cues.starts_after(text[end + tail : end + tail + _AFTER])
    if after is not None:
        return start, end + tail + after
    if _is_tag(text, start, end):
        return start, end
    return None


def _is_no_source(text: str, start: int, cues: Cues) -> bool:
    """Whether a name is that of an employer or of whoever took a picture."""
    low = max(0, start - _BEFORE)
    line = max(low, text.rfind("\n", low, start) + 1)
    begins = line == 0 or text[line - 1 : line] == "\n"
    return cues.employs(text[low:start]) or (begins and cues.credits_picture(text[line:start]))


def _is_credited(text: str, start: int, cues: Cues) -> bool:
    """Whether a title in quotation marks stands behind `Source:` or the like."""
    low = max(0, start - _BEFORE)
    return text[low : start - 1].rstrip().endswith(":") and cues.ends_before(text[low:start]) is not None


def _is_tag(text: str, start: int, end: int) -> bool:
    """(AP), /Reuters/, — the mark of an agency."""
    around = text[start - 1 : start] + text[end : end + 1]
    return around in ("()", "[]", "//")


def _unknown(report: Report, words: Sequence[Piece], cues: Cues) -> Iterator[Naming]:
    """Names that nobody knows, of outlets by a word in them or a noun beside them, where something is said to be
    theirs: a cue stands next to the name, or a verb of reporting in its sentence."""
    text = report.text
    starts = {piece.start: number for number, piece in enumerate(words)}
    for low, start, end, noun in _candidates(text, words, starts, cues):
        if report.zone_at(start) in (ZoneKind.BYLINE, ZoneKind.HEADLINE) or not cues.is_outlet(text[start:end], noun):
            continue
        cue = _cue(text, start, end, cues)
        if cue:
            yield Naming(text[start:end], None, report.span(min(low, cue[0]), cue[1]), True)
        elif _may_report(report, start, cues) and cues.is_reporting(_sentence(text, start, end)):
            yield Naming(text[start:end], None, report.span(low, end), True)


def _may_report(report: Report, start: int, cues: Cues) -> bool:
    return report.zone_at(start) is not ZoneKind.CHROME and not _is_no_source(report.text, start, cues)


def _candidates(
    text: str, words: Sequence[Piece], starts: Mapping[int, int], cues: Cues
) -> Iterator[tuple[int, int, int, bool]]:
    """(start of the noun or name, start of the name, its end, whether a noun says that it is an outlet)."""
    for low, high in cues.noun_places(text):
        start, end = _name_from(text, words, starts, high, cues)
        if end > start:
            yield low, low if text[low].isupper() and not _in_quotes(text, start, end) else start, end, True
    after = 0
    for piece in words:
        if piece.start >= after and piece.capital and not piece.word.isdigit():
            in_marks = piece.start > 0 and text[piece.start - 1] in _OPEN
            start, end = _name_from(text, words, starts, piece.start - in_marks, cues)
            after = max(after, end)
            if cues.has_name_word(text[start:end]) and " " in text[start:end]:
                yield start, start, end, False
            elif (
                (cues.noun_follows(text, start, end) and not _is_adjective(text, start, end))
                or (cues.article_before(text, start, end) and not cues.is_office(text[start:end]))
                or (in_marks and _is_credited(text, start, cues))
            ):
                yield start, start, end, True


def _is_adjective(text: str, start: int, end: int) -> bool:
    """Whether one word that begins a sentence stands before a noun: `Regional organisations`."""
    before = text[max(0, start - 2) : start].rstrip()
    begins = not before or before[-1] in ".!?…\n" or text[start - 1] == "\n"
    return begins and " " not in text[start:end] and text[end : end + 1] == " "


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a name, roughly, and not longer than a paragraph."""
    low = max((text.rfind(mark, max(0, start - _REACH), start) for mark in ".!?\n"), default=-1)
    ends = (text.find(mark, end, end + _REACH) for mark in ".!?\n")
    return text[max(low + 1, start - _REACH) : min((at for at in ends if at >= 0), default=end + _REACH)]


def _is_whole(name: str, cues: Cues) -> bool:
    """Whether a name of several words is an outlet's already: `Northern Echo` in `Northern Echo and Harbour News`."""
    return " " in name and cues.has_name_word(name)


def _quoted_name(text: str, at: int) -> tuple[int, int]:
    """What stands between the quotation mark at an offset and its end; (0, 0) when that is no name."""
    close = next((i for i in range(at + 1, min(len(text), at + 60)) if text[i] in _CLOSE + "\n"), 0)
    inside = close > at + 2 and text[close] in _CLOSE and not text[at + 1].islower()
    return (at + 1, close) if inside else (0, 0)


def _first_of_name(text: str, words: Sequence[Piece], number: int, cues: Cues) -> int:
    """The word after "As", "In", "The" at the beginning of a sentence; `len(words)` when a mark stands between."""
    while number < len(words) and words[number].capital and words[number].word in cues.small:
        number += 1
        if number < len(words) and text[words[number - 1].end : words[number].start].strip():
            return len(words)
    return number


def _name_from(text: str, words: Sequence[Piece], starts: Mapping[int, int], at: int, cues: Cues) -> tuple[int, int]:
    """The capitalised or quoted name that begins at an offset; (0, 0) when none does."""
    if text[at : at + 1] in tuple(_OPEN):
        return _quoted_name(text, at)
    number = _first_of_name(text, words, starts.get(at, len(words)), cues)
    if number == len(words) or not words[number].capital or words[number].word.isdigit():
        return 0, 0
    last = number
    for following in range(number + 1, min(len(words), number + _LONGEST)):
        between = text[words[following - 1].end : words[following].start]
        if _BREAK.search(between) or "," in between or "(" in between or len(between.strip(" \u00a0&-–'’")) > 0:
            break
        if words[following].capital:
            last = following
        elif words[following].word not in cues.links or _is_whole(text[words[number].start : words[last].end], cues):
            break
    return words[number].start, words[last].end
