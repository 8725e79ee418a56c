"""A register is used in every way, also by a process that crashes, and then locked: nothing of what it knows lies
anywhere in the files."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from asyl.desk import amend, confirm, different, no_core_dumps, read, register_view, retract
from tests.harness import forks, scenario
from tests.harness.scenario import Acknowledge

LETTERS = ("Sagidulla", "Қамбарбек", "ساغىدۇللا", "萨吉杜拉")
PLACES = (
    4  # where each canary of a round stands: a name and words in the text, the file's name, the reason of a decision
)

Life = Callable[[Path, Path, list[str], Acknowledge], None]


def run(folder: Path, count: int, seed: int) -> dict[str, Any]:
    """`count` canaries in an encrypted register, and as a control in a plain one, where the search has to find them."""
    planted = [f"{LETTERS[number % len(LETTERS)]}{seed}x{number:04}y" for number in range(count)]
    locked, plain = (_used(folder / name, planted, name == "locked") for name in ("locked", "plain"))
    return {
        "canaries": count,
        "files": sum(len(names) for _, _, names in os.walk(folder / "locked" / "root")),
        "control": len(plain.keys() & set(planted)),
        "problems": [f"{canary} in {place}" for canary, place in sorted(locked.items())],
    }


def _used(folder: Path, planted: list[str], locked: bool) -> dict[str, str]:
    """Where each canary is found below `root` after the register was used there."""
    root, reports = folder / "root", folder / "reports"
    for path in (root / "temp", root / "backups", reports):
        path.mkdir(parents=True)
    _write(reports, planted[: len(planted) // 2])
    reasons = planted[len(planted) // 2 :]
    if locked:
        scenario.make_locked(root / "register", lambda _: None)
    for number, life in enumerate((_work, _crash)):
        end = forks.run(partial(_at, life, root, reports, reasons))
        if end.code not in ((forks.DONE,) if number == 0 else (None,)):
            raise RuntimeError(end.said)
    return dict(_search(root, planted))


def _write(reports: Path, planted: list[str]) -> None:
    for number in range(0, len(planted), PLACES):
        name, words, title, file = (*planted[number : number + PLACES], "a", "b", "c", "d")[:PLACES]
        (reports / f"{file} {number}.txt").write_text(
            f"Report {title}\nPublished: 2020-02-01\nToktar {name} fled on 2020-01-02. Said {words}.\n",
            encoding="utf-8",
        )


def _at(life: Life, root: Path, reports: Path, reasons: list[str], tell: Acknowledge) -> None:
    """Temporary files and the picture of a crash would be written here."""
    os.chdir(root)
    os.environ["TMPDIR"] = str(root / "temp")
    no_core_dumps()
    life(root, reports, reasons, tell)


def _work(root: Path, reports: Path, reasons: list[str], tell: Acknowledge) -> None:
    with scenario.at_desk(root / "register", create=True) as desk:
        read(desk, [reports])
        view = register_view(desk)
        for number in range(0, len(reasons) - 5, 2):
            made = confirm(desk, view.claims[0].id, reasons[number])
            retract(desk, made.id, reasons[number + 1])
        amend(desk, view.claims[0].id, {"place": reasons[-4]}, reasons[-3])
        one, other = (min(person.keys) for person in view.people[:2])
        different(desk, one, other, reasons[-2])
    scenario.back_up(root / "register", root / "backups", tell)


def _crash(root: Path, reports: Path, reasons: list[str], tell: Acknowledge) -> None:
    """Dies with the register open, in the middle of its work: the journal stays as it is."""
    desk = scenario.at_desk(root / "register")
    opened = desk.__enter__()
    confirm(opened, register_view(opened).claims[1].id, reasons[-1])
    os.kill(os.getpid(), signal.SIGABRT)


def _search(root: Path, planted: list[str]) -> Iterator[tuple[str, str]]:
    for top, folders, names in os.walk(root):
        shown = "\n".join((*folders, *names))
        for canary in planted:
            if canary in shown:
                yield canary, f"the names in {os.path.relpath(top, root)}"
        for name in names:
            data = Path(top, name).read_bytes().lower()
            for canary in planted:
                if any(form in data for form in _forms(canary)):
                    yield canary, os.path.relpath(os.path.join(top, name), root)
            if any(letters.lower().encode() in data for letters in LETTERS):
                yield "the letters of canaries", os.path.relpath(os.path.join(top, name), root)


def _forms(canary: str) -> Iterator[bytes]:
    """Its number, as it stands in every encoding in use and in JSON; no longer form can be there without it."""
    for encoding in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le"):
        yield canary[-7:].encode(encoding)
