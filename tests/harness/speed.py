"""How many decisions a second, and whether undone and done again gives exactly what was there before."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from asyl.desk import Desk, Ruling, confirm, decide, open_desk, read, register_view, retract_many
from asyl.model import JudgementKind
from asyl.store import Entry
from tests.desk.tiny import TINY

_PAGES, _CLAIMS = 40, 100


@dataclass(frozen=True, slots=True)
class Rates:
    """Per second of processor time: the machine's other work does not count."""

    stored: float  # judgements with their lines, in the store itself
    decided: float  # through the desk, in one transaction
    retracted: float
    single: float  # one act, one transaction
    identical: bool


def measure(folder: Path, count: int) -> Rates:
    """Confirms, takes back and confirms again `count` claims of a register of 4,000."""
    with open_desk(folder / "register", create=True, engines=TINY) as desk:
        read(desk, [_pile(folder)])
        ids = [claim.id for claim in register_view(desk).claims][:count]
        rulings = [Ruling(JudgementKind.CONFIRM, (claim,), "read at its words") for claim in ids]
        made = decide(desk, rulings)
        before = register_view(desk)
        retracted = _rate(count, lambda: retract_many(desk, [one.id for one in made], "undone"))
        empty = register_view(desk).judged == ()
        decided = _rate(count, lambda: decide(desk, rulings))
        identical = empty and register_view(desk) == before
        few = ids[:50]
        single = _rate(len(few), lambda: [confirm(desk, claim, "again, for another reason", "") for claim in few])
        return Rates(_stored(desk, count), decided, retracted, single, identical)


def _stored(desk: Desk, count: int) -> float:
    one = desk.store.judgements.all()[0]
    many = [replace(one, id=f"j{number:016x}", by=f"somebody {number}") for number in range(count)]

    def work() -> None:
        with desk.store.acts() as lines:
            desk.store.judgements.add_many(many)
            lines += [Entry(each.at, each.by, "confirm", each.id, each.why) for each in many]

    return _rate(count, work)


def _rate(count: int, work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return count / max(time.process_time() - began, 1e-6)


def _pile(folder: Path) -> Path:
    place = folder / "pile"
    place.mkdir()
    for number in range(_PAGES):
        words = " ".join(
            f"Toktar Sagidulla fled on {1900 + at}-{1 + number % 12:02}-{1 + at % 28:02}." for at in range(_CLAIMS)
        )
        (place / f"n{number}.txt").write_text(f"Report {number}\nPublished: 2020-02-01\n{words}\n")
    return place
