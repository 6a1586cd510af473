from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.revenue.curve import TYPICAL_SLOPE, Resolved, fitted_curve


@pytest.mark.parametrize(("score", "percent"), [(20, 53), (40, 72), (50, 79), (60, 85), (80, 93)])
def test_without_renewals_it_is_the_stated_assumption(score: int, percent: int) -> None:
    curve = fitted_curve([], base_rate=0.85)

    assert round(100 * curve.chance(score)) == percent
    assert curve.slope == pytest.approx(TYPICAL_SLOPE)
    assert (curve.learned, curve.renewed, curve.churned) == (0.0, 0, 0)


def test_what_was_lost_at_low_scores_makes_the_curve_steeper() -> None:
    rows = [Resolved(80, renewed=True)] * 40 + [Resolved(30, renewed=False)] * 15 + [Resolved(30, renewed=True)] * 5

    curve = fitted_curve(rows, base_rate=0.85)

    assert curve.slope > TYPICAL_SLOPE
    assert curve.chance(30) < 0.5 < curve.chance(80)
    assert (curve.renewed, curve.churned) == (45, 15)
    assert 0.5 < curve.learned < 1


def test_a_score_that_points_the_wrong_way_is_no_help_and_never_turned_around() -> None:
    rows = [Resolved(90, renewed=False)] * 60 + [Resolved(20, renewed=True)] * 60

    curve = fitted_curve(rows, base_rate=0.85)

    assert curve.slope == 0
    assert curve.chance(20) == curve.chance(90)


@pytest.mark.parametrize("renewed", [True, False])
def test_when_all_ended_alike_the_curve_stays_finite(*, renewed: bool) -> None:
    curve = fitted_curve([Resolved(score, renewed) for score in range(10, 100)], base_rate=0.85)

    assert 0 < curve.chance(0) < 1
    assert 0 < curve.chance(100) < 1


def test_many_losses_at_the_lowest_score_do_not_throw_the_curve_out_of_reason() -> None:
    curve = fitted_curve([Resolved(0, renewed=False)] * 60, base_rate=0.125)

    assert 0 < curve.chance(0) < curve.chance(100) < 1


ROWS = st.lists(st.builds(Resolved, st.integers(0, 100), st.booleans()), max_size=60)


@given(ROWS, st.floats(0.05, 0.99))
def test_a_better_score_is_never_less_likely_to_renew(rows: list[Resolved], base_rate: float) -> None:
    curve = fitted_curve(rows, base_rate=base_rate)

    chances = [curve.chance(score) for score in range(0, 101, 5)]

    assert chances == sorted(chances)
    assert all(0 < chance < 1 for chance in chances)
    assert 0 <= curve.learned < 1


@given(ROWS)
def test_the_order_of_renewals_is_irrelevant(rows: list[Resolved]) -> None:
    one, other = fitted_curve(rows, base_rate=0.85), fitted_curve(rows[::-1], base_rate=0.85)

    assert one.chance(40) == pytest.approx(other.chance(40), abs=1e-9)
