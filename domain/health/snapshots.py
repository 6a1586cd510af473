"""Stored scores, and what moved one to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.accounts import LifecycleStage, Tier
from domain.health.model import AccountEvidence, Band, Cap, Measure


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A stored score: immutable, with the inputs it was made of and the policy version that made it.

    `revision` counts the scorings of one day: evidence that arrives later the same day makes a new revision,
    never a changed one. `typical` holds the peers' points that stood in for what was unknown.
    """

    account: int
    day: date
    revision: int
    policy_version: int
    scored_at: datetime
    stage: LifecycleStage
    tier: Tier
    raw: float
    shown: int
    band: Band
    coverage: float
    low: float
    high: float
    cap: Cap | None
    evidence: AccountEvidence
    typical: dict[Measure, float]


@dataclass(frozen=True, slots=True)
class SnapshotLine:
    """The few columns of a snapshot that a curve needs."""

    day: date
    raw: float
    shown: int
    band: Band
    policy_version: int


@dataclass(frozen=True, slots=True)
class Change:
    """What moved a score between two snapshots; the parts add up exactly to `total`.

    `total` is of the score under its caps, before it is rounded; `override` is what caps and a person's score added or
    let go. `evidence` is the share of `measures` that came or went with what we know (a value turned up, was lost or
    aged) and not with what the account did. `policy_versions`, `stages` and `tiers` are None where they are the same.
    """

    total: float
    stage_or_weights: float
    measures: dict[Measure, float] = field(default_factory=dict)
    unknown: float = 0.0
    override: float = 0.0
    policy_versions: tuple[int, int] | None = None
    stages: tuple[LifecycleStage, LifecycleStage] | None = None
    evidence: dict[Measure, float] = field(default_factory=dict)
    tiers: tuple[Tier, Tier] | None = None
