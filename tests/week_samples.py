"""A team's week, and what it is made of, to vary from."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain.accounts import Money
from domain.money import ExchangeRates
from domain.renewals.listing import DueRenewal
from domain.renewals.renewal import Churn, ChurnReason, ForecastCategory
from domain.revenue.kept import KeptArr
from domain.revenue.movements import ArrMovement
from domain.revenue.periods import last_quarter, running_quarter
from domain.weekly.week import (
    Activity,
    ForecastPart,
    LostLately,
    PersonWeek,
    QuarterDue,
    QuarterKept,
    ReasonLost,
    TeamWeek,
    Weekly,
)

TODAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 7, 30, tzinfo=UTC)
RATES = ExchangeRates("USD", {}, {})


def usd(thousands: int) -> Money:
    return Money(thousands * 1000_00, "USD")


def gbp(thousands: int) -> Money:
    return Money(thousands * 1000_00, "GBP")


def due(thousands: int | None, category: ForecastCategory | None = None) -> DueRenewal:
    return DueRenewal(
        renewal=1,
        account=1,
        due_on=TODAY,
        arr=None if thousands is None else usd(thousands),
        category=category,
        proposed=None,
        step=None,
        notice_received=False,
        band=None,
        shown=None,
        capped=False,
        outcome=None,
        final=None,
        snoozed_until=None,
    )


def lost(thousands: int | None, on: date, *reasons: ChurnReason) -> Churn:
    arr = None if thousands is None else usd(thousands)
    return Churn(1, 1, None, on, arr, whole=True, reasons=reasons, by="U1", at=NOW)


WEEKLY = Weekly(
    first=date(2026, 11, 23),
    last=date(2026, 11, 29),
    as_of=NOW,
    accounts=42,
    currency="USD",
    due=QuarterDue(
        (
            ForecastPart(ForecastCategory.COMMIT, 5, (usd(610),)),
            ForecastPart(ForecastCategory.PROBABLE, 3, (usd(240), gbp(30))),
            ForecastPart(ForecastCategory.BEST_CASE, 1, (usd(60),)),
            ForecastPart(ForecastCategory.AT_RISK, 2, (usd(185),)),
            ForecastPart(ForecastCategory.EXPECTED_LOSS, 1, (usd(40),)),
            ForecastPart(None, 2, (usd(95),)),
        ),
        closed=4,
        contracted=(usd(300),),
        final=(usd(312),),
        without_arr=1,
    ),
    now=QuarterKept(
        running_quarter(TODAY),
        KeptArr(
            ArrMovement(opening=4_200_000_00, expansion=210_000_00, contraction=60_000_00, churn=95_000_00),
            38,
            ("GBP",),
        ),
        TODAY,
    ),
    before=QuarterKept(
        last_quarter(TODAY),
        KeptArr(ArrMovement(opening=4_000_000_00, expansion=150_000_00, contraction=40_000_00, churn=180_000_00), 37),
        last_quarter(TODAY).ends_on,
        is_reported=True,
    ),
    lost=LostLately(
        date(2026, 9, 2),
        TODAY,
        (
            ReasonLost(ChurnReason.PRICE, 2, (usd(95),)),
            ReasonLost(ChurnReason.CHAMPION_LEFT, 1, (usd(60),)),
            ReasonLost(ChurnReason.VALUE_NEVER_REACHED, 2, (usd(38), gbp(4))),
            ReasonLost(ChurnReason.OTHER, 1, ()),
        ),
        (usd(193), gbp(4)),
        without_arr=1,
    ),
    team=TeamWeek(
        (
            PersonWeek("U0WEI", 14, Activity(6, 4, 3)),
            PersonWeek("U0DANA", 16, Activity(11, 7, 1)),
            PersonWeek("U0LEE", 12, Activity()),
        ),
        2,
        Activity(21, 13, 4),
    ),
)
