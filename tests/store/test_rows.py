"""What goes into either database comes out as it was."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyl.model import Judgement, JudgementKind, Matter, NotFound, QuoteNotThere, RegisterProblem, Report
from asyl.store import Seen
from tests.store.values import AT, CLAIM, DIGEST, LINK, MENTIONS, ODD, PROPOSAL, entry, judgement, report

if TYPE_CHECKING:
    from asyl.store import Store

ANY_TEXT = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\0\\ud8000\udfff\ud83d")), max_size=60)


def add_source(store: "Store", name: str = "r1", digest: str = DIGEST) -> None:
    store.sources.add(
        report=name, digest=digest, blob=f"b-{name}", sealed_as="plain", media_type="text/plain", size=7, received=AT
    )


@given(text=ANY_TEXT)
def test_escaping_is_undone_and_leaves_nothing_a_database_refuses(text: str) -> None:
    from asyl.store.fields import escape, unescape

    assert unescape(escape(text)) == text
    assert "\0" not in escape(text)
    escape(text).encode("utf-8")


def test_text_without_oddities_lies_in_the_column_as_it_is() -> None:
    from asyl.store.fields import escape

    assert escape("Қытайдан қашқан 中文 😀") == "Қытайдан қашқан 中文 😀"


def test_a_reading_comes_back(store: "Store") -> None:
    with store.computing():
        add_source(store)
        store.readings.put(report(), MENTIONS, [CLAIM], "v1")
    assert store.readings.report("r1") == report()
    assert store.readings.reports() == {"r1": report()}
    assert store.readings.mentions(["r1"]) == {"r1": MENTIONS}
    assert store.readings.claims([report()]) == {"r1": [CLAIM]}
    assert store.readings.claims_by_id([CLAIM.id, "c000000000000"]) == {CLAIM.id: CLAIM}
    assert store.readings.made_by("v1") == {"r1"}
    assert store.readings.made_by("v2") == frozenset()


def test_a_new_reading_takes_the_place_of_the_old(store: "Store") -> None:
    with store.computing():
        add_source(store)
        store.readings.put(report(), MENTIONS, [CLAIM], "v1")
        store.readings.put(report(text="hello world"), MENTIONS[:1], [], "v2")
    assert store.readings.report("r1").text == "hello world"
    assert store.readings.mentions(["r1"]) == {"r1": MENTIONS[:1]}
    assert store.readings.claims([store.readings.report("r1")]) == {"r1": []}


def test_a_claim_whose_words_are_not_there_is_not_handed_out(store: "Store") -> None:
    other = Report(
        id="r1", digest=DIGEST, text=report().text.replace("fled", "died"), text_version="1", language="en", zones=()
    )
    with store.computing():
        add_source(store)
        store.readings.put(other, [], [CLAIM], "v1")
    with pytest.raises(QuoteNotThere):
        store.readings.claims([other])


def test_sources_and_where_they_stood(store: "Store") -> None:
    with store.computing():
        add_source(store)
        add_source(store, "r2", "e" * 64)
        store.sources.see(Seen("r1", "a.txt", "/x/a.txt", AT))
        store.sources.see(Seen("r1", ODD, "/x/" + ODD, AT))
        store.sources.see(Seen("r2", "a.txt", "/x/a.txt", AT, "r1"))
    kept = store.sources.get("r1")
    assert (kept.source.paths, kept.source.replaces, kept.source.received) == (("a.txt", ODD), None, AT)
    assert store.sources.get("r2").source.replaces == "r1"
    assert store.sources.standing_at("/x/a.txt") == "r2"
    assert store.sources.standing_at("/nowhere") is None
    assert store.sources.current() == {"r1", "r2"}  # r1 still stands at the other place
    assert [one.source.report for one in store.sources.all()] == ["r1", "r2"]
    assert store.sources.with_digest("e" * 64) == "r2"
    assert store.sources.with_digest("f" * 64) is None
    assert store.sources.blobs() == {"b-r1", "b-r2"}
    assert store.sources.sightings()[-1] == Seen("r2", "a.txt", "/x/a.txt", AT, "r1")


def test_a_report_replaced_at_its_only_place_is_not_current(store: "Store") -> None:
    with store.computing():
        add_source(store)
        add_source(store, "r2", "e" * 64)
        store.sources.see(Seen("r1", "a.txt", "/x/a.txt", AT))
        store.sources.see(Seen("r2", "a.txt", "/x/a.txt", AT, "r1"))
    assert store.sources.current() == {"r2"}
    with store.computing():
        store.sources.see(Seen("r1", "a.txt", "/x/a.txt", AT, "r2"))
    assert store.sources.current() == {"r1"}


def test_an_id_grows_until_it_is_unique(store: "Store") -> None:
    digest = "0123456789abcdef" * 4
    assert store.sources.new_id(digest) == "r0123456789"
    with store.computing():
        add_source(store, "r0123456789", "e" * 64)
    assert store.sources.new_id(digest) == "r0123456789a"


def test_what_is_not_there_is_not_found(store: "Store") -> None:
    for ask in (store.sources.get, store.readings.report, store.judgements.get):
        with pytest.raises(NotFound):
            ask("nothing")


def concerns(made: Judgement) -> list[str]:
    about = made.about
    keys = [about.case, about.sealed] if isinstance(about, Matter) else []
    return [key for key in (*keys, *made.sources) if key]


@pytest.mark.parametrize("kind", list(JudgementKind))
def test_a_judgement_comes_back_by_value(store: "Store", kind: JudgementKind) -> None:
    made = judgement("j1", kind)
    with store.act(entry(kind.value)):
        store.judgements.add(made)
    assert store.judgements.all() == (made,)
    assert store.judgements.get("j1") == made
    assert store.judgements.get_many(["j1", "j2"]) == {"j1": made}
    assert store.judgements.same_as([judgement("other", kind)]) == {"other": made}
    assert store.judgements.same_as([judgement("other", kind, by="somebody else")]) == {}
    assert store.judgements.same_as([replace(judgement("other", kind), cases=("k1",))]) == {}
    assert store.judgements.all({kind}) == (made,)
    assert store.judgements.all(set(JudgementKind) - {kind}) == ()
    for key in concerns(made):
        assert store.judgements.about([key]) == (made,)
    assert store.judgements.about(["nothing"]) == ()


def test_a_judgement_is_taken_back_once_and_stays(store: "Store") -> None:
    later = datetime(2021, 1, 1, tzinfo=UTC)
    with store.act(entry()):
        store.judgements.add(judgement("j1", JudgementKind.SAME))
        store.judgements.retract(["j1"], at=later, by="x", why="y")
        store.judgements.retract(["j1"], at=AT, by="z", why="z")
    taken = store.judgements.get("j1")
    assert (taken.retracted, taken.retracted_by, taken.retracted_why) == (later, "x", "y")
    assert store.judgements.same_as([judgement("j2", JudgementKind.SAME)]) == {}


def test_links_and_proposals_are_replaced_whole(store: "Store") -> None:
    with store.computing():
        add_source(store)
        store.derived.replace([LINK, LINK], [PROPOSAL])
        store.derived.replace([LINK], [PROPOSAL, PROPOSAL])
    assert store.derived.links() == (LINK,)
    assert store.derived.proposals() == (PROPOSAL, PROPOSAL)


def test_what_is_computed_for_one_audience_is_not_another_s(store: "Store") -> None:
    with store.computing():
        add_source(store)
        add_source(store, "r2", "e" * 64)
        store.derived.replace([LINK], [PROPOSAL])
        store.derived.replace([LINK, LINK], [], "some")
        store.derived.settle("some", "1 2 3", {("r1", "\udfff"): "p1"})
    assert (store.derived.links(), store.derived.links("some")) == ((LINK,), (LINK, LINK))
    assert (store.derived.proposals(), store.derived.proposals("some")) == ((PROPOSAL,), ())
    assert (store.derived.settled(), store.derived.settled("some")) == ("", "1 2 3")
    assert store.derived.keys("some") == {("r1", "\udfff"): "p1"}
    with store.computing():
        store.derived.forget_scopes([""])
    assert (store.derived.links(), store.derived.links("some"), store.derived.settled("some")) == ((LINK,), (), "")


def test_the_links_of_some_reports_are_replaced_alone(store: "Store") -> None:
    other = replace(LINK, report="r2")
    with store.computing():
        add_source(store)
        add_source(store, "r2", "e" * 64)
        store.derived.replace([LINK, other], [PROPOSAL])
        store.derived.replace_links([replace(LINK, share=0.5)], only={"r1", "r7"})
    assert store.derived.links() == (replace(LINK, share=0.5), other)
    assert store.derived.proposals() == (PROPOSAL,)


def test_marks(store: "Store") -> None:
    assert store.derived.marked("x") == ""
    with store.computing():
        store.derived.mark("x", "1")
        store.derived.mark("x", "2")
    assert store.derived.marked("x") == "2"


def test_dropping_what_is_computed_leaves_evidence_and_decisions(store: "Store") -> None:
    with store.act(entry()):
        add_source(store)
        store.sources.see(Seen("r1", "a.txt", "/x/a.txt", AT))
        store.judgements.add(judgement("j1", JudgementKind.SAME))
        store.readings.put(report(), MENTIONS, [CLAIM], "v1")
        store.derived.replace([LINK], [PROPOSAL])
        store.postings.add("r1", [1, 2])
    kept = store.sources.all(), store.judgements.all(), store.log.all()
    with store.computing():
        store.derived.drop()
    assert (store.sources.all(), store.judgements.all(), store.log.all()) == kept
    assert store.readings.reports() == {}
    assert (store.derived.links(), store.derived.proposals()) == ((), ())
    assert store.postings.reports() == frozenset()


def test_an_act_and_its_line_are_kept_together_or_not_at_all(store: "Store") -> None:
    with store.act(entry("read")):
        add_source(store)
    with pytest.raises(ZeroDivisionError):
        _breaks_in_the_middle(store)
    assert [line.what for line in store.log.all()] == ["read"]
    assert store.log.all() == (entry("read"),)
    assert store.judgements.all() == ()


def test_the_revision_moves_with_the_acts_it_is_asked_about(store: "Store") -> None:
    acts = frozenset({"read"})
    before = store.log.revision(acts)
    with store.act(entry("confirm")):
        pass
    assert store.log.revision(acts) == before
    with store.act(entry("read")):
        pass
    assert store.log.revision(acts) != before


def _breaks_in_the_middle(store: "Store") -> None:
    with store.act(entry("same")):
        store.judgements.add(judgement("j1", JudgementKind.SAME))
        raise ZeroDivisionError


@pytest.mark.parametrize("table", ["judgement", "act", "source", "sourcepath"])
def test_evidence_decisions_and_log_cannot_be_deleted(store: "Store", table: str) -> None:
    from django.apps import apps
    from django.db import connections

    with store.act(entry()):
        add_source(store)
        store.sources.see(Seen("r1", "a.txt", "/x/a.txt", AT))
        store.judgements.add(judgement("j1", JudgementKind.SAME))
    rows = apps.get_model("store", table)._default_manager.using(store.alias)
    with pytest.raises(RegisterProblem, match="kept for ever"):
        rows.get().delete()
    with pytest.raises(RegisterProblem, match="kept"), store.computing():
        rows.all()._raw_delete(store.alias)
    with (
        pytest.raises(RegisterProblem, match="kept as they are"),
        store.speaking(),
        connections[store.alias].cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM store_{table}")  # noqa: S608
    assert rows.count() == 1


@pytest.mark.parametrize("table", ["act", "sourcepath"])
def test_the_log_and_the_places_cannot_be_changed(store: "Store", table: str) -> None:
    from django.apps import apps

    with store.act(entry()):
        add_source(store)
        store.sources.see(Seen("r1", "a.txt", "/x/a.txt", AT))
    rows = apps.get_model("store", table)._default_manager.using(store.alias)
    with pytest.raises(RegisterProblem, match="kept as they are"), store.computing():
        rows.update(at=datetime(1999, 1, 1, tzinfo=UTC))


def test_a_snapshot_reads_and_lets_go(store: "Store") -> None:
    with store.snapshot():
        assert store.sources.all() == ()
    with store.computing():
        add_source(store)
    with store.snapshot():
        assert len(store.sources.all()) == 1


def test_alone_can_be_had_again_after_it_was_given_up(store: "Store") -> None:
    def waiting() -> None:
        raise AssertionError("nobody else is here")

    for _ in range(2):
        with store.alone(waiting):
            pass
