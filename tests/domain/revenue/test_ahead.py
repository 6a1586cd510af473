from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from domain.accounts import Money
from domain.health.model import Band
from domain.money import rates_of
from domain.renewals.listing import DueRenewal
from domain.renewals.renewal import ForecastCategory
from domain.revenue.ahead import MonthDue, Sum, after, ahead_of, months_from
from domain.revenue.curve import fitted_curve
from domain.revenue.periods import Period
from domain.revenue.ports import StatedRate

TODAY = date(2026, 11, 22)
Q4 = Period("2026-Q4", date(2026, 10, 1), date(2027, 1, 1))
EURO = StatedRate("EUR", date(2026, 1, 1), "1.10", "U1", datetime(2026, 1, 1, tzinfo=UTC))
RATES = rates_of([EURO], base="USD", day=TODAY)
DUE = DueRenewal(
    renewal=1,
    account=1,
    due_on=date(2026, 12, 1),
    arr=Money(10_000_00, "USD"),
    category=None,
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

CURVE = fitted_curve([], base_rate=0.85)


def due(**said: Any) -> DueRenewal:
    return replace(DUE, **said)


def test_what_is_red_or_held_down_is_at_risk_and_what_is_not_known_stands_apart() -> None:
    found = ahead_of(
        [
            due(band=Band.RED),
            due(band=Band.YELLOW, capped=True),
            due(band=Band.GREY),
            due(band=None, shown=None, arr=Money(1_000_00, "EUR")),
            due(),
            due(due_on=date(2027, 1, 1), band=Band.RED),
        ],
        period=Q4,
        today=TODAY,
        curve=CURVE,
        rates=RATES,
    )

    assert (found.whole.due, found.whole.at_risk) == (Sum(5, 41_100_00), Sum(2, 20_000_00))
    assert found.whole.unknown == Sum(2, 11_100_00)
    assert [(each.currency, each.due) for each in found.whole.forecasts] == [("USD", 41_100_00)]


def test_each_group_of_a_cut_has_its_own_sums_and_they_add_up() -> None:
    renewals = [due(account=1, band=Band.RED), due(account=1), due(account=2, band=Band.GREY), due(account=3)]

    found = ahead_of(
        [*renewals, due(account=4, due_on=date(2027, 1, 1))],
        period=Q4,
        today=TODAY,
        curve=CURVE,
        rates=RATES,
        group={1: "SMB", 2: "SMB", 4: "Elsewhere"}.get,
    )

    assert set(found.groups) == {"SMB", None}
    smb, unsaid = found.groups["SMB"], found.groups[None]
    assert (smb.due, smb.at_risk, smb.unknown) == (Sum(3, 30_000_00), Sum(1, 10_000_00), Sum(1, 10_000_00))
    assert unsaid.due == Sum(1, 10_000_00)
    weighted = [each.forecasts[0].weighted for each in (smb, unsaid, found.whole)]
    assert abs(weighted[0] + weighted[1] - weighted[2]) <= 1


def test_without_a_rate_an_amount_is_counted_and_not_added() -> None:
    found = ahead_of(
        [due(arr=Money(99_000_00, "GBP")), due(arr=None), due()],
        period=Q4,
        today=TODAY,
        curve=CURVE,
        rates=RATES,
    )

    assert found.whole.due == Sum(3, 10_000_00)
    assert [each.currency for each in found.whole.forecasts] == ["USD", "GBP"]


def test_the_calendar_begins_with_this_month_and_says_what_people_say() -> None:
    found = ahead_of(
        [due(category=ForecastCategory.COMMIT), due(), due(due_on=date(2027, 4, 30))],
        period=Q4,
        today=TODAY,
        curve=CURVE,
        rates=RATES,
    )

    november, december, *_, april = found.calendar
    assert (november.minor, november.count) == (0, 0)
    assert december == MonthDue(
        date(2026, 12, 1), {ForecastCategory.COMMIT: Sum(1, 10_000_00), None: Sum(1, 10_000_00)}
    )
    assert (december.minor, december.count, april.count) == (20_000_00, 2, 1)


def test_months_go_over_the_end_of_the_year() -> None:
    assert months_from(TODAY)[:3] == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    assert after(date(2026, 11, 1)) == date(2026, 12, 1)
