"""Accounts as digests see them, to vary from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.accounts import Money
from domain.digests.facts import DigestAccount, EarlierScore
from domain.digests.items import Past
from domain.health.model import Band
from domain.renewals.renewal import Forecast, ForecastCategory, RenewalGlance

NOW = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)
TODAY = date(2026, 11, 27)
DAY = timedelta(days=1)
YESTERDAY = NOW - DAY


def account(number: int = 1, **said: Any) -> DigestAccount:
    """Green, in touch, renewing far ahead: nothing to say of it."""
    usual: dict[str, Any] = {
        "account": number,
        "name": f"Acme {number}",
        "owner": "U1",
        "cover": None,
        "band": Band.GREEN,
        "shown": 80,
        "change_7": 0,
        "arr": Money(100_000_00, "USD"),
        "last_two_way_on": TODAY - 3 * DAY,
        "cadence_days": 30,
        "renewal": glance(200),
        "overdue_tasks": 0,
        "first_value_on": date(2026, 1, 1),
        "first_value_due_on": None,
    }
    return DigestAccount(**(usual | said))


def glance(days: int, category: ForecastCategory | None = None) -> RenewalGlance:
    forecast = Forecast(category, "U1", NOW) if category else None
    return RenewalGlance(7, TODAY + days * DAY, None, None, forecast)


def scored(band: Band, shown: int, *, number: int = 1, at: datetime = YESTERDAY - DAY) -> Past:
    """What was known of one account."""
    return Past({number: [EarlierScore(at, band, shown)]})
