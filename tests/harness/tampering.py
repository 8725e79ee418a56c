"""Eight ways to touch the log of a register behind its back, by somebody who can write to the file and knows how the
chain is made: the chain and the mark of its end are mended wherever that is part of the way."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asyl.desk import confirm, open_desk, read, register_view, reject, retract, seal, verify
from asyl.model import SealedField
from asyl.store import FILE
from asyl.store.chain import START, Line, link, why_digest
from tests.desk.team import pile
from tests.desk.tiny import TINY

Lines = list[Line]
COLUMNS = ("number", "at", "by", "what", "subject", "why", "salt", "why_digest", "detail", "chain")


def edit(lines: Lines, dice: random.Random) -> Lines:
    """One line says something else; nothing is mended."""
    at = dice.randrange(len(lines))
    return [*lines[:at], _other(lines[at], dice), *lines[at + 1 :]]


def take_out(lines: Lines, dice: random.Random) -> Lines:
    """One line in the middle is gone; nothing is mended."""
    at = dice.randrange(len(lines) - 1)
    return [*lines[:at], *lines[at + 1 :]]


def put_in(lines: Lines, dice: random.Random) -> Lines:
    """A line that was never written, numbered in; nothing is mended."""
    at = dice.randrange(1, len(lines))
    forged = replace(_other(lines[at], dice), subject="r0000000000", what="read")
    return renumbered([*lines[:at], forged, *lines[at:]])


def swap(lines: Lines, dice: random.Random) -> Lines:
    """Two lines change places."""
    one, other = sorted(dice.sample(range(len(lines)), 2))
    moved = list(lines)
    moved[one], moved[other] = lines[other], lines[one]
    return renumbered(moved)


def edit_and_mend(lines: Lines, dice: random.Random) -> Lines:
    """One line says something else, and every line after it follows from it."""
    return mended(edit(lines, dice))


def take_out_and_mend(lines: Lines, dice: random.Random) -> Lines:
    """One line is gone, and nobody can tell from the rest."""
    return mended(take_out(lines, dice))


def cut_off(lines: Lines, dice: random.Random) -> Lines:
    """The end is gone, and the mark of the end says so."""
    return lines[: dice.randrange(1, len(lines))]


def other_end(lines: Lines, dice: random.Random) -> Lines:
    """The last lines are others, in a chain that holds."""
    at = dice.randrange(1, len(lines))
    return mended([*lines[:at], *(_other(line, dice) for line in lines[at:])])


KINDS: tuple[Callable[[Lines, random.Random], Lines], ...] = (
    edit,
    take_out,
    put_in,
    swap,
    edit_and_mend,
    take_out_and_mend,
    cut_off,
    other_end,
)
BY_THE_CHAIN = frozenset({"edit", "take_out", "put_in", "swap"})  # the rest needs a checkpoint kept elsewhere


def _other(line: Line, dice: random.Random) -> Line:
    """The line with one thing changed that somebody might want changed."""
    changes: list[dict[str, object]] = [{"by": f"{line.by} or another"}, {"at": line.at - timedelta(days=1)}]
    changes += [{"why": "another reason", "salt": "0" * 32, "why_digest": why_digest("0" * 32, "another reason")}]
    changes += [{"what": "confirm" if line.what == "reject" else "reject"}]
    return replace(line, **dice.choice(changes))  # type: ignore[arg-type]


def renumbered(lines: Lines) -> Lines:
    return [replace(line, number=number) for number, line in enumerate(lines, 1)]


def mended(lines: Lines) -> Lines:
    before, found = START, []
    for line in renumbered(lines):
        before = link(before, line)
        found.append(replace(line, chain=before))
    return found


def make(folder: Path, acts: int = 40) -> Path:
    """A register with a history: read, confirmed, rejected, taken back, sealed."""
    dice = random.Random(acts)
    words = " ".join(f"Toktar Sagidulla fled on 2020-01-{day:02}." for day in range(1, 21))
    with open_desk(folder / "register", create=True, engines=TINY) as desk:
        read(desk, [pile(folder, "some", words, words.replace("fled", "applied"))])
        ids = [claim.id for claim in register_view(desk).claims]
        made: list[str] = []
        for number in range(acts):
            if made and number % 4 == 3:
                retract(desk, made.pop(dice.randrange(len(made))), f"no longer, {number}")
            else:
                act = confirm if number % 3 else reject
                made.append(act(desk, dice.choice(ids), f"reason {number}").id)
        seal(desk, SealedField.HEALTH, "told in confidence")
    return folder / "register"


@dataclass(slots=True)
class Tally:
    """Of each kind: how many were tried and how many were shown."""

    tried: dict[str, int] = field(default_factory=dict)
    shown: dict[str, int] = field(default_factory=dict)


def run(register: Path, scratch: Path, times: int, seed: int = 1) -> Tally:
    """Each kind so many times, each time on a fresh copy."""
    dice, tally = random.Random(seed), Tally()
    lines = _lines(register)
    for kind in KINDS:
        name = kind.__name__
        for _ in range(times):
            copy = scratch / "copy"
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(register, copy)
            _write(copy, kind(lines, dice), mend=name not in BY_THE_CHAIN)
            with open_desk(copy, engines=TINY) as desk:
                found = verify(desk, originals=False)
            tally.tried[name] = tally.tried.get(name, 0) + 1
            tally.shown[name] = tally.shown.get(name, 0) + bool(found.problems)
    return tally


def _lines(register: Path) -> Lines:
    with closing(sqlite3.connect(register / FILE)) as connection:
        rows = connection.execute(f"SELECT {_names()} FROM store_act ORDER BY number").fetchall()  # noqa: S608
    return [Line(row[0], datetime.fromisoformat(row[1]).replace(tzinfo=UTC), *row[2:]) for row in rows]


def _write(register: Path, lines: Lines, *, mend: bool) -> None:
    with closing(sqlite3.connect(register / FILE, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("BEGIN")
        connection.execute("DELETE FROM store_act")
        marks = ", ".join("?" * len(COLUMNS))
        for line in lines:
            at = line.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
            row = [at if name == "at" else getattr(line, name) for name in COLUMNS]
            connection.execute(f"INSERT INTO store_act ({_names()}) VALUES ({marks})", row)  # noqa: S608
        if mend:
            head = f"{lines[-1].number} {lines[-1].chain}"
            connection.execute("UPDATE store_state SET value = ? WHERE name = 'log'", [head])
        connection.execute("COMMIT")


def _names() -> str:
    return ", ".join(f'"{name}"' for name in COLUMNS)
