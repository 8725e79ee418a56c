"""Everything computed can be dropped and made anew."""

from pathlib import Path

import pytest

from asyl import publish
from asyl.desk import Desk, confirm, different, judgements, log, read, rebuild, register_view
from asyl.intake import Extract
from asyl.model import IntegrityFailure, Refused
from tests.desk.conftest import Opener
from tests.desk.tiny import newer


@pytest.fixture
def worked(desk: Desk, pile: Path) -> Desk:
    """A register with versions and decisions in it."""
    read(desk, [pile])
    (pile / "other.txt").write_text("A teacher flees\nPublished: 2020-01-16\nAinur Bekova fled on 2019-12-24.\n")
    read(desk, [pile])
    register = register_view(desk)
    confirm(desk, register.claims[0].id, "")
    left, right = sorted(key for person in register.people for key in person.keys if key[1] == "toktar sagidulla")
    different(desk, left, right, "")
    return desk


def test_a_rebuilt_register_says_exactly_the_same(worked: Desk) -> None:
    before = publish.output(register_view(worked), "0")
    decided = judgements(worked), log(worked)
    assert rebuild(worked) == 4
    assert publish.output(register_view(worked), "0") == before
    assert (judgements(worked), log(worked)) == decided


def test_progress_names_each_stage(worked: Desk) -> None:
    stages: list[str] = []
    rebuild(worked, lambda what, done, total: stages.append(what))
    assert list(dict.fromkeys(stages)) == [
        "verifying originals",
        "reading anew",
        "indexing",
        "comparing people",
        "comparing reports",
    ]


@pytest.mark.parametrize(
    ("stage", "at"),
    [
        ("verifying originals", 2),
        ("reading anew", 2),
        ("indexing", 0),
        ("comparing people", 0),
        ("comparing reports", 0),
    ],
)
def test_an_interrupted_rebuild_is_finished_by_whoever_comes_next(
    worked: Desk, stage: str, at: int, opener: Opener
) -> None:
    before = register_view(worked)

    def interrupt(what: str, done: int, total: int) -> None:
        if (what, done) == (stage, at):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(worked, interrupt)
    with opener() as again:
        assert register_view(again) == before


def test_nothing_is_dropped_when_an_original_is_damaged(worked: Desk) -> None:
    before = register_view(worked)
    next((worked.folder / "blobs").glob("??/*")).write_bytes(b"changed")
    with pytest.raises(IntegrityFailure):
        rebuild(worked)
    assert register_view(worked) == before


def test_another_version_of_the_engines_reads_everything_anew_once(worked: Desk, opener: Opener) -> None:
    stages: list[str] = []
    with opener(newer("tiny 2")) as desk:
        register_view(desk, progress=lambda what, done, total: stages.append(what))
        assert stages.count("reading anew") == 4
        stages.clear()
        register_view(desk, progress=lambda what, done, total: stages.append(what))
        assert stages == []


def test_an_upgrade_keeps_the_old_reading_of_what_it_cannot_read_and_says_so(worked: Desk, opener: Opener) -> None:
    claims = register_view(worked).claims

    def refuses(untrusted: bytes, name: str) -> Extract:
        raise Refused("not any more")

    with opener(newer("tiny 2", extract=refuses)) as desk:
        register = register_view(desk)
        assert register.claims == claims
        assert {report.warnings for report in register.reports} == {("not read anew: not any more",)}
        rebuild(desk)
        register = register_view(desk)
        assert {report.warnings for report in register.reports} == {("not read: not any more",)}
    with opener(newer("tiny 3")) as desk:
        assert register_view(desk).claims == claims
        assert {report.warnings for report in register_view(desk).reports} == {()}


def test_an_upgrade_with_a_damaged_original_keeps_working_and_says_so(worked: Desk, opener: Opener) -> None:
    next((worked.folder / "blobs").glob("??/*")).write_bytes(b"changed")
    before = register_view(worked)
    with opener(newer("tiny 2")) as desk:
        register = register_view(desk)
        assert register.claims == before.claims
