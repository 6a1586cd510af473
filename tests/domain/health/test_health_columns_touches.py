from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from domain.health.columns.touches import due_and_met, tolerance, touch_compliance

SINCE = date(2025, 12, 16)


def compliance(*touches: date, today: date, window: int = 120, since: date = SINCE, cadence: int = 30) -> float:
    found: list[float] = touch_compliance(
        np.array([since.toordinal()], float),
        np.array([cadence], float),
        spot=np.zeros(len(touches), dtype=np.int64),
        touched_on=np.array([touch.toordinal() for touch in touches], float),
        today=today.toordinal(),
        window=window,
    ).tolist()
    return found[0]


MADE = (date(2026, 1, 20), date(2026, 2, 25), date(2026, 3, 11))


@pytest.mark.parametrize(
    ("today", "share"),
    [
        pytest.param(date(2026, 4, 18), 2 / 3, id="the fourth can still be met"),
        pytest.param(date(2026, 4, 21), 2 / 3, id="on the last day too"),
        pytest.param(date(2026, 4, 22), 2 / 4, id="then it is late"),
        pytest.param(date(2026, 4, 25), 2 / 4, id="and stays so"),
    ],
)
def test_due_touches_are_met_within_the_tolerance(today: date, share: float) -> None:
    assert compliance(*MADE, today=today) == share


@pytest.mark.parametrize(
    ("today", "counted"), [(date(2026, 4, 18), (3.0, 2.0)), (date(2026, 4, 25), (4.0, 2.0)), (SINCE, (0.0, 0.0))]
)
def test_what_was_due_and_what_was_met_are_counted(today: date, counted: tuple[float, float]) -> None:
    due, met = due_and_met(
        np.array([SINCE.toordinal()], float),
        np.array([30.0]),
        spot=np.zeros(len(MADE), dtype=np.int64),
        touched_on=np.array([touch.toordinal() for touch in MADE], float),
        today=today.toordinal(),
        window=120,
    )

    assert (due.item(), met.item()) == counted


def test_only_touches_due_in_the_window_count() -> None:
    assert compliance(*MADE, today=date(2026, 4, 18), window=90) == 1 / 2


def test_two_touches_meet_one_due_touch_once() -> None:
    assert compliance(date(2026, 1, 14), date(2026, 1, 16), today=date(2026, 2, 28)) == 1 / 2


def test_where_nothing_was_due_yet_nothing_can_be_said() -> None:
    assert np.isnan(compliance(today=date(2025, 12, 30)))
    assert np.isnan(compliance(date(2025, 12, 16), today=date(2026, 1, 21)))


def test_a_touch_on_the_first_day_meets_nothing() -> None:
    assert compliance(SINCE, today=date(2026, 1, 22)) == 0


@pytest.mark.parametrize(("cadence", "days"), [(90, 18), (30, 6), (14, 2.8), (7, 2), (4, 1), (1, 0)])
def test_a_touch_never_meets_two_due_touches(cadence: float, days: float) -> None:
    assert tolerance(np.array([cadence])).tolist() == pytest.approx([days])
    assert 2 * days < cadence


def test_accounts_without_a_start_have_no_due_touches() -> None:
    found = touch_compliance(
        np.array([np.nan, SINCE.toordinal()], float),
        np.array([30.0, 30.0]),
        spot=np.array([0, 1]),
        touched_on=np.array([MADE[0].toordinal()] * 2, float),
        today=date(2026, 2, 1).toordinal(),
    )

    assert np.array_equal(found, [np.nan, 1.0], equal_nan=True)
