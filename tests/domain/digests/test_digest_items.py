from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from digest_samples import DAY, NOW, TODAY, YESTERDAY, account, glance, scored

from domain.accounts import Money
from domain.alerts.alert import Alert
from domain.alerts.policy import AlertKind, AlertWay, Severity
from domain.digests.facts import Attention, Departure, EarlierScore
from domain.digests.items import Item, Past, Reason, in_order, is_hidden, item_of, nearness
from domain.health.model import Band
from domain.renewals.renewal import ForecastCategory

GREEN, RED, GREY = scored(Band.GREEN, 80), scored(Band.RED, 30), scored(Band.GREY, 50)


SPOKEN = Alert(
    id=1,
    kind=AlertKind.USAGE_DOWN,
    account=1,
    key="",
    severity=Severity.MEDIUM,
    since=TODAY,
    raised_at=NOW - timedelta(hours=2),
    to="U1",
    way=AlertWay.DIGEST,
    once="1",
    facts={"percent": 40},
)


def item(said: dict[str, Any], past: Past = GREEN) -> Item | None:
    return item_of(account(**said), past, since=YESTERDAY, today=TODAY)


def test_an_account_without_news_has_no_line() -> None:
    assert item({}) is None
    assert item({"band": None, "shown": None}, Past()) is None


@pytest.mark.parametrize(
    ("said", "past", "reason"),
    [
        pytest.param({"band": Band.RED, "shown": 35}, GREEN, Reason.NEWLY_RED, id="turned red"),
        pytest.param({"band": Band.RED, "shown": 20}, RED, None, id="red before"),
        pytest.param({"band": Band.RED, "shown": 20}, GREY, Reason.NEWLY_RED, id="was not scored"),
        pytest.param({"band": Band.YELLOW, "shown": 55}, RED, Reason.RECOVERED, id="recovered"),
        pytest.param({"band": Band.GREY, "shown": 50}, GREEN, Reason.NOT_SCORED, id="not scored any more"),
        pytest.param({"band": None, "shown": None}, GREEN, Reason.NOT_SCORED, id="no score left"),
        pytest.param({"band": Band.GREY, "shown": 50}, GREY, None, id="grey before"),
        pytest.param({"shown": 62, "change_7": -18}, GREEN, Reason.DROPPED, id="dropped"),
        pytest.param({"shown": 80, "change_7": -18}, GREEN, None, id="dropped, and told before"),
        pytest.param({"shown": 70, "change_7": None}, GREEN, None, id="a week ago it had no score"),
        pytest.param({"last_two_way_on": TODAY - 31 * DAY}, GREEN, Reason.NEWLY_SILENT, id="silent since today"),
        pytest.param({"last_two_way_on": TODAY - 30 * DAY}, GREEN, None, id="the last day of its cadence"),
        pytest.param({"last_two_way_on": TODAY - 40 * DAY}, GREEN, Reason.SILENT, id="silent for longer"),
        pytest.param({"last_two_way_on": None}, GREEN, None, id="no contact is known"),
        pytest.param({"cadence_days": None}, GREEN, None, id="no cadence"),
        pytest.param({"renewal": glance(-1)}, GREEN, Reason.RENEWAL_OVERDUE, id="its day is past"),
        pytest.param({"renewal": glance(30)}, GREEN, Reason.RENEWAL_UNCOMMITTED, id="thirty days ahead"),
        pytest.param({"renewal": glance(31)}, GREEN, None, id="a day further"),
        pytest.param({"renewal": glance(5, ForecastCategory.COMMIT)}, GREEN, None, id="committed"),
        pytest.param({"renewal": glance(5, ForecastCategory.EXPECTED_LOSS)}, GREEN, None, id="given up"),
        pytest.param(
            {"renewal": glance(5, ForecastCategory.PROBABLE)}, GREEN, Reason.RENEWAL_UNCOMMITTED, id="only probable"
        ),
        pytest.param({"renewal": None}, GREEN, None, id="no renewal"),
        pytest.param({"overdue_tasks": 2}, GREEN, Reason.TASKS_OVERDUE, id="late tasks"),
        pytest.param(
            {"first_value_due_on": TODAY - DAY, "first_value_on": None}, GREEN, Reason.FIRST_VALUE_LATE, id="late value"
        ),
        pytest.param({"first_value_due_on": TODAY, "first_value_on": None}, GREEN, None, id="value due today"),
        pytest.param({"first_value_due_on": TODAY - DAY}, GREEN, None, id="value reached"),
    ],
)
def test_each_reason_has_its_moment(said: dict[str, Any], past: Past, reason: Reason | None) -> None:
    found = item(said, past)

    assert (found.reason if found else None) is reason


def test_who_left_is_told_once_the_book_learns_of_it() -> None:
    left = Departure(1, "Kim", "champion", NOW - timedelta(hours=2))
    known = Past(GREEN.scores, {1: [replace(left, name="Old", learnt_at=YESTERDAY), left]})

    found = item({}, known)

    assert found is not None
    assert (found.reason, found.person) == (Reason.PERSON_LEFT, "Kim")
    assert item({}, Past(GREEN.scores, {1: [replace(left, learnt_at=YESTERDAY)]})) is None


def test_a_rule_that_spoke_quietly_has_its_line_once() -> None:
    past = Past(GREEN.scores, alerts={1: [SPOKEN, replace(SPOKEN, id=2, raised_at=YESTERDAY)]})

    found = item({"overdue_tasks": 1}, past)

    assert found is not None
    assert (found.reason, found.alert, found.severity) == (Reason.ALERT, AlertKind.USAGE_DOWN, 3)
    assert found.facts == {"percent": 40}
    assert item({}, Past(GREEN.scores, alerts={1: [replace(SPOKEN, raised_at=YESTERDAY)]})) is None


def test_of_many_reasons_the_gravest_stands() -> None:
    found = item({"band": Band.RED, "shown": 30, "overdue_tasks": 3, "last_two_way_on": TODAY - 60 * DAY})

    assert found is not None
    assert (found.reason, found.before, found.after) == (Reason.NEWLY_RED, 80, 30)
    assert (found.silent_days, found.renewal_days) == (60, 200)


def test_the_score_that_counts_is_the_last_known_then() -> None:
    scores = [
        EarlierScore(YESTERDAY - DAY, Band.RED, 30),
        EarlierScore(YESTERDAY, Band.GREEN, 80),
        EarlierScore(NOW, Band.RED, 20),
    ]

    assert Past({1: scores}).score(1, YESTERDAY) == scores[1]
    assert Past({1: scores}).score(1, YESTERDAY - 3 * DAY) is None


@pytest.mark.parametrize(
    ("attention", "hidden"),
    [
        pytest.param(None, False, id="nobody did anything"),
        pytest.param(Attention(1, "U1", NOW, 2, taken_by="U1"), True, id="somebody is on it"),
        pytest.param(Attention(1, "U1", NOW, 1, taken_by="U1"), False, id="worse than it was then"),
        pytest.param(Attention(1, "U1", NOW, 2, snoozed_until=TODAY + DAY), True, id="put off"),
        pytest.param(Attention(1, "U1", NOW, 2, snoozed_until=TODAY), False, id="back today"),
        pytest.param(Attention(1, "U1", NOW, 2, dismissed=True), True, id="of no use"),
    ],
)
def test_what_somebody_looks_after_is_left_out_until_it_gets_worse(
    attention: Attention | None, *, hidden: bool
) -> None:
    line = item({"overdue_tasks": 1})
    assert line is not None

    assert is_hidden(line, attention, today=TODAY) is hidden


def test_order_is_arr_times_severity_times_nearness() -> None:
    late = item({"overdue_tasks": 1})
    assert late is not None
    small_red = replace(late, name="small red", reason=Reason.NEWLY_RED, arr=Money(20_000_00, "USD"))
    near = replace(late, name="near", renewal_days=0)
    unknown = replace(late, name="unknown", arr=None)

    found = in_order([unknown, small_red, late, near], lambda money: money.minor)

    assert [each.name for each in found] == ["near", "Acme 1", "small red", "unknown"]


@pytest.mark.parametrize(
    ("days", "weight"),
    [pytest.param(None, 1), pytest.param(90, 1), pytest.param(45, 1.5), pytest.param(0, 2), pytest.param(-9, 2)],
)
def test_a_near_renewal_weighs_up_to_twice(days: int | None, weight: float) -> None:
    assert nearness(days) == weight
