from __future__ import annotations

from datetime import date, timedelta

import pytest
from scorecard_samples import POLICY, TODAY

from domain.accounts import LifecycleStage, Tier
from domain.health.measures import age_days, freshness, subscore, typical_points
from domain.health.model import Measure


@pytest.mark.parametrize(
    ("measure", "value", "points"),
    [
        pytest.param(Measure.SEAT_ACTIVITY, -1, 0, id="flat below"),
        pytest.param(Measure.SEAT_ACTIVITY, 0, 0, id="at 0 points"),
        pytest.param(Measure.SEAT_ACTIVITY, 0.10, 20, id="half way to 40"),
        pytest.param(Measure.SEAT_ACTIVITY, 0.20, 40, id="at 40 points"),
        pytest.param(Measure.SEAT_ACTIVITY, 0.35, 55, id="half way to 70"),
        pytest.param(Measure.SEAT_ACTIVITY, 0.50, 70, id="at 70 points"),
        pytest.param(Measure.SEAT_ACTIVITY, 0.62, 82, id="the worked value"),
        pytest.param(Measure.SEAT_ACTIVITY, 0.80, 100, id="at 100 points"),
        pytest.param(Measure.SEAT_ACTIVITY, 1.4, 100, id="flat above: activity may exceed 1"),
        pytest.param(Measure.CRITICAL_TICKET_AGE, 20, 0, id="falling, flat beyond the worst"),
        pytest.param(Measure.CRITICAL_TICKET_AGE, 14, 0, id="falling, at 0 points"),
        pytest.param(Measure.CRITICAL_TICKET_AGE, 5, 40, id="falling, at 40 points"),
        pytest.param(Measure.CRITICAL_TICKET_AGE, 3.5, 55, id="falling, half way to 70"),
        pytest.param(Measure.CRITICAL_TICKET_AGE, 0, 100, id="falling, at 100 points"),
        pytest.param(Measure.TOUCH_RECENCY, 0.2, 100, id="falling, flat beyond the best"),
        pytest.param(Measure.CHAMPION, "quiet", 55, id="a word"),
        pytest.param(Measure.RENEWAL_STEP, "notice", 0, id="the worst word"),
    ],
)
def test_a_value_has_its_points(measure: Measure, value: float | str, points: float) -> None:
    rules = POLICY.measures[measure]

    assert subscore(rules, value, stage=LifecycleStage.STABLE, tier=Tier.MID) == pytest.approx(points)


@pytest.mark.parametrize(
    ("age", "left"),
    [
        pytest.param(None, 1.0, id="a value without a day is of today"),
        pytest.param(0, 1.0, id="of today"),
        pytest.param(7, 1.0, id="the last valid day"),
        pytest.param(21, 0.5, id="one half-life later"),
        pytest.param(35, 0.25, id="two half-lives later"),
        pytest.param(53, 0.5 ** (46 / 14), id="just enough"),
        pytest.param(54, 0.0, id="under a tenth it is unknown"),
    ],
)
def test_a_value_fades_after_its_valid_days(age: int | None, left: float) -> None:
    assert freshness(age, POLICY.measures[Measure.SEAT_ACTIVITY], least=0.1) == left


@pytest.mark.parametrize(
    ("known_on", "age"),
    [
        pytest.param(TODAY - timedelta(days=3), 3, id="three days ago"),
        pytest.param(TODAY + timedelta(days=1), 0, id="tomorrow is not younger than today"),
        pytest.param(None, None, id="no day"),
    ],
)
def test_age_is_counted_from_the_day_a_value_was_true_of(known_on: date | None, age: int | None) -> None:
    assert age_days(known_on, today=TODAY) == age


@pytest.mark.parametrize(
    ("peers", "points"),
    [
        pytest.param([90.0] * 9, 50.0, id="nine peers are too few"),
        pytest.param([10.0] * 5 + [90.0] * 5, 50.0, id="ten peers: the middle of the two middle ones"),
        pytest.param([10.0] * 5 + [80.0] * 6, 80.0, id="eleven peers: the middle one"),
    ],
)
def test_the_median_of_enough_peers_is_typical(peers: list[float], points: float) -> None:
    assert typical_points(peers, POLICY.typical) == points
