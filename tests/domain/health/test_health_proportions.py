from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.health.proportions import Count, share_difference, share_interval


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        pytest.param(Count(17, 20), "0.640", "0.948", id="17 of 20"),
        pytest.param(Count(0, 5), "0.000", "0.434", id="none of 5"),
        pytest.param(Count(5, 5), "0.566", "1.000", id="all of 5"),
    ],
)
def test_a_share_has_the_width_that_its_count_deserves(count: Count, low: str, high: str) -> None:
    found = share_interval(count)

    assert found is not None
    assert (f"{found.low:.3f}", f"{found.high:.3f}") == (low, high)


def test_a_difference_that_chance_may_have_made_is_not_firm() -> None:
    found = share_difference(Count(46, 50), Count(31, 40))

    assert found is not None
    assert [f"{100 * points:+.1f}" for points in (found.value, found.low, found.high)] == ["+14.5", "-0.4", "+30.3"]
    assert not found.is_firm


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(Count(48, 50), Count(20, 40), id="up"),
        pytest.param(Count(20, 40), Count(48, 50), id="down"),
    ],
)
def test_a_difference_that_leaves_nothing_out_is_firm(first: Count, second: Count) -> None:
    found = share_difference(first, second)

    assert found is not None
    assert found.is_firm


def test_of_nothing_nothing_can_be_said() -> None:
    assert share_interval(Count(0, 0)) is None
    assert share_difference(Count(1, 2), Count(0, 0)) is None
    assert share_difference(Count(0, 0), Count(1, 2)) is None


@given(size=st.integers(1, 500), successes=st.integers(0, 500))
def test_a_share_lies_in_its_interval_and_that_in_0_to_1(size: int, successes: int) -> None:
    found = share_interval(Count(min(successes, size), size))

    assert found is not None
    assert 0 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 1
