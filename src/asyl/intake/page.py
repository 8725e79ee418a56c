"""A web page's own canonical text: a walk over its nodes, blocks apart by blank lines, nothing normalised but runs of
white space (which a browser does not show either)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree, html

from asyl.model import Refused

_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "select",
        "option",
        "datalist",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Elements that hold nothing, or whose end tag a page may leave out: neither makes a page deep.
_FLAT = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dt",
        "dd",
        "option",
    ]
)
MAX_DEPTH = 200  # lxml silently loses text below a depth of 256


@dataclass(frozen=True, slots=True)
class PageBlock:
    """`text[start:end]` comes from one block element; `path` names the elements around it, outermost first."""

    start: int
    end: int
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Canonical text, its blocks in order, the parsed tree, and what a reader should know."""

    text: str
    blocks: tuple[PageBlock, ...]
    tree: etree._Element
    warnings: tuple[str, ...]


def parse_page(markup: str) -> Page:
    """Raises Refused when there is no text, or when elements are nested deeper than a parser can be trusted with."""
    if _depth(markup) > MAX_DEPTH:
        raise Refused("elements are nested too deep to read this page safely; save its text instead")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        # Bytes and a named encoding: lxml refuses text that carries an XML declaration of its own.
        tree = html.document_fromstring(markup.encode("utf-8", "backslashreplace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as problem:
        raise Refused("this page holds no text that can be read") from problem
    builder = _Builder()
    builder.walk(tree)
    text, blocks = builder.finish()
    if not text.strip():
        raise Refused("this page holds no text (it may be made by a script); save its text instead")
    warnings = ("parts that the page hides were left out",) if builder.hidden else ()
    return Page(text, blocks, tree, warnings)


def _depth(markup: str) -> int:
    """A bound on how deep elements are nested, from tags alone, in one pass."""
    depth = deepest = 0
    for match in re.finditer(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>", markup):
        if match[2].casefold() in _FLAT or match[3]:
            continue
        depth = max(0, depth + (-1 if match[1] else 1))
        deepest = max(deepest, depth)
    return deepest


class _Builder:
    """Collects text while walking; a block ends where an element begins or ends that a browser sets apart."""

    def __init__(self) -> None:
        self.hidden = False
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[PageBlock] = []
        self._line: list[str] = []
        self._path: list[str] = []
        self._silent = 0  # how many elements around here keep their text to themselves

    def walk(self, root: etree._Element) -> None:
        for event, node in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._open(node)
            else:
                self._close(node)
                if node is not root:
                    self._add(node.tail)

    def _open(self, node: etree._Element) -> None:
        tag = str(node.tag)
        if tag in _SILENT or _is_hidden(node):
            self._silent += 1
            self.hidden = self.hidden or tag not in _SILENT
        if tag in _BLOCKS:
            self._break()
        self._path.append(tag)
        self._add("\n" if tag == "br" else node.text, keep=tag == "br")

    def _close(self, node: etree._Element) -> None:
        if node.tag in _BLOCKS:
            self._break()
        self._path.pop()
        if node.tag in _SILENT or _is_hidden(node):
            self._silent -= 1

    def _add(self, words: str | None, *, keep: bool = False) -> None:
        if words and not self._silent:
            self._line.append(words if keep or "pre" in self._path else _SPACE.sub(" ", words))

    def _break(self) -> None:
        line = re.sub(r" *\n *", "\n", re.sub(r"  +", " ", "".join(self._line))).strip()
        self._line.clear()
        if not line:
            return
        if self._length:
            self._parts.append("\n\n")
            self._length += 2
        self._blocks.append(PageBlock(self._length, self._length + len(line), tuple(self._path)))
        self._parts.append(line)
        self._length += len(line)

    def finish(self) -> tuple[str, tuple[PageBlock, ...]]:
        self._break()
        return "".join(self._parts), tuple(self._blocks)


def _is_hidden(node: etree._Element) -> bool:
    return node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style") or ""))
