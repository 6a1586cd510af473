"""The words of the scorecard: dimensions, measures, evidence, and the card that they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.accounts import LifecycleStage, Tier


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
