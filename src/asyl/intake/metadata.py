"""What a page says of itself: JSON-LD, meta elements, a time element.

Candidates only; the visible head decides beside them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from asyl.text import Hints

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_ARTICLE = frozenset({"article", "newsarticle", "reportagenewsarticle", "blogposting", "webpage", "report"})


def page_hints(tree: etree._Element) -> Hints:
    """Title, publisher, author, publication day and language as the page's metadata has them, None where it has not."""
    data = _json_ld(tree)
    meta = _meta(tree)
    return Hints(
        title=_first(data.get("headline"), meta.get("og:title"), _heading(tree)),
        publisher=_first(meta.get("og:site_name"), _name(data.get("publisher"))),
        author=_first(_name(data.get("author")), meta.get("author"), meta.get("article:author")),
        published=_day(data.get("datePublished"), meta.get("article:published_time"), _time(tree)),
        language=_first(tree.get("lang"), meta.get("og:locale")),
        url=_canonical(tree) or meta.get("og:url"),
    )


def _first(*values: object) -> str | None:
    """The first value that is words, folded to one line; an address is no title and no author."""
    for value in values:
        if isinstance(value, str) and value.strip() and not value.strip().startswith(("http://", "https://")):
            return " ".join(value.split())
    return None


def _name(value: object) -> str | None:
    if isinstance(value, list):
        return _name(value[0]) if value else None
    if isinstance(value, Mapping):
        return _name(value.get("name"))
    return value if isinstance(value, str) else None


def _day(*values: object) -> str | None:
    for value in values:
        match = _DAY.match(value.strip()) if isinstance(value, str) else None
        if match:
            return match[0]
    return None


def _meta(tree: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        key = node.get("property") or node.get("name") or node.get("itemprop")
        content = node.get("content")
        if key and content:
            found.setdefault(key.casefold(), content)
    return found


def _heading(tree: etree._Element) -> str | None:
    headings = [" ".join("".join(str(part) for part in node.itertext()).split()) for node in tree.iter("h1")]
    return headings[0] if len(headings) == 1 else None


def _time(tree: etree._Element) -> str | None:
    for node in tree.iter("time"):
        if node.get("datetime") and ("published" in (node.get("class") or "") or node.get("pubdate") is not None):
            return node.get("datetime")
    return None


def _canonical(tree: etree._Element) -> str | None:
    for node in tree.iter("link"):
        if node.get("rel") == "canonical":
            return node.get("href")
    return None


def _json_ld(tree: etree._Element) -> Mapping[str, Any]:
    for node in tree.iter("script"):
        if node.get("type") != "application/ld+json" or not node.text:
            continue
        try:
            data = json.loads(node.text)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            kinds = item.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and name.casefold() in _ARTICLE for name in names) and "headline" in item:
                return item
    return {}


def _items(data: object) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON-LD block: itself, a list, or its @graph (one level, as publishers write it)."""
    rows = data if isinstance(data, list) else [data]
    for row in rows:
        if isinstance(row, Mapping):
            yield row
            graph = row.get("@graph")
            if isinstance(graph, list):
                yield from (item for item in graph if isinstance(item, Mapping))
