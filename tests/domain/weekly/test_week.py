from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from week_samples import NOW, RATES, TODAY, WEEKLY, due, gbp, lost, usd

from domain.permissions import Member, Role
from domain.renewals.renewal import ChurnReason, ForecastCategory, OutcomeKind
from domain.revenue.periods import running_quarter
from domain.weekly.reading import has_weekly, people_shown, reads_all, team_read
from domain.weekly.week import (
    MOST_PEOPLE,
    Activity,
    ForecastPart,
    PersonWeek,
    QuarterKept,
    ReasonLost,
    lost_lately,
    quarter_due,
    team_week,
    week_before,
)
from domain.weekly.written import weekly_facts, weekly_from

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "today",
    [
        pytest.param(date(2026, 11, 30), id="Monday"),
        pytest.param(date(2026, 12, 6), id="Sunday"),
    ],
)
def test_the_week_is_the_last_whole_one(today: date) -> None:
    assert week_before(today) == (date(2026, 11, 23), date(2026, 11, 29))


def test_what_is_due_stands_by_category_and_what_is_closed_beside_it() -> None:
    found = quarter_due(
        [
            due(100, ForecastCategory.AT_RISK),
            due(50, ForecastCategory.COMMIT),
            due(None, ForecastCategory.COMMIT),
            due(10),
            replace(due(40, ForecastCategory.COMMIT), outcome=OutcomeKind.RENEWED, final=usd(44)),
            replace(due(30), outcome=OutcomeKind.LOST, final=usd(0)),
        ],
        RATES,
    )

    assert found.open == (
        ForecastPart(ForecastCategory.COMMIT, 2, (usd(50),)),
        ForecastPart(ForecastCategory.AT_RISK, 1, (usd(100),)),
        ForecastPart(None, 1, (usd(10),)),
    )
    assert (found.count, found.closed, found.contracted, found.final) == (6, 2, (usd(70),), (usd(44),))
    assert found.without_arr == 1


def test_churn_is_by_its_main_reason_and_of_the_last_ninety_days() -> None:
    found = lost_lately(
        [
            lost(10, TODAY, ChurnReason.PRICE, ChurnReason.SUPPORT),
            lost(30, TODAY - 89 * DAY, ChurnReason.SUPPORT),
            lost(5, TODAY, ChurnReason.SUPPORT),
            lost(None, TODAY, ChurnReason.OTHER),
            replace(lost(1, TODAY, ChurnReason.PRICE), arr=gbp(7)),
            lost(99, TODAY - 90 * DAY, ChurnReason.PRICE),
            lost(99, TODAY + DAY, ChurnReason.PRICE),
        ],
        RATES,
        today=TODAY,
    )

    assert found.reasons == (
        ReasonLost(ChurnReason.SUPPORT, 2, (usd(35),)),
        ReasonLost(ChurnReason.PRICE, 2, (usd(10), gbp(7))),
        ReasonLost(ChurnReason.OTHER, 1, ()),
    )
    assert (found.records, found.arr, found.without_arr) == (5, (usd(45), gbp(7)), 1)
    assert (found.first, found.last) == (TODAY - 89 * DAY, TODAY)


def test_who_is_behind_stands_first_and_who_has_nothing_is_left_out() -> None:
    found = team_week(
        ["U1", "U2", "U3", "U4"],
        {"U1": 5, "U2": 3},
        {"U2": Activity(4, 1, 2), "U3": Activity(1, 0, 2), "U9": Activity(9, 9, 9)},
    )

    assert found.people == (
        PersonWeek("U3", 0, Activity(1, 0, 2)),
        PersonWeek("U2", 3, Activity(4, 1, 2)),
        PersonWeek("U1", 5, Activity()),
    )
    assert (found.more, found.whole) == (0, Activity(5, 1, 4))


def test_a_large_team_is_cut_but_counted_whole() -> None:
    people = [f"U{number:02}" for number in range(MOST_PEOPLE + 3)]

    found = team_week(people, {}, dict.fromkeys(people, Activity(1)))

    assert (len(found.people), found.more, found.whole) == (MOST_PEOPLE, 3, Activity(MOST_PEOPLE + 3))


def test_a_quarter_says_how_much_of_it_has_passed() -> None:
    quarter = running_quarter(TODAY)

    running = QuarterKept(quarter, None, TODAY)

    assert (running.days, running.days_gone, running.is_to_date) == (92, 60, True)
    assert not QuarterKept(quarter, None, quarter.ends_on).is_to_date


def test_a_week_survives_being_written_down() -> None:
    bare = replace(
        WEEKLY,
        due=quarter_due([], RATES),
        now=replace(WEEKLY.now, kept=None),
        lost=lost_lately([], RATES, today=TODAY),
        team=team_week([], {}, {}),
    )

    for weekly in (WEEKLY, bare):
        assert weekly_from(json.loads(json.dumps(weekly_facts(weekly)))) == weekly
    assert WEEKLY.as_of == NOW == datetime(2026, 11, 30, 7, 30, tzinfo=UTC)


MO = Member("U0MO", "Mo", Role.MANAGER)
DI = Member("U0DI", "Di", Role.DIRECTOR)
MEMBERS = [
    MO,
    DI,
    Member("U0DANA", "Dana", Role.CSM, manager="U0MO"),
    Member("U0EYES", "Eyes", Role.VIEWER, manager="U0MO"),
    Member("U0WEI", "Wei", Role.CSM),
]


def test_a_manager_reads_of_the_tree_below_and_a_director_of_everybody() -> None:
    assert (team_read(MO, MEMBERS), team_read(DI, MEMBERS)) == (("U0DANA", "U0EYES", "U0MO"), None)
    assert (reads_all(MO), reads_all(DI)) == (False, True)
    assert people_shown(MO, MEMBERS) == ["U0MO", "U0DANA"]
    assert people_shown(DI, MEMBERS) == ["U0MO", "U0DI", "U0DANA", "U0WEI"]


def test_who_leads_has_a_week() -> None:
    roles = [role for role in Role if has_weekly(Member("U1", "Ada", role))]

    assert roles == [Role.ADMIN, Role.DIRECTOR, Role.MANAGER]
