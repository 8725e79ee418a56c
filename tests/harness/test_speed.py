"""Decisions are quick, and undoing them leaves nothing."""

from pathlib import Path

import pytest

from tests.harness import speed


@pytest.mark.parametrize("count", [200, pytest.param(2000, marks=pytest.mark.long)])
def test_undone_and_done_again_it_is_the_same(tmp_path: Path, count: int) -> None:
    rates = speed.measure(tmp_path, count)
    print(rates)
    assert rates.identical
    # A decision that looked at the whole register would be a hundred times slower than this.
    assert rates.decided > 300
