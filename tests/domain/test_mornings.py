from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.mornings import (
    DueMorning,
    Morning,
    due_morning,
    due_week,
    morning_from,
    next_morning,
    next_week,
    working_moment,
)
from domain.permissions import BookScope
from domain.preferences import WORKING_DAYS, Preferences, WorkspaceRules, is_quiet, quiet_end
from domain.wishes import preferences_from, rules_from
from domain.zones import zone_called

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = Morning(time(8, 30), BERLIN, WORKING_DAYS)
FRIDAY = date(2026, 11, 27)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        pytest.param("2026-11-27 07:29", None, id="a minute before it has not come"),
        pytest.param("2026-11-27 07:30", DueMorning(FRIDAY, utc("2026-11-27 07:30"), is_too_late=False), id="on time"),
        pytest.param(
            "2026-11-27 10:30", DueMorning(FRIDAY, utc("2026-11-27 07:30"), is_too_late=False), id="three hours late"
        ),
        pytest.param(
            "2026-11-27 10:31", DueMorning(FRIDAY, utc("2026-11-27 07:30"), is_too_late=True), id="later is too late"
        ),
        pytest.param("2026-11-28 09:00", None, id="no Saturday"),
    ],
)
def test_a_morning_comes_once_a_working_day(now: str, due: DueMorning | None) -> None:
    assert due_morning(MORNING, now=utc(now)) == due


@pytest.mark.parametrize(
    ("zone", "day", "due_at"),
    [
        pytest.param("Europe/Berlin", date(2027, 3, 28), "2027-03-28 01:00", id="a skipped half hour: the next minute"),
        pytest.param("Europe/Berlin", date(2026, 10, 25), "2026-10-25 00:30", id="of a repeated hour the first"),
        pytest.param("America/New_York", date(2027, 3, 14), "2027-03-14 07:00", id="skipped in New York"),
        pytest.param("Asia/Kolkata", FRIDAY, "2026-11-26 21:00", id="half hours"),
        pytest.param("Pacific/Apia", FRIDAY, "2026-11-26 13:30", id="the other side of the date line"),
    ],
)
def test_half_past_two_is_one_instant_everywhere(zone: str, day: date, due_at: str) -> None:
    morning = Morning(time(2, 30), ZoneInfo(zone), frozenset(range(7)))

    assert due_morning(morning, now=utc(due_at)) == DueMorning(day, utc(due_at), is_too_late=False)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(MORNING, holidays=frozenset({FRIDAY})), id="a holiday"),
        pytest.param(replace(MORNING, away_until=FRIDAY), id="the last day away"),
        pytest.param(replace(MORNING, weekdays=frozenset({0})), id="Mondays only"),
    ],
)
def test_some_days_have_none(other: Morning) -> None:
    assert due_morning(other, now=utc("2026-11-27 08:00")) is None


@pytest.mark.parametrize(
    ("morning", "expected"),
    [
        pytest.param(MORNING, "2026-11-30 07:30", id="Monday"),
        pytest.param(replace(MORNING, holidays=frozenset({date(2026, 11, 30)})), "2026-12-01 07:30", id="a holiday"),
        pytest.param(replace(MORNING, away_until=date(2027, 1, 3)), "2027-01-04 07:30", id="back from leave"),
        pytest.param(replace(MORNING, at=time(23)), "2026-11-27 22:00", id="later today"),
        pytest.param(replace(MORNING, weekdays=frozenset()), None, id="never"),
    ],
)
def test_the_next_morning_is_known(morning: Morning, expected: str | None) -> None:
    assert next_morning(morning, after=utc("2026-11-27 07:30")) == (utc(expected) if expected else None)


def test_a_persons_wishes_go_before_the_workspaces_rules() -> None:
    rules = WorkspaceRules(time(9), frozenset({0, 1}), frozenset({FRIDAY}))
    mine = Preferences(morning=time(7), weekdays=frozenset({4}), away_until=FRIDAY)

    assert morning_from(Preferences(), rules, BERLIN) == Morning(time(9), BERLIN, frozenset({0, 1}), {FRIDAY})
    assert morning_from(mine, rules, BERLIN) == Morning(time(7), BERLIN, frozenset({4}), {FRIDAY}, FRIDAY)


@pytest.mark.parametrize(
    ("begins", "ends", "at", "quiet"),
    [
        pytest.param(None, time(7), time(3), False, id="not set"),
        pytest.param(time(7), time(7), time(7), False, id="no time at all"),
        pytest.param(time(12), time(13), time(12), True, id="at noon"),
        pytest.param(time(12), time(13), time(13), False, id="over at one"),
        pytest.param(time(20), time(7), time(23), True, id="in the evening"),
        pytest.param(time(20), time(7), time(6, 59), True, id="in the early morning"),
        pytest.param(time(20), time(7), time(12), False, id="not at noon"),
    ],
)
def test_quiet_hours_may_span_midnight(begins: time | None, ends: time, at: time, *, quiet: bool) -> None:
    assert is_quiet(Preferences(quiet_from=begins, quiet_until=ends), at) is quiet


def test_what_no_version_knows_any_more_is_left_out() -> None:
    odd = {"sections": ["changed", "gossip"], "horoscope": True}

    assert sorted(preferences_from(odd).sections) == ["changed"]
    assert rules_from({}) == WorkspaceRules()
    assert rules_from({"csms_see": "region"}).csms_see is BookScope.OWN


@pytest.mark.parametrize(
    ("at", "ends"),
    [
        pytest.param("2026-11-27 12:00", None, id="not quiet"),
        pytest.param("2026-11-27 21:00", "2026-11-28 07:00", id="in the evening: tomorrow"),
        pytest.param("2026-11-27 06:00", "2026-11-27 07:00", id="in the early morning: today"),
    ],
)
def test_quiet_hours_end(at: str, ends: str | None) -> None:
    wishes = Preferences(quiet_from=time(20), quiet_until=time(7))

    assert quiet_end(wishes, utc(at)) == (utc(ends) if ends else None)
    assert quiet_end(Preferences(), utc(at)) is None


def test_a_zone_that_nobody_knows_is_the_workspaces() -> None:
    assert zone_called("Mars/Olympus", "Europe/Berlin") == BERLIN
    assert zone_called(None, "Europe/Berlin") == BERLIN


MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("morning", "now", "due_at", "is_too_late"),
    [
        pytest.param(MORNING, "2026-11-23 07:29", None, False, id="a minute before it has not come"),
        pytest.param(MORNING, "2026-11-23 07:30", "2026-11-23 07:30", False, id="Monday"),
        pytest.param(MORNING, "2026-11-23 10:31", "2026-11-23 07:30", True, id="more than three hours late"),
        pytest.param(MORNING, "2026-11-27 07:30", "2026-11-23 07:30", True, id="on Friday Monday's is late still"),
        pytest.param(
            replace(MORNING, holidays=frozenset({MONDAY})),
            "2026-11-24 07:30",
            "2026-11-24 07:30",
            False,
            id="Monday is a holiday: Tuesday",
        ),
        pytest.param(
            replace(MORNING, weekdays=frozenset({2, 4})), "2026-11-25 08:00", "2026-11-25 07:30", False, id="own days"
        ),
        pytest.param(
            replace(MORNING, away_until=date(2026, 11, 25)),
            "2026-11-26 07:30",
            "2026-11-26 07:30",
            False,
            id="back on Thursday",
        ),
        pytest.param(replace(MORNING, weekdays=frozenset()), "2026-11-26 07:30", None, False, id="no day at all"),
    ],
)
def test_a_week_comes_once_on_its_first_morning(
    morning: Morning, now: str, due_at: str | None, *, is_too_late: bool
) -> None:
    expected = DueMorning(MONDAY, utc(due_at), is_too_late=is_too_late) if due_at else None

    assert due_week(morning, now=utc(now)) == expected


@pytest.mark.parametrize(
    ("morning", "after", "expected"),
    [
        pytest.param(MORNING, "2026-11-22 12:00", "2026-11-23 07:30", id="on Sunday: tomorrow"),
        pytest.param(MORNING, "2026-11-23 07:29", "2026-11-23 07:30", id="this week's is still to come"),
        pytest.param(MORNING, "2026-11-23 07:30", "2026-11-30 07:30", id="this week's has come"),
        pytest.param(
            replace(MORNING, away_until=date(2027, 1, 6)),
            "2026-11-23 07:30",
            "2027-01-07 07:30",
            id="after the time away",
        ),
        pytest.param(replace(MORNING, weekdays=frozenset()), "2026-11-23 07:30", None, id="never"),
    ],
)
def test_the_next_week_is_foreseen(morning: Morning, after: str, expected: str | None) -> None:
    assert next_week(morning, after=utc(after)) == (utc(expected) if expected else None)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param("2026-11-27 12:00", "2026-11-27 12:00", id="at work"),
        pytest.param("2026-11-27 05:00", "2026-11-27 07:30", id="before the morning"),
        pytest.param("2026-11-27 17:30", "2026-11-30 07:30", id="in the evening before a weekend"),
        pytest.param("2026-11-28 12:00", "2026-11-30 07:30", id="on a Saturday"),
    ],
)
def test_what_need_not_be_told_at_night_waits_until_somebody_is_at_work(now: str, expected: str) -> None:
    assert working_moment(MORNING, now=utc(now)) == utc(expected)


def test_who_has_no_morning_is_told_at_once() -> None:
    assert working_moment(replace(MORNING, weekdays=frozenset()), now=utc("2026-11-27 02:00")) == utc(
        "2026-11-27 02:00"
    )
