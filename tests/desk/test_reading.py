"""Taking reports in: once, in versions, and never half."""

import os
from pathlib import Path

import pytest

from asyl.desk import Desk, find_report, links_of, log, open_desk, original, read, register_view
from asyl.model import IntegrityFailure, Refused, RegisterProblem, View
from tests.desk.conftest import Opener
from tests.desk.tiny import TINY, newer


def names(desk: Desk) -> dict[str, str]:
    return {Path(kept.source.path).stem: kept.source.report for kept in desk.store.sources.all()}


def rows(desk: Desk) -> tuple[object, ...]:
    store = desk.store
    return store.sources.all(), store.sources.sightings(), store.log.all(), store.derived.links()


def test_reports_are_read_and_add_up(desk: Desk, pile: Path) -> None:
    outcome = read(desk, [pile])
    assert len(outcome.added) == 3
    assert (outcome.known, outcome.versions, outcome.refused) == ((), (), ())
    register = register_view(desk)
    assert [report.title for report in register.reports] == ["A teacher flees", "A herder flees", "Herder flees again"]
    assert register.as_of.isoformat() == "2020-03-01"
    assert [(link.report, link.source) for link in register.links] == [(names(desk)["copy"], names(desk)["first"])]
    herder = next(case for case in register.cases if case.person.name == "Toktar Sagidulla")
    assert [fact.event for fact in herder.facts].count("flight") == 2
    assert len(herder.person.keys) == 2
    assert dict(register.paths)[names(desk)["copy"]] == (str(pile / "copy.txt"),)


def test_the_id_is_the_beginning_of_the_digest(desk: Desk, pile: Path) -> None:
    read(desk, [pile])
    for kept in desk.store.sources.all():
        assert kept.source.report == f"r{kept.source.digest[:10]}"
        assert original(desk, kept.source.report) == Path(kept.source.path).read_bytes()


def test_the_same_bytes_twice_add_nothing(desk: Desk, pile: Path) -> None:
    first = read(desk, [pile])
    before = rows(desk)
    again = read(desk, [pile])
    assert (again.added, set(again.known)) == ((), set(first.added))
    assert rows(desk) == before


def test_the_same_bytes_elsewhere_add_the_path_alone(desk: Desk, pile: Path, tmp_path: Path) -> None:
    read(desk, [pile / "first.txt"])
    (tmp_path / "again.txt").write_bytes((pile / "first.txt").read_bytes())
    outcome = read(desk, [tmp_path / "again.txt"])
    assert (outcome.added, outcome.known) == ((), (names(desk)["first"],))
    register = register_view(desk)
    assert len(register.reports) == 1
    assert register.paths == ((names(desk)["first"], (str(pile / "first.txt"), str(tmp_path / "again.txt"))),)


def test_twice_in_one_reading_is_once(desk: Desk, pile: Path) -> None:
    (pile / "twin.txt").write_bytes((pile / "first.txt").read_bytes())
    outcome = read(desk, [pile / "first.txt", pile / "twin.txt"])
    assert (len(outcome.added), outcome.known) == (1, ())


def test_one_file_has_one_place_however_it_is_named(desk: Desk, pile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(desk, [pile / "first.txt"])
    monkeypatch.chdir(pile)
    read(desk, [Path("first.txt"), Path("..") / "pile" / "first.txt"])
    assert len(desk.store.sources.sightings()) == 1


def test_a_changed_page_is_a_new_version_linked_to_the_old(desk: Desk, pile: Path) -> None:
    read(desk, [pile])
    old = names(desk)["first"]
    (pile / "first.txt").write_text("A herder flees\nPublished: 2020-02-01\nToktar Sagidulla fled on 2020-01-03.\n")
    outcome = read(desk, [pile])
    (new,) = outcome.added
    assert outcome.versions == ((new, old),)
    register = register_view(desk)
    assert register.replaced == ((new, old),)
    assert old not in {report.id for report in register.reports}
    assert {claim.report for claim in register.claims}.isdisjoint({old})
    assert old not in {link.source for link in register.links}
    assert desk.store.sources.get(new).source.replaces == old
    # The old version stays readable and traceable.
    assert find_report(desk, old).text != find_report(desk, new).text
    assert find_report(desk, "first").id == new
    assert original(desk, old).startswith(b"A herder flees")


def test_an_old_version_can_still_be_traced(desk: Desk, pile: Path) -> None:
    read(desk, [pile])
    old = find_report(desk, "copy")
    (pile / "copy.txt").write_text("Nothing to see\n")
    read(desk, [pile / "copy.txt"])
    assert [link.source for link in links_of(desk, old)] == [names(desk)["first"]]
    assert links_of(desk, find_report(desk, "copy")) == ()


def test_a_page_that_is_changed_back_counts_again(desk: Desk, pile: Path) -> None:
    page = pile / "first.txt"
    before = page.read_bytes()
    read(desk, [page])
    first = register_view(desk)
    page.write_text("Nothing to see\n")
    read(desk, [page])
    page.write_bytes(before)
    outcome = read(desk, [page])
    assert outcome.added == ()
    assert len(outcome.versions) == 1
    assert register_view(desk).claims == first.claims


def test_order_of_reading_makes_no_difference(desk: Desk, pile: Path, tmp_path: Path) -> None:
    read(desk, [pile])
    with open_desk(tmp_path / "backwards", create=True, clock=desk.clock, engines=TINY) as other:
        for path in sorted(pile.iterdir(), reverse=True):
            read(other, [path])
        assert register_view(other) == register_view(desk)


def test_bad_input_is_named_and_the_rest_is_read(desk: Desk, pile: Path) -> None:
    (pile / "empty.txt").write_bytes(b"")
    (pile / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (pile / "loop").symlink_to(pile)
    outcome = read(desk, [pile, pile / "missing.txt"])
    assert len(outcome.added) == 3
    assert {Path(refusal.path).name for refusal in outcome.refused} == {
        "empty.txt",
        "binary.txt",
        "loop",
        "missing.txt",
    }
    assert all(refusal.reason and "\n" not in refusal.reason for refusal in outcome.refused)
    assert register_view(desk, refused=outcome.refused).refused == outcome.refused


def test_a_register_inside_what_is_read_is_no_report(desk: Desk, pile: Path) -> None:
    read(desk, [pile])
    outcome = read(desk, [desk.folder.parent])
    assert (outcome.added, outcome.refused) == ((), ())


def test_the_log_says_who_read_what_when(desk: Desk, pile: Path) -> None:
    outcome = read(desk, [pile / "first.txt"])
    (line,) = log(desk)
    assert (line.what, line.subject, line.by) == ("read", outcome.added[0], "tester")
    assert line.at.year == 2021


def test_a_damaged_original_is_an_integrity_failure(desk: Desk, pile: Path) -> None:
    (report,) = read(desk, [pile / "first.txt"]).added
    for blob in (desk.folder / "blobs").glob("??/*"):
        blob.write_bytes(b"something else")
    with pytest.raises(IntegrityFailure):
        original(desk, report)


def test_a_sealed_orphan_is_swept_by_the_next_reading(desk: Desk, pile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from asyl.store.sources import Sources  # needs the open desk's Django

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Sources, "add", killed)
    with pytest.raises(KeyboardInterrupt):
        read(desk, [pile / "first.txt"])
    monkeypatch.undo()
    blobs = desk.folder / "blobs"
    assert len(list(blobs.glob("??/*"))) == 1
    assert desk.store.sources.all() == ()
    read(desk, [pile])
    assert {path.relative_to(blobs).as_posix() for path in blobs.glob("??/*")} == desk.store.sources.blobs()


def test_an_interruption_keeps_what_was_read(desk: Desk, pile: Path) -> None:
    def interrupt(what: str, done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(desk, [pile], interrupt)
    assert len(desk.store.sources.all()) == 2
    register = register_view(desk)  # settles what the interruption left
    assert len(register.reports) == 2
    assert len(read(desk, [pile]).added) == 1


def test_nothing_is_kept_of_a_report_that_engines_break_on(opener: Opener, pile: Path) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    with opener(newer("tiny 1", read_claims=breaks)) as desk:
        with pytest.raises(ZeroDivisionError):
            read(desk, [pile])
        assert desk.store.sources.all() == ()
    with opener() as desk:
        assert len(read(desk, [pile]).added) == 3


def test_no_report_at_all_is_an_empty_register(desk: Desk) -> None:
    register = register_view(desk)
    assert (register.reports, register.people, register.cases) == ((), (), ())
    assert register.as_of == desk.clock().date()


@pytest.mark.parametrize("text", ["a\0nul" * 3, "x" * 200_000, "Ab Cd fled", "\u202eToktar Sagidulla fled", "𝔄𝔅 fled"])
def test_odd_text_is_kept_as_it_is(desk: Desk, tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(text.encode("utf-16"))
    outcome = read(desk, [path])
    if outcome.added:
        assert find_report(desk, "odd").text == text
    assert len(outcome.added) + len(outcome.refused) == 1
    register_view(desk, None, View.CONFIRMED)


def test_a_name_that_is_no_utf_8(desk: Desk, tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt")
    Path(path).write_text("Toktar Sagidulla fled")
    (report,) = read(desk, [path]).added
    assert register_view(desk).paths == ((report, (path,)),)


def test_a_full_disk_is_said(desk: Desk, pile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(desk, [pile / "first.txt"])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RegisterProblem, match="No space left"):
        read(desk, [pile])
    monkeypatch.undo()
    assert len(register_view(desk).reports) == 1


def test_what_a_refusal_says_reaches_the_outcome(opener: Opener, pile: Path) -> None:
    def refuses(untrusted: bytes, name: str) -> None:
        raise Refused("not today")

    with opener(newer("tiny 1", extract=refuses)) as desk:
        outcome = read(desk, [pile / "first.txt"])
    assert [(Path(one.path).name, one.reason) for one in outcome.refused] == [("first.txt", "not today")]
