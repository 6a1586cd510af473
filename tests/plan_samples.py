"""Outcomes, measurements and check-ins for tests of success plans."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from health_book import NOW, TODAY

from domain.plans.plan import (
    CheckIn,
    CheckInVerdict,
    Measurement,
    MeasurementSource,
    Outcome,
    OutcomeBefore,
    PlannedOutcome,
)
from domain.success import OutcomeStatus

TITLE = "Save 80 hours a month"


def outcome(title: str = TITLE, **more: Any) -> Outcome:
    """Agreed 100 days ago, due in 100: 20 h to 80 h, of which 50 are due today."""
    known: dict[str, Any] = {
        "account": 1,
        "title": title,
        "agreed_on": TODAY - timedelta(days=100),
        "status_on": TODAY - timedelta(days=100),
        "measure": "Hours saved",
        "unit": "h",
        "baseline": Decimal(20),
        "target": Decimal(80),
        "due_on": TODAY + timedelta(days=100),
        "owner": "U1",
        "check_in_on": TODAY + timedelta(days=10),
    }
    return Outcome(**(known | more))


def measurement(value: str, *, day: date = TODAY, **more: Any) -> Measurement:
    known: dict[str, Any] = {"outcome": 1, "source": MeasurementSource.TYPED, "learnt_at": NOW, "by": "U1"}
    return Measurement(day=day, value=Decimal(value), **(known | more))


def check_in(verdict: CheckInVerdict = CheckInVerdict.ON_TRACK, *, at: datetime = NOW, **more: Any) -> CheckIn:
    known: dict[str, Any] = {
        "outcome": 1,
        "on": at.date(),
        "by": "U1",
        "key": f"V{at.isoformat()}",
        "before": OutcomeBefore(OutcomeStatus.AGREED, TODAY - timedelta(days=100)),
    }
    return CheckIn(at=at, verdict=verdict, **(known | more))


def planned(*said: Measurement, check_ins: tuple[CheckIn, ...] = (), **more: Any) -> PlannedOutcome:
    return PlannedOutcome(outcome(id=1, **more), said, check_ins)
