from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import Money
from domain.health.model import Band
from domain.money import ExchangeRates
from domain.renewals.head import Group, RatesUsed, amounts, head_sums, is_snoozed, rates_used, shown
from domain.renewals.listing import DueRenewal
from domain.renewals.question import Showing
from domain.renewals.renewal import ForecastCategory, OutcomeKind

TODAY = date(2026, 11, 27)
NO_RATES = ExchangeRates("USD", {}, {})
RATES = ExchangeRates("USD", {"EUR": Decimal("1.1")}, {"EUR": date(2026, 1, 1)})
DUE = DueRenewal(
    renewal=1,
    account=1,
    due_on=date(2027, 1, 31),
    arr=Money(100_00, "USD"),
    category=ForecastCategory.COMMIT,
    proposed=None,
    step=None,
    notice_received=False,
    band=Band.GREEN,
    shown=80,
    capped=False,
    outcome=None,
    final=None,
    snoozed_until=None,
)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def test_currencies_are_not_added_without_a_rate() -> None:
    sums = amounts([usd(1), Money(5, "EUR"), None, usd(2)], NO_RATES)

    assert sums == (usd(3), Money(5, "EUR"))


def test_what_has_a_rate_is_added_and_the_rest_stands_beside_it() -> None:
    sums = amounts([usd(100), Money(100, "EUR"), Money(7, "JPY")], RATES)

    assert sums == (usd(210), Money(7, "JPY"))


def test_due_holds_closed_ones_too_and_the_groups_only_open_ones() -> None:
    won = replace(DUE, outcome=OutcomeKind.RENEWED, final=usd(90_00), category=None, band=Band.RED)
    unsaid = replace(DUE, category=None, band=None, arr=usd(40_00))
    unknown = replace(DUE, arr=None, band=Band.GREY)

    sums = head_sums([DUE, won, unsaid, unknown], today=TODAY, rates=NO_RATES)

    assert (sums.open, sums.closed, sums.without_arr) == (3, 1, 1)
    assert (sums.due, sums.open_arr) == ((usd(240_00),), (usd(140_00),))
    assert sums.categories == {
        ForecastCategory.COMMIT: Group(2, (usd(100_00),)),
        None: Group(1, (usd(40_00),)),
    }
    assert sums.bands == {Band.GREEN: Group(1, (usd(100_00),)), Band.GREY: Group(2, (usd(40_00),))}


def test_at_risk_is_red_or_held_down_by_a_cap() -> None:
    red, capped = replace(DUE, band=Band.RED), replace(DUE, capped=True)

    assert head_sums([DUE, red, capped], today=TODAY, rates=NO_RATES).at_risk == Group(2, (usd(200_00),))


def test_upsell_cannot_hide_a_loss() -> None:
    upsold = replace(DUE, proposed=usd(150_00))
    shrunk = replace(DUE, proposed=usd(60_00), category=ForecastCategory.AT_RISK)

    forecast = head_sums([upsold, shrunk], today=TODAY, rates=NO_RATES).forecast

    assert (forecast.capped, forecast.uncapped) == ((usd(160_00),), (usd(210_00),))
    assert forecast.contracted == (usd(200_00),)


@pytest.mark.parametrize(
    ("renewal", "capped"),
    [
        pytest.param(DUE, (usd(100_00),), id="contracted where nothing is proposed"),
        pytest.param(replace(DUE, proposed=usd(80_00)), (usd(80_00),), id="proposed"),
        pytest.param(replace(DUE, category=None), (), id="nobody said anything"),
        pytest.param(replace(DUE, category=ForecastCategory.EXPECTED_LOSS), (usd(0),), id="an expected loss is none"),
        pytest.param(
            replace(DUE, category=ForecastCategory.EXPECTED_LOSS, proposed=usd(9_00)), (usd(9_00),), id="but for a rest"
        ),
        pytest.param(
            replace(DUE, category=ForecastCategory.EXPECTED_LOSS, arr=None), (), id="a loss of an unknown amount"
        ),
        pytest.param(replace(DUE, arr=None), (), id="nothing known"),
        pytest.param(replace(DUE, arr=None, proposed=usd(70_00)), (usd(70_00),), id="proposed, nothing contracted"),
        pytest.param(
            replace(DUE, proposed=Money(900_00, "EUR")), (Money(900_00, "EUR"),), id="another currency is not compared"
        ),
        pytest.param(replace(DUE, outcome=OutcomeKind.LOST, final=usd(0)), (usd(0),), id="lost"),
        pytest.param(replace(DUE, outcome=OutcomeKind.RENEWED, final=usd(130_00)), (usd(100_00),), id="kept and more"),
        pytest.param(replace(DUE, outcome=OutcomeKind.RENEWED, final=None), (), id="closed at an unknown amount"),
    ],
)
def test_what_is_foreseen_of_a_renewal(renewal: DueRenewal, capped: tuple[Money, ...]) -> None:
    assert head_sums([renewal], today=TODAY, rates=NO_RATES).forecast.capped == capped


def test_the_rates_that_were_used_and_those_that_lack_are_named() -> None:
    due = [replace(DUE, arr=Money(1, "GBP"), proposed=Money(2, "JPY")), replace(DUE, arr=None, final=Money(3, "EUR"))]

    used = rates_used([DUE, *due], RATES)

    assert used == RatesUsed(RATES, stated=("EUR",), unstated=("GBP", "JPY"))
    assert rates_used([DUE], RATES) == RatesUsed(RATES, stated=(), unstated=())


@pytest.mark.parametrize(
    ("until", "snoozed"), [(None, False), (TODAY, False), (date(2026, 11, 26), False), (date(2026, 11, 28), True)]
)
def test_a_snoozed_one_is_back_on_the_day_itself(until: date | None, snoozed: bool) -> None:  # noqa: FBT001 - a case
    assert is_snoozed(until, TODAY) is snoozed


def test_each_renewal_stands_in_the_rows_of_one_list() -> None:
    asleep = replace(DUE, renewal=2, snoozed_until=date(2026, 12, 1))
    closed = replace(DUE, renewal=3, outcome=OutcomeKind.LOST, snoozed_until=date(2026, 12, 1))

    lists = {
        showing: [renewal.renewal for renewal in shown([DUE, asleep, closed], showing, today=TODAY)]
        for showing in (Showing.OPEN, Showing.SNOOZED, Showing.CLOSED)
    }

    assert lists == {Showing.OPEN: [1], Showing.SNOOZED: [2], Showing.CLOSED: [3]}
    assert head_sums([DUE, asleep, closed], today=TODAY, rates=NO_RATES).snoozed == 1


RENEWALS = st.lists(
    st.builds(
        lambda minor, currency, category, band, outcome: replace(
            DUE, arr=Money(minor, currency), category=category, band=band, outcome=outcome, final=Money(minor, currency)
        ),
        st.integers(0, 10**9),
        st.sampled_from(["USD", "EUR", "CNY"]),
        st.none() | st.sampled_from(ForecastCategory),
        st.none() | st.sampled_from(Band),
        st.none() | st.just(OutcomeKind.RENEWED),
    ),
    max_size=20,
)


@given(RENEWALS)
def test_the_groups_add_up_to_what_is_open_to_the_cent(due: list[DueRenewal]) -> None:
    sums = head_sums(due, today=TODAY, rates=RATES)

    for groups in (sums.categories.values(), sums.bands.values()):
        added = amounts((money for group in groups for money in group.arr), NO_RATES)
        assert sorted(added, key=str) == sorted(sums.open_arr, key=str)
        assert sum(group.count for group in groups) == sums.open
