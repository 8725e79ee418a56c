"""Hostile input neither crashes nor takes more than a linear share of time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asyl.lineage import index
from asyl.lineage.quotes import quotations
from asyl.model import DirectionBasis
from tests.lineage.stories import HARBOUR, RIVER, holds, report, trace_of

MIXED = (
    "Алмас Қайратұлы «келді» деп хабарлады «Жетісу самалы» газеті. ئالماس كەلدى 阿里木江在伊宁被捕，随后获释。 "
    "\u202eAlmas\u202c arrived\u200f at 6:40\u00a0a.m. and told the Tarn Ledger: “I am here”."
)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", "x", "\x00", "\ud800\udc00 \udfff", "«", "“" * 500, "the " * 3, MIXED]
)
def test_odd_texts(text: str) -> None:
    others = [report("a", text, "Tarn Ledger", "2020-01-01"), report("b", text, "Lowland Echo", "2020-01-02")]
    links = trace_of(*others, report("c", RIVER))
    assert all(holds(link, *others) for link in links)
    assert len(index(others[0])) == len(index(others[1]))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=200), min_size=1, max_size=5), st.sampled_from(["en", "ru", "kk", "und", "zh"]))
def test_any_texts(texts: list[str], language: str) -> None:
    reports = [
        report(
            str(number), f"{text}\n{RIVER}\n{text}", f"Outlet {number % 2}", f"2020-01-0{number + 1}", language=language
        )
        for number, text in enumerate(texts)
    ]
    for link in trace_of(*reports):
        assert holds(link, *reports)
        assert 0 <= link.share <= 1


def test_mixed_scripts_and_directions_are_found_in_both() -> None:
    one = report("a", f"{MIXED} {MIXED[::-1]}", "Tarn Ledger", "2020-01-01", language="kk")
    two = report("b", f"Кіріспе сөз.\n\n{one.text} Соңы.", "Lowland Echo", "2020-01-02", language="kk")
    links = [link for link in trace_of(one, two) if link.source]
    assert [(link.report, link.source) for link in links] == [("b", "a")]
    assert links[0].share > 0.8


def test_han_texts_are_compared() -> None:
    story = "阿里木江去年冬天从伊宁越过边境来到阿拉木图，当地法院判处他缓刑六个月，但没有下令驱逐出境。他仍在等候消息。"
    one = report("a", f"{story}他现在在修理厂工作。", "Tarn Ledger", "2020-01-01", language="zh")
    two = report("b", f"据报道，{story}", "Lowland Echo", "2020-01-02", language="zh")
    (link,) = (link for link in trace_of(one, two) if link.source)
    assert [passage.here.quote for passage in link.passages] == [story]


def test_ten_thousand_identical_reports_are_ten_thousand_links() -> None:
    reports = [report(f"{n:05}", f"{RIVER}\n\n{HARBOUR}", f"Outlet {n % 50}", "2020-01-01") for n in range(10_000)]
    start = time.process_time()
    links = trace_of(*reports)
    assert len(links) == 9_999
    assert {link.source for link in links} == {"00000"}
    assert time.process_time() - start < 60


def test_a_line_of_five_megabytes() -> None:
    long = report("long", (f"{RIVER} " * 12_000)[:5_000_000], "Tarn Ledger", "2020-01-01")
    copy = report("copy", f"Yesterday's news.\n\n{RIVER}", "Lowland Echo", "2020-02-01")
    start = time.process_time()
    links = [link for link in trace_of(long, copy) if link.source]
    assert [(link.report, link.source) for link in links] == [("copy", "long")]
    assert time.process_time() - start < 60


@pytest.mark.long
def test_two_reports_of_repeated_sentences() -> None:
    one = report("a", "He was freed at noon by the old bridge guard. " * 40_000, "Tarn Ledger", "2020-01-01")
    two = report("b", "He was freed at noon by the old bridge guard. " * 30_000, "Lowland Echo", "2020-01-02")
    start = time.process_time()
    trace_of(one, two)
    assert time.process_time() - start < 60


def test_many_quotations_are_looked_for_in_bounded_time() -> None:
    quoting = report("a", "“He left the house on the hill before the rain had stopped falling”. " * 3_000)
    source = report("b", ("She came to the house on the hill after the rain had begun to fall. " * 8_000))
    start = time.process_time()
    list(quotations(quoting, source))
    assert time.process_time() - start < 30


def test_reports_that_name_each_other_in_a_circle() -> None:
    reports = [
        report(name, f"As reported by the {other}, nothing is new.\n\n{RIVER}", own)
        for name, own, other in (
            ("a", "Tarn Ledger", "Lowland Echo"),
            ("b", "Lowland Echo", "Upland Monitor"),
            ("c", "Upland Monitor", "Tarn Ledger"),
        )
    ]
    links = trace_of(*reports)
    assert {(link.report, link.source) for link in links} == {("a", "b"), ("b", "c"), ("c", "a")}


def test_an_outlet_named_like_a_common_word() -> None:
    reports = [report("paper", RIVER, "The Paper", "2020-01-01")]
    reports += [report("b", f"The paper was valid until May. {HARBOUR}", "Lowland Echo", "2020-02-02")]
    assert trace_of(*reports) == []


def test_dates_in_the_future_decide_nothing_alone() -> None:
    one = report("a", RIVER, "Tarn Ledger", "9999-12-31")
    two = report("b", f"{RIVER} More.", "Lowland Echo", "2020-01-01")
    (link,) = trace_of(one, two)
    assert (link.report, link.source) == ("a", "b")


@pytest.mark.long
def test_a_million_repeated_sentences_are_read_in_bounded_time() -> None:
    one = report("a", "He was freed. " * 1_000_000, "Tarn Ledger", "2020-01-01")
    two = report("b", f"He was freed. He was freed.\n\n{RIVER}", "Lowland Echo", "2020-01-02")
    three = report("c", RIVER, "Upland Monitor", "2020-01-03")
    start = time.process_time()
    links = [link for link in trace_of(one, two, three) if link.source]
    assert [(link.report, link.source) for link in links] == [("c", "b")]
    assert time.process_time() - start < 120


def test_empty_bodies_rest_on_nothing() -> None:
    reports = [report(f"{n:03}", " " * (n % 3), f"Outlet {n % 5}", "2020-01-01") for n in range(300)]
    assert trace_of(*reports, report("r", RIVER, "Tarn Ledger", "2020-01-01")) == []


def test_reports_that_copy_each_other_in_a_circle_of_dates_and_names_end() -> None:
    texts = [f"{RIVER} Part {n}. As reported by the Outlet {(n + 1) % 40} Gazette, so it was." for n in range(40)]
    reports = [report(f"{n:02}", text, f"Outlet {n} Gazette", "2020-01-01") for n, text in enumerate(texts)]
    links = [link for link in trace_of(*reports) if link.source]
    assert {link.report for link in links} <= {one.id for one in reports}
    assert all(link.report != link.source for link in links)


def test_outlets_named_like_common_words_are_not_seen_everywhere() -> None:
    names = ["The Times", "Post", "The Record", "Freedom", "Bridge", "Now", "Today", "The Guard"]
    papers = [report(f"p{n}", f"{HARBOUR} Number {n}.", name, "2020-01-01") for n, name in enumerate(names)]
    text = (
        "The guard at the bridge had a record of freedom; at times he sent it by post. Today he rests. Now nobody asks."
    )
    assert [
        link for link in trace_of(*papers, report("z", text, "Lowland Echo", "2020-02-02")) if link.report == "z"
    ] == []


def test_a_date_in_the_future_beside_a_named_source_is_no_contradiction() -> None:
    one = report("a", RIVER, "Tarn Ledger", "2020-01-01")
    two = report("b", f"As reported by the Tarn Ledger.\n\n{RIVER}", "Lowland Echo", "2999-01-01")
    (link,) = (link for link in trace_of(one, two) if link.source)
    assert (link.report, link.source, link.basis) == ("b", "a", DirectionBasis.ATTRIBUTION)


def test_addresses_in_a_long_line_take_linear_time() -> None:
    line = "https://www.tarnledger.com/" + "a/" * 200_000 + " x.y." * 200_000 + "a-" * 200_000
    start = time.process_time()
    trace_of(report("a", line, "Lowland Echo", "2020-01-01"), report("b", RIVER, "Tarn Ledger", "2020-01-01"))
    assert time.process_time() - start < 60
