"""Where the body ends: what a page puts below it is chrome; a paragraph of the body never is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .head_lines import Line, is_chrome, is_handle, lines_of, words_in
from .head_names import looks_like_person
from .head_words import HeadWords

_LONGEST = 260  # characters of a line below the body
_SHORT = 80  # characters of a line that is no sentence
_MOST = 40  # lines below the body
_MARKER = 40  # characters of a heading over links, tags, an author's life
_MARKS = ".!?…:;,"
_PARTED = re.compile(r"[|·•]|\s[»›/]\s")  # between links on one line
_FEW = 6  # words that are hardly a sentence


def tail_start(text: str, begin: int, names: Sequence[str], words: HeadWords, reach: int) -> int:
    """The offset at which the body is over; the end of the text when nothing follows it. `names`: paper and author.

    Two ways: from the last line upwards as long as lines look like chrome, and from a heading ("Related", "Tags")
    down, when only short lines follow it.
    """
    first = max(begin, len(text) - reach)
    lines = lines_of(text, first, len(text), ())
    lines = lines[1:] if first > begin or len(lines) < 2 else lines
    at = _marked(lines, words)
    while at and len(lines) - at < _MOST and _is_tail(lines[at - 1], names, words):
        at -= 1
    at = _after_signature(lines, at, words)
    return lines[at].start if at < len(lines) else len(text)


def _marked(lines: Sequence[Line], words: HeadWords) -> int:
    """The number of the first heading of chrome with nothing but short lines below it; of no line without one."""
    at = len(lines)
    for number in range(len(lines) - 1, max(-1, len(lines) - 1 - _MOST), -1):
        line = lines[number]
        if len(line.text) > _LONGEST:
            break
        if len(line.text) <= _MARKER and line.text[-1] not in ".!?…," and is_chrome(line.text, words):
            at = number
    return at


def _is_tail(line: Line, names: Sequence[str], words: HeadWords) -> bool:
    """Navigation, rights, an address, what a paper says of itself, or a short line that is no sentence."""
    text = line.text
    if len(text) > _LONGEST or _is_turn(text):
        return False
    unspoken = (line.bracketed and len(text) <= _SHORT) or not any(char.isalpha() for char in text)
    if unspoken or words.sure.search(text) or any(_of_itself(text, name) for name in names):
        return True
    sentence, parted = _is_sentence(text), bool(_PARTED.search(text))
    marked = words.chrome.search(text)
    if marked and (marked.start() <= 2 or parted or not sentence):
        return True
    if is_handle(text) and (len(words_in(text)) <= 2 * _FEW or parted):
        return True
    return not sentence and (len(line.segments) >= 3 or len(text) <= _SHORT)


def _of_itself(text: str, name: str) -> bool:
    """A paragraph that begins with the name of the paper or of the author."""
    said, name = text.casefold(), name.casefold().removeprefix("the ")
    return 0 <= said.find(name) <= len("the ")


def _is_sentence(text: str) -> bool:
    return text.rstrip("\"'”’»)]")[-1:] in _MARKS


def _is_turn(text: str) -> bool:
    """ "VERGARA: Good morning." or a numbered paragraph: a part of the body."""
    name, colon, rest = text.partition(":")
    return bool(colon and rest.strip() and name.isupper() and len(name) <= 30 and len(words_in(name)) <= 3)


def _after_signature(lines: Sequence[Line], at: int, words: HeadWords) -> int:
    """A letter's signature ("Hester Quill", "Ashby") is a part of its body when nothing or chrome follows."""
    signed = at
    while signed < len(lines) and signed < at + 3 and not words.chrome.search(lines[signed].text):
        text = lines[signed].text.strip("—–- .")
        if signed == at and not looks_like_person(text.split(",")[0], words):
            break
        if signed > at and (len(words_in(text)) > 3 or lines[signed].block != lines[at].block):
            break
        signed += 1
    return signed
