"""Until when a request may be put out of sight, and when that is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.accounts import Money
from domain.feedback.priority import Demand, demand_of
from domain.feedback.request import Request
from domain.feedback.snoozing import (
    RequestSnooze,
    RequestSnoozeField,
    RequestSnoozeForm,
    RequestSnoozeProblem,
    RequestSnoozeRefused,
    WakeReason,
    asleep,
    awake,
    snooze_in,
    wake_reason,
)
from domain.money import alone

TODAY = date(2026, 9, 1)
REQUEST = Request(1, "Export", "", 1, "U1", datetime(2026, 8, 1, tzinfo=UTC))
DEMAND = replace(demand_of((), alone("USD"), today=TODAY), accounts=3, arr=50_000_00)


def amount(text: str, currency: str) -> Money | None:
    """`250000`, `EUR 250000`; None for anything else."""
    said, _, number = text.rpartition(" ")
    return Money(int(number) * 100, said or currency) if number.lstrip("-").isdecimal() else None


def read(day: str = "", accounts: str = "", arr: str = "") -> RequestSnooze | dict[str, str]:
    form = RequestSnoozeForm(day, accounts, arr)
    found = snooze_in(form, DEMAND, currency="USD", today=TODAY, read_amount=amount)
    if isinstance(found, RequestSnoozeRefused):
        assert (found.demand, found.currency) == (DEMAND, "USD")
        return {field.value: problem.value for field, problem in found.problems.items()}
    return found


def test_what_was_filled_in_is_until_when_it_sleeps() -> None:
    assert read("2026-09-02", " 4 ", "50001") == RequestSnooze(date(2026, 9, 2), 4, 50_001_00)
    assert read(accounts="4") == RequestSnooze(accounts=4)


@pytest.mark.parametrize(
    ("form", "problems"),
    [
        pytest.param((), {"day": "nothing_chosen"}, id="nothing"),
        pytest.param(("2026-09-01",), {"day": "day_not_ahead"}, id="today"),
        pytest.param(("soon",), {"day": "day_not_ahead"}, id="no day"),
        pytest.param(("2027-09-03",), {"day": "day_too_far"}, id="more than a year"),
        pytest.param(("", "3"), {"accounts": "enough_accounts"}, id="as many as ask already"),
        pytest.param(("", "many"), {"accounts": "no_number"}, id="no number"),
        pytest.param(("", "100001"), {"accounts": "no_number"}, id="more than there are"),
        pytest.param(("", "", "50000"), {"arr": "enough_arr"}, id="as much as hangs on it already"),
        pytest.param(("", "", "much"), {"arr": "no_amount"}, id="no amount"),
        pytest.param(("", "", "-5"), {"arr": "no_amount"}, id="less than nothing"),
        pytest.param(("", "", "EUR 90000"), {"arr": "other_currency"}, id="another currency"),
        pytest.param(("soon", "many"), {"day": "day_not_ahead", "accounts": "no_number"}, id="all that is wrong"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(form: tuple[str, ...], problems: dict[str, str]) -> None:
    assert read(*form) == problems


@pytest.mark.parametrize(
    ("snooze", "reason"),
    [
        pytest.param(RequestSnooze(date(2026, 9, 2)), None, id="tomorrow"),
        pytest.param(RequestSnooze(TODAY), WakeReason.DAY, id="its day"),
        pytest.param(RequestSnooze(accounts=4), None, id="one account is missing"),
        pytest.param(RequestSnooze(date(2026, 9, 2), accounts=3), WakeReason.ACCOUNTS, id="enough accounts first"),
        pytest.param(RequestSnooze(accounts=4, arr=50_000_00), WakeReason.ARR, id="enough ARR first"),
        pytest.param(RequestSnooze(), None, id="awake"),
    ],
)
def test_the_first_that_comes_true_wakes_it(snooze: RequestSnooze, reason: WakeReason | None) -> None:
    sleeping = asleep(REQUEST, snooze)

    assert wake_reason(sleeping, DEMAND, today=TODAY) is reason
    assert sleeping.is_snoozed is (snooze != RequestSnooze())
    assert awake(sleeping) == REQUEST


def test_fields_and_problems_have_their_names() -> None:
    assert [field.value for field in RequestSnoozeField] == ["day", "accounts", "arr"]
    assert isinstance(DEMAND, Demand)
    assert len(RequestSnoozeProblem) == 8
