"""The words of the scorecard: dimensions, measures, evidence, and the card that they add up to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.accounts import LifecycleStage, Money, Pulse, Tier


class Dimension(StrEnum):
    ADOPTION = "adoption"
    VALUE = "value"
    RELATIONSHIP = "relationship"
    SUPPORT = "support"
    SENTIMENT = "sentiment"
    COMMERCIAL = "commercial"


class Measure(StrEnum):
    """The seventeen measures; their order is the order of the columns in a stored snapshot and never changes."""

    SEAT_ACTIVITY = "seat_activity"
    CORE_DEPTH = "core_depth"
    USAGE_TREND = "usage_trend"
    MILESTONES = "milestones"
    FIRST_VALUE = "first_value"
    OUTCOMES = "outcomes"
    TOUCH_RECENCY = "touch_recency"
    TOUCH_COMPLIANCE = "touch_compliance"
    ENGAGED_CONTACTS = "engaged_contacts"
    CHAMPION = "champion"
    CRITICAL_TICKET_AGE = "critical_ticket_age"
    BREACHED_SHARE = "breached_share"
    NPS = "nps"
    CSM_PULSE = "csm_pulse"
    INVOICE_OVERDUE = "invoice_overdue"
    LICENCE_FIT = "licence_fit"
    RENEWAL_STEP = "renewal_step"


class Champion(StrEnum):
    LEFT = "left"
    NONE = "none"
    QUIET = "quiet"
    ACTIVE = "active"


class Band(StrEnum):
    """The colour of the SHOWN score; grey means that too little is known for a colour."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Cap(StrEnum):
    """Hard facts that hold a score down, whatever else is well."""

    NOTICE_RECEIVED = "notice_received"
    INVOICE_OVER_60_DAYS = "invoice_over_60_days"
    NO_ACTIVE_USER = "no_active_user"
    CHAMPION_LEFT = "champion_left"
    INVOICE_OVER_30_DAYS = "invoice_over_30_days"
    CRITICAL_TICKET = "critical_ticket"
    SILENCE = "silence"
    JUDGEMENT = "judgement"
    """A person's override; its ceiling is the score they gave."""


class Absence(StrEnum):
    """Why a measure has no value. A third kind, *zero*, is no absence: it is a value."""

    DOES_NOT_APPLY = "does_not_apply"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one measure on one day.

    `value` is in the measure's own unit (a share, days, a count, a mean answer); measures with words
    (champion, csm_pulse, renewal_step) hold the StrEnum's value. `known_on` is the day the value was true of,
    from which its age is counted; `learnt_at` is when it reached the book.
    """

    value: float | str | None
    known_on: date | None = None
    absence: Absence | None = None
    source: str | None = None
    learnt_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A person's judgement of the whole score, with its reason. On `ends_on` it stops counting: 30 days on at most."""

    score: int
    reason: str
    author: str
    given_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class AccountEvidence:
    """Everything the scorecard may look at, for one account and one day."""

    tier: Tier
    stage: LifecycleStage
    measures: dict[Measure, Evidence]
    caps: frozenset[Cap] = frozenset()
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Factor:
    """One measure's line on the card.

    `weight` is in points of the whole card after redistribution; `subscore` 0 to 100; `freshness` 0 to 1;
    `points` = weight/100 × freshness × subscore (exact); `lost` = weight/100 × freshness × (100 − subscore);
    `line` is `points` rounded so that all lines add up to the shown one-decimal score.
    """

    measure: Measure
    dimension: Dimension
    weight: float
    evidence: Evidence
    subscore: float | None
    freshness: float
    typical: float
    points: float
    lost: float
    line: float
    age_days: int | None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A score and everything it is made of. `raw`, `low`, `high`, `coverage` are exact; `shown` is a whole number."""

    stage: LifecycleStage
    tier: Tier
    raw: float
    capped: float
    shown: int
    band: Band
    coverage: float
    confidence: Confidence
    low: float
    high: float
    factors: tuple[Factor, ...]
    unknown_points: float
    unknown_line: float
    override_points: float
    override_line: float
    cap: Cap | None
    caps: tuple[tuple[Cap, float], ...]
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
class KeyFactor:
    """A factor as the card names it: which measure, its value, and the points it lost or gave."""

    measure: Measure
    value: float | str
    points: float
    fine: float | str | None = None
    """The value at 70 points, in the measure's own unit, under the policy that made the score."""
    excellent: float | str | None = None
    """The value at 100 points."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The CSM's own word on an account, with the day it stops counting."""

    pulse: Pulse
    note: str
    author: str
    given_at: datetime
    expires_on: date
    score: int | None = None
    """Set when the author overrides the score as well; then at most 30 days."""


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """What the `/health` card and the lists read: one row an account, written by each scoring.

    Money is one amount a currency, never added up. `change_7` and `change_30` are shown-score differences in
    points, None where no snapshot of that day exists. `days` and texts are computed at reading time from the
    dates here, so a card read at noon does not say yesterday's numbers.
    """

    account: int
    name: str
    owner: str | None
    cover: str | None
    tier: Tier
    stage: LifecycleStage
    shown: int | None
    raw: float | None
    band: Band
    confidence: Confidence
    coverage: float
    low: float
    high: float
    known_dimensions: int
    all_dimensions: int
    oldest_known_on: date | None
    trend: float | None
    change_7: int | None
    change_30: int | None
    pulls_down: tuple[KeyFactor, ...]
    lifts: tuple[KeyFactor, ...]
    cap: Cap | None
    arr: tuple[Money, ...]
    renewal_on: date | None
    notice_on: date | None
    auto_renew: bool | None
    last_two_way_on: date | None
    open_tickets: int
    open_critical_tickets: int
    first_value_on: date | None
    first_value_due_on: date | None
    judgement: Judgement | None
    policy_version: int
    scored_at: datetime
    churned: bool = False
    churned_on: date | None = None
    cover_starts_on: date | None = None
    cover_ends_on: date | None = None
    cadence_days: int | None = None
