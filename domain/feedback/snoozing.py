"""A request that is put out of sight until a day, until enough accounts ask, or until enough ARR hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from domain.accounts import Money
from domain.days import shifted
from domain.feedback.priority import Demand
from domain.feedback.request import Request
from domain.numbers import number_in

FURTHEST = 366
"""Days: what nobody wants to see for a year is declined."""
MOST_ACCOUNTS = 100_000
ReadAmount: TypeAlias = Callable[[str, str], Money | None]


class RequestSnoozeField(StrEnum):
    DAY = "day"
    ACCOUNTS = "accounts"
    ARR = "arr"


class RequestSnoozeProblem(StrEnum):
    NOTHING_CHOSEN = "nothing_chosen"
    DAY_NOT_AHEAD = "day_not_ahead"
    DAY_TOO_FAR = "day_too_far"
    NO_NUMBER = "no_number"
    ENOUGH_ACCOUNTS = "enough_accounts"
    NO_AMOUNT = "no_amount"
    OTHER_CURRENCY = "other_currency"
    ENOUGH_ARR = "enough_arr"


class WakeReason(StrEnum):
    DAY = "day"
    ACCOUNTS = "accounts"
    ARR = "arr"


@dataclass(frozen=True, slots=True)
class RequestSnoozeForm:
    """Texts as they came."""

    day: str = ""
    accounts: str = ""
    arr: str = ""


@dataclass(frozen=True, slots=True)
class RequestSnooze:
    """The first that comes true ends it; `arr` is in the base currency's smallest unit."""

    until: date | None = None
    accounts: int | None = None
    arr: int | None = None


@dataclass(frozen=True, slots=True)
class RequestSnoozeRefused:
    """`demand` is who asks now, `currency` the base."""

    problems: dict[RequestSnoozeField, RequestSnoozeProblem]
    demand: Demand
    currency: str


def snooze_in(
    form: RequestSnoozeForm, demand: Demand, *, currency: str, today: date, read_amount: ReadAmount
) -> RequestSnooze | RequestSnoozeRefused:
    until = _day(form.day, today)
    accounts = _accounts(form.accounts.strip(), demand)
    arr = _arr(form.arr.strip(), demand, currency, read_amount)
    read = zip(RequestSnoozeField, (until, accounts, arr), strict=True)
    wrong = {field: each for field, each in read if isinstance(each, RequestSnoozeProblem)}
    if (
        isinstance(until, RequestSnoozeProblem)
        or isinstance(accounts, RequestSnoozeProblem)
        or isinstance(arr, RequestSnoozeProblem)
    ):
        return RequestSnoozeRefused(wrong, demand, currency)
    snooze = RequestSnooze(until, accounts, arr)
    if snooze == RequestSnooze():
        nothing = {RequestSnoozeField.DAY: RequestSnoozeProblem.NOTHING_CHOSEN}
        return RequestSnoozeRefused(nothing, demand, currency)
    return snooze


def asleep(request: Request, snooze: RequestSnooze) -> Request:
    return replace(request, snoozed_until=snooze.until, snoozed_accounts=snooze.accounts, snoozed_arr=snooze.arr)


def awake(request: Request) -> Request:
    return asleep(request, RequestSnooze())


def wake_reason(request: Request, demand: Demand, *, today: date) -> WakeReason | None:
    """Why its snooze is over; None where it is not. `today` is the last day whose morning has come."""
    if request.snoozed_accounts is not None and demand.accounts >= request.snoozed_accounts:
        return WakeReason.ACCOUNTS
    if request.snoozed_arr is not None and demand.arr >= request.snoozed_arr:
        return WakeReason.ARR
    is_day_there = request.snoozed_until is not None and request.snoozed_until <= today
    return WakeReason.DAY if is_day_there else None


def _day(typed: str, today: date) -> date | RequestSnoozeProblem | None:
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return RequestSnoozeProblem.DAY_NOT_AHEAD
    if day <= today:
        return RequestSnoozeProblem.DAY_NOT_AHEAD
    return RequestSnoozeProblem.DAY_TOO_FAR if day > shifted(today, FURTHEST) else day


def _accounts(typed: str, demand: Demand) -> int | RequestSnoozeProblem | None:
    if not typed:
        return None
    number = number_in(typed)
    if number is None or number > MOST_ACCOUNTS:
        return RequestSnoozeProblem.NO_NUMBER
    return RequestSnoozeProblem.ENOUGH_ACCOUNTS if number <= demand.accounts else number


def _arr(typed: str, demand: Demand, currency: str, read_amount: ReadAmount) -> int | RequestSnoozeProblem | None:
    if not typed:
        return None
    amount = read_amount(typed, currency)
    if amount is None or amount.minor <= 0:
        return RequestSnoozeProblem.NO_AMOUNT
    if amount.currency != currency:
        return RequestSnoozeProblem.OTHER_CURRENCY
    return RequestSnoozeProblem.ENOUGH_ARR if amount.minor <= demand.arr else amount.minor
