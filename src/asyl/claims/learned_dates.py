"""Which date is an event's: every date of the report within reach, and none, beside each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from asyl.model import DateRange, date_range, is_edtf
from asyl.text import DateFound

from .learned_ground import Ground
from .learned_triggers import Candidate
from .lines import Line

BACK, AHEAD = 40, 12  # lines before and after a candidate in which its date is looked for
MOST = 9  # dates weighed for one candidate, the nearest
_DAYS = ((0, "same"), (7, "week"), (31, "month"), (366, "year"), (1100, "3years"))


@dataclass(frozen=True, slots=True)
class Place:
    """A date of the report: its line, its chunk there, the number of the dates before it. `anchor` is the EDTF of the
    date before it when the year was taken from there."""

    line: Line
    at: int
    date: DateFound
    number: int
    edtf: str
    anchor: str = ""


def places(lines: Sequence[Line]) -> list[Place]:
    """Every date of the lines; one without its year a second time with the year of the story: the first such day after
    the date told before it ("In October 2015 he fled. In February he was sent back": February 2016)."""
    found: list[Place] = []
    story = ""
    for line in lines:
        for at, chunk in enumerate(line.chunks):
            date = chunk.date
            if date is None or not date.edtf:
                continue
            found.append(Place(line, at, date, len(found), date.edtf))
            moved = _moved(story, date.edtf) if date.basis == "year-inferred" else ""
            if moved and moved != date.edtf:
                found.append(Place(line, at, date, len(found), moved, story))
            if date.basis == "explicit":
                story = date.edtf
            elif moved:
                story = moved
    return found


def _moved(story: str, edtf: str) -> str:
    """A month or day without its year as the first one that does not lie before the story's last date; "" if none."""
    head, rest = story[:4], edtf[4:].rstrip("~?%")
    if not head.isdigit() or "/" in story or "/" in edtf or len(rest) not in (3, 6):
        return ""
    later = rest[: len(story) - 4] < story[4:10].rstrip("~?%")[: len(rest)]
    moved = f"{int(head) + later:04d}{edtf[4:]}"
    return moved if is_edtf(moved) else ""


class DateChoice:
    """Options and features for the candidates of one page. `others` are the candidates of the page."""

    def __init__(self, ground: Ground, others: Sequence[Candidate]) -> None:
        self.ground, self.page = ground, ground.page
        self.places = places(self.page.lines)
        self._keys = [(place.line.number, place.at) for place in self.places]
        self._events: dict[int, list[tuple[int, str]]] = {}
        for other in others:
            self._events.setdefault(other.line, []).append((other.first, other.event))
        self._who: dict[int, frozenset[str]] = {}

    def options(self, candidate: Candidate) -> list[Place]:
        """The dates in reach, nearest first; on a tie the one before."""
        middle = bisect_left(self._keys, (candidate.line, candidate.first))
        near = self.places[max(0, middle - MOST) : middle + MOST]
        reach = [place for place in near if -AHEAD <= candidate.line - place.line.number <= BACK]
        return sorted(reach, key=lambda place: (self._distance(candidate, place), place.number))[:MOST]

    def _distance(self, candidate: Candidate, place: Place) -> float:
        far = candidate.line - place.line.number
        return (far if far >= 0 else 1.5 - far) if far else 0.0

    def features(self, candidate: Candidate, options: Sequence[Place]) -> list[list[str]]:
        """One list for each option and a last one for "no date"."""
        middle = bisect_left(self._keys, (candidate.line, candidate.first))
        said = self._said(candidate)
        own = sum(place.line.number == candidate.line for place in options)
        block = self.page.lines[candidate.line].paragraph
        near = sum(place.line.paragraph == block for place in options)
        context = f"own{min(own, 2)} near{min(near, 2)}"
        found = [self._one(candidate, place, middle, said, min(own, 2)) for place in options]
        return [*found, self._none(candidate, context, said)]

    def _said(self, candidate: Candidate) -> set[str]:
        """The dates that the rules give this event here; "" for none."""
        ruled = self.ground.over(candidate.line, candidate.start, candidate.end, candidate.event)
        return {one.dating.edtf if one.dating else "" for one in ruled}

    def _none(self, candidate: Candidate, context: str, said: set[str]) -> list[str]:
        line = self.page.lines[candidate.line]
        words = {line.norm(at) for at in range(candidate.first, candidate.last)}
        names = {"none", f"none {context}", f"none|{candidate.event}", f"none|{candidate.event} {context[:4]}"}
        names |= {
            f"none ruled={'nothing' if not said else 'none' if said == {''} else 'date'}",
            f"none zone={line.zone}",
        }
        names |= {f"none w={word}" for word in words}
        return sorted(names)

    def _one(self, candidate: Candidate, place: Place, middle: int, said: set[str], own: int) -> list[str]:
        event, line, date = candidate.event, place.line, place.date
        edtf = place.edtf
        shape = f"{date.kind} {_shape(edtf)}"
        rank = middle - 1 - place.number if place.number < middle else place.number - middle
        order = f"{'past' if place.number < middle else 'next'}{min(rank, 4)}"
        ruled = "nothing" if not said else "this" if edtf in said else "none" if said == {""} else "other"
        names = {
            "any", f"shape={shape}", f"shape={_shape(edtf)}|{event}", f"basis={date.basis}", f"ruled={ruled}",
            f"zone={line.zone}", f"order={order}", f"anchored={bool(place.anchor)} {date.basis}",
            f"since={self._since(edtf)}|{event}", f"since={self._since(edtf)}",
        }  # fmt: skip
        far = candidate.line - line.number
        here = self.page.lines[candidate.line]
        same = here.paragraph == line.paragraph
        names |= {
            f"order={order} {same}",
            f"own={own} far={max(-3, min(far, 6))} {same}",
            f"word={line.norm(place.at - 1)}",
        }
        if far:
            names |= self._elsewhere(candidate, place, far, same, own)
        else:
            names |= self._beside(candidate, place)
        return sorted(names)

    def _beside(self, candidate: Candidate, place: Place) -> set[str]:
        """In the candidate's own line: inside it, before or after, what stands between."""
        line, at, event = place.line, place.at, candidate.event
        inside = candidate.first <= at < candidate.last
        low, high = (candidate.last, at) if at >= candidate.last else (at + 1, candidate.first)
        others = self._events.get(line.number, ())
        crossed = min(2, sum(low <= first < high for first, _ in others)) if not inside else 0
        side = "in" if inside else "after" if at >= candidate.last else "before"
        marks = sum(line.norm(k) in (",", ";", "—", "–") for k in range(low, high)) if not inside else 0
        gap = 0 if inside else min(max(0, high - low) // 2, 8)
        return {
            f"side={side}", f"side={side} gap{gap}", f"side={side} crossed{crossed}",
            f"side={side} marks{min(marks, 3)}",
            f"side={side}|{event}", f"side={side} opens{at < 3}", f"side={side} word={line.norm(at - 1)}",
        }  # fmt: skip

    def _elsewhere(self, candidate: Candidate, place: Place, far: int, same: bool, own: int) -> set[str]:
        """In another line: how far, whether that line tells the same event, or of the same persons."""
        line = place.line
        others = self._events.get(line.number, ())
        told = "same" if any(event == candidate.event for _, event in others) else "other" if others else "nothing"
        side = "back" if far > 0 else "ahead"
        shared = bool(self._persons(line) & self._persons(self.page.lines[candidate.line]))
        opens = place.at < 3
        return {
            f"{side}={min(abs(far), 8)} {same}", f"{side} told={told}", f"{side} told={told} shared={shared}",
            f"{side} told={told} own{own}", f"{side} shared={shared} {same}",
            f"{side} opens={opens} {same} {min(abs(far), 3)}",
            f"{side} start={self._starts(candidate)} {same} {min(abs(far), 2)}",
        }  # fmt: skip

    def _starts(self, candidate: Candidate) -> str:
        line = self.page.lines[candidate.line]
        return line.norm(0) if line.norm(0).isalpha() else "-"

    def _persons(self, line: Line) -> frozenset[str]:
        held = self._who.get(line.number)
        if held is None:
            held = self._who[line.number] = frozenset(who for ref in line.refs.values() for who in ref.who)
        return held

    def _since(self, edtf: str) -> str:
        """How long before the day of publication a date lies."""
        published = self.page.report.published
        if published is None:
            return "unknown"
        return _between(_range(edtf), _range(published))


@lru_cache(maxsize=4096)
def _range(edtf: str) -> DateRange:
    return date_range(edtf)


def _between(one: DateRange, day: DateRange) -> str:
    if one.earliest > day.latest:
        return "later"
    if one.latest >= day.earliest:
        return "same" if one.earliest == day.earliest else "around"
    days = (day.earliest - one.latest).days
    return next((name for most, name in _DAYS if days <= most), "old")


def _shape(edtf: str) -> str:
    """ "2019-12-25" -> "d", "2016-11" -> "m", "2015" -> "y"; intervals and doubts told apart."""
    plain = edtf.rstrip("~?%")
    if "/" in plain:
        return "span"
    return {4: "y", 7: "m", 10: "d"}.get(len(plain), "x") + ("~" if plain != edtf else "")


def shares(scores: Sequence[float], options: Sequence[Place]) -> Mapping[str, float]:
    """EDTF -> the share of all options that say it, "" for none; `scores` has one more entry than `options`."""
    highest = max(scores)
    grown = [exp(score - highest) for score in scores]
    total = sum(grown)
    found: dict[str, float] = {"": grown[-1] / total}
    for weight, place in zip(grown, options, strict=False):
        edtf = place.edtf
        found[edtf] = found.get(edtf, 0.0) + weight / total
    return found
