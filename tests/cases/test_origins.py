"""How many independent origins a fact has, and at which level."""

from __future__ import annotations

from dataclasses import replace

import pytest

from asyl.model import ChangeKind, DirectionBasis, Link, LinkKind, OriginLevel
from tests.cases.makers import Say, Told, case, link, the, told

ARREST = Say("arrest", "2025-03-14")
WIFE = Say("arrest", "2025-03-14", speaker="Zarina", local="n1")


def levels(*reports: Told, **more: object) -> list[OriginLevel]:
    return [origin.level for origin in the(case(*reports, **more), "arrest").origins]  # type: ignore[arg-type]


def test_two_reports_that_found_it_out_themselves_are_two() -> None:
    assert levels(told("a", ARREST), told("b", ARREST)) == [OriginLevel.COLLECTION] * 2


@pytest.mark.parametrize("kind", [LinkKind.COPY, LinkKind.REWRITE])
def test_a_copy_and_a_rewrite_add_none(kind: LinkKind) -> None:
    a, b = told("a", ARREST), told("b", ARREST)
    assert len(levels(a, b, links=[link(b, a, kind)])) == 1


def test_words_that_were_quoted_add_none_and_the_report_s_own_add_one() -> None:
    a = told("a", ARREST)
    b = told("b", ARREST)
    assert len(levels(a, b, links=[link(b, a, LinkKind.QUOTE, lines=[(1, 1)])])) == 1
    assert len(levels(a, b, links=[link(b, a, LinkKind.QUOTE)])) == 2
    vague = told("b", Say("arrest", "2025-03"))
    assert len(levels(a, vague, links=[link(vague, a, LinkKind.QUOTE)])) == 1


def test_a_report_that_borrows_a_sentence_stays_its_own() -> None:
    a, b = told("a", ARREST), told("b", ARREST)
    assert len(levels(a, b, links=[link(b, a, LinkKind.REWRITE, share=0.05)])) == 2


def test_a_correction_stands_on_its_own() -> None:
    a, b = told("a", Say("arrest", "2025-03-13")), told("b", ARREST)
    citing = link(b, a, LinkKind.CITE, lines=[(1, 1)], changes=[ChangeKind.DATE])
    assert len(levels(a, b, links=[citing])) == 2
    assert len(levels(a, b, links=[link(b, a, LinkKind.CITE, lines=[(1, 1)])])) == 1


def test_a_rewrite_with_a_witness_of_its_own_adds_one() -> None:
    a, b = told("a", ARREST), told("b", WIFE)
    assert levels(a, b, links=[link(b, a)]) == [OriginLevel.COLLECTION, OriginLevel.WITNESS]


def test_one_witness_in_two_reports_is_one() -> None:
    a = told("a", WIFE)
    b = told("b", Say("arrest", "2025-03-14", speaker="Зарина", local="n7"))
    assert levels(a, b, keys={("a", "n1"): "p9", ("b", "n7"): "p9"}) == [OriginLevel.WITNESS]
    assert len(levels(a, b, keys={("a", "n1"): "p9", ("b", "n7"): "p8"})) == 2


def test_a_paper_seen_and_a_shared_witness_are_two_whatever_the_order() -> None:
    paper = Say("arrest", "2025-03-14", speaker="the judgment")
    for first, second in (("a", "b"), ("b", "a")):
        reports = told(first, WIFE), told(second, WIFE, paper)
        assert len(levels(*reports, keys={("a", "n1"): "p9", ("b", "n1"): "p9"})) == 2


def test_a_report_with_two_voices_collected_once() -> None:
    assert len(levels(told("a", WIFE, Say("arrest", "2025-03-14", speaker="the judgment")))) == 1


def test_two_reports_that_rest_on_one_absent_source_are_one() -> None:
    a, b = told("a", ARREST), told("b", ARREST)
    file = case(a, b, links=[link(a, "Karvon Press"), link(b, "karvon press")])
    (origin,) = the(file, "arrest").origins
    assert (origin.level, origin.label) == (OriginLevel.NOT_RETRIEVED, "Karvon Press")
    assert "not retrieved: Karvon Press" in file.gaps


def test_what_a_report_puts_into_an_outlet_s_mouth_is_that_outlet_s() -> None:
    a = told("a", ARREST, publisher="Karvon Press")
    b = told("b", Say("arrest", "2025-03-14", speaker="Karvon Press"))
    assert len(levels(a, b, links=[link(b, a, LinkKind.CITE)])) == 1
    assert levels(b, links=[link(b, "Karvon Press", LinkKind.CITE)]) == [OriginLevel.NOT_RETRIEVED]
    assert levels(told("c", Say("arrest", "2025-03-14", speaker="RFE/RL"))) == [OriginLevel.NOT_RETRIEVED]


def test_outlets_of_one_family_are_one_voice() -> None:
    a, b = told("a", ARREST, publisher="Azattyq"), told("b", ARREST, publisher="Current Time")
    assert levels(a, b) == [OriginLevel.PUBLISHER_FAMILY]


def test_one_author_under_two_outlets_is_one_voice() -> None:
    a = told("a", ARREST, author="Malika Yusupova")
    assert levels(a, told("b", ARREST, author="Malika Yusupova")) == [OriginLevel.AUTHOR]
    staff = told("a", ARREST, publisher="Amu Wire", author="Amu Wire staff")
    assert len(levels(staff, told("b", ARREST, publisher="Syr Post", author="Syr Post staff"))) == 2


def test_a_circle_of_citations_is_one_origin() -> None:
    a, b, c = told("a", ARREST), told("b", ARREST), told("c", ARREST)
    assert len(levels(a, b, c, links=[link(a, b), link(b, c), link(c, a)])) == 1
    assert len(levels(a, links=[link(a, a)])) == 1


def test_a_chain_goes_back_to_the_only_report_that_found_out() -> None:
    a, b, c = told("a", ARREST), told("b", Say("flight", "2025-01")), told("c", ARREST)
    assert len(levels(a, b, c, links=[link(b, a), link(c, b)])) == 1


def test_without_a_direction_the_later_report_rests_on_the_earlier() -> None:
    early, late = told("a", ARREST, published="2025-04-01"), told("b", ARREST, published="2025-05-01")
    for made in (link(late, early, basis=DirectionBasis.NONE), link(early, late, basis=DirectionBasis.NONE)):
        found = the(case(early, late, links=[made]), "arrest").origins
        assert [origin.label for origin in found] == ["The a Gazette"]


def test_every_claim_of_a_fact_stands_under_an_origin() -> None:
    a, b, c = told("a", WIFE), told("b", ARREST), told("c", ARREST)
    fact = the(case(a, b, c, links=[link(c, a)]), "arrest")
    assert {claim for origin in fact.origins for claim in origin.claims} == {claim.id for claim in fact.claims}


def credited(report: Told, name: str, words: str) -> Link:
    """A citation of an absent source whose name stands where `words` do."""
    at = report.report.text.index(words)
    return replace(link(report, name, LinkKind.CITE), attribution=report.report.span(at, at + len(words)))


def test_a_source_credited_for_the_whole_covers_every_claim_and_a_cited_one_its_sentence() -> None:
    lead = "people who fled in the spring were taken from their homes in one night, as reported by Karvon Press"
    a = told("a", Say("flight", words=lead), Say("torture"), ARREST)
    b = told("b", ARREST)
    assert levels(a, links=[credited(a, "Karvon Press", "reported by Karvon Press")]) == [OriginLevel.NOT_RETRIEVED]
    assert levels(b, links=[credited(b, "Karvon Press", "End.")]) == [OriginLevel.NOT_RETRIEVED]
    prose = "a paragraph that is long enough to be prose and that has nothing to do with what comes after it here"
    middle = told("c", Say("flight", words=prose), Say("torture", words=lead), Say("release"), Say("release"), ARREST)
    cited = credited(middle, "Karvon Press", "reported by Karvon Press")
    assert levels(middle, links=[cited]) == [OriginLevel.COLLECTION]
    assert the(case(middle, links=[cited]), "torture").origins[0].level is OriginLevel.NOT_RETRIEVED
