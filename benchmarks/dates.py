"""Calendar dates on TimeML news: how many of the marked dates are found with their value, and how many found are right.

TempEval-3 style: a date counts when a found span overlaps a marked one and both give the same calendar value (year,
month or day). Marked: TIMEX3 of type DATE inside <TEXT> whose value is YYYY, YYYY-MM or YYYY-MM-DD once a time of day
(`TEV`) and unknown parts (`-XX`) are taken off. The reader gets the day a document was made (DCT). Found: every date
with such a value; one that touches only a marked clock time is left out, any other that is not right is wrong.

    ./dev bench dates [--data FOLDER] [--peer-sample N] [--json]
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asyl.knowledge import own_knowledge
from asyl.text import find_dates

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data" / "timex"
_TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
_DCT = re.compile(r"<DCT>.*?value=\"(\d{4}-\d{2}-\d{2})", re.DOTALL)
_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
_ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")
_CALENDAR = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")

_LINK = re.compile(
    r"(?<=\d)\s*[-–—]\s*(?=\d)|\s*\b(?:to|and|until|till|through)\b\s*"
)  # between the two dates of a range

Found = tuple[int, int, str]  # start, end, calendar value
System = Callable[[str, str], list[Found]]


@dataclass(frozen=True)
class Marked:
    start: int
    end: int
    kind: str
    value: str

    @property
    def day(self) -> str:
        """The calendar part of the value: `1998-02-12TEV` is a day, `1955-XX` a year."""
        return self.value.partition("T")[0].removesuffix("-XX").removesuffix("-XX")

    @property
    def calendar(self) -> bool:
        return self.kind == "DATE" and bool(_CALENDAR.fullmatch(self.day))


@dataclass(frozen=True)
class Document:
    name: str
    text: str
    made: str
    marked: tuple[Marked, ...]


def documents(folder: Path) -> Iterator[Document]:
    """The TimeML files of a folder, in order of name; those without a DCT or a text are left out."""
    for file in sorted(folder.rglob("*.tml")):
        source = file.read_text(encoding="utf-8", errors="replace")
        made, body = _DCT.search(source), _TEXT.search(source)
        if made and body:
            text, marked = _plain(body[1])
            yield Document(f"{file.parent.name}/{file.stem}", text, made[1], tuple(marked))


def _plain(source: str) -> tuple[str, list[Marked]]:
    """The text without tags, with the TIMEX3 spans in it."""
    parts: list[str] = []
    size = at = 0
    opened: list[tuple[int, dict[str, str]]] = []
    marked: list[Marked] = []
    for tag in _TAG.finditer(source):
        piece = html.unescape(source[at : tag.start()])
        parts.append(piece)
        size += len(piece)
        at = tag.end()
        if tag[2] == "TIMEX3" and not tag[1]:
            opened.append((size, dict(_ATTRIBUTE.findall(tag[3]))))
        elif tag[2] == "TIMEX3" and opened:
            start, attributes = opened.pop()
            marked.append(Marked(start, size, attributes.get("type", ""), attributes.get("value", "")))
    parts.append(html.unescape(source[at:]))
    return "".join(parts), sorted(marked, key=lambda mark: mark.start)


def asyl(text: str, made: str) -> list[Found]:
    """Our own dates as calendar values: open ends and `~` dropped, a range of two dates as its two ends."""
    found: list[Found] = []
    for date in find_dates(text, own_knowledge().languages["en"], made):
        ends = [end.rstrip("~?%") for end in (date.edtf or "").split("/") if end not in ("", "..")]
        if not ends or any(not _CALENDAR.fullmatch(end) or _is_season(end) for end in ends):
            continue
        link = _LINK.search(text, date.start, date.end)
        if len(ends) == 1:
            found.append((date.start, date.end, ends[0]))
        elif link:
            found += [(date.start, link.start(), ends[0]), (link.end(), date.end, ends[1])]
    return found


def _is_season(value: str) -> bool:
    return len(value) == 7 and value[5:] > "12"


def dateparser_search(text: str, made: str) -> list[Found]:
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime.fromisoformat(made), "PREFER_DATES_FROM": "current_period"}
    found: list[Found] = []
    at = 0
    for said, when in search_dates(text, languages=["en"], settings=settings) or []:
        start = text.find(said, at)
        if start >= 0:
            found.append((start, start + len(said), when.date().isoformat()))
            at = start + len(said)
    return found


@dataclass
class Score:
    right: int = 0
    found: int = 0
    marked: int = 0
    seconds: float = 0.0
    characters: int = 0

    def row(self) -> dict[str, float]:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.marked if self.marked else 0.0
        both = precision + recall
        speed = self.characters / self.seconds / 1000 if self.seconds else 0.0
        return {
            "precision": round(precision, 3),
            "recall": round(recall, 3),
            "f1": round(2 * precision * recall / both if both else 0.0, 3),
            "marked": self.marked,
            "kchar_per_cpu_second": round(speed, 1),
        }


def measure(system: System, sample: list[Document], misses: list[str] | None = None) -> Score:
    score = Score()
    for document in sample:
        begun = time.process_time()
        found = system(document.text, document.made)
        score.seconds += time.process_time() - begun
        score.characters += len(document.text)
        _count(score, document, found, misses)
    return score


def _count(score: Score, document: Document, found: list[Found], misses: list[str] | None) -> None:
    wanted = [mark for mark in document.marked if mark.calendar]
    others = [mark for mark in document.marked if mark.kind == "TIME"]
    score.marked += len(wanted)
    taken: set[int] = set()
    for start, end, value in found:
        touched = [n for n, mark in enumerate(wanted) if mark.start < end and start < mark.end]
        right = next((n for n in touched if n not in taken and wanted[n].day == value), None)
        if right is None and not touched and any(mark.start < end and start < mark.end for mark in others):
            continue
        score.found += 1
        if right is not None:
            taken.add(right)
            score.right += 1
        elif misses is not None:
            said = ", ".join(f"{document.text[wanted[n].start : wanted[n].end]!r}={wanted[n].value}" for n in touched)
            misses.append(
                f"{document.name} made {document.made}: {document.text[start:end]!r} as {value}; marked {said or '-'}"
            )
    if misses is not None:
        misses += [
            f"{document.name} made {document.made}: {document.text[mark.start : mark.end]!r}={mark.value} not found"
            for n, mark in enumerate(wanted)
            if n not in taken and not any(mark.start < end and start < mark.end for start, end, _ in found)
        ]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--peer-sample", type=int, default=12, help="documents that the peer reads (it is slow)")
    parser.add_argument("--misses", action="store_true", help="list every miss of asyl")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    sample = list(documents(given.data))
    if not sample:
        print(f"no TimeML documents in {given.data}; name their folder with --data", file=sys.stderr)
        return 2
    misses: list[str] | None = [] if given.misses else None
    rows = {f"asyl, {len(sample)} documents": measure(asyl, sample, misses).row()}
    if given.peer_sample:
        part = sample[:: max(1, len(sample) // given.peer_sample)][: given.peer_sample]
        rows[f"asyl, {len(part)} of them"] = measure(asyl, part).row()
        rows[f"dateparser.search, the same {len(part)}"] = measure(dateparser_search, part).row()
    if given.json:
        print(json.dumps({"benchmark": "dates", "rows": rows}))
    else:
        for name, row in rows.items():
            print(f"{name:40}" + "  ".join(f"{key} {value}" for key, value in row.items()))
        print("\n".join(misses or []))
    return 0


if __name__ == "__main__":
    sys.exit(main())
