from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from domain.accounts import Money
from domain.feedback.listing import Weighing
from domain.feedback.priority import SHIPPED_PRIORITY, Demand, VoiceNow, Weight, demand_of, priority_of
from domain.feedback.request import Asker, Importance, Request, RequestState, waited_days
from domain.health.model import Band
from domain.money import ExchangeRates

TODAY = date(2026, 11, 30)
RATES = ExchangeRates("USD", {"EUR": Decimal("1.10")}, {})
ACME = 1


def voice(account: int | None = ACME, **said: Any) -> VoiceNow:
    usual: dict[str, Any] = {
        "request": 1,
        "asker": Asker.ACCOUNT if account else Asker.PROSPECT,
        "importance": Importance.NICE,
        "blocks_renewal": False,
        "account": account,
    }
    return VoiceNow(**(usual | said))


def demand(*voices: VoiceNow) -> Demand:
    return demand_of(voices, RATES, today=TODAY)


def test_an_account_counts_once_with_its_highest_importance() -> None:
    found = demand(
        voice(arr=Money(100_00, "USD"), blocks_renewal=True),
        voice(arr=Money(100_00, "USD"), importance=Importance.MUST),
        voice(2, arr=Money(300_00, "USD")),
    )

    assert (found.accounts, found.arr, found.must, found.blocks, found.largest) == (2, 400_00, 1, 1, 0.75)


def test_prospects_and_colleagues_are_counted_apart() -> None:
    found = demand(
        voice(None, name="Lead"), voice(None, name="lead"), voice(None, asker=Asker.INTERNAL), voice(None, name="Other")
    )

    assert (found.accounts, found.prospects, found.internal, found.arr, found.largest) == (0, 2, 1, 0, None)


def test_revenue_is_what_is_due_and_what_is_red() -> None:
    def due(account: int, days: int | None, **said: Any) -> VoiceNow:
        renews_on = None if days is None else TODAY + timedelta(days=days)
        return voice(account, arr=Money(account * 100, "USD"), renews_on=renews_on, **said)

    found = demand(due(1, 90), due(2, 91), due(4, 180), due(8, 181), due(16, -1), due(32, None, band=Band.RED))

    assert (found.due_90, found.due_180, found.red) == (100, 700, 3200)


def test_currencies_are_added_at_stated_rates_and_at_no_others() -> None:
    found = demand(voice(1, arr=Money(100_00, "EUR"), arr_then=Money(50_00, "EUR")), voice(2, arr=Money(7_00, "CHF")))

    assert (found.arr, found.arr_then, found.apart) == (110_00, 55_00, ("CHF",))


def test_the_parts_are_shown_and_add_up() -> None:
    found = demand(
        voice(
            arr=Money(20_000_00, "USD"),
            renews_on=TODAY,
            band=Band.RED,
            importance=Importance.MUST,
            blocks_renewal=True,
        ),
        voice(None, name="Lead"),
    )

    priority = priority_of(found, SHIPPED_PRIORITY, minor_in_unit=100)

    assert priority.parts == {
        Weight.ACCOUNTS: 1,
        Weight.ARR: 2,
        Weight.DUE_90: 4,
        Weight.DUE_180: 2,
        Weight.RED: 4,
        Weight.MUST: 2,
        Weight.BLOCKS: 3,
        Weight.PROSPECTS: 0.5,
        Weight.AGE: 0,
    }
    assert priority.points == 18.5


def test_age_counts_by_months_where_the_policy_gives_it_points() -> None:
    rules = replace(SHIPPED_PRIORITY, points={**SHIPPED_PRIORITY.points, Weight.AGE: 0.5})

    assert priority_of(demand(voice()), rules, minor_in_unit=100, days=45).parts[Weight.AGE] == 0.75


def test_what_is_over_waits_no_longer() -> None:
    asked = Request(1, "Export", "", 1, "U1", datetime(2026, 11, 1, tzinfo=UTC))
    decided = replace(asked, decided_at=datetime(2026, 11, 11, tzinfo=UTC))

    waited = [
        waited_days(each, today=TODAY)
        for each in (asked, replace(decided, state=RequestState.PLANNED), replace(decided, state=RequestState.SHIPPED))
    ]

    assert waited == [29, 29, 10]


def test_a_point_of_the_formula_is_for_one_of_what_is_counted() -> None:
    weighing = Weighing(SHIPPED_PRIORITY, RATES, TODAY, 100)

    assert (weighing.of_one(Weight.BLOCKS), weighing.of_one(Weight.DUE_90)) == (3.0, 2 / 1_000_000)
