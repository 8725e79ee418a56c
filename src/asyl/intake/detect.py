"""What untrusted bytes are, and in which encoding they were written."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass

from charset_normalizer import from_bytes

from asyl.model import Refused

TEXT_SUFFIXES = frozenset({".txt", ".text"})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP or office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x7fELF", "a program"),
)
_SAMPLE = 65_536
_DAMAGED = 0.01  # share of undecodable bytes up to which a text still counts as damaged UTF-8


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was decoded; `warning` when something could not be."""

    text: str
    encoding: str
    warning: str | None = None


def is_html(untrusted: bytes, name: str) -> bool:
    """By content first, then by the ending of the name."""
    if _HTML.match(untrusted[:4096].lstrip(codecs.BOM_UTF8)):
        return True
    return any(name.casefold().endswith(suffix) for suffix in HTML_SUFFIXES)


def decode(untrusted: bytes, *, html: bool) -> Decoded:
    """Text from bytes: byte order mark, then a page's own declaration, strict UTF-8, slightly damaged UTF-8, a guess.

    Bytes that cannot be decoded stay visible as `\\xNN`, lone surrogates as `\\udNNN`. Raises Refused for binary data
    and for an encoding that cannot be told.
    """
    for magic, what in _MAGIC:
        if untrusted.startswith(magic):
            raise Refused(f"this is {what}, not text; asyl reads plain text and HTML so far")
    for mark, encoding in _MARKS:
        if untrusted.startswith(mark):
            return _visible(untrusted, encoding)
    if _binary(untrusted[:_SAMPLE]):
        raise Refused("the file holds binary data, not text")
    # A page may declare what it is not: then it is read as if it had said nothing.
    for encoding in [*([_declared(untrusted)] if html else []), "utf-8"]:
        with suppress(UnicodeDecodeError):
            return Decoded(untrusted.decode(encoding), encoding)
    return _undeclared(untrusted)


def _undeclared(untrusted: bytes) -> Decoded:
    damaged = _visible(untrusted, "utf-8")
    bad = len(untrusted) - len(untrusted.decode("utf-8", "ignore").encode("utf-8"))
    letters = sum(1 for byte in untrusted if byte >= 0x80)
    if bad <= _DAMAGED * len(untrusted) and bad * 4 <= letters:
        return damaged
    best = from_bytes(untrusted[: 16 * _SAMPLE]).best()
    if best is None:
        raise Refused("the encoding of this text cannot be told; save it as UTF-8")
    try:
        return Decoded(untrusted.decode(best.encoding), best.encoding, f"encoding guessed: {best.encoding}")
    except UnicodeDecodeError as problem:
        raise Refused("the encoding of this text cannot be told; save it as UTF-8") from problem


def _visible(untrusted: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(untrusted.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = untrusted.decode(encoding, "backslashreplace")
        return Decoded(text, encoding, f"some bytes are no {encoding} and stand in the text as \\xNN")


def _declared(untrusted: bytes) -> str:
    """The encoding a page names in its head, UTF-8 when it names none that exists."""
    match = _META.search(untrusted[:4096])
    with suppress(LookupError):
        return codecs.lookup(match[1].decode("ascii")).name if match else "utf-8"
    return "utf-8"


def _binary(sample: bytes) -> bool:
    """NUL bytes, or many control characters, make no text (UTF-16 with its mark was recognised before)."""
    controls = sum(1 for byte in sample if byte < 0x20 and byte not in b"\t\n\r\f\x0b\x1b")
    return b"\0" in sample or controls > len(sample) // 50
