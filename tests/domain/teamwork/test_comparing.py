"""Which days a period is set against."""

from __future__ import annotations

from datetime import date

import pytest

from domain.revenue.periods import Period, period_from
from domain.teamwork.comparing import last_day, period_before

TODAY = date(2026, 11, 22)


def period(text: str) -> Period:
    found = period_from(text, TODAY)
    assert found
    return found


@pytest.mark.parametrize(
    ("text", "before"),
    [
        pytest.param("2026-q3", "2026-Q2", id="a quarter"),
        pytest.param("2026-q1", "2025-Q4", id="over the new year"),
        pytest.param("2026-03", "2026-02", id="a month that is longer than the one before"),
        pytest.param("2025", "2024", id="a year"),
        pytest.param("2026-03-01..2026-03-10", "2026-02-19..2026-02-28", id="any days"),
        pytest.param("2026-q4", "2026-07-01..2026-08-21", id="52 days of a quarter that runs"),
        pytest.param("2026", "2025-01-01..2025-11-21", id="a year that runs"),
        pytest.param("2026-11-20..2026-12-31", "2026-10-09..2026-10-10", id="days that run"),
    ],
)
def test_a_period_is_set_against_as_many_days_right_before_it(text: str, before: str) -> None:
    found = period_before(period(text), today=TODAY)

    assert found
    assert found.text == before


def test_a_long_month_that_is_nearly_over_is_set_against_the_whole_short_one() -> None:
    march = period_from("2026-03", date(2026, 3, 31))
    assert march

    found = period_before(march, today=date(2026, 3, 31))

    assert found
    assert found.text == "2026-02"


def test_on_its_first_day_a_period_is_set_against_nothing() -> None:
    assert period_before(Period("2026-11-22..2026-12-01", TODAY, date(2026, 12, 2)), today=TODAY) is None


def test_what_is_rather_than_happens_is_looked_at_on_the_last_day_or_today() -> None:
    assert last_day(period("2026-q3"), today=TODAY) == date(2026, 9, 30)
    assert last_day(period("2026-q4"), today=TODAY) == TODAY
