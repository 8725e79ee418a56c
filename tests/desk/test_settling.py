"""What is computed again after a decision is what would be computed from nothing."""

import random
from pathlib import Path

import pytest

from asyl.desk import Desk, different, open_desk, own_engines, read, rebuild, register_view, retract, same, unsure
from asyl.model import PersonKey, Register
from tests.desk.conftest import Opener
from tests.desk.tiny import TINY, newer

STORY = ("r10", "r14", "r16")


def traced(calls: list[str]) -> object:
    def trace(report: object, *rest: object) -> object:
        calls.append(getattr(report, "id"))  # noqa: B009
        return TINY.trace(report, *rest)  # type: ignore[arg-type]

    return trace


def people(register: Register) -> list[PersonKey]:
    return sorted({key for person in register.people for key in person.keys})


def test_only_the_reports_of_the_touched_are_compared_anew(opener: Opener, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(12):
        name = "Toktar Sagidulla" if number < 2 else f"Ainur Bekova{number}"
        (folder / f"n{number}.txt").write_text(f"R{number}\nPublished: 2020-02-01\n{name} fled on 2020-01-02.\n")
    calls: list[str] = []
    proposed: list[int] = []

    def propose(*given: object) -> object:
        proposed.append(1)
        return TINY.propose(*given)  # type: ignore[arg-type]

    engines = newer("tiny 2", trace=traced(calls), propose=propose)
    with opener(engines) as desk:
        read(desk, [folder])
        register = register_view(desk)
        left, right = (key for key in people(register) if key[1] == "toktar sagidulla")
        calls.clear()
        proposed.clear()
        different(desk, left, right, "")
        parted = register_view(desk)
        assert sorted(set(calls)) == sorted((left[0], right[0]))
        assert proposed == []
        assert len(parted.people) == len(register.people) + 1
        rebuild(desk)
        assert register_view(desk) == parted


def test_a_decision_about_a_claim_moves_nothing(opener: Opener, pile: Path) -> None:
    from asyl.desk import confirm

    calls: list[str] = []
    with opener(newer("tiny 2", trace=traced(calls))) as desk:
        read(desk, [pile])
        made = confirm(desk, register_view(desk).claims[0].id, "")
        stages: list[str] = []
        register_view(desk, progress=lambda what, done, total: stages.append(what))
        retract(desk, made.id, "")
        register_view(desk, progress=lambda what, done, total: stages.append(what))
        assert (stages, calls) == ([], [])


def undecided(desk: Desk, dice: random.Random) -> None:
    """A random decision about two persons of two reports, or one taken back."""
    keys = people(register_view(desk))
    one = dice.choice(keys)
    other = dice.choice([key for key in keys if key[0] != one[0]])
    dice.choice((same, different, unsure))(desk, one, other, "")


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_decisions_the_package_s_own_engines_agree_with_a_rebuild(
    root: Path, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    with open_desk(tmp_path / "register", create=True, engines=own_engines()) as desk:
        read(desk, [root / "examples" / "reports" / f"{name}.txt" for name in STORY])
        before = register_view(desk)
        for _ in range(4):
            undecided(desk, dice)
        decided = register_view(desk)
        rebuild(desk)
        assert register_view(desk) == decided
        for judgement in desk.store.judgements.all():
            retract(desk, judgement.id, "")
        assert register_view(desk) == before
