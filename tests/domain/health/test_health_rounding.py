from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.health.rounding import half_up, lines_adding_up, reaches


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param(0.5, 1, id="to the odd number"),
        pytest.param(1.5, 2, id="to the even number"),
        pytest.param(2.5, 3, id="not the banker's even number"),
        pytest.param(69.49999999999999, 69 + 1, id="a half, but for floating-point noise"),
        pytest.param(69.4999, 69, id="less than a half"),
        pytest.param(-0.5, 0, id="up, below zero too"),
    ],
)
def test_half_goes_up(value: float, shown: int) -> None:
    assert half_up(value) == shown


@pytest.mark.parametrize(
    ("value", "is_reached"),
    [
        pytest.param(0.7, True, id="on the border"),
        pytest.param(0.1 * 7 - 1e-12, True, id="on it, but for noise"),
        pytest.param(0.6999, False, id="below"),
    ],
)
def test_a_border_is_reached_noise_aside(value: float, is_reached: bool) -> None:  # noqa: FBT001 (a case of the table)
    assert reaches(value, 0.7) is is_reached


def test_the_largest_remainders_go_up_and_of_equal_ones_the_first() -> None:
    assert lines_adding_up([1.05, 2.05, 3.08], 6.18) == (1.1, 2.0, 3.1)


def test_noise_below_a_tenth_is_no_remainder() -> None:
    assert lines_adding_up([0.1 + 0.2, 0.25], 0.55) == (0.3, 0.3)


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=19))
def test_lines_always_add_up_to_the_rounded_whole(parts: list[float]) -> None:
    whole = sum(parts)

    lines = lines_adding_up(parts, whole)

    assert sum(round(line * 10) for line in lines) == half_up(whole * 10)
    assert all(abs(line - part) < 0.1 + 1e-6 for line, part in zip(lines, parts, strict=True))
