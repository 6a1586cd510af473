"""One account and the people around it, for whatever shows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from fakes import FakeLibrary

from domain.accounts import Account, LifecycleStage, Money, Tier
from domain.health.model import AccountEvidence, Band, Confidence, Evidence, Measure
from domain.health.snapshots import Snapshot
from domain.health.standing import AccountStanding, KeyFactor
from domain.permissions import Member, Role

HARBOUR = AccountStanding(
    account=17,
    name="Harbour",
    owner="U0WEI",
    cover=None,
    tier=Tier.HIGH,
    stage=LifecycleStage.STABLE,
    shown=35,
    raw=35.4,
    band=Band.RED,
    confidence=Confidence.HIGH,
    coverage=1.0,
    low=35.4,
    high=35.4,
    known_dimensions=5,
    all_dimensions=6,
    oldest_known_on=date(2026, 11, 10),
    trend=-8.0,
    change_7=-12,
    change_30=3,
    pulls_down=(
        KeyFactor(Measure.SEAT_ACTIVITY, 0.41, 9.4, fine=0.5, excellent=0.8),
        KeyFactor(Measure.CHAMPION, "left", 4.0),
    ),
    lifts=(KeyFactor(Measure.NPS, 8.5, 4.2, fine=8.0, excellent=10.0),),
    cap=None,
    arr=(Money(4_800_000, "USD"), Money(1_000_050, "EUR")),
    renewal_on=date(2027, 2, 28),
    notice_on=date(2026, 11, 30),
    auto_renew=True,
    last_two_way_on=date(2026, 11, 1),
    open_tickets=3,
    open_critical_tickets=1,
    first_value_on=date(2025, 4, 1),
    first_value_due_on=date(2025, 4, 30),
    judgement=None,
    policy_version=3,
    scored_at=datetime(2026, 11, 22, 2, 30, tzinfo=UTC),
    cadence_days=14,
)

WEI = Member("U0WEI", "Wei", Role.CSM, manager="U0ANA", zone="Asia/Shanghai")
VIEWER = Member("U0VIEW", "Vi", Role.VIEWER)
TODAY = date(2026, 11, 22)
POLICY = (Path(__file__).parents[2] / "policy.toml").read_text(encoding="utf-8")


def standing(**changes: Any) -> AccountStanding:
    """A red high-touch account of Wei's; what a test is about is named in it."""
    return replace(HARBOUR, **changes)


def put_harbour(book: FakeLibrary) -> None:
    """Harbour, scored once today, in the book of Wei."""
    book.tables.accounts[17] = Account(17, "Harbour", owner="U0WEI", tier=Tier.HIGH)
    book.tables.standings[17] = standing()
    book.tables.snapshots.append(snapshot_on(TODAY))
    book.tables.members["U0WEI"] = WEI
    with book.writing() as writing:
        writing.policies.publish(POLICY, by="U0ANA", at=HARBOUR.scored_at)


def snapshot_on(day: date, **changes: Any) -> Snapshot:
    """What was known of Harbour on a day, scored by the shipped policy."""
    evidence = AccountEvidence(
        tier=Tier.HIGH,
        stage=LifecycleStage.STABLE,
        measures={
            Measure.SEAT_ACTIVITY: Evidence(0.41, known_on=day, source="usage"),
            Measure.NPS: Evidence(8.5, known_on=day),
            Measure.CHAMPION: Evidence("active", known_on=day),
        },
    )
    made = Snapshot(
        account=17,
        day=day,
        revision=1,
        policy_version=1,
        scored_at=HARBOUR.scored_at,
        stage=LifecycleStage.STABLE,
        tier=Tier.HIGH,
        raw=35.4,
        shown=35,
        band=Band.RED,
        coverage=1.0,
        low=35.4,
        high=35.4,
        cap=None,
        evidence=evidence,
        typical={},
    )
    return replace(made, **changes)
