"""Two texts beside each other in the terminal: the source left, the report right, changed words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel
from rich.cells import cell_len
from rich.text import Text

from .layout import clean

_NARROWEST = 24  # cells of a column; a narrower terminal gets one text below the other
_BETWEEN = " │ "
_LONGEST = 3000  # words of a passage that are compared word by word; a longer one is shown unmarked
OUT, IN = "strike red", "bold green"
_MARKS = {OUT: ("[-", "-]"), IN: ("{+", "+}")}


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    style: str


def beside(source: str, report: str, width: int, *, styled: bool) -> Iterator[Text]:
    """Lines of at most `width` cells. styled: the terminal can show colours and strokes; without, words that only the
    source has stand in [- -], those that only the report has in {+ +}."""
    left, right = _compared(clean(source).split(" "), clean(report).split(" "))
    if not styled:
        left, right = list(_marked(left)), list(_marked(right))
    room = (width - cell_len(_BETWEEN)) // 2
    if room < _NARROWEST:
        for sign, words in (("- ", left), ("+ ", right)):
            yield from (Text(sign) + line for line in _lines(words, max(1, width - len(sign))))
        return
    rows = [list(_lines(words, room)) for words in (left, right)]
    for number in range(max(map(len, rows))):
        one, other = (column[number] if number < len(column) else Text("") for column in rows)
        yield Text.assemble(one, " " * (room - one.cell_len), _BETWEEN, other)


def _compared(old: Sequence[str], new: Sequence[str]) -> tuple[list[_Word], list[_Word]]:
    """The words of both, each with how it is shown."""
    left, right = ["" for _ in old], ["" for _ in new]
    if max(len(old), len(new)) <= _LONGEST:
        for step in Indel.opcodes(_keys(old), _keys(new)):
            if step.tag != "equal":
                left[step.src_start : step.src_end] = [OUT] * (step.src_end - step.src_start)
                right[step.dest_start : step.dest_end] = [IN] * (step.dest_end - step.dest_start)
    return list(map(_Word, old, left)), list(map(_Word, new, right))


def _keys(words: Sequence[str]) -> list[str]:
    return [word.casefold().strip('.,;:!?“”"«»„()') or word for word in words]


def _marked(words: Sequence[_Word]) -> Iterator[_Word]:
    """Marks before the first and after the last of changed words that follow one another."""
    for number, word in enumerate(words):
        before = words[number - 1].style if number else ""
        after = words[number + 1].style if number + 1 < len(words) else ""
        opening, closing = _MARKS.get(word.style, ("", ""))
        text = (opening if before != word.style else "") + word.text + (closing if after != word.style else "")
        yield _Word(text, "")


def _lines(words: Sequence[_Word], room: int) -> Iterator[Text]:
    """Words folded to lines of at most `room` cells; what is longer than a line (Han, addresses) is broken."""
    line = Text("")
    for word in words:
        for number, part in enumerate(_parts(word.text, room)):
            gap = 1 if line.cell_len and not number else 0
            if line.cell_len + gap + cell_len(part) > room:
                yield line
                line, gap = Text(""), 0
            line.append(" " * gap)
            line.append(part, word.style or None)
    yield line


def _parts(word: str, room: int) -> Iterator[str]:
    part, used = "", 0
    for sign in word:
        size = cell_len(sign)
        if part and used + size > room:
            yield part
            part, used = "", 0
        part, used = part + sign, used + size
    yield part
