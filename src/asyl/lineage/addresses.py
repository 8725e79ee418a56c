"""Web addresses in a report: `harbournews.org`, `https://www.harbournews.org/2022/03/freed`."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Endings under which news is published; an ending of two letters is a country's.
_ENDINGS = "com|org|net|info|news|media|press|online|today|live|radio|agency|[a-z]{2}"
_ADDRESS = re.compile(
    rf"(?<![@\w.-])(?:https?://)?(?:www\.)?((?:[a-z0-9-]{{2,40}}\.){{1,3}}(?:{_ENDINGS}))(?![\w-])(?:/[^\s<>()«»“”\"]{{0,300}})?",
    re.IGNORECASE,
)
_SHORTEST = 6  # letters of a name that is known by its address


def addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, host without www) of every address, the path included in the stretch."""
    for match in _ADDRESS.finditer(text):
        end = match.end()
        while text[end - 1] in ".,;:!?":
            end -= 1
        yield match.start(), end, match.group(1).lower()


def letters_of(host: str) -> str:
    """The part of a host that names the outlet, letters and digits alone: `harbour-news.co.uk` -> harbournews."""
    parts = [part for part in host.split(".")[:-1] if len(part) > len("co")]
    found = max(parts, key=len, default="").replace("-", "")
    return found if len(found) >= _SHORTEST else ""
