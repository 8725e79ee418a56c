"""Boilerplate is no passage; a wire story under many addresses is."""

from asyl.model import Link, Report
from tests.lineage.stories import HARBOUR, RIVER, report, trace_of

FOOTER = (
    "The Tarn Ledger is printed on Thursdays and read in four valleys; write to the desk at the old weigh house, bring "
    "your own pencil, and ask for the editor on duty after the noon bell."
)
STORIES = (
    RIVER,
    HARBOUR,
    "Three sisters from the orchard villages were told in writing that their appeal had been lost in a move of "
    "offices. A clerk found it behind a radiator in March, stamped it again and apologised with a bag of walnuts. They "
    "eat one each evening and keep the shells in order of size, which the youngest says is a calendar of a kind.",
    "The interpreter kept a list of every word that had no equivalent. By the end of the hearing it filled two pages, "
    "and the judge asked for a copy before she adjourned until the thaw. He now teaches the list on Saturdays in a "
    "room over the bakery, where nobody minds the noise, and the pupils add to it in pencil.",
)
WIRE = (
    "A patrol boat brought nineteen people to the eastern mole shortly before six, among them a teacher of mathematics "
    "with a wrapped lamp. He asked the first officer whether this was still the old country. It was not, the officer "
    "said, and wrote down his name as he heard it, with one letter too many. The teacher corrected him twice and then "
    "let it be. By nine all of them had soup and a number, by noon a doctor, and by evening the first telephone calls."
)


def texts_of(links: list[Link]) -> list[str]:
    return [passage.here.quote for link in links for passage in link.passages]


def test_a_footer_of_one_outlet_makes_no_link() -> None:
    reports = [
        report(f"r{i}", f"{story}\n\n{FOOTER}", "Tarn Ledger", f"2020-0{i + 1}-01") for i, story in enumerate(STORIES)
    ]
    assert trace_of(*reports) == []
    assert trace_of(*reports[:2]) == []


def test_a_standing_description_in_the_middle_makes_no_link() -> None:
    reports = [
        report(
            f"r{i}",
            f"{story}\n\n{FOOTER}\n\n{' '.join(f'n{i}x{n}' for n in range(40))}",
            "Tarn Ledger",
            f"2020-0{i + 1}-01",
        )
        for i, story in enumerate(STORIES)
    ]
    assert trace_of(*reports) == []


def wire(number: int, publisher: str) -> Report:
    lead = f"Our reader number {number} writes from street {number * 37} that the fog came early this year again."
    return report(f"w{number}", f"{lead}\n\n{WIRE}", publisher, f"2020-05-{number + 1:02}")


def test_a_wire_story_that_one_outlet_prints_under_many_addresses_is_kept() -> None:
    links = trace_of(*(wire(number, "Tarn Ledger") for number in range(5)))
    assert {link.report for link in links} == {f"w{number}" for number in range(1, 5)}
    assert {link.source for link in links} == {"w0"}
    assert all(WIRE in text for text in texts_of(links))


def test_a_wire_story_in_more_outlets_than_a_rare_shingle_has_holders_is_kept() -> None:
    reports = [wire(number, f"Outlet {number}") for number in range(28)]
    reports += [
        report(f"v{n}", f"Page {n * 31} of the almanac.\n\n{WIRE}", f"Paper {n}", "2020-06-01") for n in range(28)
    ]
    links = trace_of(*reports)
    assert {link.report for link in links} == {one.id for one in reports} - {"w0"}
    assert {link.source for link in links} == {"w0"}


def test_a_footer_that_another_outlet_copies_with_the_story_is_part_of_the_copy() -> None:
    reports = [
        report(f"r{i}", f"{story}\n\n{FOOTER}", "Tarn Ledger", f"2020-0{i + 1}-01") for i, story in enumerate(STORIES)
    ]
    copy = report("copy", f"{RIVER}\n\n{FOOTER}", "Clip Box", "2021-01-01")
    links = trace_of(*reports, copy)
    assert [(link.report, link.source) for link in links] == [("copy", "r0")]
