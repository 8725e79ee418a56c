"""From what a person types to what is meant."""

from pathlib import Path

import pytest

from asyl.desk import Desk, case_of, find_person, find_report, read, register_view
from asyl.model import NotFound, View
from tests.desk.tiny import TINY


@pytest.fixture
def filled(desk: Desk, pile: Path) -> Desk:
    read(desk, [pile])
    return desk


@pytest.mark.parametrize("ref", ["first", "first.txt", "FIRST", "A herder", "a  HERDER flees", "herder flees again"])
def test_a_report_by_name_or_title(filled: Desk, ref: str) -> None:
    wanted = "copy" if "again" in ref else "first"
    assert Path(filled.store.sources.get(find_report(filled, ref).id).source.path).stem == wanted


def test_a_report_by_id_and_its_beginning_and_its_path(
    filled: Desk, pile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = find_report(filled, "first")
    monkeypatch.chdir(pile)
    for ref in (report.id, report.id[:6], str(pile / "first.txt"), "./first.txt"):
        assert find_report(filled, ref) == report


def test_a_file_name_goes_before_the_beginning_of_an_id(filled: Desk, pile: Path) -> None:
    report = find_report(filled, "first")
    (pile / f"{report.id[:5]}.txt").write_text("Another report\n")
    read(filled, [pile])
    assert find_report(filled, report.id[:5]).title == "Another report"


def test_several_reports_are_listed(filled: Desk) -> None:
    with pytest.raises(NotFound, match=r"2 reports answer to 'herder flees'.*Name one by its id"):
        find_report(filled, "herder flees")


def test_no_report(filled: Desk) -> None:
    for ref in ("nothing", "", "r0"):
        with pytest.raises(NotFound):
            find_report(filled, ref)


@pytest.mark.parametrize("name", ["Toktar Sagidulla", "toktar  sagidulla", "Sagidulla", "Sagidula Toktar"])
def test_a_person_in_any_spelling(filled: Desk, name: str) -> None:
    assert find_person(register_view(filled), name, TINY).name == "Toktar Sagidulla"


def test_a_person_by_id_and_the_case_file(filled: Desk) -> None:
    register = register_view(filled)
    person = find_person(register, "Ainur Bekova", TINY)
    assert find_person(register, person.id, TINY) == person
    assert case_of(register, person) in register.cases


def test_nobody_is_called_that_but_somebody_is_near(filled: Desk) -> None:
    with pytest.raises(NotFound, match=r"near: Toktar Sagidulla \(p"):
        find_person(register_view(filled), "Toktar Sagdun", TINY)
    with pytest.raises(NotFound, match="asyl people"):
        find_person(register_view(filled), "Wxyz", TINY)


def test_several_people_are_listed(filled: Desk, pile: Path) -> None:
    (pile / "sister.txt").write_text("Sister\nAlma Bekova fled on 2020-02-02. Toktar Bekova fled.\n")
    read(filled, [pile])
    with pytest.raises(NotFound, match=r"3 people answer to 'Bekova'.*Name one by its id"):
        find_person(register_view(filled, view=View.CONFIRMED), "Bekova", TINY)
