"""First value as a scoring pass finds it in the book, by each way, in a number of statements that does not grow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest
from scoring_samples import NOW, SHIPPED, TODAY, add, add_account, add_contract, add_usage, changed, days_ago

from bot.services.scoring import Scoring
from domain.accounts import LifecycleStage, UsageMeasure
from domain.alerts.conditions import conditions_of
from domain.alerts.policy import AlertKind
from domain.first_value.reached import ValueNote, ValueReached, ValueStanding
from domain.first_value.rules import ValueWay
from domain.health.policy_file import policy_from_toml
from domain.health.standing import AccountStanding
from domain.lifecycle.policy import Stuck
from storage.library import SqlLibrary
from storage.tables import MilestoneRow

POLICY = (
    SHIPPED
    + """
[health.first_value.segments.Enterprise]
by = "milestone"
target_days = 60
milestone = "First report read"

[health.first_value.segments.growth]
by = "event"
target_days = 14
measure = "events"
count = 25

[health.first_value.segments.core]
by = "event"
target_days = 14
measure = "core_features_used"
count = 3

[health.first_value.segments.public]
by = "hand"
target_days = 90
"""
)


def score(library: SqlLibrary, *, days: int = 0) -> None:
    now = NOW + timedelta(days=days)
    Scoring(library, lambda: now, UTC, lambda: POLICY).score_book()


def starter(library: SqlLibrary, number: int = 1, *, live: int = 30, seats: int = 40, **said: Any) -> None:
    add_account(library, number, **{"customer_since": days_ago(live + 5), "went_live_on": days_ago(live)} | said)
    add_contract(library, number, seats=seats, start_on=days_ago(live + 5), end_on=days_ago(live - 360))


def first_value(library: SqlLibrary, number: int = 1) -> ValueStanding:
    with library.reading() as book:
        return book.lifecycle.first_value_of(number)


def standing(library: SqlLibrary, number: int = 1) -> AccountStanding:
    with library.reading() as book:
        found = book.standings.of(number)
    assert found
    return found


@pytest.mark.parametrize(
    ("usage", "reached"),
    [
        pytest.param(
            {"active_users": [(25, 9), (20, 10), (10, 12)]},
            ValueReached(days_ago(20), ValueWay.SEATS, amount=10, of=40, within=7),
            id="the first day on which a quarter is there",
        ),
        pytest.param({"active_users": [(31, 40), (20, 9)]}, None, id="what was before going live does not count"),
        pytest.param(
            {"active_users_28d": [(22, 8), (15, 11)]},
            ValueReached(days_ago(15), ValueWay.SEATS, amount=11, of=40, within=28),
            id="else those of four weeks",
        ),
        pytest.param(
            {"active_users": [(20, 9)], "active_users_28d": [(15, 30)]},
            None,
            id="where days are counted only they count",
        ),
        pytest.param({}, None, id="no usage"),
    ],
)
def test_by_seats(library: SqlLibrary, usage: dict[str, list[tuple[int, int]]], reached: ValueReached | None) -> None:
    starter(library)
    for measure, counted in usage.items():
        add_usage(library, 1, measure, counted)

    score(library)

    assert first_value(library) == ValueStanding(reached.on if reached else None, reached)
    assert standing(library).first_value_on == (reached.on if reached else None)


def test_without_seats_nothing_can_be_said_of_their_share(library: SqlLibrary) -> None:
    starter(library, seats=0)
    add_usage(library, 1, "active_users", [(10, 5)])

    score(library)

    assert first_value(library) == ValueStanding()


def test_each_segment_by_its_own_rule_and_target(library: SqlLibrary) -> None:
    starter(library, 1, segment=" enterprise")
    done = {"account": 1, "due_on": days_ago(9), "learnt_at": NOW}
    add(library, MilestoneRow, {**done, "title": "first report READ ", "done_on": days_ago(8)})
    add(library, MilestoneRow, {**done, "title": "Kick-off", "done_on": days_ago(20)})
    starter(library, 2, segment="growth")
    add_usage(library, 2, "events", [(31, 90), (12, 10), (8, 10), (3, 10), (1, 10)])
    starter(library, 3, segment="core")
    add_usage(library, 3, "core_features_used", [(12, 2), (8, 4), (3, 5)])
    starter(library, 4, segment="public")
    starter(library, 5, segment="else")
    for account in (4, 5):
        add_usage(library, account, "active_users", [(10, 40)])

    score(library)

    found = [first_value(library, number) for number in range(1, 6)]
    assert [each.reached for each in found] == [
        ValueReached(days_ago(8), ValueWay.MILESTONE, what="First report read"),
        ValueReached(days_ago(3), ValueWay.EVENT, amount=30, measure=UsageMeasure.EVENTS),
        ValueReached(days_ago(8), ValueWay.EVENT, amount=4, measure=UsageMeasure.CORE_FEATURES_USED),
        None,
        ValueReached(days_ago(10), ValueWay.SEATS, amount=40, of=40, within=7),
    ]
    due = [standing(library, number).first_value_due_on for number in range(1, 6)]
    assert due == [days_ago(30 - days) for days in (60, 14, 14, 90, 30)]


@pytest.mark.parametrize("segment", ["growth", "core", "else"], ids=["events", "a measure", "seats"])
def test_a_huge_count_is_reached_on_its_own_day(library: SqlLibrary, segment: str) -> None:
    starter(library, segment=segment)
    for measure in ("events", "core_features_used", "active_users"):
        add_usage(library, 1, measure, [(8, 2**31 + 5), (3, 1)])

    score(library)

    assert first_value(library).on == days_ago(8)


def test_who_is_late_is_told_by_the_segment_s_own_target(library: SqlLibrary) -> None:
    """Also where only people say it: not before its due day."""
    for number, segment in ((1, "public"), (2, "growth"), (3, None)):
        starter(library, number, segment=segment)

    def late(days: int) -> set[int]:
        score(library, days=days)
        today = TODAY + timedelta(days=days)
        with library.reading() as book:
            seen = book.alerts.evidence([1, 2, 3], today=today)
        rules = policy_from_toml(POLICY).alerts
        kinds = {each.account.account: conditions_of(each, rules, today) for each in seen}
        return {number for number, found in kinds.items() if AlertKind.FIRST_VALUE_LATE in {one.kind for one in found}}

    assert [late(days) for days in (0, 1, 60, 61)] == [{2}, {2, 3}, {2, 3}, {1, 2, 3}]


def test_once_found_it_does_not_go_away_and_what_is_known_is_not_written_over(library: SqlLibrary) -> None:
    starter(library, 1)
    starter(library, 2, first_value_on=days_ago(3))
    for account in (1, 2):
        add_usage(library, account, "active_users", [(10, 20)])
    score(library)
    with library.writing() as book:
        book.connection.exec_driver_sql("DELETE FROM usage")
    changed(library, 1, 2, at=NOW + timedelta(hours=1))

    score(library, days=1)

    assert [first_value(library, number).on for number in (1, 2)] == [days_ago(10), days_ago(3)]
    assert first_value(library, 2).reached is None


def test_what_was_found_by_a_milestone_that_is_not_done_after_all_is_looked_for_again(library: SqlLibrary) -> None:
    starter(library, 1, segment="enterprise")
    done = {"account": 1, "title": "First report read", "due_on": days_ago(9), "learnt_at": NOW}
    add(library, MilestoneRow, {**done, "done_on": days_ago(8)})
    score(library)
    found = first_value(library)
    with library.writing() as book:
        [step] = book.success_plans.of(1).milestones
        book.lifecycle.unfind(1, seen=found, now=NOW + timedelta(hours=1))
        book.success_plans.save_milestone(replace(step, done_on=None), now=NOW + timedelta(hours=1))

    score(library, days=1)

    assert (found.on, first_value(library), standing(library).first_value_on) == (days_ago(8), ValueStanding(), None)


def test_a_book_of_many_costs_as_many_statements_as_one_of_few(
    library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]]
) -> None:
    def asked(numbers: range) -> int:
        for number in numbers:
            starter(library, number, segment=("growth", "core", "enterprise", None)[number % 4])
        sent = statements(library)
        score(library)
        return len(sent)

    few = asked(range(1, 9))
    many = asked(range(9, 60))

    assert many <= few


def test_a_standing_says_since_when_its_stage_lasts_and_what_it_is_stuck_by(library: SqlLibrary) -> None:
    starter(library, 1, live=40, went_live_on=None)
    add_usage(library, 1, "active_users", [(50, 1)])
    starter(library, 2, live=110)

    score(library)

    found = [standing(library, number) for number in (1, 2)]
    assert [(each.stage, each.stage_since, each.stuck) for each in found] == [
        (LifecycleStage.ONBOARDING, days_ago(45), Stuck.NOT_LIVE),
        (LifecycleStage.STABLE, days_ago(24), Stuck.NO_VALUE),
    ]
    assert [each.went_live_on for each in found] == [None, days_ago(110)]


@pytest.mark.parametrize("segment", ["else", "growth", "Enterprise"])
def test_what_somebody_cleared_is_not_found_again(library: SqlLibrary, segment: str) -> None:
    """By seats, by events or by a milestone, with new days of usage too; another account is found as ever."""
    for number in (1, 2):
        starter(library, number, segment=segment)
        add_usage(library, number, "active_users", [(10, 12)])
        add_usage(library, number, "events", [(10, 30)])
        done = {"title": "First report read", "due_on": days_ago(5), "done_on": days_ago(10), "learnt_at": NOW}
        add(library, MilestoneRow, {"account": number, **done})
    score(library)
    found = first_value(library)
    assert found.on == days_ago(10)
    with library.writing() as book:
        kept = book.lifecycle.record(ValueNote(1, found.on, "testers", "", "U1", NOW, is_cleared=True), seen=found)
        assert kept
        assert book.lifecycle.unfind(2, seen=found, now=NOW)

    for number in (1, 2):
        add_usage(library, number, "active_users", [(9, 20)])
    score(library, days=1)

    assert first_value(library) == kept.stands
    assert standing(library).first_value_on is None
    assert first_value(library, 2) == found
