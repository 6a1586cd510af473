from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from arr_samples import in_dollars
from renewal_samples import NOW
from renewal_samples import renewal as sample

from domain.accounts import Money
from domain.renewals.renewal import Outcome, OutcomeKind, Renewal
from domain.revenue.fates import Fate, fate_of
from domain.revenue.renewal_rates import RenewalRates, renewal_rates

SEEN = date(2025, 9, 20)
DUE = date(2025, 5, 1)


def usd(thousands: int) -> Money:
    return Money(thousands * 1000_00, "USD")


def renewal(number: int, thousands: int, due_on: date = DUE, **said: Any) -> Renewal:
    return sample(number, id=number, arr=usd(thousands), due_on=due_on, **said)


def closed(kind: OutcomeKind, thousands: int, *, began: date, due_on: date = DUE) -> Outcome:
    return Outcome(kind, min(began, due_on), usd(thousands), "U1", NOW, next_starts_on=began)


def renewed(number: int, thousands: int, final: int, *, late_days: int = 0) -> Renewal:
    kind = OutcomeKind.RENEWED if final == thousands else OutcomeKind.RENEWED_WITH_CHANGE
    return renewal(number, thousands, outcome=closed(kind, final, began=DUE + timedelta(late_days)))


LOST = Outcome(OutcomeKind.LOST, DUE, usd(0), "U1", NOW)
MOVED = Outcome(OutcomeKind.MOVED, DUE, usd(0), "U1", NOW)
WORKED = (
    renewed(1, 100, 100),
    renewed(2, 60, 45),
    renewal(3, 40, outcome=LOST),
    renewed(4, 60, 75),
    renewed(5, 30, 30, late_days=20),
    renewed(6, 25, 25, late_days=153),
    renewed(7, 55, 55),
    renewed(8, 20, 20),
    renewal(9, 15, date(2025, 8, 20)),
    renewal(10, 70, date(2025, 9, 1)),
    renewal(11, 80, outcome=MOVED),
)


def rates(*renewals: Renewal, seen_on: date = SEEN) -> RenewalRates:
    return renewal_rates(renewals, minor=in_dollars, seen_on=seen_on, grace_days=30)


def percent(share: Decimal | None) -> Decimal | None:
    return share and (share * 100).quantize(Decimal("0.1"))


def test_the_worked_example_to_the_last_printed_digit() -> None:
    found = rates(*WORKED)

    assert (found.resolved, found.renewed_logos, found.lost_logos, found.open, found.moved) == (9, 6, 3, 1, 1)
    assert [amount // 1000_00 for amount in (found.due, found.kept, found.renewed)] == [405, 310, 325]
    assert [percent(each) for each in (found.logo_rate, found.gross_rate, found.net_rate, found.on_time_rate)] == [
        Decimal("66.7"),
        Decimal("76.5"),
        Decimal("80.2"),
        Decimal("55.6"),
    ]
    assert found.open_arr == 70 * 1000_00


def test_while_nothing_is_resolved_there_is_no_rate() -> None:
    second_quarter = [renewal(1, 100, date(2025, 4, 5)), renewal(2, 70, date(2025, 6, 1))]

    found = rates(*second_quarter, seen_on=date(2025, 4, 10))

    assert (found.resolved, found.open, found.open_arr) == (0, 2, 170 * 1000_00)
    assert [found.logo_rate, found.gross_rate, found.net_rate, found.on_time_rate] == [None] * 4


@pytest.mark.parametrize(
    ("made", "seen_on", "fate"),
    [
        pytest.param(renewal(1, 1), date(2025, 5, 31), Fate.OPEN, id="open on the last day of grace"),
        pytest.param(renewal(1, 1), date(2025, 6, 1), Fate.LOST, id="open after it"),
        pytest.param(renewed(1, 1, 1, late_days=30), SEEN, Fate.RENEWED, id="late, within grace"),
        pytest.param(renewed(1, 1, 1, late_days=31), SEEN, Fate.LOST, id="back after grace: a new start"),
        pytest.param(renewed(1, 1, 1, late_days=-40), SEEN, Fate.RENEWED, id="early"),
        pytest.param(renewal(1, 1, outcome=LOST), date(2025, 4, 30), Fate.OPEN, id="not known yet on the day"),
        pytest.param(renewal(1, 1, outcome=LOST), DUE, Fate.LOST, id="lost"),
        pytest.param(renewal(1, 1, outcome=MOVED), SEEN, Fate.MOVED, id="moved"),
    ],
)
def test_what_became_of_a_renewal_as_seen_on_a_day(made: Renewal, seen_on: date, fate: Fate) -> None:
    assert fate_of(made, seen_on=seen_on, grace_days=30) is fate


@pytest.mark.parametrize(
    ("resolved_on", "on_time"),
    [pytest.param(DUE, 1, id="by the day"), pytest.param(DUE + timedelta(1), 0, id="a day later")],
)
def test_without_a_new_first_day_the_day_of_resolution_says_whether_it_was_late(
    resolved_on: date, on_time: int
) -> None:
    said = Outcome(OutcomeKind.RENEWED, resolved_on, None, "import", NOW)

    found = rates(renewal(1, 10, outcome=said))

    assert (found.on_time_logos, found.renewed_logos, found.renewed) == (on_time, 1, 10 * 1000_00)


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(replace(renewed(1, 10, 10), arr=None), id="nobody knows what was due"),
        pytest.param(replace(renewed(1, 10, 10), arr=Money(5, "GBP")), id="no rate"),
        pytest.param(
            renewal(1, 10, outcome=replace(closed(OutcomeKind.PARTLY_LOST, 1, began=DUE), final=None)),
            id="nobody knows what is left",
        ),
    ],
)
def test_an_unknown_amount_counts_as_a_logo_and_in_no_sum(made: Renewal) -> None:
    found = rates(made, renewed(2, 10, 10))

    assert (found.renewed_logos, found.without_amount, found.due, found.logo_rate) == (2, 1, 10 * 1000_00, Decimal(1))


def test_a_contract_in_two_currencies_is_one_decision_kept_when_any_of_it_is() -> None:
    dollars, euros = renewed(1, 10, 10, late_days=3), replace(renewal(2, 0, outcome=LOST), arr=Money(1000, "EUR"))

    found = rates(replace(dollars, contract=7), replace(euros, contract=7))

    assert (found.renewed_logos, found.lost_logos, found.on_time_logos) == (1, 0, 0)
    assert (found.due, found.kept) == (10 * 1000_00 + 1100, 10 * 1000_00)


def test_what_is_open_without_an_amount_is_open_all_the_same() -> None:
    found = rates(replace(renewal(1, 1, SEEN), arr=None))

    assert (found.open, found.open_arr) == (1, 0)
