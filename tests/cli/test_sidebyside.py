"""Two texts beside each other: nothing is lost, no line is too wide, marks where there are no colours."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from asyl.cli.layout import clean
from asyl.cli.sidebyside import beside

OLD = "The court in Karasai fined him 4,000 tenge and, at least temporarily, did not order his expulsion."
NEW = "The court in Karasai fined him 9,000 tenge and did not order his expulsion."


def plain(lines: list[Text]) -> list[str]:
    return [line.plain for line in lines]


def test_changed_words_are_marked_without_colours() -> None:
    lines = plain(list(beside(OLD, NEW, 260, styled=False)))
    assert len(lines) == 1
    assert "[-4,000-]" in lines[0]
    assert "{+9,000+}" in lines[0]
    assert "[-at least temporarily,-]" in lines[0]


def test_changed_words_are_coloured_where_colours_are() -> None:
    (line,) = beside(OLD, NEW, 220, styled=True)
    assert "[-" not in line.plain
    marked = {line.plain[span.start : span.end]: str(span.style) for span in line.spans}
    assert "strike" in marked["4,000"]
    assert "green" in marked["9,000"]


def test_a_narrow_terminal_gets_one_below_the_other() -> None:
    lines = plain(list(beside(OLD, NEW, 40, styled=False)))
    assert all(line.startswith(("- ", "+ ")) for line in lines)
    assert lines == sorted(lines, key=lambda line: line.startswith("+ "))


@pytest.mark.parametrize("width", [1, 2, 12, 40, 60, 100])
def test_wide_characters_fold(width: int) -> None:
    han = "阿里木江去年冬天从伊宁越过边境来到阿拉木图，当地法院判处他缓刑六个月，但没有下令驱逐出境。" * 3
    lines = list(beside(han, han.replace("六", "八"), width, styled=True))
    assert all(line.cell_len <= max(width, 4) for line in lines)  # a sign and a wide letter are three cells


@given(st.text(max_size=300), st.text(max_size=300), st.integers(8, 120))
def test_nothing_is_lost_and_nothing_is_too_wide(old: str, new: str, width: int) -> None:
    lines = list(beside(old, new, width, styled=True))
    assert all(line.cell_len <= width for line in lines)
    if width < 51:
        for sign, text in (("- ", old), ("+ ", new)):
            shown = "".join(line.plain[2:] for line in lines if line.plain.startswith(sign))
            assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", clean(text))
