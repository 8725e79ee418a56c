"""Which line is the title and which part names the publisher: readable weights over what a line looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .head_features import Candidate
from .head_lines import (
    Line,
    Segment,
    in_brackets,
    is_chrome,
    is_handle,
    is_issue,
    is_section,
    precise,
    without_issue,
    words_in,
)
from .head_names import author_after, author_before, looks_like_person, team_in
from .head_words import HeadWords

_TITLE_MARKS = re.compile(r"[:;?“”«»\"‘]")
_DATELINE = re.compile(r"^[^\W\d_][^()\n]{2,60}\(([^\W\d_a-z][^()\n]{2,50})\)\s*(?:[-–—]|$)", re.MULTILINE)
_RIGHTS = re.compile(
    r"(?:©|\(c\)|Copyright)(?:\s*(?:Copyright|©))?\s*(?:\d{4}\s*(?:[-–—]\s*\d{4}\s*)?,?\s*)?([^\n|.,·\d]{3,60})",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_NAMED = re.compile(r"((?:[^\s«]+\s+){0,3})«([^«»]+)»((?:\s+[^\s»]+){0,4})")
_SELF = re.compile(
    r"^\W*((?:The +)?[A-ZÀ-Ý][\w'’.&\-]*(?: +(?:of|for|the|and|in|&|[A-ZÀ-Ý][\w'’.&\-]*)){0,6})"
    r"(?= +(?:is|are|appears) | *[·|–—,.]|$)",
    re.MULTILINE,
)
_LISTED = re.compile(r"[▪●•★◆▸–—*]\s|[IVX]{1,4}\.\s|\d{1,2}[.)/]\s")  # an entry of a list
_TURN = re.compile(r"[^\W\d_a-zа-я]{2,}\.?:\s")  # who speaks next in an interview
_LONGEST_TITLE = 180  # characters
_LONG_NAME = 7  # words from which a line in capitals of the title style is no name
_LONGEST_MOTTO = 14  # words in which a paper says what it is
_LONGEST_MAST = 3  # lines that a paper has above its titles
_LONGEST_ABOVE = 9  # words of a title directly above the by-line; a longer line is a standfirst as well
_FEW = 3  # words that may follow a paper's name and a colon
_LEAST, _LEAST_FIRST = 1.5, 0.9  # scores that a publisher must reach, anywhere and on the first line


def titles(head: Sequence[Line], words: HeadWords) -> list[Candidate]:
    """Every line that can be the title, with its score, in order. What follows a likely title is less likely one."""
    found: list[Candidate] = []
    behind = 0.0
    below = _title_stands_below(head, words)
    for line in head:
        subject = words.subject.match(line.text)
        if subject:
            found.append(Candidate(line.number, line.text[subject.end() :], line.start + subject.end(), line.end, 9.0))
        elif not _is_meta(line, words) and len(line.text) <= _LONGEST_TITLE:
            start, end = _headline(line, words)
            said = line.text[start - line.start : end - line.start]
            score = _title_score(line, said, words) + _before_byline(head, line, words)
            under_name = below and line.block == 0 and line.number > 0
            first_below = below and line.block == 1 and head[line.number - 1].block == 0
            place = -3.0 if under_name else 3.0 if first_below else 0.0
            found.append(Candidate(line.number, said, start, end, score - behind + place))
            behind += 0.0 if under_name else 1.1 if score >= 1 and line.number else 0.4
        elif precise(line) and not line.segments[0].dates and len(line.segments) == 2 and line.segments[1].dates:
            found.append(_before_date(line, words, behind))
        elif line.number == 0 and line.dates and not precise(line):
            found.append(Candidate(0, line.text, line.start, line.end, 0.0))
        if line.number == 0 and len(line.segments) == 2 and not line.dates:
            found.append(_second_half(line, words))
    return found


def _before_byline(head: Sequence[Line], line: Line, words: HeadWords) -> float:
    """The line directly above the first by-line or day is more likely the title than the one above it."""
    following = head[line.number + 1] if line.number + 1 < len(head) else None
    if following is None or following.block != line.block or len(words_in(line.text)) > _LONGEST_ABOVE:
        return 0.0
    return 1.0 if precise(following) or author_after(following.text, words) else 0.0


def _before_date(line: Line, words: HeadWords, behind: float) -> Candidate:
    """A title that has the day behind it on its line: "Bulletin in English, one o'clock — Friday 25 April 2014"."""
    first = line.segments[0]
    score = _title_score(line, first.text, words) - behind - (2.0 if line.number else 3.0)
    return Candidate(line.number, first.text, first.start, first.end, score)


def _second_half(line: Line, words: HeadWords) -> Candidate:
    """The title after the name of the paper, on one line: "Sevan FM | ARRIVALS, episode 61"."""
    first, second = line.segments
    known = "|" in line.text and any(word.casefold() in words.publishers for word in words_in(first.text))
    score = _title_score(line, second.text, words) + (1.5 if known else -1.0)
    return Candidate(0, second.text, second.start, second.end, score)


def _title_stands_below(head: Sequence[Line], words: HeadWords) -> bool:
    """Whether the first block is the name of the paper with its motto or navigation, and the title stands below."""
    first = [line for line in head if line.block == 0]
    if not 2 <= len(first) <= _LONGEST_MAST or any(precise(line) or author_after(line.text, words) for line in first):
        return False
    second = next((line for line in head if line.block == 1), None)
    return second is not None and len(second.text) <= _LONGEST_TITLE and not _is_meta(second, words)


def _headline(line: Line, words: HeadWords) -> tuple[int, int]:
    """Where the title of a line stands, without a section before it ("LETTERS. Not a queue-jumper")."""
    first, *rest = line.segments
    return (rest[0].start, line.end) if rest and is_section(first.text, words) else (line.start, line.end)


def _is_meta(line: Line, words: HeadWords) -> bool:
    """Whether a line carries date, byline, navigation, labels, a number: anything but a title."""
    short = len(line.text) <= _LONGEST_TITLE
    by_machine = words.crawled.search(line.text) or words.saved.search(line.text)
    if line.bracketed or words.labels.match(line.text) or by_machine or _is_dated(line, words):
        return True
    if words.caption.search(line.text) and short:
        return True
    if len(line.segments) >= 3 and all(len(words_in(part.text)) <= 3 for part in line.segments):
        return True
    if is_section(line.text, words) or is_handle(line.text) or author_after(line.text, words) is not None:
        return True
    numbered = is_issue(line.text, words) and len(words_in(without_issue(line.text, words))) <= 1
    return numbered or is_strapline(line.text, words)


def _is_dated(line: Line, words: HeadWords) -> bool:
    """Whether a line is there to give a day."""
    if precise(line) and words.published.search(line.text):
        return True
    return bool(line.dates) and (not _dates_inside_prose(line) or bool(words.chrome.search(line.text)))


def is_strapline(text: str, words: HeadWords) -> bool:
    """ "A monthly letter on people and borders": what a paper says of itself."""
    said = words_in(text)
    begins = (
        3 < len(said) <= _LONGEST_MOTTO
        and text[-1] not in ".!?"
        and said[0].casefold() in ("a", "an", "the")
        and said[1][0].islower()
    )
    return begins and any(word.casefold() in words.publishers for word in said[1:4])


def _explains(line: Line, words: HeadWords) -> bool:
    """A name and what it is: "Windows on the Runway – visitors' log", "The Kererū: the students' paper"."""
    second = line.segments[1].text if len(line.segments) > 1 else line.text.partition(": ")[2]
    return second[:1].islower() and any(word.casefold() in words.publishers for word in words_in(second))


def _dates_inside_prose(line: Line) -> bool:
    """A title may speak of a year or a month, or give a day in brackets; any other line with a day is a date line."""
    days = precise(line)
    if not days:
        return len(words_in(line.text)) > 3
    rest = len(line.text) - sum(date.end - date.start for date in days)
    return rest > 25 and all(in_brackets(line, date) for date in days)


def _title_score(line: Line, text: str, words: HeadWords) -> float:
    said = words_in(text)
    if not said:
        return -9.0
    small = [word for word in said if word[0].islower()]
    content = [word for word in small if word.casefold() not in words.small]
    named = is_named(without_issue(text, words), words) and (line.number == 0 or len(said) > 4)
    score = 2.0 if len(said) >= 4 else 1.0 if len(said) == 3 else 0.0
    score += 1.5 if content else 1.0 if len(said) >= (4 if text.isupper() else _LONG_NAME) else 0.0
    score += 1.0 if _TITLE_MARKS.search(text) and not named else 0.0
    score -= 1.5 if text.endswith((".", "!")) and not text.endswith("...") and len(said) > 3 else 0.0
    score -= 2.5 if text.endswith((":", ",")) else 0.0
    score -= 3.0 if _LISTED.match(text) else 0.0
    score -= (
        2.0 if said[0].casefold() in ("a", "an") and said[1:2] and said[1][0].islower() and line.number == 1 else 0.0
    )
    score -= 1.5 if text[0].islower() else 0.0
    score -= (
        1.5
        if any(word.casefold() in words.publishers for word in said) and not content and len(said) < _LONG_NAME
        else 0.0
    )
    score -= 2.5 if named else 0.0
    score -= 1.0 if len(text) > 120 else 0.0
    score -= 3.0 if is_chrome(text, words) or any(is_chrome(part.text, words) for part in line.segments) else 0.0
    score -= 2.0 if len(said) <= _LONG_NAME and words.roles.search(text) else 0.0
    score -= 2.0 if any(is_section(part.text, words) for part in line.segments[1:3]) and len(said) < 5 else 0.0
    score -= 0.7 if len(line.segments) > 1 and text == line.text else 0.0
    score -= 2.5 if line.number == 0 and _explains(line, words) else 0.0
    score -= 3.0 if line.number > 2 and _TURN.match(text) else 0.0
    score -= 1.5 if line.number > 1 and author_before(text, words) else 0.0
    score += _issue_score(line, text, words)
    return score - (1.5 if looks_like_person(text, words) else 0.0)


def _issue_score(line: Line, text: str, words: HeadWords) -> float:
    """A number tells a periodical's issue ("The Waiting Room, no. 12"), unless its title follows ("Chapter 6. ...")."""
    issue = words.issue.search(text)
    if issue is None:
        return 0.0
    if line.number == 0 and not line.dates:
        return 2.5
    return 0.0 if len(words_in(text[issue.end() :])) >= _FEW else -2.0


def is_named(text: str, words: HeadWords) -> bool:
    """A name of a paper or an office in quotes, with the word for what it is or alone: `Газета «Даль»`."""
    quoted = _NAMED.fullmatch(text.strip())
    if not quoted:
        return False
    around = words_in(quoted[1] + " " + quoted[3])
    return (not around and len(words_in(quoted[2])) <= 4) or any(word.casefold() in words.publishers for word in around)


def publishers(head: Sequence[Line], body: str, tail: str, words: HeadWords) -> list[Candidate]:
    """Every part of head, dateline and tail that can name the publisher, with its score."""
    found: list[Candidate] = []
    for line in head:
        saved = words.saved.search(line.text)
        if saved and (name := re.match(r"\s*([\w ]{3,30})", line.text[saved.end() :])):
            found.append(Candidate(-3, name[1].strip(), line.start, line.start, 2.5))
        dateline = _DATELINE.match(line.text)
        if dateline and not any(char.isdigit() for char in dateline[1]) and line.text[:3].isupper():
            found.append(Candidate(line.number, dateline[1], line.start, line.start, 5.0))
        elif not line.bracketed:
            for place, segment in enumerate(line.segments):
                again = _said_again(head, line, place)
                found += [replace(it, score=it.score + again) for it in _named(line, place, segment, tail, words)]
    dateline = _DATELINE.match(body)
    if dateline and body[:3].isupper() and not any(char.isdigit() for char in dateline[1]):
        found.append(Candidate(-1, dateline[1], 0, 0, 3.5))
    return found + _own_words(head, tail, words)


def _said_again(head: Sequence[Line], line: Line, place: int) -> float:
    """A window's title is the page's title and the paper's name: what stands alone on another line is the title."""
    others = {other.text.casefold() for other in head if other.number != line.number}
    titled = [part.text.casefold() in others and len(words_in(part.text)) > 2 for part in line.segments]
    if titled[place]:
        return -9.0
    return 3.0 if len(titled) > 1 and any(titled) else 0.0


def _own_words(head: Sequence[Line], tail: str, words: HeadWords) -> list[Candidate]:
    """What the foot of a page calls itself: "© X", "X is a bilingual monthly"."""
    found = [Candidate(-2, match[1].strip(), 0, 0, 2.6) for match in _RIGHTS.finditer(tail) if match[1].strip()]
    for match in _SELF.finditer(tail):
        said = words_in(match[1])
        known = any(word.casefold() in words.publishers for word in said)
        whole = not tail[match.end() :].partition("\n")[0].strip(" .")
        other = whole or match[1].isupper()  # a heading, a signature
        if (
            len(said) >= 2
            and not is_section(said[0], words)
            and not words.chrome.search(match[1])
            and (known or not other)
        ):
            found.append(Candidate(-2, match[1].strip(), 0, 0, 2.2 if known else 1.6))
    return found


def _named(line: Line, place: int, segment: Segment, tail: str, words: HeadWords) -> list[Candidate]:
    text, bonus = segment.text, 0.0
    label = words.senders.match(text) if "<" not in text else None
    if label:
        text, bonus = text[label.end() :].strip(), 7.0
    elif words.labels.match(text):
        return []
    if segment.dates and not label:
        text = text[: max(0, segment.dates[0].start - segment.start)]
    found = [Candidate(line.number, name, line.start, line.start, 2.5) for name in _named_in_brackets(text, words)]
    # "Sevan FM, a station"; below the first line also what else a comma parts.
    parts = re.split(r",\s+", text) if line.number else re.split(r",\s+(?=[^\W\d_A-ZА-ЯЁ])", text)[:1]
    return found + [made for part in parts[:3] if (made := _candidate(line, place, part, segment, bonus, tail, words))]


def _named_in_brackets(text: str, words: HeadWords) -> list[str]:
    return [inner for inner in re.findall(r"\(([^()]{4,60})\)", text) if is_named(inner, words)]


def _candidate(
    line: Line, place: int, part: str, segment: Segment, bonus: float, tail: str, words: HeadWords
) -> Candidate | None:
    text = _BRACKETS.sub("", without_issue(re.split(r":\s", part)[0], words)).strip(" ,.;:–—-")
    said = words_in(text)
    if (
        not said
        or said[-1].casefold() in words.small  # "Asylum in 2019"
        or (line.number and _is_author(part, words))
        or len(text) < 3
        or len(said) > 9
        or words.published.fullmatch(text)
        or words.unpublished.fullmatch(text)
    ):
        return None
    if text[0] != "@":
        said = [word for word in said if f"@{word}" not in text]  # the handle beside a name
    score = bonus + _publisher_score(line, place, text, said, tail, words)
    opens = re.match(r"[^:]*:\s+(.+)", part)
    if opens and len(words_in(opens[1])) > _FEW:
        score -= 2.0  # the label of a title: "Thread: what nobody said"
    if len(said) == 1 and line.number and segment.dates:
        score -= 2.0  # a place: "Vienna, 6.11.2020"
    begin = line.start + max(line.text.find(text), 0)
    return Candidate(line.number, text, begin, begin + len(text), score)


def _is_author(part: str, words: HeadWords) -> bool:
    """A by-line word and a name: "By Karim Dost"."""
    match = words.byline.match(part)
    return match is not None and (looks_like_person(part[match.end() :], words) or bool(team_in(part, words)))


def _publisher_score(line: Line, place: int, text: str, said: list[str], tail: str, words: HeadWords) -> float:
    content = [word for word in said if word[0].islower() and word.casefold() not in words.small | words.particles]
    known = any(word.casefold().strip('«»"') in words.publishers for word in said)
    score = 2.0 if line.number == 0 and place == 0 else 0.0 if place == 0 else -0.5
    score += 2.0 if known else 0.0
    score += 1.0 if not content else 0.0 if known else -1.0
    score += 1.0 if text.isupper() and len(said) <= 7 else 0.0
    score += 1.0 if len(line.segments) > 1 or line.dates else 0.0
    score += 1.5 if text.casefold() in tail.casefold() else 0.0
    score += 1.5 if is_named(text, words) else 0.0
    score -= 6.0 if is_section(text, words) else 0.0
    score -= 4.0 if is_chrome(text, words) or words.crawled.search(text) else 0.0
    score -= 3.0 if author_after(line.text, words) and place == 0 and line.number and not line.dates else 0.0
    score -= 2.0 if looks_like_person(text, words) and not known and line.number else 0.0
    score -= 1.5 if text[0].islower() and (line.number or place) else 0.0
    score -= 1.5 if (len(said) == 1 and place) or any(char.isdigit() for char in text) else 0.0
    score -= 9.0 if is_strapline(line.text, words) else 0.0
    score -= 2.5 if line.text.endswith(".") and not known else 0.0
    score -= 1.0 if len(said) > 6 else 0.0
    return score - (1.5 if len(said) >= _LONG_NAME and not known else 0.0) - (1.5 if text[-1] in '?!”"' else 0.0)


def choose(title: Sequence[Candidate], publisher: Sequence[Candidate]) -> tuple[Candidate | None, Candidate | None]:
    """The pair of title and publisher that scores best together.

    One line is both only when the title goes on after the publisher's name (its number, its month).
    """
    best: tuple[float, Candidate | None, Candidate | None] = (0.0, None, None)
    named: list[Candidate | None] = [
        None,
        *(candidate for candidate in publisher if candidate.score >= (_LEAST if candidate.line else _LEAST_FIRST)),
    ]
    headed: list[Candidate | None] = [None, *title]
    for t in headed:
        for p in named:
            score = (t.score + 4.0 if t else 0.0) + (p.score if p else 0.0)
            if t and p and t.line == p.line:
                score -= 0.5 if len(p.text) + 2 < len(t.text) and p.text in t.text else 9.0
            elif t and p and 0 <= p.line < t.line:
                score += 1.0
            if score > best[0]:
                best = (score, t, p)
    return best[1], best[2]
