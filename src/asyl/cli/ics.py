"""Deadlines as a calendar file (RFC 5545): lines of at most 75 octets, text escaped, no time zone needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_FOLD = 75  # octets of a line without its end, RFC 5545 section 3.1
_ALARM = 7  # days before
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One all-day entry. `uid` stays the same when the entry is written again."""

    uid: str
    day: date
    summary: str
    description: str
    tentative: bool


def calendar(entries: Iterable[Entry], stamp: date, product: str) -> bytes:
    """The file. `stamp` is the day on which the entries were true, which makes the same file of the same register."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{text(product)}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for entry in entries:
        lines += _event(entry, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in fold(line))


def _event(entry: Entry, stamp: date) -> list[str]:
    following = entry.day + timedelta(days=1) if entry.day < date.max else entry.day
    return [
        "BEGIN:VEVENT",
        f"UID:{text(entry.uid)}",
        f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{_day(entry.day)}",
        f"DTEND;VALUE=DATE:{_day(following)}",
        f"SUMMARY:{text(entry.summary)}",
        f"DESCRIPTION:{text(entry.description)}",
        f"STATUS:{'TENTATIVE' if entry.tentative else 'CONFIRMED'}",
        "CLASS:CONFIDENTIAL",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{text(entry.summary)}",
        f"TRIGGER:-P{_ALARM}D",
        "END:VALARM",
        "END:VEVENT",
    ]


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def text(words: str) -> str:
    """A value of type TEXT: backslash, semicolon, comma and line breaks escaped, other controls left out."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(char for char in plain if char == "\n" or (char.isprintable() and not "\ud800" <= char <= "\udfff"))
    return kept.translate(_ESCAPES)


def fold(line: str) -> Iterator[bytes]:
    """A content line as parts of at most 75 octets, each after the first begun by a space; no character is cut."""
    part, room = bytearray(), _FOLD
    for char in line:
        octets = char.encode("utf-8")
        if len(part) + len(octets) > room:
            yield bytes(part)
            part, room = bytearray(b" "), _FOLD
        part += octets
    yield bytes(part)
