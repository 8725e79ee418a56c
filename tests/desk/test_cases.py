"""Cases, members and rights: who sees and does what, and nothing crosses cases."""

from dataclasses import replace
from pathlib import Path

import pytest

from asyl.desk import (
    REGISTER,
    Desk,
    add_member,
    case_of,
    cases,
    confirm,
    end_member,
    find_person,
    find_report,
    give,
    grant,
    judgements,
    links_of,
    log,
    members,
    open_case,
    original,
    read,
    rebuild,
    register_view,
    reject,
    retract,
    revoke,
    same,
    set_passphrase,
    verify,
    work_for,
)
from asyl.model import CaseRole, NotAllowed, NotFound, Overtaken, UsageProblem, View, live
from tests.desk.conftest import Opener
from tests.desk.team import OUTSIDER, WORDS, Team, claims, make, pile, titles
from tests.desk.tiny import TINY


@pytest.fixture
def team(desk: Desk, tmp_path: Path) -> Team:
    return make(desk, tmp_path)


def test_one_person_alone_needs_no_case_and_no_member(desk: Desk, pile: Path) -> None:
    read(desk, [pile])
    assert (members(desk), cases(desk)) == ((), ())
    assert len(register_view(desk).reports) == 3
    assert len(register_view(replace(desk, actor="the same person elsewhere")).reports) == 3
    assert [line.what for line in log(desk)] == ["read"] * 3


def test_what_was_one_person_s_stays_theirs_when_somebody_joins(desk: Desk, pile: Path) -> None:
    read(desk, [pile])
    confirm(desk, claims(desk)[0], "before")
    before = register_view(desk)
    add_member(desk, "rita")
    after = register_view(desk)
    assert replace(after, paths=before.paths) == before
    assert len(judgements(desk)) >= 1
    assert [claim for claim, said in after.judged if said == "confirmed"]
    rita = replace(desk, actor="rita", memory=type(desk.memory)())
    assert register_view(rita).reports == ()
    assert (cases(rita), judgements(rita), log(rita)) == ((), (), ())
    assert [member.name for member in members(rita)] == ["rita"]
    assert verify(desk).problems == ()


def test_each_role_sees_what_it_is_for(team: Team) -> None:
    assert len(register_view(team.owner).reports) == 2
    for name in ("edith", "rita"):
        assert register_view(team.desk(name)) == register_view(team.owner)
    for name in ("petra", "paul", "audrey", "kim"):
        assert register_view(team.desk(name)).reports == ()
        assert register_view(team.desk(name)).people == ()
    with pytest.raises(NotAllowed, match="no member"):
        register_view(team.desk("stranger"))


def test_nothing_crosses_from_one_case_into_another(team: Team) -> None:
    """The outsider holds a report about the same man; neither side's counts, links or names know of the other's."""
    theirs = register_view(team.desk(OUTSIDER))
    assert len(theirs.reports) == 1
    assert {person.name for person in theirs.people} == {"Toktar Sagidulla", "Marat Ospan"}
    ours = register_view(team.desk("rita"))
    assert "Marat Ospan" not in {person.name for person in ours.people}
    foreign = theirs.reports[0].id
    assert all(foreign not in (link.report, link.source) for link in ours.links)
    assert theirs.links == ()
    with pytest.raises(NotFound):
        find_report(team.desk("rita"), foreign)
    with pytest.raises(NotFound):
        original(team.desk("rita"), foreign)
    with pytest.raises(NotFound):
        links_of(team.desk("rita"), theirs.reports[0])
    with pytest.raises(NotFound):
        find_person(ours, "Marat Ospan", TINY)


def test_whoever_holds_both_sees_both_as_one(team: Team) -> None:
    grant(team.desk(OUTSIDER), team.theirs, "edith", CaseRole.READER)
    both = register_view(team.desk("edith"))
    assert len(both.reports) == 3
    assert len(both.links) > len(register_view(team.owner).links)
    assert len(register_view(team.desk("edith", team.ours)).reports) == 2
    assert len(register_view(team.desk("rita")).reports) == 2


def test_an_unknown_claim_and_somebody_else_s_get_one_answer(team: Team) -> None:
    foreign = claims(team.desk(OUTSIDER))[0]
    said = []
    for name in (foreign, "c000000000000"):
        with pytest.raises(NotFound) as raised:
            confirm(team.desk("edith"), name, "")
        said.append(raised.value.sentence.replace(name, "X"))
    assert said[0] == said[1]
    assert judgements(team.desk(OUTSIDER)) == tuple(
        one for one in judgements(team.desk(OUTSIDER)) if one.kind.value in ("open", "grant", "give")
    )


@pytest.mark.parametrize("name", ["rita", "petra", "paul", "audrey", "kim", OUTSIDER])
def test_only_owners_and_editors_judge(team: Team, name: str) -> None:
    claim = claims(team.owner)[0]
    with pytest.raises((NotAllowed, NotFound)):
        confirm(team.desk(name), claim, "")
    assert confirm(team.desk("edith"), claim, "").by == "edith"


def test_a_proposer_adds_and_never_reads_others(team: Team, tmp_path: Path) -> None:
    petra = team.desk("petra")
    ours = tmp_path / "ours" / "ours0.txt"
    outcome = read(petra, [pile(tmp_path, "mine", "Serik Bolat fled.")])
    assert len(outcome.added) == 1
    assert [report.id for report in register_view(petra).reports] == list(outcome.added)
    assert len(register_view(team.owner).reports) == 3
    # The same bytes as somebody else brought: new to them, and they learn nothing from it.
    again = read(petra, [ours])
    assert (len(again.added), again.known) == (1, ())
    assert len(register_view(petra).reports) == 2
    assert judgements(petra) == ()


def test_a_publisher_sees_what_was_confirmed_and_nothing_else(team: Team) -> None:
    paul = team.desk("paul")
    assert register_view(paul, view=View.CONFIRMED).reports == ()
    claim = claims(team.owner)[0]
    confirm(team.desk("edith"), claim, "")
    register = register_view(paul, view=View.CONFIRMED)
    assert [one.id for one in register.claims] == [claim]
    assert [report.id for report in register.reports] == [register.claims[0].report]
    assert register_view(paul).reports == ()


def test_reading_needs_a_case_where_there_are_several(team: Team, tmp_path: Path) -> None:
    open_case(team.owner, "another")
    more = pile(tmp_path, "more", "Serik Bolat fled.")
    with pytest.raises(NotAllowed, match="which case"):
        read(team.owner, [more])
    with pytest.raises(NotAllowed, match="no case to add to"):
        read(team.desk("rita"), [more])
    read(team.desk("olga", team.ours), [more])
    assert len(register_view(team.desk("rita")).reports) == 3


def test_the_same_page_in_two_cases_has_two_lines_of_versions(team: Team, tmp_path: Path) -> None:
    """A newer version that one case read replaces nothing in the other."""
    page = tmp_path / "ours" / "ours0.txt"
    oscar = team.desk(OUTSIDER)
    read(oscar, [page])
    page.write_text(page.read_text().replace("applied", "applied twice"))
    outcome = read(oscar, [page])
    assert len(outcome.versions) == 1
    assert [report.text for report in register_view(team.desk("rita")).reports if "twice" in report.text] == []
    assert len(register_view(team.desk("rita")).reports) == 2
    assert [report.text for report in register_view(oscar).reports if "twice" in report.text]


def test_a_page_that_one_case_has_can_be_read_into_another(team: Team, tmp_path: Path) -> None:
    second = open_case(team.owner, "another").id
    page = tmp_path / "ours" / "ours0.txt"
    outcome = read(team.desk("olga", second), [page])
    assert (len(outcome.added), outcome.known) == (1, ())
    assert len(register_view(team.desk("olga", second)).reports) == 1
    assert len(register_view(team.desk("olga", team.ours)).reports) == 2
    assert read(team.desk("olga", second), [page]).added == ()


def test_giving_a_source_shares_it_and_taking_that_back_unshares_it(team: Team) -> None:
    report = register_view(team.owner).reports[0].id
    grant(team.owner, team.ours, OUTSIDER, CaseRole.EDITOR)
    (given,) = give(team.desk(OUTSIDER), team.theirs, [report], "they asked")
    revoke(team.owner, team.ours, OUTSIDER)
    oscar = team.desk(OUTSIDER)
    assert report in {one.id for one in register_view(oscar).reports}
    assert give(oscar, team.theirs, [report], "they asked") == (given,)
    retract(oscar, given.id, "withdrawn")
    assert report not in {one.id for one in register_view(oscar).reports}
    with pytest.raises(NotFound):
        give(oscar, team.theirs, [report])


def test_revoking_ends_everything_at_once_and_taking_it_back_restores_exactly(team: Team) -> None:
    rita = team.desk("rita")
    before = register_view(rita), live(judgements(rita)), cases(rita)
    gone = revoke(team.owner, team.ours, "rita", "left")
    assert (register_view(rita).reports, judgements(rita), cases(rita), log(rita)) == ((), (), (), ())
    retract(team.owner, gone.id, "came back")
    assert (register_view(rita), live(judgements(rita)), cases(rita)) == before


def test_a_newer_grant_counts_and_taking_it_back_restores_the_older(team: Team) -> None:
    made = grant(team.owner, team.ours, "rita", CaseRole.EDITOR)
    claim = claims(team.owner)[0]
    confirm(team.desk("rita"), claim, "")
    retract(team.owner, made.id, "")
    with pytest.raises(NotAllowed):
        reject(team.desk("rita"), claim, "")


def test_somebody_always_owns_a_case(team: Team) -> None:
    with pytest.raises(UsageProblem, match="somebody has to own"):
        revoke(team.owner, team.ours, "olga")
    with pytest.raises(UsageProblem, match="somebody has to own"):
        grant(team.owner, team.ours, "olga", CaseRole.READER)
    assert register_view(team.owner).reports
    grant(team.owner, team.ours, "edith", CaseRole.OWNER)
    revoke(team.desk("edith"), team.ours, "olga")
    assert register_view(team.owner).reports == ()


def test_a_membership_ends(team: Team) -> None:
    end_member(team.owner, "rita", "left")
    with pytest.raises(NotAllowed, match="no member"):
        register_view(team.desk("rita"))
    with pytest.raises(UsageProblem, match="is or was"):
        add_member(team.owner, "rita")
    with pytest.raises(NotAllowed):
        end_member(team.desk("edith"), "paul")
    with pytest.raises(NotFound):
        end_member(team.owner, "nobody")
    with pytest.raises(UsageProblem, match="somebody has to own"):
        end_member(team.owner, OUTSIDER)
    with pytest.raises(UsageProblem, match="their own membership"):
        end_member(team.owner, "olga")
    assert verify(team.desk("kim")).problems == ()


def test_roles_over_the_register_read_nothing(team: Team) -> None:
    with pytest.raises(UsageProblem, match="whole register"):
        grant(team.owner, REGISTER, "rita", CaseRole.READER)
    assert rebuild(team.desk("kim")) == 3
    for name in ("rita", "edith", "olga"):
        with pytest.raises(NotAllowed):
            rebuild(team.desk(name))


def test_an_auditor_sees_who_and_when_and_no_reason(team: Team) -> None:
    confirm(team.desk("edith"), claims(team.owner)[0], "her own words")
    lines = log(team.desk("audrey"))
    assert ("edith", "confirm") in {(line.by, line.what) for line in lines}
    assert {line.why for line in lines} == {""}
    assert {line.detail for line in lines} == {()}
    mine = [line for line in log(team.owner) if line.what == "confirm"]
    assert [line.why for line in mine] == ["her own words"]


def test_a_case_is_worked_for_a_person_and_shows_it_to_its_readers(team: Team) -> None:
    key = next(iter(find_person(register_view(team.owner), "Toktar Sagidulla", TINY).keys))
    work_for(team.owner, team.ours, key)
    (case,) = cases(team.desk("rita"))
    assert [person.name for person in case.persons] == ["Toktar Sagidulla"]
    assert [one.member for one in case.members] == ["rita"]
    assert [case.persons for case in cases(team.desk("audrey"))] == [()]
    assert "the herder" not in titles(team.desk(OUTSIDER))
    with pytest.raises(NotAllowed):
        work_for(team.desk(OUTSIDER), team.ours, key)


def test_the_second_editor_is_told_what_the_first_decided_and_loses_nothing(team: Team) -> None:
    claim = claims(team.owner)[0]
    first = confirm(team.desk("edith"), claim, "seen the paper")
    with pytest.raises(
        Overtaken, match=r"edith confirmed this .*seen the paper.*nothing of yours was written"
    ) as raised:
        reject(team.owner, claim, "a misreading")
    assert raised.value.subject == first
    assert dict(register_view(team.owner).judged) == {claim: "confirmed"}
    reject(team.owner, claim, "a misreading", over=first.id)
    assert dict(register_view(team.owner).judged) == {claim: "rejected"}


def test_decisions_about_a_shared_source_stay_in_the_case_they_were_made_in(team: Team, tmp_path: Path) -> None:
    oscar = team.desk(OUTSIDER)
    read(oscar, [tmp_path / "ours" / "ours0.txt"])
    claim = next(one for one in claims(oscar) if one in claims(team.owner))
    confirm(team.desk("edith"), claim, "ours")
    assert dict(register_view(oscar).judged) == {}
    reject(oscar, claim, "theirs")
    assert dict(register_view(oscar).judged) == {claim: "rejected"}
    assert dict(register_view(team.owner).judged) == {claim: "confirmed"}


def test_who_is_who_across_two_cases_is_seen_by_whoever_holds_both(team: Team) -> None:
    grant(team.desk(OUTSIDER), team.theirs, "edith", CaseRole.EDITOR)
    edith = team.desk("edith")
    keys = sorted(key for person in register_view(edith).people for key in person.keys if key[1] == "toktar sagidulla")
    foreign = register_view(team.desk(OUTSIDER)).reports[0].id
    theirs = next(key for key in keys if key[0] == foreign)
    made = same(edith, next(key for key in keys if key[0] != foreign), theirs, "one face")
    assert made in judgements(edith)
    assert made not in judgements(team.owner)
    assert made not in judgements(team.desk(OUTSIDER))
    assert made.id not in {line.subject for line in log(team.owner)}
    with pytest.raises(NotFound):
        retract(team.owner, made.id, "")


def test_a_passphrase_guards_a_member_s_keys(team: Team, opener: Opener) -> None:
    set_passphrase(team.desk("edith"), "long enough")
    with opener(actor="edith") as locked, pytest.raises(NotAllowed, match="ASYL_MEMBER_FILE"):
        register_view(locked)
    with opener(actor="edith") as asked:
        wrong = replace(asked, passphrase=lambda: "not that one", memory=type(asked.memory)())
        with pytest.raises(NotAllowed, match="not this member's passphrase"):
            register_view(wrong)
        right = replace(asked, passphrase=lambda: "long enough", memory=type(asked.memory)())
        assert len(register_view(right).reports) == 2
    with pytest.raises(UsageProblem, match="at least"):
        set_passphrase(team.desk("edith"), "short")


@pytest.mark.parametrize("title", ["", "   ", "x" * 201])
def test_a_case_needs_a_title(desk: Desk, title: str) -> None:
    with pytest.raises(UsageProblem):
        open_case(desk, title)


@pytest.mark.parametrize("name", ["", "x" * 61, "a\nb\x07"])
def test_a_member_needs_a_name(desk: Desk, name: str) -> None:
    with pytest.raises(UsageProblem):
        add_member(desk, name)
    assert members(desk) == ()


def test_a_case_file_counts_only_what_its_reader_holds(team: Team) -> None:
    edith = team.desk("edith")
    grant(team.desk(OUTSIDER), team.theirs, "edith", CaseRole.READER)

    def reports(desk: Desk) -> int:
        register = register_view(desk)
        return len(case_of(register, find_person(register, "Toktar Sagidulla", TINY)).reports)

    assert (reports(edith), reports(team.desk("rita")), reports(team.desk(OUTSIDER))) == (3, 2, 1)
    assert WORDS
