"""Standings and snapshots with every field filled, to vary from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from domain.accounts import LifecycleStage, Money, Pulse, Tier
from domain.health.model import Absence, AccountEvidence, Band, Cap, Confidence, Evidence, Measure, Override
from domain.health.snapshots import Snapshot
from domain.health.standing import AccountStanding, Judgement, KeyFactor

TODAY = date(2026, 9, 1)
NOW = datetime(2026, 9, 1, 9, 30, tzinfo=UTC)
JUDGEMENT = Judgement(Pulse.YELLOW, "Waiting for the new sponsor", "U1", NOW, date(2026, 9, 30), 55)
STANDING = AccountStanding(
    account=1,
    name="Acme",
    owner=None,
    cover=None,
    tier=Tier.MID,
    stage=LifecycleStage.STABLE,
    shown=62,
    raw=62.4375,
    band=Band.YELLOW,
    confidence=Confidence.HIGH,
    coverage=0.875,
    low=58.5,
    high=71.25,
    known_dimensions=5,
    all_dimensions=6,
    oldest_known_on=date(2026, 6, 1),
    trend=-5.5,
    change_7=-2,
    change_30=None,
    pulls_down=(KeyFactor(Measure.NPS, 5.5, -4.25, 8.0, 10.0), KeyFactor(Measure.CHAMPION, "left", -4.0)),
    lifts=(KeyFactor(Measure.SEAT_ACTIVITY, 0.8, 18.0),),
    cap=Cap.CHAMPION_LEFT,
    arr=(Money(120_000_00, "USD"), Money(50_000_00, "EUR")),
    renewal_on=date(2027, 1, 31),
    notice_on=date(2026, 11, 2),
    auto_renew=True,
    last_two_way_on=date(2026, 8, 20),
    open_tickets=3,
    open_critical_tickets=1,
    first_value_on=None,
    first_value_due_on=date(2025, 3, 1),
    judgement=JUDGEMENT,
    policy_version=1,
    scored_at=NOW,
    cadence_days=30,
)
SNAPSHOT = Snapshot(
    account=1,
    day=TODAY,
    revision=1,
    policy_version=1,
    scored_at=NOW,
    stage=LifecycleStage.STABLE,
    tier=Tier.MID,
    raw=62.4375,
    shown=62,
    band=Band.YELLOW,
    coverage=0.875,
    low=58.5,
    high=71.25,
    cap=Cap.JUDGEMENT,
    evidence=AccountEvidence(
        tier=Tier.MID,
        stage=LifecycleStage.STABLE,
        measures={measure: Evidence(None, absence=Absence.UNKNOWN) for measure in Measure}
        | {
            Measure.SEAT_ACTIVITY: Evidence(0.62, date(2026, 8, 31), None, "files:usage", NOW),
            Measure.CHAMPION: Evidence("quiet", date(2026, 8, 1), None, "files:contact", NOW),
            Measure.BREACHED_SHARE: Evidence(None, absence=Absence.DOES_NOT_APPLY),
        },
        caps=frozenset({Cap.SILENCE}),
        override=Override(62, "Sponsor confirmed", "U1", date(2026, 8, 20), date(2026, 9, 10)),
    ),
    typical={Measure.NPS: 50.0},
)


def standing(account: int, **changes: Any) -> AccountStanding:
    return replace(STANDING, account=account, **changes)


def snapshot(day: date, revision: int = 1, **changes: Any) -> Snapshot:
    return replace(SNAPSHOT, day=day, revision=revision, **changes)
