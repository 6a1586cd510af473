from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.schedules import Nightly, due_day, due_instant

BERLIN = Nightly(time(2, 30), ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("schedule", "day", "due"),
    [
        pytest.param(BERLIN, date(2026, 7, 1), datetime(2026, 7, 1, 0, 30, tzinfo=UTC), id="a day like any other"),
        pytest.param(
            BERLIN,
            date(2027, 3, 28),
            datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
            id="a skipped hour counts from the next valid minute",
        ),
        pytest.param(
            BERLIN, date(2026, 10, 25), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), id="of a repeated hour the first"
        ),
        pytest.param(
            Nightly(time(2, 30), ZoneInfo("America/New_York")),
            date(2027, 3, 14),
            datetime(2027, 3, 14, 7, 0, tzinfo=UTC),
            id="a skipped hour west of Greenwich",
        ),
        pytest.param(
            Nightly(time(2, 30), ZoneInfo("Asia/Kolkata")),
            date(2026, 1, 1),
            datetime(2025, 12, 31, 21, 0, tzinfo=UTC),
            id="half an hour off, no clock changes",
        ),
    ],
)
def test_a_day_falls_due_when_the_clock_on_the_wall_says_so(schedule: Nightly, day: date, due: datetime) -> None:
    assert due_instant(schedule, day) == due


@pytest.mark.parametrize(
    ("now", "done", "day"),
    [
        pytest.param(datetime(2026, 7, 1, 0, 29, tzinfo=UTC), (), None, id="a minute too early"),
        pytest.param(datetime(2026, 7, 1, 0, 30, tzinfo=UTC), (), date(2026, 7, 1), id="on the minute"),
        pytest.param(datetime(2026, 7, 1, 21, 0, tzinfo=UTC), (), date(2026, 7, 1), id="late after a day of downtime"),
        pytest.param(datetime(2026, 7, 1, 9, 0, tzinfo=UTC), (date(2026, 7, 1),), None, id="already done"),
        pytest.param(
            datetime(2026, 7, 1, 23, 0, tzinfo=UTC), (), None, id="past midnight, yesterday is not made up for"
        ),
    ],
)
def test_only_today_is_due_once_its_hour_has_struck(now: datetime, done: tuple[date, ...], day: date | None) -> None:
    assert due_day(BERLIN, now=now, done=done) == day


def test_a_repeated_hour_is_due_once() -> None:
    first, again = (datetime(2026, 10, 25, hour, 31, tzinfo=UTC) for hour in (0, 1))

    assert due_day(BERLIN, now=first, done=()) == date(2026, 10, 25)
    assert due_day(BERLIN, now=again, done={date(2026, 10, 25)}) is None
