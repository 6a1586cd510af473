"""Accounts as the rules see them, and alerts, to vary from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from domain.accounts import Money
from domain.alerts.alert import Alert
from domain.alerts.evidence import AlertEvidence
from domain.alerts.policy import AlertKind, AlertWay, Severity
from domain.digests.facts import DigestAccount
from domain.health.model import Band
from domain.health.policy_file import policy_from_toml
from domain.health.snapshots import SnapshotLine
from domain.renewals.renewal import RenewalGlance

NOW = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)
TODAY = date(2026, 11, 27)
DAY = timedelta(days=1)
POLICY = policy_from_toml((Path(__file__).parents[3] / "policy.toml").read_text(encoding="utf-8"))


def account(**said: Any) -> DigestAccount:
    """Green, in touch, renewing far ahead: no rule holds."""
    usual: dict[str, Any] = {
        "account": 1,
        "name": "Acme",
        "owner": "U1",
        "cover": None,
        "band": Band.GREEN,
        "shown": 80,
        "change_7": 0,
        "arr": Money(100_000_00, "USD"),
        "last_two_way_on": TODAY - 3 * DAY,
        "cadence_days": 30,
        "renewal": RenewalGlance(7, TODAY + 200 * DAY, None, None),
        "overdue_tasks": 0,
        "first_value_on": date(2026, 1, 1),
        "first_value_due_on": None,
    }
    return DigestAccount(**(usual | said))


def evidence(*bands: Band, shown: int = 80, **said: Any) -> AlertEvidence:
    """The colours of the last days, the newest last; what is no fact of the account is one of the evidence."""
    of_account = {name: said.pop(name) for name in list(said) if name in DigestAccount.__dataclass_fields__}
    lines = tuple(
        SnapshotLine(TODAY - (len(bands) - 1 - place) * DAY, float(shown), shown, band, 1)
        for place, band in enumerate(bands)
    )
    return AlertEvidence(account(shown=shown, **of_account), lines, **said)


def alert(**said: Any) -> Alert:
    usual: dict[str, Any] = {
        "id": 5,
        "kind": AlertKind.SILENCE,
        "account": 1,
        "key": "",
        "severity": Severity.MEDIUM,
        "since": TODAY - DAY,
        "raised_at": NOW - DAY,
        "to": "U1",
        "way": AlertWay.MESSAGE,
        "once": "1:silence",
        "facts": {"last": "2026-10-01", "cadence": 30},
    }
    return Alert(**(usual | said))
