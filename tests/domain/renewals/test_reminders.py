"""When somebody is reminded of a renewal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from term_samples import END, NOW, closed, renewal

from domain.renewals.policy import SHIPPED_RENEWALS
from domain.renewals.ports import Reminder
from domain.renewals.reminders import latest_reminders, reminder_day, reminders_due
from domain.renewals.renewal import Renewal

CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
NO_HOLIDAYS: frozenset[date] = frozenset()


def due(each: Renewal, today: date, *recorded: int) -> list[tuple[int, date]]:
    known = [Reminder(each.id, days, today, NOW) for days in recorded]
    found = reminders_due([each], known, policy=SHIPPED_RENEWALS, today=today, at=NOW)
    return [(reminder.days_before, reminder.on) for reminder in found]


@pytest.mark.parametrize(
    ("of", "days_before", "holidays", "day"),
    [
        pytest.param(renewal(), 30, NO_HOLIDAYS, date(2026, 12, 2), id="a working day stays"),
        pytest.param(renewal(), 6, NO_HOLIDAYS, date(2026, 12, 28), id="Saturday becomes Monday"),
        pytest.param(renewal(), 7, CHRISTMAS, date(2026, 12, 29), id="a holiday, a weekend and another holiday"),
        pytest.param(renewal(notice_on=date(2026, 10, 2)), 30, NO_HOLIDAYS, date(2026, 9, 2), id="before the notice"),
    ],
)
def test_a_reminder_falls_on_a_working_day(of: Renewal, days_before: int, holidays: frozenset[date], day: date) -> None:
    assert reminder_day(of, days_before, holidays=holidays) == day


@pytest.mark.parametrize(
    ("today", "recorded", "found"),
    [
        pytest.param(date(2026, 9, 2), (), [], id="the day before the first"),
        pytest.param(date(2026, 9, 3), (), [(120, date(2026, 9, 3))], id="the first"),
        pytest.param(date(2026, 10, 5), (120,), [(90, date(2026, 10, 5))], id="Saturday's, on Monday"),
        pytest.param(date(2026, 10, 4), (120,), [], id="not on Sunday"),
        pytest.param(date(2026, 11, 2), (120, 90), [(60, date(2026, 11, 2))], id="the next one"),
        pytest.param(date(2026, 11, 3), (60,), [], id="each once"),
        pytest.param(date(2026, 11, 27), (), [(60, date(2026, 11, 2))], id="what had passed before: the latest alone"),
        pytest.param(date(2026, 12, 18), (90,), [(14, date(2026, 12, 18))], id="after days without a look: the latest"),
        pytest.param(END, (14,), [(7, date(2026, 12, 25))], id="on the deadline itself"),
        pytest.param(END + timedelta(days=1), (14,), [], id="past the deadline"),
        pytest.param(date(2031, 1, 1), (), [], id="years past it, of a contract that was just imported"),
        pytest.param(END, (7,), [], id="nothing comes after the last"),
    ],
)
def test_each_reminder_comes_once_and_none_is_made_up_for(
    today: date, recorded: tuple[int, ...], found: list[tuple[int, date]]
) -> None:
    assert due(renewal(), today, *recorded) == found


def test_a_notice_that_is_past_is_not_reminded_of_before_the_due_day() -> None:
    of = renewal(notice_on=date(2026, 12, 2))

    assert due(of, date(2026, 12, 2)) == [(7, date(2026, 11, 25))]
    assert due(of, date(2026, 12, 3)) == []


def test_closing_stops_the_reminders() -> None:
    assert due(renewal(outcome=closed()), END - timedelta(days=30)) == []


def test_renewals_are_reminded_of_apart() -> None:
    first, second = renewal(1), renewal(2)
    known = [Reminder(1, 60, date(2026, 11, 2), NOW), Reminder(1, 90, date(2026, 10, 5), NOW)]

    found = reminders_due([first, second], known, policy=SHIPPED_RENEWALS, today=date(2026, 11, 3), at=NOW)

    assert found == [Reminder(2, 60, date(2026, 11, 2), NOW)]


def test_the_latest_reminder_of_each_renewal_says_where_it_stands() -> None:
    reminders = [Reminder(1, days, END, NOW) for days in (120, 30, 60)]
    other = Reminder(2, 90, END, NOW)

    assert latest_reminders([*reminders, other]) == {1: reminders[1], 2: other}
