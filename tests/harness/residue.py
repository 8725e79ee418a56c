"""Erasures, and a search for what they left: in the database, the journal, the blobs, the log, in any form."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from asyl.desk import Desk, confirm, erase_note, erase_source, open_desk, read, register_view, seal, verify
from asyl.model import Matter, SealedField
from tests.desk.tiny import TINY

_LETTERS = "bdfgklmnprstvz"
_VOWELS = "aeiou"


@dataclass(slots=True)
class Tally:
    """How many were erased, and where a word of one was found all the same."""

    erased: int = 0
    found: list[str] = field(default_factory=list)


def run(folder: Path, times: int, together: int = 10, seed: int = 1) -> Tally:
    """Reads `times` reports and seals as many notes, decides about each, erases them all, and looks for them.

    As many again stay, so that pages of the file are shared.
    """
    dice, tally = random.Random(seed), Tally()
    words = [_name(dice) for _ in range(2 * times)]
    gone, kept = words[:times], words[times:]
    with open_desk(folder / "register", create=True, engines=TINY) as desk:
        read(desk, [_pile(folder, words, dice)])
        reports = {name: report.id for report in register_view(desk).reports for name in words if name in report.text}
        claims = {claim.report: claim.id for claim in register_view(desk).claims}
        notes = {}
        for name in gone:
            confirm(desk, claims[reports[name]], f"{name} said so")
            made = seal(desk, SealedField.CONTACT, f"{name} lives here", why=f"{name} told me")
            assert isinstance(made.about, Matter)
            notes[name] = made.about.sealed
        ciphertexts = [_cipher(desk, note) for note in notes.values()]
        for name in gone:
            erase_source(desk, reports[name], "asked for")
            erase_note(desk, notes[name], "asked for")
            tally.erased += 1
        register_view(desk)
        assert verify(desk).problems == ()
        assert {report.id for report in register_view(desk).reports} == {reports[name] for name in kept}
        tally.found += list(_left(desk.folder, [*gone, *ciphertexts]))
        assert not any(list(_left(desk.folder, [name])) == [] for name in kept[:together])
    tally.found += list(_left(folder / "register", [*gone, *ciphertexts]))
    return tally


def _pile(folder: Path, words: list[str], dice: random.Random) -> Path:
    place = folder / "pile"
    place.mkdir()
    for number, name in enumerate(words):
        filler = " ".join(_name(dice).casefold() for _ in range(60))
        (place / f"{name}.txt").write_text(
            f"Report {number}\nPublished: 2020-02-01\nToktar {name} fled on 2020-01-02. {filler}\n"
        )
    return place


def _name(dice: random.Random) -> str:
    return "".join(dice.choice(_LETTERS) + dice.choice(_VOWELS) for _ in range(6)).capitalize()


def _cipher(desk: Desk, note: str) -> str:
    value = desk.store.sealed.get(note)
    assert value is not None
    return value.words[2:]


def _left(folder: Path, words: list[str]) -> Iterator[str]:
    """Every file with one of the words in it: as written, in small letters, in UTF-16, packed."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            data += gzip.decompress(data)
        lower = data.lower()
        for word in words:
            forms = (word.lower().encode(), word.encode("utf-16-le"), word.lower().encode("utf-16-le"))
            if word.encode() in data or any(form in lower for form in forms):
                yield f"{word[:16]} in {path.name}"
        for word in words:
            if word.lower() in str(path).lower():
                yield f"{word[:16]} in the name of {path.name}"
