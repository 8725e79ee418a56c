"""Untrusted bytes in, canonical text and what is known of it out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asyl.model import Zone, ZoneKind
from asyl.text import Hints

from .detect import decode, is_html
from .metadata import page_hints
from .page import Page, parse_page

TEXT_VERSION = "1"  # changes whenever the same bytes could give another canonical text
_CHROME_TAGS = frozenset({"nav", "footer", "aside", "menu", "form", "dialog"})
_WORDS = re.compile(r"\w+")
MAX_SELECTED = 2_000_000  # code points of markup up to which blocks are selected; larger pages are read whole


@dataclass(frozen=True, slots=True)
class Extract:
    """Canonical text with zones as far as the container shows them (only CHROME and CAPTION are marked here)."""

    text: str
    media_type: str
    text_version: str
    hints: Hints
    zones: tuple[Zone, ...]
    warnings: tuple[str, ...]


def extract(untrusted: bytes, name: str) -> Extract:
    """Reads plain text and HTML. A text file's canonical text is the file as decoded, nothing stripped or normalised.

    Raises Refused, with the reason, for anything that cannot be read as text.
    """
    html = is_html(untrusted, name)
    decoded = decode(untrusted, html=html)
    warnings = (decoded.warning,) if decoded.warning else ()
    if not html:
        return Extract(_visible(decoded.text), "text/plain", TEXT_VERSION, Hints(), (), warnings)
    page = parse_page(decoded.text)
    return Extract(
        text=_visible(page.text),
        media_type="text/html",
        text_version=TEXT_VERSION,
        hints=page_hints(page.tree),
        zones=_zones(page, decoded.text),
        warnings=warnings + page.warnings,
    )


def _visible(text: str) -> str:
    """Lone surrogates, which no file can hold as UTF-8, stay visible as `\\udNNN`."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _zones(page: Page, markup: str) -> tuple[Zone, ...]:
    """Blocks that are captions, and blocks that neither carry the article nor its head (chrome)."""
    selected = _selected(markup)
    zones = []
    for block in page.blocks:
        words = _words(page.text[block.start : block.end])
        if "figcaption" in block.path:
            zones.append(Zone(ZoneKind.CAPTION, block.start, block.end))
        elif _CHROME_TAGS.intersection(block.path) or (selected and not _stands_in(words, selected, block.path)):
            zones.append(Zone(ZoneKind.CHROME, block.start, block.end))
    return tuple(zones)


def _stands_in(words: str, selected: str, path: tuple[str, ...]) -> bool:
    """Headings and headers may hold title, author and date, which no body extractor returns."""
    return f" {words} " in selected or "header" in path or any(tag in path for tag in ("h1", "h2", "time"))


def _selected(markup: str) -> str:
    """The words of the blocks that trafilatura takes for the article; empty when there are none, or too many.

    It selects only: it changes characters, so nothing is ever quoted from it.
    """
    if len(markup) > MAX_SELECTED:
        return ""
    import trafilatura  # costs half a second to load, and most registers hold plain text

    body = trafilatura.extract(markup, include_comments=False, include_tables=True, deduplicate=False)
    return f" {_words(body)} " if body else ""


def _words(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))
